package checker_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/schemas"
)

// body is a set of practices with a checker made for them: the shipped examples, or made-up practices.
type body struct {
	name  string
	paths []string
	opt   practice.Options
	c     *checker.Checker
}

// bodies are what the tests of this file judge.
func bodies(t testing.TB) []body {
	t.Helper()
	dir := t.TempDir()
	for i, text := range []string{"", "colour: red\n", "items: [{hot: true}, {}, {tint: blue}]\n", "kept: {days: 21}\nnotice: {purpose: true}\n", "colour: grey\nclaimed: true\n"} {
		p := strings.Replace(tinyHead, "id: tiny\n", fmt.Sprintf("id: tiny-%d\n", i), 1) + text
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("p%d.yaml", i)), []byte(p), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	made, _ := filepath.Glob(filepath.Join(dir, "*.yaml"))
	out := []body{{"tiny", made, practice.Options{Schemas: os.DirFS("../testdata/schemas")}, tiny(t)}}
	examples, _ := filepath.Glob("../examples/*.yaml")
	if len(examples) == 0 {
		t.Log("NO EXAMPLES in ../examples: only made-up practices are judged")
		return out
	}
	c, _ := shipped(t, checker.Options{Explain: true})
	return append(out, body{"examples", examples, practice.Options{}, c})
}

