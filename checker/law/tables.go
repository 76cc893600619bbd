package law

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// tableNames are the tables at the root of a pack.
var tableNames = []string{"places.tsv", "register.tsv", "unheld.tsv"}

// Tables joins the tables of packs: places.tsv, register.tsv and unheld.tsv of the first pack with the rows of the packs after
// it, so that a pack may bring places and instruments of its own. The first row of a place is kept, and equal rows are kept
// once. A table is read each time it is opened with ReadFile.
func Tables(packs ...fs.FS) fs.FS {
	if len(packs) == 1 {
		return packs[0]
	}
	return tables(packs)
}

// Tables are the joined tables of the packs as they were loaded, see the function of that name.
func (p *Pack) Tables() fs.FS { return Tables(p.tables...) }

type tables []fs.FS

// Open implements fs.FS; tables are read whole, with ReadFile.
func (t tables) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile implements fs.ReadFileFS.
func (t tables) ReadFile(name string) ([]byte, error) {
	text, _, err := joinTable(name, t)
	return text, err
}

// joinTable joins one table of the packs. added are the rows that packs after the first add to it, in their order. The error
// is fs.ErrNotExist where no pack has the table.
func joinTable(name string, packs []fs.FS) (all []byte, added []string, err error) {
	known := map[string]string{} // key → row
	ofPack := map[string]bool{}  // keys of rows of later packs
	for i, pack := range packs {
		b, err := fs.ReadFile(pack, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		b = LineFeeds(b)
		header, rows, _ := bytes.Cut(b, []byte("\n"))
		if all == nil {
			all = append(append(all, header...), '\n')
		} else if first, _, _ := bytes.Cut(all, []byte("\n")); !bytes.Equal(first, header) {
			return nil, nil, finding.Errorf("%s:1: 规范文件夹的表头为“%s”，应为“%s”", "%s:1: header of a pack is %q, expected %q", name, header, first)
		}
		for line := range bytes.Lines(rows) {
			row := string(bytes.TrimSuffix(line, []byte("\n")))
			key := row
			if name == "places.tsv" {
				key, _, _ = strings.Cut(row, "\t")
			}
			if before, ok := known[key]; ok {
				if before != row && ofPack[key] {
					return nil, nil, finding.Errorf("%s：两个规范文件夹中“%s”一行不同", "%s: two packs have different rows of %q", name, key)
				}
				continue
			}
			known[key], ofPack[key] = row, i > 0
			all = append(append(all, row...), '\n')
			if i > 0 {
				added = append(added, row)
			}
		}
	}
	if all == nil {
		return nil, nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return all, added, nil
}

// Added names what the packs after the first bring beside instruments, each once: it changes what a citation resolves to, which
// places there are, and what rules of other instruments may mean.
type Added struct {
	Places   []string // ids
	Register []string // titles in 《》, of new instruments and of further texts of known ones
	Unheld   []string // titles in 《》
	Lib      []string // paths of shared Rego; a path of an earlier pack is in Replaced
}

// addedRows sets what the tables of later packs add.
func (p *Pack) addedRows() error {
	if len(p.tables) < 2 {
		return nil
	}
	for _, table := range []struct {
		name   string
		column int
		title  bool
		into   *[]string
	}{{"places.tsv", 0, false, &p.Added.Places}, {"register.tsv", colTitle, true, &p.Added.Register}, {"unheld.tsv", 1, true, &p.Added.Unheld}} {
		_, rows, err := joinTable(table.name, p.tables)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, row := range rows {
			if err := checkRowDays(table.name, row); err != nil {
				return err
			}
			name := row // of a row with too few cells, which is an error where the table is used
			if cells := strings.Split(row, "\t"); table.column < len(cells) {
				name = cells[table.column]
			}
			if table.title {
				name = "《" + name + "》"
			}
			if !slices.Contains(*table.into, name) {
				*table.into = append(*table.into, name)
			}
		}
	}
	return nil
}

// tableLines returns the rows of a table, after a check of its header and of the number of cells of each row.
func tableLines(name, text, header string) ([]string, error) {
	first, rest, _ := strings.Cut(text, "\n")
	if first != header {
		return nil, finding.Errorf("%s:1: 表头为“%s”，应为“%s”", "%s:1: header is %q, expected %q", name, first, header)
	}
	if rest == "" {
		return nil, finding.Errorf("%s 没有任何一行", "%s holds no rows", name)
	}
	lines := strings.Split(strings.TrimSuffix(rest, "\n"), "\n")
	for i, line := range lines {
		if got, want := strings.Count(line, "\t"), strings.Count(header, "\t"); got != want {
			return nil, finding.Errorf("%s:%d: 该行有 %d 格，应有 %d 格", "%s:%d: row has %d cells, expected %d", name, i+2, got+1, want+1)
		}
	}
	return lines, nil
}

// tableRows returns the cells of the rows of a table, checked as by tableLines.
func tableRows(name, text, header string) ([][]string, error) {
	lines, err := tableLines(name, text, header)
	if err != nil {
		return nil, err
	}
	rows := make([][]string, len(lines))
	for i, line := range lines {
		rows[i] = strings.Split(line, "\t")
	}
	return rows, nil
}
