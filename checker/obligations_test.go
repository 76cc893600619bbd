package checker

import (
	"slices"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// TestObligationsCanBeRefused: a plan can say that what a clause commands will not be done. Some case beside each encoded obligation is
// in breach of it at a place that is written, and no longer where the place is left out: it is what the plan says that breaks the
// duty, and not its silence.
func TestObligationsCanBeRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("judges every case beside the law")
	}
	t.Parallel()
	every := 1
	if !exhaustive {
		every = 5
		t.Log(sampled)
	}
	c, pack := shippedLaw(t, Options{})
	for _, in := range pack.Instruments {
		t.Run(in.ID, func(t *testing.T) {
			t.Parallel()
			open := map[*law.Clause]bool{}
			n := 0
			for cl := range in.Clauses() {
				if cl.Status != "encoded" || cl.Modality != law.Obligation {
					continue
				}
				if n++; n%every == 0 {
					open[cl] = true
				}
			}
			total := len(open)
			for _, k := range numberCases(t, c, in) {
				for _, cl := range k.j.asked(k.u) {
					if open[cl] && k.refuses(c, cl) {
						delete(open, cl)
					}
				}
			}
			for cl := range in.Clauses() {
				if open[cl] {
					t.Errorf("%s: no case says that it will not be done: %s", in.Cite(cl.Clause), cl.Summary().EN)
				}
			}
			t.Logf("%d of %d obligations are refused by some case", total-len(open), total)
		})
	}
}

// refuses reports whether the case breaks a clause by a stated fact, so that it no longer does where the fact is left out.
func (k numberCase) refuses(c *Checker, cl *law.Clause) bool {
	for _, out := range k.j.clause(k.u, cl) {
		if out.status != finding.Breached {
			continue
		}
		for _, p := range out.breaches {
			at := p.Pointer()
			if _, written := lookup(k.j.doc.Value, at); !written {
				continue
			}
			if f := k.j.kind.Find(at); f == nil || f.Required {
				return true // it cannot be left out: the act itself is what is not to be done
			}
			for _, left := range []string{at, at[:strings.LastIndex(at, "/")]} { // what stands beside it may imply it
				silent := with(c, k.j.doc, without(k.j.doc.Value, []string{left}))
				if silent != nil && !slices.ContainsFunc(silent.clause(k.u, cl), func(o outcome) bool {
					return o.status == finding.Breached && slices.ContainsFunc(o.breaches, func(q explore.Place) bool { return q.Pointer() == at })
				}) {
					return true
				}
			}
		}
	}
	return false
}
