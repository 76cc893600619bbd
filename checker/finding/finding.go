// Package finding holds what credlint says: findings, clause and practice verdicts, questions and the
// report that gathers them, with one total order so that the same input gives the same bytes.
// It knows no law, no file format and no evaluator.
package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Text is one message in the two languages every report carries.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the text in lang ("zh" or "en"); the other language stands in where one is empty.
func (t Text) In(lang string) string {
	if (lang == "zh" && t.ZH != "") || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// IsZero reports whether neither language says anything.
func (t Text) IsZero() bool { return t == Text{} }

// Severity orders findings by what they ask of the reader.
type Severity int

const (
	// Note is something no program judges, or was not checked.
	Note Severity = iota
	// Warning is advice of doctrine, or a doubt about the document that no law decides.
	Warning
	// Review is an open matter: undetermined, contested, or a citation whose standing is unknown.
	Review
	// Error is a breach of binding law on every reading, or a document that cannot be judged.
	Error
)

var severities = []string{"note", "warning", "review", "error"}

// String returns the name used in reports.
func (s Severity) String() string { return severities[s] }

// MarshalText writes the name used in reports.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name used in reports.
func (s *Severity) UnmarshalText(b []byte) error {
	i := slices.Index(severities, string(b))
	if i < 0 {
		return fmt.Errorf("unknown severity %q; one of %s", b, strings.Join(severities, ", "))
	}
	*s = Severity(i)
	return nil
}

// Status is what a clause says of a practice.
type Status string

// The statuses of a clause, see architecture.md.
const (
	Breached      Status = "breached"
	Undetermined  Status = "undetermined"
	Exempt        Status = "exempt"
	Met           Status = "met"
	NotApplicable Status = "not_applicable"
	ByHand        Status = "by_hand"
	Skipped       Status = "skipped"
	// Failed is a clause whose evaluation went wrong: neither met nor breached, and the run ends with exit code 3.
	Failed Status = "failed"
)

// Verdict is what the governing law as a whole says of a practice.
type Verdict string

// The verdicts of a practice, worst first.
const (
	NotJudged            Verdict = "not_judged"
	Unlawful             Verdict = "unlawful"
	Contested            Verdict = "contested"
	Open                 Verdict = "undetermined"
	LawfulAsFarAsChecked Verdict = "lawful_as_far_as_checked"
)

// Position is a place in a document. Lines and columns count from 1, columns in characters (code points);
// the end is exclusive. Cell names a spreadsheet's sheet and cell ("items!C5") and is empty for text.
type Position struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Pointer   string `json:"pointer"`
	Cell      string `json:"cell,omitempty"`
}

// Reading names one choice of an open question of law, as "state_organ_basis=law".
type Reading struct {
	Name   string `json:"name"`
	Choice string `json:"choice"`
}

// Condition is one line of an explanation: a condition of a rule in the rule's own words, whether it holds on
// this practice, and the values it looked at.
type Condition struct {
	Rule   string  `json:"rule"`            // the expression as written in the law
	Holds  string  `json:"holds"`           // "holds", "fails" or "unknown"
	Facts  []Value `json:"facts,omitempty"` // what it read
	Source string  `json:"source"`          // file:line in the pack
}

// Value is a fact as a condition saw it.
type Value struct {
	Pointer string   `json:"pointer"`
	Value   string   `json:"value"` // JSON text; "" when missing
	At      Position `json:"at"`
}

// Finding is what the tool says about one place.
type Finding struct {
	// Rule is the citation of the clause ("cn/credit_reporting_2013#14.1"), or for the tool's own findings a
	// name that begins with "credlint/" ("credlint/citation-repealed").
	Rule     string   `json:"rule"`
	Citation string   `json:"citation"` // the clause, or empty
	Severity Severity `json:"severity"`
	Status   Status   `json:"status,omitempty"` // of the clause; empty for the tool's own findings
	Message  Text     `json:"message"`
	Hint     Text     `json:"hint"`
	// Law is the article as lawyers cite it, with the day it is in force since; empty for the tool's own findings.
	Law     Text       `json:"law"`
	Reading []Reading  `json:"reading"` // the choices under which it holds; empty: on every choice
	Waived  *Waiver    `json:"waived"`
	At      Position   `json:"at"`
	Related []Position `json:"related,omitempty"`
	// Conditions is filled when an explanation was asked for.
	Conditions []Condition `json:"conditions,omitempty"`
	// Snippet is the source line of At without its line end, for readers at a terminal.
	Snippet string `json:"-"`
}

// Waiver says who set a finding aside, why and until when (a day, YYYY-MM-DD).
type Waiver struct {
	Reason     string `json:"reason"`
	ApprovedBy string `json:"approved_by"`
	Expires    string `json:"expires"`
}

// Compare is the total order of findings: by file, place, severity (worst first), rule and message.
func Compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.At.File, b.At.File),
		cmp.Compare(a.At.Line, b.At.Line),
		cmp.Compare(a.At.Column, b.At.Column),
		cmp.Compare(b.Severity, a.Severity),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.At.Pointer, b.At.Pointer),
		cmp.Compare(a.Message.EN, b.Message.EN),
		cmp.Compare(fmt.Sprint(a.Reading), fmt.Sprint(b.Reading)),
	)
}

