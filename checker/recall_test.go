package checker

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
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

// TestRecallOfOddLaw asks law that looks at things in ways the program's own does not of practices that differ in no more than
// what it looks at: each is answered for itself.
func TestRecallOfOddLaw(t *testing.T) {
	t.Parallel()
	c, docs := oddLaw(t, []string{
		`count(p.notice) == 4`,
		`some name, told in p.notice; name == "more"; told`,
		`contains(sprintf("%v", [p.notice]), "more")`,
		`not p["notice/purpose"]; p.notice.purpose`,
		`some k, v in input; v == "2020-06-01"`,
		`some k in object.keys(input); input[k] == "2020-06-01"`,
		`some k, v in input.params["cn/odd_2020"]; v == 20`,
		`some a in input.authorities; some k, v in a; v == "administrative_regulation"`,
		`some a in input.authorities; some k, v in a; k == "grants"; v`,
		`some a in input.authorities; contains(sprintf("%v", [a]), "征信")`,
		`some a in input.authorities; a != {}; object.union(a, {"more": 1}).rank == "law"`,
		`some a in input.authorities; count(object.keys(a)) == 10; object.filter(a, ["in_force"]).in_force == "yes"`,
		`some item in p.items; count(item) == 4`,
	})
	plain := *c
	plain.recall = nil
	breached := map[string]map[bool]bool{}
	for _, doc := range docs {
		want, err := plain.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: by OPA (-), with what was kept (+):\n%s", doc.ID, diff)
		}
		for _, v := range got.Clauses {
			if breached[v.Citation] == nil {
				breached[v.Citation] = map[bool]bool{}
			}
			breached[v.Citation][v.Status == finding.Breached] = true
		}
		for _, f := range got.Findings {
			if f.Status == finding.Failed {
				t.Errorf("%s: %s", f.Rule, f.Message.EN)
			}
		}
	}
	for _, cite := range sortedKeys(breached) {
		if len(breached[cite]) < 2 {
			t.Errorf("%s says the same of every practice", cite)
		}
	}
}

// TestObjectMethods holds the ways in which OPA may look at an object: an object of ours must read what a way is about by name,
// or it would be missed that a fact is missing, and what is kept would not know of it.
func TestObjectMethods(t *testing.T) {
	t.Parallel()
	of := reflect.TypeFor[ast.Object]()
	var got []string
	for i := range of.NumMethod() {
		got = append(got, of.Method(i).Name)
	}
	want := []string{"Compare", "Copy", "Diff", "Filter", "Find", "Foreach", "Get", "Hash", "Insert", "Intersect", "IsGround", "Iter", "Keys", "KeysIterator", "Len", "Map", "Merge", "MergeWith", "String", "StringLength", "Until", "get"} // get is OPA's own, for objects of its own
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("OPA looks at objects in other ways (-known, +now); see that viewed, tracked and cited answer for each:\n%s", diff)
	}
}

// oddLaw is a checker over made-up law with a clause for each body, and practices of two kinds; what the one may state of its
// notice and items the other may too, and more.
func oddLaw(t *testing.T, bodies []string) (*Checker, []*practice.Document) {
	t.Helper()
	words := `id: cn/odd_2020
title: {zh: 奇异试验条例, en: Regulation of Odd Forms}
rank: administrative_regulation
issuer: {zh: 本项目, en: this project}
promulgated: 2020-01-01
in_force: {from: 2020-01-01}
text: {status: held, as_of: 2030-01-01}
params:
  most: [{from: 2020-01-01, value: 10, clause: "1"}, {from: 2021-01-01, value: 20, clause: "1"}]
articles:
`
	rules := "package policies.cn.odd_2020\n\np := input.practice\n"
	for i, b := range bodies {
		words += fmt.Sprintf(`  - article: "%[1]d"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses: [{clause: "%[1]d", modality: prohibition, kinds: [collection, disclosure], status: encoded, summary: {zh: 试验, en: test},
               breach: {zh: 违反, en: breached}, hint: {zh: 改正, en: mend it}}]
`, i+2)
		rules += fmt.Sprintf("\nbreach[\"%d\"] contains {\"at\": [\"colour\"]} if { %s }\n", i+2, b)
	}
	pack, err := law.Load(fstest.MapFS{"cn/odd_2020/instrument.yaml": {Data: []byte(words)}, "cn/odd_2020/rules.rego": {Data: []byte(rules)}})
	if err != nil || len(pack.Findings) > 0 {
		t.Fatal(err, pack.Findings)
	}
	schemas := fstest.MapFS{}
	for _, name := range []string{"agency.json", "kinds/collection.json", "kinds/disclosure.json"} {
		text, err := os.ReadFile(filepath.Join("../testdata/schemas", name))
		if err != nil {
			t.Fatal(err)
		}
		schemas[name] = &fstest.MapFile{Data: text}
	}
	text := string(schemas["kinds/collection.json"].Data)
	const more = `"more": {"title": "more", "x-zh": "更多", "type": "boolean", "x-absent": "unknown", "x-choice": "measure"}, `
	for old, new := range map[string]string{`"collection"`: `"disclosure"`, `"collection":`: `"disclosure":`, `"purpose": {`: more + `"purpose": {`, `"tint": {`: more + `"tint": {`} {
		text = strings.ReplaceAll(text, old, new)
	}
	schemas["kinds/disclosure.json"].Data = []byte(text)
	c, err := New(pack, policies.FS, schemas, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var docs []*practice.Document
	dir := t.TempDir()
	for _, kind := range []string{"collection", "disclosure"} {
		for i, stated := range []string{
			"day: 2020-06-01\nbasis: []\nnotice: {purpose: true, rights: true}\nitems: [{tint: red, hot: true, wet: true}]\n",
			"day: 2020-06-01\nbasis: [{cite: 征信业管理条例第十四条, for: [KIND], covers: {value: true, reason: r}}]\nnotice: {purpose: false, rights: true}\n",
			"day: 2021-06-01\nbasis: [{cite: 中华人民共和国民法典第一千零三十五条, for: [KIND]}]\nnotice: {purpose: true, rights: true}\nitems: []\n",
			"day: 2021-06-01\nbasis: [{cite: 某某市信用办法第三条, for: [KIND]}]\n",
		} {
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.yaml", kind, i))
			text := fmt.Sprintf("practice: credlint/v1\nkind: %[1]s\nid: %[1]s-%d\njurisdiction: cn\nagency: {agency: credlint/v1, name: x, type: organ}\ncolour: red\n%s", kind, i, strings.ReplaceAll(stated, "KIND", kind))
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{Schemas: schemas})
			if err != nil || len(loaded.Documents) != 1 {
				t.Fatal(err, loaded.Findings)
			}
			doc := loaded.Documents[0]
			docs = append(docs, doc)
			if kind == "disclosure" && i == 0 {
				for _, told := range []bool{true, false} {
					d := *doc
					d.Value = maps.Clone(doc.Value)
					d.Value["notice"] = map[string]any{"purpose": true, "rights": true, "more": told}
					d.Value["items"] = []any{map[string]any{"tint": "red", "hot": true, "wet": true, "more": told}}
					docs = append(docs, &d)
				}
			}
		}
	}
	return c, docs
}
