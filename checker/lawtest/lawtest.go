// Package lawtest has made-up law for the tests of other packages: a pack that a test may change, and a checker of it.
package lawtest

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// The files of the pack testdata/packs/tiny.
const (
	TinyRules = "cn/tiny_2020/rules.rego"
	TinyWords = "cn/tiny_2020/instrument.yaml"
)

// Files is a copy of a folder in memory.
func Files(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Checker is a checker of a pack for the schemas in testdata/schemas; root is the path to the root of the repository.
func Checker(t testing.TB, root string, files fs.FS, opt checker.Options) (*law.Pack, *checker.Checker) {
	t.Helper()
	pack, err := law.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	opt.Tables, opt.Schemas = policies.FS, os.DirFS(root+"/testdata/schemas")
	c, err := checker.New(pack, opt)
	if err != nil {
		t.Fatal(err)
	}
	return pack, c
}

// ClauseWords are the lines of instrument.yaml for one more prohibition.
func ClauseWords(number string) string {
	article, _, _ := strings.Cut(number, ".")
	return fmt.Sprintf(`  - article: "%s"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses:
      - clause: "%s"
        modality: prohibition
        kinds: [collection]
        status: encoded
        summary: {zh: 试验, en: test}
        breach: {zh: 违反试验条款, en: test clause breached}
        hint: {zh: 改正, en: mend it}
`, article, number)
}
