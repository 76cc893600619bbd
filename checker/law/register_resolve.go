package law

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/credlint/credlint/checker/finding"
)

// Answer is an answer of the register.
type Answer string

// The answers. Unknown is never a defect of the practice; it asks a person to look it up.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// Resolution is the register's knowledge of one citation on one day in one place.
type Resolution struct {
	Citation Citation

	Known      Answer       // No: no instrument has that title
	Instrument string       // id of the encoded instrument, empty where its text is not encoded
	Title      finding.Text // the official title; the Chinese one stands in for an English one that is not known
	Rank       Rank         // empty where not known
	Place      string       // the place that it is law of
	Informal   bool         // the citation used a name of common parlance

	InForce    Answer // on the day
	From       string // first day of its force, empty where not known
	RepealedOn string // first day on which it is not law, empty where none is known
	RepealedBy string // title
	Text       string // day of the version in which Refs were looked up, empty where that version is not held
	AsOf       string // day up to which a repeal or a new version would be known

	Governs    Answer      // Yes: its place is the practice's or one above it
	HasArticle Answer      // No if one of Refs does not exist, else Unknown if one is not known or none is cited
	Refs       []RefAnswer // one for each provision cited
	Defects    []Defect    // in the order of the text
}

// RefAnswer says whether a cited provision exists. Detail says why not, or why it is not known.
type RefAnswer struct {
	Ref    ArticleRef
	Exists Answer
	Detail finding.Text
}

// Defect is an error or uncertainty of a citation, with a span of its text in characters; End is exclusive.
type Defect struct {
	Rule       string // "credlint/citation-…"
	Severity   finding.Severity
	Message    finding.Text
	Hint       finding.Text
	Start, End int
}

// The rules of Defect.
const (
	CitationUnreadable = "credlint/citation-unreadable"      // error: the text is not a citation
	CitationUnknown    = "credlint/citation-unknown"         // warning: no instrument has that title
	CitationInformal   = "credlint/citation-informal"        // warning: a name of common parlance
	CitationNotInForce = "credlint/citation-not-in-force"    // error: not yet law on the day
	CitationRepealed   = "credlint/citation-repealed"        // error: no longer law on the day; review where the day of repeal is not known
	CitationNoArticle  = "credlint/citation-no-such-article" // error: the article, paragraph or item does not exist
	CitationOtherPlace = "credlint/citation-other-place"     // error: the law of another place
	CitationUncertain  = "credlint/citation-uncertain"       // review: something about it is not known
	CitationNotLaw     = "credlint/citation-not-law"         // error: a normative document where a law is needed, see NotLaw
)

// ResolveText parses a text of citations and resolves each, for a practice of a place on a day (YYYY-MM-DD). A syntax error is
// a defect of the last resolution; the error says that the register itself could not be read.
func (r *Register) ResolveText(text, day, place string) ([]Resolution, error) {
	citations, err := ParseCitations(text)
	var out []Resolution
	for _, c := range citations {
		res, err := r.Resolve(c, day, place)
		if err != nil {
			return nil, err
		}
		out = append(out, res)
	}
	var unreadable *CitationError
	if errors.As(err, &unreadable) {
		res := unknown(Citation{Text: text, Start: unreadable.Start, End: unreadable.End})
		res.Defects = []Defect{{Rule: CitationUnreadable, Severity: finding.Error, Message: unreadable.Message, Start: unreadable.Start, End: unreadable.End}}
		out = append(out, res)
	}
	return out, nil
}

func unknown(c Citation) Resolution {
	return Resolution{Citation: c, Known: Unknown, InForce: Unknown, Governs: Unknown, HasArticle: Unknown}
}

// Resolve looks a citation up for a practice of a place on a day (YYYY-MM-DD): whether the instrument exists, is law there and
// then, and has the cited provisions. The error says that the register itself could not be read.
func (r *Register) Resolve(c Citation, day, place string) (Resolution, error) {
	table, err := r.table()
	if err != nil {
		return Resolution{}, err
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return Resolution{}, finding.Errorf("“%s”不是日期；写作 2026-03-01", "day %q is not a day, write it as 2026-03-01", day)
	}
	s := resolver{r: r, table: table, day: day, place: place, res: unknown(c)}
	s.resolve()
	slices.SortStableFunc(s.res.Defects, func(a, b Defect) int { return a.Start - b.Start })
	return s.res, nil
}

