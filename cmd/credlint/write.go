package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/credlint/credlint/checker/finding"
)

// errSpecial is the error for a named pipe, a socket or the like, whose other end may never come.
var errSpecial = finding.Errorf("该路径是管道、套接字或者设备；请写入文件，或者写入 /dev/stdout", "it is a pipe, a socket or a device; write to a file, or to /dev/stdout")

// writeAtomic replaces a file atomically: it writes a temporary file in the same folder and renames it. After an error, or if
// ctx is done, the temporary file is removed. What is named in /dev, such as the ends of the shell's pipes, and files in a folder
// without write permission are written directly.
func writeAtomic(ctx context.Context, name string, write func(io.Writer) error) error {
	given := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // keep a symbolic link
	}
	mode := fs.FileMode(0o666) // minus the umask
	old, err := os.Stat(name)
	switch {
	case err != nil || old.Mode().IsRegular():
	case !old.IsDir() && !strings.HasPrefix(given, "/dev/") && !strings.HasPrefix(name, "/dev/"):
		return &fs.PathError{Op: "open", Path: name, Err: errSpecial}
	default: // a pipe that nobody reads must not be waited for
		return writeDirect(ctx, name, os.O_WRONLY|syscall.O_NONBLOCK, 0, write)
	}
	// The name does not contain that of the file, which may have the maximum length. It is hidden, so that no check reads it.
	temporary := filepath.Join(filepath.Dir(name), fmt.Sprintf(".credlint-%016x", rand.Uint64()))
	if err := writeDirect(ctx, temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, write); err != nil {
		if old != nil && errors.Is(err, fs.ErrPermission) {
			return writeDirect(ctx, name, os.O_WRONLY|os.O_TRUNC, 0, write)
		}
		return err
	}
	if old != nil {
		err = os.Chmod(temporary, old.Mode().Perm())
	} else {
		err = nil
	}
	if err = errors.Join(err, os.Rename(temporary, name)); err != nil {
		_ = os.Remove(temporary) // err is more helpful
	}
	return err
}

// writeDirect writes a file that is opened with flags. A file that it created is removed after an error.
func writeDirect(ctx context.Context, name string, flags int, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, flags, mode)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(interruptible{ctx, f}, 64<<10)
	if err = errors.Join(write(b), b.Flush(), f.Close()); err != nil && flags&os.O_CREATE != 0 {
		_ = os.Remove(name) // err is more helpful
	}
	return err
}

// interruptible is a writer that fails once ctx is done.
type interruptible struct {
	ctx context.Context
	w   io.Writer
}

func (i interruptible) Write(b []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.w.Write(b)
}
