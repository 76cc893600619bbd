package explore

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// A Class is a set of values of a missing fact that a clause does not distinguish.
type Class struct {
	Members []string // as a reader would write them

	value *ast.Term // stands for all members; nil: the fact is not stated at all
}

// classify finds the classes of a missing fact for the clause. Admissible values are those of the schema; two values share a
// class only if no comparison in the rules, no guard and no implication beside the fact distinguishes them.
func (x *Explorer) classify(m *Missing) {
	if known, ok := x.classified[m.Pointer]; ok {
		m.Classes, m.Units, m.division = known.Classes, known.Units, known.division
		return
	}
	x.analyse()
	key := classKey{x.facts[0], x.w.root.fact, m.Pointer, x.w.params}
	cached := x.cachesClasses(m.Kind) && m.Known == nil
	var v classValue
	if made, ok := x.w.cache.classes.Load(key); ok && cached {
		v = made.(classValue)
	} else {
		x.readsPractice, x.units = false, nil
		v.classes = x.classes(m)
		v.units = x.units
		if cached && !x.readsPractice && x.w.cache.size.Add(1) <= maxClasses {
			x.w.cache.classes.Store(key, v)
		}
	}
	x.w.divide(m, v.classes, v.units)
	x.classified[m.Pointer] = m
}

// classKey is all that classes depend on beside the law where no value of the practice was looked at. The parameters are of
// one day.
type classKey struct {
	facts   *rules.Facts
	kind    *practice.Fact
	pointer string
	params  *Params
}

type classValue struct {
	classes []Class
	units   []string
}

// maxClasses bounds the cache; practices of very many elements have as many facts.
const maxClasses = 1 << 16

// cachesClasses reports whether the classes of a fact may serve other practices: the clause alone compares it, and no class
// is an object of this practice.
func (x *Explorer) cachesClasses(f *practice.Fact) bool {
	return len(x.facts) == 1 && !x.blind && x.w.Open == nil && f.Type != "array"
}

// classes finds the classes without the cache.
func (x *Explorer) classes(m *Missing) []Class {
	var d []Class
	at, f, known := m.Pointer, m.Kind, m.Known
	switch f.Type {
	case "boolean":
		d = []Class{{[]string{"true"}, ast.InternedTerm(true)}, {[]string{"false"}, ast.InternedTerm(false)}} // one left would be stated
	case "integer", "number":
		d = x.integers(at, f, known)
	case "period":
		d = x.periods(at, f, known)
	case "array":
		lo, hi := f.MinItems, MaxElements
		if f.MaxItems > 0 {
			hi = min(hi, f.MaxItems)
		}
		for n := min(lo, hi); n <= hi; n++ {
			d = append(d, Class{[]string{strconv.Itoa(n)}, x.w.elements(f, at, n, known != nil)})
		}
	default:
		d = x.strings(m)
	}
	if f.Absent == "not_applicable" && (x.w.explores(at, f) || known != nil && known.Unknown()) {
		d = append(d, Class{[]string{""}, nil})
	}
	return d
}

// maxCompared bounds the paths that compared follows: an object compared with a part of itself makes ever longer ones.
const maxCompared = 256

// compared are the comparisons of a fact in the clause, and of the facts that it is compared with: where these are missing
// too, they may have the values that they are compared with.
func (x *Explorer) compared(at string) []*rules.Comparisons {
	var out []*rules.Comparisons
	if x.blind {
		out = append(out, &rules.Comparisons{Every: true})
	}
	path := strings.TrimPrefix(at, "/")
	if !strings.HasPrefix(path, "authorities/") {
		path = "practice/" + path
	}
	seen := map[string]bool{}
	for queue := []string{path}; len(queue) > 0 && len(seen) < maxCompared; queue = queue[1:] {
		if seen[queue[0]] {
			continue
		}
		seen[queue[0]] = true
		for _, c := range x.comparisons(queue[0]) {
			out = append(out, c)
			queue = append(queue, c.Others...)
		}
	}
	return out
}

// comparisons are the comparisons at a path of the input, of every path that covers it.
func (x *Explorer) comparisons(path string) []*rules.Comparisons {
	var out []*rules.Comparisons
	for _, fs := range x.facts {
		for _, p := range sortedKeys(fs.Compared) {
			switch {
			case matches(p, path):
				out = append(out, fs.Compared[p])
			case matchesPrefix(p, path) && fs.Compared[p].Whole():
				out = append(out, fs.Compared[p].Within(strings.Split(path, "/")[strings.Count(p, "/")+1:]))
			}
		}
		for p := range fs.Opaque {
			if matches(p, path) || matchesPrefix(p, path) {
				out = append(out, &rules.Comparisons{Every: true})
				break
			}
		}
	}
	return out
}

