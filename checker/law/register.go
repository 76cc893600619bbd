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

// Register knows the instruments a practice can cite: those of register.tsv, and over them the encoded ones. The table is
// read when a citation is first resolved. A Register may be used concurrently.
type Register struct {
	places  *Places
	encoded map[string][]*Instrument // by key of each title and alias
	byID    map[string]*Instrument
	index   func() (*registerIndex, error)
}

// unheldByTitle finds instruments of unheld.tsv by title, without its edition, and by the number of the document.
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

// NewRegister makes the register of a pack, from its register.tsv and unheld.tsv. Encoded instruments go before what the table says of the same title: their
// id, rank, place and days; the table still serves for the days on which no encoded text was law.
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

// The columns of register.tsv; a row is one text (version) of an instrument, and what belongs to the instrument is the same
// on all its rows, which stand together, oldest first.
const (
	colPlace      = iota // id of the place whose law it is
	colRank              // see Ranks
	colTitle             // as cited, without 中华人民共和国
	colOfficial          // where it differs; "+" is 中华人民共和国 and the title
	colAlso              // other titles, separated by |; those with ~ are informal
	colStatus            // empty: no repeal is known; repealed; unlisted: missing from the list of laws in force
	colRepealedOn        // first day on which it is not law
	colRepealedBy        // title of what repealed it
	colSince             // first day it was law; with ? the day it was adopted, its first day being unknown
	colDate              // day of this text, empty where unknown
	colEffective         // its first day: a day, = the one of since, ? filled in from date, a day with ? uncertain, empty unknown
	colDoubt             // points: numbered 一、二、 and not in articles; lists: some item counts are doubtful; gaps: articles missing in the copy
	colStructure         // see shape
	columns
)

const registerHeader = "place\trank\ttitle\tofficial\talso\tstatus\trepealed_on\trepealed_by\tsince\tdate\teffective\tdoubt\tstructure"

// asOf is the day up to which the table is current for instruments of a rank: a later repeal or text would not be known. It is
// the day of the list of laws in force, and for the others that of the youngest copy.
func asOf(rank Rank, place string) string {
	switch {
	case place != "cn":
		return "2025-04-19"
	case rank == "constitution" || rank == "law":
		return "2026-06-26"
	}
	return "2025-06-23"
}

// registerIndex is made for the few citations of a short run: it copies nothing of the table, and a title is looked for from
// one end to the other, once.
type registerIndex struct {
	text    string
	entries []registerEntry
	titles  []titled
	keys    func() []string     // of the titles of the entries
	found   sync.Map            // key → []titled
	unheld  map[string][]Unheld // by title; these may stand in the table as well, with an older text
}

// registerEntry is an instrument of the table: its rows are text[first:end].
type registerEntry struct {
	place, title string
	first, end   int
}

// titled says which entry bears a title, and whether only in common parlance.
type titled struct {
	title    string
	entry    int
	informal bool
}

// readRegister finds the titles; the rest of a row is read when it is asked for.
func readRegister(text string) (*registerIndex, error) {
	rows := strings.Count(text, "\n")
	ix := &registerIndex{text: text, entries: make([]registerEntry, 0, rows), titles: make([]titled, 0, rows+rows/4)}
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
		ix.titles = append(ix.titles, titled{cell[colTitle], n, false})
		if official := cell[colOfficial]; official != "" && official != "+" {
			ix.titles = append(ix.titles, titled{official, n, false})
		}
		if cell[colAlso] != "" {
			for name := range strings.SplitSeq(cell[colAlso], "|") {
				name, informal := strings.CutPrefix(name, "~")
				ix.titles = append(ix.titles, titled{name, n, informal})
			}
		}
	})
	return ix, err
}

// titled are the entries that bear a title, each once: by the first of its titles that comes to the same.
func (ix *registerIndex) titled(key string) []titled {
	if found, ok := ix.found.Load(key); ok {
		return found.([]titled)
	}
	var out []titled
	for _, t := range ix.titles {
		if sameTitle(t.title, key) && (len(out) == 0 || out[len(out)-1].entry != t.entry) {
			out = append(out, t)
		}
	}
	if len(out) > 0 { // there are no more of them than titles
		ix.found.Store(key, out)
	}
	return out
}