// NotLaw is the defect of citing a normative document where only law, regulations or rules can give authority (Legislation
// Law arts 91 and 93; Penalty Law art. 16); the caller knows where this is so.
func (res *Resolution) NotLaw() (Defect, bool) {
	if res.Rank != "normative_document" {
		return Defect{}, false
	}
	return Defect{
		Rule: CitationNotLaw, Severity: finding.Error, Start: res.Citation.Start, End: res.Citation.End,
		Message: finding.Text{
			ZH: fmt.Sprintf("《%s》属于规范性文件，不能单独作为此处的法定依据", res.Title.ZH),
			EN: fmt.Sprintf("《%s》 is a normative document and cannot by itself be the legal basis needed here", res.Title.ZH),
		},
		Hint: finding.Text{ZH: "请引用法律、法规或者规章的条款", EN: "cite an article of a law, regulation or rule"},
	}, true
}

// resolver is the state of one call of Resolve.
type resolver struct {
	r          *Register
	table      *registerTable
	day, place string
	res        Resolution
}

func (s *resolver) defect(rule string, severity finding.Severity, message, hint finding.Text) {
	s.res.Defects = append(s.res.Defects, Defect{rule, severity, message, hint, s.res.Citation.Start, s.res.Citation.End})
}

func (s *resolver) resolve() {
	c := &s.res.Citation
	if c.Title == "" && c.ID == "" {
		what := finding.Text{
			ZH: fmt.Sprintf("“%s”没有写明所引的文件", c.Text),
			EN: fmt.Sprintf("citation %q does not name its instrument", c.Text),
		}
		hint := finding.Text{
			ZH: "请写明文件名称和条款，如《征信业管理条例》第十四条第一款",
			EN: "name the instrument and its article, such as 《征信业管理条例》第十四条第一款",
		}
		s.defect(CitationUnreadable, finding.Error, what, hint)
		return
	}
	encoded, known := s.find()
	if encoded == nil && known == nil {
		if s.notHeld() {
			return
		}
		s.res.Known, s.res.Informal = No, false
		written, nearest := c.ID, []string(nil)
		if c.ID != "" {
			nearest = Nearest(c.ID, slices.Sorted(maps.Keys(s.r.byID)))
		} else {
			written, nearest = c.Title, s.r.nearestTitles(s.table, c.Title, s.place)
			if isDocumentNumber(c.Title) || isDocumentNumber(c.Number) {
				s.res.Rank = "normative_document" // law is promulgated by order (令), and not under such a number
			}
		}
		s.unknown(written, nearest)
		return
	}
	s.res.Known = Yes
	if encoded != nil {
		s.res.Instrument, s.res.Title, s.res.Rank, s.res.Place = encoded.ID, encoded.Title, encoded.Rank, encoded.Place()
		s.res.AsOf = encoded.Text.AsOf
	} else {
		s.res.Title, s.res.Rank, s.res.Place = finding.Text{ZH: known.title, EN: known.title}, known.rank, known.place
		s.res.AsOf = asOf(known.rank, known.place)
	}
	s.informal()
	s.governs()
	s.force(encoded, known)
	s.articles(encoded, known)
}

// find finds the instrument by id or title. Encoded instruments go before rows of the table, and law of the place before other
// law. It reports a defect where several may be meant.
func (s *resolver) find() (*Instrument, *record) {
	c := &s.res.Citation
	if c.ID != "" {
		if in, ok := s.r.byID[c.ID]; ok {
			return in, s.entryOf(in)
		}
		return nil, nil
	}
	keys := []string{titleKey(c.Title)}
	if bare, ok := strings.CutSuffix(keys[0], "(试行)"); ok {
		keys = append(keys, bare)
	}
	for _, key := range keys {
		if in, entry, found := s.byKey(key); found {
			return in, entry
		}
	}
	// People leave out the name of their own place: 《社会信用条例》 in Shanghai.
	for _, above := range Chain(s.place) {
		if p, ok := s.r.places.Place(above); ok && above != "cn" {
			if in, entry, found := s.byKey(titleKey(p.Name.ZH) + keys[0]); found {
				s.res.Informal = true
				return in, entry
			}
		}
	}
	if entry := s.issuerLeftOut(keys[0]); entry != nil {
		s.res.Informal = true
		return nil, entry
	}
	return nil, nil
}

