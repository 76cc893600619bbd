package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/finding"
)

// GitHub rejects a job summary larger than 1 MiB.
const (
	markdownBudget = 900_000 // bytes
	shownRows      = 500     // practices in the table of verdicts
	shownFindings  = 100     // in one section
	shownPlaces    = 20      // of one group
)

// writeMarkdown writes a summary for the page of a CI job: the verdicts, then the findings, questions and unchecked items
// of each practice. It stops before the size limit of job summaries and says how many practices are left out.
func writeMarkdown(w io.Writer, r *finding.Report, o Options) error {
	m := &markdown{text: plainText(o)}
	m.line("## %s\n\n%s", m.page.Title, m.md(m.summary(r)))
	if len(r.Narrowed) > 0 {
		m.line("")
		for _, n := range r.Narrowed {
			m.line("> - %s", m.md(m.narrowed(n.In(m.lang))))
		}
	}
	m.verdicts(r)
	if len(r.Findings) > 0 {
		m.line("\n### %s", m.page.Unrelated)
		m.sections(nil, r.Findings)
	}
	for i := range r.Practices {
		if m.b.Len() > markdownBudget {
			m.line("\n%s", m.page.MoreIn(len(r.Practices)-i))
			break
		}
		m.practice(&r.Practices[i])
	}
	m.line("\n%s", m.md(m.page.NoAdvice))
	if r.Packs.Digest != "" {
		m.line("\n%s", m.md(m.judgedBy(r.Packs.Instruments, r.Packs.Digest)))
	}
	_, err := w.Write(m.b.Bytes())
	return err
}

type markdown struct {
	text
	b bytes.Buffer
}

func (m *markdown) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *markdown) verdicts(r *finding.Report) {
	if len(r.Practices) == 0 {
		return
	}
	m.line("\n| %s | %s | %s | %s | %s |\n| --- | --- | --- | --- | --- |", m.page.Verdict, m.page.Practice, m.page.Kind, m.page.Place, m.page.Day)
	for i, p := range r.Practices {
		if i == shownRows {
			m.line("\n%s", m.page.MoreIn(len(r.Practices)-i))
			break
		}
		m.line("| **%s** | %s | %s | %s | %s |", cmp.Or(m.words.verdict[p.Verdict], m.md(string(p.Verdict))), m.md(practiceName(&p)),
			m.md(cmp.Or(p.KindTitle.In(m.lang), p.Kind)), m.md(cmp.Or(p.Place.In(m.lang), p.Jurisdiction)), m.md(p.Day))
	}
}

// practice writes the section of a practice, or nothing if the section would be empty.
func (m *markdown) practice(p *finding.Judged) {
	before := m.b.Len()
	m.line("\n### %s", m.md(practiceName(p)+m.colon+cmp.Or(m.words.verdict[p.Verdict], string(p.Verdict))))
	m.line("\n%s", code(p.File))
	start := m.b.Len()
	m.sections(p, p.Findings)
	m.elements(p)
	if questions := openQuestions(p); len(questions) > 0 {
		m.line("\n#### %s\n", m.page.Questions)
		for i, q := range questions {
			if i == shownFindings {
				m.line("- %s", m.page.More(len(questions)-i))
				break
			}
			m.line("- %s %s", m.md(m.asks(q)), code(dottedPath(q.Fact)))
			if answers := m.answers(q); answers != "" {
				m.line("  - %s", m.md(answers))
			}
		}
	}
	if !m.o.Quiet {
		m.rest(p)
	}
	if m.b.Len() == start {
		m.b.Truncate(before)
	}
}

// rest writes the declarations and the unchecked items. A repeated list of unchecked items becomes a reference.
func (m *markdown) rest(p *finding.Judged) {
	if kept := m.keptItems(p); len(kept) > 0 {
		m.line("\n#### %s\n", m.page.Kept)
		for _, item := range kept {
			m.line("- %s", m.md(item))
		}
	}
	if len(p.Declared) > 0 {
		m.line("\n#### %s\n", m.page.Declared)
		for _, d := range p.Declared {
			m.line("- %s %s", m.md(m.declaredText(d)), code(formatPosition(d.At)))
		}
	}
	items := m.uncheckedItems(p)
	if len(items) == 0 {
		return
	}
	list := strings.Join(items, "\n")
	if other, ok := m.notCheckedShown[list]; ok {
		m.line("\n%s", m.md(m.sameAsAbove(other)))
		return
	}
	m.notCheckedShown[list] = cmp.Or(p.ID, p.File)
	m.line("\n<details><summary>%s</summary>\n", m.page.Unchecked)
	for _, item := range items {
		m.line("- %s", m.md(item))
	}
	m.line("\n</details>")
}

