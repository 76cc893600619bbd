package checker

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// A class is a set of values of a missing fact that a clause cannot tell apart, with one that stands for them.
type class struct {
	rep     *ast.Term
	members []string // as a reader would write them; for numbers and periods the value itself
}

// domain lists the classes of a missing fact for one clause. Admissible values are those of the schema; two values share
// a class only if no comparison in the rules, no guard and no correlation beside the fact tells them apart.
func (x *explorer) domain(at string, f *practice.Fact, in *tracked) []class {
	if d, ok := x.domains[at]; ok {
		return d
	}
	d, ok := x.kept(at, f)
	if !ok {
		x.drawn = false
		d = x.classes(at, f, in)
		x.keep(at, f, d)
	}
	x.domains[at] = x.w.sameClasses(at, d)
	return x.domains[at]
}

// cut is how a clause tells the values of a fact apart, and in which units where it is a period.
type cut struct {
	classs []class
	units  []string
}

// cutKey is what that hangs on beside the law, where nothing of the practice was looked at. There are as many numbers as
// days.
type cutKey struct {
	kind    *practice.Fact
	at      string
	numbers *numbers
}

// maxCuts bounds the cuts that are kept for a clause; only a practice of very many elements has so many facts.
const maxCuts = 1024

// kept is what an earlier practice found.
func (x *explorer) kept(at string, f *practice.Fact) ([]class, bool) {
	if !x.lasting(f) {
		return nil, false
	}
	c, ok := x.facts[0].cuts.Load(cutKey{x.w.root.fact, at, x.numbers})
	if !ok {
		return nil, false
	}
	x.units[at] = c.(cut).units
	return c.(cut).classs, true
}

func (x *explorer) keep(at string, f *practice.Fact, d []class) {
	if x.lasting(f) && !x.drawn && x.facts[0].cutsKept.Add(1) <= maxCuts {
		x.facts[0].cuts.Store(cutKey{x.w.root.fact, at, x.numbers}, cut{d, x.units[at]})
	}
}

// lasting reports whether the classes of a fact may be those of other practices too: nothing but the clause compares it, and
// none of them is an object of this practice.
func (x *explorer) lasting(f *practice.Fact) bool {
	return len(x.facts) == 1 && !x.blind && !x.w.anything && f.Type != "array"
}

// classes lists them anew.
func (x *explorer) classes(at string, f *practice.Fact, in *tracked) []class {
	var d []class
	switch f.Type {
	case "boolean":
		d = []class{{ast.InternedTerm(true), []string{"true"}}, {ast.InternedTerm(false), []string{"false"}}}
	case "integer", "number":
		d = x.integers(at, f)
	case "period":
		d = x.periods(at, f)
	case "array":
		lo, hi := f.MinItems, 2
		if f.MaxItems > 0 {
			hi = min(hi, f.MaxItems)
		}
		for n := min(lo, hi); n <= hi; n++ {
			d = append(d, class{x.w.elements(f, at, n), []string{strconv.Itoa(n)}})
		}
	default:
		d = x.strings(at, f, in)
	}
	if x.w.anything && f.Absent == "not_applicable" {
		d = append(d, class{nil, []string{""}})
	}
	return d
}

// compared gathers what the clause compares a fact with, over all patterns that match its pointer.
func (x *explorer) compared(at string) []*compared {
	var out []*compared
	if x.blind {
		out = append(out, &compared{every: true})
	}
	path := strings.TrimPrefix(at, "/")
	if !strings.HasPrefix(path, "authorities/") {
		path = "practice/" + path
	}
	for _, fs := range x.facts {
		for _, p := range sortedKeys(fs.cmp) {
			switch {
			case matches(p, path):
				out = append(out, fs.cmp[p])
			case matchesPrefix(p, path) && fs.cmp[p].wholly():
				out = append(out, fs.cmp[p].within(strings.Split(path, "/")[strings.Count(p, "/")+1:]))
			}
		}
		for p := range fs.opaque {
			if matches(p, path) || matchesPrefix(p, path) {
				out = append(out, &compared{every: true})
				break
			}
		}
	}
	return out
}

