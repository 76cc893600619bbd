package law

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Tables joins the tables of packs: places.tsv, register.tsv and unheld.tsv of the first pack with the rows of the packs after
// it, so that a pack may bring places and instruments of its own. The first row of a place is kept, and equal rows are kept
// once. A table is read each time it is opened with ReadFile; every other file is the first pack's.
func Tables(packs ...fs.FS) (fs.FS, error) {
	if len(packs) == 0 {
		return nil, errors.New("no packs")
	}
	if len(packs) == 1 {
		return packs[0], nil
	}
	return tables{packs[0], packs}, nil
}

// Tables are the joined tables of the packs that were loaded, see the function of that name.
func (p *Pack) Tables() fs.FS {
	joined, err := Tables(p.roots...)
	if err != nil {
		return emptyFS{}
	}
	return joined
}

// emptyFS holds no file.
type emptyFS struct{}

func (emptyFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

type tables struct {
	fs.FS
	packs []fs.FS
}

// ReadFile implements fs.ReadFileFS.
func (t tables) ReadFile(name string) ([]byte, error) {
	switch name {
	case "places.tsv", "register.tsv", "unheld.tsv":
	default:
		return fs.ReadFile(t.FS, name)
	}
	var all []byte
	known := map[string]bool{}
	for _, pack := range t.packs {
		b, err := fs.ReadFile(pack, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
		header, rows, _ := bytes.Cut(b, []byte("\n"))
		if all == nil {
			all = append(append(all, header...), '\n')
		} else if first, _, _ := bytes.Cut(all, []byte("\n")); !bytes.Equal(first, header) {
			return nil, fmt.Errorf("%s:1: header of a pack is %q, expected %q", name, header, first)
		}
		for row := range bytes.Lines(rows) {
			key := string(bytes.TrimSuffix(row, []byte("\n")))
			if name == "places.tsv" {
				key, _, _ = strings.Cut(key, "\t")
			}
			if !known[key] {
				known[key] = true
				all = append(all, row...)
			}
		}
		if len(all) > 0 && all[len(all)-1] != '\n' {
			all = append(all, '\n')
		}
	}
	if all == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return all, nil
}
