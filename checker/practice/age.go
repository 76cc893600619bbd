package practice

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/credlint/credlint/checker/finding"
)

// An age is of a day. A sanction answers a conduct: subject.min_age is there the age at the conduct, and min_age_on_day that on the
// day of the practice, which is never less. Elsewhere subject.min_age is of the day. A day of birth settles each of them.

// days are the first and the last day that something may be of; the zero time is no bound.
type days struct{ first, last time.Time }

// bounds are the least and the most that is stated of something that has an order; nil: no bound.
func bounds(v any) (least, most any) {
	p, ok := v.(*Partial)
	switch {
	case !ok:
		return v, v
	case len(p.OneOf) == 0:
		return p.AtLeast, p.AtMost
	}
	order := func(a, b any) int { n, _ := compareValues(a, b); return n }
	return slices.MinFunc(p.OneOf, order), slices.MaxFunc(p.OneOf, order)
}

// daysOf reads a day that is stated, exactly or in part.
func daysOf(v any) days {
	first, last := bounds(v)
	read := func(v any) time.Time {
		s, _ := v.(string)
		t, _ := time.Parse(time.DateOnly, s)
		return t
	}
	return days{read(first), read(last)}
}

// earliestConduct is the day of the first conduct that grounds answer, none of which is after a day.
func earliestConduct(grounds any, today time.Time) days {
	out := days{last: today}
	list, _ := grounds.([]any)
	for i, g := range list {
		ground, _ := g.(map[string]any)
		conduct, _ := ground["conduct"].(map[string]any)
		d := daysOf(conduct["date"])
		if i == 0 || d.first.Before(out.first) { // the zero time is before all others
			out.first = d.first
		}
		if !d.last.IsZero() && d.last.Before(out.last) {
			out.last = d.last
		}
	}
	return out
}

// fullYears are the years of age on a day. They are full from the day after the birthday; on the birthday itself that is open, and
// by is the answer.
func fullYears(born, day time.Time, by bool) int {
	n := day.Year() - born.Year()
	if birthday := born.AddDate(n, 0, 0); birthday.After(day) || birthday.Equal(day) && !by {
		n--
	}
	return n
}

// ages are the least and the most that an age may be.
type ages struct{ least, most int }

func (a ages) and(b ages) ages { return ages{max(a.least, b.least), min(a.most, b.most)} }

// agesOf reads an age that is stated, exactly or in part.
func agesOf(f *Fact, v any) ages {
	read := func(v any, none int) int {
		if n, ok := v.(json.Number); ok {
			none, _ = strconv.Atoi(string(n))
		}
		return none
	}
	least, most := bounds(v)
	return ages{read(least, *f.Min), read(most, *f.Max)}
}

// on are the ages of who was born between two days, on a day between two others.
func (born days) on(d days, f *Fact) ages {
	out := ages{*f.Min, *f.Max}
	if !born.last.IsZero() && !d.first.IsZero() {
		out.least = max(out.least, fullYears(born.last, d.first, false))
	}
	if !born.first.IsZero() {
		out.most = fullYears(born.first, d.last, true)
	}
	return out
}

// put narrows the age f in an object to the computed bounds, and reports false where the stated age contradicts them.
func (a ages) put(object map[string]any, f *Fact) bool {
	left := a.and(agesOf(f, object[f.Name]))
	number := func(n int) json.Number { return json.Number(strconv.Itoa(n)) }
	p, partial := object[f.Name].(*Partial)
	switch {
	case a == ages{*f.Min, *f.Max}:
	case left.least > left.most:
		return false
	case left.least == left.most:
		object[f.Name] = number(left.least)
		return !partial || p.Admits(object[f.Name])
	case partial && p.OneOf != nil:
		some := *p
		some.OneOf = slices.DeleteFunc(slices.Clone(p.OneOf), func(v any) bool { n := agesOf(f, v).least; return n < left.least || n > left.most })
		object[f.Name] = &some
		return len(some.OneOf) > 0
	default:
		said := map[string]any{}
		if left.least > *f.Min {
			said["at_least"] = number(left.least)
		}
		if left.most < *f.Max {
			said["at_most"] = number(left.most)
		}
		object[f.Name] = &Partial{AtLeast: said["at_least"], AtMost: said["at_most"], written: said}
	}
	return true
}

// Ages is a practice with what its day, its conduct and a day of birth leave of the ages that it does not state. It returns the
// pointer of an age that they contradict, and the reason.
func Ages(kind *Fact, value map[string]any, day string) (out map[string]any, at string, why finding.Text) {
	f, later := kind.Find("/subject/min_age"), kind.Child("min_age_on_day")
	subject, written := value["subject"].(map[string]any)
	if f == nil || !written && value["subject"] != nil || subject["born"] == nil && (later == nil || subject["min_age"] == nil && value[later.Name] == nil) {
		return value, "", why
	}
	if of := kind.Child("subject"); len(f.ExcludedBy(of.Stated(subject))) > 0 {
		return value, "", why
	}
	out, subject = maps.Clone(value), maps.Clone(subject)
	if subject == nil {
		subject = map[string]any{}
	}
	out["subject"] = subject
	born, today := daysOf(subject["born"]), daysOf(day)
	is, then := born.on(today, f), days{}
	if at = "/subject/min_age"; later != nil {
		then = earliestConduct(value["grounds"], today.first)
		was := born.on(then, f)
		left := was.and(agesOf(f, subject[f.Name]))
		if left.least > left.most {
			return out, at, contradicted(was)
		}
		is.least = max(is.least, left.least)
		was.most = min(was.most, is.and(agesOf(later, value[later.Name])).most)
		if !is.put(out, later) {
			return out, "/" + later.Name, contradicted(is)
		}
		is = was
	}
	if !is.put(subject, f) {
		return out, at, contradicted(is)
	}
	return out, "", why
}

func contradicted(a ages) finding.Text {
	if a.most < 0 {
		return finding.Text{ZH: "按所填出生日期，当时尚未出生", EN: "by the day of birth, the person is not born then"}
	}
	if a.least == a.most {
		return finding.Text{ZH: fmt.Sprintf("按所填出生日期或者另一时点的年龄，当时为 %d 周岁", a.least), EN: fmt.Sprintf("by the day of birth or the age on another day, it is %d", a.least)}
	}
	return finding.Text{ZH: fmt.Sprintf("按所填出生日期或者另一时点的年龄，当时为 %d 至 %d 周岁", a.least, a.most), EN: fmt.Sprintf("by the day of birth or the age on another day, it is %d to %d", a.least, a.most)}
}
