package law

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const accounted = `id: cn/tiny_2020
title: {zh: 试验条例, en: Regulation for Tests}
rank: administrative_regulation
issuer: {zh: 本项目, en: this project}
promulgated: 2020-01-01
in_force: {from: 2020-01-01}
text: {status: held, as_of: 2030-01-01}
articles:
  - article: "1"
    text_sha256: 0e9054da234107a0d445a9f024a13ff7c2ba11ab6f2b5469bc8525c31772e458
    clauses:
      - {clause: "1.1", modality: prohibition, kinds: [collection], status: encoded, summary: {zh: 一, en: one}, breach: {zh: 一, en: one}, hint: {zh: 改, en: mend}, sentences: [{is: rule}, {is: clause, clause: "1.10"}, {is: by_hand, why: {zh: 由人判断, en: a person judges}}]}
      - {clause: "1.10", modality: obligation, kinds: [collection], status: by_hand, why: {zh: 由人判断, en: a person judges}, summary: {zh: 二, en: two}}
  - article: "1-1"
    text_sha256: 49bc0799a186bd9c7087a2436488f34009c0c1b5e8750cf39de48b95a1aefc69
    clauses:
      - {clause: "1-1", modality: prohibition, kinds: [list], status: encoded, summary: {zh: 三, en: three}, breach: {zh: 三, en: three}, hint: {zh: 改, en: mend}}
  - {article: "2", status: definition}
  - {articles: 3-5, status: organisational}
`

