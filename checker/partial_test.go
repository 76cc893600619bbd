package checker

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// What the oracle makes of partial facts. It reads what the practice says, and not the engine's notion of what that admits.

// nowhere is the value of a fact that does not exist.
const nowhere = "\x00"

// left lists the values that a partial fact leaves.
func (o *oracle) left(f *practice.Fact, path string, p *practice.Partial) ([]any, error) {
	if p.Unknown() {
		switch {
		case f.Type == "object":
			all := map[string]any{}
			for _, c := range f.Children {
				all[c.Name] = p
			}
			return o.complete(f, path, all)
		case f.Absent == "not_applicable":
			out, err := o.values(f, path)
			return append(out, nowhere), err
		}
		return o.values(f, path)
	}
	if p.OneOf != nil {
		return p.OneOf, nil
	}
	all, err := o.values(f, path)
	for _, bound := range p.Listed() {
		all = append(all, bound)
		switch bound := bound.(type) {
		case json.Number:
			n, _ := bound.Int64()
			all = append(all, json.Number(strconv.FormatInt(n-1, 10)), json.Number(strconv.FormatInt(n+1, 10)))
		case string:
			day, _ := time.Parse(time.DateOnly, bound)
			all = append(all, day.AddDate(0, 0, -1).Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly))
		case map[string]any:
			for u, n := range bound {
				n, _ := n.(json.Number).Int64()
				all = append(all, map[string]any{u: json.Number(strconv.FormatInt(n+1, 10))})
				if n > 0 {
					all = append(all, map[string]any{u: json.Number(strconv.FormatInt(n-1, 10))})
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(v any) bool {
		return p.AtLeast != nil && !notBelow(v, p.AtLeast) || p.AtMost != nil && !notBelow(p.AtMost, v)
	}), err
}

// notBelow reports whether one of two values, in one unit, is at least the other; years are counted as twelve months.
func notBelow(a, b any) bool {
	in := func(v any) (string, float64) {
		switch v := v.(type) {
		case json.Number:
			n, _ := v.Float64()
			return "", n
		case string:
			n, _ := strconv.ParseFloat(strings.ReplaceAll(v, "-", ""), 64)
			return "day", n
		}
		for u, n := range v.(map[string]any) {
			number, ok := n.(json.Number)
			n, _ := number.Float64()
			switch {
			case !ok:
				return "any", 1e9 // without an end
			case u == "years":
				return "months", 12 * n
			}
			return u, n
		}
		return "", 0
	}
	u, x := in(a)
	v, y := in(b)
	return (u == v || u == "any" || v == "any") && x >= y
}

// blur says of some facts of an object less than their value, or that they are not known. What is said remains true of the values.
func blur(rng *rand.Rand, f *practice.Fact, value map[string]any, share float64) map[string]any {
	o := &oracle{}
	out := map[string]any{}
	for _, c := range f.Children {
		v, there := value[c.Name]
		hit := rng.Float64() < share && !c.Exact && c.Name != "basis" && c.Name != "title"
		switch {
		case !hit && !there:
		case !hit:
			out[c.Name] = v
			if m, ok := v.(map[string]any); ok && c.Type == "object" {
				out[c.Name] = blur(rng, c, m, share)
			}
			if list, ok := v.([]any); ok && c.Items.Type == "object" {
				var elements []any
				for _, e := range list {
					elements = append(elements, blur(rng, c.Items, e.(map[string]any), share))
				}
				out[c.Name] = slices.Clip(append([]any{}, elements...))
			}
		case c.Type == "array" && c.Required:
			out[c.Name] = v
		case !there || rng.IntN(4) == 0 || slices.Contains([]string{"object", "array", "judgement"}, c.Type):
			out[c.Name] = []string{"unknown", "不详"}[rng.IntN(2)]
		default:
			out[c.Name] = saidOf(rng, o, c, v)
		}
	}
	return out
}

// saidOf is a partial fact that is true of a value.
func saidOf(rng *rand.Rand, o *oracle, f *practice.Fact, v any) any {
	all, _ := o.values(f, "")
	rng.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	if f.Unclassed != "" && rng.IntN(4) == 0 {
		return f.Unclassed
	}
	same := func(a, b any) bool { return jsonText(a) == jsonText(b) }
	switch {
	case (f.Type == "integer" || f.Type == "period" || f.Format == "date") && rng.IntN(3) > 0 && !same(v, map[string]any{"unlimited": true}):
		said := map[string]any{"at_least": v}
		for _, w := range all {
			if m, ok := w.(map[string]any); ok && m["unlimited"] == true {
				continue
			}
			if notBelow(w, v) && !same(w, v) {
				said["at_most"] = w
			}
		}
		if rng.IntN(3) == 0 {
			delete(said, "at_least")
		} else if rng.IntN(2) == 0 {
			delete(said, "at_most")
		}
		if len(said) == 0 {
			return v
		}
		return said
	case (len(f.Enum) > 0 || f.Type == "boolean") && rng.IntN(2) == 0:
		var not []any
		for _, w := range all[:1+rng.IntN(len(all))] {
			if !same(v, w) {
				not = append(not, w)
			}
		}
		if len(not) == 0 {
			return "unknown"
		}
		return map[string]any{"not": not}
	}
	return map[string]any{"one_of": append(slices.Clone(all[:min(len(all), 1+rng.IntN(3))]), v)}
}

// reread reads a practice from its text; nil where it is not valid.
func reread(t *testing.T, schemas string, value map[string]any) *practice.Document {
	t.Helper()
	opt := practice.Options{Stdin: strings.NewReader(asJSON(value)), StdinName: "p.json"}
	if schemas != "" {
		opt.Schemas = os.DirFS(schemas)
	}
	loaded, err := practice.Load(context.Background(), []string{"-"}, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Documents) == 0 {
		return nil
	}
	return loaded.Documents[0]
}

// TestPartialTiny holds verdicts on partial facts to brute force, on the made-up law.
func TestPartialTiny(t *testing.T) {
	t.Parallel()
	pack, err := law.Load(os.DirFS("../testdata/packs/tiny"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, Options{Tables: policies.FS, Schemas: os.DirFS("../testdata/schemas")})
	if err != nil {
		t.Fatal(err)
	}
	kind, err := c.kinds["collection"]()
	if err != nil {
		t.Fatal(err)
	}
	n, limit := 15, 300
	if exhaustive {
		n, limit = 400, 1000
	} else {
		t.Log(sampled)
	}
	head := map[string]any{"practice": practice.Version, "kind": "collection", "id": "tiny", "jurisdiction": "cn", "day": "2026-01-01", "basis": []any{},
		"agency": map[string]any{"agency": practice.Version, "name": "x", "type": "organ"}}
	acting := maps.Clone(head["agency"].(map[string]any))
	acting["capacities"] = []any{"company"}
	maybe := maps.Clone(head["agency"].(map[string]any))
	maybe["capacities"] = "unknown"
	type object = map[string]any
	some := func(values ...any) object { return object{"one_of": values} }
	planted := []object{ // what is said of one fact narrows others
		{"colour": some("red", "green"), "shade": "light"},
		{"colour": some("red", "green"), "gloss": true},
		{"colour": some("red", "blue"), "shade": "unknown", "gloss": "unknown"},
		{"shade": object{"not": []any{"light"}}, "gloss": some(true, false)},
		{"consent": object{"form": some("oral", "written"), "express": false}},
		{"consent": object{"form": some("none", "written"), "informed": some(true, false)}},
		{"consent": object{"form": object{"not": []any{"oral"}}, "express": some(true, false)}},
		{"consent": "unknown", "notice": "不详", "items": "unknown"},
		{"size": object{"at_least": 10}, "limit": object{"at_most": 12}},
		{"start": object{"at_least": "2020-01-01", "at_most": "2020-06-01"}},
		{"kept": object{"at_least": object{"years": 3}}, "term": object{"years": 5}},
		{"kept": object{"at_most": object{"days": 21}}, "term": "unknown"},
		{"kept": object{"months": 10, "days": 59}, "colour": "red"}, // periods of more than a number
		{"kept": []any{object{"working_days": 20}, object{"days": 28}}, "colour": "red"},
		{"kept": object{"from": "2020-01-01", "to": "2021-01-01"}, "colour": "red"},
		{"colour": some("red", "green"), "size": object{"at_least": 10}, "agency": acting},
		{"colour": "red", "size": object{"at_least": 10}, "agency": maybe},
		{"size": 49, "agency": maybe},
		{"kept": some(object{"months": 89}, object{"working_days": 13}), "colour": "green"}, // a missing period may equal one of several
		{"kept": object{"at_least": object{"months": 7}, "at_most": object{"months": 9}}, "colour": "green"},
		{"term": object{"from": "2019-05-31", "to": "2020-05-31"}, "kept": object{"at_least": object{"months": 11}, "at_most": object{"years": 2}}},
	}
	for _, value := range []object{
		{"colour": some("green", "grey"), "shade": "light"},
		{"colour": some("green", "grey"), "gloss": some(true, false)},
		{"shade": some("light", "dark"), "colour": some("green", "grey")},
	} {
		maps.Copy(value, head)
		doc := reread(t, "../testdata/schemas", value)
		if doc != nil && prepareFor(c, doc) != nil {
			t.Errorf("no contradiction: %s", asJSON(value))
		}
	}
	var sum counts
	for i := range len(planted) + n {
		rng := rand.New(rand.NewPCG(3, uint64(i)))
		var value object
		if i < len(planted) {
			value = maps.Clone(head)
			maps.Copy(value, planted[i])
		} else {
			value = blur(rng, kind, randomPractice(rng, kind, head, float64(i%8)/4), 0.3)
		}
		doc := reread(t, "../testdata/schemas", value)
		if i < len(planted) && doc == nil {
			t.Errorf("not valid: %s", asJSON(value))
		}
		if doc == nil {
			sum.add(0, 0, 0, 1)
			continue
		}
		j := prepareFor(c, doc)
		if j == nil {
			continue
		}
		u := j.units[0]
		for _, cl := range j.asked(u) {
			reads, err := c.Facts(u.Instrument.Cite(cl.Clause))
			if err != nil {
				t.Fatal(err)
			}
			if len(cl.Addressees) > 0 {
				reads = append(reads, "agency")
			}
			reads = append(reads, "colour", "claimed", "shade", "gloss")
			all, err := (&oracle{limit: limit, keep: func(path string) bool {
				name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
				return slices.ContainsFunc(reads, func(r string) bool { r, _, _ = strings.Cut(r, "."); return r == name })
			}}).all(j)
			if err != nil || len(all.values) == 0 {
				continue
			}
			verdicts, tried := compare(t, j, u, []*law.Clause{cl}, all)
			sum.add(0, verdicts, tried, 0)
		}
		sum.add(1, 0, 0, 0)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d practices with partial facts, %d not valid; %d verdicts over %d completions", sum.documents, sum.left, sum.verdicts, sum.completions)
	if sum.verdicts < 10*n {
		t.Errorf("only %d verdicts were compared", sum.verdicts)
	}
}

// TestPartialExamples says of some facts of the examples less than their value, and holds every clause of all law to brute force.
func TestPartialExamples(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	n, limit := 1, 200
	switch {
	case exhaustive:
		n, limit = 4, 400
	case testing.Short():
		n, limit = 1, 50
	default:
		t.Log(sampled)
	}
	var sum counts
	t.Run("examples", func(t *testing.T) {
		for _, doc := range docs {
			t.Run(doc.ID, func(t *testing.T) {
				t.Parallel()
				kind, err := c.kinds[doc.Kind]()
				if err != nil {
					t.Fatal(err)
				}
				random := newRandom(doc.File, doc.ID, "partial")
				for i := range n {
					full, ok := random.object(kind, doc.Value)
					if !ok {
						t.Fatal("the example admits no completion")
					}
					value := blur(random.Rand, kind, full, 0.01*float64(1+i%3))
					read := reread(t, "", value)
					if read == nil {
						sum.add(0, 0, 0, 1)
						continue
					}
					silent(t, &sum, prepareFor(c, read), &oracle{limit: limit})
				}
			})
		}
	})
	t.Logf("%d practices with partial facts, %d clause verdicts over %d completions by brute force, %d left out as not valid or too many to try",
		sum.documents, sum.verdicts, sum.completions, sum.left)
	if sum.verdicts < 500 {
		t.Errorf("only %d verdicts were compared", sum.verdicts)
	}
}

// citable are lists of citations that a basis which is not stated may hold: none, one of each rank and of each worth, articles of the
// law that is encoded, and pairs.
func citable(rng *random, kind, place string) [][]any {
	var one []any
	cite := func(text string, more map[string]any) {
		entry := map[string]any{"cite": text, "for": []any{kind}}
		maps.Copy(entry, more)
		one = append(one, entry)
	}
	covers := func(yes bool) map[string]any { return map[string]any{"value": yes, "reason": "写明"} }
	for _, rank := range law.Ranks {
		if rank == "draft" || rank == "doctrine" { // written otherwise
			continue
		}
		cite("《子虚文件》第二条", map[string]any{"rank": string(rank), "place": "cn", "in_force": true, "covers": covers(true)})
		cite("《乌有文件》第二条", map[string]any{"rank": string(rank), "place": place, "in_force": true, "covers": covers(true)})
	}
	cite("《子虚文件》第二条", map[string]any{"rank": "law", "place": "cn", "in_force": false, "covers": covers(true)})
	cite("《子虚文件》第二条", map[string]any{"rank": "law", "place": "cn", "in_force": true, "covers": covers(false)})
	cite("《子虚文件》第二条", map[string]any{"rank": "local_regulation", "place": "cn/guizhou", "in_force": true, "covers": covers(true)})
	cite("《子虚文件》第二条", map[string]any{"draft": true, "covers": covers(true)})
	for _, text := range []string{"《个人信息保护法》第十三条", "《征信业管理条例》第二十九条", "《行政处罚法》第二十八条", "《行政处罚法》第九条",
		"《上海市社会信用条例》第九条", "《上海市社会信用条例》第二十五条", "《上海市社会信用条例》第三十条", "《上海市社会信用条例》第三十一条"} {
		cite(text, nil)
	}
	lists := [][]any{{}}
	for _, e := range one {
		lists = append(lists, []any{e})
	}
	for range 10 {
		lists = append(lists, []any{one[rng.IntN(len(one))], one[rng.IntN(len(one))]})
	}
	return lists
}

// basisAt is a practice with another basis, of its own or of the first element of a list.
func basisAt(value map[string]any, path []string, basis any) map[string]any {
	out := maps.Clone(value)
	if path[0] == "basis" {
		out["basis"] = basis
		return out
	}
	list := slices.Clone(out[path[0]].([]any))
	list[0] = maps.Clone(list[0].(map[string]any))
	list[0].(map[string]any)["basis"] = basis
	out[path[0]] = list
	return out
}

// TestBasisNotStated leaves out what a practice cites, at the practice or at an element, and holds every clause to brute force over
// what may be cited. What permits is not met through a citation that is not there.
func TestBasisNotStated(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	every := 16
	if exhaustive {
		every = 8
	} else {
		t.Log(sampled)
	}
	var sum counts
	t.Run("examples", func(t *testing.T) {
		for n, doc := range docs {
			if n%every > 0 {
				continue
			}
			t.Run(doc.ID, func(t *testing.T) {
				t.Parallel()
				kind, err := c.kinds[doc.Kind]()
				if err != nil {
					t.Fatal(err)
				}
				random := newRandom(doc.File, doc.ID, "basis")
				full, ok := random.object(kind, doc.Value)
				if !ok {
					t.Fatal("the example admits no completion")
				}
				paths := [][]string{{"basis"}}
				for _, f := range kind.Children {
					if list, ok := full[f.Name].([]any); ok && len(list) > 0 && f.Items.Child("basis") != nil {
						paths = append(paths, []string{f.Name, "0", "basis"})
					}
				}
				for _, path := range paths {
					at := "/" + strings.Join(path, "/")
					j := prepareFor(c, reread(t, "", basisAt(full, path, "unknown")))
					var all, none []*completions
					for _, list := range citable(random, doc.Kind, doc.Jurisdiction) {
						read := reread(t, "", basisAt(full, path, list))
						if read == nil {
							t.Fatal(list)
						}
						one, err := (&oracle{limit: 50}).all(prepareFor(c, read))
						if err != nil {
							continue // something else that is cited is not known, and too much is open
						}
						if all = append(all, one); len(list) == 0 {
							none = all
						}
					}
					if none == nil {
						continue
					}
					for _, u := range j.units {
						var judging, permitting []*law.Clause
						for _, cl := range j.asked(u) {
							if cl.Modality == law.Permission || cl.Modality == law.Power {
								permitting = append(permitting, cl)
							} else {
								judging = append(judging, cl)
							}
						}
						verdicts, tried := compare(t, j, u, judging, all...)
						more, _ := compare(t, j, u, permitting, none...)
						sum.add(1, verdicts+more, tried, 0)
					}
					if path[0] == "basis" { // left out is unknown too
						delete(full, "basis")
						if silent := prepareFor(c, reread(t, "", full)); !reflect.DeepEqual(j.silent, silent.silent) || len(j.silent) == 0 {
							t.Errorf("%s: %v when unknown, %v when left out", at, j.silent, silent.silent)
						}
						full["basis"] = []any{}
					}
				}
			})
		}
	})
	t.Logf("%d instruments, %d clause verdicts over %d practices with a basis that is not stated", sum.documents, sum.verdicts, sum.completions)
	if sum.verdicts < 500 {
		t.Errorf("only %d verdicts were compared", sum.verdicts)
	}
}
