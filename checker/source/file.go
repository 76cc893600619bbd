package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// What is refused besides what the system refuses.
var (
	// ErrNotRegular is a pipe, a device or a socket: reading one may never end, and opening one may do something.
	ErrNotRegular = errors.New("this is no regular file")
	// ErrChanged is a file that was written while it was read: what was read of it may never have stood there.
	ErrChanged = errors.New("the file changed while it was read")
)

// SizeError is a file larger than what is read.
type SizeError struct{ Bytes, Most int64 }

// Error says both numbers.
func (e *SizeError) Error() string {
	return fmt.Sprintf("the file has %d bytes, more than the %d that are read", e.Bytes, e.Most)
}

// ReadFile reads a regular file of at most MaxBytes. Its errors are those of this file and those of the system.
func ReadFile(name string) ([]byte, error) {
	f, err := open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return read(f, MaxBytes)
}

// ReadFileFS is ReadFile in another file system, whose Open may not wait: that of Dir does not.
func ReadFileFS(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return read(f, MaxBytes)
}

// open opens a regular file and nothing else, also where something else takes its place between the two looks: without
// O_NONBLOCK opening a pipe would wait for somebody who writes.
func open(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	}
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		_ = f.Close()
		return nil, cmp.Or(err, error(&fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}))
	}
	return f, nil
}

// read reads a file of at most so many bytes that nobody writes meanwhile.
func read(f fs.File, most int64) ([]byte, error) {
	before, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, ErrNotRegular
	}
	if before.Size() > most {
		return nil, &SizeError{before.Size(), most}
	}
	into := bytes.NewBuffer(make([]byte, 0, max(before.Size(), 0)+bytes.MinRead)) // so much is left free for seeing the end
	if _, err := into.ReadFrom(io.LimitReader(f, most+1)); err != nil {
		return nil, err
	}
	data := into.Bytes()
	after, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()):
		return nil, ErrChanged
	case int64(len(data)) > most: // a file system that does not know its sizes
		return nil, &SizeError{int64(len(data)), most}
	}
	return data, nil
}

// Dir is the folder of that name as a file system, as os.DirFS is, but for files that are none: pipes, devices and what else
// is not regular cannot be opened, whatever link leads there.
type Dir string

// Open implements fs.FS.
func (d Dir) Open(name string) (fs.File, error) {
	info, err := d.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return os.DirFS(string(d)).Open(name)
	}
	return open(filepath.Join(string(d), filepath.FromSlash(name)))
}

// Stat implements fs.StatFS.
func (d Dir) Stat(name string) (fs.FileInfo, error) { return fs.Stat(os.DirFS(string(d)), name) }

// ReadDir implements fs.ReadDirFS.
func (d Dir) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(os.DirFS(string(d)), name)
}
