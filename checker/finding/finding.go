// Package finding holds what credlint says: findings, clause and practice verdicts, questions and the
// report that gathers them, with one total order so that the same input gives the same bytes.
// It knows no law, no file format and no evaluator.
package finding

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
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

// String returns the name used in reports; a value outside the constants prints as "severity(7)".
func (s Severity) String() string {
	if s < Note || s > Error {
		return fmt.Sprintf("severity(%d)", int(s))
	}
	return severities[s]
}

// MarshalText writes the name used in reports and refuses a value outside the constants.
func (s Severity) MarshalText() ([]byte, error) {
	if s < Note || s > Error {
		return nil, fmt.Errorf("%s is none of %s", s, strings.Join(severities, ", "))
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads the name used in reports, in lower case; the error lists the names.
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

// The statuses of a clause.
const (
	// Breached is a clause that every admissible completion of the practice breaks.
	Breached Status = "breached"
	// Undetermined is a clause that hangs on a missing fact: one completion breaks it and another does not.
	Undetermined Status = "undetermined"
	// Exempt is a clause that an exception in its own instrument sets aside.
	Exempt Status = "exempt"
	// Met is a clause that binds the practice and is kept.
	Met Status = "met"
	// NotApplicable is a clause whose addressee, kind or scope is another.
	NotApplicable Status = "not_applicable"
	// ByHand is a clause that no program can judge.
	ByHand Status = "by_hand"
	// Skipped is a clause that the user left out of the check.
	Skipped Status = "skipped"
	// Failed is a clause whose evaluation went wrong: neither met nor breached, and the run ends with exit code 3.
	Failed Status = "failed"
)

// Verdict is what the governing law as a whole says of a practice.
type Verdict string

// The verdicts of a practice, worst first.
const (
	// NotJudged is a practice that could not be read, failed its schema, or met a failure while it was judged.
	NotJudged Verdict = "not_judged"
	// Unlawful is a practice that breaches a clause of binding law on every reading.
	Unlawful Verdict = "unlawful"
	// Contested is a practice that breaches a clause of binding law on some readings and not on others.
	Contested Verdict = "contested"
	// Open is a practice whose lawfulness hangs on facts it does not state.
	Open Verdict = "undetermined"
	// LawfulAsFarAsChecked is a practice that keeps every clause that was judged; what was not judged stands beside it.
	LawfulAsFarAsChecked Verdict = "lawful_as_far_as_checked"
)

// Cell names a spreadsheet's sheet and cell ("items!C5"); it is empty, and null in JSON, for text.
type Cell string

// MarshalJSON writes null for the empty cell: a reader of reports tests for null, not for a magic string.
func (c Cell) MarshalJSON() ([]byte, error) {
	if c == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(c))
}

// Sheet returns the name of the sheet, and "" for text. A sheet's name may hold "!", a cell's may not.
func (c Cell) Sheet() string {
	if i := strings.LastIndexByte(string(c), '!'); i >= 0 {
		return string(c[:i])
	}
	return ""
}

// Position is a place in a document. Lines and columns count from 1, columns in characters (code points);
// the end is exclusive. Line 0 means the file as a whole, column 0 the whole line. In a spreadsheet the line is
// the row and the column the number of the cell's column, so that places sort as they stand on the sheet.
type Position struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Pointer   string `json:"pointer"`
	Cell      Cell   `json:"cell"`
}

// Reading names one choice of an open question of law, as "state_organ_basis=law".
type Reading struct {
	Name   string `json:"name"`
	Choice string `json:"choice"`
	// Title is the choice in words, "a local regulation is not enough"; it may be empty.
	Title Text `json:"title"`
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
	// Law is the clause as lawyers cite it ("征信业管理条例 第十四条第一款", "Credit Reporting Regulation art. 14(1)") and
	// Since the day from which its instrument is in force, YYYY-MM-DD; both are empty for the tool's own findings.
	Law Text `json:"law"`
	// Summary is what the clause says, in our words; for reports that describe their rules.
	Summary Text      `json:"-"`
	Since   string    `json:"since"`
	Reading []Reading `json:"reading"` // the choices under which it holds; empty: on every choice
	Waived  *Waiver   `json:"waived"`
	// Known is set where a baseline holds the finding: it was there when the baseline was written, and does not fail a run.
	Known   bool       `json:"known,omitempty"`
	At      Position   `json:"at"`
	Related []Position `json:"related,omitempty"`
	// Conditions is filled when an explanation was asked for.
	Conditions []Condition `json:"conditions,omitempty"`
	// Snippet is the source line of At without its line end, for readers at a terminal.
	Snippet string `json:"-"`
}