// read reports whether the clause reads a fact at all.
func (x *Explorer) read(at string) bool {
	path := "practice/" + strings.TrimPrefix(at, "/")
	for _, fs := range x.facts {
		for p := range fs.Reads {
			if matches(p, path) {
				return true
			}
		}
	}
	return false
}

// matches reports whether a path pattern covers a path; "*" in either is any step.
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

// strings are the classes of an enumeration, a day or a free text.
func (x *Explorer) strings(m *Missing) []Class {
	f, known, cmps := m.Kind, m.Known, x.compared(m.Pointer)
	var consts []string
	var sets []ast.Value
	every := false
	for _, c := range cmps {
		every = every || c.Every || len(c.Others) > 0 && len(f.Enum) > 0
		for _, v := range c.Consts {
			if s, ok := v.Value.(ast.String); ok {
				consts = append(consts, string(s))
			}
		}
		sets = append(sets, c.Sets...)
		for _, p := range c.Params {
			if s, ok := x.param(p).(string); ok {
				consts = append(consts, s)
			}
		}
		for _, o := range c.Others {
			consts = append(consts, x.values(o)...)
		}
	}
	if len(f.Enum) > 0 {
		return x.enumeration(m, consts, sets, every)
	}
	for _, v := range known.Listed() {
		consts = append(consts, v.(string))
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
		for _, c := range append(consts, x.w.day) {
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
	var out []Class
	for _, v := range slices.Compact(vals) {
		if known.Admits(v) {
			out = append(out, Class{[]string{v}, ast.StringTerm(v)})
		}
	}
	return out
}

// enumeration groups the values of an enumeration by the comparisons that distinguish them.
func (x *Explorer) enumeration(m *Missing, consts []string, sets []ast.Value, every bool) []Class {
	f, in := m.Kind, m.in
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
			b.WriteString(strconv.FormatBool(contains(s, t)))
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
	bySign := map[string]*Class{}
	for _, v := range f.Enum {
		if !m.Known.Admits(v) {
			continue
		}
		s := sign(v)
		c := bySign[s]
		if c == nil {
			c = &Class{value: ast.StringTerm(v)}
			bySign[s] = c
			order = append(order, s)
		}
		c.Members = append(c.Members, v)
	}
	out := make([]Class, len(order))
	for i, s := range order {
		out[i] = *bySign[s]
	}
	return out
}

// contains reports whether a constant collection has an element.
func contains(coll ast.Value, t *ast.Term) bool {
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

// integers are the classes of a number: numbers around every number that it is compared with, and the ends of its range.
// Numbers between the same two are one class where the law only compares the number with these.
func (x *Explorer) integers(at string, f *practice.Fact, known *practice.Partial) []Class {
	lo, hi := 0, math.MaxInt32
	if f.Min != nil {
		lo = *f.Min
	}
	if f.Max != nil {
		hi = *f.Max
	}
	vals := []int{lo, lo + 1, lo + 2, hi}
	var bounds []int // a number below, at or above one of them may be distinguished
	put := func(s string) {
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			bounds = append(bounds, int(math.Floor(n)), int(math.Ceil(n)))
			vals = append(vals, int(math.Floor(n))-1, int(math.Floor(n)), int(math.Floor(n))+1, int(math.Ceil(n))+1)
		}
	}
	for _, v := range known.Listed() {
		put(fmt.Sprint(v))
	}
	whole := false
	for _, c := range x.compared(at) {
		whole = whole || c.Every || len(c.Limits) > 0
		for _, v := range c.Consts {
			put(v.Value.String())
		}
		for _, s := range c.Sets {
			set, ok := s.(ast.Set)
			if whole = whole || !ok; ok {
				set.Foreach(func(t *ast.Term) { put(t.Value.String()) })
			}
		}
		for _, p := range c.Params {
			put(fmt.Sprint(x.param(p)))
		}
		for _, o := range c.Others {
			whole = true // it may be a fact that is missing too
			for _, v := range x.values(o) {
				put(v)
			}
		}
	}
	slices.Sort(vals)
	var out []Class
	before := ""
	for _, n := range slices.Compact(vals) {
		if n < lo || n > hi || !known.Admits(json.Number(strconv.Itoa(n))) {
			continue
		}
		var sign strings.Builder
		for _, b := range bounds {
			sign.WriteByte("<=>"[cmp.Compare(n, b)+1])
		}
		if len(out) > 0 && !whole && sign.String() == before {
			out[len(out)-1].Members = append(out[len(out)-1].Members, strconv.Itoa(n))
			continue
		}
		before = sign.String()
		out = append(out, Class{[]string{strconv.Itoa(n)}, ast.IntNumberTerm(n)})
	}
	return out
}

// amount is a period of one unit.
type amount struct {
	n    int
	unit string
}

// value is the period as a practice states it.
func (a amount) value() map[string]any {
	if a.unit == "unlimited" {
		return map[string]any{"unlimited": true}
	}
	return map[string]any{a.unit: json.Number(strconv.Itoa(a.n))}
}

// near are the numbers of a unit at which a comparison with a period may turn, or right before. It only tells where to look:
// lib/periods itself compares a period with a limit.
func near(period map[string]any, unit string) []int {
	var out []int
	months := func(n int) {
		if unit == "years" {
			n /= 12
		}
		out = append(out, n)
	}
	for _, l := range practice.Lengths(period) {
		least, most := practice.DaysOf(l.Months)
		days := l.Days + practice.DaysOfWorking(l.Working)
		switch unit {
		case "days":
			out = append(out, days, l.Days, l.Days+l.Working, least+days, most+days)
			continue
		case "working_days":
			out = append(out, days, l.Working)
			for _, n := range []int{l.Days, least + l.Days, most + l.Days} {
				out = append(out, l.Working+n, l.Working+sort.Search(n, func(w int) bool { return practice.DaysOfWorking(w) >= n }))
			}
			continue
		}
		months(l.Months)
		for k := range days/28 + 1 {
			least, most := practice.DaysOf(k)
			after, longest := practice.DaysOf(k + 1)
			if least <= days && after >= days || most <= days && longest >= days {
				months(l.Months + k)
			}
		}
	}
	if n, ok := period["whole_months"].(json.Number); ok {
		n, _ := n.Int64()
		months(int(n))
	}
	return out
}

// periods are the classes of a period: in every unit that it may be stated in, around every limit that it is compared with.
// Periods that no comparison of the law distinguishes are one class.
func (x *Explorer) periods(at string, f *practice.Fact, known *practice.Partial) []Class {
	all := []string{"years", "months", "days", "working_days", "unlimited"}
	units := f.Units
	if len(units) == 0 {
		units = all
	}
	type held struct {
		limit rules.Limit
		term  *ast.Term
	}
	var against []held
	seen := map[string]bool{}
	whole := x.blind
	var limits []map[string]any
	var meets []map[string]any // where units meet, for a limit that may be anything
	for _, c := range x.compared(at) {
		if c.Every || len(c.Consts)+len(c.Sets)+len(c.Others) > 0 {
			whole = true // the period is compared as the object it is
			within := rules.Abstract{Paths: c.Others}
			for _, k := range c.Consts {
				within.Consts = append(within.Consts, k.Value)
			}
			for _, s := range c.Sets {
				within.Add(rules.Abstract{Consts: []ast.Value{s}}.Select("*"))
			}
			limits = append(limits, x.limits(within)...)
		}
		for _, l := range c.Limits {
			if x.open(l.Period) {
				whole = true
				meets = nil
				for _, u := range all[:4] {
					meets = append(meets, amount{1, u}.value())
				}
			}
			values := x.limits(l.Period)
			whole = whole || len(values) == 0 // the other side is not understood
			for _, v := range values {
				term := plain(v)
				if key := fmt.Sprint(l.Function, l.First, term); !seen[key] {
					seen[key] = true
					against = append(against, held{l, term})
				}
			}
			limits = append(limits, values...)
		}
	}
	direct := map[string]bool{} // units that the law looks at itself
	for _, u := range all {
		direct[u] = x.read(at + "/" + u)
		limit := func(text string) {
			if n, err := strconv.ParseFloat(text, 64); err == nil {
				limits = append(limits, amount{int(math.Floor(n)), u}.value())
			}
		}
		for _, c := range x.compared(at + "/" + u) {
			direct[u] = true
			for _, v := range c.Consts {
				limit(v.Value.String())
			}
			for _, s := range c.Sets {
				for _, v := range (rules.Abstract{Consts: []ast.Value{s}}).Select("*").Consts {
					limit(v.String())
				}
			}
			for _, p := range c.Params {
				limit(fmt.Sprint(x.param(p)))
			}
			for _, o := range c.Others {
				for _, v := range x.values(o) {
					limit(v)
				}
			}
		}
	}
	turns := slices.Concat(limits, meets)
	for _, v := range known.Listed() {
		turns = append(turns, v.(map[string]any))
	}
	var vals []amount
	for _, u := range units {
		if u == "unlimited" {
			if known.Admits(amount{0, u}.value()) {
				vals = append(vals, amount{0, u})
			}
			continue
		}
		numbers := []int{0, 1, 9999, 10000}
		for _, l := range turns {
			for _, n := range near(l, u) {
				numbers = append(numbers, n-1, n, n+1)
			}
		}
		slices.Sort(numbers)
		for _, n := range slices.Compact(numbers) {
			if n >= 0 && n <= 10000 && known.Admits(amount{n, u}.value()) {
				vals = append(vals, amount{n, u})
			}
		}
	}
	var out []Class
	bySign := map[string]int{}
	for _, v := range vals {
		var sign strings.Builder
		if direct[v.unit] || whole {
			fmt.Fprint(&sign, v)
		}
		term := plain(v.value())
		for _, h := range against {
			a, b := term, h.term
			if !h.limit.First {
				a, b = b, a
			}
			sign.WriteString(strconv.FormatBool(h.limit.Unit.ComparePeriods(h.limit.Function, a, b)))
		}
		text := v.unit
		if v.unit != "unlimited" {
			text = strconv.Itoa(v.n) + " " + v.unit
		}
		if i, ok := bySign[sign.String()]; ok {
			out[i].Members = append(out[i].Members, text)
			continue
		}
		bySign[sign.String()] = len(out)
		out = append(out, Class{[]string{text}, term})
	}
	for _, l := range limits {
		for _, u := range all[:4] {
			if l[u] != nil && !slices.Contains(x.units, u) {
				x.units = append(x.units, u)
			}
		}
	}
	return out
}

// open reports whether the other side of a comparison is a fact that may be missing too, or one of several such facts.
func (x *Explorer) open(a rules.Abstract) bool {
	for _, f := range a.Fields {
		if x.open(f) {
			return true
		}
	}
	return slices.ContainsFunc(a.Paths, func(p string) bool {
		if strings.HasPrefix(p, "params/") {
			return false
		}
		values, partial := x.raw(p)
		return strings.Contains(p, "*") || len(values) == 0 || partial
	})
}

// limits are the periods that the other side of a comparison may be: a constant, a parameter, a period of the practice.
func (x *Explorer) limits(a rules.Abstract) []map[string]any {
	var out []map[string]any
	put := func(v any) {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	for _, c := range a.Consts {
		if v, err := ast.JSON(c); err == nil {
			put(v)
		}
	}
	// values are those at a path.
	values := func(p string) []any {
		if strings.HasPrefix(p, "params/") {
			return []any{x.param(p)}
		}
		v, _ := x.raw(p)
		return v
	}
	for _, p := range a.Paths {
		for _, v := range values(p) {
			put(v)
		}
	}
	for _, u := range sortedKeys(a.Fields) {
		for _, c := range a.Fields[u].Consts {
			if v, err := ast.JSON(c); err == nil {
				put(map[string]any{u: v})
			}
		}
		for _, p := range a.Fields[u].Paths {
			for _, v := range values(p) {
				put(map[string]any{u: v})
			}
		}
	}
	return out
}

// param is the value of a parameter by its path in the input: "params/cn/x/name", where cn/x is one step.
func (x *Explorer) param(path string) any {
	rest := strings.TrimPrefix(path, "params/")
	for id, byName := range x.w.params.Values {
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
func (x *Explorer) values(pat string) []string {
	if pat == "day" {
		return []string{x.w.day}
	}
	var out []string
	values, _ := x.raw(pat)
	for _, v := range values {
		out = append(out, fmt.Sprint(v))
	}
	return out
}

// raw are the known values at a path pattern of the practice; those that a partial fact lists are among them.
func (x *Explorer) raw(pat string) (values []any, partial bool) {
	rest, ok := strings.CutPrefix(pat, "practice/")
	if !ok {
		return nil, false
	}
	x.readsPractice = true
	vals := []any{any(x.w.value)}
	for _, step := range strings.Split(rest, "/") {
		var next []any
		for _, v := range admitted(vals, &partial) {
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
	return admitted(vals, &partial), partial
}

// admitted replaces partial facts by the values that they list, and records whether there were any.
func admitted(vals []any, partial *bool) []any {
	var out []any
	for _, v := range vals {
		if p, ok := v.(*practice.Partial); ok {
			*partial = true
			out = append(out, p.Listed()...)
			continue
		}
		out = append(out, v)
	}
	return out
}
