package law

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/credlint/credlint/policies"
)

// Register knows the instruments that a practice can cite: the rows of register.tsv, and with precedence the encoded ones. The
// table is read when a citation is first resolved. Safe for concurrent use.
type Register struct {
	places  *Places
	encoded map[string][]*Instrument // by key of each title and alias
	byID    map[string]*Instrument
	index   func() (*registerIndex, error)
}

// unheldByTitle indexes the instruments of unheld.tsv by the key of the title, without edition, and of the document number.
func unheldByTitle(all []Unheld) map[string][]Unheld {
	out := map[string][]Unheld{}
	for _, u := range all {
		title := u.Title.ZH
		if i := strings.LastIndex(title, "（"); i > 0 {
			inner := strings.TrimSuffix(title[i+len("（"):], "）")
			if _, ok := edition(inner); ok {
				title = title[:i]
			} else if isDocumentNumber(inner) {
				title = title[:i]
				out[titleKey(inner)] = append(out[titleKey(inner)], u)
			}
		}
		for _, name := range []string{title, u.Title.EN} {
			out[titleKey(name)] = append(out[titleKey(name)], u)
		}
	}
	return out
}

// NewRegister makes the register of a pack, from its register.tsv and unheld.tsv. Id, rank, place and days of an encoded
// instrument replace those of a row with the same title; the row still serves for days on which no encoded text was law.
func NewRegister(pack fs.FS, places *Places, encoded []*Instrument) *Register {
	r := &Register{places: places, encoded: map[string][]*Instrument{}, byID: map[string]*Instrument{}}
	for _, in := range encoded {
		r.byID[in.ID] = in
		var keys []string
		for _, name := range append([]string{in.Title.ZH, in.Title.EN}, in.Aliases...) {
			if key := titleKey(name); key != "" && !slices.Contains(keys, key) {
				keys = append(keys, key)
				r.encoded[key] = append(r.encoded[key], in)
			}
		}
	}
	r.index = sync.OnceValues(func() (*registerIndex, error) {
		text := policies.Register
		if pack != fs.FS(policies.FS) {
			data, err := fs.ReadFile(pack, "register.tsv")
			if err != nil {
				return nil, fmt.Errorf("the register of instruments cannot be read: %w", err)
			}
			text = string(data)
		}
		ix, err := readRegister(text)
		if err != nil {
			return nil, err
		}
		unheld, err := LoadUnheld(pack)
		ix.unheld = unheldByTitle(unheld)
		return ix, err
	})
	return r
}

// The columns of register.tsv. A row is one text (version) of an instrument. The rows of an instrument stand together, oldest
// first, and the cells that describe the instrument are equal on all of them.
const (
	colPlace      = iota // id of the place that it is law of
	colRank              // see Ranks
	colTitle             // as cited, without 中华人民共和国
	colOfficial          // where it differs; "+" is 中华人民共和国 and the title
	colAlso              // other titles, separated by |; those with ~ are informal
	colStatus            // empty: no repeal is known; repealed; unlisted: missing from the list of laws in force
	colRepealedOn        // first day on which it is not law
	colRepealedBy        // title of the instrument that repealed it
	colSince             // first day it was law; with ? the day it was adopted, its first day being unknown
	colDate              // day of this text, empty where unknown
	colEffective         // its first day: a day, = the one of since, ? filled in from date, a day with ? uncertain, empty unknown
	colDoubt             // points: numbered 一、二、 and not in articles; lists: some item counts are doubtful; gaps: articles missing in the copy
	colStructure         // see shape
	columns
)

const registerHeader = "place\trank\ttitle\tofficial\talso\tstatus\trepealed_on\trepealed_by\tsince\tdate\teffective\tdoubt\tstructure"

// asOf is the day up to which the table is current for instruments of a rank; a later repeal or version would not be known. It
// is the day of the list of laws in force, and for other ranks the day of the latest copy of the source.
func asOf(rank Rank, place string) string {
	switch {
	case place != "cn":
		return "2025-04-19"
	case rank == "constitution" || rank == "law":
		return "2026-06-26"
	}
	return "2025-06-23"
}

