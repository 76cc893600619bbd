// Package finding defines the output of credlint: findings, verdicts of clauses and practices, questions, and the report
// that contains them. Findings have one total order, so that the same input gives the same bytes. The package knows no law,
// no file format and no evaluator.
package finding

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Text is a message in the two languages of every report.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the text in lang ("zh" or "en"), or in the other language if that text is empty.
func (t Text) In(lang string) string {
	if (lang == "zh" && t.ZH != "") || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// With returns a message with its hint behind it.
func (t Text) With(hint Text) Text {
	if hint.EN == "" {
		return t
	}
	return Text{ZH: t.ZH + "；" + hint.ZH, EN: t.EN + "; " + hint.EN}
}

// IsZero reports whether both languages are empty.
func (t Text) IsZero() bool { return t == Text{} }

// Severity orders findings by urgency.
type Severity int

const (
	// Note is information: a by-hand clause, or an item that was not checked.
	Note Severity = iota
	// Warning is a breach of doctrine or a draft, or a doubt about the document.
	Warning
	// Review is an open matter: an undetermined or contested clause, or a citation with an unknown status.
	Review
	// Error is a breach of binding law on every reading, or a document that cannot be judged.
	Error
)

var severities = []string{"note", "warning", "review", "error"}

// String returns the name in reports, or "severity(7)" for a value outside the constants.
func (s Severity) String() string {
	if s < Note || s > Error {
		return fmt.Sprintf("severity(%d)", int(s))
	}
	return severities[s]
}

// MarshalText encodes the name in reports. A value outside the constants is an error.
func (s Severity) MarshalText() ([]byte, error) {
	if s < Note || s > Error {
		return nil, fmt.Errorf("%s is none of %s", s, strings.Join(severities, ", "))
	}
	return []byte(s.String()), nil
}

// UnmarshalText decodes a lower-case name in reports. The error for an unknown name lists the names.
func (s *Severity) UnmarshalText(b []byte) error {
	i := slices.Index(severities, string(b))
	if i < 0 {
		return Errorf("没有“%s”这一级别；可用的有 %s", "unknown severity %q; one of %s", string(b), strings.Join(severities, ", "))
	}
	*s = Severity(i)
	return nil
}

// Status is the result of one clause on one practice.
type Status string

// The statuses of a clause.
const (
	// Breached is a clause that every admissible completion of the practice breaches.
	Breached Status = "breached"
	// Undetermined is a clause that depends on a missing fact: one completion breaches it and another does not.
	Undetermined Status = "undetermined"
	// Exempt is a clause that an exception in its own instrument excludes.
	Exempt Status = "exempt"
	// Met is a clause that applies to the practice and is complied with.
	Met Status = "met"
	// NotApplicable is a clause with another addressee, kind or scope.
	NotApplicable Status = "not_applicable"
	// ByHand is a clause that no program can judge.
	ByHand Status = "by_hand"
	// Skipped is a clause that the user excluded from the check.
	Skipped Status = "skipped"
	// Failed is a clause with an evaluation error. It is neither met nor breached, and the run ends with exit code 3.
	Failed Status = "failed"
)

// Verdict is the result of all governing law on one practice.
type Verdict string

// The verdicts of a practice, worst first.
const (
	// NotJudged is a practice that could not be read, is invalid under its schema, or has a failed clause.
	NotJudged Verdict = "not_judged"
	// Unlawful is a practice that breaches a clause of binding law on every reading.
	Unlawful Verdict = "unlawful"
	// Contested is a practice that breaches a clause of binding law on some readings and not on others.
	Contested Verdict = "contested"
	// Open is a practice whose lawfulness depends on missing facts.
	Open Verdict = "undetermined"
	// NotGoverned is a practice that breaches nothing, but does something that no clause could have forbidden, or for which a
	// public body shows no authority: nothing says that it is lawful.
	NotGoverned Verdict = "not_governed"
	// LawfulAsFarAsChecked is a practice each of whose acts some clause of binding law could have forbidden, and none did. The
	// report lists the unchecked items.
	LawfulAsFarAsChecked Verdict = "lawful_as_far_as_checked"
)

// Verdicts are the verdicts, worst first.
var Verdicts = []Verdict{NotJudged, Unlawful, Contested, Open, NotGoverned, LawfulAsFarAsChecked}

// Cell names a sheet and cell of a spreadsheet ("items!C5"). For text it is empty, and null in JSON.
type Cell string

// MarshalJSON encodes the empty cell as null.
func (c Cell) MarshalJSON() ([]byte, error) {
	if c == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(c))
}

