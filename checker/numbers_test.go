package checker

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// TestNumbers changes each number of each instrument by one, up and down, and requires that some case beside the law is
// then judged otherwise: a number that no case holds in place could be a typing mistake. It takes a sample; make mutate-numbers
// prints all.
func TestNumbers(t *testing.T) {
	if testing.Short() {
		t.Skip("judges every case once for each number")
	}
	t.Parallel()
	every := 4
	if exhaustive {
		every = 1
	} else {
		t.Log(sampled)
	}
	c, pack := shippedLaw(t, Options{})
	for _, in := range pack.Instruments {
		if len(in.Params()) == 0 {
			continue
		}
		t.Run(in.ID, func(t *testing.T) {
			t.Parallel()
			cases := numberCases(t, c, in)
			killed, total, n := 0, 0, 0
			for _, name := range sortedKeys(in.Params()) {
				for i, p := range in.Params()[name] {
					if n++; (n-1)%every != 0 {
						continue
					}
					for _, d := range []int{1, -1} {
						value, ok := off(p.Value, d)
						if !ok {
							continue
						}
						total++
						if by := heldBy(cases, in, name, p, value); by != "" {
							killed++
							t.Logf("%s: %v for %v is noticed by %s", name, value, p.Value, by)
						} else {
							at := in.At(fmt.Sprintf("/params/%s/%d/value", name, i))
							t.Errorf("%s:%d: no case notices %s: %v for %v", at.File, at.Line, name, value, p.Value)
						}
					}
				}
			}
			t.Logf("%d of %d changed numbers are noticed", killed, total)
		})
	}
}

// numberCase is a case that is judged again and again with other numbers.
type numberCase struct {
	j      *judging
	u      *rules.Unit
	before map[*law.Clause]string
}

// numberCases are the cases beside an instrument, with the marks of each clause.
func numberCases(t testing.TB, c *Checker, in *law.Instrument) []numberCase {
	t.Helper()
	loaded, err := practice.Load(context.Background(), []string{"../policies/" + in.Dir + "/cases"}, practice.Options{})
	if err != nil {
		t.Fatalf("%s has numbers and no cases: %v", in.ID, err)
	}
	var out []numberCase
	for _, doc := range loaded.Documents {
		j := prepareFor(c, doc)
		if j == nil {
			continue
		}
		for _, u := range j.units {
			if u.Instrument == in && j.broken[u] == nil {
				out = append(out, numberCase{j, u, map[*law.Clause]string{}})
			}
		}
	}
	return out
}

// off is a number or period that differs by d; false where there is no such value.
func off(v any, d int) (any, bool) {
	switch v := v.(type) {
	case json.Number:
		n, err := strconv.Atoi(string(v))
		return json.Number(strconv.Itoa(n + d)), err == nil && n+d >= 0
	case map[string]any:
		out := map[string]any{}
		for unit, n := range v {
			m, ok := off(n, d)
			if !ok {
				return nil, false
			}
			out[unit] = m
		}
		return out, true
	}
	return nil, false
}

// heldBy names the first case that is judged otherwise with another number.
func heldBy(cases []numberCase, in *law.Instrument, name string, p law.Param, value any) string {
	path := "params/" + in.ID + "/" + name
	readers := map[string][]*law.Clause{} // by kind and agency, which say what is asked
	for _, k := range cases {
		if k.j.day < p.From || p.Until != "" && k.j.day > p.Until {
			continue
		}
		who := k.j.doc.Kind + " " + strings.Join(k.j.agencyTypes(), " ")
		if _, ok := readers[who]; !ok {
			readers[who] = slices.DeleteFunc(k.j.asked(k.u), func(cl *law.Clause) bool {
				return !slices.ContainsFunc(slices.Collect(maps.Keys(k.u.Facts(cl.Clause).Reads)), func(r string) bool { return r == path || strings.HasPrefix(r, path+"/") })
			})
		}
		reading := readers[who]
		if len(reading) == 0 {
			continue
		}
		for _, cl := range reading {
			if _, ok := k.before[cl]; !ok {
				k.before[cl] = marks(k.j.clause(k.u, cl))
			}
		}
		was := k.j.params
		k.j.params = changed(was, in.ID, name, value)
		k.j.buildInput()
		noticed := ""
		for _, cl := range reading {
			if noticed == "" && marks(k.j.clause(k.u, cl)) != k.before[cl] {
				noticed = cl.Clause
			}
		}
		k.j.params = was
		k.j.buildInput()
		if noticed != "" {
			return fmt.Sprintf("%s, document %d (%s)", k.j.doc.File, k.j.doc.Index+1, noticed)
		}
	}
	return ""
}

// marks is what a case can hold of a clause's outcomes: its status, and where it is breached.
func marks(outs []outcome) string {
	var out []string
	for _, o := range outs {
		var at []string
		for _, h := range o.breaches {
			at = append(at, h.Pointer())
		}
		slices.Sort(at)
		out = append(out, fmt.Sprintf("%v %s %v", o.choices, o.status, at))
	}
	return strings.Join(out, "; ")
}

// changed is the parameters with one of them changed.
func changed(p *explore.Params, id, name string, value any) *explore.Params {
	values := maps.Clone(p.Values)
	values[id] = maps.Clone(values[id])
	values[id][name] = value
	return explore.NewParams(values)
}