// notHeld resolves a citation of an instrument that is known to apply and whose text is not held.
func (s *resolver) notHeld() bool {
	c := &s.res.Citation
	var all []Unheld
	for _, name := range []string{c.Title, c.Number} {
		if key := titleKey(name); key != "" {
			all = append(all, s.table.unheld[key]...)
		}
	}
	if len(all) == 0 {
		return false
	}
	u := all[0]
	for _, other := range all[1:] {
		if Above(other.Place, s.place) && !Above(u.Place, s.place) {
			u = other
		}
	}
	s.res.Known, s.res.Title, s.res.Place, s.res.From = Yes, u.Title, u.Place, u.From
	if strings.Contains(u.Title.ZH, "号）") {
		s.res.Rank = "normative_document"
	}
	name := s.name()
	s.governs()
	switch {
	case u.From != "" && s.day < u.From:
		s.notYet(u.From)
	case u.Until != "" && s.day > u.Until:
		s.res.InForce, s.res.RepealedOn = No, after(u.Until, 1)
		s.repealed(finding.Error)
	case u.From != "":
		s.res.InForce = Yes
	}
	detail := finding.Text{ZH: "没有收录其文本，所引条款需由人工核实", EN: "its text is not held, so what is cited of it is to be looked up by hand"}
	for _, ref := range c.Refs {
		s.res.Refs = append(s.res.Refs, RefAnswer{ref, Unknown, detail})
	}
	if s.res.InForce != No {
		s.defect(CitationUncertain, finding.Review, finding.Text{
			ZH: name.ZH + "已知存在，但" + detail.ZH,
			EN: name.EN + " is known, but " + detail.EN,
		}, finding.Text{ZH: "请对照文本核实", EN: "look it up in the text"})
	}
	return true
}

// isDocumentNumber reports whether s is the number of a document: 国办发〔2020〕49号.
func isDocumentNumber(s string) bool {
	key := titleKey(s)
	return strings.HasSuffix(key, "号") && (strings.Contains(key, "(20") || strings.Contains(key, "(19")) && !strings.Contains(key, "令")
}

// issuerLeftOut finds 最高人民法院关于… cited as 关于…; nil where several instruments may be meant.
func (s *resolver) issuerLeftOut(key string) *record {
	if !strings.HasPrefix(key, "关于") {
		return nil
	}
	var only *record
	for _, e := range s.table.records {
		if issuer, ok := strings.CutSuffix(e.key, key); ok && issuer != "" && Above(e.place, s.place) && len([]rune(issuer)) < 20 {
			if only != nil {
				return nil
			}
			only = e
		}
	}
	return only
}

// byKey looks a title up. Of several instruments with the title, the one of the place or of the nearest place above it is meant.
func (s *resolver) byKey(key string) (*Instrument, *record, bool) {
	var entries []*record
	informal := false
	for _, t := range s.table.byTitle[key] {
		entries = append(entries, t.record)
		informal = informal || t.informal
	}
	entry := s.choose(entries)
	instruments := s.r.encoded[key]
	if entry != nil { // an alias of the table finds the encoded instrument too
		for _, in := range s.r.encoded[entry.key] {
			if !slices.Contains(instruments, in) {
				instruments = append(instruments[:len(instruments):len(instruments)], in)
			}
		}
	}
	s.res.Informal = informal && len(s.r.encoded[key]) == 0
	in := s.chooseEncoded(instruments, entry != nil)
	if in != nil {
		own := s.entryOf(in)
		if own == nil && entry != nil && entry.place == in.Place() {
			own = entry
		}
		return in, own, true
	}
	return nil, entry, entry != nil
}

