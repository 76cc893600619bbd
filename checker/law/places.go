package law

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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

// Places is the table of places. It is immutable and safe for concurrent use. Rows are divided into cells when they are asked for,
// since a run asks for few of them.
type Places struct {
	rows   []string // by id
	byID   map[string]int
	byName func() map[string][]int // rows by Chinese name and by code, made when the first of these is met
	keys   func() [][]string       // of each row the keys of all its names, made when the first wrong name is met
}

// LoadPlaces reads places.tsv at the root of a pack. Without the file, the error wraps fs.ErrNotExist.
func LoadPlaces(pack fs.FS) (*Places, error) {
	data, err := fs.ReadFile(pack, "places.tsv")
	if err != nil {
		return nil, finding.Errorf("地域表无法读取%v", "the table of places cannot be read: %w", err)
	}
	rows, err := tableLines("places.tsv", string(data), "id\tzh\ten\tcode\tkind\tuntil\tmerged_into")
	if err != nil {
		return nil, err
	}
	ps := &Places{rows: rows, byID: make(map[string]int, len(rows))}
	for i, row := range rows {
		id, _, _ := strings.Cut(row, "\t")
		if ps.Known(id) || id == "" {
			return nil, finding.Errorf("places.tsv:%d: 编号“%s”为空或者重复", "places.tsv:%d: id %q is empty or stands twice", i+2, id)
		}
		ps.byID[id] = i
	}
	for i, row := range rows {
		id, _, _ := strings.Cut(row, "\t")
		if above := (Place{ID: id}).Above(); above != "" && !ps.Known(above) {
			return nil, finding.Errorf("places.tsv:%d: “%s”的上级“%s”不在表中", "places.tsv:%d: %q stands under %q, which is not in the table", i+2, id, above)
		}
	}
	ps.byName = sync.OnceValue(ps.rowsByName)
	ps.keys = sync.OnceValue(ps.placeKeys)
	return ps, nil
}

func (ps *Places) rowsByName() map[string][]int {
	rows := make(map[string][]int, 2*len(ps.rows))
	for i, p := range ps.All() {
		rows[p.Name.ZH] = append(rows[p.Name.ZH], i)
		if p.Code != "" {
			rows[p.Code] = append(rows[p.Code], i)
		}
	}
	return rows
}

// placeKeys are the keys of the names that a place may be meant by.
func (ps *Places) placeKeys() [][]string {
	keys := make([][]string, len(ps.rows))
	for i, p := range ps.All() {
		names := []string{p.ID, p.Name.ZH, p.Name.EN, lastStep(p.ID), ps.FullName(p)}
		if p.ID == "cn" {
			names = append(names, "中国")
		}
		for _, name := range names {
			keys[i] = append(keys[i], placeKey(name))
		}
	}
	return keys
}

func lastStep(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }

// All returns every place, ordered by id.
func (ps *Places) All() []Place {
	all := make([]Place, len(ps.rows))
	for i, row := range ps.rows {
		all[i] = place(row)
	}
	return all
}

func place(row string) Place {
	c := strings.Split(row, "\t")
	return Place{ID: c[0], Name: finding.Text{ZH: c[1], EN: c[2]}, Code: c[3], Kind: c[4], Until: c[5], MergedInto: c[6]}
}

// Known reports whether a place has that id.
func (ps *Places) Known(id string) bool { _, ok := ps.byID[id]; return ok }

// Place returns the place with that id.
func (ps *Places) Place(id string) (Place, bool) {
	i, ok := ps.byID[id]
	if !ok {
		return Place{}, false
	}
	return place(ps.rows[i]), true
}

// Find returns the places that an id, a code of six digits or a Chinese name may mean. A name may follow names of places above it
// (江苏省南京市鼓楼区, 南京市鼓楼区). More than one place: the name does not say which. A dissolved place is meant only where no
// other is.
func (ps *Places) Find(written string) []Place {
	if p, ok := ps.Place(written); ok {
		return []Place{p}
	}
	name := strings.Join(strings.Fields(written), "")
	var found, dissolved []Place
	for i := range name { // each part at the end may be the name of the place
		for _, row := range ps.byName()[name[i:]] {
			switch p := place(ps.rows[row]); {
			case p.Code != name && !ps.named(p, name):
			case p.Until != "":
				dissolved = append(dissolved, p)
			default:
				found = append(found, p)
			}
		}
	}
	if len(found) == 0 {
		return dissolved
	}
	return found
}

// named reports whether a name is that of a place, alone or after names of places above it.
func (ps *Places) named(p Place, name string) bool {
	rest, ok := strings.CutSuffix(name, p.Name.ZH)
	for ok && rest != "" {
		if p, ok = ps.Place(p.Above()); ok {
			rest = strings.TrimSuffix(rest, p.Name.ZH)
		}
	}
	return ok && name != ""
}

// leading are the ids of the provinces and prefectures whose name a title begins with, in full or without the word for its kind.
func (ps *Places) leading(title string) []string {
	var ids []string
	for _, row := range ps.rows {
		id, _, _ := strings.Cut(row, "\t")
		if n := strings.Count(id, "/"); n == 1 || n == 2 && !strings.Contains(row, "\tdistrict\t") && !strings.Contains(row, "\tcounty\t") {
			if strings.HasPrefix(title, ps.short(id)) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// short is the Chinese name of a place without the word for its kind.
func (ps *Places) short(id string) string {
	p, _ := ps.Place(id)
	return placeKey(p.Name.ZH)
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
	var found []candidate[Place]
	last := lastStep(strings.ToLower(written))
	for i, keys := range ps.keys() {
		best := -1
		for _, k := range keys {
			if c, ok := distance(key, k, utf8.RuneCountInString(key)/3); ok && (best < 0 || c < best) {
				best = c
			}
		}
		id, _, _ := strings.Cut(ps.rows[i], "\t")
		if last == lastStep(id) { // the right place under the wrong province
			best = 0
		}
		if best > 0 {
			best++ // so that none of these is named beside an exact one
		}
		if best >= 0 {
			found = append(found, candidate[Place]{place(ps.rows[i]), best})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate[Place]) int {
		return cmp.Compare(strings.Count(a.value.ID, "/"), strings.Count(b.value.ID, "/"))
	})
	return likeliest(found)
}

// FullName is the Chinese name with the places above it, from the province down: 浙江省杭州市.
func (ps *Places) FullName(p Place) string {
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
