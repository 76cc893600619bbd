package law

import (
	"io/fs"
	"path"
	"testing"

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