// choose picks among entries with one title. Where several may be meant it reports a defect and returns the first.
func (s *resolver) choose(entries []*record) *record {
	var here []*record
	for _, e := range entries {
		if Above(e.place, s.place) {
			here = append(here, e)
		}
	}
	if len(here) > 0 {
		entries = here
	}
	if len(entries) < 2 {
		return slices.Concat(entries, []*record{nil})[0]
	}
	slices.SortStableFunc(entries, func(a, b *record) int { return len(b.place) - len(a.place) })
	if len(here) > 0 && entries[0].place != entries[1].place {
		return entries[0]
	}
	var names []string
	for _, e := range entries {
		names = append(names, "《"+e.cited+"》"+s.placeName(e.place).ZH)
	}
	s.defect(CitationUncertain, finding.Review, finding.Text{
		ZH: fmt.Sprintf("“%s”可以指多个文件：%s", s.res.Citation.Title, strings.Join(names, "、")),
		EN: fmt.Sprintf("citation %q may mean several instruments: %s", s.res.Citation.Title, strings.Join(names, ", ")),
	}, finding.Text{ZH: "请写明完整名称", EN: "write the full title"})
	return entries[0]
}

// chooseEncoded picks the encoded instrument that is law on the day. If none is, it returns nil where the title is in the table,
// which may know the version of that day, and otherwise the first.
func (s *resolver) chooseEncoded(instruments []*Instrument, inTable bool) *Instrument {
	var best *Instrument
	for _, in := range instruments {
		if in.On(s.day) && (best == nil || !best.On(s.day) || Above(in.Place(), s.place) && !Above(best.Place(), s.place)) {
			best = in
		}
		if best == nil && !inTable {
			best = in
		}
	}
	return best
}

// entryOf is the entry of an encoded instrument in the table; nil where it has none.
func (s *resolver) entryOf(in *Instrument) *record {
	for _, t := range s.table.byTitle[titleKey(in.Title.ZH)] {
		if t.place == in.Place() {
			return t.record
		}
	}
	return nil
}

func (s *resolver) unknown(written string, nearest []string) {
	hint := finding.Text{
		ZH: "名录收录全国性法律、行政法规、司法解释和部分省市的地方性法规；请核对名称，或者由人工核实",
		EN: "the register holds national laws, regulations and judicial interpretations, and local regulations of some provinces; check the title, or the document by hand",
	}
	if len(nearest) > 0 {
		var zh []string
		for _, n := range nearest {
			if s.res.Citation.ID == "" {
				n = "《" + n + "》"
			}
			zh = append(zh, n)
		}
		hint = finding.Text{ZH: "是否指" + strings.Join(zh, "、") + "？", EN: "did you mean " + strings.Join(zh, ", ") + "?"}
	}
	message := finding.Text{ZH: fmt.Sprintf("名录中没有《%s》", written), EN: fmt.Sprintf("no instrument titled 《%s》 is known", written)}
	if s.res.Citation.ID != "" {
		message = finding.Text{ZH: fmt.Sprintf("没有编号为“%s”的文件", written), EN: fmt.Sprintf("no instrument has the id %q", written)}
	}
	s.defect(CitationUnknown, finding.Warning, message, hint)
}

func (s *resolver) informal() {
	name := s.name()
	if !s.res.Informal {
		return
	}
	s.defect(CitationInformal, finding.Warning, finding.Text{
		ZH: fmt.Sprintf("“%s”不是文件的正式名称，按%s核对", s.res.Citation.Title, name.ZH),
		EN: fmt.Sprintf("《%s》 is not the title of an instrument, it was read as %s", s.res.Citation.Title, name.EN),
	}, finding.Text{ZH: "请写正式名称", EN: "write the official title"})
}

// name is the title for use in a sentence; the English one is the Chinese where no English title is known.
func (s *resolver) name() finding.Text {
	t := finding.Text{ZH: "《" + s.res.Title.ZH + "》", EN: s.res.Title.EN}
	if t.EN == "" || t.EN == s.res.Title.ZH {
		t.EN = t.ZH
	}
	return t
}