// Sheet returns the name of the sheet, or "" for text. The name of a sheet may contain "!", that of a cell may not.
func (c Cell) Sheet() string {
	if i := strings.LastIndexByte(string(c), '!'); i >= 0 {
		return string(c[:i])
	}
	return ""
}

// Position is a range in a document. Lines and columns count from 1, columns in code points; the end is exclusive. Line 0
// means the whole file, column 0 the whole line. In a spreadsheet, line and column are the numbers of row and column, so
// that positions sort in the order of the sheet.
type Position struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Pointer   string `json:"pointer"`
	Cell      Cell   `json:"cell"`
}

// Reading is one choice of an open question of law, such as "state_organ_basis=law".
type Reading struct {
	Name   string `json:"name"`
	Choice string `json:"choice"`
	// Title is the choice in words, "a local regulation is not enough"; it may be empty.
	Title Text `json:"title"`
}

// Condition is one line of an explanation: a condition of a rule, its result on the practice, and the values that it read.
type Condition struct {
	Rule   string  `json:"rule"`            // the Rego expression
	Holds  string  `json:"holds"`           // "holds", "fails" or "unknown"
	Facts  []Value `json:"facts,omitempty"` // facts that the condition read
	Source string  `json:"source"`          // file:line in the pack
}

// Value is the value of a fact in a condition.
type Value struct {
	Pointer string   `json:"pointer"`
	Value   string   `json:"value"` // JSON text; "" when missing
	At      Position `json:"at"`
}

// Finding is one statement about one position.
type Finding struct {
	// Rule is the citation of the clause ("cn/credit_reporting_2013#14.1"), or for findings of the tool itself a name that
	// begins with "credlint/" ("credlint/citation-repealed").
	Rule     string   `json:"rule"`
	Citation string   `json:"citation"` // the clause, or empty
	Severity Severity `json:"severity"`
	Status   Status   `json:"status,omitempty"` // of the clause; empty for findings of the tool itself
	Message  Text     `json:"message"`
	Hint     Text     `json:"hint"`
	// Law is the clause as lawyers cite it ("《征信业管理条例》第十四条第一款", "Credit Reporting Regulation art. 14(1)") and
	// Since the first day on which its instrument is in force, YYYY-MM-DD; both are empty for findings of the tool itself.
	Law Text `json:"law"`
	// Summary paraphrases the clause, for formats that describe their rules.
	Summary Text      `json:"-"`
	Since   string    `json:"since"`
	Reading []Reading `json:"reading"` // the choices under which the finding holds; empty: under every choice
	Waived  *Waiver   `json:"waived"`
	// Known is set if a baseline has the finding, which then does not fail a run.
	Known bool     `json:"known,omitempty"`
	At    Position `json:"at"`
	// Subject is what the finding is about, apart from its place in lists: "/items/religion/retention/period = {"years":3}". A
	// waiver covers it and a baseline knows it only while it stays so. Empty for findings without a practice.
	Subject string     `json:"subject,omitempty"`
	Related []Position `json:"related,omitempty"`
	// Conditions is set if an explanation was requested.
	Conditions []Condition `json:"conditions,omitempty"`
	// Snippet is the source line of At without its line end, for readers at a terminal.
	Snippet string `json:"-"`
}

// SetAside reports whether a waiver or a baseline prevents the finding from failing the run. The finding stays in reports.
func (f *Finding) SetAside() bool { return f.Waived != nil || f.Known }

// Waiver says why a finding is set aside, who approved it, and until which day, inclusive (YYYY-MM-DD).
type Waiver struct {
	Reason     string `json:"reason"`
	ApprovedBy string `json:"approved_by"` // empty for a comment that names nobody: who approved the practice
	Expires    string `json:"expires"`
	Comment    string `json:"comment,omitempty"` // file:line, if it is a comment in the practice
}

// Comment is a comment of a practice that begins with "credlint:", for package gate.
type Comment struct {
	At      Position
	Line    int    // that it is about: its own, or for a comment on a line of its own the next
	Text    string // behind the mark
	Snippet string
}

