package practice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// shown is how many names a hint lists at most.
const shown = 8

// nearNames returns up to three of names that a writer of s may have meant, nearest first. A name is near if few letters
// differ, or if s is its title in either language.
func nearNames(s string, names []string, title func(string) finding.Text) []string {
	type scored struct {
		name     string
		distance int
	}
	var near []scored
	for _, name := range names {
		d := distance(strings.ToLower(s), name)
		if t := title(name); s != "" && (t.ZH == s || strings.EqualFold(t.EN, s)) {
			d = 0
		}
		if d <= max(1, min(len([]rune(s)), len(name))/3) {
			near = append(near, scored{name, d})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return cmp.Compare(a.distance, b.distance) })
	var out []string
	for _, n := range near[:min(3, len(near))] {
		out = append(out, n.name)
	}
	return out
}

// distance counts the letters to insert, delete, replace or swap with their neighbour to get from a to b.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return len(x) + len(y) // no name is that long
	}
	var before, last []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}

// meant is the hint for a name that does not exist: the nearest ones, or all if they are few.
func meant(s string, names []string, title func(string) finding.Text) finding.Text {
	named := func(names []string) finding.Text {
		var zh, en []string
		for _, n := range names {
			en = append(en, fmt.Sprintf("%q", n))
			if t := title(n).ZH; t != "" && t != n {
				zh = append(zh, fmt.Sprintf("“%s”（%s）", n, t))
			} else {
				zh = append(zh, fmt.Sprintf("“%s”", n))
			}
		}
		return finding.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
	}
	if near := nearNames(s, names, title); len(near) > 0 {
		list := named(near)
		return finding.Text{ZH: "是否应为" + list.ZH, EN: "did you mean " + strings.Replace(list.EN, ", ", " or ", strings.Count(list.EN, ", "))}
	}
	if len(names) == 0 {
		return finding.Text{}
	}
	list := named(names[:min(shown, len(names))])
	if len(names) > shown {
		return finding.Text{ZH: fmt.Sprintf("可用的有%s等 %d 项", list.ZH, len(names)), EN: fmt.Sprintf("among the %d there are: %s", len(names), list.EN)}
	}
	return finding.Text{ZH: "可用的有" + list.ZH, EN: "one of " + list.EN}
}

// dotted writes a pointer as people do: items[0].category.
func dotted(pointer string) string {
	var b strings.Builder
	for _, t := range tokens(pointer) {
		switch {
		case t != "" && strings.Trim(t, "0123456789") == "":
			b.WriteString("[" + t + "]")
		case b.Len() > 0:
			b.WriteString("." + t)
		default:
			b.WriteString(t)
		}
	}
	return b.String()
}

// label names the fact at pointer: by path in English, by title and path in Chinese.
func label(root *Fact, pointer string) finding.Text {
	if pointer == "" {
		return finding.Text{ZH: "文档", EN: "the document"}
	}
	path := dotted(pointer)
	t := finding.Text{ZH: path, EN: path}
	f := root.Find(pointer)
	if f != nil && f.Title.ZH == "" {
		f = root.Find(parent(pointer)) // an element goes by the name of its list
	}
	if f != nil && f.Title.ZH != "" {
		t.ZH = fmt.Sprintf("%s（%s）", f.Title.ZH, path)
	}
	return t
}
