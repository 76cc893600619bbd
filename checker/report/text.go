package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Widths in columns. Lists and details are wrapped at textWidth, or at the width of a narrower terminal.
const (
	textWidth   = 110
	leastWidth  = 40
	labelWidth  = 6
	detail      = "   " // indentation of labels
	continued   = detail + "      "
	gutter      = 5 // digits of a line number
	shownAsked  = 5
	digestShown = len("sha256:") + 12
)

// Parameters of ANSI SGR sequences.
const (
	bold    = "1"
	dim     = "2"
	red     = "1;31"
	green   = "32"
	yellow  = "33"
	magenta = "35"
	cyan    = "36"
)

var severityColours = map[finding.Severity]string{finding.Error: red, finding.Review: yellow, finding.Warning: magenta, finding.Note: cyan}

// text formats one report as plain text.
type text struct {
	words
	o         Options
	bodyWidth int // of details and lists, in columns
	headWidth int // of first lines; 0: unlimited
	// notCheckedShown maps a list of unchecked items to the practice that it was shown for.
	notCheckedShown map[string]string
}

// plainText returns a formatter without colour, for texts within another format.
func plainText(o Options) text {
	o.Color, o.Width = false, 0
	return text{words: wordsIn(o.Lang), o: o, bodyWidth: textWidth, notCheckedShown: map[string]string{}}
}

// writeText writes for each practice the verdict, the findings in the order of their places, the questions, the declarations
// of the agency and the unchecked items.
func writeText(w io.Writer, r *finding.Report, o Options) error {
	t := plainText(o)
	t.o = o
	if o.Width > 0 {
		t.bodyWidth = min(max(o.Width, leastWidth), textWidth)
		t.headWidth = max(o.Width, leastWidth)
	}

	var sections []string
	for i := range r.Findings {
		sections = append(sections, t.finding(&findingGroup{r.Findings[i], r.Findings[i : i+1]}, nil))
	}
	for i := range r.Practices {
		if s := t.practice(&r.Practices[i]); s != "" {
			sections = append(sections, s)
		}
	}

	var b bytes.Buffer
	for i, s := range sections {
		// Consecutive practices of one line form a list without blank lines.
		if i > 0 && (strings.Contains(s, "\n") || strings.Contains(sections[i-1], "\n")) {
			b.WriteByte('\n')
		}
		b.WriteString(s)
		b.WriteByte('\n')
	}
	if len(sections) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(t.footer(r) + "\n")
	_, err := w.Write(b.Bytes())
	return err
}

// practice formats the section of one practice. With Quiet, a lawful practice without details gives "".
func (t *text) practice(p *finding.Judged) string {
	var details []string
	var shown []finding.Finding
	groups := map[string]*findingGroup{} // by key
	for _, f := range p.Findings {
		if t.o.Quiet && (f.Severity == finding.Note || f.SetAside()) || f.Status == finding.ByHand || t.coveredByQuestion(p, &f) {
			continue // by-hand clauses are in the list of unchecked items
		}
		shown = append(shown, f)
		g := groups[groupKey(&f)]
		if g == nil {
			g = &findingGroup{Finding: f}
			groups[groupKey(&f)] = g
		}
		g.all = append(g.all, f)
	}
	for _, f := range shown {
		switch g := groups[groupKey(&f)]; {
		case len(g.all) < grouped:
			details = append(details, t.finding(&findingGroup{f, []finding.Finding{f}}, p))
		case f.At == g.At:
			details = append(details, t.finding(g, p))
		}
	}
	questions := openQuestions(p)
	now := questions[:min(shownAsked, len(questions))] // they stand in the order in which they are to be answered
	for _, q := range now {
		details = append(details, t.question(q))
	}
	if n := len(questions) - len(now); n > 0 {
		undetermined := 0
		for _, c := range p.Clauses {
			if c.Status == finding.Undetermined {
				undetermined++
			}
		}
		details = append(details, detail+t.paint(dim, t.moreAsked(n, undetermined)))
	}
	if t.o.Quiet {
		if len(details) == 0 && p.Verdict == finding.LawfulAsFarAsChecked {
			return ""
		}
	} else {
		if s := t.list(t.kept, t.keptItems(p)); s != "" {
			details = append(details, s)
		}
		if s := t.declarations(p); s != "" {
			details = append(details, s)
		}
		if s := t.unchecked(p); s != "" {
			details = append(details, s)
		}
	}
	return strings.Join(append([]string{t.verdictLine(p)}, details...), "\n\n")
}

