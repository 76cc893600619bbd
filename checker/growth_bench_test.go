package checker

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/finding"
)

// BenchmarkGrowth judges a collection of which half of the facts are missing: up to 1,000 items, and up to 100 cited instruments that
// the register does not know. Beside the time it reports the evaluations of OPA, the most steps of a clause and of an
// evaluation, and the clauses that were given up.
func BenchmarkGrowth(b *testing.B) {
	c := benchChecker(b)
	for _, size := range [][2]int{{10, 1}, {10, 10}, {10, 100}, {100, 1}, {100, 10}, {100, 100}, {1000, 1}, {1000, 10}} {
		items, citations := size[0], size[1]
		b.Run(fmt.Sprintf("items=%d/citations=%d", items, citations), func(b *testing.B) {
			file := filepath.Join(b.TempDir(), "p.yaml")
			if err := os.WriteFile(file, []byte(grown(items, citations)), 0o600); err != nil {
				b.Fatal(err)
			}
			doc := benchDocuments(b, file)[0]
			if j := prepareFor(c, doc); j == nil {
				b.Fatal("cannot be judged")
			}
			evaluations, steps, one, open := 0, 0, 0, 0
			for b.Loop() {
				j := prepareFor(c, doc)
				j.judge()
				evaluations, steps, one, open = j.w.Evaluations, j.w.MostClauseSteps, j.w.MostSteps, 0
				for _, v := range j.out.Clauses {
					if v.NotProved || v.Status == finding.Failed {
						open++
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/practice")
			b.ReportMetric(float64(evaluations), "evaluations")
			b.ReportMetric(float64(one), "steps/evaluation")
			b.ReportMetric(float64(steps), "steps/clause")
			b.ReportMetric(float64(open), "given-up")
		})
	}
}

// grown is a collection with so many items and citations. Every second item and citation says half as much.
func grown(items, citations int) string {
	var out strings.Builder
	out.WriteString("practice: credlint/v1\nkind: collection\nid: grown\nday: 2026-03-01\njurisdiction: cn/shanghai\nagency: {type: public_credit_centre}\nbasis:\n")
	for n := 0; n < citations; n += 2 { // two in each entry: the schema allows 50 entries
		fmt.Fprintf(&out, "  - cite: 《子虚%d条例》第%d条", n+1, n%9+2)
		if n+1 < citations {
			fmt.Fprintf(&out, "、《乌有%d条例》第%d条", n+1, n%9+2)
		}
		out.WriteString("\n    for: [collection]\n")
		if n%4 == 0 {
			out.WriteString("    covers: {value: true, reason: 业务所需}\n")
		}
	}
	out.WriteString("items:\n")
	for n := range items {
		fmt.Fprintf(&out, "  - category: %s\n", []string{"name", "income", "administrative_penalty", "registration"}[n%4])
		if n%2 == 0 {
			out.WriteString("    publication: by_subject\n    retention: {period: {years: 3}}\n")
		}
	}
	return out.String()
}
