package checker

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
)

// Law holds no data of its own: everything it may know comes in with the input.
var (
	emptyStore = inmem.New()
	emptyTxn   = storage.NewTransactionOrDie(context.Background(), emptyStore)
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
	// Documents is how many practices are going to be judged; 0 is not known, and taken as many. It changes how law is
	// compiled, and no result.
	Documents int
	// Day, if set, judges every practice on this day instead of its own.
	Day string
}

// Checker judges practices by a pack. It is immutable after New and safe for concurrent use; instruments are compiled
// when the first practice they govern comes.
type Checker struct {
	pack     *law.Pack
	places   *law.Places
	register *law.Register
	unheld   []law.Unheld
	opt      Options
	reached  *Reached                         // nil unless watched
	choices  map[string][]string              // reading → choices
	titles   map[finding.Reading]finding.Text // choice → in words
	lib      func() (lib, error)
	books    func() map[string]string // rules stored, by instrument
	units    *sync.Map                // instrument and kind → func() (*unit, error)
	numbers  *sync.Map                // day → *numbers
	// governing is the law that governs, by place, kind and day.
	governing *sync.Map
	shapes    *shapes
	kinds     map[string]func() (*practice.Fact, error)
	recall    *memory // what law answered, where many practices come
}

// New prepares a checker. The packs' tables of places, known instruments and instruments not held come from tables, the
// schemas of the kinds from kinds. An error names an option that the law does not know, with the nearest right name.
func New(pack *law.Pack, tables, kinds fs.FS, opt Options) (*Checker, error) {
	places, err := law.LoadPlaces(tables)
	if err != nil {
		return nil, err
	}
	register := law.NewRegister(tables, places, pack.Instruments)
	unheld, err := law.LoadUnheld(tables)
	if err != nil {
		return nil, err
	}
	c := &Checker{pack: pack, places: places, register: register, unheld: unheld, opt: opt, units: &sync.Map{}, numbers: &sync.Map{}, governing: &sync.Map{}, shapes: &shapes{}, choices: map[string][]string{}, titles: map[finding.Reading]finding.Text{}, kinds: map[string]func() (*practice.Fact, error){}}
	c.lib = sync.OnceValues(func() (lib, error) { return parseLib(pack) })
	c.books = sync.OnceValue(func() map[string]string { return books(pack) })
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
	if c.many() {
		c.recall = &memory{}
	}
	for _, kind := range practice.Kinds(kinds) {
		c.kinds[kind] = sync.OnceValues(func() (*practice.Fact, error) { return practice.KindSchema(kinds, kind) })
	}
	for _, name := range sortedKeys(opt.Readings) {
		choice := opt.Readings[name]
		known, ok := c.choices[name]
		if !ok {
			return nil, fmt.Errorf("unknown reading %q; one of %s", name, strings.Join(sortedKeys(c.choices), ", "))
		}
		if !slices.Contains(known, choice) {
			return nil, fmt.Errorf("reading %q has no choice %q; one of %s", name, choice, strings.Join(known, ", "))
		}
	}
	for _, cite := range slices.Concat(opt.Only, opt.Skip) {
		if err := c.knows(cite); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Alone is a checker that judges by one instrument of the same law only; what is compiled they share.
func (c *Checker) Alone(in *law.Instrument) *Checker {
	out := *c
	out.opt.Only, out.opt.Skip = []string{in.ID}, nil
	return &out
}

// Watched is a checker that notes in r which lines of law it evaluates. Its results are the same.
func (c *Checker) Watched(r *Reached) *Checker {
	out := *c
	out.reached = r
	return &out
}

// few is up to how many practices each is worth law compiled for its own kind and agency alone.
const few = 4

// many reports whether it is worth having law compiled for all practices, and keeping what it answers.
func (c *Checker) many() bool { return c.opt.Documents == 0 || c.opt.Documents > few }

// unit is an instrument compiled for a kind of practice and a type of agency, or whole and from its text for the kind "", on
// first use and once.
func (c *Checker) unit(in *law.Instrument, kind, agency string) (*unit, error) {
	if book, ok := c.books()[in.ID]; ok && in.Shipped && kind != "" && c.reached == nil { // what is reached is found by the text
		n, key := need{in: in, kind: kind, agency: agency}, in.ID+"#"+kind+"#"+agency
		if c.many() {
			n, key = need{in: in, all: true}, in.ID
		}
		if u, err := c.once(key, func() (*unit, error) { return restore(in, book, n) }); err == nil {
			return u, nil
		}
	}
	return c.once(in.ID+"#", func() (*unit, error) {
		shared, err := c.lib()
		if err != nil {
			return nil, err
		}
		return compile(in, shared)
	})
}

// once makes a unit if nobody else did.
func (c *Checker) once(key string, make func() (*unit, error)) (*unit, error) {
	made, _ := c.units.LoadOrStore(key, sync.OnceValues(make))
	return made.(func() (*unit, error))()
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
		return fmt.Errorf("no instrument %q in the packs; one of %s", id, strings.Join(ids, ", "))
	}
	if clause == "" {
		return nil
	}
	for i := range in.Articles() {
		for j := range in.Articles()[i].Clauses {
			if within(in.Articles()[i].Clauses[j].Clause, clause) {
				return nil
			}
		}
	}
	return fmt.Errorf("%s has no clause %q; see credlint laws %s", id, clause, id)
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
	if c.opt.Day != "" {
		out = append(out, finding.Text{ZH: "全部按" + c.opt.Day + "当日的法律检查", EN: "everything was judged on " + c.opt.Day})
	}
	return out
}
