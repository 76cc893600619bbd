package trial

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
)

// Case is a file of practices of an instrument, with the differences between marks and verdicts.
type Case struct {
	File        string
	Practices   int
	Differences []Difference      // by position
	Broken      []finding.Finding // errors that prevented reading or judging a practice

	statuses []map[string][]finding.Status // for each practice: clause → statuses, under each choice of the readings
}

// Difference is a place where the mark of a case and the verdict differ.
type Difference struct {
	At          finding.Position
	Source      string       // the source line
	Practice    string       // id of the practice
	Clause      string       // empty for a finding without a clause
	Law         finding.Text // the clause as lawyers write it
	Wanted, Got finding.Text
}

// caseFiles returns the YAML and JSON files in the folder cases of an instrument, including agencies.
func caseFiles(root fs.FS, in *law.Instrument) []string {
	var out []string
	_ = fs.WalkDir(root, path.Join(in.Dir, "cases"), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // no such folder; unreadable files are reported later
		}
		if ext := path.Ext(name); !d.IsDir() && !strings.HasPrefix(d.Name(), ".") && (ext == ".yaml" || ext == ".yml" || ext == ".json") {
			out = append(out, name)
		}
		return nil
	})
	return out
}

// markKey identifies a mark, or the mark that a verdict requires.
type markKey struct {
	file                  string
	line                  int
	word, clause, reading string
}

func (p markKey) compare(q markKey) int {
	return cmp.Or(cmp.Compare(p.file, q.file), cmp.Compare(p.line, q.line), law.CompareClauses(p.clause, q.clause), cmp.Compare(p.word, q.word), cmp.Compare(p.reading, q.reading))
}

// judged is a practice with its result.
type judged struct {
	doc *practice.Document
	finding.Judged
}

// judgeFile judges one file by its instrument. In a file art_14_*.yaml every clause of article 14 must be determined, breached
// exactly on the lines with the mark "# want 14.1" and undetermined exactly on the lines with "# ask 14.1". Clauses of other
// articles must not be breached without a mark. "# met 14.1" demands another status, wherever it stands in the practice. A file
// without practices gives the zero Case.
func judgeFile(ctx context.Context, c *checker.Checker, in *law.Instrument, root fs.FS, file string) (Case, error) {
	out := Case{File: file}
	loaded, err := practice.Load(ctx, []string{file}, practice.Options{FS: root})
	if err != nil {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		out.Broken = []finding.Finding{{Rule: "credlint/case", Severity: finding.Error, At: finding.Position{File: file, Line: 1, Column: 1}, Message: finding.Text{ZH: err.Error(), EN: err.Error()}}}
		return out, nil
	}
	for _, f := range loaded.Findings {
		if f.Severity == finding.Error {
			out.Broken = append(out.Broken, f)
		}
	}
	if out.Practices = len(loaded.Documents); out.Practices == 0 && len(out.Broken) == 0 {
		return Case{}, nil
	}
	article := ""
	if parts := strings.SplitN(path.Base(file), "_", 3); len(parts) > 1 && parts[0] == "art" {
		article = strings.TrimLeft(strings.TrimSuffix(parts[1], path.Ext(parts[1])), "0")
	}
	t := &comparison{in: in, article: article, wanted: map[markKey][]*judged{}, got: map[markKey]outcome{}}
	for _, doc := range loaded.Documents {
		j, err := c.Check(ctx, doc)
		if err != nil {
			return out, err
		}
		d := &judged{doc, j}
		t.docs = append(t.docs, d)
		for _, m := range doc.Marks() {
			p := markKey{m.File, m.Line, m.Word, m.Clause, m.Reading}
			t.wanted[p] = append(t.wanted[p], d)
		}
		out.Broken = append(out.Broken, t.addVerdicts(d)...)
		out.statuses = append(out.statuses, clauseStatuses(in, j))
	}
	out.Differences = t.differences()
	return out, nil
}

// comparison compares the marks in one file with the verdicts.
type comparison struct {
	in      *law.Instrument
	article string
	docs    []*judged
	wanted  map[markKey][]*judged
	got     map[markKey]outcome
	other   []Difference // for findings without a mark
}

// outcome is a verdict on a practice in words.
type outcome struct {
	of   *judged
	text finding.Text
}

