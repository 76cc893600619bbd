package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/credlint/credlint/checker/finding"
)

func readJUnit(t *testing.T, r *finding.Report, o Options) junit.Testsuites {
	t.Helper()
	var b bytes.Buffer
	if err := formats["junit"](&b, r, o); err != nil {
		t.Fatal(err)
	}
	var all junit.Testsuites
	d := xml.NewDecoder(&b)
	d.Strict = true
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

// outcomes are the results of all test cases by name, as "failure: message" or "passed".
func outcomes(t *testing.T, all junit.Testsuites) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, s := range all.Suites {
		for _, c := range s.Testcases {
			if _, twice := out[c.Name]; twice {
				t.Errorf("two test cases are called %q", c.Name)
			}
			out[c.Name] = "passed"
			for name, result := range map[string]*junit.Result{"failure": c.Failure, "error": c.Error, "skipped": c.Skipped} {
				if result != nil {
					out[c.Name] = name + ": " + result.Message
				}
			}
		}
	}
	return out
}

func TestJUnitOutcomes(t *testing.T) {
	want := map[string]map[string]string{
		"gene": {
			"sz-gene-pilot cn/personal_information_protection_2021#6.1": "skipped: for a person to judge: whether the means affect the person least is for a person to judge",
			"sz-gene-pilot cn/personal_information_protection_2021#29":  "passed",
			"sz-gene-pilot cn/credit_reporting_2013#14.1":               `failure: category "gene" may not be collected from natural persons`,
			"sz-gene-pilot cn/credit_reporting_2013#14.2":               "passed",
			"sz-gene-pilot cn/credit_reporting_2013#22.1":               "skipped: for a person to judge: whether the measures are effective is for a person to judge",
			"sz-gene-pilot cn/credit_reporting_2013#22.2":               "skipped: for a person to judge: the internal rules have to be read",
			"sz-gene-pilot cn/guangdong/social_credit_2021":             "skipped: not checked: Guangdong Social Credit Regulation [cn/guangdong/social_credit_2021]: text not held",
		},
		"metro": {
			"sh-metro-fare-evasion cn/personal_information_protection_2021#34": "skipped: review: a state organ handles personal information without a power given by law or administrative regulation",
			"sh-metro-fare-evasion cn/credit_reporting_2013#14.2":              "skipped: review: it is not stated whether consent was given in writing",
			"sh-metro-fare-evasion cn/credit_reporting_2013#16.1":              "skipped: undetermined",
			"sh-metro-fare-evasion cn/credit_reporting_2013#17":                "skipped: skipped: left out by --skip",
			"sh-metro-fare-evasion cn/shanghai/social_credit_2017#9.2":         "error: could not be evaluated: the rule failed",
			"sh-metro-fare-evasion cn/shanghai/social_credit_2017#35.1":        "skipped: error (waived): waived until 2026-06-30 by 法制科: 系统改造中，旧数据已停止对外查询",
			"sh-metro-fare-evasion credlint/citation-repealed":                 "passed",
			"sh-metro-fare-evasion 信用修复管理办法":                                   "skipped: not checked: Measures for Credit Repair [信用修复管理办法]: the text in force from 2026-04-01 is not held",
		},
	}
	for name, outcome := range want {
		if d := cmp.Diff(outcome, outcomes(t, readJUnit(t, reports()[name], Options{Lang: "en"}))); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	many := outcomes(t, readJUnit(t, reports()["many"], Options{Lang: "en"}))
	for name, want := range map[string]string{
		"credlint/unreadable practices/gbk.yaml": "error: the file is not UTF-8",
		"c not_judged":                           "error: not judged",
	} {
		if many[name] != want {
			t.Errorf("%s is %q, want %q", name, many[name], want)
		}
	}
}

func TestJUnitCountsAndNames(t *testing.T) {
	for name, r := range reports() {
		r.Practices = append(r.Practices, r.Practices...) // the same ids again
		zh, en := readJUnit(t, r, Options{Lang: "zh"}), readJUnit(t, r, Options{Lang: "en"})
		var count [4]int
		for _, outcome := range outcomes(t, en) {
			count[0]++
			switch kind, _, _ := strings.Cut(outcome, ":"); kind {
			case "failure":
				count[1]++
			case "error":
				count[2]++
			case "skipped":
				count[3]++
			}
		}
		var skipped int
		for i, s := range en.Suites {
			skipped += s.Skipped
			for k, c := range s.Testcases {
				if other := zh.Suites[i].Testcases[k].Name; c.Name != other {
					t.Errorf("%s: a case is called %q in English and %q in Chinese", name, c.Name, other)
				}
			}
		}
		if got := [4]int{en.Tests, en.Failures, en.Errors, skipped}; got != count {
			t.Errorf("%s: counted %v, are %v", name, got, count)
		}
	}
}

func TestJUnitHoldsNothingThatXMLForbids(t *testing.T) {
	r := reports()["gene"]
	p := &r.Practices[0]
	p.ID, p.File = "a\x00<b>&\xff", "x]]>\x1b.yaml"
	p.Findings[0].Message = txt("]]>\x07<!--", "]]>\x07<!--")
	p.Findings[0].At.File, p.Findings[0].Snippet = p.File, "]]>\x00\uFFFE"
	for _, color := range []bool{true, false} {
		all := readJUnit(t, r, Options{Lang: "zh", Color: color, Width: 30})
		said := fmt.Sprint(outcomes(t, all))
		if !strings.Contains(said, `]]>\u0007<!--`) {
			t.Errorf("the message is lost: %s", said)
		}
	}
}
