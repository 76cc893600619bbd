package checker_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
)

const pipl51 = "cn/personal_information_protection_2021#51"

// TestAgencyByItself judges what an agency has arranged once, by the clauses that depend on facts of the agency alone.
func TestAgencyByItself(t *testing.T) {
	t.Parallel()
	const head = "agency: credlint/v1\nname: 某局\ntype: state_organ\nlevel: city\njurisdiction: 上海市\nday: 2026-03-01\n"
	for _, tt := range []struct {
		name, text, only string
		verdict          finding.Verdict
		clauses          map[string]finding.Status
		asks             []string
	}{
		{"breached, met and open", head + "protection: {rules: false, classification: true}", pipl51, finding.Unlawful,
			map[string]finding.Status{"51.0.1": finding.Breached, "51.0.2": finding.Met, "51.0.3": finding.Undetermined, "51.0.4": finding.Undetermined, "51.0.5": finding.Undetermined},
			[]string{"/agency/protection/access_rights", "/agency/protection/encryption", "/agency/protection/incident_plan", "/agency/protection/training"}},
		{"all arranged", head + "protection: {rules: true}", pipl51 + ".0.1", finding.LawfulAsFarAsChecked, map[string]finding.Status{"51.0.1": finding.Met}, nil},
		{"open only", head, pipl51 + ".0.1", finding.Open, map[string]finding.Status{"51.0.1": finding.Undetermined}, []string{"/agency/protection/rules"}},
		{"a breach depends on the practice", head, "cn/personal_information_protection_2021#13", finding.NotGoverned, map[string]finding.Status{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := judgeFiles(t, checker.Options{Only: []string{tt.only}}, map[string]string{"bureau.yaml": tt.text})[0]
			clauses, asks := map[string]finding.Status{}, []string(nil)
			for _, v := range got.Clauses {
				_, n := finding.SplitCitation(v.Citation)
				if v.Status != finding.Skipped {
					clauses[n] = v.Status
				}
			}
			for _, q := range got.Questions {
				asks = append(asks, q.Fact)
			}
			slices.Sort(asks)
			if got.Verdict != tt.verdict {
				t.Errorf("%s, want %s", got.Verdict, tt.verdict)
			}
			if diff := cmp.Diff(tt.clauses, clauses); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.asks, asks); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
		})
	}
}

// TestArrangementsAreAskedOnce holds that a practice asks in one line for what its agency has not said.
func TestArrangementsAreAskedOnce(t *testing.T) {
	t.Parallel()
	got := judgeFiles(t, checker.Options{}, map[string]string{"plan.yaml": "practice: credlint/v1\nkind: collection\nid: plan\njurisdiction: cn/shanghai\n" +
		"agency: {type: state_organ}\nday: 2026-03-01\nbasis: []\nsubject: {type: natural_person, min_age: 18}\nitems: [{category: name}]"})[0]
	var of []finding.Question
	for _, q := range got.Questions {
		if strings.HasPrefix(q.Fact, "/agency") {
			of = append(of, q)
		}
	}
	if len(of) != 1 || of[0].Fact != "/agency" || len(of[0].Facts) < 10 || of[0].Group != "agency" {
		t.Errorf("questions about the agency: %+v", of)
	}
}

func judgeFiles(t *testing.T, opt checker.Options, files map[string]string) (out []finding.Judged) {
	t.Helper()
	fsys, names := fstest.MapFS{}, []string(nil)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		names = append(names, name)
	}
	loaded, err := practice.Load(context.Background(), names, practice.Options{FS: fsys})
	if err != nil || len(loaded.Findings) > 0 {
		t.Fatal(err, loaded.Findings)
	}
	c, _ := shipped(t, opt)
	for _, doc := range loaded.Documents {
		out = append(out, check(t, c, doc))
	}
	return out
}
