package practice

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// held is a file system in which one file cannot be opened until another was.
type held struct {
	fstest.MapFS
	name, until string
	opened      chan struct{}
}

func (h held) Open(name string) (fs.File, error) {
	switch name {
	case h.name:
		select {
		case <-h.opened:
		case <-time.After(time.Minute):
			return nil, errors.New("nothing is read ahead")
		}
	case h.until:
		close(h.opened)
	}
	return h.MapFS.Open(name)
}

// processors says how many processors there are, until the test ends.
func processors(t *testing.T, n int) {
	before := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// folder has so many practices and, between them, an agency that they refer to under two names, a broken file and one that
// is none.
func folder(n int) fstest.MapFS {
	files := fstest.MapFS{
		"p/005x.yaml":  {Data: []byte("a: [")},
		"p/006x.csv":   {},
		"p/agency.yml": {Data: []byte("agency: credlint/v1\ntype: bank\nx: 1\n")},
	}
	for i := range n {
		text := good
		if i%7 == 3 {
			text = strings.ReplaceAll(good, "{type: court}", "agency.yml")
		}
		files[fmt.Sprintf("p/%03d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// TestAhead holds that files are read ahead, no more of them than there are processors, and still come in their order with
// the same said of each.
func TestAhead(t *testing.T) {
	read := func(fsys fs.FS, stdin string) []string {
		files, err := Find(context.Background(), []string{"p", "-"}, Options{Schemas: tiny, FS: fsys, Stdin: strings.NewReader(stdin), StdinName: "p/010x.yaml"})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		l, err := files.Read(context.Background(), func(docs []*Document) error {
			for _, d := range docs {
				out = append(out, d.File)
				out = append(out, said(d.Findings)...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, said(l.Findings)...)
		for _, f := range l.Failed {
			out = append(out, fmt.Sprintf("%s %d", f.File, f.Index))
		}
		return out
	}
	processors(t, 1)
	want := read(folder(40), good)
	if len(want) < 60 {
		t.Errorf("only %d lines: %q", len(want), want)
	}
	processors(t, 4)
	got := read(held{folder(40), "p/000.yaml", "p/003.yaml", make(chan struct{})}, good)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-one after the other +ahead):\n%s", diff)
	}
}

// TestAheadStops holds that nothing is read any more once the caller wants no more, or is interrupted.
func TestAheadStops(t *testing.T) {
	processors(t, 4)
	enough := errors.New("enough")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, test := range []struct {
		each func() error
		want error
	}{
		{func() error { return enough }, enough},
		{func() error { cancel(); return nil }, context.Canceled},
	} {
		files, err := Find(ctx, []string{"p"}, Options{Schemas: tiny, FS: folder(40)})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		if _, err := files.Read(ctx, func([]*Document) error { n++; return test.each() }); !errors.Is(err, test.want) || n != 1 {
			t.Errorf("%v after %d files, want %v after one", err, n, test.want)
		}
	}
}
