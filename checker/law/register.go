package law

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/credlint/credlint/checker/finding"
)

// Register knows the instruments that a practice can cite: the rows of register.tsv, and with precedence the encoded ones. The
// table is read when a citation is first resolved. Safe for concurrent use.
type Register struct {
	places  *Places
	encoded map[string][]*Instrument // by key of each title and alias
	byID    map[string]*Instrument
	table   func() (*registerTable, error)
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
	r.table = sync.OnceValues(func() (*registerTable, error) { return readRegister(pack) })
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

// registerTable is register.tsv, with the titles of unheld.tsv.
type registerTable struct {
	records []*record               // in the order of the table
	byTitle map[string][]knownTitle // by key of the title; each record once a key
	unheld  map[string][]Unheld     // by key; the table may have an older version of one
}

// knownTitle is a title of a record; informal ones are names of common parlance.
type knownTitle struct {
	*record
	informal bool
}

// readRegister reads the tables of a pack, which takes some milliseconds.
func readRegister(pack fs.FS) (*registerTable, error) {
	data, err := fs.ReadFile(pack, "register.tsv")
	if err != nil {
		return nil, finding.Errorf("规范目录无法读取%v", "the register of instruments cannot be read: %w", err)
	}
	rows, err := tableRows("register.tsv", string(data), registerHeader)
	if err != nil {
		return nil, err
	}
	t := &registerTable{byTitle: map[string][]knownTitle{}}
	var r *record
	for _, c := range rows {
		if r == nil || r.place != c[colPlace] || string(r.rank) != c[colRank] || r.cited != c[colTitle] {
			r = newRecord(c)
			t.add(r, c[colOfficial], c[colAlso])
		}
		r.addText(c)
	}
	// Two rows of the table have a first day later than that of an older version; the older day is right.
	for _, r := range t.records {
		for _, text := range r.texts {
			if text.certain && r.sinceKnown && text.effective < r.since {
				r.since = text.effective
			}
		}
	}
	unheld, err := LoadUnheld(pack)
	t.unheld = unheldByTitle(unheld)
	return t, err
}

// add adds a record under its titles.
func (t *registerTable) add(r *record, official, also string) {
	t.records = append(t.records, r)
	known := func(title string, informal bool) {
		key := titleKey(title)
		if all := t.byTitle[key]; len(all) == 0 || all[len(all)-1].record != r {
			t.byTitle[key] = append(all, knownTitle{r, informal})
		}
	}
	known(r.cited, false)
	if official != "" && official != "+" {
		known(official, false)
	}
	if also != "" {
		for name := range strings.SplitSeq(also, "|") {
			name, informal := strings.CutPrefix(name, "~")
			known(name, informal)
		}
	}
}

// titleKey is the canonical form of a title, for comparing: without 中华人民共和国, spaces, title brackets and quotation marks,
// with brackets and digits in half width and Latin letters in lower case.
func titleKey(title string) string {
	return strings.ReplaceAll(strings.Map(titleRune, title), "中华人民共和国", "")
}

// SameTitle reports whether two titles differ in nothing but marks, spaces and the name of the state.
func SameTitle(a, b string) bool { return titleKey(a) == titleKey(b) }

// titleRune maps a character of a title to its character in the key; -1 for none.
func titleRune(r rune) rune {
	if 0x4e00 <= r && r <= 0x9fff { // nearly all characters
		return r
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
	cited, key             string // the title without 中华人民共和国, and its key
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

// newRecord is the record of the instrument in a row, without texts.
func newRecord(c []string) *record {
	r := &record{place: c[colPlace], cited: c[colTitle], key: titleKey(c[colTitle]), rank: Rank(c[colRank]), status: c[colStatus],
		repealedOn: c[colRepealedOn], repealedBy: c[colRepealedBy]}
	switch official := c[colOfficial]; official {
	case "":
		r.title = r.cited
	case "+":
		r.title = "中华人民共和国" + r.cited
	default:
		r.title = official
	}
	since, adopted := strings.CutSuffix(c[colSince], "?")
	r.since, r.sinceKnown = since, !adopted
	return r
}

// addText adds the version of the instrument in a row.
func (r *record) addText(c []string) {
	t := textRecord{date: c[colDate], doubt: c[colDoubt], structure: c[colStructure]}
	switch day, uncertain := strings.CutSuffix(c[colEffective], "?"); {
	case day == "=":
		t.effective, t.certain = r.since, r.sinceKnown
	case day == "" && uncertain:
		t.effective = t.date
	default:
		t.effective, t.certain = day, day != "" && !uncertain
	}
	r.texts = append(r.texts, t)
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
func (r *Register) nearestTitles(table *registerTable, written, place string) []string {
	key := titleKey(written)
	length := len([]rune(key))
	if length < 2 {
		return nil
	}
	named := r.places.leading(key)
	found := map[string]int{} // cost by title
	consider := func(title, titleKey, of string) {
		// The law of another place than the title names is not what was meant, and hardly that of one that does not govern.
		here := Above(of, place)
		if len(named) > 0 {
			if here = slices.ContainsFunc(named, func(n string) bool { return Above(of, n) || Above(n, of) }); !here {
				return
			}
		}
		limit := max(1, length/3)
		if !here {
			limit = 1
		}
		cost, ok := distance(key, titleKey, limit)
		if name := r.places.short(of); ok && len(named) == 0 && strings.HasPrefix(titleKey, name) { // 《贵洲省…》 is none of Shanghai
			lead := len([]rune(name))
			_, ok = distance(string([]rune(key)[:min(lead, length)]), name, 1)
		}
		if !ok && length >= 4 && here && strings.Contains(titleKey, key) { // a missing character counts less than a wrong one
			cost, ok = 1+(len([]rune(titleKey))-length)/2, true
		}
		if before, twice := found[title]; ok && (!twice || cost < before) {
			found[title] = cost
		}
	}
	for _, in := range r.byID {
		consider(in.Title.ZH, titleKey(in.Title.ZH), in.Place())
		consider(in.Title.EN, titleKey(in.Title.EN), in.Place())
	}
	for key, all := range table.unheld {
		consider(all[0].Title.ZH, key, all[0].Place)
	}
	for _, known := range table.records {
		consider(known.cited, known.key, known.place)
	}
	var candidates []candidate[string]
	for _, title := range slices.Sorted(maps.Keys(found)) {
		candidates = append(candidates, candidate[string]{title, found[title]})
	}
	return likeliest(candidates)
}
