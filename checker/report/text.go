package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Widths in cells. Lists and details are broken at textWidth where there is no terminal, and never laid out wider.
const (
	textWidth   = 110
	leastWidth  = 40
	labelWidth  = 6
	detail      = "   " // before a label
	continued   = detail + "      "
	gutter      = 5 // digits of a line number
	shownAsked  = 5
	digestShown = len("sha256:") + 12
)

// ANSI colours by what they mean here.
const (
	bold    = "1"
	dim     = "2"
	red     = "1;31"
	green   = "32"
	yellow  = "33"
	magenta = "35"
	cyan    = "36"
)

// text writes one report for a reader at a terminal or of a log.
type text struct {
	words
	o     Options
	width int // in cells, of details and lists
	head  int // of first lines; 0: not broken
	// notCheckedFor remembers which practice a list of what was not checked was shown for.
	notCheckedFor map[string]string
}

// plainText says what a text report says, for use within another format.
func plainText(o Options) text {
	o.Color, o.Width = false, 0
	return text{words: o.words(), o: o, width: textWidth, notCheckedFor: map[string]string{}}
}

// writeText writes, for each practice, what matters most first: the verdict, what is wrong in the order of places, what
// is asked, what the agency declared, and what was not checked.
func writeText(w io.Writer, r *finding.Report, o Options) error {
	t := plainText(o)
	t.o = o
	if o.Width > 0 {
		t.width = min(max(o.Width, leastWidth), textWidth)
		t.head = max(o.Width, leastWidth)
	}

	var sections []string
	for _, f := range r.Findings {
		sections = append(sections, t.finding(f, nil))
	}
	for i := range r.Practices {
		if s := t.practice(&r.Practices[i]); s != "" {
			sections = append(sections, s)
		}
	}

	var b bytes.Buffer
	size := 0
	for _, s := range sections {
		size += len(s) + 2
	}
	b.Grow(size)
	for i, s := range sections {
		// Practices of which there is nothing to say stand in one list.
		if i > 0 && (strings.Contains(s, "\n") || strings.Contains(sections[i-1], "\n")) {
			b.WriteByte('\n')
		}
		b.WriteString(s)
		b.WriteByte('\n')
	}
	if len(sections) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(t.closing(r) + "\n")
	_, err := w.Write(b.Bytes())
	return err
}

// practice is the section of one practice, or "" where Quiet leaves nothing to say.
func (t *text) practice(p *finding.Judged) string {
	var details []string
	for _, f := range p.Findings {
		switch {
		case t.o.Quiet && f.Severity == finding.Note:
		case f.Status == finding.ByHand: // stands in the list of what was not checked
		case t.asked(p, &f): // the question stands for it
		default:
			details = append(details, t.finding(f, p))
		}
	}
	questions := standing(p)
	for _, q := range questions[:min(shownAsked, len(questions))] {
		details = append(details, t.question(q))
	}
	if n := len(questions) - shownAsked; n > 0 {
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
		if s := t.declarations(p); s != "" {
			details = append(details, s)
		}
		if s := t.unchecked(p); s != "" {
			details = append(details, s)
		}
	}
	return strings.Join(append([]string{t.verdictLine(p)}, details...), "\n\n")
}

// asked says whether a question of the practice stands for a finding. None stands for what was set aside, which is shown
// with the mark that it bears; an explanation shows all.
func (t *text) asked(p *finding.Judged, f *finding.Finding) bool {
	if p == nil || t.o.Explain || f.Status != finding.Undetermined || f.SetAside() {
		return false
	}
	return slices.ContainsFunc(p.Questions, func(q finding.Question) bool { return slices.Contains(q.Clauses, f.Citation) })
}

// standing are the questions that are still to be answered: not those of which every clause that hangs on them was set
// aside as undetermined.
func standing(p *finding.Judged) []finding.Question {
	aside := map[string]bool{}
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
		finding.Unlawful: red, finding.Contested: yellow, finding.Open: yellow, finding.LawfulAsFarAsChecked: green,
	}[p.Verdict]
	parts := []string{t.paint(cmp.Or(colour, magenta), cmp.Or(t.verdict[p.Verdict], string(p.Verdict)))}
	for _, s := range []string{
		strings.TrimSpace(p.ID + " " + p.Title),
		cmp.Or(p.KindTitle.In(t.lang), p.Kind),
		cmp.Or(p.Place.In(t.lang), p.Jurisdiction),
		p.Day,
	} {
		if s != "" {
			parts = append(parts, clean(s))
		}
	}
	return t.paint(bold, clean(p.File)) + ": " + strings.Join(parts, " · ")
}

