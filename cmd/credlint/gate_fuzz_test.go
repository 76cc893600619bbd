package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const fuzzGood = `practice: credlint/v1
kind: collection
id: good
jurisdiction: xx
agency: {type: state_organ}
day: 2026-03-01
basis: []
items: [{category: name, retention: {period: {years: 1}}}]
`

// fuzzBad is unlawful by the made-up law of the scripts.
var fuzzBad = strings.NewReplacer("id: good", "id: bad", "category: name", "category: gene").Replace(fuzzGood)

// Parts of the trees of FuzzGate.
var (
	fuzzPlaces = []string{"bad.yaml", "practices/bad.yaml", "practices/a/b/bad.yml", "drafts/bad.yaml", "practices/.bad.yaml", ".hidden/bad.yaml",
		"practices/credlint.yaml", "practices/*.yaml", "practices/[a].yaml", "practices/instrument.yaml", "practices/bad.YAML", "practices/waivers.yaml"}
	fuzzNames = []string{"drafts", "practices/drafts", "practices/x.yaml", "practices/.x.yaml", "practices/instrument.yaml", "practices/a/instrument.yaml", "instrument.yaml",
		"practices/credlint.yaml", "drafts/credlint.yaml", "../credlint.yaml", "practices/*.yaml", "practices/notes.md", "a.yaml", "practices/.git", "other/good.yaml"}
	fuzzTexts = []string{"", fuzzGood, "exclude: ['**']\n", "fail-on: never\n", "print-input: true\n", "exclude: ['*.yaml', practices]\nfail-on: never\n", "waivers: credlint.waivers/v1\nentries: []\n"}
	fuzzLinks = []string{"practices", ".", "..", "bad.yaml", "practices/bad.yaml", "other/good.yaml", "nowhere", "/dev/null", "drafts"}
	// fuzzSettings are those at the root, with what they say of the path of the unlawful practice.
	fuzzSettings = []struct {
		text  string
		allow func(bad string) bool
	}{
		{"", nil}, {"lang: zh\nquiet: true\n", nil}, {"print-input: true\n", nil}, {"output: json=practices/bad.yaml\n", nil}, {"stdin-name: x\n", nil}, {"write-baseline: b.json\n", nil},
		{"exclude: ['drafts/**']\n", func(bad string) bool { return strings.HasPrefix(bad, "drafts/") }},
		{"exclude: [drafts]\n", func(bad string) bool { return strings.HasPrefix(bad, "drafts/") }},
		{"exclude: [practices/bad.yaml]\n", func(bad string) bool { return bad == "practices/bad.yaml" }},
		{"exclude: ['**/b/*.yml']\n", func(bad string) bool { return path.Ext(bad) == ".yml" }},
		{"exclude: ['../practices/**', '/practices/**', 'practices/../drafts/**']\n", nil},
		{"waivers: w.yaml\n", nil}, {"fail-on: never\n", func(string) bool { return true }},
	}
	fuzzWaivers = []string{"", "- {citation: 'xx/credit_2020#3.1', practice: bad, reason: ' ', approved_by: x, expires: 2099-01-01}\n",
		"- {citation: 'xx/credit_2020#3.1', practice: bad, reason: x, approved_by: x, expires: 2020-01-01}\n", "- {citation: 'xx/credit_2020#3.1', practice: good, reason: x, approved_by: x, expires: 2099-01-01}\n"}
	fuzzPaths = []string{".", "./practices/..", "", "link"} // "": the absolute path; link: a link to the repository
)

// FuzzGate builds a tree round one unlawful practice, and demands that no check of the tree passes unless the settings at its root
// say so. Each pair of bytes puts a file or a link somewhere.
func FuzzGate(f *testing.F) {
	for i := range len(fuzzPlaces) {
		f.Add(byte(i), byte(0), byte(0), []byte{})
		f.Add(byte(i), byte(6), byte(i), []byte{0, 128})
	}
	for i := range len(fuzzNames) {
		f.Add(byte(1), byte(i), byte(i), []byte{byte(i), 0, byte(i), 2, 7, 3})
		f.Add(byte(3), byte(6), byte(i), []byte{byte(i), 128, 0, 129, 8, 2})
	}
	law, err := filepath.Abs("testdata/law")
	if err != nil {
		f.Fatal(err)
	}
	before := shippedLaw
	f.Cleanup(func() { shippedLaw = before })
	f.Fuzz(func(t *testing.T, place, set, how byte, rest []byte) {
		shippedLaw = os.DirFS(law)
		outer := t.TempDir()
		root := filepath.Join(outer, "repository")
		put := func(name, text string) {
			name = filepath.Join(root, filepath.FromSlash(name))
			if _, err := os.Lstat(name); err == nil {
				return // the first stays: a link may not be written through
			}
			if os.MkdirAll(filepath.Dir(name), 0o777) == nil {
				_ = os.WriteFile(name, []byte(text), 0o666) // fails below a file, which is no tree to test
			}
		}
		bad, settings := fuzzPlaces[int(place)%len(fuzzPlaces)], fuzzSettings[int(set)%len(fuzzSettings)]
		put(".git/HEAD", "ref: refs/heads/main\n")
		put(bad, fuzzBad)
		put("other/good.yaml", fuzzGood)
		put("w.yaml", "waivers: credlint.waivers/v1\nentries:\n"+fuzzWaivers[int(how/16)%len(fuzzWaivers)])
		if settings.text != "" {
			put("credlint.yaml", settings.text)
		}
		for ; len(rest) >= 2; rest = rest[2:] {
			name := fuzzNames[int(rest[0])%len(fuzzNames)]
			if rest[1] < 128 {
				put(name, fuzzTexts[int(rest[1])%len(fuzzTexts)])
				continue
			}
			at := filepath.Join(root, filepath.FromSlash(name))
			if os.MkdirAll(filepath.Dir(at), 0o777) == nil {
				_ = os.Symlink(fuzzLinks[int(rest[1])%len(fuzzLinks)], at) // fails where something is
			}
		}
		_ = os.Symlink("repository", filepath.Join(outer, "link"))
		named := fuzzPaths[int(how)%len(fuzzPaths)]
		switch named {
		case "":
			named = root
		case "link":
			named = filepath.Join(outer, "link")
		case "./practices/..":
			if info, err := os.Lstat(filepath.Join(root, "practices")); err != nil || !info.IsDir() {
				named = "."
			}
		}
		t.Chdir(root)
		code, out := runHere(named)
		if code == 0 && (settings.allow == nil || !settings.allow(bad)) {
			t.Errorf("%s with settings %q passes:\n%s", bad, settings.text, out)
		}
	})
}

// runHere checks a path in this process.
func runHere(named string) (code int, out string) {
	var b bytes.Buffer
	root := newRoot("en")
	root.SetArgs([]string{"check", "--color", "never", named})
	root.SetOut(&b)
	root.SetErr(io.Discard)
	var e *exitError
	switch err := root.ExecuteContext(context.Background()); {
	case errors.As(err, &e):
		return e.code, b.String()
	case err != nil:
		return exitFailed, b.String()
	}
	return 0, b.String()
}