// Compare is the total order of findings: by file, sheet, position, severity (worst first), rule and message. It is 0 only
// for findings with the same JSON and snippet, so that the order of evaluation does not affect reports.
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
	// The remaining fields rarely differ, so encoding them is cheap enough.
	return cmp.Compare(encoded(a), encoded(b))
}

func encoded(f Finding) string {
	b, err := json.Marshal(f)
	if err != nil { // a severity outside the constants
		return fmt.Sprint(f.Severity)
	}
	return string(b)
}

// Sort sorts findings by Compare and removes duplicates: findings with the same rule, position and choices, and for findings
// of the tool itself the same message. The first, and so the worst, of the duplicates stays. Sort reuses the slice.
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

// SplitCitation splits "cn/credit_reporting_2013#14.1" into instrument and clause. The clause is empty if the citation names
// a whole instrument.
func SplitCitation(citation string) (instrument, clause string) {
	instrument, clause, _ = strings.Cut(citation, "#")
	return instrument, clause
}

// CompareCitations orders citations by instrument, then by clause with numbers in numeric order: 9 before 14, 14 before 14.1,
// 14.2 before 14.10. It is 0 only for equal strings.
func CompareCitations(a, b string) int {
	ai, ac := SplitCitation(a)
	bi, bc := SplitCitation(b)
	return cmp.Or(cmp.Compare(ai, bi), compareNumbered(ac, bc), cmp.Compare(a, b))
}

// compareNumbered compares runs of digits by value and other text by bytes.
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
	// Readings has the status under each choice if the choices differ.
	Readings []ReadingStatus `json:"readings,omitempty"`
	// Why is the reason why a clause is by hand, skipped or failed, or what sentences of a judged one leave to a person.
	Why Text `json:"why,omitzero"`
	// NotProved is set if the search for completions reached its bound; the status is then undetermined.
	NotProved bool `json:"not_proved,omitempty"`
}

// ReadingStatus is the status of a clause under one combination of choices.
type ReadingStatus struct {
	Choices []Reading `json:"choices"`
	Status  Status    `json:"status"`
}

// Question asks for a missing fact on which a clause depends.
type Question struct {
	// Fact is the pointer of the missing fact, "/items/0/consent/form". In "/items/*/consent/form" the "*" means every element
	// of a list.
	Fact string `json:"fact"`
	// Facts are the pointers of all elements that share the question, where several do.
	Facts []string `json:"facts,omitempty"`
	Ask   Text     `json:"ask"` // the fact's title as a question
	// Group is act (what is done, to whom, why), procedure (how it is done) or agency (what it has arranged once).
	Group string `json:"group"`
	// After is the pointer of a fact to ask for first: only with some answers to it do the clauses apply that ask for this one.
	After   string   `json:"after,omitempty"`
	Takes   []Answer `json:"takes,omitempty"` // the values of an enumeration
	Settles int      `json:"settles"`         // number of clauses that depend on the fact
	Clauses []string `json:"clauses"`
	// LawfulIf lists the answers under which the clauses that exclude an answer apply and can be kept, if the agency can choose the
	// fact; empty where none is excluded. Ranges are written as "<= 5 years".
	LawfulIf []string `json:"lawful_if"`
	// Answers has a description for each element of LawfulIf, empty if unknown.
	Answers []Text   `json:"answers"`
	At      Position `json:"at"` // where the answer belongs
}

// Answer is a value that a fact takes.
type Answer struct {
	Value string `json:"value"`
	Title Text   `json:"title"`
}

// Instrument names an instrument that was judged.
type Instrument struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
}

// NotChecked is an instrument that applies and was not judged.
type NotChecked struct {
	Instrument string `json:"instrument"`
	Title      Text   `json:"title"`
	Why        Text   `json:"why"`
}

// Declared is what the agency declared and credlint takes as stated: a judgement that only a person can make, or what a cited document
// is that the register lacks.
type Declared struct {
	Fact   string   `json:"fact"`
	Title  Text     `json:"title"` // the fact's title; may be empty
	Value  bool     `json:"value"`
	Reason string   `json:"reason"`
	Stated Text     `json:"stated,omitzero"` // what is said of a cited document, where that is no yes or no
	At     Position `json:"at"`
}

// Act is something that a practice does and that law may forbid by itself.
type Act struct {
	Fact     string   `json:"fact"` // pointer
	Title    Text     `json:"title"`
	JudgedBy string   `json:"judged_by"` // citation of a clause that could have forbidden it, or permits it; empty: none
	At       Position `json:"at"`
}

