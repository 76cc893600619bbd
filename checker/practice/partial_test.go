package practice

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/schemas"
)

// TestPartial holds what is read of partial facts: the value that stands in the practice, or the fault with its place.
func TestPartial(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing known", "consent: unknown", `consent="unknown"`},
		{"in Chinese", "consent: {given: 不详}", `consent.given="unknown"`},
		{"of an element", "items: [{category: unknown, kept: unknown, age: 不详}]", `category="unknown" kept="unknown" age="unknown"`},
		{"a judgement", "items: [{category: gene, necessary: {value: unknown, reason: x}}]", `category="gene" necessary="unknown"`},
		{"some of an enumeration", "consent: {given: true, form: {one_of: [written, general]}}", `consent.form={"one_of":["written","general"]} left ["general","written"] consent.given=true`},
		{"all but some", "items: [{category: {not: [gene]}}]", `category={"not":["gene"]} left ["income","deposit"]`},
		{"all but none", "items: [{category: {not: []}}]", `category={"not":[]} left ["gene","income","deposit"]`},
		{"one left", "consent: {form: {not: [general, separate]}, given: {one_of: [true]}}", `consent.form="written" consent.given=true`},
		{"bounds", "items: [{category: gene, age: {at_least: 14, at_most: 18}}]", `category="gene" age={"at_least":14,"at_most":18} left [14,18]`},
		{"a bound beside that of the schema", "items: [{category: gene, age: {at_least: 14}}]", `category="gene" age={"at_least":14} left [14,150]`},
		{"bounds that meet", "items: [{category: gene, age: {at_least: 14, at_most: 14}}]", `category="gene" age=14`},
		{"bounds of a period", "items: [{category: gene, kept: {at_least: {years: 3}}}]", `category="gene" kept={"at_least":{"years":3}} left [{"years":3}]`},
		{"numbers told singly", "items: [{category: gene, age: {one_of: [14, 15, 14]}}]", `category="gene" age={"one_of":[14,15,14]} left [14,15]`},

		{"a sum", "items: [{category: gene, kept: {years: 5, days: 1}}]", `category="gene" kept={"days":1,"years":5}`},
		{"two counts", "items: [{category: gene, kept: [{working_days: 20}, {days: 28}]}]", `category="gene" kept={"counts":[{"working_days":20},{"days":28}]}`},
		{"two days", "items: [{category: gene, kept: {from: 2018-06-01, to: 2022-03-01}}]", `category="gene" kept={"days":1369,"rest_days":0,"whole_months":45}`},
		{"to the end of a month", "items: [{category: gene, kept: {from: 2021-01-31, to: 2021-02-28}}]", `category="gene" kept={"days":28,"rest_days":0,"whole_months":1}`},
		{"less than a month", "items: [{category: gene, kept: {from: 2021-01-31, to: 2021-02-27}}]", `category="gene" kept={"days":27,"rest_days":27,"whole_months":0}`},
		{"a leap day", "items: [{category: gene, kept: {from: 2020-02-29, to: 2021-03-01}}]", `category="gene" kept={"days":366,"rest_days":1,"whole_months":12}`},
		{"a sum past the bound of the schema", "items: [{category: gene, kept: {years: 101, days: 1}}]", "8:40 must not be more than 100"},
		{"a sum with a strange unit", "items: [{category: gene, kept: {years: 5, dys: 1}}]", `8:43 unknown fact "dys" in items[0].kept; did you mean "days"`},
		{"a sum without an end", "items: [{category: gene, kept: {years: 5, unlimited: true}}]", "8:32 must have exactly one unit"},
		{"counts of different periods", "items: [{category: gene, kept: [{days: 20}, {months: 2}]}]", "8:32 has counts that cannot be of one period"},
		{"one count", "items: [{category: gene, kept: [{days: 20}]}]", "8:32 must have at least two counts in a list"},
		{"no count", "items: [{category: gene, kept: [{days: 20}, 3]}]", "8:45 must be a period, not the number 3; write {years: 5}"},
		{"one day", "items: [{category: gene, kept: {from: 2018-06-01}}]", "8:32 must be two days: {from: 2018-06-01, to: 2022-03-01}"},
		{"days the wrong way", "items: [{category: gene, kept: {from: 2018-06-01, to: 2018-05-01}}]", "8:32 ends before it begins"},

		{"nothing left", "items: [{category: {not: [gene, income, deposit]}}]", "8:20 has no value left"},
		{"no list", "items: [{category: {one_of: gene}}]", "8:20 must have a list in one_of"},
		{"crossed bounds", "items: [{category: gene, age: {at_least: 3, at_most: 2}}]", "8:31 has no value left"},
		{"past the bound of the schema", "items: [{category: gene, age: {at_least: 151}}]", "8:42 must not be more than 150"},
		{"a strange value", "items: [{category: {one_of: [gene, incme]}}]", `8:36 unknown value "incme" of items[0].category; did you mean "income"`},
		{"a bound of no period", "items: [{category: gene, kept: {at_least: 3}}]", `8:43 must be a period, not the number 3; write {years: 5}`},
		{"an endless bound", "items: [{category: gene, kept: {at_most: {unlimited: true}}}]", "8:32 must have bounds of one number each"},
		{"bounds of an enumeration", "consent: {form: {at_least: general}}", "8:17 has no order; at_least and at_most are for numbers, days and periods"},
		{"not without an enumeration", "items: [{category: gene, age: {not: [3]}}]", "8:31 has values without number; not is for enumerations and booleans"},
		{"two forms", "consent: {form: {one_of: [general], not: [written]}}", "8:17 must be {one_of: […]}, {not: […]} or {at_least: …, at_most: …}"},
		{"a misspelt form", "items: [{category: gene, age: {at_lest: 3}}]", `8:32 has no form "at_lest"; did you mean "at_least" or "at_most"`},
		{"a misspelt form of an enumeration", "consent: {form: {oneof: [general]}}", `8:18 has no form "oneof"; did you mean "one_of"`},
		{"a misspelt form beside one", "items: [{category: gene, kept: {at_least: {years: 3}, at_mots: {years: 5}}}]", `8:55 has no form "at_mots"; did you mean "at_most"`},
		{"half of two days is no misspelt form", "items: [{category: gene, kept: {to: 2022-03-01}}]", "8:32 must be two days: {from: 2018-06-01, to: 2022-03-01}"},
		{"what must be stated", "day: unknown", `8:6 is "unknown", which is no day`},
		{"the type of the agency", "agency: {type: unknown}", `8:16 unknown value "unknown" of agency.type`},
		{"some value of what cannot exist", "consent: {given: false, form: {one_of: [general, written]}}", "8:25 exists only where"},
		{"unknown, of what cannot exist", "consent: {given: false, form: unknown}", `consent.form="unknown" consent.given=false`},
	} {
		t.Run(test.name, func(t *testing.T) {
			key, _, _ := strings.Cut(test.text, ":")
			text := ""
			for line := range strings.Lines(good) {
				if !strings.HasPrefix(line, key+":") && !(key == "items" && strings.HasPrefix(line, "-")) {
					text += line
				}
			}
			blank := strings.Count(good, "\n") - strings.Count(text, "\n")
			write(t, map[string]string{"p.yaml": strings.Repeat("\n", blank) + text + test.text + "\n"})
			l, err := Load(t.Context(), []string{"p.yaml"}, Options{Schemas: tiny})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(l.Documents) == 1 {
				got = partials(t, l.Documents[0].Value)
			}
			for _, f := range l.Findings {
				_, says, _ := strings.Cut(f.Message.EN, " ")
				if strings.HasPrefix(f.Message.EN, "unknown") {
					says = f.Message.EN
				}
				got = fmt.Sprintf("%d:%d %s", f.At.Line, f.At.Column, says)
				if hint := f.Hint.EN; hint != "" {
					got += "; " + hint
				}
			}
			if strings.HasPrefix(test.want, "8:") && strings.HasPrefix(got, test.want) {
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", test.text, diff)
			}
		})
	}
}

