package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	if b, err := ReadFile(write("a", "text")); err != nil || string(b) != "text" {
		t.Errorf("%q, %v", b, err)
	}
	if b, err := ReadFile(write("full", strings.Repeat(" ", MaxBytes))); err != nil || len(b) != MaxBytes {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if _, err := ReadFile(filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := ReadFile(dir); !errors.Is(err, ErrNotRegular) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := ReadFile(os.DevNull); !errors.Is(err, ErrNotRegular) {
		t.Errorf("a device: %v", err)
	}
	huge := write("huge", "")
	if err := os.Truncate(huge, 100<<20); err != nil {
		t.Fatal(err)
	}
	const want = "the file has 104857600 bytes, more than the 4194304 that are read"
	if _, err := ReadFile(huge); err == nil || err.Error() != want {
		t.Errorf("a large file: %v, want %s", err, want)
	}
	if b, err := ReadFileFS(Dir(dir), "a"); err != nil || string(b) != "text" {
		t.Errorf("%q, %v", b, err)
	}
}

// grows is a file that somebody writes while it is read: Stat answers as if each look came later.
type grows struct {
	fs.File
	looks []fs.FileInfo
}

func (g *grows) Stat() (fs.FileInfo, error) {
	info := g.looks[0]
	g.looks = g.looks[1:]
	return info, nil
}

func TestFileThatChanges(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	fsys := fstest.MapFS{
		"as it was":     {Data: []byte("0123456789"), ModTime: day},
		"grown":         {Data: []byte("0123456789a"), ModTime: day},
		"truncated":     {Data: nil, ModTime: day},
		"written again": {Data: []byte("9876543210"), ModTime: day.Add(time.Second)},
	}
	for later := range fsys {
		f, err := fsys.Open("as it was")
		if err != nil {
			t.Fatal(err)
		}
		var looks []fs.FileInfo
		for _, name := range []string{"as it was", later} {
			info, err := fs.Stat(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			looks = append(looks, info)
		}
		b, err := readRegular(&grows{f, looks}, 20)
		if later == "as it was" {
			if err != nil || string(b) != "0123456789" {
				t.Errorf("nothing changed: %q, %v", b, err)
			}
			continue
		}
		if !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %q, %v", later, b, err)
		}
	}
	// Some file systems, such as /proc, report size 0 for files with content: the limit applies to them too.
	f, err := fsys.Open("as it was")
	if err != nil {
		t.Fatal(err)
	}
	empty, err := fs.Stat(fsys, "truncated")
	if err != nil {
		t.Fatal(err)
	}
	var size *SizeError
	if b, err := readRegular(&grows{f, []fs.FileInfo{empty, empty}}, 5); !errors.As(err, &size) || size.Most != 5 {
		t.Errorf("more than it said: %q, %v", b, err)
	}
}