// read reports whether the clause reads a fact at all.
func (x *explorer) read(at string) bool {
	path := "practice/" + strings.TrimPrefix(at, "/")
	for _, fs := range x.facts {
		for p := range fs.reads {
			if matches(p, path) {
				return true
			}
		}
	}
	return false
}

// wholly reports whether a value is compared as the object it is. A period held against a limit is not: what the law's own
// functions tell apart they are asked, see periods.
func (c *compared) wholly() bool {
	return c.every || len(c.consts)+len(c.sets)+len(c.params)+len(c.others) > 0
}

// within is what a part of a value is compared with where the whole of it is compared.
func (c *compared) within(steps []string) *compared {
	whole := abstract{paths: c.others}
	for _, k := range c.consts {
		whole.consts = append(whole.consts, k.value)
	}
	for _, s := range c.sets {
		whole.add(abstract{consts: abstract{consts: []ast.Value{s}}.sel("*").consts})
	}
	for _, s := range steps {
		whole = whole.sel(s)
	}
	out := &compared{every: true, others: whole.paths, at: c.at}
	for _, v := range whole.consts {
		out.consts = append(out.consts, constant{v, c.at})
	}
	return out
}

func matches(pat, path string) bool {
	a, b := strings.Split(pat, "/"), strings.Split(path, "/")
	return len(a) == len(b) && agree(a, b)
}

// matchesPrefix reports whether pat is the path of something above path.
func matchesPrefix(pat, path string) bool {
	a, b := strings.Split(pat, "/"), strings.Split(path, "/")
	return len(a) < len(b) && agree(a, b[:len(a)])
}

func agree(pat, path []string) bool {
	for i := range pat {
		if pat[i] != path[i] && pat[i] != "*" && path[i] != "*" {
			return false
		}
	}
	return true
}

// strings is the domain of an enumeration, a day or a free text.
func (x *explorer) strings(at string, f *practice.Fact, in *tracked) []class {
	cmps := x.compared(at)
	var consts []string
	var sets []ast.Value
	every := false
	for _, c := range cmps {
		every = every || c.every || len(c.others) > 0 && len(f.Enum) > 0
		for _, v := range c.consts {
			if s, ok := v.value.(ast.String); ok {
				consts = append(consts, string(s))
			}
		}
		sets = append(sets, c.sets...)
		for _, p := range c.params {
			if s, ok := x.param(p).(string); ok {
				consts = append(consts, s)
			}
		}
		for _, o := range c.others {
			consts = append(consts, x.values(o)...)
		}
	}
	if len(f.Enum) > 0 {
		return x.named(f, in, consts, sets, every)
	}
	for _, s := range sets {
		if set, ok := s.(ast.Set); ok {
			set.Foreach(func(t *ast.Term) {
				if s, ok := t.Value.(ast.String); ok {
					consts = append(consts, string(s))
				}
			})
		}
	}
	var vals []string
	if f.Format == "date" {
		vals = []string{"1000-01-01", "1000-01-02", "9999-12-31"}
		for _, c := range append(consts, x.day) {
			if d, err := time.Parse(time.DateOnly, c); err == nil {
				for _, n := range []int{-1, 0, 1} {
					vals = append(vals, d.AddDate(0, 0, n).Format(time.DateOnly))
				}
			}
		}
	} else {
		vals = append(consts, "\u00b7", "\u00b7\u00b7") // two values that no law and no practice names
	}
	slices.Sort(vals)
	var out []class
	for _, v := range slices.Compact(vals) {
		out = append(out, class{ast.StringTerm(v), []string{v}})
	}
	return out
}