// elements writes a table of the elements with what was found about each.
func (m *markdown) elements(p *finding.Judged) {
	list := ""
	for i, row := range elementRows(p) {
		if i == shownRows {
			m.line("\n%s", m.page.More(len(p.Elements)-i))
			break
		}
		if title := row.List.In(m.lang); title != list {
			list = title
			m.line("\n#### %s\n\n| %s | %s | %s | %s |\n| --- | --- | --- | --- |", m.md(m.page.Items+m.colon+title), m.page.Item,
				m.severity[resulted[0]], m.severity[resulted[1]], m.severity[resulted[2]])
		}
		line := "| " + m.md(row.Name.In(m.lang)) + " |"
		for _, cell := range row.cells {
			var names []string
			for _, f := range cell {
				names = append(names, m.md(m.ruleName(&f)))
			}
			line += " " + cmp.Or(strings.Join(names, m.semicolon), "–") + " |"
		}
		m.line("%s", line)
	}
}

func (m *markdown) sections(p *finding.Judged, fs []finding.Finding) {
	for _, s := range m.text.sections(p, fs) {
		m.line("\n#### %s (%d)\n", s.title, s.count)
		for i, f := range s.groups {
			if i == shownFindings {
				m.line("- %s", m.page.More(len(s.groups)-i))
				break
			}
			m.group(p, f)
		}
	}
}

func (m *markdown) group(p *finding.Judged, f findingGroup) {
	var places []string
	for i, same := range f.all {
		if i == shownPlaces {
			places = append(places, m.page.More(len(f.all)-i))
			break
		}
		place := code(formatPosition(same.At))
		if name := m.elementName(p, same.At); name != "" && len(f.all) > 1 {
			place = m.md(name) + " " + place
		}
		if same.Message != f.Message {
			place += m.md(m.colon + same.Message.In(m.lang))
		}
		places = append(places, place)
	}
	m.line("- **%s** %s %s", m.severityLabel(&f.Finding), m.md(m.message(&f)), strings.Join(places, m.semicolon))
	if law := m.authority(&f.Finding); law != "" {
		m.line("  - %s%s%s %s", m.law, m.colon, m.md(law), code(f.Citation))
	} else {
		m.line("  - %s", code(cmp.Or(f.Citation, f.Rule)))
	}
	for _, line := range [][2]string{{m.reading, m.readings(&f.Finding, p)}, {m.fix, f.Hint.In(m.lang)}} {
		if line[1] != "" {
			m.line("  - %s%s%s", line[0], m.colon, m.md(line[1]))
		}
	}
	if _, why := m.setAside(&f.Finding); why != "" {
		m.line("  - %s", m.md(why))
	}
	for _, at := range f.Related {
		m.line("  - %s%s%s", m.see, m.colon, code(formatPosition(at)))
	}
}

// markdownSigns matches characters with a meaning in GitHub's Markdown, and the starts of URLs; markdownStart matches list
// markers at the start of a line. Both are compiled lazily, because most runs write no Markdown.
var (
	markdownSigns = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~!&$@]|:(?://)|\\bwww\\b")
	})
	markdownStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([-+=]|[0-9]+[.)])`) })
)

// md escapes untrusted text for a line of Markdown.
func (m *markdown) md(s string) string {
	s = markdownSigns().ReplaceAllStringFunc(strings.TrimSpace(s), func(sign string) string {
		if sign == "www" {
			return "ww&#119;" // GitHub links www.… even where the dots are escaped
		}
		return `\` + sign
	})
	return markdownStart().ReplaceAllStringFunc(s, func(start string) string {
		return start[:len(start)-1] + `\` + start[len(start)-1:]
	})
}

// code formats a path, position or citation as inline code; as plain text cn/x#1 would link to an issue.
func code(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if strings.ContainsAny(s, "`|") {
		return (&markdown{}).md(s)
	}
	return "`" + s + "`"
}
