package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/law"
)

// head is the beginning of the made-up instrument.
const head = `id: cn/made_up_2020
title: {zh: 试验条例, en: Regulation for Tests}
rank: administrative_regulation
issuer: {zh: 本项目, en: this project}
promulgated: 2020-01-01
in_force: {from: 2020-01-01}
text: {status: held, as_of: 2030-01-01}
articles:
`

// pack is a pack of one instrument: article 1 judges collections, article 2 disclosures, and article 3 collections by
// enterprises.
func pack(t testing.TB, rego string, lib map[string]string) (*Pack, *law.Instrument) {
	t.Helper()
	words := head
	for article, scope := range []string{"kinds: [collection]", "kinds: [disclosure]", "kinds: [collection], addressees: [enterprise]"} {
		words += fmt.Sprintf(`  - article: "%[1]d"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses: [{clause: "%[1]d", modality: prohibition, %[2]s, status: encoded, summary: {zh: 试验, en: test},
               breach: {zh: 违反, en: breached}, hint: {zh: 改正, en: mend it}}]
`, article+1, scope)
	}
	files := fstest.MapFS{"cn/made_up_2020/instrument.yaml": {Data: []byte(words)}, "cn/made_up_2020/rules.rego": {Data: []byte("package policies.cn.made_up_2020\n\n" + rego)}}
	for name, text := range lib {
		files["lib/"+name+".rego"] = &fstest.MapFile{Data: []byte("package policies.lib." + name + "\n\n" + text)}
	}
	p, err := law.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Findings {
		t.Fatalf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	return NewPack(p), p.Instruments[0]
}

// names are the rules of a unit by their names; rules of lib/ with the name of their package.
func names(u *Unit) []string {
	var out []string
	for _, m := range u.Compiler.Modules {
		in, _ := strings.CutPrefix(m.Package.Path.String(), "data.policies.")
		for _, r := range m.Rules {
			name := r.Head.Ref().GroundPrefix().String()
			if shared, ok := strings.CutPrefix(in, "lib."); ok {
				name = shared + "." + name
			}
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestNeeded holds a unit to exactly the rules that the clauses of its practices reach.
func TestNeeded(t *testing.T) {
	t.Parallel()
	const (
		p      = "p := input.practice\n"
		breach = "breach[\"1\"] contains {\"at\": [\"colour\"]} if "
		// beside every rule under test: a helper, and clauses for other kinds and other agencies
		beside = "\nunused if p.claimed\n\nother if p.claimed\n\nbreach[\"2\"] contains {\"at\": [\"colour\"]} if other\n\nbreach[\"3\"] contains {\"at\": [\"colour\"]} if other\n"
	)
	for _, test := range []struct {
		name, rego string
		lib        map[string]string
		want       string // beside breach["1"]
	}{
		{"nothing else", breach + `input.practice.colour == "red"`, nil, ""},
		{"a bare variable", breach + `bad` + "\n\nbad if p.colour == \"red\"\n", nil, "bad p"},
		{"negated", breach + `not fine` + "\n\nfine if p.colour == \"red\"\n", nil, "fine p"},
		{"a call of a function", breach + `bad(p.colour)` + "\n\nbad(c) if c == worst\n\nworst := \"red\"\n", nil, "bad p worst"},
		{"all rules of a name", breach + `bad` + "\n\nbad if p.colour == \"red\"\n\nbad if {\n\tsize := p.size\n\tsize > limit\n}\n\nlimit := 3\n", nil, "bad limit p"},
		{"an argument", breach + `count(of) > 1` + "\n\nof := p.items\n", nil, "of p"},
		{"a comprehension", breach + `count({c | some c in of; bad(c)}) > 1` + "\n\nof := p.items\n\nbad(c) if c.hot\n", nil, "bad of p"},
		{"every", breach + "{\n\tevery c in of {\n\t\tbad(c)\n\t}\n}\n\nof := p.items\n\nbad(c) if c.hot\n", nil, "bad of p"},
		{"else", breach + `level == 2` + "\n\nlevel := 1 if p.colour == \"red\"\n\nelse := grade if p.hot\n\ngrade := 2\n", nil, "grade level p"},
		{"a default", breach + `fine == false` + "\n\ndefault fine := false\n\nfine if p.colour == \"red\"\n", nil, "fine p"},
		{"a set of constants", breach + `p.colour in cold` + "\n\ncold := {\"blue\", \"grey\"}\n", nil, "cold p"},
		{"a value in the head", "breach[\"1\"] contains {\"at\": [\"colour\"], \"why\": why} if p.colour\n\nwhy := \"dull\"\n", nil, "p why"},
		{"a name in the head of a helper", breach + `graded[p.colour]` + "\n\ngraded[worst] := true if p.size > 3\n\nworst := \"red\"\n", nil, "graded p worst"},
		{"scope", breach + `p.colour == "red"` + "\n\napplies if not small\n\nsmall if p.size < 3\n", nil, "applies p small"},
		{"other heads of the clause", breach + `p.colour == "red"` + "\n\nexempt[\"1\"] if small\n\nexempt[\"2\"] if large\n\nsmall if p.size < 3\n\nlarge if p.size > 3\n", nil, `exempt["1"] p small`},
		{"a local variable with the name of a rule", breach + "{\n\tsome other in p.items\n\tother.hot\n}\n", nil, "other p"},
		{"a rule of lib", "import data.policies.lib.tints\n\n" + breach + `tints.cold(p.colour)` + "\n",
			map[string]string{"tints": "cold(c) if c in colds\n\ncolds := {\"blue\"}\n\nwarm(c) if c == \"red\"\n"}, "p tints.cold tints.colds"},
		{"a rule of lib by another name", "import data.policies.lib.tints as t\n\n" + breach + `t.cold(p.colour)` + "\n",
			map[string]string{"tints": "cold(c) if c == \"blue\"\n\nwarm(c) if c == \"red\"\n"}, "p tints.cold"},
		{"one rule of lib imported", "import data.policies.lib.tints.cold\n\n" + breach + `cold(p.colour)` + "\n",
			map[string]string{"tints": "cold(c) if c == \"blue\"\n\nwarm(c) if c == \"red\"\n"}, "p tints.cold"},
		{"a rule of lib by a helper of lib", "import data.policies.lib.tints\n\n" + breach + `tints.cold(p.colour)` + "\n",
			map[string]string{"tints": "import data.policies.lib.names\n\ncold(c) if c == names.blue\n\nwarm(c) if c == names.red\n", "names": "blue := \"blue\"\n\nred := \"red\"\n"}, "names.blue p tints.cold"},
		{"a constant of lib imported", "import data.policies.lib.tints.worst\n\n" + breach + `p.colour == worst` + "\n",
			map[string]string{"tints": "worst := \"red\"\n\nbest := \"blue\"\n"}, "p tints.worst"},
		{"a whole package", "import data.policies.lib.tints\n\n" + breach + `count(tints) > 1` + "\n",
			map[string]string{"tints": "cold := \"blue\"\n\nwarm := \"red\"\n", "unused": "x := 1\n"}, "tints.cold tints.warm"},
		{"a rule of a package by a variable", "import data.policies.lib.tints\n\n" + breach + "{\n\tsome name in [\"cold\", \"warm\"]\n\ttints[name] == p.colour\n}\n",
			map[string]string{"tints": "cold := \"blue\"\n\nwarm := \"red\"\n"}, "p tints.cold tints.warm"},
		{"its own package by its path", breach + "data.policies.cn.made_up_2020.bad\n\nbad if p.colour == \"red\"\n", nil, "bad p"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rego := test.rego + "\n"
			if strings.Contains(rego, "import ") {
				imports, rest, _ := strings.Cut(rego, "\n\n")
				rego = imports + "\n\n" + p + "\n" + rest
			} else {
				rego = p + "\n" + rego
			}
			of, in := pack(t, rego+beside, test.lib)
			if _, err := of.Whole(in); err != nil {
				t.Fatal(err)
			}
			u, err := of.Needed(in, "collection", "organ")
			if err != nil {
				t.Fatal(err)
			}
			want := append(strings.Fields(test.want), `breach["1"]`)
			slices.Sort(want)
			if diff := cmp.Diff(want, names(u)); diff != "" {
				t.Errorf("rules (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNeededByWhom holds that a practice has the rules of the clauses that judge its kind and bind its agency, and that past
// maxUnits needs of an instrument all further ones share a unit with all rules.
func TestNeededByWhom(t *testing.T) {
	t.Parallel()
	const (
		rego = `breach["1"] contains {"at": ["colour"]} if input.practice.colour == "red"

breach["2"] contains {"at": ["colour"]} if input.practice.colour == "blue"

breach["3"] contains {"at": ["colour"]} if input.practice.colour == "grey"
`
		all = `breach["1"] breach["2"] breach["3"]`
	)
	needs := []struct{ kind, agency, want string }{
		{"collection", "organ", `breach["1"]`},
		{"disclosure", "organ", `breach["2"]`},
		{"collection", "enterprise", `breach["1"] breach["3"]`},
		{"listing", "organ", ""},
	}
	for _, n := range needs {
		of, in := pack(t, rego, nil)
		u, err := of.Needed(in, n.kind, n.agency)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(names(u), " "); got != n.want {
			t.Errorf("a %s by an %s has %s, want %s", n.kind, n.agency, got, n.want)
		}
		for _, clause := range []string{"1", "2", "3"} {
			if name := `breach["` + clause + `"]`; u.Has(Breach, clause) != strings.Contains(n.want, name) {
				t.Errorf("%s is filed for a %s by an %s: %v", name, n.kind, n.agency, u.Has(Breach, clause))
			}
		}
	}
	if maxUnits > len(needs)-2 {
		t.Fatalf("%d units of an instrument leave no two needs past them", maxUnits)
	}
	of, in := pack(t, rego, nil)
	var past *Unit
	for again := range 2 {
		for i, n := range needs {
			u, err := of.Needed(in, n.kind, n.agency)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(names(u), " ")
			switch {
			case i < maxUnits && got != n.want:
				t.Errorf("time %d: need %d has %s, want %s", again, i, got, n.want)
			case i >= maxUnits && (got != all || past != nil && u != past):
				t.Errorf("time %d: need %d has %s, want the unit with %s", again, i, got, all)
			case i >= maxUnits:
				past = u
			}
		}
	}
}

// TestNeededErrors holds that a rule that is not needed stops no check of a practice: it stops the checks that need it, and the
// whole law does not compile.
func TestNeededErrors(t *testing.T) {
	t.Parallel()
	for name, mistake := range map[string]string{
		"an unsafe variable":      `breach["2"] contains {"at": ["colour"]} if not x == 1`,
		"a mistake of types":      "breach[\"2\"] contains {\"at\": [\"colour\"]} if two == \"two\"\n\ntwo := 2",
		"an unknown function":     `breach["2"] contains {"at": ["colour"]} if guess(input.practice.colour)`,
		"a clock":                 `breach["2"] contains {"at": ["colour"]} if time.now_ns() > 0`,
		"a helper of that clause": "breach[\"2\"] contains {\"at\": [\"colour\"]} if bad\n\nbad if not x == 1",
		"a helper of no clause":   "bad if not x == 1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sound := "breach[\"1\"] contains {\"at\": [\"colour\"]} if input.practice.colour == \"red\"\n\n"
			sound += strings.ReplaceAll(sound, `"1"`, `"3"`)
			if strings.Contains(name, "no clause") {
				sound += strings.ReplaceAll(sound, `"1"`, `"2"`)
			}
			of, in := pack(t, sound+mistake+"\n", nil)
			if _, err := of.Needed(in, "collection", "organ"); err != nil {
				t.Errorf("a practice that does not need the rule: %v", err)
			}
			if _, err := of.Needed(in, "disclosure", "organ"); (err == nil) != strings.Contains(name, "no clause") {
				t.Errorf("a practice that needs the rule: %v", err)
			}
			if _, err := of.Needed(in, "listing", "organ"); err != nil {
				t.Errorf("a practice that needs no rule: %v", err)
			}
			if _, err := of.Needed(in, "collection", "enterprise"); err != nil { // one need too many
				t.Errorf("a practice past the number of units that does not need the rule: %v", err)
			}
			if found := of.Compile(in); len(found) == 0 || found[0].At.File != "cn/made_up_2020/rules.rego" || found[0].At.Line == 0 {
				t.Errorf("the whole law: %v", found)
			}
		})
	}
}
