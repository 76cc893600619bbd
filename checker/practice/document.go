// Package practice reads practices and agencies from files and validates them against the schemas of their kind. It
// knows the vocabulary of facts and no law.
package practice

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Document is one valid practice. It is read-only and safe for concurrent use.
type Document struct {
	File  string // as the user named it, with slashes
	Index int    // order in the file, from 0
	Kind  string
	ID    string
	Title string
	// Jurisdiction has the form of a place; whether there is such a place is not checked here.
	Jurisdiction string
	Day          string // YYYY-MM-DD, a day of the calendar
	// Value is the practice as written, valid against its kind, with the agency's facts under "agency" whether they
	// were written there or in a file. Numbers are json.Number. Judgements declared without a reason are left out,
	// identity numbers masked.
	Value map[string]any
	// Findings are doubts that do not prevent judging.
	Findings []finding.Finding

	text   *file
	source source.Document
	agency *agencyFile // nil where the agency is written in the practice
}

// agencyFile is an agency in a file of its own. A broken one is cached too, so that it is read and reported once.
type agencyFile struct {
	text     *file // nil if the file is no agency file, for the reason in trouble
	source   source.Document
	value    map[string]any
	broken   bool
	findings []finding.Finding
	trouble  finding.Text
}

// At returns the place of the value at a JSON pointer. For a fact that is not written it is the key of the nearest
// thing that is: where the answer belongs. Facts of an agency that has its own file are there.
func (d *Document) At(pointer string) finding.Position {
	if inside, ok := strings.CutPrefix(pointer, "/agency"); ok && d.agency != nil && strings.HasPrefix(inside, "/") {
		at := d.agency.text.at(nearest(d.agency.source, inside), pointer)
		return at
	}
	return d.text.at(nearest(d.source, pointer), pointer)
}

// Origin returns the place at its anchor of a value that an alias stands for, or false.
func (d *Document) Origin(pointer string) (finding.Position, bool) {
	text, doc, inside := d.text, d.source, pointer
	if below, ok := strings.CutPrefix(pointer, "/agency"); ok && d.agency != nil && strings.HasPrefix(below, "/") {
		text, doc, inside = d.agency.text, d.agency.source, below
	}
	span, ok := doc.Origin(inside)
	return text.at(span, pointer), ok
}

// Reference returns the place of the path to the agency file, or of the agency's facts where they are written in the practice.
func (d *Document) Reference() finding.Position {
	span, _ := d.source.At("/agency")
	return d.text.at(span, "/agency")
}

// Sources are the file of the practice and, if it has one, that of its agency; none for a practice that was not read.
func (d *Document) Sources() []finding.Source {
	if d.text == nil {
		return nil
	}
	out := []finding.Source{{File: d.text.name, Digest: d.text.digest()}}
	if d.agency != nil && d.agency.text != nil && d.agency.text != d.text {
		out = append(out, finding.Source{File: d.agency.text.name, Digest: d.agency.text.digest()})
	}
	return out
}

// Snippet returns the line of the text that p is in, with identity numbers masked, or "".
func (d *Document) Snippet(p finding.Position) string {
	if d.agency != nil && p.File == d.agency.text.name {
		return d.agency.text.line(p.Line)
	}
	if p.File == d.text.name {
		return d.text.line(p.Line)
	}
	return ""
}

// nearest returns the place of a pointer, or of the nearest value above it.
func nearest(doc source.Document, pointer string) source.Span {
	if s, ok := doc.At(pointer); ok {
		return s
	}
	for pointer != "" {
		pointer = pointer[:strings.LastIndexByte(pointer, '/')]
		if s, ok := doc.Key(pointer); ok {
			return s
		}
		if s, ok := doc.At(pointer); ok {
			return firstKey(doc, pointer, s)
		}
	}
	s, _ := doc.At("")
	return s
}

// firstKey returns the place of the first key of the object at pointer, which stands for an object that has no key of
// its own: an element of an array or the document. Underlining all of it would help nobody.
func firstKey(doc source.Document, pointer string, all source.Span) source.Span {
	if first, ok := doc.FirstKey(pointer); ok {
		return first
	}
	return all
}