// lines builds a block: a first line and details below it, closed by a citation.
type lines struct {
	t    *text
	done []string
	last int // width of the last line in cells
}

// first sets the line that names the place.
func (l *lines) first(at finding.Position, severity finding.Severity, word, message string) {
	t := l.t
	where := place(at)
	broken := wrap(clean(message), cellsIn(where+": "+word+": "), t.head)
	broken[0] = strings.TrimRight(t.paint(bold, where)+": "+t.paint(severityColour(severity), word)+": "+broken[0], " ")
	l.done = append(l.done, strings.Join(broken, "\n"+detail))
}

// add writes a labelled detail.
func (l *lines) add(label, s string) {
	if s != "" {
		l.hang(label, "", s)
	}
}

// hang writes a labelled detail that is itself indented. Colours are put on after breaking, since they take no room.
func (l *lines) hang(label, indent, s string) {
	t := l.t
	indent = continued + indent
	broken := wrap(clean(s), 0, t.width-len(indent))
	l.last = len(indent) + cellsIn(broken[len(broken)-1])
	l.done = append(l.done, detail+t.paint(cyan, pad(label, labelWidth))+indent[len(continued):]+strings.Join(broken, "\n"+indent))
}

// cite ends the block with the citation at the right edge: beside the last detail if there is room, else below.
func (l *lines) cite(citation string) {
	if citation == "" {
		return
	}
	t := l.t
	s := "[" + clean(citation) + "]"
	room := t.width - cellsIn(s)
	if l.last == 0 || l.last+2 > room {
		l.done = append(l.done, "")
		l.last = 0
	}
	l.done[len(l.done)-1] += strings.Repeat(" ", max(room-l.last, 0)) + t.paint(dim, s)
}

func (l *lines) String() string { return strings.Join(l.done, "\n") }

// finding lays out one finding of practice p, which is nil for a finding that belongs to none.
func (t *text) finding(f finding.Finding, p *finding.Judged) string {
	l := &lines{t: t}
	l.first(f.At, f.Severity, t.marked(&f), f.Message.In(t.lang))
	if f.Snippet != "" && f.At.Cell == "" && f.At.Line > 0 && f.At.Column > 0 {
		end := f.At.EndColumn
		if f.At.EndLine > f.At.Line { // runs over several lines: mark the rest of the first
			end = len([]rune(f.Snippet)) + 1
		}
		line := fmt.Sprintf("%*d | ", gutter, f.At.Line)
		shown, marks := underline(f.Snippet, f.At.Column, end, t.width-len(line))
		l.done = append(l.done,
			line+shown,
			fmt.Sprintf("%*s", len(line), "| ")+t.paint(severityColour(f.Severity), marks))
	}
	if law := t.authority(f); law != "" {
		l.add(t.law, law)
	}
	l.add(t.reading, t.readings(f, p))
	l.add(t.aside(&f))
	for _, at := range f.Related {
		l.add(t.see, place(at))
	}
	if t.o.Explain {
		l.conditions(f.Conditions)
	}
	l.add(t.fix, f.Hint.In(t.lang))
	l.cite(cmp.Or(f.Citation, f.Rule))
	return l.String()
}

// authority is the clause as lawyers cite it. In English the Chinese name of Chinese law stands first: it is the one
// with authority, and the one to search for.
func (t *words) authority(f finding.Finding) string {
	law := f.Law.In(t.lang)
	if t.lang == "en" && strings.HasPrefix(f.Citation, "cn/") && f.Law.ZH != "" && f.Law.ZH != law {
		law = f.Law.ZH + " · " + law
	}
	if law != "" && f.Since != "" {
		law += t.since(f.Since)
	}
	return law
}

// readings says under which choices a finding holds, and what the clause says under the others where that is known.
func (t *words) readings(f finding.Finding, p *finding.Judged) string {
	return strings.Join(t.readingsOf(f, p), t.semicolon)
}

