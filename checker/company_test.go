package checker

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
	"github.com/credlint/credlint/policies"
)

// TestCompany holds that a judgement depends on the practice, the day and the law, and on nothing judged beside it: each of the
// drawn practices, complete and not, is judged alone by a new checker, and then in companies that share one, in both orders, on
// one to eight goroutines. The judgements are the same, byte for byte.
func TestCompany(t *testing.T) {
	t.Parallel()
	drawn, madeUp := 30, 120
	switch {
	case exhaustive:
		drawn, madeUp = 1000, 2000
	case testing.Short():
		drawn, madeUp = 8, 20
	default:
		t.Log(sampled)
	}
	t.Run("shipped law", func(t *testing.T) {
		t.Parallel()
		_, pack := shippedLaw(t, Options{})
		inCompany(t, drawnPractices(t, drawn), func(t *testing.T) *Checker {
			c, err := New(pack, Options{})
			if err != nil {
				t.Fatal(err)
			}
			return c
		})
	})
	for name, mistake := range map[string][2]string{
		"made-up law":                {},
		"made-up law with a mistake": {`p.audience == "public"`, `not whom == "public"`}, // in a rule for disclosures by organs
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("../testdata/packs/company")); err != nil {
				t.Fatal(err)
			}
			rego := filepath.Join(dir, "cn/company_2020/rules.rego")
			text, err := os.ReadFile(rego)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(rego, bytes.Replace(text, []byte(mistake[0]), []byte(mistake[1]), 1), 0o600); err != nil {
				t.Fatal(err)
			}
			pack, err := law.Load(os.DirFS(dir))
			if err != nil || len(pack.Findings) > 0 {
				t.Fatal(err, pack.Findings)
			}
			fresh := func(t *testing.T) *Checker {
				c, err := New(pack, Options{Tables: policies.FS, Schemas: os.DirFS("../testdata/schemas")})
				if err != nil {
					t.Fatal(err)
				}
				return c
			}
			inCompany(t, madeUpPractices(t, fresh(t), madeUp), fresh)
		})
	}
}

// inCompany judges practices alone and in companies.
func inCompany(t *testing.T, docs []*practice.Document, fresh func(*testing.T) *Checker) {
	t.Helper()
	alone := make([]string, len(docs))
	verdicts := map[finding.Verdict]int{}
	for i, doc := range docs {
		judged, err := fresh(t).Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		verdicts[judged.Verdict]++
		alone[i] = asJSON(judged)
	}
	if verdicts[finding.NotJudged] > len(docs)/2 {
		t.Errorf("most practices could not be judged: %v", verdicts)
	}
	rng := rand.New(rand.NewPCG(7, 8))
	compared, companies := 0, 0
	for first := 0; first < len(docs); {
		size := min(2+rng.IntN(49), len(docs)-first)
		company := make([]int, size)
		for i := range company {
			company[i] = first + i
		}
		first += size
		for range 2 {
			companies++
			workers := 1 + rng.IntN(8)
			together := judgedTogether(t, fresh(t), docs, company, workers)
			for n, i := range company {
				compared++
				if together[n] != alone[i] {
					t.Errorf("%s of %s: alone (-), as number %d of %d on %d goroutines (+):\n%s\n%s", docs[i].ID, docs[i].File, n+1, size, workers,
						cmp.Diff(indented(alone[i]), indented(together[n])), asJSON(docs[i].Value))
				}
			}
			slices.Reverse(company)
		}
	}
	t.Logf("%d practices (%v), %d judgements in %d companies compared with the judgement alone", len(docs), verdicts, compared, companies)
}

// judgedTogether judges practices by one checker on some goroutines, which take them in order.
func judgedTogether(t *testing.T, c *Checker, docs []*practice.Document, company []int, workers int) []string {
	t.Helper()
	out := make([]string, len(company))
	next := make(chan int, len(company))
	for n := range company {
		next <- n
	}
	close(next)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for n := range next {
				judged, err := c.Check(context.Background(), docs[company[n]])
				if err != nil {
					t.Error(err)
				}
				out[n] = asJSON(judged)
			}
		})
	}
	wg.Wait()
	return out
}

func indented(text string) any {
	var v any
	_ = json.Unmarshal([]byte(text), &v)
	return v
}

