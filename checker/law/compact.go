package law

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
)

// compactName is the file in which the program keeps its instruments in a form that is read faster than YAML. Each entry
// names the instrument.yaml it was made from by its hash; one that was changed since is read from the YAML again, so that a
// stale file is slower and never wrong.
const compactName = "instruments.jsonl"

type compacted struct {
	Name       string          `json:"name"` // path of the instrument.yaml
	SHA256     string          `json:"sha256"`
	Instrument json.RawMessage `json:"instrument"`
}

//go:generate go run ./gen -instruments ../../policies/instruments.jsonl

// Compact writes the instruments of a pack for compactName, a line each, in the order of their paths. An error names an
// instrument that cannot be used.
func Compact(pack fs.FS) ([]byte, error) {
	var out bytes.Buffer
	err := fs.WalkDir(pack, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "instrument.yaml" {
			return err
		}
		text, err := fs.ReadFile(pack, name)
		if err != nil {
			return err
		}
		in, problems := parseInstrument(name, text, true)
		if in == nil {
			f := problems[0]
			return fmt.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
		body, err := json.Marshal(in.doc.Value)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		line, err := json.Marshal(compacted{name, hex.EncodeToString(sum[:]), body})
		if err != nil {
			return err
		}
		out.Write(line)
		out.WriteByte('\n')
		return nil
	})
	return out.Bytes(), err
}

// readCompact finds the entries of compactName by path; none where there is no such file, or it cannot be read.
func readCompact(pack fs.FS) map[string]compacted {
	text, err := fs.ReadFile(pack, compactName)
	if err != nil {
		return nil
	}
	entries := map[string]compacted{}
	for line := range bytes.Lines(text) {
		var c compacted
		if json.Unmarshal(line, &c) == nil {
			entries[c.Name] = c
		}
	}
	return entries
}

// instrument is the instrument of an entry, if it was made from this text.
func (c compacted) instrument(text []byte) (*Instrument, bool) {
	sum := sha256.Sum256(text)
	if c.SHA256 != hex.EncodeToString(sum[:]) {
		return nil, false
	}
	in := newInstrument(c.Name, text)
	d := json.NewDecoder(bytes.NewReader(c.Instrument))
	d.UseNumber()
	return in, d.Decode(in) == nil
}