// addVerdicts records the verdicts of a practice and returns the findings about clauses that could not be judged.
func (t *comparison) addVerdicts(d *judged) (broken []finding.Finding) {
	open := map[string]bool{}
	for _, v := range d.Clauses {
		_, clause := finding.SplitCitation(v.Citation)
		ofArticle := t.article != "" && (clause == t.article || strings.HasPrefix(clause, t.article+"."))
		if v.Status == finding.Undetermined && len(v.Readings) == 0 && ofArticle {
			open[v.Citation] = true
		}
		if v.NotProved {
			at := d.doc.At("")
			t.other = append(t.other, Difference{At: at, Source: d.doc.Snippet(at), Practice: d.ID, Clause: clause, Law: finding.Lawyers(clause), Wanted: finding.Text{ZH: "得出结论", EN: "an answer"},
				Got: finding.Text{ZH: "缺失的事实过多，无法在限度内得出结论", EN: "too much is missing to prove one within the bound"}})
		}
	}
	for _, m := range d.doc.Marks() {
		if v := d.verdict(t.in.Cite(m.Clause)); v != nil && string(v.Status) == m.Word {
			t.got[markKey{m.File, m.Line, m.Word, m.Clause, m.Reading}] = outcome{d, statusTexts[v.Status]}
		}
	}
	for _, f := range d.Findings {
		_, clause := finding.SplitCitation(f.Citation)
		at := markKey{file: f.At.File, line: f.At.Line, clause: clause}
		switch {
		case f.Status == finding.Failed, f.Severity >= finding.Review && len(d.Clauses) == 0:
			broken = append(broken, f)
		case f.Status == finding.Breached:
			at.word = "want"
			if f.Severity != finding.Error && len(f.Reading) > 0 {
				at.reading = f.Reading[0].Name + "=" + f.Reading[0].Choice
			}
			text := breachedText(at.reading)
			t.got[at] = outcome{d, finding.Text{ZH: text.ZH + "：" + f.Message.ZH, EN: text.EN + ": " + f.Message.EN}}
		case f.Status == finding.Undetermined && open[f.Citation]:
			at.word = "ask"
			t.got[at] = outcome{d, d.openText(f.Citation)}
		case f.Severity == finding.Error:
			t.other = append(t.other, Difference{At: f.At, Source: d.doc.Snippet(f.At), Practice: d.ID, Wanted: finding.Text{ZH: "无", EN: "nothing"}, Got: f.Message})
		}
	}
	return broken
}

func breachedText(reading string) finding.Text {
	if reading == "" {
		return statusTexts[finding.Breached]
	}
	return finding.Text{ZH: "按 " + reading + " 违反", EN: "breached if " + reading}
}

// verdict returns the verdict on a clause, or nil.
func (d *judged) verdict(citation string) *finding.ClauseVerdict {
	i := slices.IndexFunc(d.Clauses, func(v finding.ClauseVerdict) bool { return v.Citation == citation })
	if i < 0 {
		return nil
	}
	return &d.Clauses[i]
}

// openText says that a clause is undetermined, with the missing facts.
func (d *judged) openText(citation string) finding.Text {
	out := statusTexts[finding.Undetermined]
	var zh, en []string
	for _, q := range d.Questions {
		if slices.Contains(q.Clauses, citation) {
			zh, en = append(zh, q.Ask.ZH), append(en, q.Ask.EN)
		}
	}
	if len(zh) > 0 {
		out.ZH, out.EN = out.ZH+"：未填"+strings.Join(zh, "、"), out.EN+": not stated: "+strings.Join(en, ", ")
	}
	return out
}

// differences returns the marks without a matching verdict and the verdicts without a mark.
func (t *comparison) differences() []Difference {
	type placed struct {
		markKey
		Difference
	}
	var all []placed
	add := func(p markKey, d *judged, wanted, got finding.Text) {
		at := finding.Position{File: p.file, Line: p.line, Column: 1, EndLine: p.line, EndColumn: 1}
		lawyers := finding.Lawyers(p.clause)
		if _, ok := t.in.Clause(p.clause); !ok {
			lawyers = finding.Text{ZH: p.clause, EN: p.clause}
		}
		all = append(all, placed{p, Difference{At: at, Source: d.doc.Snippet(at), Practice: d.ID, Clause: p.clause, Law: lawyers, Wanted: wanted, Got: got}})
	}
	unexpected := map[markKey]outcome{}
	for p, v := range t.got {
		if len(t.wanted[p]) == 0 {
			unexpected[p] = v
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(t.wanted), markKey.compare) {
		d := t.wanted[p][0] // a mark in an agency file belongs to several practices
		v := d.verdict(t.in.Cite(p.clause))
		if _, ok := t.got[p]; ok || len(d.Clauses) == 0 || v != nil && v.Status == finding.Failed {
			continue // as expected, or already reported as broken
		}
		wanted, ok := statusTexts[finding.Status(p.word)]
		switch {
		case p.word == "want":
			wanted = breachedText(p.reading)
		case !ok:
			wanted = statusTexts[finding.Undetermined]
		}
		got := t.actual(p, d)
		for _, q := range slices.SortedFunc(maps.Keys(unexpected), markKey.compare) {
			if q.file == p.file && q.line == p.line && q.clause == p.clause { // another verdict at the same place
				got = unexpected[q].text
				delete(unexpected, q)
				break
			}
		}
		add(p, d, wanted, got)
	}
	for p, v := range unexpected {
		wanted := finding.Text{ZH: "有定论", EN: "settled"}
		if p.word == "want" {
			wanted = finding.Text{ZH: "不违反", EN: "not breached"}
		}
		add(p, v.of, wanted, v.text)
	}
	for _, d := range t.other {
		all = append(all, placed{markKey{file: d.At.File, line: d.At.Line}, d})
	}
	slices.SortFunc(all, func(a, b placed) int {
		return cmp.Or(a.markKey.compare(b.markKey), cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Got.EN, b.Got.EN))
	})
	out := make([]Difference, len(all))
	for i, p := range all {
		out[i] = p.Difference
	}
	return out
}

