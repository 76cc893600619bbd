package checker_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

const (
	tinyRules = "cn/tiny_2020/rules.rego"
	tinyWords = "cn/tiny_2020/instrument.yaml"
)

// tinyPack is a copy of the made-up law that a test may spoil.
func tinyPack(t testing.TB) fstest.MapFS { t.Helper(); return packFiles(t, "../testdata/packs/tiny") }

// packFiles is a copy of a pack.
func packFiles(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// madeUp is a checker of made-up law, for the schemas that go with it.
func madeUp(t testing.TB, files fs.FS, opt checker.Options) (*law.Pack, *checker.Checker) {
	t.Helper()
	pack, err := law.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	c, err := checker.New(pack, policies.FS, os.DirFS("../testdata/schemas"), opt)
	if err != nil {
		t.Fatal(err)
	}
	return pack, c
}

// sound is a checker of made-up law that has no mistakes.
func sound(t testing.TB, files fs.FS) *checker.Checker {
	t.Helper()
	pack, c := madeUp(t, files, checker.Options{})
	for _, f := range pack.Findings {
		t.Fatalf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	return c
}

// lawFindings is what is said of a pack when it is tested, each with the text of the line it points at.
func lawFindings(t testing.TB, files fstest.MapFS) []string {
	t.Helper()
	pack, c := madeUp(t, files, checker.Options{})
	found := pack.Findings
	for _, in := range pack.Instruments {
		found = append(found, c.Lint(context.Background(), in)...)
	}
	var out []string
	for _, f := range found {
		if f.Severity != finding.Error || f.Message.ZH == "" {
			t.Errorf("%s:%d: %s is no error in two languages", f.At.File, f.At.Line, f.Message.EN)
		}
		line := "?"
		if file := files[f.At.File]; file != nil {
			if lines := strings.Split(string(file.Data), "\n"); f.At.Line >= 1 && f.At.Line <= len(lines) {
				line = strings.TrimSpace(lines[f.At.Line-1])
			}
		}
		out = append(out, fmt.Sprintf("%s | %s | %s", f.At.File, line, f.Message.EN))
	}
	return out
}

// clauseWords are the words of one more clause at the end of the made-up law.
func clauseWords(number string) string {
	article, _, _ := strings.Cut(number, ".")
	return fmt.Sprintf(`  - article: "%s"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses:
      - clause: "%s"
        modality: prohibition
        kinds: [collection]
        status: encoded
        summary: {zh: 试验, en: test}
        breach: {zh: 违反试验条款, en: test clause breached}
        hint: {zh: 改正, en: mend it}
`, article, number)
}

// TestPlanted plants one mistake at a time in a copy of the made-up law. Each must be said at the law's own line, in
// words that name the remedy or the name that was meant, and nothing else may be said that was not said before.
func TestPlanted(t *testing.T) {
	t.Parallel()
	before := lawFindings(t, tinyPack(t))
	type mistake struct {
		name string
		// words and rules are added at the end of the two files, or replace what stands before "→" on their first line.
		words, rules string
		swap         [3]string // file, old, new
		file         string
		line         string // a part of the line to blame
		says         []string
		more         int // findings besides: a mistake that spoils what follows
	}
	for _, m := range []mistake{
		{
			name: "a misspelt constant", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "gren"`,
			file:  tinyRules, line: `p.colour == "gren"`, says: []string{`colour is never "gren"`, "did you mean green"}, more: 1, // and so it never fires
		},
		{
			name: "a misspelt constant in a set, on an element of a list", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"items\", i]} if {\n\tsome i, item in p.items\n\titem.tint in cold\n}\n\ncold := {\"bleu\", \"grey\"}\n",
			file:  tinyRules, line: "item.tint in cold", says: []string{`items.*.tint is never "bleu"`, "did you mean blue"},
		},
		{
			name: "a misspelt constant compared in a function", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"items\", i]} if {\n\tsome i, item in p.items\n\treddish(item)\n}\n\nreddish(x) if x.tint == \"redd\"\n",
			file:  tinyRules, line: `x.tint == "redd"`, says: []string{`items.*.tint is never "redd"`, "did you mean red"}, more: 1,
		},
		{
			name: "a misspelt fact inside a helper", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"consent\"]} if unspoken(p.consent)\n\nunspoken(c) if not c.exprss\n",
			file:  tinyRules, line: "not c.exprss", says: []string{"practices of kind collection have no fact consent.exprss", "did you mean express"},
		},
		{
			name: "a misspelt fact in a misspelt place", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["notice", "purpos"]} if not p.notice.purpose`,
			file:  tinyRules, line: `["notice", "purpos"]`, says: []string{"have no fact notice.purpos", "did you mean purpose"},
		},
		{
			name: "a fact of another kind", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"]} if p.audience == "public"`,
			file:  tinyRules, line: "p.audience", says: []string{"practices of kind collection have no fact audience"}, more: 1,
		},
		{
			name:  "a fact of the other kind, where the clause lists it",
			words: strings.Replace(clauseWords("99"), "kinds: [collection]", "kinds: [disclosure]", 1),
			rules: `breach["99"] contains {"at": ["audience"]} if p.audience == "publc"`,
			file:  tinyRules, line: "p.audience", says: []string{`audience is never "publc"`, "did you mean public"}, more: 1, // nor can it be breached
		},
		{
			name: "a rule without a clause", rules: `breach["1.9"] contains {"at": ["colour"]} if p.colour == "red"`,
			file: tinyRules, line: `breach["1.9"]`, says: []string{`breach["1.9"] has no clause in instrument.yaml`, "did you mean 1.1"},
		},
		{
			name: "a clause without a rule", words: clauseWords("99"),
			file: tinyWords, line: `- clause: "99"`, says: []string{"clause 99 is encoded and has no rule"},
		},
		{
			name: "a key twice", swap: [3]string{tinyWords, "rank: administrative_regulation\n", "rank: administrative_regulation\nrank: law\n"},
			file: tinyWords, line: "rank: law", says: []string{`"rank"`, "line 3"},
		},
		{
			name: "a clause that always fires", words: clauseWords("99"), swap: [3]string{tinyRules, "applies if not out_of_scope", "applies := true"},
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour in {"red", "green", "blue", "grey"}`,
			file:  tinyWords, line: `- clause: "99"`, says: []string{"clause 99 is breached by every practice it judges"}, more: 4, // so are others once nothing is out of scope
		},
		{
			name: "a clause that never fires", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"colour\"]} if {\n\tp.colour == \"red\"\n\tp.colour == \"green\"\n}\n",
			file:  tinyWords, line: `- clause: "99"`, says: []string{"clause 99 can never be breached"},
		},
		{
			name: "an unknown parameter", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["size"]} if p.size > params.mst`,
			file:  tinyRules, line: "params.mst", says: []string{`instrument.yaml has no parameter "mst"`, "did you mean most"}, more: 1, // and so never fires
		},
		{
			name: "an unknown reading", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"colour\"]} if {\n\tinput.readings.strct == \"yes\"\n\tp.colour == \"red\"\n}\n",
			file:  tinyRules, line: "input.readings.strct", says: []string{`instrument.yaml lists no reading "strct"`, "did you mean strict"}, more: 1,
		},
		{
			name: "an unknown placeholder", words: strings.Replace(clauseWords("99"), "en: test clause breached", "en: \"{thing} is forbidden\"", 1),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  tinyWords, line: "{thing} is forbidden", says: []string{"unknown placeholder {thing}", "{value}"},
		},
		{
			name: "a placeholder of an unknown parameter", words: strings.Replace(clauseWords("99"), "en: test clause breached", "en: \"more than {param.mots}\"", 1),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  tinyWords, line: "{param.mots}", says: []string{`instrument.yaml has no parameter "mots"`, "did you mean most"},
		},
		{
			name: "English in a Chinese message", words: strings.Replace(clauseWords("99"), "zh: 违反试验条款", "zh: 违反 test 条款", 1),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  tinyWords, line: "违反 test 条款", says: []string{"the Chinese text holds Latin letters"},
		},
		{
			name: "Chinese in an English message", words: strings.Replace(clauseWords("99"), "en: test clause breached", "en: test 条款 breached", 1),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  tinyWords, line: "test 条款 breached", says: []string{"the English text holds Chinese characters"},
		},
		{
			name: "a reason without a message", words: strings.Replace(clauseWords("99"), "breach: {zh: 违反试验条款, en: test clause breached}", "breach: {late: {zh: 过迟, en: too late}}", 1),
			rules: "breach[\"99\"] contains {\"at\": [\"colour\"], \"why\": \"late\"} if p.colour == \"red\"\n\nbreach[\"99\"] contains {\"at\": [\"colour\"], \"why\": \"early\"} if p.colour == \"blue\"\n",
			file:  tinyRules, line: `"why": "early"`, says: []string{`clause 99 has no message for why "early"`},
		},
		{
			name: "a message that no rule gives", words: strings.Replace(clauseWords("99"), "breach: {zh: 违反试验条款, en: test clause breached}", "breach: {late: {zh: 过迟, en: too late}, early: {zh: 过早, en: too early}}", 1),
			rules: "breach[\"99\"] contains {\"at\": [\"colour\"], \"why\": \"late\"} if p.colour == \"red\"\n",
			file:  tinyWords, line: "early: {zh: 过早", says: []string{`no rule of clause 99 gives the reason "early"`},
		},
		{
			name: "an element that is no object literal", words: clauseWords("99"),
			rules: "breach[\"99\"] contains place if {\n\tp.colour == \"red\"\n\tplace := {\"at\": [\"colour\"]}\n}\n",
			file:  tinyRules, line: "contains place if", says: []string{"the element must be an object literal"}, more: 1, // nor can it be explored
		},
		{
			name: "a formatted place", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"items\", sprintf(\"%d\", [i])]} if {\n\tsome i, item in p.items\n\titem.hot\n}\n",
			file:  tinyRules, line: "sprintf", says: []string{`"at" holds sprintf`, "a path is not computed"}, more: 2,
		},
		{
			name: "a reason that is a fact", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"], "why": p.colour} if p.colour == "red"`,
			file:  tinyRules, line: `"why": p.colour`, says: []string{`"why" is p.colour and must be a string constant`}, more: 1,
		},
		{
			name: "an element with more than place and reason", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"], "value": 3} if p.colour == "red"`,
			file:  tinyRules, line: `"value": 3`, says: []string{`an element has "at" and "why" and no "value"`},
		},
		{
			name: "a breach built on a breach", words: clauseWords("99"),
			rules: `breach["99"] contains place if some place in breach["1.1"]`,
			file:  tinyRules, line: `in breach["1.1"]`, says: []string{"built on breach", "write the conditions they share as a helper"}, more: 2,
		},
		{
			name: "a helper built on a breach of data", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"colour\"]} if twice\n\ntwice if {\n\tcount(data.policies.cn.tiny_2020.breach[\"1.1\"]) > 0\n\tp.colour == \"red\"\n}\n",
			file:  tinyRules, line: `count(data.policies.cn.tiny_2020.breach["1.1"])`, says: []string{"built on breach"},
		},
		{
			name: "arithmetic on a fact", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["size"]} if p.size * 2 < 30`,
			file:  tinyRules, line: "p.size * 2", says: []string{"arithmetic on the fact size"}, more: 1, // and it is opaque
		},
		{
			name: "with", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"colour\"]} if reds with input.practice.colour as \"red\"\n\nreds if p.colour == \"red\"\n",
			file:  tinyRules, line: "reds with input", says: []string{"with is not for law"}, more: 1, // the same answer for every practice
		},
		{
			name: "the network", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"]} if http.send({"method": "get", "url": "http://localhost"}).status_code == 200`,
			file:  tinyRules, line: "http.send", says: []string{"http.send is not for law"},
		},
		{
			name: "the clock", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"]} if time.now_ns() > 0`,
			file:  tinyRules, line: "time.now_ns", says: []string{"time.now_ns is not for law"},
		},
		{
			name: "a syntax error", rules: `breach["99"] contains {"at": ["colour"]} if if`,
			file: tinyRules, line: `if if`, says: []string{"unexpected"},
		},
		{
			name: "a name that nothing defines", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"]} if unheard_of`,
			file:  tinyRules, line: "unheard_of", says: []string{"var unheard_of is unsafe"},
		},
		{
			name: "a computed clause number", rules: `breach[n] contains {"at": ["colour"]} if some n in {"1.1"}`,
			file: tinyRules, line: "breach[n]", says: []string{"the clause of breach must be a constant string"},
		},
		{
			name: "a package that is not the folder's", swap: [3]string{tinyRules, "package policies.cn.tiny_2020", "package policies.cn.tiny_2021"},
			file: tinyRules, line: "package policies.cn.tiny_2021", says: []string{"policies.cn.tiny_2021 is not that of its folder", `write "package policies.cn.tiny_2020"`},
		},
		{
			name: "a clause twice", swap: [3]string{tinyWords, `- clause: "1.2"`, `- clause: "1.1"`},
			file: tinyWords, line: `- clause: "1.1"`, says: []string{`clause "1.1" is listed twice`},
		},
		{
			name: "an id that is not the folder", swap: [3]string{tinyWords, "id: cn/tiny_2020", "id: cn/tiny_2019"},
			file: tinyWords, line: "id: cn/tiny_2019", says: []string{`id "cn/tiny_2019" is not the folder "cn/tiny_2020"`},
		},
		{
			name: "a kind that there is not", words: strings.Replace(clauseWords("99"), "kinds: [collection]", "kinds: [evaluation]", 1),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  tinyWords, line: "kinds: [evaluation]", says: []string{`no kind is called "evaluation"`},
		},
		{
			name: "an agency that there is not", words: strings.Replace(clauseWords("99"), "status:", "addressees: [orgam]\n        status:", 1),
			rules: `breach["99"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  tinyWords, line: "addressees: [orgam]", says: []string{`no type of agency is called "orgam"`, "did you mean organ"}, more: 1, // it binds nobody
		},
		{
			name: "a fact of an authority that there is not", words: clauseWords("99"),
			rules: "breach[\"99\"] contains {\"at\": [\"basis\"]} if {\n\tsome a in input.authorities\n\ta.in_forse == \"no\"\n}\n",
			file:  tinyRules, line: "a.in_forse", says: []string{`an authority has no "in_forse"`, "did you mean in_force"}, more: 1,
		},
		{
			name: "a part of the input that there is not", words: clauseWords("99"),
			rules: `breach["99"] contains {"at": ["colour"]} if input.practise.colour == "red"`,
			file:  tinyRules, line: "input.practise", says: []string{`the input has no "practise"`, "did you mean practice"}, more: 1,
		},
		{
			name: "a breach of a permission", swap: [3]string{tinyRules, `permit["20"] if {`, "breach[\"20\"] contains {\"at\": [\"colour\"]} if p.colour == \"red\"\n\npermit[\"20\"] if {"},
			file: tinyRules, line: `breach["20"]`, says: []string{"clause 20 is a permission; it cannot be breached"}, more: 1, // nor is there a message for it
		},
	} {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			files := tinyPack(t)
			if m.swap[0] != "" {
				old := string(files[m.swap[0]].Data)
				if !strings.Contains(old, m.swap[1]) {
					t.Fatalf("%s has no %q to replace", m.swap[0], m.swap[1])
				}
				files[m.swap[0]].Data = []byte(strings.Replace(old, m.swap[1], m.swap[2], 1))
			}
			files[tinyWords].Data = append(files[tinyWords].Data, m.words...)
			files[tinyRules].Data = append(files[tinyRules].Data, "\n"+m.rules+"\n"...)
			had := map[string]int{}
			for _, f := range before {
				had[f]++
			}
			var news []string
			found := false
			for _, f := range lawFindings(t, files) {
				if had[f]--; had[f] >= 0 {
					continue
				}
				news = append(news, f)
				parts := strings.SplitN(f, " | ", 3)
				here := parts[0] == m.file && strings.Contains(parts[1], m.line)
				for _, s := range m.says {
					here = here && strings.Contains(parts[2], s)
				}
				found = found || here
			}
			if !found {
				t.Errorf("want a finding in %s at the line with %q that says %q; new findings:\n%s", m.file, m.line, m.says, strings.Join(news, "\n"))
			}
			if len(news) > 1+m.more {
				t.Errorf("one mistake and %d findings:\n%s", len(news), strings.Join(news, "\n"))
			}
		})
	}
}
