package law

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

//go:generate go run ./gen -material $LAW_MATERIAL -out ../../policies

// Place is a jurisdiction that a practice or an instrument can name.
type Place struct {
	ID         string       `json:"id"` // "cn/zhejiang/hangzhou": its prefixes are the places above it
	Name       finding.Text `json:"name"`
	Code       string       `json:"code"`                  // six digits of GB/T 2260
	Kind       string       `json:"kind"`                  // state, province, municipality, prefecture_city, district …
	Until      string       `json:"until,omitempty"`       // for a dissolved place, the day or year it ended
	MergedInto string       `json:"merged_into,omitempty"` // id of the place that it became part of
}

// Above is the id of the place one step up, empty for a state.
func (p Place) Above() string {
	i := strings.LastIndexByte(p.ID, '/')
	return p.ID[:max(i, 0)]
}

// Places is the table of places. It is immutable and safe for concurrent use.
type Places struct {
	all  []Place // by id
	byID map[string]int
}

// LoadPlaces reads places.tsv at the root of a pack. Without the file, the error wraps fs.ErrNotExist.
func LoadPlaces(pack fs.FS) (*Places, error) {
	data, err := fs.ReadFile(pack, "places.tsv")
	if err != nil {
		return nil, fmt.Errorf("the table of places cannot be read: %w", err)
	}
	rows, err := tableRows("places.tsv", string(data), "id\tzh\ten\tcode\tkind\tuntil\tmerged_into")
	if err != nil {
		return nil, err
	}
	ps := &Places{byID: make(map[string]int, len(rows))}
	for i, line := range rows {
		cells := strings.Split(line, "\t")
		p := Place{ID: cells[0], Name: finding.Text{ZH: cells[1], EN: cells[2]}, Code: cells[3], Kind: cells[4], Until: cells[5], MergedInto: cells[6]}
		if _, twice := ps.byID[p.ID]; twice || p.ID == "" {
			return nil, fmt.Errorf("places.tsv:%d: id %q is empty or stands twice", i+2, p.ID)
		}
		ps.byID[p.ID] = i
		ps.all = append(ps.all, p)
	}
	for i, p := range ps.all {
		if above := p.Above(); above != "" && !ps.Known(above) {
			return nil, fmt.Errorf("places.tsv:%d: %q stands under %q, which is not in the table", i+2, p.ID, above)
		}
	}
	return ps, nil
}

// tableRows checks the header of a table and the number of cells of its rows, and returns the rows.
func tableRows(name, text, header string) ([]string, error) {
	var rows []string
	err := eachRow(name, text, header, func(first, end int) { rows = append(rows, text[first:end]) })
	return rows, err
}

// eachRow calls row with the span of each row of a table, after the same checks as tableRows.
func eachRow(name, text, header string, row func(first, end int)) error {
	line, rest, _ := strings.Cut(text, "\n")
	if line != header {
		return fmt.Errorf("%s:1: header is %q, expected %q", name, line, header)
	}
	if len(rest) == 0 {
		return fmt.Errorf("%s holds no rows", name)
	}
	want := strings.Count(header, "\t")
	number := 1
	for first := len(line) + 1; first < len(text); {
		number++
		end := len(text)
		if i := strings.IndexByte(text[first:], '\n'); i >= 0 {
			end = first + i
		}
		if cells := strings.Count(text[first:end], "\t"); cells != want {
			return fmt.Errorf("%s:%d: row has %d cells, expected %d", name, number, cells+1, want+1)
		}
		row(first, end)
		first = end + 1
	}
	return nil
}

// All returns every place, ordered by id.
func (ps *Places) All() []Place { return slices.Clone(ps.all) }

// Known reports whether a place has that id.
func (ps *Places) Known(id string) bool { _, ok := ps.byID[id]; return ok }

// Place returns the place with that id.
func (ps *Places) Place(id string) (Place, bool) {
	i, ok := ps.byID[id]
	if !ok {
		return Place{}, false
	}
	return ps.all[i], true
}

// Chain returns the ids of a place and of every place above it, nearest first: cn/zhejiang/hangzhou, cn/zhejiang, cn. It
// works on the id alone, so it also serves places that are not in the table.
func Chain(id string) []string {
	var chain []string
	for id != "" {
		chain = append(chain, id)
		id = id[:max(strings.LastIndexByte(id, '/'), 0)]
	}
	return chain
}

// Above reports whether upper is the same place as lower or a place above it, so that its law governs there.
func Above(upper, lower string) bool {
	return upper != "" && (lower == upper || strings.HasPrefix(lower, upper+"/"))
}

// Nearest returns up to three places that a wrong id or name may mean, best first: places with exactly the written Chinese or
// English name (with or without 省, 市, 区 …) or last element of the id, else places with the most similar ids and names.
func (ps *Places) Nearest(written string) []Place {
	key := placeKey(written)
	if key == "" {
		return nil
	}
	type scored struct {
		p    Place
		cost int
	}
	lastStep := func(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }
	var found []scored
	for _, p := range ps.all {
		names := []string{p.ID, p.Name.ZH, p.Name.EN, lastStep(p.ID), fullName(ps, p)}
		if p.ID == "cn" {
			names = append(names, "中国")
		}
		best := -1
		for _, name := range names {
			if c, ok := distance(key, placeKey(name), len([]rune(key))/3); ok && (best < 0 || c < best) {
				best = c
			}
		}
		if lastStep(strings.ToLower(written)) == lastStep(p.ID) { // the right place under the wrong province
			best = 0
		}
		if best >= 0 {
			found = append(found, scored{p, best})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(strings.Count(a.p.ID, "/"), strings.Count(b.p.ID, "/")))
	})
	var out []Place
	for _, s := range found {
		if len(out) == 3 || s.cost > found[0].cost+1 || (found[0].cost == 0 && s.cost > 0) {
			break
		}
		out = append(out, s.p)
	}
	return out
}

// fullName is the name with the places above it, from the province down: 浙江省杭州市.
func fullName(ps *Places, p Place) string {
	name := p.Name.ZH
	for above := p.Above(); strings.Contains(above, "/"); above = above[:strings.LastIndexByte(above, '/')] {
		if up, ok := ps.Place(above); ok {
			name = up.Name.ZH + name
		}
	}
	return name
}

// placeKey is the canonical form of a name, for comparing: in lower case, without spaces and marks, and without the word for the
// kind of place.
func placeKey(s string) string {
	s = strings.ToLower(strings.Map(func(r rune) rune {
		switch r {
		case ' ', '　', '\'', '’', '-', '_', '.', '(', ')':
			return -1
		}
		return r
	}, s))
	for _, suffix := range []string{"特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市", "新区", "区", "县", "province", "municipality", "city", "district", "county"} {
		if short, ok := strings.CutSuffix(s, suffix); ok && len([]rune(short)) > 1 {
			return short
		}
	}
	return s
}

// distance is the edit distance of a and b in characters, with a swap of neighbours as one edit (optimal string alignment). It
// returns false as soon as the distance must exceed limit.
func distance(a, b string, limit int) (int, bool) {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return 0, false
	}
	before, prev, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range x {
		row[0] = i + 1
		least := row[0]
		for j := range y {
			c := prev[j]
			if x[i] != y[j] {
				c = 1 + min(c, prev[j+1], row[j])
				if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
					c = min(c, before[j-1]+1)
				}
			}
			row[j+1] = c
			least = min(least, c)
		}
		if least > limit {
			return 0, false
		}
		before, prev, row = prev, row, before
	}
	return prev[len(y)], prev[len(y)] <= limit
}
