package checker

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
	"github.com/credlint/credlint/schemas"
)

// Options narrow or settle a check. Every one that makes the check smaller than the law is said in the report.
type Options struct {
	// Only and Skip are citations: an instrument ("cn/credit_reporting_2013"), an article or a clause of it ("…#14",
	// "…#14.1"). Clauses left out are reported as skipped.
	Only, Skip []string
	// Readings settles open questions of law: name → choice.
	Readings map[string]string
	// Explain fills the conditions of each finding.
	Explain bool
	// Day, if set, judges every practice on this day instead of its own.
	Day string

	// Tables holds the tables of places, known instruments and instruments not held; nil: those of the pack.
	Tables fs.FS
	// Schemas holds the schemas of the kinds of practice; nil: those of the program.
	Schemas fs.FS
}

// Checker judges practices by a pack. It is immutable after New and safe for concurrent use; instruments are compiled
// when the first practice they govern comes.
type Checker struct {
	pack     *law.Pack
	places   *law.Places
	register *law.Register
	unheld   []law.Unheld
	opt      Options
	coverage *rules.Coverage                  // nil unless watched
	choices  map[string][]string              // reading → choices
	titles   map[finding.Reading]finding.Text // choice → in words
	kinds    map[string]func() (*practice.Fact, error)
	*shared
}

// shared is the caches of a checker and of those derived from it.
type shared struct {
	rules     *rules.Pack
	explored  explore.Cache
	params    sync.Map // day → *explore.Params
	governing sync.Map // place, kind and day → law.Governing
	judged    sync.Map // instrument and kind → []judged
}

