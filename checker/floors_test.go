package checker_test

import (
	"cmp"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/credlint/credlint/"

// floors is the drawing in docs/architecture.md. A package imports packages of lower floors only, and packages on
// one floor do not know each other; the reason says what that buys.
var floors = map[string]struct {
	floor  int
	reason string
}{
	"policies":         {0, "embeds the law: a new place or instrument touches no Go"},
	"schemas":          {0, "embeds the JSON Schemas: a new kind of practice touches no Go"},
	"checker/finding":  {0, "what the tool says: every output and every gate reads it, so it may need none of them"},
	"checker/source":   {0, "text into values that know their place: knows no law and no schema, so it can be fuzzed alone"},
	"checker/decision": {0, "decision trees and how they are joined: knows no law and no evaluator, so it can be tested by brute force alone"},
	"checker/schema":   {0, "JSON Schemas: practices, agencies and instruments are validated by one library, in one set of words"},

	"checker/practice": {1, "reads practices: what an agency writes does not depend on which law is loaded"},
	"checker/law":      {1, "reads instruments: what the law says does not depend on any practice"},
	"checker/report":   {1, "writes a report: a format sees findings, never the law or the evaluator behind them"},
	"checker/gate":     {1, "waivers and baselines over a report: works on the report of any run, also an old one"},

	"checker/rules":   {2, "compiles the rules of law and finds the facts that they read: knows no practice under judgement"},
	"checker/explore": {3, "evaluates rules over the completions of missing facts: knows no verdict, no finding and no register"},
	"checker":         {4, "judges practices by law: verdicts, findings and questions"},
	"checker/lawtest": {5, "made-up law for the tests of packages above the checker; no program imports it"},
	"checker/lint":    {6, "checks law for those who write it: no check of a practice needs it"},

	"checker/draft":   {7, "the drafter's workbench asks the checker and does not judge by itself"},
	"checker/trial":   {7, "tries law by its cases and tests: asks the checker, and is asked by the command line and by tests alike"},
	"checker/audit":   {7, "record streams ask the checker and do not judge by themselves"},
	"checker/bundle":  {7, "bundles hold only law that the checker compiles"},
	"checker/law/gen": {7, "generates the tables of the law and the indexes of instruments; a program, which nothing imports"},

	".":             {8, "the library door: one call over everything below"},
	"checker/serve": {8, "HTTP over everything below"},
	"checker/lsp":   {8, "editors over everything below"},

	"cmd/credlint": {9, "flags, files and exit codes, and nothing that could not be called from elsewhere"},
	"bench":        {9, "measures the program as a process beside others; reads law and practices to make what is measured"},
	"bench/frozen": {9, "compares the reports of two builds of the program; reads practices to remove facts from them"},
}

// doors are libraries that few packages may import, because their work must be done one way.
var doors = map[string]struct {
	packages []string
	reason   string
}{
	"github.com/open-policy-agent/opa/v1/rego":    {nil, "law is evaluated one way, by checker/rules: trimmed capabilities, no clock"},
	"github.com/open-policy-agent/opa/v1/topdown": {[]string{"checker/rules", "checker/explore", "checker/trial", "checker"}, "law is evaluated one way, by checker/rules: trimmed capabilities, no clock"},
	"github.com/open-policy-agent/opa/v1/tester":  {[]string{"checker/trial"}, "tests in Rego have the builtins that law has"},
	"github.com/open-policy-agent/opa/v1/cover":   {[]string{"checker/rules"}, "only evaluations reach lines"},
	"go.yaml.in/yaml/v4":                          {[]string{"checker/source"}, "YAML is read as nodes and never decoded: decoding turns 01234 into 668"},
}

// imports reads what every package of this module imports, tests and all build tags included, by its folder. It reads the
// files itself: what a go list in a process of its own reads, the cache of test results would not know of.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	packages := map[string][]string{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && file != ".." && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
			return fs.SkipDir // as the go command does
		}
		if d.IsDir() || filepath.Ext(file) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel("..", filepath.Dir(file))
		if err != nil {
			return err
		}
		folder = filepath.ToSlash(folder)
		packages[folder] = slices.Grow(packages[folder], len(f.Imports)) // also where nothing is imported
		for _, i := range f.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			packages[folder] = append(packages[folder], path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(packages["checker"]) == 0 {
		t.Fatal("this very package was not found")
	}
	return packages
}