// SetAside reports whether a waiver or a baseline keeps the finding from failing the run. It stays in every report.
func (f *Finding) SetAside() bool { return f.Waived != nil || f.Known }

// Waiver says who set a finding aside, why and until when (the last day on which that counts, YYYY-MM-DD).
type Waiver struct {
	Reason     string `json:"reason"`
	ApprovedBy string `json:"approved_by"`
	Expires    string `json:"expires"`
}

// Compare is the total order of findings: by file, sheet, place, severity (worst first), rule and message.
// It is 0 only for findings that no report can tell apart, so that no order of evaluation shows in the bytes.
func Compare(a, b Finding) int {
	if c := cmp.Or(
		cmp.Compare(a.At.File, b.At.File),
		cmp.Compare(a.At.Cell.Sheet(), b.At.Cell.Sheet()),
		cmp.Compare(a.At.Line, b.At.Line),
		cmp.Compare(a.At.Column, b.At.Column),
		cmp.Compare(b.Severity, a.Severity),
		CompareCitations(a.Rule, b.Rule),
		cmp.Compare(a.At.Pointer, b.At.Pointer),
		cmp.Compare(a.Message.EN, b.Message.EN),
		cmp.Compare(a.Message.ZH, b.Message.ZH),
		cmp.Compare(a.Snippet, b.Snippet),
	); c != 0 {
		return c
	}
	// What is left differs rarely; its JSON holds every remaining field.
	return cmp.Compare(encoded(a), encoded(b))
}

func encoded(f Finding) string {
	b, err := json.Marshal(f)
	if err != nil { // only a severity outside the constants, which compares as itself
		return fmt.Sprint(f.Severity)
	}
	return string(b)
}

// Sort orders findings and keeps one where the same clause is blamed at the same place under the same choices:
// the first by Compare, which is the worst. The tool's own findings are the same only if they say the same.
func Sort(fs []Finding) []Finding {
	if len(fs) < 2 {
		return fs
	}
	slices.SortFunc(fs, Compare)
	type key struct {
		rule    string
		at      Position
		message Text
		reading string
	}
	seen := make(map[key]bool, len(fs))
	return slices.DeleteFunc(fs, func(f Finding) bool {
		k := key{rule: f.Rule, at: f.At}
		if len(f.Reading) > 0 {
			k.reading = fmt.Sprintf("%q", f.Reading)
		}
		if f.Citation == "" {
			k.message = f.Message
		}
		dup := seen[k]
		seen[k] = true
		return dup
	})
}

// SplitCitation splits "cn/credit_reporting_2013#14.1" into the instrument and the clause; the clause is empty
// where a citation names a whole instrument.
func SplitCitation(citation string) (instrument, clause string) {
	instrument, clause, _ = strings.Cut(citation, "#")
	return instrument, clause
}

// CompareCitations orders citations as the law counts: by instrument, then numbers as numbers, so that article 14
// comes before 14.1, 14.2 before 14.10, and 9 before 14. It is 0 only for equal strings.
func CompareCitations(a, b string) int {
	ai, ac := SplitCitation(a)
	bi, bc := SplitCitation(b)
	return cmp.Or(cmp.Compare(ai, bi), compareNumbered(ac, bc), cmp.Compare(a, b))
}

