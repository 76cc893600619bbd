package practice

import (
	"io/fs"
	"os"
	"path"
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

func (l *loader) lstat(name string) (fs.FileInfo, error) {
	if l.opt.FS != nil {
		return fs.Lstat(l.opt.FS, filepath.ToSlash(name))
	}
	return os.Lstat(filepath.FromSlash(name))
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

// resolve returns the real path of a file: without links, and relative to the working directory where it was, or is below it.
func (l *loader) resolve(name string) (string, error) {
	if l.opt.FS != nil {
		return path.Clean(name), nil
	}
	real, err := filepath.EvalSymlinks(filepath.FromSlash(name))
	if err != nil {
		return name, err
	}
	if filepath.IsAbs(real) && !filepath.IsAbs(name) && l.dir != "" {
		if below, err := filepath.Rel(l.dir, real); err == nil && filepath.IsLocal(below) {
			return below, nil
		}
	}
	return real, nil
}

// absolute returns the one name of a file, of its real path.
func (l *loader) absolute(name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) || l.dir == "" {
		return filepath.Clean(name)
	}
	return filepath.Join(l.dir, name)
}

// realDir returns the real path of a folder, as it is if it has none.
func realDir(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	return name
}
