//go:build unix

package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Reading a pipe that nobody writes into would never end, and nor would a device.
func TestFilesThatAreNone(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "device")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pipe", "device"} {
		if _, err := ReadFile(filepath.Join(dir, name)); !errors.Is(err, ErrNotRegular) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := fs.ReadFile(Dir(dir), name); !errors.Is(err, ErrNotRegular) {
			t.Errorf("%s in a folder: %v", name, err)
		}
	}
	if _, err := ReadFile(filepath.Join(dir, "loop")); !errors.Is(err, syscall.ELOOP) {
		t.Errorf("a link to itself: %v", err)
	}
	var seen []string
	err := fs.WalkDir(Dir(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		seen = append(seen, name)
		return err
	})
	if err != nil || len(seen) != 5 {
		t.Errorf("a walk sees %v, %v", seen, err)
	}
}
