package checker_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/checker/practice"
)

// tiny is a checker over a made-up law and schema, in which every trap of missing facts has a clause.
func tiny(t testing.TB) *checker.Checker {
	t.Helper()
	return sound(t, os.DirFS("../testdata/packs/tiny"))
}

func load(t testing.TB, dir, text string) *practice.Document {
	t.Helper()
	file := t.TempDir() + "/p.yaml"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	opt := practice.Options{}
	if dir != "" {
		opt.Schemas = os.DirFS(dir)
	}
	loaded, err := practice.Load(context.Background(), []string{file}, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range loaded.Findings {
		t.Fatalf("%d:%d: %s", f.At.Line, f.At.Column, f.Message.EN)
	}
	return loaded.Documents[0]
}

const tinyHead = `practice: credlint/v1
kind: collection
id: tiny
jurisdiction: cn
agency: {agency: credlint/v1, name: x, type: organ}
day: 2026-01-01
basis: []
`

// TestTiny holds verdicts of the made-up law that can be seen by reading it.
func TestTiny(t *testing.T) {
	t.Parallel()
	c := tiny(t)
	status := func(text string) map[string]finding.Status {
		t.Helper()
		j, err := c.Check(context.Background(), load(t, "../testdata/schemas", tinyHead+text))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]finding.Status{}
		for _, v := range j.Clauses {
			_, clause := finding.SplitCitation(v.Citation)
			out[clause] = v.Status
			if v.Status == finding.Failed {
				t.Errorf("%s failed: %s", clause, v.Why.EN)
			}
		}
		for _, f := range j.Findings {
			if f.Status == finding.Failed {
				t.Errorf("%s: %s", f.Rule, f.Message.EN)
			}
		}
		return out
	}
	for _, test := range []struct {
		name, text string
		want       map[string]finding.Status
	}{
		{"nothing stated", "", map[string]finding.Status{
			"1.1": finding.Undetermined, "1.2": finding.Undetermined, "1.3": finding.Undetermined, "1.4": finding.Undetermined,
			"2": finding.Undetermined, "3": finding.Undetermined, "4.1": finding.Undetermined, "4.2": finding.Undetermined, "4.3": finding.Undetermined, "4.4": finding.Undetermined, "29.6": finding.Undetermined, "30.3": finding.Undetermined, "30.4": finding.Undetermined,
			"5.1": finding.Undetermined, "5.2": finding.Undetermined, "5.3": finding.Undetermined, "5.4": finding.Undetermined,
			"6.1": finding.Undetermined, "6.2": finding.Undetermined, "6.3": finding.Undetermined,
			"7.1": finding.Met, "7.2": finding.Undetermined, "8": finding.Breached, "9.1": finding.Undetermined,
			"10": finding.Breached, "11": finding.Undetermined, "12.1": finding.Met, "12.2": finding.Undetermined,
			"13.1": finding.Undetermined, "13.2": finding.Undetermined, "14.1": finding.Undetermined, "14.2": finding.Undetermined,
			"17.1": finding.Undetermined, "18": finding.Undetermined, "19": finding.Breached, "20": finding.Met, "21": finding.Undetermined, "22": finding.Breached,
		}},
		{"grey is out of scope only if claimed", "colour: grey\nclaimed: true\n", map[string]finding.Status{"8": finding.NotApplicable, "19": finding.NotApplicable}},
		{"a guard that fails leaves nothing to ask", "colour: green\n", map[string]finding.Status{"6.1": finding.Met, "6.2": finding.Met, "6.3": finding.Breached, "13.2": finding.Breached}},
		{"a guarded fact that is there settles its guards", "gloss: true\n", map[string]finding.Status{"6.1": finding.Breached, "6.2": finding.Breached, "6.3": finding.Met, "5.1": finding.Met}},
		{"one item certain, others open", "items: [{hot: true, wet: true}, {}, {}]\n", map[string]finding.Status{"3": finding.Breached, "8": finding.Breached, "14.1": finding.Breached, "14.2": finding.Met}},
		{"units that settle", "kept: {working_days: 21}\n", map[string]finding.Status{"17.2": finding.Breached, "17.1": finding.Undetermined}},
		{"units that do not", "kept: {days: 21}\n", map[string]finding.Status{"17.2": finding.Undetermined}},
		{"at most n days keep n working days", "kept: {days: 20}\n", map[string]finding.Status{"17.2": finding.Met}},
		{"no end", "kept: {unlimited: true}\n", map[string]finding.Status{"17.1": finding.Breached, "17.2": finding.Breached}},
	} {
		got := status(test.text)
		for clause, want := range test.want {
			if got[clause] != want {
				t.Errorf("%s: clause %s is %s, want %s", test.name, clause, got[clause], want)
			}
		}
	}
}

// tinyPack is a copy of the made-up law that a test may change.
func tinyPack(t testing.TB) fstest.MapFS {
	t.Helper()
	return lawtest.Files(t, "../testdata/packs/tiny")
}

// sound is a checker of made-up law without mistakes.
func sound(t testing.TB, files fs.FS) *checker.Checker {
	t.Helper()
	pack, c := lawtest.Checker(t, "..", files, checker.Options{})
	for _, f := range pack.Findings {
		t.Fatalf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	return c
}
