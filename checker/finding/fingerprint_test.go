package finding

import (
	"slices"
	"testing"
)

func TestFingerprintHangsOnWhatLasts(t *testing.T) {
	known := Finding{Rule: "cn/x_2020#1", Severity: Error, Message: Text{EN: "no"}, At: Position{File: "a.yaml", Line: 3, Pointer: "/items/0"}}
	first := Fingerprint("id", "a.yaml", known)
	if len(first) != 32 {
		t.Errorf("fingerprint %q", first)
	}
	for what, change := range map[string]func(f *Finding){
		"line":     func(f *Finding) { f.At.Line = 9 },
		"words":    func(f *Finding) { f.Message.EN = "never" },
		"severity": func(f *Finding) { f.Severity = Review },
	} {
		f := known
		change(&f)
		if Fingerprint("id", "a.yaml", f) != first {
			t.Errorf("another %s has another fingerprint", what)
		}
	}
	for what, change := range map[string]func(f *Finding){
		"rule":    func(f *Finding) { f.Rule = "cn/x_2020#2" },
		"pointer": func(f *Finding) { f.At.Pointer = "/items/1" },
		"reading": func(f *Finding) { f.Reading = []Reading{{Name: "faces", Choice: "yes"}} },
	} {
		f := known
		change(&f)
		if Fingerprint("id", "a.yaml", f) == first {
			t.Errorf("another %s has the same fingerprint", what)
		}
	}
	if Fingerprint("id", "renamed.yaml", known) != first {
		t.Error("a practice with an id loses its fingerprints when its file is renamed")
	}
	if Fingerprint("", "a.yaml", known) == Fingerprint("", "b.yaml", known) {
		t.Error("what has no id has one fingerprint in two files")
	}
}

func TestFingerprintsAreNumberedWhereFindingsAgree(t *testing.T) {
	r := Report{Practices: []Judged{
		{File: "a.yaml", ID: "same", Findings: []Finding{{Rule: "cn/x_2020#1"}}},
		{File: "b.yaml", ID: "same", Findings: []Finding{{Rule: "cn/x_2020#1"}}},
		{File: "c.yaml", ID: "other", Findings: []Finding{{Rule: "cn/x_2020#1"}}},
	}}
	var all []string
	seen := Fingerprints{}
	for p, f := range r.All() {
		all = append(all, seen.Of(p, f))
	}
	if all[0] != Fingerprint("same", "a.yaml", r.Practices[0].Findings[0]) {
		t.Error("the first of those that agree has not the fingerprint of one alone")
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(all))); len(distinct) != 3 {
		t.Errorf("three findings have the fingerprints %q", all)
	}
}
