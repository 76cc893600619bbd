package main

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/law"
)

func TestListed(t *testing.T) {
	text := "id: xx/a_2020\ntitle: {zh: 甲, en: A}\nrank: law\nissuer: {zh: 乙, en: B}\npromulgated: 2020-01-01\nin_force: {from: 2020-01-01}\n" +
		"text: {status: held, as_of: 2020-01-01}\narticles:\n"
	for _, article := range [][]string{{"1-8", "9", "9.1", "9.2.1", "9.2.4", "9.2.4.1"}, {"10-13", "14", "14"}} {
		text += fmt.Sprintf("- {articles: %q, status: organisational}\n- article: %q\n  text_sha256: %064d\n  clauses:\n", article[0], article[1], 0)
		for _, c := range article[2:] {
			text += fmt.Sprintf("  - {clause: %q, modality: obligation, status: definition, summary: {zh: 丙, en: C}}\n", c)
		}
	}
	pack, err := law.Load(fstest.MapFS{"xx/a_2020/instrument.yaml": {Data: []byte(text)}})
	if err != nil || len(pack.Instruments) != 1 {
		t.Fatal(err, pack.Findings)
	}
	in := pack.Instruments[0]
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
