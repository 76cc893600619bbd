package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/law"
)

func TestListed(t *testing.T) {
	in := &law.Instrument{ID: "xx/a_2020", Articles: []law.Article{
		{Article: "9", Clauses: []law.Clause{{Clause: "9.1"}, {Clause: "9.2.1"}, {Clause: "9.2.4"}, {Clause: "9.2.4.1"}}},
		{Article: "14", Clauses: []law.Clause{{Clause: "14"}}},
	}}
	for number, want := range map[string][]string{
		"9":        {"9.1", "9.2.1", "9.2.4", "9.2.4.1"},
		"9.2":      {"9.2.1", "9.2.4", "9.2.4.1"},
		"9.0.4":    {"9.2.4", "9.2.4.1"}, // 第九条第（四）项
		"9.1.3":    {"9.1"},              // encoded by paragraph
		"14.1":     {"14"},
		"14.0.2":   {"14"}, // encoded by article
		"9.3":      nil,
		"10":       nil,
		"9.2.10":   nil,
		"14.1.2.3": {"14"},
	} {
		var got []string
		for _, c := range listed(in, number) {
			got = append(got, c.Clause)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", number, diff)
		}
	}
}