// Source is a file that a practice was read from.
type Source struct {
	File   string `json:"file"`
	Digest string `json:"digest"` // "sha256:…" over its bytes
}

// Element is an element of a list of acts: an information item, a measure, a ground, a recipient.
type Element struct {
	Pointer string `json:"pointer"` // "/items/3"
	List    Text   `json:"list"`    // title of the list
	Name    Text   `json:"name"`    // the agency's own name of it, else that of its kind
}

// Judged is the result of one practice.
type Judged struct {
	File         string          `json:"file"`
	ID           string          `json:"id"`
	Title        string          `json:"title"`
	Kind         string          `json:"kind"`
	KindTitle    Text            `json:"kind_title"` // title of the kind in its schema
	Jurisdiction string          `json:"jurisdiction"`
	Place        Text            `json:"place"` // the jurisdiction's name
	Day          string          `json:"day"`   // YYYY-MM-DD
	Verdict      Verdict         `json:"verdict"`
	Instruments  []Instrument    `json:"instruments"` // the governing instruments that were judged, in the order of Clauses
	Clauses      []ClauseVerdict `json:"clauses"`
	Findings     []Finding       `json:"findings"`
	Questions    []Question      `json:"questions"`
	// Acts are what the practice does, one by one, where no clause is breached or open: the verdict then hangs on them.
	Acts       []Act        `json:"acts,omitempty"`
	Declared   []Declared   `json:"declared"`
	NotChecked []NotChecked `json:"not_checked"`
	Agency     string       `json:"agency,omitempty"`   // its name as the practice gives it
	Sources    []Source     `json:"sources,omitempty"`  // the file of the practice, then that of its agency
	Elements   []Element    `json:"elements,omitempty"` // in the order of the practice
	Comments   []Comment    `json:"-"`                  // of the practice, then of its agency file
}

// Report is the result of one run.
type Report struct {
	Format    string   `json:"format"` // "credlint.report/v1"
	Tool      Tool     `json:"tool"`
	Packs     Packs    `json:"packs"`
	Practices []Judged `json:"practices"`
	// Findings are findings without a practice, about unreadable files, broken packs or invalid waivers.
	Findings []Finding `json:"findings"`
	// Narrowed lists the settings that narrowed the check: skip, only, readings, replaced packs, configuration, waivers, a
	// baseline.
	Narrowed []Text `json:"narrowed"`
	// Checked is the day of the check if the user named it, YYYY-MM-DD. It is never that of the clock, so that the same practice,
	// law and options give the same report.
	Checked string `json:"checked,omitempty"`
	// Unjudged are practices that were seen and not judged, in files of LeftOut. Waivers and a baseline must not take others for them.
	Unjudged []Judged `json:"-"`
	// LeftOut lists the files that were seen and not judged, one element for each reason. Narrowed has a summary of each.
	LeftOut []LeftOut `json:"left_out,omitempty"`
	Summary Summary   `json:"summary"`
}

// LeftOut are files and folders that were seen and not judged.
type LeftOut struct {
	Reason string   `json:"reason"` // excluded, hidden, other_name, settings, version_control, waivers, baseline or report
	Why    Text     `json:"why"`
	Files  []string `json:"files"` // sorted; a folder ends in a slash
}

// Text is a summary on one line with the first names.
func (l LeftOut) Text() Text {
	const shown = 3
	first, n := l.Files[:min(shown, len(l.Files))], len(l.Files)
	zh, en := strings.Join(first, "、"), strings.Join(first, ", ")
	if n > shown {
		zh, en = zh+" 等", en+", …"
	}
	return Text{ZH: fmt.Sprintf("未作判断的文件（%s）%d 个：%s", l.Why.ZH, n, zh), EN: fmt.Sprintf("files seen and not judged, %s: %d (%s)", l.Why.EN, n, en)}
}

// Complete reports whether all that was seen was judged, and something was: at least one practice, each document read, and every
// clause of it evaluated. Files in LeftOut do not count, and a practice of which nothing was asked was not judged.
func (r *Report) Complete() bool {
	return len(r.Practices) > 0 && !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity == Error }) &&
		!slices.ContainsFunc(r.Practices, func(p Judged) bool {
			return p.Verdict == NotJudged || p.NothingAsked() || slices.ContainsFunc(p.Clauses, func(v ClauseVerdict) bool { return v.Status == Failed })
		})
}

