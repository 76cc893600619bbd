package report

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/finding"
)

//go:embed html.tmpl
var htmlSource string

// htmlPage is parsed lazily, because most runs write no HTML.
var htmlPage = sync.OnceValue(func() *template.Template { return template.Must(template.New("report").Parse(htmlSource)) })

// writeHTML writes one self-contained page, without scripts, fonts or network access, for screens, phones and A4 paper. All
// input is escaped. Whatever a colour expresses is also expressed in words.
func writeHTML(w io.Writer, r *finding.Report, o Options) error {
	h := &html{text: plainText(o)}
	var b bytes.Buffer
	if err := htmlPage().Execute(&b, h.page(r)); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

type html struct {
	text
	ids int
}

// The data of the template. Texts are in the language of the page, sanitized and not yet escaped.
type (
	htmlReport struct {
		Lang      string
		L         page // labels
		Heading   string
		Numbers   string
		Facts     []htmlFact
		Narrowed  []string
		Chart     []htmlBar
		ChartHead []htmlSign
		Unrelated []htmlSection
		Practices []htmlPractice
		Signs     []htmlSign
	}
	htmlFact struct {
		Name, Value string
		Values      []string // set instead of Value if there are several
	}
	htmlPractice struct {
		ID, Title string
		Verdict   htmlSign
		Facts     []htmlFact
		Kind      string
		Place     string
		Day       string
		Clean     bool // nothing to change, review or answer
		Sections  []htmlSection
		Questions []htmlQuestion
		Matrix    []htmlMatrix
		Declared  []htmlDeclared
		Unchecked []string
	}
	htmlSection struct {
		Title    string
		Count    int
		Findings []htmlFinding
	}
	htmlFinding struct {
		ID         string
		Severity   htmlSign
		Message    string
		Facts      []htmlFact
		Law        string
		Citation   string
		Places     []string
		Excerpts   []htmlExcerpt
		Conditions []htmlCondition
		Aside      string
		Labels     htmlLabels
	}
	htmlLabels    struct{ Law, Why, Aside string }
	htmlExcerpt   struct{ Place, Before, Marked, After string }
	htmlCondition struct{ Holds, Rule, Facts string }
	htmlQuestion  struct{ Ask, Fact, Answers, Place string }
	htmlDeclared  struct{ What, Place string }
	htmlMatrix    struct {
		ID, Title string
		Articles  []htmlArticle
		Rest      htmlSign // not applicable
		RestOf    string
	}
	htmlArticle struct {
		Name    string
		Clauses []htmlClause
	}
	htmlClause struct {
		htmlSign
		Number, Link string
		Notes        []string
	}
	// htmlSign is a status, verdict or severity: a CSS class for the colour, a symbol for readers without colour, and the word.
	htmlSign struct{ Class, Sign, Word string }
	htmlBar  struct {
		Name  string
		Parts []htmlPart
	}
	// htmlPart is a segment of a bar, in percent of the longest bar.
	htmlPart struct {
		Class    string
		Count    int
		From, To string
	}
)

var (
	verdictSigns  = map[finding.Verdict]string{finding.Unlawful: "✗", finding.Contested: "?", finding.Open: "?", finding.LawfulAsFarAsChecked: "✓", finding.NotJudged: "!"}
	severitySigns = map[finding.Severity]string{finding.Error: "✗", finding.Review: "?", finding.Warning: "△", finding.Note: "i"}
	statusSigns   = map[finding.Status]string{
		finding.Breached: "✗", finding.Undetermined: "?", finding.Exempt: "○", finding.Met: "✓", finding.NotApplicable: "–",
		finding.ByHand: "□", finding.Skipped: "»", finding.Failed: "!",
	}
	// In the order of relevance to readers.
	statuses = []finding.Status{finding.Breached, finding.Undetermined, finding.Met, finding.Exempt, finding.NotApplicable, finding.ByHand, finding.Skipped, finding.Failed}
)

func (h *html) severitySign(s finding.Severity) htmlSign {
	return htmlSign{"s-" + s.String(), severitySigns[s], h.severity[s]}
}

func (h *html) statusSign(s finding.Status) htmlSign {
	return htmlSign{"c-" + string(s), statusSigns[s], cmp.Or(h.status[s], Sanitize(string(s)))}
}

func (h *html) page(r *finding.Report) htmlReport {
	out := htmlReport{
		Lang: map[string]string{"zh": "zh-CN", "en": "en"}[h.lang], L: h.text.page, Heading: h.text.page.Title, Numbers: h.summary(r),
		Unrelated: h.htmlSections(nil, r.Findings), Chart: h.chart(r),
	}
	var days []string
	for i := range r.Practices {
		p := h.practice(&r.Practices[i])
		p.ID = fmt.Sprint("p", i+1)
		out.Practices = append(out.Practices, p)
		days = append(days, r.Practices[i].Day)
	}
	if len(r.Practices) == 1 {
		out.Heading += h.colon + out.Practices[0].Title
	}
	slices.Sort(days)
	facts := []htmlFact{{Name: h.text.page.Day, Value: strings.Join(slices.Compact(days), h.comma)}}
	if r.Packs.Digest != "" {
		facts = append(facts, htmlFact{Name: h.text.page.Packs, Value: h.instruments(r.Packs.Instruments) + " · " + r.Packs.Digest})
	}
	facts = append(facts, htmlFact{Name: h.text.page.Version, Value: strings.TrimSpace(cmp.Or(r.Tool.Name, "credlint") + " " + r.Tool.Version)})
	out.Facts = nonEmpty(facts)
	for _, n := range r.Narrowed {
		out.Narrowed = append(out.Narrowed, Sanitize(n.In(h.lang)))
	}
	for _, s := range statuses {
		out.Signs = append(out.Signs, h.statusSign(s))
	}
	for _, s := range charted {
		out.ChartHead = append(out.ChartHead, h.severitySign(s))
	}
	return out
}

// id returns a unique id with the prefix kind.
func (h *html) id(kind string) string {
	h.ids++
	return fmt.Sprint(kind, h.ids)
}

// nonEmpty returns the facts with a value, sanitized.
func nonEmpty(facts []htmlFact) []htmlFact {
	var out []htmlFact
	for _, f := range facts {
		f.Value = Sanitize(f.Value)
		if len(f.Values) == 1 {
			f.Value, f.Values = f.Values[0], nil
		}
		if f.Value != "" || f.Values != nil {
			out = append(out, f)
		}
	}
	return out
}

func (h *html) practice(p *finding.Judged) htmlPractice {
	out := htmlPractice{
		Title:   Sanitize(strings.TrimSpace(cmp.Or(p.ID, p.File) + " " + p.Title)),
		Verdict: htmlSign{"v-" + string(p.Verdict), verdictSigns[p.Verdict], cmp.Or(h.verdict[p.Verdict], Sanitize(string(p.Verdict)))},
		Kind:    Sanitize(cmp.Or(p.KindTitle.In(h.lang), p.Kind)), Place: Sanitize(cmp.Or(p.Place.In(h.lang), p.Jurisdiction)), Day: Sanitize(p.Day),
		Sections: h.htmlSections(p, p.Findings),
	}
	l := h.text.page
	out.Facts = nonEmpty([]htmlFact{{Name: l.Kind, Value: out.Kind}, {Name: l.Place, Value: out.Place}, {Name: l.Day, Value: out.Day}, {Name: l.File, Value: p.File}})
	for _, q := range openQuestions(p) {
		out.Questions = append(out.Questions, htmlQuestion{Sanitize(h.asks(q)), Sanitize(dottedPath(q.Fact)), Sanitize(h.answers(q)), formatPosition(q.At)})
	}
	out.Clean = p.Verdict == finding.LawfulAsFarAsChecked && len(out.Questions) == 0
	links := map[string]string{} // citation → id of the first finding
	for _, s := range out.Sections {
		for _, f := range s.Findings {
			if links[f.Citation] == "" {
				links[f.Citation] = f.ID
			}
		}
	}
	out.Matrix = h.matrix(p, links)
	if h.o.Quiet {
		return out
	}
	for _, d := range p.Declared {
		out.Declared = append(out.Declared, htmlDeclared{Sanitize(cmp.Or(d.Title.In(h.lang), dottedPath(d.Fact)) + h.declaration(d.Value, d.Reason)), formatPosition(d.At)})
	}
	for _, item := range h.uncheckedItems(p) {
		out.Unchecked = append(out.Unchecked, Sanitize(item))
	}
	return out
}

func (h *html) htmlSections(p *finding.Judged, fs []finding.Finding) []htmlSection {
	var out []htmlSection
	for _, s := range h.sections(p, fs) {
		section := htmlSection{Title: s.title, Count: s.count}
		for _, f := range s.groups {
			section.Findings = append(section.Findings, h.htmlFinding(p, f))
		}
		out = append(out, section)
	}
	return out
}

// shownExcerpts is the number of places of one group that are shown with their source lines.
const shownExcerpts = 3

func (h *html) htmlFinding(p *finding.Judged, f findingGroup) htmlFinding {
	out := htmlFinding{
		ID: h.id("f"), Severity: h.severitySign(f.Severity), Message: Sanitize(f.Message.In(h.lang)),
		Law: Sanitize(h.authority(f.Finding)), Citation: Sanitize(cmp.Or(f.Citation, f.Rule)), Labels: htmlLabels{Law: h.law, Why: h.why},
	}
	if f.Citation == "" {
		out.Labels.Law = h.text.page.Rule
	}
	out.Severity.Word = h.severityLabel(&f.Finding)
	out.Labels.Aside, out.Aside = h.setAside(&f.Finding)
	out.Aside = Sanitize(out.Aside)
	var related []string
	for _, at := range f.Related {
		related = append(related, formatPosition(at))
	}
	out.Facts = nonEmpty([]htmlFact{{Name: h.fix, Value: f.Hint.In(h.lang)}, {Name: h.reading, Values: sanitizeAll(h.readingsOf(f.Finding, p))}, {Name: h.see, Value: strings.Join(related, h.comma)}})
	for i, same := range f.all {
		if i < shownExcerpts && same.Snippet != "" && same.At.Cell == "" && same.At.Column > 0 {
			out.Excerpts = append(out.Excerpts, excerpt(same))
			continue
		}
		out.Places = append(out.Places, formatPosition(same.At))
	}
	if h.o.Explain {
		for _, c := range f.Conditions {
			var facts []string
			for _, v := range c.Facts {
				facts = append(facts, fmt.Sprintf("%s = %s", dottedPath(v.Pointer), cmp.Or(v.Value, "?")))
			}
			out.Conditions = append(out.Conditions, htmlCondition{cmp.Or(h.holds[c.Holds], Sanitize(c.Holds)), Sanitize(c.Rule), Sanitize(strings.Join(facts, h.comma))})
		}
	}
	return out
}

// sanitizeAll sanitizes every text.
func sanitizeAll(texts []string) []string {
	var out []string
	for _, s := range texts {
		out = append(out, Sanitize(s))
	}
	return out
}

// excerpt returns the source line of a finding around its place.
func excerpt(f finding.Finding) htmlExcerpt {
	const around, within = 40, 120 // characters
	line := []rune(f.Snippet)
	from := min(f.At.Column-1, len(line))
	to := len(line) // the range of several lines ends with the first line
	if f.At.EndLine <= f.At.Line {
		to = min(max(f.At.EndColumn-1, from), len(line))
	}
	e := htmlExcerpt{Place: formatPosition(f.At)}
	start, end := max(from-around, 0), min(to, from+within)
	e.Before, e.Marked = string(line[start:from]), string(line[from:end])
	if start > 0 {
		e.Before = "…" + e.Before
	} else {
		e.Before = strings.TrimLeft(e.Before, " \t")
	}
	if end < to {
		e.Marked += "…"
	} else {
		stop := min(end+around, len(line))
		e.After = string(line[end:stop])
		if stop < len(line) {
			e.After += "…"
		}
	}
	e.Before, e.Marked, e.After = Sanitize(e.Before), Sanitize(e.Marked), Sanitize(e.After)
	return e
}

// matrix lists every clause by instrument and article. Clauses that do not apply share one row of their instrument.
func (h *html) matrix(p *finding.Judged, links map[string]string) []htmlMatrix {
	titles := h.instrumentTitles(p)
	var out []htmlMatrix
	var rest []string
	instrument, article := "", ""
	for _, c := range p.Clauses {
		in, number := finding.SplitCitation(c.Citation)
		if len(out) == 0 || in != instrument {
			out, rest = append(out, htmlMatrix{ID: h.id("m"), Title: Sanitize(titleWithID(titles[in], in)), Rest: h.statusSign(finding.NotApplicable)}), nil
			instrument, article = in, ""
		}
		m := &out[len(out)-1]
		if c.Status == finding.NotApplicable {
			rest = append(rest, Sanitize(number))
			m.RestOf = strings.Join(rest, h.comma)
			continue
		}
		a, _, _ := strings.Cut(number, ".")
		if len(m.Articles) == 0 || a != article {
			m.Articles = append(m.Articles, htmlArticle{Name: h.text.page.ArticleName(Sanitize(a))})
			article = a
		}
		clause := htmlClause{htmlSign: h.statusSign(c.Status), Number: Sanitize(number), Link: links[c.Citation]}
		if clause.Link == "" { // otherwise the linked finding has the readings
			clause.Notes = sanitizeAll(h.underReadings(c))
		}
		if why := c.Why.In(h.lang); why != "" {
			clause.Notes = append(clause.Notes, Sanitize(why))
		}
		if c.NotProved {
			clause.Notes = append(clause.Notes, Sanitize(h.notProved(1)))
		}
		last := &m.Articles[len(m.Articles)-1]
		last.Clauses = append(last.Clauses, clause)
	}
	return out
}

// charted are the severities in the chart.
var charted = []finding.Severity{finding.Error, finding.Review, finding.Warning}

// chart counts the findings that are not set aside by instrument, in descending order.
func (h *html) chart(r *finding.Report) []htmlBar {
	type row struct {
		id, name string
		count    [finding.Error + 1]int
		total    int
	}
	titles := map[string]string{}
	for i := range r.Practices {
		maps.Copy(titles, h.instrumentTitles(&r.Practices[i]))
	}
	byID := map[string]*row{}
	var rows []*row
	for _, f := range r.All() {
		if f.SetAside() || f.Severity < finding.Warning || f.Severity > finding.Error {
			continue
		}
		id, _ := finding.SplitCitation(f.Citation)
		x := byID[id]
		if x == nil {
			x = &row{id: id, name: cmp.Or(titles[id], id, h.text.page.Own)}
			byID[id] = x
			rows = append(rows, x)
		}
		x.count[f.Severity]++
		x.total++
	}
	slices.SortFunc(rows, func(a, b *row) int { return cmp.Or(cmp.Compare(b.total, a.total), cmp.Compare(a.id, b.id)) })
	var out []htmlBar
	for _, x := range rows {
		bar := htmlBar{Name: Sanitize(x.name)}
		offset := 0
		percent := func(n int) string { return fmt.Sprintf("%.2f%%", 100*float64(n)/float64(rows[0].total)) }
		for _, s := range charted {
			bar.Parts = append(bar.Parts, htmlPart{s.String(), x.count[s], percent(offset), percent(x.count[s])})
			offset += x.count[s]
		}
		out = append(out, bar)
	}
	return out
}