// shippedPractices are the examples and the cases beside the law.
func shippedPractices(t testing.TB) []*practice.Document {
	t.Helper()
	paths := []string{"../examples"}
	err := filepath.WalkDir("../policies", func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "cases" {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), paths, practice.Options{})
	if err != nil || len(loaded.Documents) < 500 {
		t.Fatalf("%d practices, %v", len(loaded.Documents), err)
	}
	return loaded.Documents
}

// drawnPractices draws practices from the examples and the cases beside the law: as they are, completed at random, and with
// facts removed. Some have the day of another.
func drawnPractices(t *testing.T, n int) []*practice.Document {
	t.Helper()
	c, _ := shippedLaw(t, Options{})
	from := shippedPractices(t)
	rng := newRandom("company")
	var out []*practice.Document
	for i := range n {
		doc := *from[rng.IntN(len(from))]
		kind, err := c.Kind(doc.Kind)
		if err != nil {
			t.Fatal(err)
		}
		if i%4 == 1 || i%4 == 2 {
			if complete, ok := rng.object(kind, doc.Value); ok {
				doc.Value = complete
			}
		}
		if i%4 > 1 {
			facts := optional(kind, doc.Value, "")
			rng.Shuffle(len(facts), func(i, k int) { facts[i], facts[k] = facts[k], facts[i] })
			doc.Value = without(doc.Value, facts[:min(len(facts), 1+rng.IntN(6))])
		}
		if rng.IntN(4) == 0 {
			doc.Day = from[rng.IntN(len(from))].Day
			doc.Value = maps.Clone(doc.Value)
			doc.Value["day"] = doc.Day
		}
		doc.ID = fmt.Sprintf("%s-%d", doc.ID, i)
		out = append(out, &doc)
	}
	return out
}

// madeUpPractices draws practices of the made-up kinds, on days before and after a number of the law changed, by agencies of
// two types, with citations of articles that permit this kind and agency, or others.
func madeUpPractices(t *testing.T, c *Checker, n int) []*practice.Document {
	t.Helper()
	file := filepath.Join(t.TempDir(), "p.yaml")
	text := ""
	for _, kind := range []string{"collection", "disclosure"} {
		for _, agency := range []string{"organ", "company"} {
			text += fmt.Sprintf("---\npractice: credlint/v1\nkind: %s\nid: p\njurisdiction: cn\nagency: {agency: credlint/v1, name: x, type: %s}\nday: 2026-01-01\nbasis: []\n", kind, agency)
		}
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{Schemas: os.DirFS("../testdata/schemas")})
	if err != nil || len(loaded.Documents) != 4 {
		t.Fatal(err, loaded.Findings)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	var out []*practice.Document
	for i := range n {
		doc := *loaded.Documents[rng.IntN(4)]
		doc.ID, doc.Day = fmt.Sprint("p", i), []string{"2020-06-01", "2024-12-31", "2025-01-01", "2026-01-01"}[rng.IntN(4)]
		kind, err := c.Kind(doc.Kind)
		if err != nil {
			t.Fatal(err)
		}
		doc.Value = randomPractice(rng, kind, doc.Value, float64(i%4)/4)
		doc.Value["id"], doc.Value["day"] = doc.ID, doc.Day
		var basis []any
		for range rng.IntN(3) {
			basis = append(basis, map[string]any{"cite": "同判试验条例" + []string{"第七条", "第八条", "第九条"}[rng.IntN(3)], "for": []any{doc.Kind}})
		}
		doc.Value["basis"] = basis
		out = append(out, &doc)
	}
	return out
}

// TestNeededJudgesLikeWhole judges practices by the rules that they need and by all rules: the judgements are the same.
func TestNeededJudgesLikeWhole(t *testing.T) {
	t.Parallel()
	c, _ := shippedLaw(t, Options{})
	docs := shippedPractices(t)
	every := 40
	switch {
	case exhaustive:
		every = 1
	case testing.Short():
		every = 50
	default:
		t.Log(sampled)
	}
	compared := 0
	for i := 0; i < len(docs); i += every {
		alone, err := c.Check(context.Background(), docs[i])
		if err != nil {
			t.Fatal(err)
		}
		whole, err := c.WithCoverage(rules.NewCoverage()).Check(context.Background(), docs[i]) // which compiles all rules
		if err != nil {
			t.Fatal(err)
		}
		compared++
		if diff := cmp.Diff(alone, whole); diff != "" {
			t.Errorf("%s of %s, by the rules that it needs (-) and by all (+):\n%s", docs[i].ID, docs[i].File, diff)
		}
	}
	t.Logf("%d practices compared", compared)
}