// named groups the values of an enumeration by what tells them apart.
func (x *explorer) named(f *practice.Fact, in *tracked, consts []string, sets []ast.Value, every bool) []class {
	sign := func(v string) string {
		if every {
			return v
		}
		var b strings.Builder
		if slices.Contains(consts, v) {
			b.WriteString(v)
		}
		t := ast.StringTerm(v)
		for _, s := range sets {
			b.WriteString(strconv.FormatBool(holds(s, t)))
		}
		if in != nil {
			quoted := strconv.Quote(v)
			for _, sib := range in.fact.Children {
				if vals, ok := sib.When[f.Name]; ok {
					b.WriteString("|" + strconv.FormatBool(slices.Contains(vals, quoted)))
				}
			}
			for _, imp := range in.fact.Implies {
				for _, side := range []map[string][]string{imp.If, imp.Then} {
					if vals, ok := side[f.Name]; ok {
						b.WriteString("|" + strconv.FormatBool(slices.Contains(vals, quoted)))
					}
				}
			}
		}
		return b.String()
	}
	var order []string
	bySign := map[string]*class{}
	for _, v := range f.Enum {
		s := sign(v)
		c := bySign[s]
		if c == nil {
			c = &class{rep: ast.StringTerm(v)}
			bySign[s] = c
			order = append(order, s)
		}
		c.members = append(c.members, v)
	}
	out := make([]class, len(order))
	for i, s := range order {
		out[i] = *bySign[s]
	}
	return out
}

// holds reports whether a constant collection has an element.
func holds(coll ast.Value, t *ast.Term) bool {
	found := false
	each := func(e *ast.Term) { found = found || ast.Compare(e.Value, t.Value) == 0 }
	switch v := coll.(type) {
	case ast.Set:
		return v.Contains(t)
	case *ast.Array:
		v.Foreach(each)
	case ast.Object:
		v.Foreach(func(_, e *ast.Term) { each(e) })
	}
	return found
}

// integers is the domain of a number: around every number it is compared with, and the ends. Numbers between the same two
// are taken together where nothing else is done with the number than to compare it with those.
func (x *explorer) integers(at string, f *practice.Fact) []class {
	lo, hi := 0, math.MaxInt32
	if f.Min != nil {
		lo = *f.Min
	}
	if f.Max != nil {
		hi = *f.Max
	}
	vals := []int{lo, lo + 1, lo + 2, hi}
	var bounds []int // a number below, at or above one of them may be told apart
	put := func(s string) {
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			bounds = append(bounds, int(math.Floor(n)), int(math.Ceil(n)))
			vals = append(vals, int(math.Floor(n))-1, int(math.Floor(n)), int(math.Floor(n))+1, int(math.Ceil(n))+1)
		}
	}
	whole := false
	for _, c := range x.compared(at) {
		whole = whole || c.every || len(c.limits) > 0
		for _, v := range c.consts {
			put(v.value.String())
		}
		for _, s := range c.sets {
			set, ok := s.(ast.Set)
			if whole = whole || !ok; ok {
				set.Foreach(func(t *ast.Term) { put(t.Value.String()) })
			}
		}
		for _, p := range c.params {
			put(fmt.Sprint(x.param(p)))
		}
		for _, o := range c.others {
			whole = true // it may be a fact that is missing too
			for _, v := range x.values(o) {
				put(v)
			}
		}
	}
	slices.Sort(vals)
	var out []class
	before := ""
	for _, n := range slices.Compact(vals) {
		if n < lo || n > hi {
			continue
		}
		var sign strings.Builder
		for _, b := range bounds {
			sign.WriteByte("<=>"[cmp.Compare(n, b)+1])
		}
		if len(out) > 0 && !whole && sign.String() == before {
			out[len(out)-1].members = append(out[len(out)-1].members, strconv.Itoa(n))
			continue
		}
		before = sign.String()
		out = append(out, class{ast.IntNumberTerm(n), []string{strconv.Itoa(n)}})
	}
	return out
}

// amount is a period: a number of one unit.
type amount struct {
	n    int
	unit string
}

func (a amount) value() map[string]any {
	if a.unit == "unlimited" {
		return map[string]any{"unlimited": true}
	}
	return map[string]any{a.unit: json.Number(strconv.Itoa(a.n))}
}

// span is how many calendar days a unit takes at least and at most; 0 is not known. It only says where to look for
// boundaries: what a period is against a limit, the law's own functions say.
var span = map[string][2]int{"years": {365, 366}, "months": {28, 31}, "days": {1, 1}, "working_days": {1, 0}}

