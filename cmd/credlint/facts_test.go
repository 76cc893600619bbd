package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

const factsDocument = "docs/facts.md"

// The page that leads from the words of a plan to the facts that say the same holds what the schemas hold. -update writes it.
func TestFactsDocument(t *testing.T) {
	want := factsPage(t)
	if *update {
		if err := os.WriteFile(filepath.Join(repository, factsDocument), []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(document(t, factsDocument), want); diff != "" {
		t.Errorf("%s says (-) what the schemas do not (+); go test ./cmd/credlint -run FactsDocument -update writes it\n%s", factsDocument, diff)
	}
}

// statedFact is a row of the page: a fact with its kinds.
type statedFact struct {
	path, words, write string
	kinds              []string
}

func factsPage(t *testing.T) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# What the plan says, and where it is written")
	line("\nFor those who have a plan in words and look for the kind, the property and the value that say the same: search this page for a")
	line("word of the plan, in Chinese or English. A test makes it from the titles in the schemas. `credlint new KIND` prints the facts of")
	line("one kind with what their absence means, and [writing a practice](writing-a-practice.md) says how to begin.")
	line("\n`items.source` is the property `source` of each element of the list `items`.")
	line("\n## Kinds of practice\n\n| the plan says | kind |\n| --- | --- |")
	var rows []*statedFact
	index := map[string]*statedFact{}
	type values struct {
		title string
		paths []string
		kinds map[string][]string // by path
		fact  *practice.Fact
	}
	var enums []*values
	byList := map[string]*values{}
	var walk func(f *practice.Fact, kind, path string, titles finding.Text)
	walk = func(f *practice.Fact, kind, path string, titles finding.Text) {
		for _, c := range f.Children {
			if f.Type == "judgement" || f.Type == "period" || path == "" && slices.Contains([]string{"practice", "kind"}, c.Name) || path == "" && c.Name == "agency" {
				continue
			}
			at := strings.TrimPrefix(path+"."+c.Name, ".")
			words := c.Title
			if titles.ZH != "" {
				words = finding.Text{ZH: titles.ZH + "：" + c.Title.ZH, EN: titles.EN + ": " + c.Title.EN}
			}
			element := c
			switch {
			case c.Type == "array":
				element = c.Items
			case c.Listed:
				element = c.Members()
			}
			if len(element.Enum) > 1 {
				list := strings.Join(element.Written(), " ")
				if byList[list] == nil {
					byList[list] = &values{title: bilingual(c.Title), fact: element, kinds: map[string][]string{}}
					enums = append(enums, byList[list])
				}
				v := byList[list]
				if !slices.Contains(v.paths, at) {
					v.paths = append(v.paths, at)
				}
				v.kinds[at] = append(v.kinds[at], kind)
			}
			if len(element.Children) > 0 && c.Type != "judgement" && c.Type != "period" {
				walk(element, kind, at, c.Title)
				continue
			}
			key := at + bilingual(words)
			if index[key] == nil {
				index[key] = &statedFact{path: at, words: bilingual(words), write: written(c)}
				rows = append(rows, index[key])
			}
			index[key].kinds = append(index[key].kinds, kind)
		}
	}
	kinds := practice.Kinds(schemas.FS)
	for _, kind := range append(slices.Clone(kinds), "agency") {
		facts, err := templateFacts(kind)
		if err != nil {
			t.Fatal(err)
		}
		line("| %s: %s | `%s` |", bilingual(facts.Title), bilingual(facts.Description), kind)
		walk(facts, kind, "", finding.Text{})
	}
	table := func(title string, of func(r *statedFact) bool, named bool) {
		line("\n### %s\n", title)
		kindColumn, rule := "", ""
		if named {
			kindColumn, rule = " kinds |", " --- |"
		}
		line("| the plan says | property | what is written |%s\n| --- | --- | --- |%s", kindColumn, rule)
		for _, r := range rows {
			if !of(r) {
				continue
			}
			if kindColumn = ""; named {
				kindColumn = " `" + strings.Join(r.kinds, "` `") + "` |"
				if len(r.kinds) == len(kinds) {
					kindColumn = " every kind |"
				}
			}
			line("| %s | `%s` | %s |%s", r.words, r.path, r.write, kindColumn)
		}
	}
	line("\n## Facts")
	table("Of several kinds", func(r *statedFact) bool { return len(r.kinds) > 1 }, true)
	for _, kind := range append(slices.Clone(kinds), "agency") {
		table("Only of "+kind, func(r *statedFact) bool { return len(r.kinds) == 1 && r.kinds[0] == kind }, false)
	}
	line("\n## Values")
	for _, v := range enums {
		var of []string
		for _, path := range v.paths {
			named := "`" + path + "`"
			if len(v.kinds[path]) < len(kinds) {
				named += " (" + strings.Join(v.kinds[path], ", ") + ")"
			}
			of = append(of, named)
		}
		line("\n### %s\n\nof %s\n\n| the plan says | value |\n| --- | --- |", v.title, strings.Join(of, "; "))
		for _, value := range v.fact.Written() {
			line("| %s | `%s` |", bilingual(v.fact.EnumTitles[value]), value)
		}
	}
	return b.String()
}

// written says in a word or two what is written as the value of a fact.
func written(f *practice.Fact) string {
	switch {
	case f.Listed:
		return "`[" + f.Members().Enum[0] + ", …]`"
	case f.Type == "array" && len(f.Items.Enum) > 1:
		return "`[" + f.Items.Enum[0] + ", …]`"
	case len(f.Enum) > 1:
		return "a value, such as `" + f.Enum[0] + "`"
	case f.Type == "boolean":
		return "`true` or `false`"
	case f.Type == "judgement":
		return "`{value: true, reason: …}`"
	case f.Type == "period":
		return "`{years: 5}`, `{working_days: 3}`"
	case f.Type == "integer":
		return "a whole number"
	case f.Format == "date":
		return "a date"
	}
	return "text"
}