func (s *resolver) placeName(id string) finding.Text {
	if p, ok := s.r.places.Place(id); ok {
		return p.Name
	}
	return finding.Text{ZH: id, EN: id}
}

func (s *resolver) governs() {
	name := s.name()
	if Above(s.res.Place, s.place) {
		s.res.Governs = Yes
		return
	}
	s.res.Governs = No
	of, here := s.placeName(s.res.Place), s.placeName(s.place)
	s.defect(CitationOtherPlace, finding.Error, finding.Text{
		ZH: fmt.Sprintf("%s是%s的文件，在%s不适用", name.ZH, of.ZH, here.ZH),
		EN: fmt.Sprintf("%s is law of %s and does not govern %s", name.EN, of.EN, here.EN),
	}, finding.Text{ZH: "请引用本地或者上级的法律、法规", EN: "cite law of this place or of one above it"})
}

func (s *resolver) notYet(from string) {
	name := s.name()
	s.res.InForce = No
	s.defect(CitationNotInForce, finding.Error, finding.Text{
		ZH: fmt.Sprintf("%s自 %s 起施行，在 %s 尚未施行", name.ZH, from, s.day),
		EN: fmt.Sprintf("%s is in force from %s and was not yet law on %s", name.EN, from, s.day),
	}, finding.Text{ZH: "请引用当日有效的依据", EN: "cite law that is in force on that day"})
}

// force decides whether the instrument is law on the day.
func (s *resolver) force(encoded *Instrument, table *record) {
	name := s.name()
	if encoded != nil {
		s.res.From = encoded.InForce.From
		switch {
		case encoded.On(s.day):
			s.res.InForce = Yes
		case s.day < encoded.InForce.From:
			s.notYet(encoded.InForce.From)
		default:
			s.res.InForce, s.res.RepealedOn = No, after(encoded.InForce.Until, 1)
			s.defect(CitationRepealed, finding.Error, finding.Text{
				ZH: fmt.Sprintf("%s的这一文本自 %s 起不再有效", name.ZH, s.res.RepealedOn),
				EN: fmt.Sprintf("this text of %s is no longer law since %s", name.EN, s.res.RepealedOn),
			}, finding.Text{ZH: "请引用当日有效的文本", EN: "cite the text that is in force on that day"})
		}
		return
	}
	if table.sinceKnown {
		s.res.From = table.since
	}
	s.res.RepealedOn, s.res.RepealedBy = table.repealedOn, table.repealedBy
	s.res.InForce = table.tookEffect(s.day)
	switch {
	case s.res.InForce == No && table.sinceKnown:
		s.notYet(table.since)
	case s.res.InForce == No:
		s.defect(CitationNotInForce, finding.Error, finding.Text{
			ZH: fmt.Sprintf("%s于 %s 通过，在 %s 尚不存在", name.ZH, table.since, s.day),
			EN: fmt.Sprintf("%s was adopted on %s and did not exist on %s", name.EN, table.since, s.day),
		}, finding.Text{ZH: "请引用当日有效的依据", EN: "cite law that is in force on that day"})
	case table.repealedOn != "":
		if s.day >= table.repealedOn {
			s.repealed(finding.Error)
		}
	case table.status == "repealed" && s.day > s.res.AsOf:
		s.repealed(finding.Error)
	case table.status == "repealed":
		s.res.InForce = Unknown
		s.repealed(finding.Review)
	case table.status != "":
		s.res.InForce = Unknown
		s.defect(CitationUncertain, finding.Review, finding.Text{
			ZH: fmt.Sprintf("%s未列入截至 %s 的现行有效法律目录，是否仍然有效不明", name.ZH, s.res.AsOf),
			EN: fmt.Sprintf("%s is missing from the list of laws in force of %s, and whether it is still law is not known", name.EN, s.res.AsOf),
		}, finding.Text{ZH: "请核实其效力", EN: "look up whether it is in force"})
	case s.res.InForce == Unknown:
		s.defect(CitationUncertain, finding.Review, finding.Text{
			ZH: fmt.Sprintf("%s的施行日期不明，在 %s 是否有效不能确定", name.ZH, s.day),
			EN: fmt.Sprintf("the first day of %s is not known, nor whether it was law on %s", name.EN, s.day),
		}, finding.Text{ZH: "请核实其施行日期", EN: "look up its first day"})
	}
	if s.res.InForce == No {
		return
	}
	s.edition(table)
}

