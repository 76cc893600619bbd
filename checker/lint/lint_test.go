package lint_test

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/checker/lint"
)

// TestMain collects garbage as rarely as the tests allow: they allocate much and keep little, and with the setting of the runtime
// half of their time goes into collecting.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// lawFindings is what is said of a pack when it is tested, each with the text of the line it points at.
func lawFindings(t testing.TB, files fstest.MapFS) []string {
	t.Helper()
	pack, c := lawtest.Checker(t, "../..", files, checker.Options{})
	found := pack.Findings
	for _, in := range pack.Instruments {
		found = append(found, lint.Instrument(context.Background(), c, in)...)
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

// allowed is one more clause, a permission with this summary.
func allowed(summary string) string {
	before, after, _ := strings.Cut(strings.Replace(lawtest.ClauseWords("31"), "prohibition", "permission", 1), "        summary: {")
	_, after, _ = strings.Cut(after, "\n")
	after, _, _ = strings.Cut(after, "        breach:")
	return before + "        summary: {" + summary + "}\n" + after
}

// TestPlanted plants one mistake at a time in a copy of the made-up law. Each must be said at the law's own line, in
// words that name the remedy or the name that was meant, and nothing else may be said that was not said before.
func TestPlanted(t *testing.T) {
	t.Parallel()
	before := lawFindings(t, lawtest.Files(t, "../../testdata/packs/tiny"))
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
			name: "two values of one name", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"]} if two == 1\n\ntwo := 1\n\ntwo := 2 if p.colour\n",
			file:  lawtest.TinyRules, line: "two := 2", says: []string{"two may have two values at once", "else"}, more: 2, // and so colour is used as a whole
		},
		{
			name: "a misspelt constant", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "gren"`,
			file:  lawtest.TinyRules, line: `p.colour == "gren"`, says: []string{`colour is never "gren"`, "did you mean green"}, more: 1, // and so it never fires
		},
		{
			name: "a limit of a period whose unit may settle nothing", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["kept"]} if periods.longer_than(p.kept, params.longest)`,
			file:  lawtest.TinyRules, line: "periods.longer_than(p.kept, params.longest)", says: []string{"kept is compared with a limit", `unsettled["31"]`},
		},
		{
			name: "a list that is counted", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if count(p.items) > 1`,
			file:  lawtest.TinyRules, line: "count(p.items)", says: []string{"a list of facts is counted", "at most two elements"},
		},
		{
			name: "a misspelt constant in a set, on an element of a list", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"items\", i]} if {\n\tsome i, item in p.items\n\titem.tint in cold\n}\n\ncold := {\"bleu\", \"grey\"}\n",
			file:  lawtest.TinyRules, line: "item.tint in cold", says: []string{`items.*.tint is never "bleu"`, "did you mean blue"},
		},
		{
			name: "a misspelt constant compared in a function", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"items\", i]} if {\n\tsome i, item in p.items\n\treddish(item)\n}\n\nreddish(x) if x.tint == \"redd\"\n",
			file:  lawtest.TinyRules, line: `x.tint == "redd"`, says: []string{`items.*.tint is never "redd"`, "did you mean red"}, more: 1,
		},
		{
			name: "a misspelt fact inside a helper", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"consent\"]} if unspoken(p.consent)\n\nunspoken(c) if not c.exprss\n",
			file:  lawtest.TinyRules, line: "not c.exprss", says: []string{"practices of kind collection have no fact consent.exprss", "did you mean express"},
		},
		{
			name: "a misspelt fact in a misspelt place", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["notice", "purpos"]} if not p.notice.purpose`,
			file:  lawtest.TinyRules, line: `["notice", "purpos"]`, says: []string{"have no fact notice.purpos", "did you mean purpose"},
		},
		{
			name: "a fact of another kind", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if p.audience == "public"`,
			file:  lawtest.TinyRules, line: "p.audience", says: []string{"practices of kind collection have no fact audience"}, more: 1,
		},
		{
			name:  "a fact of the other kind, where the clause lists it",
			words: strings.Replace(lawtest.ClauseWords("31"), "kinds: [collection]", "kinds: [disclosure]", 1),
			rules: `breach["31"] contains {"at": ["audience"]} if p.audience == "publc"`,
			file:  lawtest.TinyRules, line: "p.audience", says: []string{`audience is never "publc"`, "did you mean public"}, more: 1, // nor can it be breached
		},
		{
			name: "a rule without a clause", rules: `breach["1.9"] contains {"at": ["colour"]} if p.colour == "red"`,
			file: lawtest.TinyRules, line: `breach["1.9"]`, says: []string{`breach["1.9"] has no clause in instrument.yaml`, "did you mean 1.1"},
		},
		{
			name: "a clause without a rule", words: lawtest.ClauseWords("31"),
			file: lawtest.TinyWords, line: `- clause: "31"`, says: []string{"clause 31 is encoded and has no rule"},
		},
		{
			name: "a key twice", swap: [3]string{lawtest.TinyWords, "rank: administrative_regulation\n", "rank: administrative_regulation\nrank: law\n"},
			file: lawtest.TinyWords, line: "rank: law", says: []string{`"rank"`, "line 3"},
		},
		{
			name: "a clause that always fires", words: lawtest.ClauseWords("31"), swap: [3]string{lawtest.TinyRules, "applies if not out_of_scope", "applies := true"},
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour in {"red", "green", "blue", "grey"}`,
			file:  lawtest.TinyWords, line: `- clause: "31"`, says: []string{"clause 31 is breached by every practice it judges"}, more: 4, // so are others once nothing is out of scope
		},
		{
			name: "a clause that never fires", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"]} if {\n\tp.colour == \"red\"\n\tp.colour == \"green\"\n}\n",
			file:  lawtest.TinyWords, line: `- clause: "31"`, says: []string{"clause 31 can never be breached"},
		},
		{
			name: "an unknown parameter", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["size"]} if p.size > params.mst`,
			file:  lawtest.TinyRules, line: "params.mst", says: []string{`instrument.yaml has no parameter "mst"`, "did you mean most"}, more: 1, // and so never fires
		},
		{
			name: "an unknown reading", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"]} if {\n\tinput.readings.strct == \"yes\"\n\tp.colour == \"red\"\n}\n",
			file:  lawtest.TinyRules, line: "input.readings.strct", says: []string{`instrument.yaml lists no reading "strct"`, "did you mean strict"}, more: 1,
		},
		{
			name: "an unknown placeholder", words: strings.Replace(lawtest.ClauseWords("31"), "en: test clause breached", "en: \"{thing} is forbidden\"", 1),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  lawtest.TinyWords, line: "{thing} is forbidden", says: []string{"unknown placeholder {thing}", "{value}"},
		},
		{
			name: "a placeholder of an unknown parameter", words: strings.Replace(lawtest.ClauseWords("31"), "en: test clause breached", "en: \"more than {param.mots}\"", 1),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  lawtest.TinyWords, line: "{param.mots}", says: []string{`instrument.yaml has no parameter "mots"`, "did you mean most"},
		},
		{
			name: "English in a Chinese message", words: strings.Replace(lawtest.ClauseWords("31"), "zh: 违反试验条款", "zh: 违反 test 条款", 1),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  lawtest.TinyWords, line: "违反 test 条款", says: []string{"the Chinese text holds Latin letters"},
		},
		{
			name: "Chinese in an English message", words: strings.Replace(lawtest.ClauseWords("31"), "en: test clause breached", "en: test 条款 breached", 1),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  lawtest.TinyWords, line: "test 条款 breached", says: []string{"the English text holds Chinese characters"},
		},
		{
			name: "a reason without a message", words: strings.Replace(lawtest.ClauseWords("31"), "breach: {zh: 违反试验条款, en: test clause breached}", "breach: {late: {zh: 过迟, en: too late}}", 1),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"], \"why\": \"late\"} if p.colour == \"red\"\n\nbreach[\"31\"] contains {\"at\": [\"colour\"], \"why\": \"early\"} if p.colour == \"blue\"\n",
			file:  lawtest.TinyRules, line: `"why": "early"`, says: []string{`clause 31 has no message for why "early"`},
		},
		{
			name: "a message that no rule gives", words: strings.Replace(lawtest.ClauseWords("31"), "breach: {zh: 违反试验条款, en: test clause breached}", "breach: {late: {zh: 过迟, en: too late}, early: {zh: 过早, en: too early}}", 1),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"], \"why\": \"late\"} if p.colour == \"red\"\n",
			file:  lawtest.TinyWords, line: "early: {zh: 过早", says: []string{`no rule of clause 31 gives the reason "early"`},
		},
		{
			name: "an element that is no object literal", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains place if {\n\tp.colour == \"red\"\n\tplace := {\"at\": [\"colour\"]}\n}\n",
			file:  lawtest.TinyRules, line: "contains place if", says: []string{"the element must be an object literal"}, more: 1, // nor can it be explored
		},
		{
			name: "a formatted place", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"items\", lower(\"A\")]} if {\n\tsome i, item in p.items\n\titem.hot\n}\n",
			file:  lawtest.TinyRules, line: "lower", says: []string{`"at" holds lower`, "a path is not computed"}, more: 2,
		},
		{
			name: "a reason that is a fact", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"], "why": p.colour} if p.colour == "red"`,
			file:  lawtest.TinyRules, line: `"why": p.colour`, says: []string{`"why" is p.colour and must be a string constant`}, more: 1,
		},
		{
			name: "an element with more than place and reason", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"], "value": 3} if p.colour == "red"`,
			file:  lawtest.TinyRules, line: `"value": 3`, says: []string{`an element has "at" and "why" and no "value"`},
		},
		{
			name: "a breach built on a breach", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains place if some place in breach["1.1"]`,
			file:  lawtest.TinyRules, line: `in breach["1.1"]`, says: []string{"built on breach", "write the conditions they share as a helper"}, more: 2,
		},
		{
			name: "a helper built on a breach of data", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"]} if twice\n\ntwice if {\n\tcount(data.policies.cn.tiny_2020.breach[\"1.1\"]) > 0\n\tp.colour == \"red\"\n}\n",
			file:  lawtest.TinyRules, line: `count(data.policies.cn.tiny_2020.breach["1.1"])`, says: []string{"built on breach"},
		},
		{
			name: "arithmetic on a fact", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["size"]} if p.size * 2 < 30`,
			file:  lawtest.TinyRules, line: "p.size * 2", says: []string{"arithmetic on the fact size"}, more: 1, // and it is opaque
		},
		{
			name: "with", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"]} if reds with input.practice.colour as \"red\"\n\nreds if p.colour == \"red\"\n",
			file:  lawtest.TinyRules, line: "reds with input", says: []string{"with is not for law"}, more: 1, // the same answer for every practice
		},
		{
			name: "the network", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if http.send({"method": "get", "url": "http://localhost"}).status_code == 200`,
			file:  lawtest.TinyRules, line: "http.send", says: []string{"http.send is not for law"},
		},
		{
			name: "the clock", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if time.now_ns() > 0`,
			file:  lawtest.TinyRules, line: "time.now_ns", says: []string{"time.now_ns is not for law"},
		},
		{
			name: "a syntax error", rules: `breach["31"] contains {"at": ["colour"]} if if`,
			file: lawtest.TinyRules, line: `if if`, says: []string{"unexpected"},
		},
		{
			name: "a name that nothing defines", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if unheard_of`,
			file:  lawtest.TinyRules, line: "unheard_of", says: []string{"var unheard_of is unsafe"},
		},
		{
			name: "a computed clause number", rules: `breach[n] contains {"at": ["colour"]} if some n in {"1.1"}`,
			file: lawtest.TinyRules, line: "breach[n]", says: []string{"the clause of breach must be a constant string"},
		},
		{
			name: "a package that is not the folder's", swap: [3]string{lawtest.TinyRules, "package policies.cn.tiny_2020", "package policies.cn.tiny_2021"},
			file: lawtest.TinyRules, line: "package policies.cn.tiny_2021", says: []string{"policies.cn.tiny_2021 is not that of its folder", `write "package policies.cn.tiny_2020"`},
		},
		{
			name: "a clause twice", swap: [3]string{lawtest.TinyWords, `- clause: "1.2"`, `- clause: "1.1"`},
			file: lawtest.TinyWords, line: `- clause: "1.1"`, says: []string{`clause "1.1" is listed twice`},
		},
		{
			name: "an id that is not the folder", swap: [3]string{lawtest.TinyWords, "id: cn/tiny_2020", "id: cn/tiny_2019"},
			file: lawtest.TinyWords, line: "id: cn/tiny_2019", says: []string{`id "cn/tiny_2019" is not the folder "cn/tiny_2020"`},
		},
		{
			name: "a kind that there is not", words: strings.Replace(lawtest.ClauseWords("31"), "kinds: [collection]", "kinds: [evaluation]", 1),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  lawtest.TinyWords, line: "kinds: [evaluation]", says: []string{`no kind is called "evaluation"`},
		},
		{
			name: "an agency that there is not", words: strings.Replace(lawtest.ClauseWords("31"), "status:", "addressees: [orgam]\n        status:", 1),
			rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file:  lawtest.TinyWords, line: "addressees: [orgam]", says: []string{`no type of agency is called "orgam"`, "did you mean organ"}, more: 1, // it binds nobody
		},
		{
			name: "the type of the agency, without its further capacities", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if p.agency.type == "organ"`,
			file:  lawtest.TinyRules, line: "p.agency.type", says: []string{"and not for its further capacities", "agencies.acts_as({…})"},
		},
		{
			name: "a fact of an authority that there is not", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"basis\"]} if {\n\tsome a in input.authorities\n\ta.in_forse == \"no\"\n}\n",
			file:  lawtest.TinyRules, line: "a.in_forse", says: []string{`an authority has no "in_forse"`, "did you mean in_force"}, more: 1,
		},
		{
			name: "a part of the input that there is not", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["colour"]} if input.practise.colour == "red"`,
			file:  lawtest.TinyRules, line: "input.practise", says: []string{`the input has no "practise"`, "did you mean practice"}, more: 1,
		},
		{
			name:  "a permission of nobody in particular",
			words: allowed("zh: 可以采集, en: may be collected"), rules: `permit["31"] if p.colour == "red"`,
			file: lawtest.TinyWords, line: "modality: permission", says: []string{"clause 31 allows without saying whom", "addressees"},
		},
		{
			name:  "a permission whose words oblige",
			words: strings.Replace(allowed("zh: 应当采集, en: must be collected"), "status:", "addressees: [organ]\n        status:", 1), rules: `permit["31"] if p.colour == "red"`,
			file: lawtest.TinyWords, line: "modality: permission", says: []string{"clause 31 is a permission, and its summary obliges or forbids", "why"},
		},
		{
			name:  "an obligation whose words encourage",
			words: strings.Replace(lawtest.ClauseWords("31"), "summary: {zh: 试验", "summary: {zh: 鼓励采集", 1), rules: `breach["31"] contains {"at": ["colour"]} if p.colour == "red"`,
			file: lawtest.TinyWords, line: "modality: prohibition", says: []string{"clause 31 only encourages"},
		},
		{
			name: "a breach that blames what it does not read", words: lawtest.ClauseWords("31"),
			rules: `breach["31"] contains {"at": ["size"]} if p.colour == "red"`,
			file:  lawtest.TinyRules, line: `breach["31"]`, says: []string{"clause 31 blames size, which no rule of it reads"},
		},
		{
			name: "a breach that any citation lifts", words: lawtest.ClauseWords("31"),
			rules: "breach[\"31\"] contains {\"at\": [\"colour\"]} if {\n\tp.colour == \"red\"\n\tnot any_granted\n}\n\nany_granted if {\n\tsome a in input.authorities\n\ta.grants\n}\n",
			file:  lawtest.TinyRules, line: "a.grants", says: []string{"any citation lifts clause 31", "rank or the article"},
		},
		{
			name: "a breach of a permission", swap: [3]string{lawtest.TinyRules, `permit["20"] if {`, "breach[\"20\"] contains {\"at\": [\"colour\"]} if p.colour == \"red\"\n\npermit[\"20\"] if {"},
			file: lawtest.TinyRules, line: `breach["20"]`, says: []string{"clause 20 is a permission; it cannot be breached"}, more: 1, // nor is there a message for it
		},
	} {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			files := lawtest.Files(t, "../../testdata/packs/tiny")
			if m.swap[0] != "" {
				old := string(files[m.swap[0]].Data)
				if !strings.Contains(old, m.swap[1]) {
					t.Fatalf("%s has no %q to replace", m.swap[0], m.swap[1])
				}
				files[m.swap[0]].Data = []byte(strings.Replace(old, m.swap[1], m.swap[2], 1))
			}
			files[lawtest.TinyWords].Data = append(files[lawtest.TinyWords].Data, m.words...)
			files[lawtest.TinyRules].Data = append(files[lawtest.TinyRules].Data, "\n"+m.rules+"\n"...)
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
