package report

import (
	"cmp"
	"io"

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

// writeGitLab writes a code quality report. GitLab compares the fingerprints of a merge request and its target branch. The
// severities are critical for errors, major for reviews, minor for warnings, and info for notes and for findings that are
// waived or in the baseline. Blocker is not used.
func writeGitLab(w io.Writer, r *finding.Report, o Options) error {
	say, seen := wordsIn(o.Lang), finding.Fingerprints{}
	issues := []issue{}
	for p, f := range r.All() {
		i := issue{
			Description: f.Message.In(say.lang), CheckName: cmp.Or(f.Citation, f.Rule), Fingerprint: seen.Of(p, f),
			Severity: map[finding.Severity]string{finding.Error: "critical", finding.Review: "major", finding.Warning: "minor"}[f.Severity],
		}
		if f.At.Cell != "" {
			i.Description = string(f.At.Cell) + say.colon + i.Description
		}
		if _, why := say.setAside(f); why != "" {
			i.Severity, i.Description = "", say.severityLabel(f)+say.colon+i.Description+say.semicolon+why
		}
		i.Severity = cmp.Or(i.Severity, "info")
		if o.Quiet && f.Severity == finding.Note {
			continue // after Of, so that Quiet does not change the fingerprints of other findings
		}
		if law := f.Law.In(say.lang); law != "" {
			i.Description = law + say.colon + i.Description
		}
		if hint := f.Hint.In(say.lang); hint != "" {
			i.Description += say.semicolon + say.fix + say.colon + hint
		}
		i.Description = finding.Sanitize(i.Description)
		file, _ := o.repositoryPath(f.At.File)
		i.Location = issueLocation{Path: file, Lines: issueLines{Begin: 1}}
		if f.At.Cell == "" && f.At.Line > 0 { // a spreadsheet row is not a line
			i.Location.Lines = issueLines{Begin: f.At.Line, End: max(f.At.EndLine, f.At.Line)}
		}
		issues = append(issues, i)
	}
	return encodeJSON(w, issues)
}
