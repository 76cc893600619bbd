package checker

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// citing are rules that ask for the cited articles in every way that matters to exploring them one by one.
var citing = []string{
	`not lawful`,
	`lawful`,
	`{ not lawful; not local }`,
	`{ lawful; local }`,
	`{ known; not of({"law", "local_regulation"}) }`,
	`every a in input.authorities { a.in_force == "yes" }`,
	`not every_one`,
	`every_one`,
	`count(input.authorities) > 2`,
	`count({a.rank | some a in input.authorities; a.in_force == "yes"}) > 1`,
	`{ some i, a in input.authorities; i > 0; a.in_force == "yes" }`,
	`{ some a in input.authorities; some b in input.authorities; a.rank == "law"; b.in_force == "no" }`,
	`{ some a in input.authorities; not counted(a) }`,
	`{ some i; input.authorities[i].in_force == "yes"; input.authorities[i].rank == "law" }`,
	`{ input.authorities[_].in_force == "yes"; input.authorities[_].rank == "law" }`,
	`{ lawful; p.colour == "red" }`,
	`first_in_force`,
	`{ some item in p.items; item.hot; some a in input.authorities; a.grants; a.in_force == "yes" }`,
	`{ every item in p.items { item.hot }; not local }`,
}

const citingHelpers = `
p := input.practice

lawful if {
	some a in input.authorities
	a.rank in {"law", "administrative_regulation"}
	counted(a)
}

local if of({"local_regulation"})

of(ranks) if {
	some a in input.authorities
	a.rank in ranks
	counted(a)
}

counted(a) if {
	a.in_force == "yes"
	a.grants
}

known if {
	some a in input.authorities
	a.in_force == "yes"
}

every_one if every a in input.authorities { a.rank == "law" }

first_in_force if input.authorities[0].in_force == "yes"
`

// TestCitationsOneByOne compares two explorations of several unknown citations: one by one, and all together over plain values. The
// statuses and places must be equal, and the first may ask no question that the second does not. Plain values ask some
// questions too many, since law reads all facts of an object at once.
func TestCitationsOneByOne(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{}
	rules := "package policies.cn.tiny_2020\n" + citingHelpers
	words := ""
	conditions := map[string]string{}
	for i, condition := range citing {
		conditions[fmt.Sprint(i+1)] = condition
		rules += fmt.Sprintf("\nbreach[\"%d\"] contains {\"at\": [\"basis\"]} if %s\n", i+1, condition)
		words += fmt.Sprintf("  - article: \"%d\"\n    text_sha256: \"%064d\"\n    clauses:\n      - clause: \"%d\"\n        modality: prohibition\n        kinds: [collection]\n        status: encoded\n"+
			"        summary: {zh: 试验, en: test}\n        breach: {zh: 违反, en: breached}\n        hint: {zh: 改正, en: mend it}\n", i+1, 0, i+1)
	}
	head, err := os.ReadFile("../testdata/packs/tiny/cn/tiny_2020/instrument.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, _, found := strings.Cut(string(head), "articles:\n")
	if !found {
		t.Fatal("no articles")
	}
	files["cn/tiny_2020/instrument.yaml"] = &fstest.MapFile{Data: []byte(before + "articles:\n" + words)}
	files["cn/tiny_2020/rules.rego"] = &fstest.MapFile{Data: []byte(rules)}
	pack, err := law.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, Options{Tables: policies.FS, Schemas: os.DirFS("../testdata/schemas")})
	if err != nil {
		t.Fatal(err)
	}
	open, apart := 0, 0
	for _, basis := range []string{"甲", "甲乙", "甲乙丙", "甲甲乙"} {
		for n, covers := range []string{"", "    covers: {value: true, reason: x}\n", "    covers: {value: false, reason: x}\n"} {
			text := "practice: credlint/v1\nkind: collection\nid: x\njurisdiction: cn\nagency: {agency: credlint/v1, name: x, type: organ}\nday: 2026-01-01\nitems: [{}, {hot: true}]\nbasis:\n"
			for i, name := range []rune(basis) {
				text += fmt.Sprintf("  - cite: 《子虚%c条例》第%s条\n    for: [collection]\n", name, string([]rune("二三四")[i]))
				if i == n%len([]rune(basis)) {
					text += covers
				}
			}
			file := filepath.Join(t.TempDir(), "p.yaml")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{Schemas: os.DirFS("../testdata/schemas")})
			if err != nil || len(loaded.Documents) != 1 {
				t.Fatal(err, loaded.Findings)
			}
			j := prepareFor(c, loaded.Documents[0])
			for _, u := range j.units {
				if j.broken[u] != nil {
					t.Fatal(j.broken[u])
				}
				for _, p := range c.clauses(u.Instrument, "collection") {
					before := j.w.Evaluations
					got, err := j.judgeClause(j.explorer(u, p.clause.Clause), u, p.clause)
					if err != nil {
						t.Fatal(p.citation, err)
					}
					alone := j.w.Evaluations - before
					want, err := j.judgeClause(j.w.Blind(j.ctx, j.facts(u, p.clause.Clause)), u, p.clause)
					if err != nil {
						t.Fatal(p.citation, err)
					}
					if want.notProved { // plain values are too many
						continue
					}
					if len(got.asks) > 0 {
						open++
					}
					if alone < j.w.Evaluations-before-alone {
						apart++
					}
					asked, wanted := slices.Sorted(maps.Keys(got.asks)), slices.Sorted(maps.Keys(want.asks))
					more := slices.ContainsFunc(asked, func(at string) bool { return want.asks[at] == nil })
					if got.status != want.status || len(got.breaches) != len(want.breaches) || more || (len(asked) == 0) != (len(wanted) == 0) {
						t.Errorf("%s, citing %s: %s\n%s asking %v, want %s asking %v", p.citation, basis, conditions[p.clause.Clause], got.status, asked, want.status, wanted)
					}
				}
			}
		}
	}
	if open == 0 || apart == 0 {
		t.Errorf("%d clauses are open, and %d took fewer evaluations one by one", open, apart)
	}
}

