package report

import (
	"cmp"
	"encoding/json"
	"io"

	"github.com/credlint/credlint/checker/finding"
)

// issue is one entry of GitLab's code quality report.
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

// writeGitLab writes a code quality report, which GitLab compares by fingerprints between a merge request and its target.
// Its severities are used so: critical for a breach, major for what is to be reviewed, minor for a warning, info for a
// note and for what was waived or known. GitLab's blocker is left to those who block.
func writeGitLab(w io.Writer, r *finding.Report, o Options) error {
	say, seen := o.words(), finding.Fingerprints{}
	issues := []issue{}
	for p, f := range r.All() {
		i := issue{
			Description: f.Message.In(say.lang), CheckName: valid(cmp.Or(f.Citation, f.Rule)), Fingerprint: seen.Of(p, f),
			Severity: map[finding.Severity]string{finding.Error: "critical", finding.Review: "major", finding.Warning: "minor"}[f.Severity],
		}
		if f.At.Cell != "" {
			i.Description = string(f.At.Cell) + say.colon + i.Description
		}
		if _, why := say.aside(f); why != "" {
			i.Severity, i.Description = "", say.marked(f)+say.colon+i.Description+say.semicolon+why
		}
		i.Severity = cmp.Or(i.Severity, "info")
		if o.Quiet && f.Severity == finding.Note {
			continue // its fingerprint is counted, so that those of others do not change
		}
		if law := f.Law.In(say.lang); law != "" {
			i.Description = law + say.colon + i.Description
		}
		if hint := f.Hint.In(say.lang); hint != "" {
			i.Description += say.semicolon + say.fix + say.colon + hint
		}
		i.Description = clean(i.Description)
		file, _ := o.inRepository(f.At.File)
		i.Location = issueLocation{Path: valid(file), Lines: issueLines{Begin: 1}}
		if f.At.Cell == "" && f.At.Line > 0 { // a row of a sheet is no line
			i.Location.Lines = issueLines{Begin: f.At.Line, End: max(f.At.EndLine, f.At.Line)}
		}
		issues = append(issues, i)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(issues)
}