// compareNumbered compares runs of digits by value and everything else by bytes.
func compareNumbered(a, b string) int {
	for a != "" && b != "" {
		an, ar := leadingNumber(a)
		bn, br := leadingNumber(b)
		if an != "" && bn != "" {
			an, bn = strings.TrimLeft(an, "0"), strings.TrimLeft(bn, "0")
			if c := cmp.Or(cmp.Compare(len(an), len(bn)), cmp.Compare(an, bn)); c != 0 {
				return c
			}
			a, b = ar, br
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func leadingNumber(s string) (number, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return s[:len(s)-len(rest)], rest
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
	// Fact is the pointer of the missing fact, "/items/0/consent/form"; "*" stands for every element where the same
	// question is asked of all, "/items/*/consent/form".
	Fact    string   `json:"fact"`
	Ask     Text     `json:"ask"`     // the fact's title as a question
	Settles int      `json:"settles"` // how many clauses hang on it
	Clauses []string `json:"clauses"`
	// LawfulIf lists the answers, of what the agency can choose, that would leave no clause breached by this fact; ranges
	// are written as ranges ("<= 5 years"). Empty for facts that are given.
	LawfulIf []string `json:"lawful_if"`
	// Answers are the same answers in words, one for each of LawfulIf; empty where the words are not known.
	Answers []Text   `json:"answers"`
	At      Position `json:"at"` // where the answer belongs
}

// Instrument names an instrument that was judged.
type Instrument struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
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
	Title  Text     `json:"title"` // the fact's title; may be empty
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
	KindTitle    Text            `json:"kind_title"` // as the kind's schema names it
	Jurisdiction string          `json:"jurisdiction"`
	Place        Text            `json:"place"` // the jurisdiction's name
	Day          string          `json:"day"`   // YYYY-MM-DD
	Verdict      Verdict         `json:"verdict"`
	Instruments  []Instrument    `json:"instruments"` // that govern it on its day and were judged, in the order of Clauses
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
	// Findings are those that belong to no practice: unreadable files, broken packs, waivers that do not count.
	Findings []Finding `json:"findings"`
	// Narrowed says what made this check smaller than the law: skip, only, readings, replaced packs, configuration, waivers,
	// a baseline.
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

// Summary counts practices by verdict, findings that stand by severity, and those that were set aside by what did so.
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
	Waived               int `json:"waived"`
	Known                int `json:"known"`
}

// FormatV1 is the format name of Report.
const FormatV1 = "credlint.report/v1"

// All yields every finding of the report with the practice it belongs to, which is nil for those that belong to
// none. The pointers lead into the report.
func (r *Report) All() iter.Seq2[*Judged, *Finding] {
	return func(yield func(*Judged, *Finding) bool) {
		for i := range r.Findings {
			if !yield(nil, &r.Findings[i]) {
				return
			}
		}
		for i := range r.Practices {
			p := &r.Practices[i]
			for j := range p.Findings {
				if !yield(p, &p.Findings[j]) {
					return
				}
			}
		}
	}
}

// Finish makes a report ready to be written: it orders practices by file, keeping their order within a file, orders
// the findings and drops what is said twice, counts both, and leaves no list nil, so that JSON has arrays and not
// null. The order of clauses and questions is the caller's: law order, and what settles most first. Findings that were
// set aside stay and count as such, whatever their severity. Finishing twice changes nothing.
func (r *Report) Finish() {
	r.Format = FormatV1
	slices.SortStableFunc(r.Practices, func(a, b Judged) int { return cmp.Compare(a.File, b.File) })
	r.Practices, r.Narrowed = list(r.Practices), list(r.Narrowed)
	r.Findings = finished(r.Findings)
	r.Summary = Summary{Practices: len(r.Practices)}
	for i := range r.Practices {
		p := &r.Practices[i]
		p.Findings = finished(p.Findings)
		p.Instruments, p.Clauses, p.NotChecked, p.Declared = list(p.Instruments), list(p.Clauses), list(p.NotChecked), list(p.Declared)
		for j := range p.Clauses {
			for k := range p.Clauses[j].Readings {
				s := &p.Clauses[j].Readings[k]
				s.Choices = list(s.Choices)
			}
		}
		p.Questions = list(p.Questions)
		for j := range p.Questions {
			q := &p.Questions[j]
			q.Clauses, q.LawfulIf, q.Answers = list(q.Clauses), list(q.LawfulIf), list(q.Answers)
		}
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
			p.Verdict = NotJudged
			r.Summary.NotJudged++
		}
	}
	for _, f := range r.All() {
		switch {
		case f.Waived != nil:
			r.Summary.Waived++
		case f.Known:
			r.Summary.Known++
		case f.Severity == Error:
			r.Summary.Error++
		case f.Severity == Review:
			r.Summary.Review++
		case f.Severity == Warning:
			r.Summary.Warning++
		default:
			r.Summary.Note++
		}
	}
}

// finished normalises what JSON would otherwise show in two ways, then sorts.
func finished(fs []Finding) []Finding {
	for i := range fs {
		if len(fs[i].Reading) == 0 {
			fs[i].Reading = nil // null: it holds on every choice
		}
	}
	return list(Sort(fs))
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