// NothingAsked reports whether no clause was asked: none governs, or the options leave out all. A check that did not run is no
// result.
func (p *Judged) NothingAsked() bool {
	return p.Verdict == NotGoverned && !slices.ContainsFunc(p.Clauses, func(v ClauseVerdict) bool { return v.Status != Skipped })
}

// Tool names the program and its version.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Packs identifies the law that was used.
type Packs struct {
	Digest      string `json:"digest"` // "sha256:…" over all that decides verdicts beside the practice; see checker.Digest
	Instruments int    `json:"instruments"`
}

// Summary counts practices by verdict, findings by severity, and findings that are waived or known separately.
type Summary struct {
	Practices            int `json:"practices"`
	Unlawful             int `json:"unlawful"`
	Contested            int `json:"contested"`
	Undetermined         int `json:"undetermined"`
	NotGoverned          int `json:"not_governed"`
	LawfulAsFarAsChecked int `json:"lawful_as_far_as_checked"`
	NotJudged            int `json:"not_judged"`
	Error                int `json:"error"`
	Review               int `json:"review"`
	Warning              int `json:"warning"`
	Note                 int `json:"note"`
	Waived               int `json:"waived"`
	Known                int `json:"known"`
}

// OfVerdict returns the count of a verdict.
func (s *Summary) OfVerdict(v Verdict) *int {
	return map[Verdict]*int{Unlawful: &s.Unlawful, Contested: &s.Contested, Open: &s.Undetermined, NotGoverned: &s.NotGoverned, LawfulAsFarAsChecked: &s.LawfulAsFarAsChecked, NotJudged: &s.NotJudged}[v]
}

// OfSeverity returns the count of a severity; a value outside the constants counts as Note.
func (s *Summary) OfSeverity(of Severity) *int {
	return cmp.Or(map[Severity]*int{Error: &s.Error, Review: &s.Review, Warning: &s.Warning}[of], &s.Note)
}

// FormatV1 is the format name of Report.
const FormatV1 = "credlint.report/v1"

// All iterates over every finding of the report with its practice, which is nil for findings without one. The pointers point
// into the report.
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

// Finish normalises a report for writing. It sorts practices by file (stable), sorts and deduplicates findings, computes the
// summary, and replaces nil lists, so that JSON has arrays instead of null. The order of clauses and questions is kept.
// Findings that are set aside count as waived or known, whatever their severity. Finish is idempotent.
func (r *Report) Finish() {
	r.Format = FormatV1
	slices.SortStableFunc(r.Practices, func(a, b Judged) int { return cmp.Compare(a.File, b.File) })
	r.Practices, r.Narrowed = nonNil(r.Practices), nonNil(r.Narrowed)
	r.Findings = finishFindings(r.Findings)
	r.Summary = Summary{Practices: len(r.Practices)}
	for i := range r.Practices {
		p := &r.Practices[i]
		p.Findings = finishFindings(p.Findings)
		p.Instruments, p.Clauses, p.NotChecked, p.Declared = nonNil(p.Instruments), nonNil(p.Clauses), nonNil(p.NotChecked), nonNil(p.Declared)
		for j := range p.Clauses {
			for k := range p.Clauses[j].Readings {
				s := &p.Clauses[j].Readings[k]
				s.Choices = nonNil(s.Choices)
			}
		}
		p.Questions = nonNil(p.Questions)
		for j := range p.Questions {
			q := &p.Questions[j]
			q.Clauses, q.LawfulIf, q.Answers = nonNil(q.Clauses), nonNil(q.LawfulIf), nonNil(q.Answers)
		}
		if !slices.Contains(Verdicts, p.Verdict) {
			p.Verdict = NotJudged
		}
		*r.Summary.OfVerdict(p.Verdict)++
	}
	for _, f := range r.All() {
		switch {
		case f.Waived != nil:
			r.Summary.Waived++
		case f.Known:
			r.Summary.Known++
		default:
			*r.Summary.OfSeverity(f.Severity)++
		}
	}
}

// finishFindings normalises the encoding of readings, then sorts and deduplicates.
func finishFindings(fs []Finding) []Finding {
	for i := range fs {
		if len(fs[i].Reading) == 0 {
			fs[i].Reading = nil // null in JSON: under every choice
		}
	}
	return nonNil(Sort(fs))
}

// nonNil returns s, or an empty slice if s is nil.
func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
