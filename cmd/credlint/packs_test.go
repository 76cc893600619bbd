package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ran runs the program's commands in this process, by the law that comes with the program; it returns what was printed on
// both outputs and the exit code.
func ran(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	root := newRoot("en")
	root.SetArgs(args)
	root.SetIn(strings.NewReader(""))
	root.SetOut(&out)
	root.SetErr(&out)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		return out.String(), 0
	}
	e := &exitError{code: exitFailed, err: err}
	errors.As(err, &e)
	if e.err != nil {
		fmt.Fprintf(&out, "credlint: %v\n", e.err)
	}
	return out.String(), e.code
}

// wuyou is a copy of the made-up city's pack that a test may spoil.
func wuyou(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "wuyou")
	if err := os.CopyFS(dir, os.DirFS("../../testdata/packs/wuyou")); err != nil {
		t.Fatal(err)
	}
	return dir
}

const wuyouPractice = `practice: credlint/v1
kind: collection
id: arrears
jurisdiction: cn/zixu/wuyou
agency: {type: state_organ}
day: 2026-03-01
basis: []
items: [{category: property_fee_arrears, legal_document: contract}]
`

// TestBrokenPacks breaks the pack of the made-up city in one way at a time. Whoever tests it, or checks a practice by it, is
// told in one sentence, at the line of the pack that is wrong, and never that the practice is lawful.
func TestBrokenPacks(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the law of the program for each")
	}
	const (
		dir   = "cn/zixu/wuyou/property_credit_2024/"
		words = dir + "instrument.yaml"
		rules = dir + "rules.rego"
	)
	type change struct{ file, old, new string }
	for _, tt := range []struct {
		name    string
		changes []change
		at      string // the place to blame
		says    string
		// quiet: a check of this practice says nothing, since only a test can know.
		quiet bool
	}{
		{"broken YAML", []change{{words, "rank: local_regulation", "rank: [local_regulation"}}, words + ":7:7", `"," or "]" is missing`, false},
		{"a rank there is not", []change{{words, "rank: local_regulation", "rank: city_law"}}, words + ":6:7", `rank: "city_law" is none of the values that may stand here`, false},
		{"a rank of the state", []change{{words, "rank: local_regulation", "rank: law"}}, words + ":6:7",
			`cn/zixu/wuyou cannot have an instrument of rank "law": laws are made by the National People's Congress and its Standing Committee (Legislation Law art. 10); its ranks are local_regulation, local_government_rule, normative_document`, false},
		{"a county that claims a regulation", []change{{"places.tsv", "prefecture_city", "county"}}, words + ":6:7", `cannot have an instrument of rank "local_regulation"`, false},
		{"a kind of place there is not", []change{{"places.tsv", "prefecture_city", "citadel"}}, words + ":4:5", `the kind of "cn/zixu/wuyou" in places.tsv is "citadel", which there is not`, false},
		{"a place there is not", []change{{"places.tsv", "cn/zixu/wuyou\t", "cn/zixu/other\t"}}, words + ":4:5", `no place is called "cn/zixu/wuyou"`, false},
		{"an id that is not the folder", []change{{words, "id: cn/zixu/wuyou/", "id: cn/zixu/ruzhou/"}}, words + ":4:5", `id "cn/zixu/ruzhou/property_credit_2024" is not the folder "cn/zixu/wuyou/property_credit_2024"`, false},
		{"a clause twice", []change{{words, `clause: "5.2"`, `clause: "5.1"`}}, words + ":46:17", `clause "5.1" is listed twice`, false},
		{"a clause of another article", []change{{words, `clause: "5.2"`, `clause: "6.2"`}}, words + ":46:17", `clause "6.2" does not belong to article 5`, false},
		{"rules that do not parse", []change{{rules, "not found(item)", "not not found(item)"}}, rules + ":11:6", "unexpected not keyword", false},
		{"a rule that nothing defines", []change{{rules, "not found(item)", "not fuond(item)"}}, rules + ":11:2", "undefined function fuond", false},
		{"the network", []change{{rules, "not found(item)", `http.send({"method": "get", "url": "http://localhost"}).status_code == 200`}}, rules + ":11:2", "http.send is not for law: it reads the network. Law depends on the practice and the day alone", false},
		{"the clock", []change{{rules, "not found(item)", "time.now_ns() > 0"}}, rules + ":11:2", "time.now_ns is not for law", false},
		{"a misspelt package", []change{{rules, "package policies.cn.zixu.wuyou.", "package policies.cn.zixu.wuyuo."}}, rules + ":1:1", `package policies.cn.zixu.wuyuo.property_credit_2024 is not that of its folder; write "package policies.cn.zixu.wuyou.property_credit_2024"`, false},
		{"shared rules in the package of the instrument", []change{{"lib/more.rego", "", "package policies.cn.zixu.wuyou.property_credit_2024\n"}}, "lib/more.rego:1:1", "package policies.cn.zixu.wuyou.property_credit_2024 is that of cn/zixu/wuyou/property_credit_2024", false},
		{"shared rules in a package of the program", []change{{"lib/more.rego", "", "package policies.lib.periods\n"}}, "lib/more.rego:1:1", "package policies.lib.periods is already that of lib/periods.rego", false},
		{"a builtin that fails", []change{{rules, "not found(item)", "time.parse_rfc3339_ns(input.practice.day) > 0"}}, "", "time.parse_rfc3339_ns", false},
		{"a fact there is not", []change{{rules, "item.legal_document in", "item.legal_dokument in"}}, rules + ":14:16", "have no fact items.*.legal_dokument; did you mean legal_document", true},
		{"a value there is not", []change{{rules, `"court_judgment"`, `"court_judgement"`}}, rules + ":14:16", `items.*.legal_document is never "court_judgement"; did you mean court_judgment`, true},
		{"a rule without a clause", []change{{rules, `breach["3"]`, `breach["2"]`}}, rules + ":8:1", `breach["2"] has no clause in instrument.yaml`, false},
		{"a clause that no case keeps", []change{{dir + "cases/art_05_notice.yaml", "notice: {time: before}", "notice: {time: none} # want 5.1"}}, words + ":39:17", "clause 5.1 is kept in no case of a file in which it is breached", true},
		{"a clause that is never breached", []change{{rules, `not input.practice.notice.time == "before"`, "1 == 2"}}, words + ":39:17", "clause 5.1 can never be breached", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			pack := wuyou(t)
			for _, c := range tt.changes {
				file := filepath.Join(pack, c.file)
				text, err := os.ReadFile(file)
				if err != nil && c.old != "" {
					t.Fatal(err)
				}
				if !strings.Contains(string(text), c.old) {
					t.Fatalf("%s has no %q", c.file, c.old)
				}
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), c.old, c.new)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			plan := filepath.Join(t.TempDir(), "plan.yaml")
			if err := os.WriteFile(plan, []byte(wuyouPractice), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"test", "--lang", "en", pack}, {"check", "--lang", "en", "--pack", pack, plan}} {
				out, code := ran(t, args...)
				want := exitFailed
				if tt.quiet {
					if args[0] == "check" {
						continue
					}
					want = exitFound
				}
				if code != want {
					t.Errorf("%s: exit code %d, want %d", args[0], code, want)
				}
				out = strings.ReplaceAll(out, filepath.ToSlash(pack)+"/", "")
				line := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(tt.at) + `.*$`).FindString(out)
				if tt.at == "" {
					line = out
				}
				if !strings.Contains(line, tt.says) {
					t.Errorf("%s: want %s: %q; it printed:\n%s", args[0], tt.at, tt.says, out)
				}
			}
		})
	}
}