// sameTitle reports whether the key of a title is this one. Nearly all titles differ from it soon, and it looks no further.
func sameTitle(title, key string) bool {
	rest := key
	for _, r := range title {
		if r == '中' { // what does not count may begin here
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

// titleKey makes titles comparable: 中华人民共和国, spaces, title brackets and quotation marks do not count, nor does the
// width of brackets and digits, nor the case of Latin letters.
func titleKey(title string) string {
	return strings.ReplaceAll(strings.Map(titleRune, title), "中华人民共和国", "")
}

// titleRune is what a character of a title is in its key, or -1.
func titleRune(r rune) rune {
	if 0x4e00 <= r && r <= 0x9fff {
		return r // nearly all of them, thousands of times
	}
	switch r = plain(r); {
	case strings.ContainsRune(" \n《》〈〉“”‘’\"'「」『』·-", r):
		return -1
	case r >= 'A' && r <= 'Z':
		return r - 'A' + 'a'
	}
	return r
}

// registered is what the table says of one instrument.
type registered struct {
	place, title, status   string
	rank                   Rank
	repealedOn, repealedBy string
	since                  string
	sinceKnown             bool
	texts                  []registeredText
}

// registeredText is one version. Effective is empty where the day is not known; certain says that it is stated somewhere.
type registeredText struct {
	date, effective string
	certain         bool
	doubt           string
	structure       string
}

func (ix *registerIndex) read(e registerEntry) registered {
	var out registered
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
		t := registeredText{date: c[colDate], doubt: c[colDoubt], structure: c[colStructure]}
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
	// Two rows of the table have a first day later than that of an older text held: the older one is then the truth.
	for _, t := range out.texts {
		if t.certain && out.sinceKnown && t.effective < out.since {
			out.since = t.effective
		}
	}
	return out
}

// boundary is how long after its adoption a text of unknown first day may still not be law. Of the 2,177 texts with a
// stated day all but the two basic laws of the special administrative regions were law within 386 days.
const boundary = 400

// after is the day n days later; a day that cannot be read stays as it is.
func after(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// begun says whether the instrument had taken effect on a day.
func (r *registered) begun(day string) Answer {
	if day < r.since {
		return No
	}
	if r.sinceKnown || r.since != "" && day >= after(r.since, boundary) || day >= asOf(r.rank, r.place) {
		return Yes
	}
	for _, t := range r.texts {
		if t.certain && t.effective <= day {
			return Yes
		}
	}
	return Unknown
}

// candidates are the texts that may have been the law of a day: more than one where days are uncertain, and with false
// where it may also have been an older text that is not held.
func (r *registered) candidates(day string) (texts []registeredText, held bool) {
	latest := func(t registeredText) string { // the last day on which it may have taken effect
		switch {
		case t.certain:
			return t.effective
		case t.effective > t.date: // a day from other sources than the text, which may be off by a little
			return after(t.effective, 30)
		}
		return after(t.date, boundary)
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

// shape is an article: the number of its paragraphs, and of the items of each. The table writes "" for one paragraph
// without items, "3" for three, "2b6" for two of which the second has six items, "-" for an article that is not there,
// separated by commas; behind ; stand those with 之 as "120.1=2a4".
type shape struct {
	paragraphs int
	items      map[int]int
}

// article finds an article in a structure. It says no with the number of articles there are, unknown where the copy has a gap.
func (t registeredText) article(article, sub int) (shape, Answer, int) {
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
			limit = 1 // the like-named law of another place is hardly meant, unless it is all but named
		}
		cost, ok := distance(key, titleKey, limit)
		if !ok && length >= 4 && Above(of, place) && strings.Contains(titleKey, key) { // what is missing counts less than what is wrong
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
