package law

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"github.com/credlint/credlint/checker/finding"
)

// indexName is the generated file beside each instrument.yaml of the program. It holds the instrument without the words of
// its clauses, a line of JSON for the head and for each article and clause, so that scope is known without parsing YAML, which
// takes a hundred times as long.
//
// The index is a cache and never an authority: its first line has the hash of the instrument.yaml that it was made from, and a
// hash of the other lines. Where either differs, the YAML is read instead. Packs of users are validated at each load, so their
// YAML is parsed anyway and an index beside it is ignored.
const indexName = "index.jsonl"

// indexHead is the first line. A change of the fields of the lines changes the format, so that an index without them is not read.
func indexHead(yaml, lines []byte) string {
	return fmt.Sprintf(`{"generated":"by make generate, from instrument.yaml; do not edit","format":2,"yaml":"%x","lines":"%x"}`, sha256.Sum256(yaml), sha256.Sum256(lines)) + "\n"
}

// indexLine is one of the lines after it, with one of the fields.
type indexLine struct {
	Instrument *instrumentHead `json:"instrument,omitempty"`
	Article    *Article        `json:"article,omitempty"` // without its clauses, which follow
	Clause     *Clause         `json:"clause,omitempty"`
}

type instrumentHead struct {
	Instrument
	Params map[string][]Param `json:"params"`
}

// Index returns the indexes of all instruments of a pack, by path. Equal instruments give equal bytes. An error names an
// instrument.yaml that cannot be used, and where.
func Index(pack fs.FS) (map[string][]byte, error) {
	names, err := lawFiles(pack)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, name := range names {
		if path.Base(name) != "instrument.yaml" {
			continue
		}
		text, err := fs.ReadFile(pack, name)
		if err != nil {
			return nil, err
		}
		in, problems := parseInstrument(name, text, true)
		if in == nil {
			f := problems[0]
			return nil, finding.Errorf("%s:%d:%d: %s", "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message)
		}
		if out[path.Join(in.Dir, indexName)], err = writeIndex(in, text); err != nil {
			return nil, finding.Errorf("%s%v", "%s: %w", name, err)
		}
	}
	return out, nil
}

// writeIndex writes the index of an instrument that was parsed from yaml.
func writeIndex(in *Instrument, yaml []byte) ([]byte, error) {
	all := []indexLine{{Instrument: &instrumentHead{*in, in.params}}}
	for _, a := range in.articles {
		clauses := a.Clauses
		a.Clauses = nil
		all = append(all, indexLine{Article: &a})
		for i := range clauses {
			all = append(all, indexLine{Clause: &clauses[i]})
		}
	}
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	e.SetEscapeHTML(false)
	for _, line := range all {
		if err := e.Encode(line); err != nil {
			return nil, err
		}
	}
	return append([]byte(indexHead(yaml, lines.Bytes())), lines.Bytes()...), nil
}

// readIndex reads an index that was made from this very text of the instrument.yaml; false for any other. The words of clauses
// are parsed from the text when they are asked for.
func readIndex(name string, index, yaml []byte) (*Instrument, bool) {
	_, lines, _ := bytes.Cut(index, []byte("\n"))
	if !bytes.HasPrefix(index, []byte(indexHead(yaml, lines))) {
		return nil, false
	}
	in := &Instrument{}
	d := json.NewDecoder(bytes.NewReader(lines))
	d.UseNumber()
	for d.More() {
		var line indexLine
		if d.Decode(&line) != nil {
			return nil, false
		}
		last := len(in.articles) - 1
		switch {
		case line.Instrument != nil:
			in = &line.Instrument.Instrument
			in.params = line.Instrument.Params
		case line.Article != nil:
			in.articles = append(in.articles, *line.Article)
		case line.Clause != nil && last >= 0:
			in.articles[last].Clauses = append(in.articles[last].Clauses, *line.Clause)
		default:
			return nil, false
		}
	}
	in.Dir = path.Dir(name)
	in.readLazily(name, yaml)
	in.setKinds()
	return in, in.ID == in.Dir
}
