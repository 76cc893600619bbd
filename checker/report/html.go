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

	"github.com/credlint/credlint/checker/finding"
)

//go:embed html.tmpl
var htmlSource string

// writeHTML writes one self-contained page, without scripts, fonts or network access, for screens, phones and A4 paper. All
// input is escaped. Whatever a colour expresses is also expressed in words.
func writeHTML(w io.Writer, r *finding.Report, o Options) error {
	h := &html{text: plainText(o)}
	labels := map[string]string{"law": h.law, "fix": h.fix, "reading": h.reading, "see": h.see, "why": h.why, "comma": h.comma, "rule": h.text.page.Rule}
	page, err := template.New("report").Funcs(template.FuncMap{
		"in": func(t finding.Text) string { return t.In(h.lang) }, "label": func(name string) string { return labels[name] },
		"quiet": func() bool { return o.Quiet }, "explain": func() bool { return o.Explain },
		"name": practiceName, "at": formatPosition, "path": dottedPath, "severity": h.severitySign, "verdict": h.verdictSign, "status": h.statusSign,
		"questions": openQuestions, "grouped": h.questionGroups, "asks": h.asks, "answers": h.answers, "unchecked": h.uncheckedItems,
		"marked": h.severityLabel, "authority": h.authority, "readings": h.readingsOf, "holds": func(s string) string { return cmp.Or(h.holds[s], s) },
		"group": h.message, "inc": func(i int) int { return i + 1 },
		"matter": func(d finding.Declared) string { return cmp.Or(d.Title.In(h.lang), dottedPath(d.Fact)) },
		"yes": func(yes bool) string {
			if yes {
				return h.yes
			}
			return h.no
		},
		"fact":  func(name, value string) htmlFact { return htmlFact{name, value} },
		"aside": func(f *finding.Finding) htmlFact { label, why := h.setAside(f); return htmlFact{label, why} },
	}).Parse(htmlSource)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, h.page(r)); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

type html struct {
	text
	ids int
}

