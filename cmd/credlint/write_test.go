package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A name stands for all of a report or for what stood there before.
func TestWriteWhole(t *testing.T) {
	broken := errors.New("broken")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, test := range []struct {
		name  string
		ctx   context.Context
		old   string // what the name stood for; empty: nothing
		write func(io.Writer) error
		want  string // what it stands for then
		err   error
	}{
		{"new", context.Background(), "", text("new"), "new", nil},
		{"over an old one", context.Background(), "old", text("new"), "new", nil},
		{"broken off", context.Background(), "", then(text("ne"), broken), "", broken},
		{"broken off over an old one", context.Background(), "old", then(text("ne"), broken), "old", broken},
		{"interrupted", stopped, "old", text("new"), "old", context.Canceled},
		{"interrupted before the first", stopped, "", text("new"), "", context.Canceled},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, "report")
			var want []string
			if test.old != "" {
				if err := os.WriteFile(name, []byte(test.old), 0o640); err != nil {
					t.Fatal(err)
				}
				if err := os.Chmod(name, 0o640); err != nil {
					t.Fatal(err)
				}
			}
			if test.want != "" {
				want = []string{"report"}
			}
			if err := writeAtomic(test.ctx, name, test.write); !errors.Is(err, test.err) {
				t.Errorf("error %v, want %v", err, test.err)
			}
			if got, _ := os.ReadFile(name); string(got) != test.want {
				t.Errorf("it stands for %q, want %q", got, test.want)
			}
			if got := names(t, dir); !slices.Equal(got, want) {
				t.Errorf("the folder holds %v, want %v", got, want)
			}
			if info, err := os.Stat(name); test.old != "" && runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o640) {
				t.Errorf("mode %v (%v), want that of the old one", info.Mode(), err)
			}
		})
	}
}

func TestWriteWholeThroughALink(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "report"), []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("report", link); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := writeAtomic(context.Background(), link, text("new")); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); err != nil || to != "report" {
		t.Errorf("the link leads to %q (%v)", to, err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "report")); string(got) != "new" {
		t.Errorf("it leads to %q", got)
	}
	if diff := cmp.Diff([]string{"link", "report"}, names(t, dir)); diff != "" {
		t.Errorf("the folder (-want +got):\n%s", diff)
	}
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func then(first func(io.Writer) error, err error) func(io.Writer) error {
	return func(w io.Writer) error { return errors.Join(first(w), err) }
}

// names are the names in a folder, hidden ones too.
func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