// actual describes the verdict on a marked clause that differs from the mark.
func (t *comparison) actual(p markKey, d *judged) finding.Text {
	if _, ok := t.in.Clause(p.clause); !ok {
		var numbers []string
		for c := range t.in.Clauses() {
			numbers = append(numbers, c.Clause)
		}
		out := finding.Text{ZH: "本规范没有列出该条款", EN: "the instrument lists no such clause"}
		if near := law.Nearest(p.clause, numbers); len(near) > 0 {
			out.ZH, out.EN = out.ZH+"；是否为 "+strings.Join(near, "、"), out.EN+"; did you mean "+strings.Join(near, " or ")
		}
		return out
	}
	var elsewhere *markKey // first other place in the practice where the clause has this verdict
	var lines []string
	for _, q := range slices.SortedFunc(maps.Keys(t.got), markKey.compare) {
		if q.clause != p.clause || q.word != p.word || t.got[q].of != d {
			continue
		}
		if elsewhere == nil {
			elsewhere = &q
		}
		if q.file == elsewhere.file && q.reading == elsewhere.reading {
			lines = append(lines, fmt.Sprint(q.line))
		}
	}
	if elsewhere != nil {
		text := statusTexts[finding.Undetermined]
		if p.word == "want" {
			text = breachedText(elsewhere.reading)
		}
		zh, en := "", ""
		if elsewhere.file != p.file {
			zh, en = path.Base(elsewhere.file)+" ", " of "+path.Base(elsewhere.file)
		}
		word := "line"
		if len(lines) > 1 {
			word = "lines"
		}
		return finding.Text{ZH: fmt.Sprintf("在%s第 %s 行%s", zh, strings.Join(lines, "、"), text.ZH), EN: fmt.Sprintf("%s on %s %s%s", text.EN, word, strings.Join(lines, ", "), en)}
	}
	citation := t.in.Cite(p.clause)
	if v := d.verdict(citation); v != nil {
		switch {
		case v.Status == finding.Undetermined && len(v.Readings) > 0:
			var zh, en []string
			for _, r := range v.Readings {
				if len(r.Choices) > 0 {
					s := statusTexts[r.Status]
					name := r.Choices[0].Name + "=" + r.Choices[0].Choice
					zh, en = append(zh, "按 "+name+" "+s.ZH), append(en, s.EN+" if "+name)
				}
			}
			return finding.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, ", ")}
		case v.Status == finding.Undetermined:
			return d.openText(citation)
		}
		return statusTexts[v.Status]
	}
	return finding.Text{ZH: "未被适用：该规范在该日、该地或对该类方案不适用", EN: "not asked: on its day, at its place or for its kind the instrument does not govern the practice"}
}

// statusTexts are the statuses in words.
var statusTexts = map[finding.Status]finding.Text{
	finding.Breached:      {ZH: "违反", EN: "breached"},
	finding.Undetermined:  {ZH: "待定", EN: "open"},
	finding.Exempt:        {ZH: "适用例外", EN: "excused by an exception"},
	finding.Met:           {ZH: "符合", EN: "kept"},
	finding.NotApplicable: {ZH: "不适用", EN: "does not apply"},
	finding.ByHand:        {ZH: "须人工判断", EN: "for a person to judge"},
	finding.Skipped:       {ZH: "未能判断", EN: "could not be judged"},
	finding.Failed:        {ZH: "未能判断", EN: "could not be judged"},
}