// registerIndex is made for the few citations of a short run: it keeps offsets into the table and searches the titles linearly,
// since a map of all titles takes longer to build than a few searches.
type registerIndex struct {
	text    string
	entries []registerEntry
	titles  []knownTitle
	keys    func() []string     // of the titles of the entries
	found   sync.Map            // cache of byTitle: key → []knownTitle
	unheld  map[string][]Unheld // by key; the table may have an older version of one
}

// registerEntry is an instrument of the table with its rows, text[first:end].
type registerEntry struct {
	place, title string
	first, end   int
}

// knownTitle is a title of an entry; informal ones are names of common parlance.
type knownTitle struct {
	title    string
	entry    int
	informal bool
}

// readRegister indexes the titles; the other cells of a row are parsed by read.
func readRegister(text string) (*registerIndex, error) {
	rows := strings.Count(text, "\n")
	ix := &registerIndex{text: text, entries: make([]registerEntry, 0, rows), titles: make([]knownTitle, 0, rows+rows/4)}
	ix.keys = sync.OnceValue(func() []string {
		keys := make([]string, len(ix.entries))
		for i, e := range ix.entries {
			keys[i] = titleKey(e.title)
		}
		return keys
	})
	before := ""
	err := eachRow("register.tsv", text, registerHeader, func(first, end int) {
		var cell [colStatus]string
		rest, head := text[first:end], 0
		for c := range cell {
			j := strings.IndexByte(rest, '\t')
			cell[c], rest = rest[:j], rest[j+1:]
			if c <= colTitle {
				head += j + 1
			}
		}
		if text[first:first+head] == before {
			ix.entries[len(ix.entries)-1].end = end
			return
		}
		before = text[first : first+head]
		n := len(ix.entries)
		ix.entries = append(ix.entries, registerEntry{place: cell[colPlace], title: cell[colTitle], first: first, end: end})
		ix.titles = append(ix.titles, knownTitle{cell[colTitle], n, false})
		if official := cell[colOfficial]; official != "" && official != "+" {
			ix.titles = append(ix.titles, knownTitle{official, n, false})
		}
		if cell[colAlso] != "" {
			for name := range strings.SplitSeq(cell[colAlso], "|") {
				name, informal := strings.CutPrefix(name, "~")
				ix.titles = append(ix.titles, knownTitle{name, n, informal})
			}
		}
	})
	return ix, err
}

// byTitle returns the entries that have a title with this key, each once, by the first such title.
func (ix *registerIndex) byTitle(key string) []knownTitle {
	if found, ok := ix.found.Load(key); ok {
		return found.([]knownTitle)
	}
	var out []knownTitle
	for _, t := range ix.titles {
		if sameTitle(t.title, key) && (len(out) == 0 || out[len(out)-1].entry != t.entry) {
			out = append(out, t)
		}
	}
	if len(out) > 0 { // so that unknown titles do not fill the cache
		ix.found.Store(key, out)
	}
	return out
}

// sameTitle reports whether titleKey(title) == key, without making the key of a title that differs in its first characters.
func sameTitle(title, key string) bool {
	rest := key
	for _, r := range title {
		if r == '中' { // perhaps 中华人民共和国, which titleKey removes
			return titleKey(title) == key
		}
		if r = titleRune(r); r < 0 {
			continue
		}
		k, size := utf8.DecodeRuneInString(rest)
		if k != r || size == 0 {
			return false
		}
		rest = rest[size:]
	}
	return rest == ""
}

// titleKey is the canonical form of a title, for comparing: without 中华人民共和国, spaces, title brackets and quotation marks,
// with brackets and digits in half width and Latin letters in lower case.
func titleKey(title string) string {
	return strings.ReplaceAll(strings.Map(titleRune, title), "中华人民共和国", "")
}

