package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// writeGitHub writes workflow commands, which GitHub's runner shows as annotations on the lines of a pull request: an
// error as an error, what is to be reviewed and warnings as warnings, the rest as notices. GitHub shows the first ten of
// each in a step, so that what is worst comes first, a question stands for the clauses that hang on it, and clauses for a
// person to judge are only counted.
func writeGitHub(w io.Writer, r *finding.Report, o Options) error {
	g := &github{text: plainText(o)}
	for p, f := range r.All() {
		if f.Status == finding.ByHand || g.asked(p, f) {
			continue
		}
		g.finding(p, f)
	}
	for i := range r.Practices {
		for _, q := range standing(&r.Practices[i]) {
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
	b.WriteString(g.numbers(r) + "\n")
	_, err := w.Write(b.Bytes())
	return err
}

type github struct {
	text
	commands [finding.Error + 1]bytes.Buffer // by severity
}

func (g *github) finding(p *finding.Judged, f *finding.Finding) {
	severity, message := f.Severity, f.Message.In(g.lang)
	if label, why := g.aside(f); why != "" {
		severity = finding.Note
		message = g.marked(f) + g.colon + message + "\n" + label + g.colon + why
	}
	for _, line := range [][2]string{{g.reading, g.readings(*f, p)}, {g.fix, f.Hint.In(g.lang)}} {
		if line[1] != "" {
			message += "\n" + line[0] + g.colon + line[1]
		}
	}
	g.annotate(severity, f.At, named(f.Law.In(g.lang), cmp.Or(f.Citation, f.Rule)), message)
}

func (g *github) question(q finding.Question) {
	message := g.asks(q)
	if answers := g.answers(q); answers != "" {
		message += "\n" + answers
	}
	g.annotate(finding.Review, q.At, g.ask+g.colon+dotted(q.Fact), message)
}

// verdict says how a practice was judged and what was left to others.
func (g *github) verdict(p *finding.Judged) {
	left := 0
	for _, c := range p.Clauses {
		if nobodyJudged(c) {
			left++
		}
	}
	message := g.verdictLine(p)
	if left+len(p.NotChecked) > 0 {
		message += "\n" + g.leftOut(len(p.NotChecked), left)
	}
	g.annotate(finding.Note, finding.Position{File: p.File}, cmp.Or(p.ID, "credlint"), message)
}

// annotate adds one command.
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
		file, _ := g.o.inRepository(at.File)
		add("file", clean(file))
		if at.Cell != "" {
			title = string(at.Cell) + g.colon + title
		} else if at.Line > 0 {
			add("line", fmt.Sprint(at.Line))
			add("endLine", fmt.Sprint(max(at.EndLine, at.Line)))
			// The runner takes columns of one line only.
			if at.Column > 0 && at.EndLine == at.Line {
				add("col", fmt.Sprint(at.Column))
				add("endColumn", fmt.Sprint(max(at.EndColumn, at.Column)))
			}
		}
	}
	add("title", clean(title))
	var lines []string
	for _, line := range strings.Split(message, "\n") {
		lines = append(lines, clean(line))
	}
	fmt.Fprintf(&g.commands[min(max(s, finding.Note), finding.Error)], "::%s %s::%s\n", kind, strings.Join(properties, ","), commandData.Replace(strings.Join(lines, "\n")))
}

// What the runner reads back, as its source has it: in messages, and in properties.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
