package practice

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/credlint/credlint/checker/source"
)

// What the loader asks of the file system, or of the one it was given. Names have slashes in both.

func (l *loader) stat(name string) (fs.FileInfo, error) {
	if l.opt.FS != nil {
		return fs.Stat(l.opt.FS, filepath.ToSlash(name))
	}
	return os.Stat(filepath.FromSlash(name))
}

func (l *loader) file(name string) ([]byte, error) {
	if l.opt.FS != nil {
		return source.ReadFileFS(l.opt.FS, filepath.ToSlash(name))
	}
	return source.ReadFile(filepath.FromSlash(name))
}

func (l *loader) readDir(name string) ([]fs.DirEntry, error) {
	if l.opt.FS != nil {
		return fs.ReadDir(l.opt.FS, filepath.ToSlash(name))
	}
	return os.ReadDir(filepath.FromSlash(name))
}

func (l *loader) glob(pattern string) ([]string, error) {
	if l.opt.FS != nil {
		return fs.Glob(l.opt.FS, pattern)
	}
	return filepath.Glob(pattern)
}

// real is the one name of a file however it is reached.
func (l *loader) real(name string) string {
	if l.opt.FS != nil {
		return name // an fs.FS says nothing of links
	}
	name = filepath.FromSlash(name)
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}