// readingsOf are the parts of it.
func (t *words) readingsOf(f finding.Finding, p *finding.Judged) []string {
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

// underReadings says what a clause says under each choice, where the choices differ.
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

// conditions writes the conditions of a rule, one a line; what one looked at stands beside it, or below where it does
// not fit.
func (l *lines) conditions(cs []finding.Condition) {
	t := l.t
	state := 0
	for _, s := range t.holds {
		state = max(state, cellsIn(s))
	}
	label := t.why
	for _, c := range cs {
		rule := pad(cmp.Or(t.holds[c.Holds], c.Holds), state) + "  " + c.Rule
		var facts []string
		for _, v := range c.Facts {
			facts = append(facts, fmt.Sprintf("%s = %s (%s)", dotted(v.Pointer), cmp.Or(v.Value, "?"), place(v.At)))
		}
		beside := rule + "   " + strings.Join(facts, t.comma)
		if len(facts) > 0 && len(continued)+cellsIn(beside) <= t.width {
			l.add(label, beside)
		} else {
			l.add(label, rule)
			for _, f := range facts {
				l.hang("", "  ", f)
			}
		}
		label = ""
	}
}

// question lays out a missing fact: where the answer belongs, how much hangs on it, and which answers would do.
func (t *text) question(q finding.Question) string {
	l := &lines{t: t}
	l.first(q.At, finding.Review, t.severity[finding.Review], t.asks(q))
	fact := dotted(q.Fact)
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

// asks is a question as a sentence, with how much hangs on it.
func (t *words) asks(q finding.Question) string {
	ask := q.Ask.In(t.lang)
	switch {
	case ask == "":
		ask = t.factNotGiven + dotted(q.Fact) + t.semicolon
	case strings.HasSuffix(ask, "？"):
	case strings.HasSuffix(ask, "?"):
		ask += " "
	default:
		ask = t.factNotGiven + ask + t.semicolon
	}
	return t.hang(ask, q.Settles)
}

// answers says which answers are lawful, or "" where none was found.
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

// declarations lists what only a person can judge, as the agency judged it.
func (t *text) declarations(p *finding.Judged) string {
	if len(p.Declared) == 0 {
		return ""
	}
	out := []string{detail + t.paint(cyan, t.declared)}
	for _, d := range p.Declared {
		out = append(out, t.item(cmp.Or(d.Title.In(t.lang), dotted(d.Fact))+t.declaration(d.Value, d.Reason)+" ("+place(d.At)+")"))
	}
	return strings.Join(out, "\n")
}

// item is one line of a list, broken with an indent.
func (t *text) item(s string) string {
	const first, next = detail + "- ", detail + "  "
	return first + strings.Join(wrap(clean(s), 0, t.width-len(first)), "\n"+next)
}

// uncheckedItems lists the instruments that apply and were not judged, and by instrument the clauses that nobody judged.
func (t *text) uncheckedItems(p *finding.Judged) []string {
	var items []string
	for _, n := range p.NotChecked {
		items = append(items, named(n.Title.In(t.lang), n.Instrument)+t.colon+n.Why.In(t.lang))
	}
	titles := map[string]string{}
	for _, i := range p.Instruments {
		titles[i.ID] = i.Title.In(t.lang)
	}
	for _, g := range unjudged(p) {
		say := t.clauses[g.status]
		if g.notProved {
			say = t.notProved
		}
		items = append(items, named(titles[g.instrument], g.instrument)+t.colon+say(len(g.clauses))+t.colon+strings.Join(g.clauses, t.comma))
	}
	return items
}

// unchecked is that list, or where it stood before, a word of it.
func (t *text) unchecked(p *finding.Judged) string {
	var items []string
	for _, item := range t.uncheckedItems(p) {
		items = append(items, t.item(item))
	}
	if len(items) == 0 {
		return ""
	}
	list := strings.Join(items, "\n")
	if other, ok := t.notCheckedFor[list]; ok {
		return detail + t.paint(cyan, clean(t.sameAsAbove(other)))
	}
	t.notCheckedFor[list] = strings.TrimSpace(p.ID + " (" + p.File + ")")
	return detail + t.paint(cyan, t.notChecked) + "\n" + list
}

func named(title, id string) string {
	if id == "《"+title+"》" {
		return id // it has no other id than its title
	}
	if title == "" || title == id {
		return id
	}
	return title + " [" + id + "]"
}

// group is the clauses of one instrument that nobody judged for the same reason.
type group struct {
	instrument string
	status     finding.Status
	notProved  bool
	clauses    []string
}

// unjudged gathers them in the order in which the instruments come first.
func unjudged(p *finding.Judged) []group {
	var gs []group
	for _, c := range p.Clauses {
		if !nobodyJudged(c) {
			continue
		}
		instrument, clause := finding.SplitCitation(c.Citation)
		i := slices.IndexFunc(gs, func(g group) bool {
			return g.instrument == instrument && g.status == c.Status && g.notProved == c.NotProved
		})
		if i < 0 {
			i = len(gs)
			gs = append(gs, group{instrument: instrument, status: c.Status, notProved: c.NotProved})
		}
		gs[i].clauses = append(gs[i].clauses, clause)
	}
	return gs
}

func nobodyJudged(c finding.ClauseVerdict) bool {
	return c.NotProved || c.Status == finding.ByHand || c.Status == finding.Skipped || c.Status == finding.Failed
}

// closing is what narrowed the check, and the numbers.
func (t *text) closing(r *finding.Report) string {
	var out []string
	for _, n := range r.Narrowed {
		out = append(out, t.broken(t.narrowed(n.In(t.lang))))
	}
	out = append(out, t.broken(t.numbers(r)))

	if t.o.Quiet {
		instruments, clauses := 0, 0
		for _, p := range r.Practices {
			instruments += len(p.NotChecked)
			for _, c := range p.Clauses {
				if nobodyJudged(c) {
					clauses++
				}
			}
		}
		if instruments+clauses > 0 {
			out = append(out, t.leftOut(instruments, clauses))
		}
	} else if r.Packs.Digest != "" {
		digest := r.Packs.Digest
		if len(digest) > digestShown {
			digest = digest[:digestShown]
		}
		out = append(out, t.paint(dim, clean(t.judgedBy(r.Packs.Instruments, digest))))
	}
	return strings.Join(out, "\n")
}

// numbers counts practices by verdict and findings by severity.
func (t *text) numbers(r *finding.Report) string {
	var verdicts []string
	for _, v := range []struct {
		verdict finding.Verdict
		n       int
	}{
		{finding.NotJudged, r.Summary.NotJudged},
		{finding.Unlawful, r.Summary.Unlawful},
		{finding.Contested, r.Summary.Contested},
		{finding.Open, r.Summary.Undetermined},
		{finding.LawfulAsFarAsChecked, r.Summary.LawfulAsFarAsChecked},
	} {
		if v.n > 0 {
			verdicts = append(verdicts, t.count(v.n, t.verdict[v.verdict]))
		}
	}
	var found []string
	for _, s := range []struct {
		severity finding.Severity
		n        int
	}{
		{finding.Error, r.Summary.Error}, {finding.Review, r.Summary.Review}, {finding.Warning, r.Summary.Warning}, {finding.Note, r.Summary.Note},
	} {
		if s.n > 0 {
			found = append(found, t.findings(s.severity, s.n))
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

// broken is a line of its own, broken for a terminal only.
func (t *text) broken(s string) string {
	return strings.Join(wrap(clean(s), 0, t.head), "\n"+detail)
}

// count puts a number to a verdict in words.
func (t *text) count(n int, what string) string {
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

func severityColour(s finding.Severity) string {
	switch s {
	case finding.Error:
		return red
	case finding.Review:
		return yellow
	case finding.Warning:
		return magenta
	}
	return cyan
}

// place is a position as compilers write it, so that editors jump to it; a cell is named by its sheet.
func place(p finding.Position) string {
	file := clean(p.File)
	switch {
	case p.Cell != "":
		return file + ":" + clean(string(p.Cell))
	case p.Line <= 0:
		return file
	case p.Column <= 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Column)
}

var unescaped = strings.NewReplacer("~1", "/", "~0", "~")

// dotted is a JSON pointer as people write it: /items/0/consent/form is items[0].consent.form, and the * of a question
// about all elements is items[*].consent.form.
func dotted(pointer string) string {
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
