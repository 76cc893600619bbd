package report

import (
	"cmp"
	"io"

	"github.com/credlint/credlint/checker/finding"
)

// writeGitLab writes a code quality report. GitLab compares the fingerprints of a merge request and its target branch. The
// severities are critical for errors, major for reviews, minor for warnings, and info for notes and for findings that are
// waived or in the baseline. Blocker is not used.
func writeGitLab(w io.Writer, r *finding.Report, o Options) error {
	say, seen := wordsIn(o.Lang), finding.Fingerprints{}
	issues := []object{}
	for p, f := range r.All() {
		fingerprint := seen.Of(p, f)
		if o.Quiet && f.Severity == finding.Note {
			continue // after Of, so that Quiet does not change the fingerprints of other findings
		}
		severity := map[finding.Severity]string{finding.Error: "critical", finding.Review: "major", finding.Warning: "minor"}[f.Severity]
		description := f.Message.In(say.lang)
		if f.At.Cell != "" {
			description = string(f.At.Cell) + say.colon + description
		}
		if _, why := say.setAside(f); why != "" {
			severity, description = "", say.severityLabel(f)+say.colon+description+say.semicolon+why
		}
		if law := f.Law.In(say.lang); law != "" {
			description = law + say.colon + description
		}
		if hint := f.Hint.In(say.lang); hint != "" {
			description += say.semicolon + say.fix + say.colon + hint
		}
		lines := object{"begin": 1}
		if f.At.Cell == "" && f.At.Line > 0 { // a spreadsheet row is not a line
			lines = object{"begin": f.At.Line, "end": max(f.At.EndLine, f.At.Line)}
		}
		file, _ := o.repositoryPath(f.At.File)
		issues = append(issues, object{
			"description": finding.Sanitize(description), "check_name": cmp.Or(f.Citation, f.Rule), "fingerprint": fingerprint,
			"severity": cmp.Or(severity, "info"), "location": object{"path": file, "lines": lines},
		})
	}
	return encodeJSON(w, issues)
}