// judge judges a body with some goroutines that share its checker, the documents in the order given by shuffle, and makes
// the report.
func (b body) judge(t testing.TB, workers int, shuffle *rand.Rand) *finding.Report {
	t.Helper()
	paths := slices.Clone(b.paths)
	if shuffle != nil {
		shuffle.Shuffle(len(paths), func(i, k int) { paths[i], paths[k] = paths[k], paths[i] })
	}
	loaded, err := practice.Load(context.Background(), paths, b.opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Documents) == 0 {
		t.Fatal("nothing was read")
	}
	judged := make([]finding.Judged, len(loaded.Documents))
	order := make(chan int, len(judged))
	for i := range judged {
		order <- i
	}
	close(order)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range order {
				var err error
				if judged[i], err = b.c.Check(context.Background(), loaded.Documents[i]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	r := &finding.Report{Tool: finding.Tool{Name: "credlint", Version: "test"}, Packs: finding.Packs{Digest: "sha256:0"}, Practices: judged, Findings: loaded.Findings, Narrowed: b.c.Narrowed()}
	r.Finish()
	return r
}

func written(t testing.TB, r *finding.Report, format string, o report.Options) string {
	t.Helper()
	w, err := report.Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := w(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSameBytes judges everything again and again, files in any order, by one goroutine and by eight that share a checker,
// on one processor and on four: the report is the same to the byte.
func TestSameBytes(t *testing.T) {
	rounds := 1
	if os.Getenv("CREDLINT_EXHAUSTIVE") != "" {
		rounds = 3
	} else {
		t.Log("one round; CREDLINT_EXHAUSTIVE=1 makes three")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, b := range bodies(t) {
		want := written(t, b.judge(t, 1, nil), "json", report.Options{})
		rng := rand.New(rand.NewPCG(3, 4))
		for range rounds {
			for _, workers := range []int{1, 8} {
				for _, procs := range []int{1, 4} {
					runtime.GOMAXPROCS(procs)
					if got := written(t, b.judge(t, workers, rng), "json", report.Options{}); got != want {
						t.Fatalf("%s: %d goroutines on %d processors give another report:\n%s", b.name, workers, procs, firstDifference(want, got))
					}
				}
			}
		}
	}
}

// TestSameBytesAnew makes the checker anew: what it compiled first shows nowhere.
func TestSameBytesAnew(t *testing.T) {
	t.Parallel()
	var want []string
	for range 2 {
		for i, b := range bodies(t) {
			got := written(t, b.judge(t, 8, rand.New(rand.NewPCG(uint64(i), 9))), "json", report.Options{})
			// the made-up practices lie in a folder of their own each time
			got = regexp.MustCompile(`"file": "[^"]*/`).ReplaceAllString(got, `"file": "`)
			if i >= len(want) {
				want = append(want, got)
			} else if got != want[i] {
				t.Errorf("%s: a new checker gives another report:\n%s", b.name, firstDifference(want[i], got))
			}
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return cmp.Diff(x[max(0, i-8):min(len(x), i+8)], y[max(0, i-8):min(len(y), i+8)])
		}
	}
	return fmt.Sprintf("%d lines and %d", len(x), len(y))
}

// TestYAMLAndJSON writes each practice as JSON, its agency with it: verdicts, clauses, messages and questions are the same.
func TestYAMLAndJSON(t *testing.T) {
	t.Parallel()
	for _, b := range bodies(t) {
		loaded, err := practice.Load(context.Background(), b.paths, b.opt)
		if err != nil {
			t.Fatal(err)
		}
		for i, doc := range loaded.Documents {
			if testing.Short() && i%3 != 0 {
				continue
			}
			text, err := json.Marshal(doc.Value)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "p.json")
			if err := os.WriteFile(file, text, 0o600); err != nil {
				t.Fatal(err)
			}
			again, err := practice.Load(context.Background(), []string{file}, b.opt)
			if err != nil {
				t.Fatal(err)
			}
			if len(again.Documents) != 1 {
				t.Errorf("%s: as JSON it is not read: %v", doc.ID, again.Findings)
				continue
			}
			if diff := cmp.Diff(said(t, b.c, doc), said(t, b.c, again.Documents[0])); diff != "" {
				t.Errorf("%s as YAML (-) and as JSON (+):\n%s", doc.ID, diff)
			}
		}
	}
}

// said is everything said of a practice but where.
func said(t testing.TB, c *checker.Checker, doc *practice.Document) []string {
	t.Helper()
	j, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{string(j.Verdict)}
	for _, v := range j.Clauses {
		out = append(out, fmt.Sprintf("%s %s %v", v.Citation, v.Status, v.Readings))
	}
	for _, q := range j.Questions {
		out = append(out, fmt.Sprintf("%s %v %v", q.Fact, q.Clauses, q.LawfulIf))
	}
	for _, f := range j.Findings {
		out = append(out, fmt.Sprintf("%s %v %s %s %s %s %s %v", f.Rule, f.Severity, f.Status, f.Message.ZH, f.Message.EN, f.Hint.ZH, f.Hint.EN, f.Reading))
	}
	slices.Sort(out)
	return slices.Compact(out) // one file may have on one line what another has on two
}

var (
	placeInText    = regexp.MustCompile(`(?m)^(\S[^\n:]*):(\d+):(\d+): `)
	citationInText = regexp.MustCompile(`\b(?:cn/[a-z0-9_/]+#[0-9.-]+|credlint/[a-z-]+)`)
)

// TestTwoLanguages holds the text in Chinese to that in English: the same places in the same order, with the same
// citations at each.
func TestTwoLanguages(t *testing.T) {
	t.Parallel()
	for _, b := range bodies(t) {
		r := b.judge(t, 2, nil)
		places := map[string][]string{}
		for _, lang := range []string{"zh", "en"} {
			text := written(t, r, "text", report.Options{Lang: lang, Explain: true})
			at := placeInText.FindAllStringSubmatchIndex(text, -1)
			if len(at) == 0 {
				t.Fatalf("%s: no finding in the text", b.name)
			}
			for i, m := range at {
				end := len(text)
				if i+1 < len(at) {
					end = at[i+1][0]
				}
				cites := citationInText.FindAllString(text[m[0]:end], -1)
				slices.Sort(cites)
				places[lang] = append(places[lang], text[m[2]:m[3]]+":"+text[m[4]:m[5]]+":"+text[m[6]:m[7]]+" "+strings.Join(slices.Compact(cites), " "))
			}
		}
		if diff := cmp.Diff(places["zh"], places["en"]); diff != "" {
			t.Errorf("%s: findings in Chinese (-) and in English (+):\n%s", b.name, diff)
		}
	}
}

// TestReportSchema validates the JSON of everything judged against the published schema.
func TestReportSchema(t *testing.T) {
	t.Parallel()
	schema := compileSchema(t, "report.json")
	for _, b := range bodies(t) {
		text := written(t, b.judge(t, 2, nil), "json", report.Options{})
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
	}
}

// compileSchema compiles one of the shipped schemas.
func compileSchema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	raw, err := schemas.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRace judges with eight goroutines that share a checker, each with its documents in another order. What it is for is
// go test -race; without it the answers are compared all the same.
func TestRace(t *testing.T) {
	t.Parallel()
	for _, b := range bodies(t) {
		loaded, err := practice.Load(context.Background(), b.paths, b.opt)
		if err != nil {
			t.Fatal(err)
		}
		docs := loaded.Documents
		if testing.Short() && len(docs) > 8 {
			docs = docs[:8]
		}
		verdicts := make([][]finding.Verdict, 8)
		var wg sync.WaitGroup
		for n := range verdicts {
			wg.Go(func() {
				got := make([]finding.Verdict, len(docs))
				for _, i := range rand.New(rand.NewPCG(uint64(n), 5)).Perm(len(docs)) {
					j, err := b.c.Check(context.Background(), docs[i])
					if err != nil {
						t.Error(err)
					}
					got[i] = j.Verdict
				}
				verdicts[n] = got
			})
		}
		wg.Wait()
		for n := range verdicts {
			if diff := cmp.Diff(verdicts[0], verdicts[n]); diff != "" {
				t.Errorf("%s: two goroutines, two answers:\n%s", b.name, diff)
			}
		}
	}
}

// TestPracticesLeaveNothingBehind holds what a checker says of a practice to what it says when it has judged no other before:
// where a missing fact is held against another of the practice, its values are told apart by that practice alone.
func TestPracticesLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	files := tinyPack(t)
	files[lawtest.TinyWords].Data = append(files[lawtest.TinyWords].Data, lawtest.ClauseWords("31")...)
	files[lawtest.TinyRules].Data = append(files[lawtest.TinyRules].Data, "\nbreach[\"31\"] contains {\"at\": [\"size\"]} if p.size > p.limit\n"...)
	fresh := func() *checker.Checker {
		_, c := lawtest.Checker(t, "..", files, checker.Options{Only: []string{"cn/tiny_2020#30", "cn/tiny_2020#31"}})
		return c
	}
	shared := fresh()
	for _, text := range []string{"term: {years: 5}\nlimit: 50\n", "term: {days: 10}\nlimit: 3\n", "term: {months: 7}\nlimit: 99\n", ""} {
		doc := load(t, "../testdata/schemas", tinyHead+text)
		want := said(t, fresh(), doc)
		if diff := cmp.Diff(want, said(t, shared, doc)); diff != "" {
			t.Errorf("with %q, first (-) and after others (+):\n%s", text, diff)
		}
		for _, clause := range []string{"30.1", "30.2", "31"} {
			if !slices.Contains(want, "cn/tiny_2020#"+clause+" undetermined []") {
				t.Errorf("with %q clause %s is not undetermined:\n%s", text, clause, strings.Join(want, "\n"))
			}
		}
	}
}

// TestDaysLeaveNothingBehind judges one practice by one checker on days with other numbers: it is held to those of its day.
func TestDaysLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	files := tinyPack(t)
	words := string(files[lawtest.TinyWords].Data)
	files[lawtest.TinyWords].Data = []byte(strings.Replace(words, `value: 10, clause: "11"}]`, `value: 10, clause: "11"}, {from: 2025-01-01, value: 20, clause: "11"}]`, 1))
	_, c := lawtest.Checker(t, "..", files, checker.Options{Only: []string{"cn/tiny_2020#11"}})
	for _, on := range []struct{ day, want string }{{"2026-01-01", "met"}, {"2024-12-31", "breached"}, {"2025-01-01", "met"}, {"2021-01-01", "breached"}} {
		doc := load(t, "../testdata/schemas", strings.Replace(tinyHead, "2026-01-01", on.day, 1)+"colour: red\nsize: 15\n")
		if got := said(t, c, doc); !slices.Contains(got, "cn/tiny_2020#11 "+on.want+" []") {
			t.Errorf("on %s article 11 is not %s:\n%s", on.day, on.want, strings.Join(got, "\n"))
		}
	}
}

// TestPermitOfAnAuthority cites an article whose permit hangs on there being an authority, and another that is one. The first is
// met, for the other grants the act; but asked as an authority it is none, however often its permit was asked about before. Nor
// does law that has asked so make it none for what is asked next.
func TestPermitOfAnAuthority(t *testing.T) {
	t.Parallel()
	files := tinyPack(t)
	for _, article := range []string{"31", "32"} {
		files[lawtest.TinyWords].Data = append(files[lawtest.TinyWords].Data, strings.Replace(strings.Split(lawtest.ClauseWords(article), "        breach:")[0], "prohibition", "permission", 1)...)
	}
	files[lawtest.TinyWords].Data = append(files[lawtest.TinyWords].Data, lawtest.ClauseWords("33")+lawtest.ClauseWords("34")...)
	files[lawtest.TinyRules].Data = append(files[lawtest.TinyRules].Data, `
permit["31"] if allowed

permit["32"] if p.agency.type == "organ"

breach["33"] contains {"at": ["basis"]} if input.authorities[0].grants

breach["34"] contains {"at": ["basis"]} if not allowed

allowed if {
	some a in input.authorities
	a.grants
}
`...)
	doc := load(t, "../testdata/schemas", strings.Replace(tinyHead, "basis: []", "basis: [{cite: 引擎试验条例第三十一条, for: [collection]}, {cite: 引擎试验条例第三十二条, for: [collection]}]", 1)+"colour: red\n")
	_, c := lawtest.Checker(t, "..", files, checker.Options{})
	for again := range 2 {
		got := said(t, c, doc)
		for _, want := range []string{"31 met", "33 met", "34 met"} {
			if !slices.Contains(got, "cn/tiny_2020#"+want+" []") {
				t.Errorf("time %d: %s is not said:\n%s", again, want, strings.Join(got, "\n"))
			}
		}
		if n := len(slices.DeleteFunc(slices.Clone(got), func(s string) bool { return !strings.Contains(s, "citation-grants-nothing") })); n != 1 {
			t.Errorf("%d citations grant nothing, want that of article 31:\n%s", n, strings.Join(got, "\n"))
		}
	}
}
