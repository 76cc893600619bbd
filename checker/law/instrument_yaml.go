package law

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

// The types below are those of law.go as instrument.yaml nests them.
type (
	instrumentYAML struct {
		instrumentHead
		Articles []articleYAML `json:"articles"`
	}
	articleYAML struct {
		Article
		Clauses []clauseYAML `json:"clauses"`
	}
	clauseYAML struct {
		Clause
		clauseWords
	}
)

// clauseWords are the texts of a clause that a report needs only where the clause has something to say.
type clauseWords struct {
	Summary finding.Text `json:"summary"`
	Breach  Messages     `json:"breach"`
	Hint    Messages     `json:"hint"`
}

// instrumentSchema validates an instrument.yaml; it is compiled when the first pack that is not the program's own is read.
var instrumentSchema = sync.OnceValues(func() (*schema.Validator, error) {
	return schema.NewSet(schemas.FS).Compile("instrument.json")
})

// parseInstrument reads one instrument.yaml. Every defect is a finding at its line; a nil instrument cannot be used.
func parseInstrument(name string, text []byte, validate bool) (*Instrument, []finding.Finding) {
	problem := func(s source.Span, zh, en string) finding.Finding {
		return finding.Finding{Rule: "credlint/pack", Severity: finding.Error, Message: finding.Text{ZH: zh, EN: en},
			At: finding.Position{File: name, Line: s.Line, Column: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn}}
	}
	docs, problems, _ := source.YAML(text)
	var out []finding.Finding
	for _, pr := range problems {
		out = append(out, problem(pr.Span, pr.ZH, pr.EN))
	}
	if len(out) > 0 {
		return nil, out
	}
	if len(docs) != 1 {
		return nil, []finding.Finding{problem(source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}, "instrument.yaml 应当只有一个文档", fmt.Sprintf("instrument.yaml has %d documents; it must have one", len(docs)))}
	}
	doc := &docs[0]
	if validate {
		validator, err := instrumentSchema()
		if err != nil {
			return nil, []finding.Finding{problem(source.Span{}, "内置的规范性文件结构定义有误", "the built-in schema of instruments is broken: "+err.Error())}
		}
		for _, f := range schema.Leaves(validator.Validate(doc.Value)) {
			text := f.Text()
			where := cmp.Or(strings.TrimPrefix(f.Pointer, "/"), "instrument.yaml")
			x := problem(spanAt(doc, f.Pointer), where+"："+text.ZH, where+": "+text.EN)
			x.Hint = finding.Text{ZH: text.HintZH, EN: text.HintEN}
			out = append(out, x)
		}
		if len(out) > 0 {
			return nil, finding.Sort(out)
		}
	}
	var parsed instrumentYAML
	if err := decodeValue(doc.Value, &parsed); err != nil {
		return nil, []finding.Finding{problem(source.Span{}, err.Error(), err.Error())}
	}
	in := &parsed.Instrument
	in.Dir, in.params = path.Dir(name), parsed.Params
	in.doc = func() *source.Document { return doc }
	for _, a := range parsed.Articles {
		in.articles = append(in.articles, a.article())
	}
	in.setKinds()
	if in.ID != in.Dir {
		out = append(out, problem(spanAt(doc, "/id"), fmt.Sprintf("编号“%s”与所在文件夹“%s”不一致", in.ID, in.Dir), fmt.Sprintf("id %q is not the folder %q", in.ID, in.Dir)))
	}
	seen := map[string]bool{}
	for i, article := range in.articles {
		for j, c := range article.Clauses {
			at := fmt.Sprintf("/articles/%d/clauses/%d/clause", i, j)
			if seen[c.Clause] {
				out = append(out, problem(spanAt(doc, at), fmt.Sprintf("条款“%s”重复", c.Clause), fmt.Sprintf("clause %q is listed twice", c.Clause)))
			}
			seen[c.Clause] = true
			if c.Clause != article.Article && !strings.HasPrefix(c.Clause, article.Article+".") {
				out = append(out, problem(spanAt(doc, at), fmt.Sprintf("条款“%s”不属于第 %s 条", c.Clause, article.Article), fmt.Sprintf("clause %q does not belong to article %s", c.Clause, article.Article)))
			}
		}
	}
	for i, article := range in.articles {
		for j, c := range article.Clauses {
			for k, s := range c.Sentences {
				if s.Is == "clause" && (!seen[s.Clause] || s.Clause == c.Clause) {
					out = append(out, problem(spanAt(doc, fmt.Sprintf("/articles/%d/clauses/%d/sentences/%d/clause", i, j, k)), fmt.Sprintf("“%s”不是本规范的另一条款", s.Clause), fmt.Sprintf("%q is not another clause of the instrument", s.Clause)))
				}
			}
		}
	}
	if validate {
		say := func(pointer, zh, en string) { out = append(out, problem(spanAt(doc, pointer), zh, en)) }
		in.checkDays(say)
		in.checkArticles(say)
	}
	if len(out) > 0 {
		return nil, finding.Sort(out)
	}
	return in, nil
}