// TestUnknownCitations holds that evaluations grow in proportion to the number of unknown citations, also where clauses ask of
// each of ten items whether a citation stands at it, and that no clause is left unproved.
func TestUnknownCitations(t *testing.T) {
	t.Parallel()
	c, _ := shippedLaw(t, Options{})
	judged := func(name, text string) (evaluations int) {
		file := filepath.Join(t.TempDir(), "p.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{})
		if err != nil || len(loaded.Documents) != 1 {
			t.Fatal(err, loaded.Findings)
		}
		j := prepareFor(c, loaded.Documents[0])
		j.judge()
		for _, v := range j.out.Clauses {
			if v.NotProved || v.Status == finding.Failed {
				t.Errorf("%s: %s is given up", name, v.Citation)
			}
		}
		return j.w.Evaluations
	}
	for _, of := range []struct {
		name string
		text func(citations int) string
		most int
	}{
		{"a list with one ground", listedOn, 50},
		{"a collection of ten items", func(n int) string { return grown(10, n) }, 21},
	} {
		evaluations := map[int]int{}
		for _, n := range []int{1, 11, of.most} {
			evaluations[n] = judged(fmt.Sprintf("%s, %d citations", of.name, n), of.text(n))
		}
		t.Logf("%s: evaluations by citations: %v", of.name, evaluations)
		if most := evaluations[1] + of.most*(evaluations[11]-evaluations[1])/10; evaluations[of.most] > most {
			t.Errorf("%s: %d citations take %d evaluations, and %d would be in proportion", of.name, of.most, evaluations[of.most], most)
		}
	}
}

// listedOn is a list with a ground that rests on so many instruments that nobody knows.
func listedOn(citations int) string {
	text := "practice: credlint/v1\nkind: list\nid: x\njurisdiction: cn/shanghai\nagency: {type: state_organ}\nday: 2026-03-01\nlist: serious\n" +
		"basis: [{cite: 《上海市社会信用条例》第二十五条, for: [list]}]\ngrounds:\n- category: specific_identity\n  basis:\n"
	for i := range citations {
		text += fmt.Sprintf("  - {cite: 《子虚%d条例》第一条, for: [list], covers: {value: true, reason: x}}\n", i)
	}
	return text
}
