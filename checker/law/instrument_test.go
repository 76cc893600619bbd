package law

import (
	"fmt"
	"strings"
	"testing"
)

// TestInvalidInstrument checks where and in which words an instrument.yaml that its schema refuses is reported.
func TestInvalidInstrument(t *testing.T) {
	const rank = "rank: administrative_regulation\n"
	for _, test := range []struct{ old, new, want string }{
		{"", "", ""},
		{rank, "rank: city_law\n", `3:7 rank: "city_law" is none of the values that may stand here`},
		{"text_sha256: 0e9054", "text_sha256: 1 # ", `10:18 articles/0/text_sha256: must be text, not the number 1`},
		{rank, "", `1:1 instrument.yaml: "rank" is missing`},
		{rank, rank + "rnak: law\n", `1:1 instrument.yaml: nothing is called "rnak" here`},
		{rank, rank + "params: {Days: [{from: 2020-01-01, value: 1}]}\n", `4:9 params: nothing is called "Days" here`},
		{"breach: {zh: 一, en: one}", `breach: {Why: {zh: 一, en: one}}`, `12:121 articles/0/clauses/0/breach: "Why" is no name that may stand here`},
		{"from: 2020-01-01", "from: 2020-1-1", `6:18 in_force/from: is "2020-1-1", which is no day of the calendar`},
		{"from: 2020-01-01", "from: 2021-02-29", `6:18 in_force/from: is "2021-02-29", which is no day of the calendar`},
		{"from: 2020-01-01", "from: 2020-01-01, until: 2019-12-31", `6:37 the last day 2019-12-31 is before the first day 2020-01-01`},
		{rank, rank + "earlier: [{until: 2020-01-01, text: held}]\n", `4:19 the earlier text ended on 2020-01-01, not before 2020-01-01 of what followed`},
		{rank, rank + "params: {n: [{from: 2020-01-01, value: 1, clause: \"1\"}]}\n", ""},
		{rank, rank + "params: {n: [{from: 2020-01-01, value: 1, clause: \"1\"}, {from: 2021-01-01, value: 2, clause: \"1\"}]}\n", ""},
		{rank, rank + "params: {n: [{from: 2020-01-01, until: 2020-12-31, value: 1, clause: \"1\"}, {from: 2021-01-01, value: 2, clause: \"1\"}]}\n", ""},
		{rank, rank + "params: {n: [{from: 2020-01-02, value: 1, clause: \"1\"}]}\n", `4:21 n has no value from 2020-01-01 to 2020-01-01, while its clause is law`},
		{rank, rank + "params: {n: [{from: 2020-01-01, until: 2020-12-31, value: 1, clause: \"1\"}]}\n", `4:40 n has no value from 2021-01-01 on, while its clause is law`},
		{rank, rank + "params: {n: [{from: 2020-01-01, until: 2020-06-30, value: 1, clause: \"1\"}, {from: 2021-01-01, value: 2, clause: \"1\"}]}\n",
			`4:83 n has no value from 2020-07-01 to 2020-12-31, while its clause is law`},
		{rank, rank + "params: {n: [{from: 2020-01-01, value: 1, clause: \"1\"}, {from: 2020-01-01, value: 2, clause: \"1\"}]}\n", `4:64 n has two values on 2020-01-01`},
		{rank, rank + "params: {n: [{from: 2020-01-01, until: 2021-01-01, value: 1, clause: \"1\"}, {from: 2021-01-01, value: 2, clause: \"1\"}]}\n",
			`4:83 n has two values on 2021-01-01`},
		{rank, rank + "params: {n: [{from: 2021-01-01, value: 1, clause: \"1\"}, {from: 2020-01-01, value: 2, clause: \"1\"}]}\n", `4:21 n has no value from 2020-01-01 to 2020-12-31, while its clause is law; 4:64 the values of n are not in the order of their days`},
		{`clause: "1.10"}`, `clause: "1.1"}`, `12:209 "1.1" is not another clause of the instrument`},
		{`clause: "1.10"}`, `clause: "9"}`, `12:209 "9" is not another clause of the instrument`},
		{`, why: {zh: 由人判断, en: a person judges}}]`, "}]", `12:218 articles/0/clauses/0/sentences/2: "why" is missing`},
		{"    clauses:\n", "    status: definition\n    clauses:\n", `11:13 articles/0/status: must not stand here`},
	} {
		text := strings.Replace(accounted, test.old, test.new, 1)
		if test.old != "" && text == accounted {
			t.Fatalf("%q is not in\n%s", test.old, accounted)
		}
		in, found := parseInstrument("cn/tiny_2020/instrument.yaml", []byte(text), true)
		var got []string
		for _, f := range found {
			got = append(got, fmt.Sprintf("%d:%d %s", f.At.Line, f.At.Column, f.Message.EN))
		}
		if said := strings.Join(got, "; "); (in == nil) != (test.want != "") || !strings.HasPrefix(said, test.want) || len(got) > 1+strings.Count(test.want, "; ") {
			t.Errorf("%q: %q, want %q", test.new, said, test.want)
		}
	}
}

func TestArticlesInARow(t *testing.T) {
	for _, test := range []struct{ listed, want string }{
		{"1 2-4 5 5-1 5-2 6", ""},
		{"1 3", "not listed: article 2; each is, with its status where it is not encoded"},
		{"2", "not listed: article 1; each is, with its status where it is not encoded"},
		{"1 5", "not listed: article 2-4; each is, with its status where it is not encoded"},
		{"1 2-4 8", "not listed: article 5-7; each is, with its status where it is not encoded"},
		{"1 3-1", "not listed: article 2-3; each is, with its status where it is not encoded"},
		{"1 2-1", "not listed: article 2; each is, with its status where it is not encoded"},
		{"1 1-2", "article 1-1 is not listed"},
		{"1 1-1 1-1", "article 1-1 is listed twice, or not in order"},
		{"1 2 2", "article 2 is listed twice, or not in order"},
		{"1 2-4 3", "article 3 is listed twice, or not in order"},
		{"2 1", "not listed: article 1; each is, with its status where it is not encoded; article 1 is listed twice, or not in order"},
		{"1 4-2", `"4-2" is no run of articles`},
	} {
		in := &Instrument{}
		for _, n := range strings.Fields(test.listed) {
			a := Article{Article: n}
			if n == "2-4" || n == "4-2" {
				a = Article{Articles: n}
			}
			in.articles = append(in.articles, a)
		}
		var said []string
		in.checkArticles(func(_, zh, en string) {
			said = append(said, en)
			if zh == "" {
				t.Errorf("%s is said in one language", en)
			}
		})
		if got := strings.Join(said, "; "); got != test.want {
			t.Errorf("%s: %q, want %q", test.listed, got, test.want)
		}
	}
}