// periods is the domain of a period: in every unit it may be stated in, around every limit it is held against. Periods that
// the law's comparisons do not tell apart are taken together.
func (x *explorer) periods(at string, f *practice.Fact) []class {
	units := f.Units
	if len(units) == 0 {
		units = []string{"years", "months", "days", "working_days", "unlimited"}
	}
	type held struct {
		limit limit
		value amount
	}
	var against []held
	seen := map[string]bool{}
	whole := x.blind
	var limits []amount
	var meets []amount // where units meet, for a limit that may lie anywhere
	for _, c := range x.compared(at) {
		if c.every || len(c.consts)+len(c.sets)+len(c.others) > 0 {
			whole = true // the period is compared as the object it is
			within := abstract{paths: c.others}
			for _, k := range c.consts {
				within.consts = append(within.consts, k.value)
			}
			for _, s := range c.sets {
				within.add(abstract{consts: []ast.Value{s}}.sel("*"))
			}
			limits = append(limits, x.amounts(within)...)
		}
		for _, l := range c.limits {
			if x.open(l.period) {
				whole = true
				meets = []amount{{1, "years"}, {1, "months"}, {1, "days"}, {1, "working_days"}}
			}
			values := x.amounts(l.period)
			whole = whole || len(values) == 0 // the other side is not understood
			for _, v := range values {
				if key := fmt.Sprint(l.fn, l.first, v); !seen[key] {
					seen[key] = true
					against = append(against, held{l, v})
				}
			}
		}
	}
	for _, h := range against {
		limits = append(limits, h.value)
	}
	direct := map[string]bool{} // units that the law looks at itself
	for _, u := range []string{"years", "months", "days", "working_days", "unlimited"} {
		direct[u] = x.read(at + "/" + u)
		for _, c := range x.compared(at + "/" + u) {
			direct[u] = true
			for _, v := range c.consts {
				if n, err := strconv.Atoi(v.value.String()); err == nil {
					limits = append(limits, amount{n, u})
				}
			}
			for _, p := range c.params {
				if n, err := strconv.Atoi(fmt.Sprint(x.param(p))); err == nil {
					limits = append(limits, amount{n, u})
				}
			}
		}
	}
	var vals []amount
	for _, u := range units {
		if u == "unlimited" {
			vals = append(vals, amount{0, u})
			continue
		}
		near := func(n int) {
			for d := -1; d <= 1; d++ {
				if n+d >= 0 {
					vals = append(vals, amount{n + d, u})
				}
			}
		}
		near(0)
		near(10000)
		for _, l := range slices.Concat(limits, meets) {
			switch {
			case l.unit == u:
				near(l.n)
			case l.unit == "years" && u == "months":
				near(l.n * 12)
			case l.unit == "months" && u == "years":
				near(l.n / 12)
			}
			for _, days := range span[l.unit] {
				for _, own := range span[u] {
					if days > 0 && own > 0 && l.unit != u {
						near(l.n * days / own)
					}
				}
			}
		}
	}
	slices.SortFunc(vals, func(a, b amount) int {
		return cmp.Or(cmp.Compare(slices.Index(units, a.unit), slices.Index(units, b.unit)), cmp.Compare(a.n, b.n))
	})
	var out []class
	bySign := map[string]int{}
	for _, v := range slices.Compact(vals) {
		if v.n > 10000 {
			continue
		}
		var sign strings.Builder
		if direct[v.unit] || whole {
			fmt.Fprint(&sign, v)
		}
		for _, h := range against {
			a, b := v, h.value
			if !h.limit.first {
				a, b = b, a
			}
			sign.WriteString(strconv.FormatBool(h.limit.of.holds(h.limit.fn, a, b)))
		}
		text := v.unit
		if v.unit != "unlimited" {
			text = strconv.Itoa(v.n) + " " + v.unit
		}
		if i, ok := bySign[sign.String()]; ok {
			out[i].members = append(out[i].members, text)
			continue
		}
		bySign[sign.String()] = len(out)
		out = append(out, class{plain(v.value()), []string{text}})
	}
	x.units[at] = nil
	for _, l := range limits {
		if l.unit != "unlimited" && !slices.Contains(x.units[at], l.unit) {
			x.units[at] = append(x.units[at], l.unit)
		}
	}
	return out
}

