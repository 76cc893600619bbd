// Package law holds the law: places, instruments with their articles and clauses, dated parameters, open readings, the
// register of known instruments and a parser of citations. It loads packs, and selects the instruments that govern a practice
// by place, kind and day. It knows no evaluator and no practice.
package law

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Rank is the rank of an instrument in the legal order, as listed in Ranks.
type Rank string

// Ranks lists the ranks from the highest to the lowest (Legislation Law arts 98-102).
var Ranks = []Rank{
	"constitution", "law", "state_council_decision", "administrative_regulation", "supervision_regulation",
	"judicial_interpretation", "departmental_rule", "local_regulation", "special_zone_regulation", "pudong_regulation",
	"free_trade_port_regulation", "autonomous_regulation", "local_government_rule", "party_state_regulation",
	"normative_document", "draft", "doctrine",
}

// Binding reports whether a breach of an instrument of this rank makes a practice unlawful; doctrine only advises, and a draft
// is not yet law.
func (r Rank) Binding() bool { return r != "doctrine" && r != "draft" }

// Modality is the legal effect of a clause.
type Modality string

// The modalities of a clause.
const (
	Prohibition Modality = "prohibition"
	Obligation  Modality = "obligation"
	Permission  Modality = "permission"
	Exception   Modality = "exception"
	Definition  Modality = "definition"
	Power       Modality = "power"
)

// Instrument is one law, regulation or rule in the text of one version. It is immutable and safe for concurrent use; the
// words of clauses and the positions in instrument.yaml, which most runs do not need, are parsed when they are first asked for.
type Instrument struct {
	ID          string       `json:"id"` // "cn/shanghai/social_credit_2017": the place, then name and year of adoption of the text
	Title       finding.Text `json:"title"`
	Aliases     []string     `json:"aliases,omitzero"`
	Rank        Rank         `json:"rank"`
	Issuer      finding.Text `json:"issuer"`
	Promulgated string       `json:"promulgated"` // day
	InForce     InForce      `json:"in_force"`
	Text        TextStatus   `json:"text"`
	Earlier     []Earlier    `json:"earlier,omitzero"`
	Readings    []Reading    `json:"readings,omitzero"`

	// Dir is the folder in the pack.
	Dir string `json:"-"`
	// Shipped is set for the law of the program. Tests check it against the schema and the places; other law is checked at
	// each load.
	Shipped bool `json:"-"`

	pack     int      // which of the packs given to Load it is from
	kinds    []string // of practice that a clause judges, sorted
	params   map[string][]Param
	articles []Article
	modules  map[string][]byte
	tests    map[string][]byte
	doc      func() *source.Document // instrument.yaml with the place of every value
}

// Articles are the articles of the instrument, all accounted for, in their order. The caller must not change them.
func (in *Instrument) Articles() []Article { return in.articles }

// Params are the numbers of the law, by name. The caller must not change them.
func (in *Instrument) Params() map[string][]Param { return in.params }

// Clauses iterates over the clauses of all articles, in their order.
func (in *Instrument) Clauses() iter.Seq[*Clause] {
	return func(yield func(*Clause) bool) {
		for i := range in.articles {
			for k := range in.articles[i].Clauses {
				if !yield(&in.articles[i].Clauses[k]) {
					return
				}
			}
		}
	}
}

// Modules are the Rego files of the instrument by path in the pack, without tests. The caller must not change them.
func (in *Instrument) Modules() map[string][]byte { return in.modules }

// Tests are the tests of the instrument in Rego, by path in the pack. The caller must not change them.
func (in *Instrument) Tests() map[string][]byte { return in.tests }

// InForce is the time during which this version is law. From is the day it took effect, Until the last day (empty: no end known).
type InForce struct {
	From   string `json:"from,omitzero"`
	Until  string `json:"until,omitzero"`
	Source string `json:"from_source,omitzero"` // where From is not stated in the text itself
}

// TextStatus says whether the text is held and up to which day it is known to be current.
type TextStatus struct {
	Status string `json:"status"` // "held"
	AsOf   string `json:"as_of"`  // day
}

// Earlier is an earlier version that is not encoded, and its last day.
type Earlier struct {
	Until string `json:"until"` // last day
	Text  string `json:"text"`  // "held" or "not_held"
}

