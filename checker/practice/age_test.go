package practice

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/schemas"
)

// TestAges: each age is of its own day. A day of birth settles both, what is stated settles the one and bounds the other, and neither
// contradicts the other unseen.
func TestAges(t *testing.T) {
	const day = "2026-03-01"
	conduct := func(dates ...any) []any {
		var out []any
		for _, d := range dates {
			ground := map[string]any{"category": "jaywalking"}
			if d != nil {
				ground["conduct"] = map[string]any{"date": d}
			}
			out = append(out, ground)
		}
		return out
	}
	between := func(a, b any) *Partial { return &Partial{AtLeast: a, AtMost: b} }
	for _, tt := range []struct {
		name, kind   string
		subject      map[string]any
		onDay        any
		grounds      []any
		age, ageThen string // min_age_on_day and subject.min_age, or the pointer of a contradiction
	}{
		{"nothing", "sanction", nil, nil, conduct(nil), "", ""},
		{"both stated", "sanction", map[string]any{"min_age": number(13)}, number(15), conduct(nil), "15", "13"},
		{"at the conduct", "sanction", map[string]any{"min_age": number(13)}, nil, conduct(nil), "13 to <nil>", "13"},
		{"on the day", "sanction", nil, number(15), conduct(nil), "15", "<nil> to 15"},
		{"at the conduct, in part", "sanction", map[string]any{"min_age": between(number(14), number(17))}, nil, conduct(nil), "14 to <nil>", "14 to 17"},
		{"on the day, one of two", "sanction", map[string]any{"min_age": number(14)}, &Partial{OneOf: []any{number(13), number(14), number(20)}}, conduct(nil), "14 or 20", "14"},
		{"younger later", "sanction", map[string]any{"min_age": number(15)}, number(13), conduct(nil), "/min_age_on_day", ""},
		{"born", "collection", map[string]any{"born": "2012-02-28"}, nil, nil, "", "14"},
		{"born, on the birthday", "collection", map[string]any{"born": "2012-03-01"}, nil, nil, "", "13 to 14"},
		{"born, the day after", "collection", map[string]any{"born": "2012-03-02"}, nil, nil, "", "13"},
		{"born on a leap day", "collection", map[string]any{"born": "2012-02-29"}, nil, nil, "", "13 to 14"},
		{"born in a month", "collection", map[string]any{"born": between("2012-02-01", "2012-03-31")}, nil, nil, "", "13 to 14"},
		{"born after a day", "collection", map[string]any{"born": between("2012-02-01", nil)}, nil, nil, "", "<nil> to 14"},
		{"born one of two days", "collection", map[string]any{"born": &Partial{OneOf: []any{"2010-05-05", "2009-05-05"}}}, nil, nil, "", "15 to 16"},
		{"born and as old", "collection", map[string]any{"born": "2012-02-28", "min_age": number(14)}, nil, nil, "", "14"},
		{"born and otherwise", "collection", map[string]any{"born": "2012-02-28", "min_age": number(15)}, nil, nil, "/subject/min_age", ""},
		{"born later", "collection", map[string]any{"born": "2027-01-01"}, nil, nil, "/subject/min_age", ""},
		{"born, and the conduct", "sanction", map[string]any{"born": "2011-06-15"}, nil, conduct("2025-06-14"), "14", "13"},
		{"born, and the first conduct", "sanction", map[string]any{"born": "2011-06-15"}, nil, conduct("2025-12-01", "2025-06-14"), "14", "13"},
		{"born, and one conduct of two", "sanction", map[string]any{"born": "2011-06-15"}, nil, conduct(nil, "2025-06-14"), "14", "<nil> to 13"},
		{"born, and a conduct in part", "sanction", map[string]any{"born": "2011-06-15"}, nil, conduct(between("2024-01-01", "2025-12-01")), "14", "12 to 14"},
		{"born, and no conduct", "sanction", map[string]any{"born": "2011-06-15"}, nil, conduct(nil), "14", "<nil> to 14"},
		{"born, and older at the conduct", "sanction", map[string]any{"born": "2011-06-15", "min_age": number(16)}, nil, conduct("2025-06-14"), "/subject/min_age", ""},
		{"an enterprise", "sanction", map[string]any{"type": "legal_person"}, number(15), conduct(nil), "15", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kind, err := KindSchema(schemas.FS, tt.kind)
			if err != nil {
				t.Fatal(err)
			}
			value := map[string]any{"kind": tt.kind}
			if tt.subject != nil {
				value["subject"] = tt.subject
			}
			if tt.onDay != nil {
				value["min_age_on_day"] = tt.onDay
			}
			if tt.grounds != nil {
				value["grounds"] = tt.grounds
			}
			out, at, _ := Ages(kind, value, day)
			if at != "" {
				out = map[string]any{"min_age_on_day": at}
			}
			subject, _ := out["subject"].(map[string]any)
			if diff := cmp.Diff([]string{tt.age, tt.ageThen}, []string{ageText(out["min_age_on_day"]), ageText(subject["min_age"])}); diff != "" && (at == "" || at != tt.age) {
				t.Error(diff)
			}
		})
	}
}

func number(n int) json.Number { return json.Number(fmt.Sprint(n)) }

func ageText(v any) string {
	p, ok := v.(*Partial)
	switch {
	case v == nil:
		return ""
	case !ok:
		return fmt.Sprint(v)
	case p.OneOf != nil:
		return fmt.Sprintf("%v or %v", p.OneOf[0], p.OneOf[len(p.OneOf)-1])
	}
	return fmt.Sprintf("%v to %v", p.AtLeast, p.AtMost)
}