// TestPacksWithoutAnything tests packs without law, and law without cases and tests.
func TestPacksWithoutAnything(t *testing.T) {
	empty := t.TempDir()
	bare := wuyou(t)
	dir := filepath.Join(bare, "cn/zixu/wuyou/property_credit_2024")
	for _, file := range []string{"cases", "rules_test.rego"} {
		if err := os.RemoveAll(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"test", empty}, exitUsage, "holds no instrument.yaml; a pack is a folder with a folder for each instrument, such as cn/example_2026"},
		{[]string{"test", dir}, exitUsage, "is the folder of an instrument; name the pack that holds it, from which cn/zixu/wuyou/property_credit_2024 is its path"},
		{[]string{"test", bare}, exitFailed, "nothing was tried: there is no case and no test"},
		{[]string{"test", filepath.Join(empty, "none")}, exitUsage, "does not exist"},
		{[]string{"test", "--format", "junti", bare}, exitUsage, `flag --format: unknown format "junti"; did you mean "junit"?`},
		{[]string{"test", "--watch"}, exitUsage, "flag --watch needs a pack"},
		{[]string{"test", "--watch", "--format", "junit", bare}, exitUsage, "leave out --format junit"},
		{[]string{"test", "--watch", filepath.Join(dir, "rules.rego")}, exitUsage, "is no folder"},
	} {
		out, code := ran(t, append(tt.args, "--lang", "en")...)
		if code != tt.code || !strings.Contains(out, tt.says) {
			t.Errorf("%v: exit code %d, want %d and %q; it printed:\n%s", tt.args, code, tt.code, tt.says, out)
		}
	}
}

// TestPacksWithOneID names two packs that hold the same instrument; one that is named twice is one.
func TestPacksWithOneID(t *testing.T) {
	one, two := wuyou(t), wuyou(t)
	out, code := ran(t, "test", "--lang", "en", "--pack", one, two)
	want := two + `/cn/zixu/wuyou/property_credit_2024/instrument.yaml:4:5: error: id "cn/zixu/wuyou/property_credit_2024" is in two of the packs; leave one of them out`
	if code != exitFailed || !strings.Contains(out, filepath.ToSlash(want)) {
		t.Errorf("exit code %d, want %d and %s; it printed:\n%s", code, exitFailed, want, out)
	}
	if out, code := ran(t, "test", "--lang", "en", "--pack", one, one, one+"/"); code != 0 {
		t.Errorf("the same pack again: exit code %d; it printed:\n%s", code, out)
	}
}
