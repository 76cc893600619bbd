package trial

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// one is a pack of one instrument of the program with the shared rules, and of its cases those of one file, changed; other
// files of that folder, such as agencies, stay.
func one(t *testing.T, dir, file string, changes map[string][2]string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	add := func(name string) {
		b, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for part, change := range changes {
			if strings.HasSuffix(name, "/"+part) {
				if !strings.Contains(string(b), change[0]) {
					t.Fatalf("%s has no %q", name, change[0])
				}
				b = []byte(strings.Replace(string(b), change[0], change[1], 1))
			}
		}
		out[name] = &fstest.MapFile{Data: b}
	}
	for _, root := range []string{dir, "lib"} {
		err := fs.WalkDir(policies.FS, root, func(name string, d fs.DirEntry, err error) error {
			if base := d.Name(); err == nil && !d.IsDir() && !(strings.Contains(name, "/cases/") && base != file && !strings.HasPrefix(base, "agency")) && !strings.HasSuffix(base, "_test.rego") {
				add(name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, table := range []string{"places.tsv", "register.tsv"} {
		add(table)
	}
	return out
}

// judgesBy is a checker that judges by a pack.
func judgesBy(t *testing.T, pack fstest.MapFS) (*checker.Checker, *law.Pack) {
	t.Helper()
	p, err := law.Load(pack)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Findings {
		t.Fatalf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	c, err := checker.New(p, checker.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c, p
}

// TestDifferences changes a case of the program's own law, or a mark in it, and compares the differences.
func TestDifferences(t *testing.T) {
	const (
		regulation = "cn/credit_reporting_2013"
		onReading  = "breached if state_organ_basis=law_or_administrative_regulation: personal information is collected without express consent of the person"
	)
	for _, tt := range []struct {
		name, dir, file string
		changes         map[string][2]string
		want            []string // line, clause, wanted → got
	}{
		{"as it is", regulation, "art_16_period.yaml", nil, nil},
		{"a mark less", regulation, "art_2_scope.yaml", map[string][2]string{"art_2_scope.yaml": {"# want 13.1 state_organ_basis=law_or_administrative_regulation", ""}},
			[]string{"16 art. 13(1): not breached → " + onReading}},
		{"another reading", regulation, "art_2_scope.yaml", map[string][2]string{"art_2_scope.yaml": {"state_organ_basis=law_or_administrative_regulation", "state_organ_basis=local_regulation_too"}},
			[]string{"16 art. 13(1): breached if state_organ_basis=local_regulation_too → " + onReading}},
		{"no reading", regulation, "art_2_scope.yaml", map[string][2]string{"art_2_scope.yaml": {"# want 13.1 state_organ_basis=law_or_administrative_regulation", "# want 13.1"}},
			[]string{"16 art. 13(1): breached → " + onReading}},
		{"a line off", regulation, "art_2_scope.yaml", map[string][2]string{"art_2_scope.yaml": {"# want 13.1 state_organ_basis=law_or_administrative_regulation\n", "\n# want 13.1 state_organ_basis=law_or_administrative_regulation\n"}},
			[]string{"16 art. 13(1): not breached → " + onReading,
				"17 art. 13(1): breached if state_organ_basis=law_or_administrative_regulation → breached if state_organ_basis=law_or_administrative_regulation on line 16"}},
		{"an open one that nobody expects", regulation, "art_16_period.yaml", map[string][2]string{"art_16_period.yaml": {"# ask 16.1", ""}}, []string{"139 art. 16(1): settled → open"}},
		{"open, where a breach is expected", regulation, "art_16_period.yaml", map[string][2]string{"art_16_period.yaml": {"# ask 16.1", "# want 16.1"}},
			[]string{"139 art. 16(1): breached → open"}},
		{"a mark in the file of an agency", regulation, "art_14_never.yaml", map[string][2]string{"agency_bureau.yaml": {"agency: credlint/v1", "agency: credlint/v1 # want 14.1"}},
			[]string{"agency_bureau.yaml:1 art. 14(1): breached → breached on lines 11, 12, 13, 14, 15, 16 of art_14_never.yaml"}},
		{"a clause there is not", regulation, "art_2_scope.yaml", map[string][2]string{"art_2_scope.yaml": {"# want 13.1 state_organ_basis=law_or_administrative_regulation", "# want 13.1 state_organ_basis=law_or_administrative_regulation, 43"}},
			[]string{"16 43: breached → the instrument lists no such clause; did you mean 3 or 40 or 41"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := one(t, tt.dir, tt.file, tt.changes)
			c, pack := judgesBy(t, files)
			in := pack.Instruments[0]
			judged, err := judgeFile(context.Background(), c.OnlyInstrument(in), in, files, tt.dir+"/cases/"+tt.file)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range judged.Differences {
				place := fmt.Sprint(d.At.Line)
				if d.At.File != judged.File {
					place = path.Base(d.At.File) + ":" + place
				}
				if d.Wanted.ZH == "" || d.Got.ZH == "" || d.Source == "" || d.Practice == "" {
					t.Errorf("%+v is not told in full", d)
				}
				got = append(got, fmt.Sprintf("%s %s: %s → %s", place, d.Law.EN, d.Wanted.EN, d.Got.EN))
			}
			for _, f := range judged.Broken {
				t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

// A trial that is ended says so and nothing else.
func TestRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c, pack := judgesBy(t, one(t, "cn/credit_reporting_2013", "art_16_period.yaml", nil))
	r, err := Run(ctx, c, pack, pack.Instruments, Options{Coverage: true, Shared: true})
	if r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("result %v, error %v; want none and that of the context", r, err)
	}
}

// TestMistakeInAnotherRule has a mistake in a rule for disclosures: a collection is judged as without it, a disclosure is not
// judged, and the trial says where the mistake is.
func TestMistakeInAnotherRule(t *testing.T) {
	t.Parallel()
	const rules = "cn/company_2020/rules.rego"
	files := lawtest.Files(t, "../../testdata/packs/company")
	sound, mistake := `p.audience == "public"`, `not whom == "public"`
	text := string(files[rules].Data)
	line := 1 + strings.Count(text[:strings.Index(text, sound)], "\n")
	_, without := lawtest.Checker(t, "../..", files, checker.Options{})
	files[rules] = &fstest.MapFile{Data: []byte(strings.Replace(text, sound, mistake, 1))}
	pack, with := lawtest.Checker(t, "../..", files, checker.Options{})
	for kind, want := range map[string]finding.Verdict{"collection": finding.Unlawful, "disclosure": finding.NotJudged} {
		file := filepath.Join(t.TempDir(), "p.yaml")
		text := "practice: credlint/v1\nkind: " + kind + "\nid: p\njurisdiction: cn\nagency: {agency: credlint/v1, name: x, type: organ}\nday: 2026-01-01\nbasis: []\ncolour: red\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{Schemas: os.DirFS("../../testdata/schemas")})
		if err != nil || len(loaded.Documents) != 1 {
			t.Fatal(err, loaded.Findings)
		}
		a, err := without.Check(context.Background(), loaded.Documents[0])
		if err != nil {
			t.Fatal(err)
		}
		b, err := with.Check(context.Background(), loaded.Documents[0])
		if err != nil {
			t.Fatal(err)
		}
		if b.Verdict != want {
			t.Errorf("the %s is %s, want %s", kind, b.Verdict, want)
		}
		if same := cmp.Equal(a, b); same != (kind == "collection") {
			t.Errorf("the %s is judged as without the mistake: %v", kind, same)
		}
	}
	r, err := Run(context.Background(), with, pack, pack.Instruments, Options{})
	if err != nil {
		t.Fatal(err)
	}
	broken := r.Instruments[0].Broken
	if len(broken) != 1 || broken[0].At.File != rules || broken[0].At.Line != line || !strings.Contains(broken[0].Message.EN, "whom") {
		t.Errorf("the trial says %v, want one finding on line %d", broken, line)
	}
}