// Param is a number of the law with the days on which it holds. Value is a json.Number, a string, or a period, which is a
// map[string]any such as {"years": json.Number("5")}.
type Param struct {
	From   string `json:"from,omitzero"`
	Until  string `json:"until,omitzero"`
	Value  any    `json:"value,omitzero"`
	Clause string `json:"clause,omitzero"`
}

// Reading is an open question of law with its possible answers.
type Reading struct {
	ID       string       `json:"id"`
	Question finding.Text `json:"question"`
	Choices  []Choice     `json:"choices"`
}

// Choice is one answer to a Reading.
type Choice struct {
	ID   string       `json:"id"`
	Text finding.Text `json:"text"`
}

// Article is one article, or a run of articles without clauses. Either Article or Articles is set.
type Article struct {
	Article  string       `json:"article,omitzero"`     // "14", "120-1" for 第一百二十条之一
	Articles string       `json:"articles,omitzero"`    // "5-12", for a run with one status
	SHA256   string       `json:"text_sha256,omitzero"` // TextDigest of its text
	Status   string       `json:"status,omitzero"`      // of the whole article, where it has no clauses: by_hand, definition, organisational
	Why      finding.Text `json:"why,omitzero"`
	Clauses  []Clause     `json:"clauses,omitzero"`
}

// Sentence is what becomes of one sentence of a paragraph or item. The texts of law divide them by a full stop or semicolon.
type Sentence struct {
	// Is is rule, scope, exception, definition or permission of the clause itself; clause, where another clause judges it;
	// by_hand, where a person must; or no_practice, where it binds none.
	Is     string       `json:"is"`
	Clause string       `json:"clause,omitzero"` // the other clause
	Why    finding.Text `json:"why,omitzero"`    // of by_hand the judgement, of no_practice whom it binds
}

// Fates are the values of Sentence.Is.
var Fates = []string{"rule", "scope", "exception", "definition", "permission", "clause", "by_hand", "no_practice"}

// Clause is one norm: an article, paragraph or item with one modality. Its words are methods, since an instrument.yaml is
// parsed for them only where a clause has something to say; why a clause is by hand stands in every report, so it is a field.
type Clause struct {
	Clause     string       `json:"clause,omitzero"` // "14.1", an item "9.2.4"
	Modality   Modality     `json:"modality,omitzero"`
	Kinds      []string     `json:"kinds,omitzero"`
	Addressees []string     `json:"addressees,omitzero"` // agency types it binds; empty: all
	Status     string       `json:"status,omitzero"`     // encoded, by_hand, definition, organisational
	Why        finding.Text `json:"why,omitzero"`
	Sentences  []Sentence   `json:"sentences,omitzero"` // in their order; none where the clause is one sentence
	Waivable   *bool        `json:"waivable,omitzero"`  // nil means true
	From       string       `json:"from,omitzero"`      // first day, where later than the instrument's
	Until      string       `json:"until,omitzero"`     // last day

	words func() *clauseWords
}

// Summary says in a few words what the clause demands.
func (c *Clause) Summary() finding.Text { return c.read().Summary }

// Breach says what is wrong where the clause is breached.
func (c *Clause) Breach() Messages { return c.read().Breach }

// Hint says what to change where the clause is breached.
func (c *Clause) Hint() Messages { return c.read().Hint }

func (c *Clause) read() *clauseWords {
	if c.words == nil {
		return &clauseWords{}
	}
	return c.words()
}

// Judged reports whether practices are asked about the clause: by its rules, or by a person.
func (c *Clause) Judged() bool { return c.Status == "encoded" || c.Status == "by_hand" }

