package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// What nobody may waive has a reason: the page and the law name the same clauses, each once.
func TestDocumentsSayWhatNobodyMayWaive(t *testing.T) {
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	var marked []string
	for _, in := range pack.Instruments {
		for c := range in.Clauses() {
			if c.Waivable != nil && !*c.Waivable {
				marked = append(marked, in.Cite(c.Clause))
			}
		}
	}
	_, section, ok := strings.Cut(document(t, "docs/interpretations.md"), "## What nobody may waive")
	if !ok {
		t.Fatal("the section is missing")
	}
	said := regexp.MustCompile("`([a-z0-9_/]+#[0-9.-]+)`").FindAllStringSubmatch(section, -1)
	var named []string
	for _, m := range said {
		named = append(named, m[1])
	}
	slices.SortFunc(marked, finding.CompareCitations)
	slices.SortFunc(named, finding.CompareCitations)
	if diff := cmp.Diff(marked, named); diff != "" {
		t.Errorf("marked in the law (-) and named with a reason (+):\n%s", diff)
	}
}
