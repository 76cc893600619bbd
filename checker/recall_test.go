package checker

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRecall holds what is answered from earlier practices to what OPA answers: for the examples as they are, with some of
// their facts taken away, completed at random, and on another day, all judged by one checker.
func TestRecall(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	plain := *c
	plain.recall = nil
	asked, evaluated := 0, 0
	for i, doc := range docs {
		if testing.Short() && i%6 > 0 {
			continue
		}
		kind, err := c.kinds[doc.Kind]()
		if err != nil {
			t.Fatal(err)
		}
		r := newRandom(doc.ID)
		var values []map[string]any
		values = append(values, doc.Value)
		for range 4 {
			left := slices.DeleteFunc(optional(kind, doc.Value, ""), func(string) bool { return r.IntN(3) > 0 })
			values = append(values, without(doc.Value, left))
			if whole, ok := r.object(kind, without(doc.Value, left)); ok {
				values = append(values, whole)
			}
		}
		for n, value := range append(values, values[0]) {
			d := *doc
			d.Value = value
			if n%3 == 2 {
				d.Day = "2025-07-31"
			}
			want, err := plain.Check(context.Background(), &d)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Check(context.Background(), &d)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s, variant %d: by OPA (-), with what was kept (+):\n%s", doc.ID, n, diff)
			}
			for _, k := range []struct {
				c     *Checker
				count *int
			}{{&plain, &asked}, {c, &evaluated}} {
				if j := prepareFor(k.c, &d); j != nil {
					j.judge()
					*k.count += j.evaluations
				}
			}
		}
	}
	if evaluated > asked/20 {
		t.Errorf("what was just answered is evaluated again: %d of %d times", evaluated, asked)
	}
}

// TestRecallKeepsWithinItsBound fills what may be kept: then OPA answers, and the answers are the same.
func TestRecallKeepsWithinItsBound(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	full := *c
	full.recall = &memory{}
	full.recall.size.Store(keptReads)
	doc := docs[0]
	want, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := full.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("kept (-), not kept (+):\n%s", diff)
		}
	}
	j := prepareFor(&full, doc)
	j.judge()
	if j.evaluations == 0 {
		t.Error("something was kept past the bound")
	}
}

// TestRecallTellsApart asks one question of inputs that differ in one read: each is answered for itself, in any order of reads.
func TestRecallTellsApart(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	for _, doc := range docs[:12] {
		kind, err := c.kinds[doc.Kind]()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range optional(kind, doc.Value, "") {
			d := *doc
			d.Value = without(doc.Value, []string{p})
			fresh := *c
			fresh.recall = nil
			want, _ := fresh.Check(context.Background(), &d)
			got, _ := c.Check(context.Background(), &d)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s without %s: by OPA (-), with what was kept (+):\n%s", doc.ID, p, diff)
			}
		}
		if testing.Short() {
			return
		}
	}
}