// file is a text with the name it is shown by.
type file struct {
	name string
	// lines are the lines of the text with identity numbers masked. They are made at the first call, and once, because a long
	// line may have many findings.
	lines func() []string
	// digest is "sha256:…" over the bytes of the file.
	digest func() string
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func newFile(name string, data []byte) *file {
	return &file{name, sync.OnceValue(func() []string {
		lines := strings.Split(lineEnds.Replace(strings.TrimPrefix(string(data), "\ufeff")), "\n")
		for i, s := range lines {
			lines[i], _ = finding.Mask(s)
			if plain := unescape(s); plain != s { // digits may be written as \u0031
				if masked, found := finding.Mask(plain); found != finding.NoPersonal {
					lines[i] = masked
				}
			}
		}
		return lines
	}), sync.OnceValue(func() string { return fmt.Sprintf("sha256:%x", sha256.Sum256(data)) })}
}

var escape = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8})`)
})

// unescape replaces the escapes of code points in a line of JSON or YAML.
func unescape(line string) string {
	if !strings.Contains(line, `\`) {
		return line
	}
	return escape().ReplaceAllStringFunc(line, func(s string) string {
		n, _ := strconv.ParseUint(s[2:], 16, 32) // the expression allows digits only
		return string(rune(n))
	})
}

// longLine is the length from which on snippets share the text of the file instead of copying their line.
const longLine = 1024

func (f *file) line(n int) string {
	lines := f.lines()
	if n < 1 || n > len(lines) {
		return ""
	}
	if s := lines[n-1]; len(s) > longLine {
		return s
	}
	return strings.Clone(lines[n-1]) // a finding outlives the text
}

func (f *file) at(s source.Span, pointer string) finding.Position {
	return finding.Position{File: f.name, Line: s.Line, Column: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn, Pointer: pointer}
}

// start is the place of findings about the file as a whole.
func (f *file) start() finding.Position {
	return f.at(source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}, "")
}

// finding makes a finding of the tool's own at a place in the file.
func (f *file) finding(rule string, severity finding.Severity, at finding.Position, message, hint finding.Text) finding.Finding {
	return finding.Finding{Rule: "credlint/" + rule, Severity: severity, Message: message, Hint: hint, At: at, Snippet: f.line(at.Line)}
}

// problem turns a problem of the text into a finding.
func (f *file) problem(rule string, severity finding.Severity, p source.Problem) finding.Finding {
	out := f.finding(rule, severity, f.at(p.Span, ""), finding.Text{ZH: p.ZH, EN: p.EN}, finding.Text{ZH: p.HintZH, EN: p.HintEN})
	out.Message.ZH, _ = finding.Mask(out.Message.ZH)
	out.Message.EN, _ = finding.Mask(out.Message.EN)
	if p.Related != nil {
		out.Related = []finding.Position{f.at(*p.Related, "")}
	}
	return out
}

// Mark is what a comment expects of a clause on the line it ends: "# want 14.1, 34 state_organ_basis=law" is two marks.
type Mark struct {
	File string // as Document.File, or that of the agency
	Line int
	Word string // want: breached here; ask: open here; met, exempt, not_applicable, by_hand: the status of the clause
	// Clause is the clause as written, and Reading the choice ("name=choice") on which alone it is expected; often empty.
	Clause, Reading string
}

// Marks returns the marks in the comments of the practice and of its agency file, by line. They are for tests of law and
// change no verdict.
func (d *Document) Marks() []Mark {
	out := marks(d.File, d.source.Comments)
	if d.agency != nil {
		out = append(out, marks(d.agency.text.name, d.agency.source.Comments)...)
	}
	return out
}

// Comments returns the comments that begin with "credlint:", also with a full-width colon, of the practice and of its agency file.
func (d *Document) Comments() []finding.Comment {
	if d.text == nil {
		return nil
	}
	out := d.text.comments(d.source.Comments)
	if d.agency != nil && d.agency.text != nil && d.agency.text != d.text {
		out = append(out, d.agency.text.comments(d.agency.source.Comments)...)
	}
	return out
}

func (f *file) comments(all map[int]string) (out []finding.Comment) {
	alone := func(line int) bool {
		masked, _ := finding.Mask(all[line])
		return masked != "" && strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(f.line(line)), "#")) == masked
	}
	for _, line := range slices.Sorted(maps.Keys(all)) {
		if !strings.HasPrefix(all[line], "credlint:") && !strings.HasPrefix(all[line], "credlint：") {
			continue
		}
		text, _ := finding.Mask(all[line])
		rest := strings.TrimPrefix(strings.TrimPrefix(text, "credlint:"), "credlint：")
		c := finding.Comment{Line: line, Text: strings.TrimSpace(rest), Snippet: f.line(line)}
		begin := len([]rune(c.Snippet[:max(strings.LastIndex(c.Snippet, text), 0)])) + 1
		c.At = f.at(source.Span{Line: line, Column: begin, EndLine: line, EndColumn: begin + len([]rune(text))}, "")
		for ; alone(c.Line); c.Line++ { // several may stand above one line
		}
		out = append(out, c)
	}
	return out
}

func marks(file string, comments map[int]string) []Mark {
	var out []Mark
	for _, line := range slices.Sorted(maps.Keys(comments)) {
		word, list, _ := strings.Cut(comments[line], " ")
		if !slices.Contains([]string{"want", "ask", "met", "exempt", "not_applicable", "by_hand"}, word) {
			continue
		}
		for _, w := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
			if last := len(out) - 1; strings.Contains(w, "=") && last >= 0 && out[last].Line == line && out[last].Reading == "" {
				out[last].Reading = w
			} else {
				out = append(out, Mark{file, line, word, w, ""})
			}
		}
	}
	return out
}