// partials writes the facts of consent and of the first item, in the order of the schema.
func partials(t *testing.T, value map[string]any) string {
	t.Helper()
	root, err := KindSchema(tiny, "tiny")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	say := func(name string, v any) {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, name+"="+string(b))
		if p, ok := v.(*Partial); ok && !p.Unknown() {
			b, _ := json.Marshal(p.Listed())
			out = append(out, "left "+string(b))
		}
	}
	consent, whole := value["consent"].(map[string]any)
	if value["consent"] != nil && !whole {
		say("consent", value["consent"])
	}
	for _, name := range []string{"form", "given"} {
		if v, ok := consent[name]; ok {
			say("consent."+name, v)
		}
	}
	if whole || value["consent"] != nil {
		return strings.Join(out, " ")
	}
	item := value["items"].([]any)[0].(map[string]any)
	for _, c := range root.Find("/items/0").Children {
		if v, ok := item[c.Name]; ok {
			say(c.Name, v)
		}
	}
	return strings.Join(out, " ")
}

// TestUnclassed: a thing without a name in a list may be each of the things listed, or none of them, and no other statement about it
// is lost.
func TestUnclassed(t *testing.T) {
	all, err := KindSchema(schemas.FS, "collection")
	if err != nil {
		t.Fatal(err)
	}
	values := all.Find("/items/0/category").Enum
	if slices.Contains(values, "other") || !slices.Contains(values, "unlisted") {
		t.Fatal(values)
	}
	without := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "gene" })
	for text, want := range map[string][]string{
		"other":                    values,
		"{one_of: [other, gene]}":  values,
		"{not: [other]}":           values,
		"{not: [gene, other]}":     without,
		"{one_of: [gene, income]}": {"gene", "income"},
	} {
		head := "practice: credlint/v1\nkind: collection\nid: x\njurisdiction: cn\nday: 2026-03-01\nagency: {type: lender}\nitems: [{field: 步态, category: "
		l, err := Load(t.Context(), []string{"p.yaml"}, Options{FS: fstest.MapFS{"p.yaml": &fstest.MapFile{Data: []byte(head + text + "}]\n")}}})
		if err != nil || len(l.Documents) != 1 {
			t.Fatal(text, err, l.Findings)
		}
		p, _ := l.Documents[0].Value["items"].([]any)[0].(map[string]any)["category"].(*Partial)
		got := []string{}
		for _, v := range p.Listed() {
			got = append(got, v.(string))
		}
		slices.Sort(got)
		if diff := cmp.Diff(slices.Sorted(slices.Values(want)), got); diff != "" {
			t.Errorf("%s: want (-), got (+):\n%s", text, diff)
		}
		if said := p.In(all.Find("/items/0/category")).ZH; text == "other" && said != "其他信息（未归类）" {
			t.Error(said)
		}
	}
}
