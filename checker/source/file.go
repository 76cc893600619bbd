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

// Errors besides those of the system.
var (
	// ErrNotRegular is the error for pipes, devices and sockets. Reading them may block, and opening them may have effects.
	ErrNotRegular = errors.New("this is no regular file")
	// ErrChanged is the error for a file that was modified while it was read, so that the read text may be inconsistent.
	ErrChanged = errors.New("the file changed while it was read")
)

// SizeError is the error for a file with more than Most bytes.
type SizeError struct{ Bytes, Most int64 }

// Error returns a message with both numbers.
func (e *SizeError) Error() string {
	return fmt.Sprintf("the file has %d bytes, more than the %d that are read", e.Bytes, e.Most)
}

// ReadFile reads a regular file of at most MaxBytes. Its errors are ErrNotRegular, ErrChanged, *SizeError and those of the
// system.
func ReadFile(name string) ([]byte, error) {
	f, err := openRegular(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only
	return readRegular(f, MaxBytes)
}

// ReadFileFS is ReadFile for a file system. Its Open must not block on pipes; that of Dir does not.
func ReadFileFS(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only
	return readRegular(f, MaxBytes)
}

// openRegular opens a regular file. The file may be replaced between Stat and OpenFile; therefore O_NONBLOCK, without which
// opening a pipe waits for a writer, and a second check.
func openRegular(name string) (*os.File, error) {
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

// readRegular reads a file of at most that many bytes.
func readRegular(f fs.File, most int64) ([]byte, error) {
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
	into := bytes.NewBuffer(make([]byte, 0, max(before.Size(), 0)+bytes.MinRead)) // ReadFrom needs MinRead free bytes to see the end
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
	case int64(len(data)) > most: // a file system with wrong sizes
		return nil, &SizeError{int64(len(data)), most}
	}
	return data, nil
}

// Dir is a folder as a file system, like os.DirFS, in which only folders and regular files can be opened, also through links.
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
	return openRegular(filepath.Join(string(d), filepath.FromSlash(name)))
}

// Stat implements fs.StatFS.
func (d Dir) Stat(name string) (fs.FileInfo, error) { return fs.Stat(os.DirFS(string(d)), name) }

// ReadDir implements fs.ReadDirFS.
func (d Dir) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(os.DirFS(string(d)), name)
}