// coveredByQuestion reports whether a question of the practice is shown instead of a finding. Findings that are set aside
// are always shown, and with Explain all findings are.
func (t *text) coveredByQuestion(p *finding.Judged, f *finding.Finding) bool {
	if p == nil || t.o.Explain || f.Status != finding.Undetermined || f.SetAside() {
		return false
	}
	return slices.ContainsFunc(p.Questions, func(q finding.Question) bool { return slices.Contains(q.Clauses, f.Citation) })
}

// questionGroup has the open questions of one group, with its name.
type questionGroup struct {
	id, Title string
	Questions []finding.Question
}

// questionGroups returns the open questions by group, those of each in their order, without the groups that have none.
func (t *words) questionGroups(p *finding.Judged) (out []questionGroup) {
	all := openQuestions(p)
	for i, g := range t.page.Groups {
		for _, q := range all {
			at := slices.IndexFunc(t.page.Groups, func(g questionGroup) bool { return g.id == q.Group })
			if max(at, 0) == i { // one of no known group is asked too
				g.Questions = append(g.Questions, q)
			}
		}
		if len(g.Questions) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// openQuestions returns the questions that still need an answer. A question is dropped if the undetermined findings of all
// its clauses are set aside.
func openQuestions(p *finding.Judged) []finding.Question {
	aside := map[string]bool{} // citation → all undetermined findings are set aside
	for i := range p.Findings {
		if f := &p.Findings[i]; f.Status == finding.Undetermined {
			others, seen := aside[f.Citation]
			aside[f.Citation] = f.SetAside() && (others || !seen)
		}
	}
	var out []finding.Question
	for _, q := range p.Questions {
		if len(q.Clauses) == 0 || slices.ContainsFunc(q.Clauses, func(citation string) bool { return !aside[citation] }) {
			out = append(out, q)
		}
	}
	return out
}

func (t *text) verdictLine(p *finding.Judged) string {
	colour := map[finding.Verdict]string{
		finding.Unlawful: red, finding.Contested: yellow, finding.Open: yellow, finding.NotGoverned: yellow, finding.LawfulAsFarAsChecked: green,
	}[p.Verdict]
	parts := []string{t.paint(cmp.Or(colour, magenta), cmp.Or(t.verdict[p.Verdict], string(p.Verdict)))}
	for _, s := range []string{
		strings.TrimSpace(p.ID + " " + p.Title),
		cmp.Or(p.KindTitle.In(t.lang), p.Kind),
		cmp.Or(p.Place.In(t.lang), p.Jurisdiction),
		p.Day,
	} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return t.paint(bold, p.File) + ": " + strings.Join(parts, " · ")
}

// block builds the text of one finding or question: a first line, labelled details and a citation.
type block struct {
	t         *text
	lines     []string
	lastWidth int // of the last line, in columns
}

// heading adds the first line, which begins with the place.
func (l *block) heading(at finding.Position, severity finding.Severity, word, message string) {
	t := l.t
	where := formatPosition(at)
	broken := Wrap(message, Width(where+": "+word+": "), t.headWidth)
	broken[0] = strings.TrimRight(t.paint(bold, where)+": "+t.paint(severityColours[severity], word)+": "+broken[0], " ")
	l.lines = append(l.lines, strings.Join(broken, "\n"+detail))
}

// add adds a labelled detail unless s is empty.
func (l *block) add(label, s string) {
	if s != "" {
		l.addIndented(label, "", s)
	}
}

// addIndented adds a labelled detail with further indentation. Colours are applied after wrapping, because they have no width.
func (l *block) addIndented(label, indent, s string) {
	t := l.t
	indent = continued + indent
	broken := Wrap(s, 0, t.bodyWidth-len(indent))
	l.lastWidth = len(indent) + Width(broken[len(broken)-1])
	l.lines = append(l.lines, detail+t.paint(cyan, Pad(label, labelWidth))+indent[len(continued):]+strings.Join(broken, "\n"+indent))
}

// cite adds the citation at the right edge, on the last line if there is room for it.
func (l *block) cite(citation string) {
	if citation == "" {
		return
	}
	t := l.t
	s := "[" + citation + "]"
	room := t.bodyWidth - Width(s)
	if l.lastWidth == 0 || l.lastWidth+2 > room {
		l.lines = append(l.lines, "")
		l.lastWidth = 0
	}
	l.lines[len(l.lines)-1] += strings.Repeat(" ", max(room-l.lastWidth, 0)) + t.paint(dim, s)
}

func (l *block) String() string { return strings.Join(l.lines, "\n") }

// grouped is the least number of findings that are shown as one.
const grouped = 3

// finding formats the findings of a group as one. p is nil for a finding without a practice.
func (t *text) finding(g *findingGroup, p *finding.Judged) string {
	f := &g.Finding
	l := &block{t: t}
	l.heading(f.At, f.Severity, t.severityLabel(f), t.message(g))
	if f.Snippet != "" && f.At.Cell == "" && f.At.Line > 0 && f.At.Column > 0 {
		end := f.At.EndColumn
		if f.At.EndLine > f.At.Line { // a range of several lines: mark the rest of the first
			end = math.MaxInt
		}
		line := fmt.Sprintf("%*d | ", gutter, f.At.Line)
		shown, marks := underline(f.Snippet, f.At.Column, end, t.bodyWidth-len(line))
		l.lines = append(l.lines,
			line+shown,
			fmt.Sprintf("%*s", len(line), "| ")+t.paint(severityColours[f.Severity], marks))
	}
	if law := t.authority(f); law != "" {
		l.add(t.law, law)
	}
	l.add(t.reading, t.readings(f, p))
	l.add(t.setAside(f))
	for _, at := range f.Related {
		l.add(t.see, formatPosition(at))
	}
	if t.o.Explain {
		l.conditions(f.Conditions)
	}
	l.add(t.fix, f.Hint.In(t.lang))
	label := t.items
	for i, other := range g.all {
		if len(g.all) == 1 {
			break
		}
		if i == shownPlaces {
			l.add(label, t.page.More(len(g.all)-i))
			break
		}
		l.add(label, t.place(p, g, &other))
		label = ""
	}
	l.cite(cmp.Or(f.Citation, f.Rule))
	return l.String()
}

// authority returns the clause of a finding as lawyers cite it. In English the Chinese name of Chinese law comes first,
// because only the Chinese text is authentic, and users search for its name.
func (t *words) authority(f *finding.Finding) string {
	law := f.Law.In(t.lang)
	if t.lang == "en" && strings.HasPrefix(f.Citation, "cn/") && f.Law.ZH != "" && f.Law.ZH != law {
		law = f.Law.ZH + " · " + law
	}
	if law != "" && f.Since != "" {
		law += t.since(f.Since)
	}
	return law
}

// readings returns the choices under which a finding holds, with the status of the clause under each choice if known.
func (t *words) readings(f *finding.Finding, p *finding.Judged) string {
	return strings.Join(t.readingsOf(f, p), t.semicolon)
}

// readingsOf returns the parts of readings.
func (t *words) readingsOf(f *finding.Finding, p *finding.Judged) []string {
	if len(f.Reading) == 0 {
		return nil
	}
	if p != nil {
		for _, c := range p.Clauses {
			if c.Citation == f.Citation && len(c.Readings) > 0 {
				return t.underReadings(c)
			}
		}
	}
	return []string{t.choices(f.Reading)}
}

// underReadings returns the status of a clause under each choice; it is empty if the choices do not differ.
func (t *words) underReadings(c finding.ClauseVerdict) []string {
	var under []string
	for _, r := range c.Readings {
		under = append(under, t.choices(r.Choices)+t.colon+cmp.Or(t.status[r.Status], string(r.Status)))
	}
	return under
}

func (t *words) choices(rs []finding.Reading) string {
	var s []string
	for _, r := range rs {
		choice := r.Name + "=" + r.Choice
		if title := r.Title.In(t.lang); title != "" {
			choice = title + " (" + choice + ")"
		}
		s = append(s, choice)
	}
	return strings.Join(s, t.comma)
}

// conditions adds the conditions of a rule, one a line. The facts that a condition read follow on the same line if they fit,
// else below.
func (l *block) conditions(cs []finding.Condition) {
	t := l.t
	stateWidth := 0
	for _, s := range t.holds {
		stateWidth = max(stateWidth, Width(s))
	}
	label := t.why
	for _, c := range cs {
		rule := Pad(cmp.Or(t.holds[c.Holds], c.Holds), stateWidth) + "  " + c.Rule
		var facts []string
		for _, v := range c.Facts {
			facts = append(facts, fmt.Sprintf("%s = %s (%s)", dottedPath(v.Pointer), cmp.Or(v.Value, "?"), formatPosition(v.At)))
		}
		oneLine := rule + "   " + strings.Join(facts, t.comma)
		if len(facts) > 0 && len(continued)+Width(oneLine) <= t.bodyWidth {
			l.add(label, oneLine)
		} else {
			l.add(label, rule)
			for _, f := range facts {
				l.addIndented("", "  ", f)
			}
		}
		label = ""
	}
}

// question formats a question: the place of the missing fact, the number of dependent clauses and the lawful answers.
func (t *text) question(q finding.Question) string {
	l := &block{t: t}
	l.heading(q.At, finding.Review, t.severity[finding.Review], t.asks(q))
	fact := dottedPath(q.Fact)
	if answers := t.answers(q); answers != "" {
		fact += "   " + answers
	}
	l.add(t.ask, fact)
	if len(q.Clauses) > 0 {
		citation := q.Clauses[0]
		if len(q.Clauses) > 1 {
			citation += " …"
		}
		l.cite(citation)
	}
	return l.String()
}

// asks returns a question as a sentence with the number of dependent clauses.
func (t *words) asks(q finding.Question) string {
	ask := q.Ask.In(t.lang)
	switch {
	case ask == "":
		ask = t.factNotGiven + dottedPath(q.Fact) + t.semicolon
	case strings.HasSuffix(ask, "？"):
	case strings.HasSuffix(ask, "?"):
		ask += " "
	default:
		ask = t.factNotGiven + ask + t.semicolon
	}
	if q.Settles == 0 {
		return strings.TrimSuffix(ask, t.semicolon)
	}
	ask += t.dependents(q.Settles)
	if q.After != "" {
		ask += t.moot(dottedPath(q.After))
	}
	return ask
}

// answers returns the lawful answers of a question, or "" if none is known.
func (t *words) answers(q finding.Question) string {
	if len(q.LawfulIf) == 0 {
		return ""
	}
	answers := slices.Clone(q.LawfulIf)
	for i := range min(len(answers), len(q.Answers)) {
		answers[i] = cmp.Or(q.Answers[i].In(t.lang), answers[i])
	}
	return t.lawfulIf(strings.Join(answers, t.or))
}

// practiceName returns the id and the title of a practice, or its file if it has no id.
func practiceName(p *finding.Judged) string {
	return strings.TrimSpace(cmp.Or(p.ID, p.File) + " " + p.Title)
}

// declaredText formats a declaration without its place.
func (t *words) declaredText(d finding.Declared) string {
	if d.Stated != (finding.Text{}) {
		return d.Title.In(t.lang) + t.colon + d.Stated.In(t.lang)
	}
	return cmp.Or(d.Title.In(t.lang), dottedPath(d.Fact)) + t.declaration(d.Value, d.Reason)
}

// list formats items under a label, or "" if there are none.
func (t *text) list(label string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	out := []string{detail + t.paint(cyan, label)}
	for _, item := range items {
		out = append(out, t.listItem(item))
	}
	return strings.Join(out, "\n")
}

// declarations lists the judgements that the agency declared.
func (t *text) declarations(p *finding.Judged) string {
	var items []string
	for _, d := range p.Declared {
		items = append(items, t.declaredText(d)+" ("+formatPosition(d.At)+")")
	}
	return t.list(t.declared, items)
}

// listItem formats an item of a list, wrapped with an indentation.
func (t *text) listItem(s string) string {
	const first, next = detail + "- ", detail + "  "
	return first + strings.Join(Wrap(s, 0, t.bodyWidth-len(first)), "\n"+next)
}

// uncheckedItems lists the instruments that apply and were not judged, and the unjudged clauses by instrument.
func (t *text) uncheckedItems(p *finding.Judged) []string {
	var items []string
	for _, n := range p.NotChecked {
		items = append(items, titleWithID(n.Title.In(t.lang), n.Instrument)+t.colon+n.Why.In(t.lang))
	}
	titles := t.instrumentTitles(p)
	for _, g := range t.unjudgedClauses(p) {
		clauses := t.clauses[g.status]
		if g.notProved {
			clauses = t.notProved
		}
		items = append(items, titleWithID(titles[g.instrument], g.instrument)+t.colon+clauses(len(g.clauses))+t.colon+strings.Join(g.clauses, t.comma))
	}
	return items
}

// instrumentTitles returns the titles of the judged instruments by id.
func (t *words) instrumentTitles(p *finding.Judged) map[string]string {
	titles := map[string]string{}
	for _, i := range p.Instruments {
		titles[i.ID] = i.Title.In(t.lang)
	}
	return titles
}

// unchecked formats the list of unchecked items, or a reference to an earlier practice with the same list.
func (t *text) unchecked(p *finding.Judged) string {
	list := t.list(t.notChecked, t.uncheckedItems(p))
	if list == "" {
		return ""
	}
	if other, ok := t.notCheckedShown[list]; ok {
		return detail + t.paint(cyan, t.sameAsAbove(other))
	}
	t.notCheckedShown[list] = strings.TrimSpace(p.ID + " (" + p.File + ")")
	return list
}

func titleWithID(title, id string) string {
	if id == "《"+title+"》" {
		return id // an instrument without an id of its own
	}
	if title == "" || title == id {
		return id
	}
	return title + " [" + id + "]"
}

// unjudgedGroup has the clauses of one instrument that were not judged for the same reason.
type unjudgedGroup struct {
	instrument string
	status     finding.Status
	notProved  bool
	clauses    []string
}

// unjudgedClauses groups the unjudged clauses of a practice, in the order of first clauses.
func (t *words) unjudgedClauses(p *finding.Judged) []unjudgedGroup {
	var groups []unjudgedGroup
	for _, c := range p.Clauses {
		if !isUnjudged(c) && !leavesSentence(c) {
			continue
		}
		instrument, clause := finding.SplitCitation(c.Citation)
		name := t.clauseName(clause)
		if leavesSentence(c) {
			c.Status, name = finding.ByHand, name+t.inPart
		}
		i := slices.IndexFunc(groups, func(g unjudgedGroup) bool {
			return g.instrument == instrument && g.status == c.Status && g.notProved == c.NotProved
		})
		if i < 0 {
			i = len(groups)
			groups = append(groups, unjudgedGroup{instrument: instrument, status: c.Status, notProved: c.NotProved})
		}
		groups[i].clauses = append(groups[i].clauses, name)
	}
	return groups
}

// countUnchecked counts the instruments that apply and were not judged, and the unjudged clauses.
func countUnchecked(p *finding.Judged) (instruments, clauses int) {
	for _, c := range p.Clauses {
		if isUnjudged(c) || leavesSentence(c) {
			clauses++
		}
	}
	return len(p.NotChecked), clauses
}

// leavesSentence reports whether a judged clause has a sentence that is left to a person.
func leavesSentence(c finding.ClauseVerdict) bool {
	return !c.Why.IsZero() && (c.Status == finding.Met || c.Status == finding.Breached || c.Status == finding.Exempt || c.Status == finding.Undetermined)
}

func isUnjudged(c finding.ClauseVerdict) bool {
	return c.NotProved || c.Status == finding.ByHand || c.Status == finding.Skipped || c.Status == finding.Failed
}

// footer lists what narrowed the check, the counts and the law that was used.
func (t *text) footer(r *finding.Report) string {
	var out []string
	for _, n := range r.Narrowed {
		out = append(out, t.wrapped(t.narrowed(n.In(t.lang))))
	}
	out = append(out, t.wrapped(t.summary(r)))

	if t.o.Quiet {
		instruments, clauses := 0, 0
		for _, p := range r.Practices {
			i, c := countUnchecked(&p)
			instruments, clauses = instruments+i, clauses+c
		}
		if instruments+clauses > 0 {
			out = append(out, t.leftOut(instruments, clauses))
		}
	} else if r.Packs.Digest != "" {
		digest := r.Packs.Digest
		if len(digest) > digestShown {
			digest = digest[:digestShown]
		}
		out = append(out, t.paint(dim, t.judgedBy(r.Packs.Instruments, digest)))
	}
	return strings.Join(out, "\n")
}

// summary counts practices by verdict and findings by severity.
func (t *text) summary(r *finding.Report) string {
	var verdicts []string
	for _, v := range finding.Verdicts {
		if n := *r.Summary.OfVerdict(v); n > 0 {
			verdicts = append(verdicts, t.countOf(n, t.verdict[v]))
		}
	}
	var found []string
	for s := finding.Error; s >= finding.Note; s-- {
		if n := *r.Summary.OfSeverity(s); n > 0 {
			found = append(found, t.findings[s](n))
		}
	}
	if n := r.Summary.Waived; n > 0 {
		found = append(found, t.waivedCount(n))
	}
	if n := r.Summary.Known; n > 0 {
		found = append(found, t.knownCount(n))
	}
	s := t.practices(r.Summary.Practices)
	if len(verdicts) > 0 {
		s += t.colon + strings.Join(verdicts, t.comma)
	}
	if len(found) > 0 {
		s += t.semicolon + strings.Join(found, t.comma)
	}
	return s
}

// wrapped wraps a line at the width of a terminal.
func (t *text) wrapped(s string) string {
	return strings.Join(Wrap(s, 0, t.headWidth), "\n"+detail)
}

// countOf formats a number of practices with their verdict.
func (t *text) countOf(n int, what string) string {
	if t.lang == "zh" {
		return fmt.Sprintf("%s %d", what, n)
	}
	return fmt.Sprintf("%d %s", n, what)
}

func (t *text) paint(colour, s string) string {
	if !t.o.Color || s == "" {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}

// formatPosition formats a position as file:line:column, which editors can follow, or as file:sheet!cell.
func formatPosition(p finding.Position) string {
	file := p.File
	switch {
	case p.Cell != "":
		return file + ":" + string(p.Cell)
	case p.Line <= 0:
		return file
	case p.Column <= 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Column)
}

var unescaped = strings.NewReplacer("~1", "/", "~0", "~")

// dottedPath converts the JSON pointer /items/0/consent/form to items[0].consent.form, and /items/*/consent/form, the
// fact of a question about all elements, to items[*].consent.form.
func dottedPath(pointer string) string {
	var b strings.Builder
	for _, key := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		key = unescaped.Replace(key)
		switch {
		case key == "*" || key != "" && strings.Trim(key, "0123456789") == "":
			b.WriteString("[" + key + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(key)
		}
	}
	return b.String()
}