func (s *resolver) repealed(severity finding.Severity) {
	name := s.name()
	if severity == finding.Error {
		s.res.InForce = No
	}
	zh, en := "已经废止", "has been repealed"
	if s.res.RepealedOn != "" {
		zh, en = "已于 "+s.res.RepealedOn+" 废止", "is no longer law since "+s.res.RepealedOn
	} else if severity != finding.Error {
		zh, en = "已被废止，废止日期不明", "has been repealed on a day that is not known"
	}
	hint := finding.Text{ZH: "请引用当日有效的依据", EN: "cite law that is in force on that day"}
	if by := s.res.RepealedBy; by != "" {
		hint = finding.Text{ZH: "其后为《" + by + "》", EN: "《" + by + "》 took its place"}
	}
	s.defect(CitationRepealed, severity, finding.Text{
		ZH: fmt.Sprintf("%s%s", name.ZH, zh),
		EN: fmt.Sprintf("%s %s", name.EN, en),
	}, hint)
}

// edition compares （2019修订） with the version that was law on the day.
func (s *resolver) edition(table *record) {
	name := s.name()
	year := s.res.Citation.Edition
	texts, held := table.candidates(s.day)
	if year == "" || !held || len(texts) != 1 || texts[0].date == "" || strings.HasPrefix(texts[0].date, year) || strings.HasPrefix(texts[0].effective, year) {
		return
	}
	s.defect(CitationNotInForce, finding.Warning, finding.Text{
		ZH: fmt.Sprintf("所引为%s%s年文本，%s 有效的是 %s 的文本", name.ZH, year, s.day, texts[0].date),
		EN: fmt.Sprintf("the %s text of %s is cited, but on %s the text of %s is law", year, name.EN, s.day, texts[0].date),
	}, finding.Text{ZH: "请按当日有效的文本核对条款号", EN: "check the article numbers against the text of that day"})
}

// articles looks the cited provisions up in the version of the day.
func (s *resolver) articles(encoded *Instrument, table *record) {
	name := s.name()
	c := &s.res.Citation
	var texts []textRecord
	held := false
	if table != nil {
		texts, held = table.candidates(s.day)
		if held && len(texts) == 1 {
			s.res.Text = texts[0].date
		}
	}
	if len(c.Refs) == 0 {
		s.defect(CitationUncertain, finding.Review, finding.Text{
			ZH: fmt.Sprintf("引用%s没有写明条款，不能判断其是否授权", name.ZH),
			EN: fmt.Sprintf("%s is cited without an article, so what it grants cannot be told", name.EN),
		}, finding.Text{ZH: "请写明条、款、项", EN: "name the article, paragraph and item"})
		return
	}
	s.res.HasArticle = Yes
	for _, ref := range c.Refs {
		a := RefAnswer{Ref: ref}
		switch {
		case ref.Article == 0:
			a.Exists = Unknown
			a.Detail = finding.Text{
				ZH: fmt.Sprintf("“%s”没有写明条", ref),
				EN: fmt.Sprintf("%q names no article", ref),
			}
			s.res.Defects = append(s.res.Defects, Defect{CitationUnreadable, finding.Error, a.Detail,
				finding.Text{ZH: "请写明条，如第十四条第一款", EN: "name the article, such as 第十四条第一款"}, ref.Start, ref.End})
		case len(texts) > 0:
			a = inTexts(ref, texts, held)
		case encoded != nil:
			a = inInstrument(ref, encoded)
		default:
			a = RefAnswer{Ref: ref, Exists: Unknown, Detail: finding.Text{
				ZH: fmt.Sprintf("名录没有 %s 有效的文本，%s是否存在不明", s.day, ref),
				EN: fmt.Sprintf("the text of %s is not held, so whether it has %s is not known", s.day, lawyersEN(ref)),
			}}
		}
		if a.Exists != Yes && encoded != nil && listed(ref, encoded) {
			a = RefAnswer{Ref: ref, Exists: Yes}
		}
		s.res.Refs = append(s.res.Refs, a)
		switch a.Exists {
		case No:
			s.res.HasArticle = No
			s.refDefect(CitationNoArticle, finding.Error, ref, a.Detail, finding.Text{ZH: "请核对条款号", EN: "check the number against the text"})
		case Unknown:
			if s.res.HasArticle == Yes {
				s.res.HasArticle = Unknown
			}
			if ref.Article > 0 && s.res.InForce != No {
				s.refDefect(CitationUncertain, finding.Review, ref, a.Detail, finding.Text{ZH: "请对照文本核实", EN: "look it up in the text"})
			}
		}
	}
}