func tinyPack(t *testing.T) (*Pack, *Instrument) {
	t.Helper()
	p, err := Load(fstest.MapFS{
		"cn/tiny_2020/instrument.yaml": {Data: []byte(accounted)},
		"cn/tiny_2020/a.rego": {Data: []byte(`package policies.cn.tiny_2020

# Whom it governs.
applies if input.practice.agency

breach["1.1"] contains {"at": []} if {
	helper
}

breach["1.10"] contains {"at": []} if helper

helper if input.practice.items
`)},
		"cn/tiny_2020/b.rego":                   {Data: []byte("package policies.cn.tiny_2020\n\nexempt[\"1.1\"] if input.practice.day == \"2020-01-01\"\n")},
		"cn/tiny_2020/cases/art_01_breach.yaml": {Data: []byte("a: 1 # want 1.1, 1.10\nb: 2\nc: 3 # want 1.1\n")},
		"cn/tiny_2020/cases/art_1-1_ok.yaml":    {Data: []byte("a: 1\n")},
		"cn/tiny_2020/cases/other.yaml":         {Data: []byte("a: 1 # want 1-1\n")},
		"cn/tiny_2020/cases/unrelated.yaml":     {Data: []byte("a: 1 # want 11.1\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Findings {
		t.Fatalf("%d: %s", f.At.Line, f.Message.EN)
	}
	in, ok := p.Instrument("cn/tiny_2020")
	if !ok {
		t.Fatal("the instrument was not loaded")
	}
	return p, in
}

func TestCoverage(t *testing.T) {
	_, in := tinyPack(t)
	want := Coverage{Articles: 6, Clauses: 3, ByStatus: map[string]int{"encoded": 2, "by_hand": 1, "definition": 1, "organisational": 3},
		Sentences: map[string]int{"rule": 2, "clause": 1, "by_hand": 2, "definition": 1, "no_practice": 3}}
	if diff := cmp.Diff(want, in.Coverage()); diff != "" {
		t.Error(diff)
	}
	c, _ := in.Clause("1.1")
	if left := c.LeftToPerson(); left.EN != "sentence 3 is for a person to judge: a person judges" || left.ZH != "第3句须人工判断：由人判断" {
		t.Error(left)
	}
}

func TestClausesWithin(t *testing.T) {
	_, in := tinyPack(t)
	for number, want := range map[string][]string{"1": {"1.1", "1.10"}, "1.1": {"1.1"}, "1-1": {"1-1"}, "2": nil, "": nil} {
		var got []string
		for _, c := range in.Within(number) {
			got = append(got, c.Clause)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", number, diff)
		}
	}
	for number, want := range map[string]string{"1": "1", "1-1": "1-1", "2": "2", "3": "3-5", "5": "3-5", "6": "", "": "", "1-2": ""} {
		got := ""
		if a, ok := in.Article(number); ok {
			got = a.Article + a.Articles
		}
		if got != want {
			t.Errorf("article %q is accounted for by %q, want %q", number, got, want)
		}
	}
}

func TestRules(t *testing.T) {
	_, in := tinyPack(t)
	for clause, want := range map[string][]Source{
		"":     {{"cn/tiny_2020/a.rego", 4, "applies if input.practice.agency"}},
		"1.1":  {{"cn/tiny_2020/a.rego", 6, "breach[\"1.1\"] contains {\"at\": []} if {\n\thelper\n}"}, {"cn/tiny_2020/b.rego", 3, `exempt["1.1"] if input.practice.day == "2020-01-01"`}},
		"1.10": {{"cn/tiny_2020/a.rego", 10, `breach["1.10"] contains {"at": []} if helper`}},
		"1-1":  nil,
	} {
		got, err := in.Rules(clause)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", clause, diff)
		}
	}
	in.Modules()["cn/tiny_2020/c.rego"] = []byte("package policies.cn.tiny_2020\n\nbroken if {")
	if _, err := in.Rules("1.1"); err == nil {
		t.Error("a module that does not parse gives no error")
	}
}

func TestCases(t *testing.T) {
	p, in := tinyPack(t)
	for clause, want := range map[string][]Case{
		"1.1":  {{"cn/tiny_2020/cases/art_01_breach.yaml", []int{1, 3}}},
		"1.10": {{"cn/tiny_2020/cases/art_01_breach.yaml", []int{1}}},
		"1-1":  {{"cn/tiny_2020/cases/art_1-1_ok.yaml", nil}, {"cn/tiny_2020/cases/other.yaml", []int{1}}},
		"3":    nil,
	} {
		got, err := p.Cases(in, clause)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", clause, diff)
		}
	}
}

func TestSplitArticles(t *testing.T) {
	text := "# 试验法\n\n第一章 总则\n\n第一条　本法。\n\n第二款，见第九条。\n**第二条** 粗体。\n## 第二章\n第一百二十条之一 加入的。\n第三条\n另起一行。\n　　第四条　缩进。\n第五条文不是标题。\n"
	want := []TextArticle{{"1", "本法。\n\n第二款，见第九条。"}, {"2", "粗体。"}, {"120-1", "加入的。"}, {"3", "另起一行。"}, {"4", "缩进。\n第五条文不是标题。"}}
	if diff := cmp.Diff(want, SplitArticles(text)); diff != "" {
		t.Error(diff)
	}
}

// However a text is set, its hash is the same; another text has another.
func TestTextDigest(t *testing.T) {
	const want = "e9da23a2f44475ac0b1f36474137213a4eb417d06da1975286a5d2178ac87870" // sha256 of 不得采集基因信息。不得采集ABC信息。
	for _, text := range []string{
		"不得采集基因信息。不得采集ABC信息。",
		"　不得采集 **基因** 信息。\r\n\r\n> 不得采集 ＡＢＣ 信息。",
		"\ufeff不得采\u200b集基因信息。`不得采集ABC信息。`#",
	} {
		if got := TextDigest(text); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
	if TextDigest("不得采集基因信息，不得采集ABC信息。") == want {
		t.Error("another text has the same hash")
	}
}

func TestVerify(t *testing.T) {
	p, _ := tinyPack(t)
	const good = "第一条 保存期限有限。\n第一条之一 应当诚实。\n第二条 定义。\n第三条 甲。\n第四条 乙。\n第五条 丙。\n"
	for _, test := range []struct {
		name  string
		texts fstest.MapFS
		want  Verified
	}{
		{"none", fstest.MapFS{"别的条例(2020-01-01).md": {Data: []byte(good)}}, Verified{}},
		{"same", fstest.MapFS{"a/b/试验条例(2020-01-01).md": {Data: []byte(good)}}, Verified{Files: []string{"a/b/试验条例(2020-01-01).md"}, Compared: 2}},
		{"the version of the promulgation", fstest.MapFS{
			"试验条例(2010-01-01).md": {Data: []byte("第一条 旧。")}, "试验条例(2020-01-01).md": {Data: []byte(good)}, "试验条例(2025-01-01).md": {Data: []byte("第一条 新。")},
		}, Verified{Files: []string{"试验条例(2020-01-01).md"}, Compared: 2}},
		{"the latest before it took effect", fstest.MapFS{
			"试验条例(2010-01-01).md": {Data: []byte("第一条 旧。")}, "试验条例(2019-12-01).md": {Data: []byte(good)}, "试验条例(2025-01-01).md": {Data: []byte("第一条 新。")},
		}, Verified{Files: []string{"试验条例(2019-12-01).md"}, Compared: 2}},
		{"parts of one law", fstest.MapFS{
			"试验条例·上(2020-01-01).md": {Data: []byte("第一条 保存期限有限。")}, "试验条例·下(2020-01-01).md": {Data: []byte("第一条之一 应当诚实。")},
		}, Verified{Files: []string{"试验条例·上(2020-01-01).md", "试验条例·下(2020-01-01).md"}, Compared: 2}},
		{"changed, missing and unlisted", fstest.MapFS{"试验条例(2020-01-01).md": {Data: []byte("第一条 保存期限无限。\n第九条 新。")}},
			Verified{Files: []string{"试验条例(2020-01-01).md"}, Changed: []string{"1"}, Missing: []string{"1-1"}, Unlisted: []string{"9"}}},
	} {
		got, err := p.Verify(test.texts)
		if err != nil {
			t.Fatal(err)
		}
		got[0].Instrument = nil
		if diff := cmp.Diff(test.want, got[0]); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		if same := len(test.want.Files) > 0 && test.want.Compared == 2; got[0].Same() != same {
			t.Errorf("%s: same is %v", test.name, !same)
		}
	}
}

// Every article of the shipped law that has a hash is the text it was read from.
func TestShippedLawAgreesWithItsTexts(t *testing.T) {
	const material = "../../../shared/law/texts"
	if _, err := os.Stat(material); err != nil {
		t.Skip("the texts of the law are not here, so nothing was compared: ", err)
	}
	p, err := Load(os.DirFS("../../policies"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := p.Verify(os.DirFS(material))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range found {
		switch {
		case len(v.Files) == 0:
			t.Logf("%s: no text to compare with", v.Instrument.ID)
		case !v.Same():
			t.Errorf("%s: changed %v, missing %v, not accounted for %v", v.Instrument.ID, v.Changed, v.Missing, v.Unlisted)
		}
	}
}

// Every sentence of the shipped law that forbids, obliges or allows is in a clause that judges it, or a reason stands beside it: whom
// an article without clauses binds, or what becomes of the sentences of a clause. norms lists those that are not.
func TestSentencesAreAccountedFor(t *testing.T) {
	norms, err := filepath.Abs("../../../shared/law/norms")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(norms); err != nil {
		t.Skip("the texts of the law are not here, so nothing was compared: ", err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("python3 is not here, so nothing was compared: ", err)
	}
	p, err := Load(os.DirFS("../../policies"))
	if err != nil {
		t.Fatal(err)
	}
	flag := regexp.MustCompile(`(?m)^([a-z,]+) +(\S+?)/\d+ +\S+ +clause (\S+)`)
	for _, in := range p.Instruments {
		out, err := exec.Command(python, norms, "../../policies/"+in.ID).Output()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) || !bytes.Contains(out, []byte("sentences that forbid")) {
			t.Fatalf("%s: %v: %s", in.ID, err, out)
		}
		reasons := 0
		for _, m := range flag.FindAllStringSubmatch(string(out), -1) {
			c, ok := in.Clause(m[3])
			article, _, _ := strings.Cut(m[2], ".")
			if a, found := in.Article(article); ok && (len(c.Sentences) > 0 || (c.Status != "encoded" || m[1] == "modality") && !c.Why.IsZero()) || !ok && found && !a.Why.IsZero() {
				reasons++
				continue
			}
			t.Errorf("%s: %s is flagged (%s), and no reason stands beside it", in.ID, m[2], m[1])
		}
		t.Logf("%s: %d flags with a reason", in.ID, reasons)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"check", "explain", "laws", "--format", "--fail-on", "cn/credit_reporting_2013"}
	for written, want := range map[string][]string{
		"chek": {"check"}, "CHECK": {"check"}, "--frmat": {"--format"}, "fail_on": {"--fail-on"}, "credit_reporting": {"cn/credit_reporting_2013"},
		"zzzzzz": nil, "": nil, "--": nil, "x": nil,
	} {
		if diff := cmp.Diff(want, Nearest(written, names)); diff != "" {
			t.Errorf("%q: %s", written, diff)
		}
	}
	if got := Nearest("abcd", []string{"abce", "abcf", "abcg", "abch"}); len(got) != 3 {
		t.Errorf("%d names are near, at most three are said", len(got))
	}
}

func TestTables(t *testing.T) {
	base := fstest.MapFS{
		"places.tsv": {Data: []byte("id\tzh\ten\tcode\tkind\tuntil\tmerged_into\ncn\t中国\tChina\t0\tstate\t\t\n")},
		"unheld.tsv": {Data: []byte(unheldHeader + "\ncn\t甲法\tAct A\t\t\t\n")},
	}
	more := fstest.MapFS{
		"places.tsv": {Data: []byte("id\tzh\ten\tcode\tkind\tuntil\tmerged_into\r\ncn\t另\tOther\t1\tstate\t\t\r\nfar\t远\tFar\t2\tstate\t\t")},
		"unheld.tsv": {Data: []byte(unheldHeader + "\ncn\t甲法\tAct A\t\t\t\nfar\t乙法\tAct B\t\t\t\n")}, // the first row is known
	}
	tables := Tables(base, fstest.MapFS{}, more)
	places, err := LoadPlaces(tables)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := places.Place("cn"); p.Name.EN != "China" {
		t.Errorf("a pack has renamed a place to %q", p.Name.EN)
	}
	if !places.Known("far") {
		t.Error("a pack's place is not known")
	}
	unheld, err := LoadUnheld(tables)
	if err != nil || len(unheld) != 2 {
		t.Errorf("%d instruments not held, %v; want 2", len(unheld), err)
	}
	if _, err := LoadPlaces(Tables()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("places of no packs: %v", err)
	}
	if _, err := LoadPlaces(Tables(base, fstest.MapFS{"places.tsv": {Data: []byte("id\n")}})); err == nil {
		t.Error("a table with another header gives no error")
	}
}