// Sort orders findings and keeps one where the same rule says the same thing of the same place.
func Sort(fs []Finding) []Finding {
	slices.SortFunc(fs, Compare)
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Rule == b.Rule && a.At == b.At && (a.Citation != "" || a.Message == b.Message) && fmt.Sprint(a.Reading) == fmt.Sprint(b.Reading)
	})
}

// ClauseVerdict is the status of one clause on one practice.
type ClauseVerdict struct {
	Citation string `json:"citation"`
	Status   Status `json:"status"`
	// Readings holds the status under each choice where the choices differ.
	Readings []ReadingStatus `json:"readings,omitempty"`
	// Why says in words why a clause is by hand, skipped or could not be judged.
	Why Text `json:"why,omitzero"`
	// NotProved is set where the search for completions reached its bound; the status is then undetermined.
	NotProved bool `json:"not_proved,omitempty"`
}

// ReadingStatus is the status of a clause under one combination of choices.
type ReadingStatus struct {
	Choices []Reading `json:"choices"`
	Status  Status    `json:"status"`
}

// Question is a missing fact that matters.
type Question struct {
	Fact    string   `json:"fact"` // pointer, "/items/0/consent/form"
	Ask     Text     `json:"ask"`  // the fact's title as a question
	Settles int      `json:"settles"`
	Clauses []string `json:"clauses"`
	// LawfulIf lists the answers, of what the agency can choose, that would leave no clause breached by this fact; ranges
	// are written as ranges ("<= 5 years"). Empty for facts that are given.
	LawfulIf []string `json:"lawful_if"`
	At       Position `json:"at"` // where the answer belongs
}

// NotChecked is an instrument known to apply that was not judged.
type NotChecked struct {
	Instrument string `json:"instrument"`
	Title      Text   `json:"title"`
	Why        Text   `json:"why"`
}

// Declared is a judgement that only a person can make, as the agency stated it.
type Declared struct {
	Fact   string   `json:"fact"`
	Value  bool     `json:"value"`
	Reason string   `json:"reason"`
	At     Position `json:"at"`
}

// Judged is one practice and everything said of it.
type Judged struct {
	File         string          `json:"file"`
	ID           string          `json:"id"`
	Title        string          `json:"title"`
	Kind         string          `json:"kind"`
	Jurisdiction string          `json:"jurisdiction"`
	Day          string          `json:"day"` // YYYY-MM-DD
	Verdict      Verdict         `json:"verdict"`
	Clauses      []ClauseVerdict `json:"clauses"`
	Findings     []Finding       `json:"findings"`
	Questions    []Question      `json:"questions"`
	Declared     []Declared      `json:"declared"`
	NotChecked   []NotChecked    `json:"not_checked"`
}

// Report is the result of one run.
type Report struct {
	Format    string   `json:"format"` // "credlint.report/v1"
	Tool      Tool     `json:"tool"`
	Packs     Packs    `json:"packs"`
	Practices []Judged `json:"practices"`
	// Findings are those that belong to no practice: unreadable files, broken packs.
	Findings []Finding `json:"findings"`
	// Narrowed says what made this check smaller than the law: skip, only, readings, replaced packs, configuration.
	Narrowed []Text  `json:"narrowed"`
	Summary  Summary `json:"summary"`
}

// Tool names the program and its version.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Packs identifies the law that was used.
type Packs struct {
	Digest      string `json:"digest"` // "sha256:…" over all law files
	Instruments int    `json:"instruments"`
}

// Summary counts practices by verdict and findings by severity.
type Summary struct {
	Practices            int `json:"practices"`
	Unlawful             int `json:"unlawful"`
	Contested            int `json:"contested"`
	Undetermined         int `json:"undetermined"`
	LawfulAsFarAsChecked int `json:"lawful_as_far_as_checked"`
	NotJudged            int `json:"not_judged"`
	Error                int `json:"error"`
	Review               int `json:"review"`
	Warning              int `json:"warning"`
	Note                 int `json:"note"`
}

// FormatV1 is the format name of Report.
const FormatV1 = "credlint.report/v1"

// Finish sorts the report and counts it. Practices are ordered by file and then by their order in the file, which the
// caller must have kept.
func (r *Report) Finish() {
	r.Format = FormatV1
	slices.SortStableFunc(r.Practices, func(a, b Judged) int { return cmp.Compare(a.File, b.File) })
	r.Summary = Summary{Practices: len(r.Practices)}
	count := func(fs []Finding) {
		for _, f := range fs {
			if f.Waived != nil {
				continue
			}
			switch f.Severity {
			case Error:
				r.Summary.Error++
			case Review:
				r.Summary.Review++
			case Warning:
				r.Summary.Warning++
			default:
				r.Summary.Note++
			}
		}
	}
	r.Findings = Sort(r.Findings)
	count(r.Findings)
	for i := range r.Practices {
		p := &r.Practices[i]
		p.Findings = Sort(p.Findings)
		count(p.Findings)
		switch p.Verdict {
		case Unlawful:
			r.Summary.Unlawful++
		case Contested:
			r.Summary.Contested++
		case Open:
			r.Summary.Undetermined++
		case LawfulAsFarAsChecked:
			r.Summary.LawfulAsFarAsChecked++
		default:
			r.Summary.NotJudged++
		}
	}
}