// LeftToPerson says what the sentences of an encoded clause leave to a person; zero where that is nothing.
func (c *Clause) LeftToPerson() finding.Text {
	var zh, en []string
	for i, s := range c.Sentences {
		if s.Is == "by_hand" {
			zh, en = append(zh, fmt.Sprintf("第%d句须人工判断：%s", i+1, s.Why.ZH)), append(en, fmt.Sprintf("sentence %d is for a person to judge: %s", i+1, s.Why.EN))
		}
	}
	return finding.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

// Messages is one text, or one text for each `why` constant of the clause's rules.
type Messages struct {
	Text  finding.Text
	ByWhy map[string]finding.Text
}

// For returns the message for a why constant ("" for a clause that fails in one way).
func (m Messages) For(why string) finding.Text {
	if t, ok := m.ByWhy[why]; ok {
		return t
	}
	return m.Text
}

// Place is the id of the place that the instrument is law of: its own id without the last element.
func (in *Instrument) Place() string { return in.ID[:strings.LastIndexByte(in.ID, '/')] }

// Package is the Rego package of the instrument, "policies.cn.credit_reporting_2013".
func (in *Instrument) Package() string { return "policies." + strings.ReplaceAll(in.ID, "/", ".") }

// ParamsOn returns the values of the parameters on a day, by name. Values are as in Param.
func (in *Instrument) ParamsOn(day string) map[string]any {
	out := map[string]any{}
	for name, versions := range in.Params() {
		for _, v := range versions {
			if v.From <= day && (v.Until == "" || day <= v.Until) {
				out[name] = v.Value
			}
		}
	}
	return out
}

// On reports whether the version is in force on a day.
func (in *Instrument) On(day string) bool {
	return in.InForce.From <= day && (in.InForce.Until == "" || day <= in.InForce.Until)
}

// Cite is the citation of a clause of the instrument, "cn/credit_reporting_2013#14.1".
func (in *Instrument) Cite(clause string) string { return in.ID + "#" + clause }

// Clause returns the clause of that number, and whether there is one.
func (in *Instrument) Clause(number string) (*Clause, bool) {
	for c := range in.Clauses() {
		if c.Clause == number {
			return c, true
		}
	}
	return nil, false
}

// Organisational reports whether the article of a provision is listed as organisational.
func (in *Instrument) Organisational(of ArticleRef) bool {
	article, _, _ := strings.Cut(of.Clause(), ".")
	return slices.ContainsFunc(in.articles, func(a Article) bool {
		lo, hi, run := a.Run()
		return a.Status == "organisational" && (a.Article == article || run && of.Sub == 0 && lo <= of.Article && of.Article <= hi)
	})
}

// Pointer is the JSON pointer of a clause of the instrument in instrument.yaml; "" for a clause of another.
func (in *Instrument) Pointer(c *Clause) string {
	for i := range in.articles {
		for k := range in.articles[i].Clauses {
			if c == &in.articles[i].Clauses[k] {
				return fmt.Sprintf("/articles/%d/clauses/%d", i, k)
			}
		}
	}
	return ""
}

// At returns the position of a JSON pointer in instrument.yaml; the first character of the file where the pointer leads nowhere.
func (in *Instrument) At(pointer string) finding.Position {
	p := finding.Position{File: in.Dir + "/instrument.yaml", Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Pointer: pointer}
	if in.doc == nil {
		return p
	}
	if doc := in.doc(); doc != nil {
		if s, ok := doc.At(pointer); ok {
			p.Line, p.Column, p.EndLine, p.EndColumn = s.Line, s.Column, s.EndLine, s.EndColumn
		}
	}
	return p
}

// defect is a finding about the value at a pointer in instrument.yaml.
func (in *Instrument) defect(pointer, zh, en string) finding.Finding {
	return finding.Finding{Rule: "credlint/pack", Severity: finding.Error, Message: finding.Text{ZH: zh, EN: en}, At: in.At(pointer)}
}

// setKinds lists the kinds that the clauses judge.
func (in *Instrument) setKinds() {
	for c := range in.Clauses() {
		if c.Judged() {
			in.kinds = append(in.kinds, c.Kinds...)
		}
	}
	slices.Sort(in.kinds)
	in.kinds = slices.Compact(in.kinds)
}

// Binds reports whether agencies of this type are addressees of the clause.
func (c *Clause) Binds(agency ...string) bool {
	return len(c.Addressees) == 0 || slices.ContainsFunc(agency, func(t string) bool { return slices.Contains(c.Addressees, t) })
}

// On reports whether the clause is law on a day on which its instrument is in force.
func (c *Clause) On(day string) bool { return c.From <= day && (c.Until == "" || day <= c.Until) }

// CompareClauses orders clause numbers as the statute does: 9.2 before 9.10, 120 before 120-1.
func CompareClauses(a, b string) int {
	split := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '-' })
	}
	x, y := split(a), split(b)
	for i := 0; i < len(x) && i < len(y); i++ {
		n, errN := strconv.Atoi(x[i])
		m, errM := strconv.Atoi(y[i])
		if errN == nil && errM == nil {
			if c := cmp.Compare(n, m); c != 0 {
				return c
			}
			continue
		}
		if c := cmp.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}
