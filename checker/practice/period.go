package practice

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"
)

// A period is stated as a number of one unit, and also as a sum ({years: 5, days: 1}), in several counts
// ([{working_days: 20}, {days: 28}]), or from one day to another ({from: 2018-06-01, to: 2022-03-01}). Law reads an object: the
// sum; {"counts": […]}; {"days": …, "whole_months": …, "rest_days": …}.

// Length is a sum of months, calendar days and working days.
type Length struct {
	Months, Days, Working int
	Unlimited             bool
}

// Lengths are the counts of a period as law reads it.
func Lengths(period any) []Length {
	m, _ := period.(map[string]any)
	if counts, ok := m["counts"].([]any); ok {
		var out []Length
		for _, c := range counts {
			out = append(out, Lengths(c)...)
		}
		return out
	}
	n := func(unit string) int {
		number, _ := m[unit].(json.Number)
		n, _ := strconv.Atoi(string(number))
		return n
	}
	return []Length{{Months: 12*n("years") + n("months"), Days: n("days"), Working: n("working_days"), Unlimited: m["unlimited"] == true}}
}

// DaysOf are the least and the most calendar days in a number of months: 28 to 31 a month, and 365 or 366 in twelve.
func DaysOf(months int) (least, most int) {
	years := months / 12
	return 28*months + 29*years, 31*months - 6*years
}

// DaysOfWorking are the least calendar days in a number of working days, as lib/periods counts them.
func DaysOfWorking(n int) int { return n + max(0, n-2)/12 }

// Range are the least and the most calendar days of a length.
func (l Length) Range() (least, most int) {
	least, most = DaysOf(l.Months)
	least, most = least+l.Days+DaysOfWorking(l.Working), most+l.Days
	if l.Working > 0 || l.Unlimited {
		most = math.MaxInt
	}
	if l.Unlimited {
		least = math.MaxInt
	}
	return least, most
}

// between is the period from one day to another, as law reads it. A month ends on the day of its number, or, where the last month
// has none, on the last of that month (Civil Code article 202).
func between(from, to time.Time) map[string]any {
	months := 12*(to.Year()-from.Year()) + int(to.Month()-from.Month())
	after := func(months int) time.Time {
		first := time.Date(from.Year(), from.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, min(from.Day(), first.AddDate(0, 1, -1).Day())-1)
	}
	if after(months).After(to) {
		months--
	}
	days := func(from time.Time) json.Number { return json.Number(strconv.Itoa(int(to.Sub(from).Hours() / 24))) }
	return map[string]any{"days": days(from), "whole_months": json.Number(strconv.Itoa(months)), "rest_days": days(after(months))}
}

// readPeriod reads a period that is more than a number of one unit; nil where v is none. Its parts are validated one by one.
func readPeriod(v any) *Partial {
	p := &Partial{written: v}
	sum := func(m map[string]any, at string) {
		for _, unit := range slices.Sorted(maps.Keys(m)) {
			p.listed = append(p.listed, listed{at, map[string]any{unit: m[unit]}})
		}
	}
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			m, ok := e.(map[string]any)
			if _, unlimited := m["unlimited"]; !ok || len(m) == 0 || unlimited {
				p.listed = append(p.listed, listed{"/" + strconv.Itoa(i), e})
				continue
			}
			sum(m, "/"+strconv.Itoa(i))
		}
		p.period = map[string]any{"counts": v}
		return p
	case map[string]any:
		_, from := v["from"]
		_, to := v["to"]
		_, unlimited := v["unlimited"]
		switch {
		case from || to:
			p.period = v
			return p
		case len(v) > 1 && !unlimited:
			sum(v, "")
			p.period = v
			return p
		}
	}
	return nil
}

// settlePeriod says what is wrong with a period whose parts are valid, and brings it into the form in which law reads it.
func (p *Partial) settlePeriod() (zh, en string) {
	if counts, ok := p.period["counts"].([]any); ok {
		all := Lengths(p.period)
		if len(counts) < 2 {
			return "的列表至少有两种计算方式", "must have at least two counts in a list"
		}
		for i, a := range all {
			for _, b := range all[:i] {
				least, most := a.Range()
				least2, most2 := b.Range()
				if least > most2 || least2 > most || a.Unlimited != b.Unlimited {
					return "的各种计算方式不可能是同一期限", "has counts that cannot be of one period"
				}
			}
		}
		return "", ""
	}
	if p.listed != nil {
		return "", ""
	}
	day := func(name string) (time.Time, bool) {
		s, _ := p.period[name].(string)
		t, err := time.Parse(time.DateOnly, s)
		return t, err == nil
	}
	from, ok := day("from")
	to, ok2 := day("to")
	switch {
	case !ok || !ok2 || len(p.period) > 2:
		return "应写成两个日期：{from: 2018-06-01, to: 2022-03-01}", "must be two days: {from: 2018-06-01, to: 2022-03-01}"
	case to.Before(from):
		return "的终止日早于起始日", "ends before it begins"
	}
	p.period = between(from, to)
	return "", ""
}
