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
)

// writeWhole writes a file so that its name never stands for half of it: into a new file beside it, which takes the name when
// all is written, and is removed where that fails or ctx is done. What is no regular file (a device, a pipe) is written as it
// is, and so is a file in a folder that takes no new ones.
func writeWhole(ctx context.Context, name string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // a link stays one
	}
	mode := fs.FileMode(0o666) // less the umask
	old, err := os.Stat(name)
	if err == nil && !old.Mode().IsRegular() {
		return writeInto(ctx, name, os.O_WRONLY, 0, write)
	}
	// The name is not made of the other, which may be as long as names get; it is hidden, so that no check reads it.
	beside := filepath.Join(filepath.Dir(name), fmt.Sprintf(".credlint-%016x", rand.Uint64()))
	if err := writeInto(ctx, beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, write); err != nil {
		if old != nil && errors.Is(err, fs.ErrPermission) {
			return writeInto(ctx, name, os.O_WRONLY|os.O_TRUNC, 0, write)
		}
		return err
	}
	if old != nil {
		err = os.Chmod(beside, old.Mode().Perm())
	} else {
		err = nil
	}
	if err = errors.Join(err, os.Rename(beside, name)); err != nil {
		_ = os.Remove(beside) // what went wrong is said
	}
	return err
}

// writeInto writes a file that is opened with flags. A new one is removed where that fails.
func writeInto(ctx context.Context, name string, flags int, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, flags, mode)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(interruptible{ctx, f}, 64<<10)
	if err = errors.Join(write(b), b.Flush(), f.Close()); err != nil && flags&os.O_CREATE != 0 {
		_ = os.Remove(name) // what went wrong is said
	}
	return err
}

// interruptible refuses to write on after an interrupt.
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