// misplaced says what is wrong with one import, or "".
func misplaced(from, to string) string {
	if door, ok := doors[to]; ok && !slices.Contains(door.packages, from) {
		return "only " + strings.Join(door.packages, ", ") + " may import " + to + ": " + door.reason
	}
	to, ours := strings.CutPrefix(to, module)
	if to+"/" == module {
		to, ours = ".", true
	}
	if !ours || from == to || to == "checker/lawtest" { // a test in package x_test imports x, and any test made-up law
		return ""
	}
	a, b := floors[from], floors[to]
	switch {
	case b.floor > a.floor:
		return from + " imports " + to + ", which is above it: " + cmp.Or(a.reason, "not in the table")
	case b.floor == a.floor:
		return from + " imports " + to + ", which is on its own floor: " + cmp.Or(a.reason, "not in the table")
	}
	return ""
}

func TestImportsGoDownward(t *testing.T) {
	for from, paths := range imports(t) {
		if _, ok := floors[from]; !ok {
			t.Errorf("package %s is on no floor; add it to the table with its reason, and to the drawing in docs/architecture.md", from)
			continue
		}
		for _, to := range paths {
			if why := misplaced(from, to); why != "" {
				t.Error(why)
			}
		}
	}
}

// The rule itself, on imports that must and must not be refused.
func TestMisplaced(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		refused  bool
	}{
		{"checker", module + "checker/law", false},
		{"cmd/credlint", module + "checker/finding", false},
		{"checker/report", "golang.org/x/text/width", false},
		{"checker/law", module + "checker/law", false},
		{"checker/law", module + "checker", true},
		{"checker/law", module + "checker/practice", true},
		{"checker/finding", module + "checker/source", true},
		{"checker/draft", module + "checker/audit", true},
		{"checker", "github.com/open-policy-agent/opa/v1/rego", true},
		{"checker/explore", "github.com/open-policy-agent/opa/v1/topdown", false},
		{"checker/lint", "github.com/open-policy-agent/opa/v1/topdown", true},
		{"checker/law", "github.com/open-policy-agent/opa/v1/rego", true},
		{"checker/law", "github.com/open-policy-agent/opa/v1/ast", false},
		{"checker/practice", "go.yaml.in/yaml/v4", true},
	} {
		if got := misplaced(tt.from, tt.to); (got != "") != tt.refused {
			t.Errorf("%s imports %s: refused %v (%s), want %v", tt.from, tt.to, got != "", got, tt.refused)
		}
	}
}

func TestPackagesAreNamedForWhatTheyHold(t *testing.T) {
	vague := []string{"util", "utils", "common", "helpers", "helper", "pkg", "misc", "shared", "base"}
	for folder := range imports(t) {
		for _, part := range strings.Split(folder, "/") {
			if slices.Contains(vague, part) {
				t.Errorf("package %s: %q says nothing about what it holds", folder, part)
			}
		}
	}
}

// Go embeds only file names it can put into a module's zip, and a law folder is typed by people on any keyboard.
func TestLawFilesHaveASCIINames(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../policies", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		n++
		for _, r := range d.Name() {
			if r > 0x7e || r <= 0x20 {
				t.Errorf("%s: file names in policies are ASCII without spaces", path)
				break
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 2 {
		t.Error("policies holds no file")
	}
}

func TestTopLevelIsTheOneDescribed(t *testing.T) {
	tree := []string{
		"README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "Makefile", "go.mod", "go.sum",
		"THIRD_PARTY_NOTICES.txt", // beside LICENSE, where archives and images take it from
		"action.yml", "Dockerfile",
		"docs", "policies", "schemas", "checker", "cmd", "testdata", "examples", "bench",
		"credlint.go", "examples.go", "example_test.go", // the library door
		"bin", "credlint", // built, and ignored by git
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(tree, name) {
			t.Errorf("%s stands at the top of the repository; the tree in docs/architecture.md has no place for it", name)
		}
	}
}