// The data of the template. Texts are in the language of the page and not yet escaped.
type (
	htmlReport struct {
		*finding.Report
		Lang      string
		L         page // labels
		Heading   string
		Numbers   string
		Facts     []htmlFact
		Chart     []htmlBar
		Charted   []finding.Severity
		Unrelated []htmlSection
		Practices []htmlPractice
		Statuses  []finding.Status
		Resulted  []finding.Severity
	}
	htmlFact     struct{ Name, Value string }
	htmlPractice struct {
		*finding.Judged
		Anchor   string
		Facts    []htmlFact
		Files    []htmlFact // with their digests
		Sections []htmlSection
		Matrix   []htmlMatrix
		Lists    []htmlList
	}
	// htmlList is a list of elements with what was found about each, by severity.
	htmlList struct {
		Title string
		Rows  []htmlRow
	}
	htmlRow struct {
		Name  string
		Cells [len(resulted)][]htmlLink
	}
	htmlLink    struct{ Text, Link string }
	htmlSection struct {
		Title    string
		Count    int
		Findings []htmlFinding
	}
	htmlFinding struct {
		*finding.Finding
		Group    *findingGroup
		Practice *finding.Judged
		Anchor   string
		Places   []string
		Excerpts []htmlExcerpt
	}
	htmlExcerpt struct{ Place, Before, Marked, After string }
	htmlMatrix  struct {
		ID, Title string
		Articles  []htmlArticle
		RestOf    string // the clauses that do not apply
	}
	htmlArticle struct {
		Name    string
		Clauses []htmlClause
	}
	htmlClause struct {
		finding.ClauseVerdict
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
	verdictSigns  = map[finding.Verdict]string{finding.Unlawful: "✗", finding.Contested: "?", finding.Open: "?", finding.NotGoverned: "?", finding.LawfulAsFarAsChecked: "✓", finding.NotJudged: "!"}
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
	return htmlSign{"c-" + string(s), statusSigns[s], cmp.Or(h.status[s], string(s))}
}

func (h *html) verdictSign(v finding.Verdict) htmlSign {
	return htmlSign{"v-" + string(v), verdictSigns[v], cmp.Or(h.verdict[v], string(v))}
}

func (h *html) page(r *finding.Report) htmlReport {
	l := h.text.page
	out := htmlReport{
		Report: r, Lang: map[string]string{"zh": "zh-CN", "en": "en"}[h.lang], L: l, Heading: l.Title, Numbers: h.summary(r),
		Unrelated: h.htmlSections(nil, r.Findings), Chart: h.chart(r), Charted: charted, Statuses: statuses, Resulted: resulted[:],
	}
	var days []string
	for i := range r.Practices {
		p := h.practice(&r.Practices[i])
		p.Anchor = fmt.Sprint("p", i+1)
		out.Practices = append(out.Practices, p)
		days = append(days, p.Day)
	}
	if len(r.Practices) == 1 {
		out.Heading += h.colon + practiceName(&r.Practices[0])
	}
	slices.Sort(days)
	out.Facts = []htmlFact{{l.Day, strings.Join(slices.Compact(days), h.comma)}, {l.Checked, r.Checked}}
	if r.Packs.Digest != "" {
		out.Facts = append(out.Facts, htmlFact{l.Packs, h.instruments(r.Packs.Instruments) + " · " + r.Packs.Digest})
	}
	out.Facts = append(out.Facts, htmlFact{l.Version, strings.TrimSpace(cmp.Or(r.Tool.Name, "credlint") + " " + r.Tool.Version)})
	return out
}

// id returns a unique id with the prefix kind.
func (h *html) id(kind string) string {
	h.ids++
	return fmt.Sprint(kind, h.ids)
}

func (h *html) practice(p *finding.Judged) htmlPractice {
	l := h.text.page
	out := htmlPractice{
		Judged: p, Sections: h.htmlSections(p, p.Findings),
		Facts: []htmlFact{{l.Agency, p.Agency}, {l.Kind, cmp.Or(p.KindTitle.In(h.lang), p.Kind)}, {l.Place, cmp.Or(p.Place.In(h.lang), p.Jurisdiction)}, {l.Day, p.Day}},
	}
	for _, s := range p.Sources {
		out.Files = append(out.Files, htmlFact{s.File, s.Digest})
	}
	if len(p.Sources) == 0 { // the practice could not be read
		out.Files = []htmlFact{{p.File, "–"}}
	}
	links := map[string]string{} // citation → id of the first finding
	for _, s := range out.Sections {
		for _, f := range s.Findings {
			if citation := cmp.Or(f.Citation, f.Rule); links[citation] == "" {
				links[citation] = f.Anchor
			}
		}
	}
	out.Matrix = h.matrix(p, links)
	for _, row := range elementRows(p) {
		title := row.List.In(h.lang)
		if n := len(out.Lists); n == 0 || out.Lists[n-1].Title != title {
			out.Lists = append(out.Lists, htmlList{Title: title})
		}
		r := htmlRow{Name: row.Name.In(h.lang)}
		for i, cell := range row.cells {
			for _, f := range cell {
				link := links[cmp.Or(f.Citation, f.Rule)]
				r.Cells[i] = append(r.Cells[i], htmlLink{h.ruleName(&f), link})
			}
		}
		last := &out.Lists[len(out.Lists)-1]
		last.Rows = append(last.Rows, r)
	}
	return out
}

func (h *html) htmlSections(p *finding.Judged, fs []finding.Finding) []htmlSection {
	var out []htmlSection
	for _, s := range h.sections(p, fs) {
		section := htmlSection{Title: s.title, Count: s.count}
		for _, g := range s.groups {
			section.Findings = append(section.Findings, h.htmlFinding(p, g))
		}
		out = append(out, section)
	}
	return out
}

// shownExcerpts is the number of places of one group that are shown with their source lines.
const shownExcerpts = 3

func (h *html) htmlFinding(p *finding.Judged, g findingGroup) htmlFinding {
	out := htmlFinding{Finding: &g.Finding, Group: &g, Practice: p, Anchor: h.id("f")}
	for i, same := range g.all {
		if i < shownExcerpts && same.Snippet != "" && same.At.Cell == "" && same.At.Column > 0 {
			e := excerpt(same)
			e.Place = h.place(p, &g, &same)
			out.Excerpts = append(out.Excerpts, e)
			continue
		}
		out.Places = append(out.Places, h.place(p, &g, &same))
	}
	return out
}

// excerpt returns the source line of a finding around its place.
func excerpt(f finding.Finding) htmlExcerpt {
	const around, within = 40, 120 // characters
	line, skipped := window(f.Snippet, f.At.Column, 2*within)
	from := min(f.At.Column-1-skipped, len(line))
	to := len(line) // the range of several lines ends with the first line
	if f.At.EndLine <= f.At.Line {
		to = min(max(f.At.EndColumn-1-skipped, from), len(line))
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
	e.Before, e.Marked, e.After = finding.Sanitize(e.Before), finding.Sanitize(e.Marked), finding.Sanitize(e.After)
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
			out, rest = append(out, htmlMatrix{ID: h.id("m"), Title: titleWithID(titles[in], in)}), nil
			instrument, article = in, ""
		}
		m := &out[len(out)-1]
		if c.Status == finding.NotApplicable {
			rest = append(rest, h.clauseName(number))
			m.RestOf = strings.Join(rest, h.comma)
			continue
		}
		a, _, _ := strings.Cut(number, ".")
		if len(m.Articles) == 0 || a != article {
			m.Articles = append(m.Articles, htmlArticle{Name: finding.Lawyers(a).In(h.lang)})
			article = a
		}
		clause := htmlClause{ClauseVerdict: c, Number: h.clauseName(number), Link: links[c.Citation]}
		if h.lang == "zh" { // beside the name of the article
			clause.Number = cmp.Or(strings.TrimPrefix(clause.Number, finding.Lawyers(a).ZH), "全条")
		}
		if clause.Link == "" { // otherwise the linked finding has the readings
			clause.Notes = h.underReadings(c)
		}
		if why := c.Why.In(h.lang); why != "" {
			clause.Notes = append(clause.Notes, why)
		}
		if c.NotProved {
			clause.Notes = append(clause.Notes, h.notProved(1))
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
		bar := htmlBar{Name: x.name}
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
