package bundle

import (
	"io/fs"
	"path"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// Contents describes a bundle.
type Contents struct {
	Format      string       `json:"format"`
	Revision    string       `json:"revision"` // the digest of the law
	Signature   *Signature   `json:"signature"`
	Files       int          `json:"files"`
	Bytes       int          `json:"bytes"`  // unpacked
	Packed      int          `json:"packed"` // size in bytes, compressed
	Instruments []Instrument `json:"instruments"`
	Shared      []string     `json:"shared"`   // shared Rego of the law
	Borrowed    []string     `json:"borrowed"` // shared Rego copied from the program
	Tables      []Table      `json:"tables"`
}

// Instrument is an instrument of a bundle.
type Instrument struct {
	ID       string         `json:"id"`
	Title    finding.Text   `json:"title"`
	Rank     law.Rank       `json:"rank"`
	Place    string         `json:"place"`
	From     string         `json:"from"`
	Until    string         `json:"until"` // empty: no end known
	Articles int            `json:"articles"`
	ByStatus map[string]int `json:"by_status"` // clauses, and articles without clauses
	Files    int            `json:"files"`
	Bytes    int            `json:"bytes"`
}

// Table is a table of a bundle with the number of its rows, without the header.
type Table struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
}

// Contents describes the bundle. base is the law of the program. An error names the file that cannot be read.
func (b *Bundle) Contents(base fs.FS) (*Contents, error) {
	packed, err := b.Bytes()
	if err != nil {
		return nil, err
	}
	c := &Contents{Format: Format, Revision: b.Digest(), Files: len(b.files), Packed: len(packed), Instruments: []Instrument{}, Shared: []string{}, Borrowed: []string{}, Tables: []Table{}}
	if c.Signature, err = b.Signature(); err != nil {
		return nil, err
	}
	pack, err := law.Load(base, b.Law())
	if err != nil {
		return nil, err
	}
	if err := firstError(pack.Findings); err != nil {
		return nil, err
	}
	for _, in := range pack.Instruments {
		if pack.Origin(path.Join(in.Dir, instrumentName)) == 0 {
			continue
		}
		coverage := in.Coverage()
		one := Instrument{ID: in.ID, Title: in.Title, Rank: in.Rank, Place: in.Place(), From: in.InForce.From, Until: in.InForce.Until, Articles: coverage.Articles, ByStatus: coverage.ByStatus}
		for name, text := range b.files {
			if path.Dir(name) == lawFolder+in.Dir {
				one.Files++
				one.Bytes += len(text)
			}
		}
		c.Instruments = append(c.Instruments, one)
	}
	for _, name := range b.names() {
		c.Bytes += len(b.files[name])
		inner, isLaw := strings.CutPrefix(name, lawFolder)
		_, shared := pack.Lib[inner]
		borrowed, isOPA := strings.CutPrefix(name, opaFolder)
		switch {
		case isLaw && shared:
			c.Shared = append(c.Shared, inner)
		case isLaw && path.Ext(name) == ".tsv":
			c.Tables = append(c.Tables, Table{inner, max(0, strings.Count(strings.TrimRight(string(b.files[name]), "\r\n"), "\n"))})
		case isOPA && strings.Contains(borrowed, "/"):
			c.Borrowed = append(c.Borrowed, borrowed)
		}
	}
	return c, nil
}