// New prepares a checker of the law of a pack. An error names an option that the law does not know, with the nearest right
// name, or says which table cannot be read.
func New(pack *law.Pack, opt Options) (*Checker, error) {
	tables, kinds := opt.Tables, opt.Schemas
	if tables == nil {
		tables = pack.Tables()
	}
	if kinds == nil {
		kinds = schemas.FS
	}
	places, err := law.LoadPlaces(tables)
	if err != nil {
		return nil, err
	}
	register := law.NewRegister(tables, places, pack.Instruments)
	unheld, err := law.LoadUnheld(tables)
	if err != nil {
		return nil, err
	}
	c := &Checker{pack: pack, places: places, register: register, unheld: unheld, opt: opt, shared: &shared{rules: rules.NewPack(pack)},
		choices: map[string][]string{}, titles: map[finding.Reading]finding.Text{}, kinds: map[string]func() (*practice.Fact, error){}}
	for _, in := range pack.Instruments {
		for _, r := range in.Readings {
			for _, ch := range r.Choices {
				if !slices.Contains(c.choices[r.ID], ch.ID) {
					c.choices[r.ID] = append(c.choices[r.ID], ch.ID)
					c.titles[finding.Reading{Name: r.ID, Choice: ch.ID}] = ch.Text
				}
			}
		}
	}
	for _, kind := range practice.Kinds(kinds) {
		c.kinds[kind] = sync.OnceValues(func() (*practice.Fact, error) { return practice.KindSchema(kinds, kind) })
	}
	for _, name := range sortedKeys(opt.Readings) {
		choice := opt.Readings[name]
		known, ok := c.choices[name]
		if !ok {
			return nil, finding.Errorf("没有“%s”这一有争议的法律问题；可用的有 %s", "unknown reading %q; one of %s", name, strings.Join(sortedKeys(c.choices), ", "))
		}
		if !slices.Contains(known, choice) {
			return nil, finding.Errorf("“%s”没有“%s”这种理解；可用的有 %s", "reading %q has no choice %q; one of %s", name, choice, strings.Join(known, ", "))
		}
	}
	for _, cite := range slices.Concat(opt.Only, opt.Skip) {
		if err := c.knows(cite); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// OnlyInstrument is a checker that judges by one instrument of the same pack. The two share what they compile.
func (c *Checker) OnlyInstrument(in *law.Instrument) *Checker {
	out := *c
	out.opt.Only, out.opt.Skip = []string{in.ID}, nil
	return &out
}

// WithCoverage is a checker that records in coverage which lines of law it evaluates. Its results are the same.
func (c *Checker) WithCoverage(coverage *rules.Coverage) *Checker {
	out := *c
	out.coverage = coverage
	return &out
}

// Rules is the compiled law.
func (c *Checker) Rules() *rules.Pack { return c.rules }

// Kinds are the kinds of practice, sorted.
func (c *Checker) Kinds() []string { return sortedKeys(c.kinds) }

// Kind is the schema of a kind of practice. The error is fs.ErrNotExist for a kind that there is not.
func (c *Checker) Kind(kind string) (*practice.Fact, error) {
	read, ok := c.kinds[kind]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return read()
}

// unit is the rules of an instrument that a practice of a kind by a type of agency needs.
func (c *Checker) unit(in *law.Instrument, kind string, agency ...string) (*rules.Unit, error) {
	if c.coverage != nil { // whose lines are those of the text
		return c.rules.Whole(in)
	}
	return c.rules.Needed(in, kind, agency...)
}

// Outcomes judges a clause on a practice that states its kind and the type of agency only, over everything that a practice could
// state. It returns the status under each choice of the readings that the clause reads.
func (c *Checker) Outcomes(ctx context.Context, u *rules.Unit, clause *law.Clause, kind, agency, day string) ([]finding.Status, error) {
	place := u.Instrument.Place()
	bases := [][]any{{}}
	if u.Facts(clause.Clause).Authorities { // it may judge only who cites it
		bases = append(bases, []any{map[string]any{"cite": u.Instrument.Cite(clause.Clause)}})
	}
	var out []finding.Status
	for _, basis := range bases {
		j := c.judging(ctx, &practice.Document{Kind: kind, Jurisdiction: place, Day: day, Value: map[string]any{
			"practice": practice.Version, "kind": kind, "id": "x", "jurisdiction": place, "day": day, "basis": basis, "agency": map[string]any{"type": agency}}})
		var err error
		if j.kind, err = c.Kind(kind); err != nil {
			return nil, err
		}
		j.w = explore.NewWorld(&c.explored, j.kind, j.doc.Value)
		j.w.Open = func(string, *practice.Fact) bool { return true }
		j.params = c.paramsOn(day)
		j.resolve()
		j.buildInput()
		for _, o := range j.clause(u, clause) {
			if o.status == finding.Failed {
				return nil, o.err
			}
			out = append(out, o.status)
		}
		if slices.Contains(out, finding.Undetermined) { // it can be breached and kept: a citation tells no more
			break
		}
	}
	return out, nil
}

// knows checks that a citation given as an option names something in the pack.
func (c *Checker) knows(cite string) error {
	id, clause, _ := strings.Cut(cite, "#")
	in, ok := c.pack.Instrument(id)
	if !ok {
		var ids []string
		for _, in := range c.pack.Instruments {
			ids = append(ids, in.ID)
		}
		return finding.Errorf("没有编号为“%s”的规范；可用的有 %s", "no instrument %q in the packs; one of %s", id, strings.Join(ids, ", "))
	}
	if clause == "" {
		return nil
	}
	for c := range in.Clauses() {
		if within(c.Clause, clause) {
			return nil
		}
	}
	return finding.Errorf("%s 没有“%s”这一条款；见 credlint laws %s", "%s has no clause %q; see credlint laws %s", id, clause, id)
}

// within reports whether a clause is the one named or a part of it: 14.1 is within 14.
func within(clause, of string) bool { return clause == of || strings.HasPrefix(clause, of+".") }

// narrowedOut reports whether the options leave a clause out.
func (c *Checker) narrowedOut(in *law.Instrument, clause string) bool {
	named := func(list []string) bool {
		return slices.ContainsFunc(list, func(cite string) bool {
			id, n, has := strings.Cut(cite, "#")
			return id == in.ID && (!has || within(clause, n))
		})
	}
	return len(c.opt.Only) > 0 && !named(c.opt.Only) || named(c.opt.Skip)
}

// Narrowed says in words what makes a check with these options smaller than the law.
func (c *Checker) Narrowed() []finding.Text {
	var out []finding.Text
	if len(c.opt.Only) > 0 {
		s := strings.Join(c.opt.Only, ", ")
		out = append(out, finding.Text{ZH: "仅检查：" + s, EN: "only these were checked: " + s})
	}
	if len(c.opt.Skip) > 0 {
		s := strings.Join(c.opt.Skip, ", ")
		out = append(out, finding.Text{ZH: "未检查：" + s, EN: "these were left out: " + s})
	}
	for _, name := range sortedKeys(c.opt.Readings) {
		out = append(out, finding.Text{ZH: fmt.Sprintf("有争议的问题“%s”按“%s”处理", name, c.opt.Readings[name]),
			EN: fmt.Sprintf("the open question %s was settled as %s", name, c.opt.Readings[name])})
	}
	for _, id := range c.pack.Replaced {
		out = append(out, finding.Text{ZH: "“" + id + "”由所给的规范包替换", EN: id + " was replaced by that of a given pack"})
	}
	for _, added := range []struct {
		names  []string
		zh, en string
	}{
		{c.pack.Added.Places, "所给的规范包增加了地方", "places added by a given pack"},
		{c.pack.Added.Register, "所给的规范包在文件名录中增加了", "rows of the register of instruments added by a given pack"},
		{c.pack.Added.Unheld, "所给的规范包增加了未持有文本的文件", "instruments without their text added by a given pack"},
		{c.pack.Added.Lib, "所给的规范包增加了共用规则", "shared Rego added by a given pack"},
	} {
		if len(added.names) > 0 {
			zh, en := first(added.names)
			out = append(out, finding.Text{ZH: added.zh + "：" + zh, EN: added.en + ": " + en})
		}
	}
	if c.opt.Day != "" {
		out = append(out, finding.Text{ZH: "全部按" + c.opt.Day + "当日的法律检查", EN: "everything was judged on " + c.opt.Day})
	}
	return out
}

// first lists the first few names, and how many more there are.
func first(names []string) (zh, en string) {
	const most = 5
	shown := names[:min(len(names), most)]
	zh, en = strings.Join(shown, "、"), strings.Join(shown, ", ")
	if len(names) > most {
		zh, en = fmt.Sprintf("%s等 %d 项", zh, len(names)), fmt.Sprintf("%s and %d more", en, len(names)-most)
	}
	return zh, en
}

func sortedKeys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	return slices.Sorted(maps.Keys(m))
}

// intersect is the elements of a that b has too.
func intersect(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(v string) bool { return !slices.Contains(b, v) })
}