// open reports whether the other side of a comparison is a fact that may be missing too, or one of several that may.
func (x *explorer) open(a abstract) bool {
	for _, f := range a.fields {
		if x.open(f) {
			return true
		}
	}
	return slices.ContainsFunc(a.paths, func(p string) bool {
		return !strings.HasPrefix(p, "params/") && (strings.Contains(p, "*") || len(x.raw(p)) == 0)
	})
}

// amounts are the periods that the other side of a comparison may be: a constant, a parameter, a period of the practice.
func (x *explorer) amounts(a abstract) []amount {
	var out []amount
	put := func(v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		for _, u := range sortedKeys(m) {
			if u == "unlimited" {
				out = append(out, amount{0, u})
			} else if n, err := strconv.Atoi(fmt.Sprint(m[u])); err == nil {
				out = append(out, amount{n, u})
			}
		}
	}
	for _, c := range a.consts {
		if v, err := ast.JSON(c); err == nil {
			put(v)
		}
	}
	for _, p := range a.paths {
		if strings.HasPrefix(p, "params/") {
			put(x.param(p))
			continue
		}
		for _, v := range x.raw(p) {
			put(v)
		}
	}
	for _, u := range sortedKeys(a.fields) {
		for _, c := range a.fields[u].consts {
			put(map[string]any{u: c.String()})
		}
		for _, p := range a.fields[u].paths {
			if strings.HasPrefix(p, "params/") {
				put(map[string]any{u: x.param(p)})
				continue
			}
			for _, v := range x.raw(p) {
				put(map[string]any{u: v})
			}
		}
	}
	return out
}

// holds asks a comparison of the law's library, once for each pair of periods.
func (u *unit) holds(fn ast.Ref, a, b amount) bool {
	type question struct {
		fn   string
		a, b amount
	}
	q := question{fn.String(), a, b}
	if v, ok := u.compared.Load(q); ok {
		return v.(bool)
	}
	call := ast.NewExpr([]*ast.Term{ast.NewTerm(fn), plain(a.value()), plain(b.value())})
	yes, _ := first(context.Background(), newQuery(u, ast.NewBody(call), ast.NullTerm(), nil), nil) // an error is no: the clause itself will say it
	u.compared.Store(q, yes)
	return yes
}

// param is the value of a parameter by the path law reads it by, "params/cn/x/name" with the id in one step.
func (x *explorer) param(path string) any {
	rest := strings.TrimPrefix(path, "params/")
	for id, byName := range x.numbers.values {
		if name, ok := strings.CutPrefix(rest, id+"/"); ok {
			first, deeper, more := strings.Cut(name, "/")
			v := byName[first]
			if more {
				if m, ok := v.(map[string]any); ok {
					v = m[deeper]
				}
			}
			if v == nil {
				return nil
			}
			return v
		}
	}
	return nil
}

// values are the texts of the known facts at a path pattern.
func (x *explorer) values(pat string) []string {
	if pat == "day" {
		return []string{x.day}
	}
	var out []string
	for _, v := range x.raw(pat) {
		out = append(out, fmt.Sprint(v))
	}
	return out
}

// raw are the known values at a path pattern of the practice.
func (x *explorer) raw(pat string) []any {
	rest, ok := strings.CutPrefix(pat, "practice/")
	if !ok {
		return nil
	}
	x.drawn = true
	vals := []any{any(x.practice)}
	for _, step := range strings.Split(rest, "/") {
		var next []any
		for _, v := range vals {
			switch v := v.(type) {
			case map[string]any:
				if step == "*" {
					for _, k := range sortedKeys(v) {
						next = append(next, v[k])
					}
				} else if e, ok := v[step]; ok {
					next = append(next, e)
				}
			case []any:
				if step == "*" {
					next = append(next, v...)
				}
			}
		}
		vals = next
	}
	return vals
}
