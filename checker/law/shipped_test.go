package law

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/policies"
)

// TestShippedInstruments validates the law of the program against the schema of instruments, which Load leaves out.
func TestShippedInstruments(t *testing.T) {
	t.Parallel()
	n := 0
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "instrument.yaml" {
			return err
		}
		n++
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		_, problems := parseInstrument(name, text, true)
		for _, f := range problems {
			t.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 4 {
		t.Errorf("only %d instruments found", n)
	}
}

// TestNothingIsForgotten checks that every text, number and answer of an instrument.yaml is read, and nothing else: index and
// decoder name each key by hand.
func TestNothingIsForgotten(t *testing.T) {
	t.Parallel()
	pack, err := Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	var leaves func(v any, into *[]string)
	leaves = func(v any, into *[]string) {
		switch v := v.(type) {
		case map[string]any:
			for _, e := range v {
				leaves(e, into)
			}
		case []any:
			for _, e := range v {
				leaves(e, into)
			}
		case nil:
		default:
			if s := fmt.Sprint(v); s != "" {
				*into = append(*into, s)
			}
		}
	}
	for _, in := range pack.Instruments {
		var want, got []string
		leaves(in.doc().Value, &want)
		var texts []clauseWords
		for c := range in.Clauses() {
			texts = append(texts, *c.read())
		}
		b, err := json.Marshal([]any{in.ID, in.Title, in.Aliases, in.Rank, in.Issuer, in.Promulgated, in.InForce, in.Text, in.Earlier, in.Readings, in.Params(), in.Articles(), texts})
		if err != nil {
			t.Fatal(err)
		}
		var read any
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		if err := d.Decode(&read); err != nil {
			t.Fatal(err)
		}
		leaves(read, &got)
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 100 {
			t.Errorf("%s: in the YAML (-), read (+):\n%s", in.ID, diff)
		}
	}
}