// titleRune maps a character of a title to its character in the key; -1 for none.
func titleRune(r rune) rune {
	if 0x4e00 <= r && r <= 0x9fff {
		return r // a shortcut for nearly all characters
	}
	switch r = normalize(r); {
	case strings.ContainsRune(" \n《》〈〉“”‘’\"'「」『』·-", r):
		return -1
	case r >= 'A' && r <= 'Z':
		return r - 'A' + 'a'
	}
	return r
}

// record is an instrument of the table with its versions.
type record struct {
	place, title, status   string
	rank                   Rank
	repealedOn, repealedBy string
	since                  string
	sinceKnown             bool
	texts                  []textRecord
}

// textRecord is one version. effective is empty where the day is not known; certain says that a source states it.
type textRecord struct {
	date, effective string
	certain         bool
	doubt           string
	structure       string
}

func (ix *registerIndex) read(e registerEntry) record {
	var out record
	for row := range strings.SplitSeq(ix.text[e.first:e.end], "\n") {
		c := strings.Split(row, "\t")
		out.place, out.title, out.status, out.rank = c[colPlace], c[colTitle], c[colStatus], Rank(c[colRank])
		switch c[colOfficial] {
		case "":
		case "+":
			out.title = "中华人民共和国" + out.title
		default:
			out.title = c[colOfficial]
		}
		out.repealedOn, out.repealedBy = c[colRepealedOn], c[colRepealedBy]
		since, adopted := strings.CutSuffix(c[colSince], "?")
		out.since, out.sinceKnown = since, !adopted
		t := textRecord{date: c[colDate], doubt: c[colDoubt], structure: c[colStructure]}
		switch day, uncertain := strings.CutSuffix(c[colEffective], "?"); {
		case day == "=":
			t.effective, t.certain = since, !adopted
		case day == "" && uncertain:
			t.effective = t.date
		default:
			t.effective, t.certain = day, day != "" && !uncertain
		}
		out.texts = append(out.texts, t)
	}
	// Two rows of the table have a first day later than that of an older version; the older day is right.
	for _, t := range out.texts {
		if t.certain && out.sinceKnown && t.effective < out.since {
			out.since = t.effective
		}
	}
	return out
}

// maxDelay is the number of days after adoption within which a version of unknown first day is assumed to have become law. Of
// the 2,177 versions with a stated day, all but the two basic laws of the special administrative regions did within 386 days.
const maxDelay = 400

