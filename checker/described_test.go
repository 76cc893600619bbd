package checker_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

// TestQuestionsOfCitationsCanBeAnswered: each question about a citation names a property that the schema takes, and each answer that
// is written there makes the question vanish.
func TestQuestionsOfCitationsCanBeAnswered(t *testing.T) {
	t.Parallel()
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := shipped(t, checker.Options{})
	tried, asked := map[string]int{}, map[string]int{}
	for _, doc := range loaded.Documents {
		if tried[doc.Kind]++; tried[doc.Kind] > 2 {
			continue
		}
		kind, err := practice.KindSchema(schemas.FS, doc.Kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, cite := range []string{
			"《某市城市管理委员会关于生活垃圾分类投放的通告》", // not known
			"第三条", // not named
			"《全国失信惩戒措施基础清单》第一条", // known, its text not held
			"国办发〔2020〕49号",      // by its number
			"《中华人民共和国公务员法》",     // no article
			"《公务员法》第五十九条",       // not encoded
			"《征信业管理条例》",         // encoded, no article
			"《征信业管理条例》第十四条第二款",
		} {
			entry := map[string]any{"cite": cite, "for": []any{doc.Kind}}
			if cite == "第三条" {
				entry["title"] = "某局内部通知"
			}
			one := *doc
			one.Value = withValue(doc.Value, []string{"basis"}, []any{entry}).(map[string]any)
			for _, q := range check(t, c, &one).Questions {
				for _, at := range factsOf(q) {
					if strings.Contains(at, "authorit") {
						t.Errorf("%s: the question %s names no property", cite, at)
					}
					path := strings.Split(at[1:], "/")
					i := slices.Index(path, "basis")
					if i < 0 || path[0] == "agency" || len(path) == i+1 { // a basis that is not stated
						continue
					}
					fact := kind.Child("basis").Items.Child(path[i+2])
					if fact == nil {
						t.Errorf("%s: no citation takes the property of the question %s", cite, at)
						continue
					}
					asked[path[i+2]]++
					for _, answer := range answersTo(fact, q) {
						answered := one
						answered.Value = withValue(one.Value, path[:i+3], answer).(map[string]any)
						for _, left := range check(t, c, &answered).Questions {
							if slices.Contains(factsOf(left), at) {
								t.Errorf("%s: with %s %v it is asked again", cite, at, answer)
							}
						}
					}
				}
			}
		}
	}
	for _, name := range []string{"rank", "in_force", "covers"} {
		if asked[name] == 0 {
			t.Errorf("%s was never asked: %v", name, asked)
		}
	}
}

func factsOf(q finding.Question) []string {
	if q.Facts != nil {
		return q.Facts
	}
	return []string{q.Fact}
}

// answersTo are values to write for a property of a citation.
func answersTo(f *practice.Fact, q finding.Question) (out []any) {
	for _, a := range q.Takes {
		out = append(out, a.Value)
	}
	switch {
	case f.Type == "boolean":
		return []any{true, false}
	case f.Type == "judgement":
		return []any{map[string]any{"value": true, "reason": "条文写明"}, map[string]any{"value": false, "reason": "条文写明"}}
	case f.Name == "cite":
		return []any{"《征信业管理条例》第十四条第二款"}
	case f.Name == "place":
		return []any{"cn"}
	}
	return out
}

// TestRanksOfCitations: the schema takes the ranks that instruments have, but those that are no basis and have a word of their own.
func TestRanksOfCitations(t *testing.T) {
	kind, err := practice.KindSchema(schemas.FS, "sanction")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(slices.Clone(law.Ranks), func(r law.Rank) bool { return r == "draft" || r == "doctrine" })
	var got []law.Rank
	for _, r := range kind.Child("basis").Items.Child("rank").Enum {
		got = append(got, law.Rank(r))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestDescribedCitations: what the agency says of a cited document stands where the register knows nothing; what the register knows
// prevails, and a contradiction is told at its line.
func TestDescribedCitations(t *testing.T) {
	c, _ := shipped(t, checker.Options{})
	head := `practice: credlint/v1
kind: sanction
id: described
jurisdiction: cn/beijing
agency: {type: state_organ, level: city, department: urban_management}
day: 2026-03-01
subject: {type: natural_person, min_age: 18}
grounds: [{category: waste_sorting_breach}]
measures: [{measure: fine, punishes: {value: true, reason: 罚款}, within_limits: {value: true, reason: 所定}}]
basis:
  - for: [sanction]
    covers: {value: true, reason: 第三条写明}
    cite: `
	for name, tt := range map[string]struct {
		entry    string
		findings []string // rule and line
		provides finding.Status
	}{
		"nothing is said":          {"《某市通告》", []string{"credlint/citation-unknown 13"}, finding.Undetermined},
		"a rule":                   {"《某市办法》\n    rank: local_government_rule\n    in_force: true", []string{"credlint/citation-unknown 13"}, finding.Met},
		"a document":               {"《某市通告》\n    rank: normative_document\n    in_force: true", []string{"credlint/citation-not-law 13", "credlint/citation-unknown 13"}, finding.Breached},
		"not in force":             {"《某市办法》\n    rank: local_government_rule\n    in_force: false", []string{"credlint/citation-not-in-force 13", "credlint/citation-unknown 13"}, finding.Breached},
		"a draft":                  {"《某市办法》\n    draft: true", []string{"credlint/citation-not-in-force 13", "credlint/citation-unknown 13"}, finding.Breached},
		"a rule of another place":  {"《某市办法》\n    rank: local_government_rule\n    in_force: true\n    place: 上海市", []string{"credlint/citation-other-place 16", "credlint/citation-unknown 13"}, finding.Breached},
		"a place there is not":     {"《某市办法》\n    rank: local_government_rule\n    in_force: true\n    place: 上诲市", []string{"credlint/citation-unknown 13", "credlint/place 16"}, finding.Met},
		"without a name":           {"第三条", []string{"credlint/citation-unreadable 13"}, finding.Breached},
		"with its name beside":     {"第三条\n    title: 某市办法\n    rank: local_government_rule\n    in_force: true", nil, finding.Met},
		"what the register knows":  {"《食品安全法》第一百二十二条\n    rank: law\n    in_force: true\n    place: 中华人民共和国\n    title: 中华人民共和国食品安全法", nil, finding.Met},
		"otherwise than it knows":  {"《食品安全法》第一百二十二条\n    rank: normative_document\n    in_force: false\n    place: 上海市\n    title: 某办法", []string{"credlint/citation-contradicted 14", "credlint/citation-contradicted 15", "credlint/citation-contradicted 16", "credlint/citation-contradicted 17"}, finding.Met},
		"a rank known in part":     {"《某市办法》\n    rank: {one_of: [local_regulation, local_government_rule]}\n    in_force: true", []string{"credlint/citation-unknown 13"}, finding.Met},
		"a rank that may be none":  {"《某市办法》\n    rank: {one_of: [normative_document, local_government_rule]}\n    in_force: true", []string{"credlint/citation-unknown 13"}, finding.Undetermined},
		"a rank that is not known": {"《某市办法》\n    rank: unknown\n    in_force: true", []string{"credlint/citation-unknown 13"}, finding.Undetermined},
		"a rank that it has not":   {"《食品安全法》第一百二十二条\n    rank: {not: [law]}", []string{"credlint/citation-contradicted 14"}, finding.Met},
		"a law said to be a draft": {"《食品安全法》第一百二十二条\n    draft: true", []string{"credlint/citation-contradicted 14"}, finding.Met},
	} {
		t.Run(name, func(t *testing.T) {
			j := check(t, c, load(t, "", head+tt.entry+"\n"))
			var got []string
			for _, f := range j.Findings {
				if strings.HasPrefix(f.Rule, "credlint/citation") || f.Rule == "credlint/place" {
					got = append(got, f.Rule+" "+strconv.Itoa(f.At.Line))
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.findings, got); diff != "" {
				t.Error(diff)
			}
			if name == "a rank that may be none" {
				i := slices.IndexFunc(j.Questions, func(q finding.Question) bool { return q.Fact == "/basis/0/rank" })
				if i < 0 || len(j.Questions[i].Takes) != 2 || !strings.Contains(j.Questions[i].Ask.EN, "or") {
					t.Errorf("the rank is asked for as %+v", j.Questions)
				}
			}
			for _, v := range j.Clauses {
				if v.Citation == "cn/administrative_penalty_2021#4" && v.Status != tt.provides {
					t.Errorf("article 4 is %s, want %s", v.Status, tt.provides)
				}
			}
		})
	}
}
