package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
)

// issue is one entry of a GitLab code quality report.
type issue struct {
	Description string        `json:"description"`
	CheckName   string        `json:"check_name"`
	Fingerprint string        `json:"fingerprint"`
	Severity    string        `json:"severity"`
	Location    issueLocation `json:"location"`
}

type issueLocation struct {
	Path  string     `json:"path"`
	Lines issueLines `json:"lines"`
}

type issueLines struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

func issuesOf(t *testing.T, r *finding.Report, o Options) []issue {
	t.Helper()
	var b bytes.Buffer
	if err := writeGitLab(&b, r, o); err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	var issues []issue
	if err := d.Decode(&issues); err != nil {
		t.Fatal(err)
	}
	if issues == nil {
		t.Fatal("null is no report")
	}
	return issues
}

func TestGitLabIssuesAreWhatGitLabReads(t *testing.T) {
	for name, r := range reports() {
		r.Practices = append(r.Practices, r.Practices...) // the same findings again
		seen := map[string]bool{}
		for i, issue := range issuesOf(t, r, Options{Lang: "zh", Dir: "/r", Root: "/r"}) {
			if issue.Description == "" || issue.CheckName == "" || issue.Location.Path == "" || issue.Location.Lines.Begin < 1 {
				t.Errorf("%s: issue %d lacks something: %+v", name, i, issue)
			}
			if !slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, issue.Severity) {
				t.Errorf("%s: issue %d has the severity %q", name, i, issue.Severity)
			}
			if seen[issue.Fingerprint] {
				t.Errorf("%s: issue %d has a fingerprint that stood before", name, i)
			}
			seen[issue.Fingerprint] = true
		}
	}
}

func TestGitLabSeverities(t *testing.T) {
	var got []string
	for _, i := range issuesOf(t, reports()["metro"], Options{Lang: "en"}) {
		got = append(got, i.CheckName+" "+i.Severity)
	}
	want := []string{
		"cn/personal_information_protection_2021#34 major",
		"credlint/citation-repealed minor",
		"cn/credit_reporting_2013#14.2 major",
		"cn/shanghai/social_credit_2017#35.1 info", // waived
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got := issuesOf(t, reports()["gene"], Options{})[0].Severity; got != "critical" {
		t.Errorf("a breach is %s", got)
	}
}