// after is the day n days later; a day that does not parse is returned as it is.
func after(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// tookEffect says whether the instrument had taken effect on a day.
func (r *record) tookEffect(day string) Answer {
	if day < r.since {
		return No
	}
	if r.sinceKnown || r.since != "" && day >= after(r.since, maxDelay) || day >= asOf(r.rank, r.place) {
		return Yes
	}
	for _, t := range r.texts {
		if t.certain && t.effective <= day {
			return Yes
		}
	}
	return Unknown
}

// candidates are the versions that may have been law on a day: more than one where days are uncertain. held is false where an
// older version that is not held may have been law instead.
func (r *record) candidates(day string) (texts []textRecord, held bool) {
	latest := func(t textRecord) string { // the last day on which it may have taken effect
		switch {
		case t.certain:
			return t.effective
		case t.effective > t.date: // a day from other sources than the text, which may be off by a little
			return after(t.effective, 30)
		}
		return after(t.date, maxDelay)
	}
	for i, t := range r.texts {
		earliest := t.date
		if t.certain || earliest == "" {
			earliest = t.effective
		}
		if day < earliest || i+1 < len(r.texts) && day >= latest(r.texts[i+1]) {
			continue
		}
		texts = append(texts, t)
	}
	first := r.texts[0]
	original := r.sinceKnown && first.certain && first.effective <= r.since || !r.sinceKnown && first.date == r.since
	return texts, original || day >= latest(first)
}

// shape is the number of paragraphs of an article, and of the items of each paragraph. A structure lists the shapes of all
// articles, separated by commas: "" for one paragraph without items, "3" for three, "2b6" for two of which the second has six
// items, "-" for an article that does not exist. Articles with 之 follow after semicolons, as "120.1=2a4".
type shape struct {
	paragraphs int
	items      map[int]int
}

// article finds an article in the structure. The answer is Unknown where the copy has a gap; the last result is the number of
// articles.
func (t textRecord) article(article, sub int) (shape, Answer, int) {
	if t.structure == "?" {
		return shape{}, Unknown, 0
	}
	body, inserted, _ := strings.Cut(t.structure, ";")
	total := strings.Count(body, ",") + 1
	if sub > 0 {
		name := strconv.Itoa(article) + "." + strconv.Itoa(sub)
		for one := range strings.SplitSeq(inserted, ";") {
			if n, cell, _ := strings.Cut(one, "="); n == name {
				return readShape(cell), Yes, total
			}
		}
		return shape{}, No, total
	}
	n := 0
	for cell := range strings.SplitSeq(body, ",") {
		if n++; n == article {
			if cell == "-" {
				if strings.Contains(t.doubt, "gaps") {
					return shape{}, Unknown, total
				}
				return shape{}, No, total
			}
			return readShape(cell), Yes, total
		}
	}
	return shape{}, No, total
}

func readShape(cell string) shape {
	digits := func() int {
		n := 0
		for cell != "" && cell[0] >= '0' && cell[0] <= '9' {
			n, cell = n*10+int(cell[0]-'0'), cell[1:]
		}
		return n
	}
	s := shape{paragraphs: max(digits(), 1)}
	for cell != "" && cell[0] >= 'a' && cell[0] <= 'z' {
		paragraph := int(cell[0]-'a') + 1
		cell = cell[1:]
		if s.items == nil {
			s.items = map[int]int{}
		}
		s.items[paragraph] = digits()
	}
	return s
}

// nearestTitles are up to three known titles like the one written.
func (r *Register) nearestTitles(ix *registerIndex, written, place string) []string {
	key := titleKey(written)
	length := len([]rune(key))
	if length < 2 {
		return nil
	}
	type scored struct {
		title string
		cost  int
	}
	var found []scored
	consider := func(title, titleKey, of string) {
		limit := max(1, length/3)
		if !Above(of, place) {
			limit = 1 // law of another place is hardly meant, unless its title is all but the same
		}
		cost, ok := distance(key, titleKey, limit)
		if !ok && length >= 4 && Above(of, place) && strings.Contains(titleKey, key) { // a missing character counts less than a wrong one
			cost, ok = 1+(len([]rune(titleKey))-length)/2, true
		}
		if ok && !slices.ContainsFunc(found, func(s scored) bool { return s.title == title }) {
			found = append(found, scored{title, cost})
		}
	}
	for _, in := range r.byID {
		consider(in.Title.ZH, titleKey(in.Title.ZH), in.Place())
		consider(in.Title.EN, titleKey(in.Title.EN), in.Place())
	}
	for key, all := range ix.unheld {
		consider(all[0].Title.ZH, key, all[0].Place)
	}
	for i, key := range ix.keys() {
		consider(ix.entries[i].title, key, ix.entries[i].place)
	}
	slices.SortFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.title, b.title)) })
	var out []string
	for _, s := range found {
		if len(out) == 3 || s.cost > found[0].cost+1 {
			break
		}
		out = append(out, s.title)
	}
	return out
}

// nearestIDs are up to three ids of encoded instruments like the one written.
func (r *Register) nearestIDs(written string) []string {
	type scored struct {
		id   string
		cost int
	}
	var found []scored
	for id := range r.byID {
		if cost, ok := distance(written, id, max(2, len(written)/4)); ok {
			found = append(found, scored{id, cost})
		}
	}
	slices.SortFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.id, b.id)) })
	var out []string
	for _, s := range found[:min(3, len(found))] {
		out = append(out, s.id)
	}
	return out
}