// refDefect adds a defect of one cited provision. The members of a range share a span and get one defect.
func (s *resolver) refDefect(rule string, severity finding.Severity, ref ArticleRef, detail, hint finding.Text) {
	for _, d := range s.res.Defects {
		if d.Rule == rule && d.Start == ref.Start && d.End == ref.End {
			return
		}
	}
	s.res.Defects = append(s.res.Defects, Defect{rule, severity, finding.Text{
		ZH: s.name().ZH + detail.ZH,
		EN: s.name().EN + ": " + detail.EN,
	}, hint, ref.Start, ref.End})
}

// inTexts answers from the versions that may have been law: Yes or No where all of them agree and no other is possible.
func inTexts(ref ArticleRef, texts []textRecord, held bool) RefAnswer {
	answer := inText(ref, texts[len(texts)-1])
	for _, t := range texts[:len(texts)-1] {
		if inText(ref, t).Exists != answer.Exists {
			return RefAnswer{ref, Unknown, finding.Text{
				ZH: fmt.Sprintf("当日有效的是哪一次修改后的文本不能确定，%s是否存在不明", ref),
				EN: fmt.Sprintf("which amended text was law on the day is uncertain, and they differ on %s", lawyersEN(ref)),
			}}
		}
	}
	if !held && answer.Exists != Unknown {
		return RefAnswer{ref, Unknown, finding.Text{
			ZH: fmt.Sprintf("当日有效的可能是名录没有的旧文本，%s是否存在不明", ref),
			EN: fmt.Sprintf("an older text that is not held may have been law on the day, so whether it has %s is not known", lawyersEN(ref)),
		}}
	}
	return answer
}

// lawyersEN is the English name of a provision: art. 14(1)(2), and art. 14 item 2 where the paragraph is not named.
func lawyersEN(ref ArticleRef) string {
	if ref.Paragraph > 0 || ref.Item == 0 {
		return finding.Lawyers(ref.Clause()).EN
	}
	en := fmt.Sprintf("%s item %d", finding.Lawyers(ArticleRef{Article: ref.Article, Sub: ref.Sub}.Clause()).EN, ref.Item)
	if ref.SubItem > 0 {
		en += fmt.Sprintf("(%d)", ref.SubItem)
	}
	return en
}