// checkArticles checks that the articles are listed in their order without a gap. What is behind the last cannot be seen.
func (in *Instrument) checkArticles(say func(pointer, zh, en string)) {
	last, inserted := 0, 0 // the number of 120-1 is 120, 1
	for i := range in.articles {
		a := &in.articles[i]
		first, until, run := a.Run()
		at, number, sub := fmt.Sprintf("/articles/%d/article", i), "", 0
		if number = a.Article; a.Articles != "" {
			at, number = fmt.Sprintf("/articles/%d/articles", i), a.Articles
		}
		if !run && a.Articles != "" {
			say(at, fmt.Sprintf("“%s”不是条号的起止", number), fmt.Sprintf("%q is no run of articles", number))
			return
		}
		if !run {
			whole, part, _ := strings.Cut(number, "-")
			first, _ = strconv.Atoi(whole) // the schema wants a number
			sub, _ = strconv.Atoi(part)
			until = first
		}
		switch {
		case first < last || first == last && sub <= inserted:
			say(at, fmt.Sprintf("第 %s 条重复，或者不在顺序之中", number), fmt.Sprintf("article %s is listed twice, or not in order", number))
		case first == last && sub > inserted+1:
			say(at, fmt.Sprintf("没有列出第 %d-%d 条", first, inserted+1), fmt.Sprintf("article %d-%d is not listed", first, inserted+1))
		case first > last+1 || first == last+1 && sub > 0:
			missing, end := strconv.Itoa(last+1), first-1
			if sub > 0 {
				end = first
			}
			if end > last+1 {
				missing += "-" + strconv.Itoa(end)
			}
			say(at, fmt.Sprintf("没有列出第 %s 条；各条都应列出，不编入的写明 status", missing), fmt.Sprintf("not listed: article %s; each is, with its status where it is not encoded", missing))
		}
		last, inserted = until, sub
	}
}

// article is the article with its clauses, which have their words in memory.
func (a *articleYAML) article() Article {
	out := a.Article
	for _, c := range a.Clauses {
		c.words = func() *clauseWords { return &c.clauseWords }
		out.Clauses = append(out.Clauses, c.Clause)
	}
	return out
}

// readLazily has the clauses read their words from the YAML, and positions be found in it, when they are first asked for. Parsing
// it takes a hundred times as long as reading the index, and most runs have little to say about most instruments.
func (in *Instrument) readLazily(name string, yaml []byte) {
	parsed := sync.OnceValue(func() *Instrument { whole, _ := parseInstrument(name, yaml, false); return whole })
	for i := range in.articles {
		for k := range in.articles[i].Clauses {
			in.articles[i].Clauses[k].words = func() *clauseWords {
				if whole := parsed(); whole != nil && i < len(whole.articles) && k < len(whole.articles[i].Clauses) {
					return whole.articles[i].Clauses[k].words()
				}
				return &clauseWords{} // not reached: the index was made from this very text
			}
		}
	}
	in.doc = func() *source.Document {
		if whole := parsed(); whole != nil {
			return whole.doc()
		}
		return nil
	}
}

// decodeValue decodes a value of a document as encoding/json would decode its text.
func decodeValue(v, into any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return decodeJSON(text, into)
}

// decodeJSON keeps the digits of numbers.
func decodeJSON(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// UnmarshalJSON reads one text, or an object with a text for each why constant.
func (m *Messages) UnmarshalJSON(text []byte) error {
	var byWhy map[string]json.RawMessage
	if err := json.Unmarshal(text, &byWhy); err != nil {
		return err
	}
	if _, ok := byWhy["zh"]; ok { // no why constant has this name
		return json.Unmarshal(text, &m.Text)
	}
	return json.Unmarshal(text, &m.ByWhy)
}

func spanAt(doc *source.Document, pointer string) source.Span {
	for {
		if s, ok := doc.At(pointer); ok {
			return s
		}
		i := strings.LastIndexByte(pointer, '/')
		if i < 0 {
			return source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
		}
		pointer = pointer[:i]
	}
}
