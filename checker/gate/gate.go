// Package gate sets findings of a report aside: by waivers, which a person approved for a reason and a time, and by a
// baseline of what was there before. It marks findings and adds its own; it removes none and changes no verdict.
//
// It knows neither the law nor the clock nor the files: who calls it says which clauses there are and may be waived, what
// day it is, and gives the texts.
package gate

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Law answers what a gate asks of the law at hand. All of it is set.
type Law struct {
	// Clause reports whether there is a clause of exactly this citation, and whether it may be waived.
	Clause func(citation string) (known, waivable bool)
	// Meant returns the citations of clauses that the writer of an unknown one may have meant, the likeliest first.
	Meant func(citation string) []string
	// Nearest returns those of names that the writer of a wrong one may have meant, the likeliest first.
	Nearest func(written string, names []string) []string
}

// ours reports whether a finding is one of the gate itself, which no baseline holds.
func ours(f *finding.Finding) bool {
	return strings.HasPrefix(f.Rule, "credlint/waiver") || strings.HasPrefix(f.Rule, "credlint/baseline")
}

// file is a text with the path it is shown by, the one document in it, and what is wrong with it.
type file struct {
	name  string
	lines []string
	doc   source.Document
	found []finding.Finding
}

var lineEnd = regexp.MustCompile(`\r\n|\r|\n`)

// open reads the text of a file that holds one document, as JSON or YAML by its extension. Where it cannot be read, that
// is found and ok is false.
func open(name string, text []byte, rule string) (f *file, ok bool) {
	f = &file{name: filepath.ToSlash(name), lines: lineEnd.Split(strings.TrimPrefix(string(text), "\ufeff"), -1)}
	docs, problems := decode(name, text)
	for _, p := range problems {
		x := f.finding(rule, finding.Error, f.at(p.Span, ""), finding.Text{ZH: p.ZH, EN: p.EN}, finding.Text{ZH: p.HintZH, EN: p.HintEN})
		if p.Related != nil {
			x.Related = []finding.Position{f.at(*p.Related, "")}
		}
		f.found = append(f.found, x)
	}
	if len(problems) > 0 {
		return f, false
	}
	f.doc = docs[0]
	if len(docs) > 1 {
		f.fault(rule, "", finding.Text{ZH: fmt.Sprintf("文件中有 %d 个文档，应当只有一个", len(docs)), EN: fmt.Sprintf("the file holds %d documents, and must hold one", len(docs))},
			finding.Text{ZH: "合并为一个，或者分为多个文件", EN: "put them into one, or into files of their own"})
		return f, false
	}
	return f, true
}

func decode(name string, text []byte) ([]source.Document, []source.Problem) {
	read := source.YAML
	if strings.EqualFold(filepath.Ext(name), ".json") {
		read = source.JSON
	}
	docs, problems, _ := read(text)
	return docs, problems
}

func (f *file) at(s source.Span, pointer string) finding.Position {
	return finding.Position{File: f.name, Line: s.Line, Column: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn, Pointer: pointer}
}

// place is where a sentence about the value at pointer belongs: the value itself if it stands on one line, else its key, or
// in a list its first key. For a value that is not written it is the place of the nearest thing around it.
func (f *file) place(pointer string) finding.Position {
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
			return f.at(span, pointer)
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

// fault finds that the file as a whole cannot be used.
func (f *file) fault(rule, pointer string, message, hint finding.Text) {
	f.found = append(f.found, f.finding(rule, finding.Error, f.place(pointer), message, hint))
}

// meant is the hint for a name that does not exist: the nearest ones, or else all of them.
func meant(near, all []string) finding.Text {
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

// absolute is a path of a report or of a gate's file, which are relative to dir.
func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// clip shortens a value for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
