// Package gate applies waivers and baselines to a report. A waiver is approved by a person for a reason and until a day; a
// baseline lists earlier findings; a waiver may also be a comment beside the line. All mark findings as set aside and add findings of their own; they remove no finding and
// change no verdict.
//
// The package knows no law, reads no clock and no file: callers provide the clauses, the day and the texts.
package gate

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Law has the queries of the package about the law and the run.
type Law struct {
	// Clause reports whether a clause with exactly this citation exists, and whether it may be waived.
	Clause func(citation string) (known, waivable bool)
	// SuggestClauses returns citations similar to an unknown citation, the most similar first.
	SuggestClauses func(citation string) []string
	// Nearest returns the names similar to an unknown name, the most similar first.
	Nearest func(written string, names []string) []string
	// Exists reports whether there is a file with an absolute path, and Covers whether the run looked at everything in a folder. If
	// nil, a waiver of something that was not checked is taken to be of something else.
	Exists, Covers func(path string) bool
}

// isGateFinding reports whether a finding was added by this package. Baselines exclude such findings.
func isGateFinding(f *finding.Finding) bool {
	return strings.HasPrefix(f.Rule, "credlint/waiver") || strings.HasPrefix(f.Rule, "credlint/baseline")
}

// file is a parsed file of waivers or a baseline with the findings about it.
type file struct {
	name     string // as displayed, with slashes
	lines    []string
	doc      source.Document
	findings []finding.Finding
}

var lineEnd = regexp.MustCompile(`\r\n|\r|\n`)

// parse parses the text of a file as one JSON or YAML document, by the extension. ok is false after an error, which is among
// the findings.
func parse(name string, text []byte, rule string) (f *file, ok bool) {
	f = &file{name: filepath.ToSlash(name), lines: lineEnd.Split(strings.TrimPrefix(string(text), "\ufeff"), -1)}
	read := source.YAML
	if strings.EqualFold(filepath.Ext(name), ".json") {
		read = source.JSON
	}
	for i, line := range f.lines {
		f.lines[i], _ = finding.Mask(line)
	}
	docs, problems, _ := read(text)
	for _, p := range problems {
		x := f.finding(rule, finding.Error, f.position(p.Span, ""), finding.Text{ZH: p.ZH, EN: p.EN}, finding.Text{ZH: p.HintZH, EN: p.HintEN})
		if p.Related != nil {
			x.Related = []finding.Position{f.position(*p.Related, "")}
		}
		f.findings = append(f.findings, x)
	}
	if len(problems) > 0 {
		return f, false
	}
	f.doc = docs[0]
	if len(docs) > 1 {
		f.reject(rule, "", finding.Text{ZH: fmt.Sprintf("文件中有 %d 个文档，应当只有一个", len(docs)), EN: fmt.Sprintf("the file holds %d documents, and must hold one", len(docs))},
			finding.Text{ZH: "合并为一个，或者分为多个文件", EN: "put them into one, or into files of their own"})
		return f, false
	}
	return f, true
}

func (f *file) position(s source.Span, pointer string) finding.Position {
	return finding.Position{File: f.name, Line: s.Line, Column: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn, Pointer: pointer}
}

// positionOf returns the position for a finding about the value at pointer: the value if it is on one line, else its key, or in
// a list its first key. For a missing value it is the position of the nearest enclosing value.
func (f *file) positionOf(pointer string) finding.Position {
	for at := pointer; ; at = at[:strings.LastIndexByte(at, '/')] {
		span, ok := f.doc.At(at)
		if key, named := f.doc.Key(at); named && (!ok || span.EndLine > span.Line) {
			span, ok = key, true
		}
		if ok || at == "" {
			if s, has := f.doc.FirstKey(at); has && span.EndLine > span.Line && s.Line == span.Line && s.Column == span.Column {
				span = s
			}
			if span.EndLine > span.Line {
				span.EndLine, span.EndColumn = span.Line, span.Column+1
			}
			return f.position(span, pointer)
		}
	}
}

func (f *file) finding(rule string, s finding.Severity, at finding.Position, message, hint finding.Text) finding.Finding {
	x := finding.Finding{Rule: "credlint/" + rule, Severity: s, Message: message, Hint: hint, At: at}
	if at.Line >= 1 && at.Line <= len(f.lines) {
		x.Snippet = f.lines[at.Line-1]
	}
	return x
}

// reject adds a finding that the whole file cannot be used.
func (f *file) reject(rule, pointer string, message, hint finding.Text) {
	f.findings = append(f.findings, f.finding(rule, finding.Error, f.positionOf(pointer), message, hint))
}

// suggestion is the hint for an unknown name: the similar names if there are any, else all names.
func suggestion(near, all []string) finding.Text {
	zh, en, or := "可用的有", "one of ", ", "
	if len(near) > 0 {
		zh, en, or, all = "是否应为", "did you mean ", " or ", near
	}
	if len(all) == 0 {
		return finding.Text{}
	}
	var qzh, qen []string
	for _, n := range all {
		qzh, qen = append(qzh, "“"+n+"”"), append(qen, fmt.Sprintf("%q", n))
	}
	return finding.Text{ZH: zh + strings.Join(qzh, "、"), EN: en + strings.Join(qen, or)}
}

// absolute returns name as an absolute path. Relative names start from dir.
func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// truncate shortens a value for a message.
func truncate(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
