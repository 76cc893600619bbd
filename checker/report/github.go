package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// writeGitHub writes workflow commands, which GitHub shows as annotations on the lines of a pull request: errors as errors,
// reviews and warnings as warnings, everything else as notices. GitHub shows only the first ten annotations of each level
// in a step. Therefore the worst come first, a question replaces the findings that depend on it, and by-hand clauses are
// only counted.
func writeGitHub(w io.Writer, r *finding.Report, o Options) error {
	g := &github{text: plainText(o)}
	for p, f := range r.All() {
		if f.Status == finding.ByHand || g.coveredByQuestion(p, f) {
			continue
		}
		g.finding(p, f)
	}
	for i := range r.Practices {
		for _, q := range openQuestions(&r.Practices[i]) {
			g.question(q)
		}
	}
	for _, n := range r.Narrowed {
		g.annotate(finding.Note, finding.Position{}, "credlint", g.text.narrowed(n.In(g.lang)))
	}
	for i := range r.Practices {
		g.verdict(&r.Practices[i])
	}
	var b bytes.Buffer
	for s := finding.Error; s >= finding.Note; s-- {
		b.Write(g.commands[s].Bytes())
	}
	b.WriteString(g.summary(r) + "\n")
	_, err := w.Write(b.Bytes())
	return err
}

type github struct {
	text
	commands [finding.Error + 1]bytes.Buffer // by severity
}

func (g *github) finding(p *finding.Judged, f *finding.Finding) {
	severity, message := f.Severity, f.Message.In(g.lang)
	if label, why := g.setAside(f); why != "" {
		severity = finding.Note
		message = g.severityLabel(f) + g.colon + message + "\n" + label + g.colon + why
	}
	for _, line := range [][2]string{{g.reading, g.readings(f, p)}, {g.fix, f.Hint.In(g.lang)}} {
		if line[1] != "" {
			message += "\n" + line[0] + g.colon + line[1]
		}
	}
	g.annotate(severity, f.At, titleWithID(f.Law.In(g.lang), cmp.Or(f.Citation, f.Rule)), message)
}

func (g *github) question(q finding.Question) {
	message := g.asks(q)
	if answers := g.answers(q); answers != "" {
		message += "\n" + answers
	}
	g.annotate(finding.Review, q.At, g.ask+g.colon+dottedPath(q.Fact), message)
}

// verdict adds the verdict of a practice and the number of unchecked items.
func (g *github) verdict(p *finding.Judged) {
	message := g.verdictLine(p)
	if instruments, clauses := countUnchecked(p); instruments+clauses > 0 {
		message += "\n" + g.leftOut(instruments, clauses)
	}
	g.annotate(finding.Note, finding.Position{File: p.File}, cmp.Or(p.ID, "credlint"), message)
}

// annotate adds one workflow command.
func (g *github) annotate(s finding.Severity, at finding.Position, title, message string) {
	if s == finding.Note && g.o.Quiet {
		return
	}
	kind := "warning"
	switch s {
	case finding.Error:
		kind = "error"
	case finding.Note:
		kind = "notice"
	}
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+commandProperty.Replace(value)) }
	if at.File != "" && !strings.HasPrefix(at.File, "<") {
		file, _ := g.o.repositoryPath(at.File)
		add("file", file)
		if at.Cell != "" {
			title = string(at.Cell) + g.colon + title
		} else if at.Line > 0 {
			add("line", fmt.Sprint(at.Line))
			add("endLine", fmt.Sprint(max(at.EndLine, at.Line)))
			// The runner accepts columns only for a range within one line.
			if at.Column > 0 && at.EndLine == at.Line {
				add("col", fmt.Sprint(at.Column))
				add("endColumn", fmt.Sprint(max(at.EndColumn, at.Column)))
			}
		}
	}
	add("title", title)
	fmt.Fprintf(&g.commands[min(max(s, finding.Note), finding.Error)], "::%s %s::%s\n", kind, strings.Join(properties, ","), commandData.Replace(message))
}

// Escapes of the runner (actions/toolkit, command.ts), for messages and for properties.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