func inText(ref ArticleRef, t textRecord) RefAnswer {
	article := ArticleRef{Article: ref.Article, Sub: ref.Sub}
	zh, en := article.String(), lawyersEN(article)
	say := func(answer Answer, zh, en string) RefAnswer {
		return RefAnswer{ref, answer, finding.Text{ZH: zh, EN: en}}
	}
	sh, exists, total := t.article(ref.Article, ref.Sub)
	switch {
	case exists == Unknown:
		return say(Unknown, "的文本不全，"+zh+"是否存在不明", "the copy of the text has gaps, so whether it has "+en+" is not known")
	case exists == No && ref.Article > total:
		return say(No, fmt.Sprintf("共 %d 条，没有%s", total, zh), fmt.Sprintf("it has %s, there is no %s", count(total, "article"), en))
	case exists == No:
		return say(No, "没有"+zh, "there is no "+en)
	case ref.Paragraph > sh.paragraphs:
		return say(No, fmt.Sprintf("%s共 %d 款，没有第%s款", zh, sh.paragraphs, finding.Numeral(ref.Paragraph)),
			fmt.Sprintf("%s has %s, there is no paragraph %d", en, count(sh.paragraphs, "paragraph"), ref.Paragraph))
	case ref.Item == 0:
		return RefAnswer{Ref: ref, Exists: Yes}
	}
	items := 0
	if ref.Paragraph > 0 {
		items = sh.items[ref.Paragraph]
		article.Paragraph = ref.Paragraph
		zh, en = article.String(), lawyersEN(article)
	} else { // 第十四条第（二）项 may mean a list of any paragraph
		for _, n := range sh.items {
			items = max(items, n)
		}
	}
	switch {
	case ref.Item > items && strings.Contains(t.doubt, "lists"):
		return say(Unknown, zh+"的项数有疑，第（"+finding.Numeral(ref.Item)+"）项是否存在不明",
			fmt.Sprintf("the items of %s could not be counted for certain, so whether there is an item %d is not known", en, ref.Item))
	case items == 0 && len(sh.items) == 0 && sh.paragraphs > max(2, ref.Item): // a copy may have lost the marks of a list
		return say(Unknown, fmt.Sprintf("%s在名录中为 %d 款而没有分项，第（%s）项是否存在不明", zh, sh.paragraphs, finding.Numeral(ref.Item)),
			fmt.Sprintf("%s is counted as %d paragraphs without items, and whether one of them is item %d is not known", en, sh.paragraphs, ref.Item))
	case items == 0:
		return say(No, zh+"没有分项", fmt.Sprintf("%s has no items, there is no item %d", en, ref.Item))
	case ref.Item > items:
		return say(No, fmt.Sprintf("%s共 %d 项，没有第（%s）项", zh, items, finding.Numeral(ref.Item)),
			fmt.Sprintf("%s has %s, there is no item %d", en, count(items, "item"), ref.Item))
	case ref.SubItem > 0:
		return say(Unknown, "的目没有记载，"+ref.String()+"是否存在不明",
			"what stands inside of items is not counted, so whether it has "+lawyersEN(ref)+" is not known")
	}
	return RefAnswer{Ref: ref, Exists: Yes}
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

// listed reports whether an encoded instrument lists that very clause.
func listed(ref ArticleRef, in *Instrument) bool {
	_, ok := in.Clause(ref.Clause())
	return ok
}

// inInstrument answers from the list of articles of an encoded instrument, which accounts for every article.
func inInstrument(ref ArticleRef, in *Instrument) RefAnswer {
	article := ArticleRef{Article: ref.Article, Sub: ref.Sub}
	if _, ok := in.Article(article.Clause()); ok {
		if ref.Clause() == article.Clause() {
			return RefAnswer{Ref: ref, Exists: Yes}
		}
		return RefAnswer{ref, Unknown, finding.Text{
			ZH: fmt.Sprintf("%s的款、项数目没有记载，%s是否存在不明", article, ref),
			EN: fmt.Sprintf("the paragraphs and items of %s are not counted, so whether it has %s is not known", lawyersEN(article), lawyersEN(ref)),
		}}
	}
	last := 0
	for i := range in.Articles() {
		a := &in.Articles()[i]
		number, _, _ := strings.Cut(a.Article, "-")
		n, _ := strconv.Atoi(number) // 0 for a run
		_, end, _ := a.Run()
		last = max(last, n, end)
	}
	if last == 0 {
		return RefAnswer{ref, Unknown, finding.Text{
			ZH: fmt.Sprintf("没有条文目录，%s是否存在不明", ref),
			EN: fmt.Sprintf("its articles are not listed, so whether it has %s is not known", lawyersEN(ref)),
		}}
	}
	return RefAnswer{ref, No, finding.Text{
		ZH: fmt.Sprintf("共 %d 条，没有%s", last, article),
		EN: fmt.Sprintf("it has %d articles, there is no %s", last, lawyersEN(article)),
	}}
}
