package law

import (
	"bytes"
	"io/fs"
	"path"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/credlint/credlint/policies"
)

// TestShippedInstruments holds the law of the program to the schema of instruments, which Load does not do at every start.
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

// TestCompactIsFresh holds instruments.jsonl to the instruments, and what is read from it to what YAML gives.
func TestCompactIsFresh(t *testing.T) {
	t.Parallel()
	want, err := Compact(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fs.ReadFile(policies.FS, compactName)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("policies/instruments.jsonl is not what the instruments say; run go generate in checker/law")
	}
	for name, entry := range readCompact(policies.FS) {
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		quick, ok := entry.instrument(text)
		if !ok {
			continue // said above
		}
		slow, _ := parseInstrument(name, text, false)
		if diff := cmp.Diff(slow, quick, cmpopts.IgnoreUnexported(Instrument{})); diff != "" {
			t.Errorf("%s: from YAML (-), from %s (+):\n%s", name, compactName, diff)
		}
		if slow.At("/id") != quick.At("/id") || slow.At("/id").Line == 0 {
			t.Errorf("%s: the id stands at %v, and at %v", name, slow.At("/id"), quick.At("/id"))
		}
		if _, ok := entry.instrument(append(text, ' ')); ok {
			t.Errorf("%s: a changed text is taken for the one the entry was made from", name)
		}
	}
}
