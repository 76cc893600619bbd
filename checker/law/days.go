package law

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/credlint/credlint/checker/finding"
)

// checkDays reports days that contradict each other, and numbers of the law that have no value on a day on which their clause
// is law, or two: what is chosen then would be an accident of the order in which they are written.
func (in *Instrument) checkDays(problem func(pointer, zh, en string)) {
	ends := func(at, from, until string) {
		if until != "" && until < from {
			problem(at+"/until", fmt.Sprintf("最后一日 %s 早于第一日 %s", until, from), fmt.Sprintf("the last day %s is before the first day %s", until, from))
		}
	}
	ends("/in_force", in.InForce.From, in.InForce.Until)
	for i, e := range in.Earlier {
		next := in.InForce.From
		if i+1 < len(in.Earlier) {
			next = in.Earlier[i+1].Until
		}
		if e.Until >= next {
			problem(fmt.Sprintf("/earlier/%d/until", i), fmt.Sprintf("较早文本的最后一日 %s 不早于其后文本的 %s", e.Until, next), fmt.Sprintf("the earlier text ended on %s, not before %s of what followed", e.Until, next))
		}
	}
	for i, a := range in.articles {
		for k, c := range a.Clauses {
			ends(fmt.Sprintf("/articles/%d/clauses/%d", i, k), cmp.Or(c.From, in.InForce.From), c.Until)
		}
	}
	for name, versions := range in.params {
		at := func(i int, key string) string { return fmt.Sprintf("/params/%s/%d/%s", name, i, key) }
		none := func(pointer, from, until string) {
			zh, en := fmt.Sprintf("从 %s 起", from), "from "+from+" on"
			if until != "" {
				zh, en = fmt.Sprintf("从 %s 至 %s", from, until), "from "+from+" to "+until
			}
			problem(pointer, fmt.Sprintf("“%s”%s没有数值，而其条款有效", name, zh), fmt.Sprintf("%s has no value %s, while its clause is law", name, en))
		}
		first, last := in.lawOf(versions[0].Clause)
		if v := versions[0]; v.From > first {
			none(at(0, "from"), first, after(v.From, -1))
		}
		for i, v := range versions {
			ends(fmt.Sprintf("/params/%s/%d", name, i), v.From, v.Until)
			if i == 0 {
				continue
			}
			switch before := versions[i-1]; {
			case v.From == before.From, v.From > before.From && before.Until >= v.From:
				problem(at(i, "from"), fmt.Sprintf("“%s”在 %s 有两个数值", name, v.From), fmt.Sprintf("%s has two values on %s", name, v.From))
			case v.From < before.From:
				problem(at(i, "from"), fmt.Sprintf("“%s”的数值没有按日期先后排列", name), fmt.Sprintf("the values of %s are not in the order of their days", name))
			case before.Until != "" && after(before.Until, 1) < v.From:
				none(at(i, "from"), after(before.Until, 1), after(v.From, -1))
			}
		}
		if v := versions[len(versions)-1]; v.Until != "" && (last == "" || v.Until < last) {
			none(at(len(versions)-1, "until"), after(v.Until, 1), last)
		}
	}
}

// lawOf returns the first and last day on which a clause, or else its instrument, is law; the last may be empty.
func (in *Instrument) lawOf(clause string) (first, last string) {
	first, last = in.InForce.From, in.InForce.Until
	if c, ok := in.Clause(clause); ok {
		first, last = max(first, c.From), cmp.Or(c.Until, last)
	}
	return first, last
}

// dayColumns are the columns of days in each table. A "?" behind a day says that it is uncertain, and "=" stands for another.
var dayColumns = map[string][]int{"places.tsv": {5}, "register.tsv": {colRepealedOn, colSince, colDate, colEffective}, "unheld.tsv": {4, 5}}

// checkRowDays refuses a row of a pack with a day that the calendar does not have; of a place the year may be enough.
func checkRowDays(table, row string) error {
	cells := strings.Split(row, "\t")
	for _, column := range dayColumns[table] {
		if column >= len(cells) {
			continue
		}
		day := strings.TrimSuffix(cells[column], "?")
		if day == "" || day == "=" {
			continue
		}
		_, err := time.Parse(time.DateOnly, day)
		if _, year := time.Parse("2006", day); err != nil && (table != "places.tsv" || year != nil) {
			return finding.Errorf("%s：“%[3]s”一行中的“%[2]s”不是历法上的日期", "%s: %q in the row of %q is no day of the calendar", table, day, strings.Trim(cells[0]+" "+cells[1], " "))
		}
	}
	return nil
}
