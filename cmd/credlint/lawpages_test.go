package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// TestLawPages compares the page of each shipped instrument in docs/laws with one generated from instrument.yaml, the rules and the
// cases. The flag -update writes the pages.
func TestLawPages(t *testing.T) {
	laws, err := loadLaw(nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := checker.New(laws.Pack, checker.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := &explainer{laws: laws, lang: "en"}
	var index bytes.Buffer
	index.WriteString("# The law, clause by clause\n\nA page for each encoded instrument, made by a test from what the program holds: each clause that practices are judged by, what it\n" +
		"demands and of whom, what becomes of its sentences, its numbers and open questions, the facts that its rules read, the cases\nbeside it, and what is left to a person. " +
		"How open places are read stands in [interpretations](interpretations.md).\n\n| instrument | rank | clauses encoded | by hand |\n| --- | --- | --- | --- |\n")
	want := map[string][]byte{}
	for _, in := range laws.Pack.Instruments {
		name := strings.ReplaceAll(strings.TrimPrefix(in.ID, "cn/"), "/", "_") + ".md"
		encoded, byHand := 0, 0
		for c := range in.Clauses() {
			switch c.Status {
			case "encoded":
				encoded++
			case "by_hand":
				byHand++
			}
		}
		fmt.Fprintf(&index, "| [%s · %s](laws/%s) | %s | %d | %d |\n", in.Title.ZH, in.Title.EN, name, bilingual(rankTitles[in.Rank]), encoded, byHand)
		page, err := e.page(c, in)
		if err != nil {
			t.Fatalf("%s: %v", in.ID, err)
		}
		want[filepath.Join("laws", name)] = page
	}
	want["laws.md"] = index.Bytes()
	dir := filepath.Join(repository, "docs")
	if *update {
		if err := os.MkdirAll(filepath.Join(dir, "laws"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range want {
		if *update {
			if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		was, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(was), string(text)); diff != "" {
			t.Errorf("docs/%s says (-) what the law does not (+); go test ./cmd/credlint -run LawPages -update writes it\n%s", name, diff)
		}
	}
	old, err := filepath.Glob(filepath.Join(dir, "laws", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range old {
		if want[filepath.Join("laws", filepath.Base(file))] == nil {
			t.Errorf("%s is the page of no instrument", file)
		}
	}
}

// page is the page of an instrument.
func (e *explainer) page(c *checker.Checker, in *law.Instrument) ([]byte, error) {
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# %s · %s\n", in.Title.ZH, in.Title.EN)
	line("`%s`, %s, in force from %s; the text is known to be current up to %s. Its [articles without a clause](#articles-without-a-clause) stand last. All instruments: [the law](../laws.md); how open places are read: [interpretations](../interpretations/%s.md).",
		in.ID, rankTitles[in.Rank].EN, in.InForce.From, in.Text.AsOf, strings.ReplaceAll(strings.TrimPrefix(in.ID, "cn/"), "/", "_"))
	for _, r := range in.Readings {
		line("\nOpen question `%s`: %s", r.ID, bilingual(r.Question))
		line("")
		for _, choice := range r.Choices {
			line("- `%s`: %s", choice.ID, bilingual(choice.Text))
		}
	}
	for cl := range in.Clauses() {
		cites := finding.Lawyers(cl.Clause)
		line("\n<a id=\"%s\"></a>\n\n## %s · %s\n", cl.Clause, cites.ZH, cites.EN)
		if s := cl.Summary(); !s.IsZero() {
			line("%s  \n%s\n", s.ZH, s.EN)
		}
		say := func(zh, en, value string) {
			if value != "" {
				line("- %s / %s: %s", zh, en, value)
			}
		}
		say("性质", "modality", bilingual(modalityTitles[cl.Modality]))
		if cl.Status != "encoded" {
			say("状态", "status", bilingual(statusTitles[cl.Status]))
		}
		addressees, kinds, err := e.vocabulary(cl)
		if err != nil {
			return nil, err
		}
		say("约束", "binds", strings.Join(addressees, "; "))
		say("适用于", "judges", strings.Join(kinds, "; "))
		for _, name := range slices.Sorted(maps.Keys(in.Params())) {
			for _, p := range in.Params()[name] {
				if p.Clause == cl.Clause {
					say("数值", "number", fmt.Sprintf("`%s` = %s", name, jsonText(p.Value)))
				}
			}
		}
		for i, s := range cl.Sentences {
			what := bilingual(fateTitles[s.Is])
			if s.Clause != "" {
				what += " " + s.Clause
			}
			if !s.Why.IsZero() {
				what += "：" + bilingual(s.Why)
			}
			say(fmt.Sprintf("第%d句", i+1), fmt.Sprintf("sentence %d", i+1), what)
		}
		say("理由", "why", bilingual(cl.Why))
		if cl.Status != "encoded" {
			continue
		}
		facts, err := c.Facts(in.Cite(cl.Clause))
		if err != nil {
			return nil, err
		}
		say("读取", "reads", code(leaves(facts)))
		cases, err := e.laws.Cases(in, cl.Clause)
		if err != nil {
			return nil, err
		}
		var files []string
		for _, one := range cases {
			if name := path.Base(one.File); !slices.Contains(files, name) {
				files = append(files, name)
			}
		}
		say("案例", "cases", code(files))
	}
	line("\n## Articles without a clause\n\n| article | status | why |\n| --- | --- | --- |")
	for _, a := range in.Articles() {
		if len(a.Clauses) == 0 {
			line("| %s | %s | %s |", a.Article+a.Articles, bilingual(statusTitles[a.Status]), bilingual(a.Why))
		}
	}
	return b.Bytes(), nil
}

// code are names as code, in a row.
func code(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "`, `") + "`"
}
