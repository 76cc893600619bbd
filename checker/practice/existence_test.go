package practice

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestExistence checks when a fact exists beside its siblings: a is a boolean whose absence means no, b exists where a is
// true, c where b is "x", and d where a is false and b is "y".
func TestExistence(t *testing.T) {
	object := &Fact{Type: "object", Children: []*Fact{
		{Name: "a", Type: "boolean", Absent: "false"},
		{Name: "b", Type: "string", Enum: []string{"x", "y"}, Absent: "unknown", When: map[string][]string{"a": {"true"}}},
		{Name: "c", Type: "boolean", Absent: "false", When: map[string][]string{"b": {`"x"`}}},
		{Name: "d", Type: "boolean", Absent: "unknown", When: map[string][]string{"a": {"false"}, "b": {`"y"`}}},
		{Name: "e", Type: "boolean", Absent: "unknown", When: map[string][]string{"c": {"false"}}},
		{Name: "free", Type: "boolean", Absent: "unknown"},
	}}
	for text, want := range map[string]string{
		`{}`:                         "free; excluded b by a", // a is false, and c may be nowhere
		`{"a": true}`:                "b free; excluded d by a",
		`{"a": true, "b": "x"}`:      "b c e free; excluded d by a,b",
		`{"a": true, "b": "y"}`:      "b free; excluded c by b, d by a, e by c", // and so c is not false, but nowhere
		`{"a": true, "b": ["x"]}`:    "b free; excluded d by a",
		`{"a": null}`:                "free; excluded ",
		`{"a": true, "c": true}`:     "b free; excluded d by a, e by c",
		`{"a": false, "nothing": 1}`: "free; excluded b by a",
	} {
		var value map[string]any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		siblings := object.Stated(value)
		var exist, excluded []string
		for _, c := range object.Children {
			by := c.ExcludedBy(siblings)
			switch {
			case len(by) > 0 && c.Exists(siblings):
				t.Errorf("%s: %s exists and does not", text, c.Name)
			case len(by) > 0:
				excluded = append(excluded, c.Name+" by "+strings.Join(by, ","))
			case c.Exists(siblings) && c.Name != "a":
				exist = append(exist, c.Name)
			}
		}
		if got := strings.Join(exist, " ") + "; excluded " + strings.Join(excluded, ", "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, test := range []struct {
		present string
		want    string
	}{
		{"free", "map[] true"},
		{"c", `map[a:[true] b:["x"]] true`},
		{"c d", `map[] false`},
		{"d", `map[] false`}, // b needs a to be true
		{"nothing b", `map[a:[true]] true`},
	} {
		demands, ok := object.Demands(strings.Fields(test.present))
		if got := fmt.Sprint(demands, ok); got != test.want {
			t.Errorf("%s: demands %s, want %s", test.present, got, test.want)
		}
	}
	var asked []string
	object.Child("d").Exists(func(name string) (string, bool) { asked = append(asked, name); return "", false })
	if !slices.Equal(asked, []string{"a"}) {
		t.Errorf("asked for %q: a guard that is not known ends the search", asked)
	}
}

func TestImplication(t *testing.T) {
	imp := Implication{If: map[string][]string{"a": {"true"}, "b": {`"x"`, `"y"`}}, Then: map[string][]string{"c": {"true"}, "d": {"1"}}}
	for text, want := range map[string]string{
		`a=true b="x" c=false d=2`: "c d",
		`a=true b="y" c=true d=2`:  "d",
		`a=true b="y" c=true d=1`:  "",
		`a=true b="y"`:             "", // what is not known may be as it must
		`a=true c=false`:           "",
		`a=false b="x" c=false`:    "",
		`a=true b="z" c=false`:     "",
		`a=true b="x" c= d=`:       "", // what does not exist contradicts nothing
	} {
		known := map[string]string{}
		for _, pair := range strings.Fields(text) {
			name, value, _ := strings.Cut(pair, "=")
			known[name] = value
		}
		siblings := func(name string) (string, bool) { v, ok := known[name]; return v, ok }
		if got := strings.Join(imp.Contradicted(siblings), " "); got != want || imp.Excludes(siblings) != (want != "") {
			t.Errorf("%s: contradicts %q, want %q", text, got, want)
		}
	}
}
