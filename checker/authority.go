package checker

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// authority is one cited article as law sees it in input.authorities: resolved by the register, not believed. Where the article
// is encoded its permits tell whether it grants the practice. Otherwise the agency must declare, with a reason, that the article
// covers the act.
type authority struct {
	res     law.Resolution
	ref     law.ArticleRef
	exists  law.Answer
	said    map[string]*practice.Partial // what the agency says of what the register does not know
	pointer string                       // of the text of the citation
	basis   string                       // pointer of its entry in a basis
	at      []any                        // the steps of that pointer
	acts    []string                     // kinds of practice that it is cited for; none: all
	text    string                       // the citation as written
}

// AuthorityFacts are the facts of a citation that the register may not know, by name. A clause then depends on them as on any
// missing fact.
var AuthorityFacts = map[string]*practice.Fact{
	"in_force":    {Name: "in_force", Type: "string", Enum: []string{"yes", "no"}, Choice: "given", Title: finding.Text{ZH: "当日是否有效", EN: "in force on the day"}},
	"has_article": {Name: "has_article", Type: "string", Enum: []string{"yes", "no"}, Choice: "given", Title: finding.Text{ZH: "所引条款是否存在", EN: "has the article cited"}},
	"governs":     {Name: "governs", Type: "string", Enum: []string{"yes", "no"}, Choice: "given", Title: finding.Text{ZH: "是否适用于该地", EN: "governs the place"}},
	"rank":        {Name: "rank", Type: "string", Enum: rankNames(), Choice: "given", Title: finding.Text{ZH: "效力位阶", EN: "rank"}},
}

// uncitedFacts are the open facts of a citation in a basis that is left out or unknown. It may be any article, of any rank, also one
// that grants the act; the register does not narrow it.
var uncitedFacts = map[string]*practice.Fact{
	"instrument":   {Name: "instrument", Type: "string", Choice: "given"},
	"article":      {Name: "article", Type: "string", Choice: "given"},
	"jurisdiction": {Name: "jurisdiction", Type: "string", Choice: "given"},
	"grants":       {Name: "grants", Type: "boolean", Choice: "given"},
}

func init() { maps.Copy(uncitedFacts, AuthorityFacts) }

func rankNames() []string {
	out := make([]string, len(law.Ranks))
	for i, r := range law.Ranks {
		out[i] = string(r)
	}
	return out
}

// resolve looks up the citations of every basis, at whatever depth it stands, and notes each basis that is left out or unknown.
func (j *judging) resolve() {
	var walk func(f *practice.Fact, v any, steps []any)
	walk = func(f *practice.Fact, v any, steps []any) {
		if f == nil {
			return
		}
		inner := func(step any) []any { return append(slices.Clone(steps), step) }
		switch v := v.(type) {
		case map[string]any:
			for _, name := range sortedKeys(v) {
				walk(f.Child(name), v[name], inner(name))
			}
			if c := f.Child("basis"); c != nil && v["basis"] == nil && c.Absent == "unknown" && len(c.ExcludedBy(f.Stated(v))) == 0 {
				j.silent = append(j.silent, inner("basis"))
			}
		case []any:
			for i, e := range v {
				if entry, ok := e.(map[string]any); ok && f.Name == "basis" {
					j.cite(entry, inner(i))
				} else {
					walk(f.Items, e, inner(i))
				}
			}
		case *practice.Partial:
			if f.Name == "basis" {
				j.silent = append(j.silent, steps)
				break
			}
			for _, c := range f.Children { // an object that is unknown
				walk(c, v, inner(c.Name))
			}
		}
	}
	// the practice's own basis first, so that input.authorities starts with it
	practices := maps.Clone(j.doc.Value)
	delete(practices, "agency")
	walk(j.kind, map[string]any{"basis": practices["basis"]}, nil)
	practices["basis"] = []any{}
	walk(j.kind, practices, nil)
}

// pointer is a path of steps as a JSON pointer.
func pointer(steps []any) string {
	var b strings.Builder
	for _, s := range steps {
		fmt.Fprintf(&b, "/%v", s)
	}
	return b.String()
}

// citedNotChecked lists the cited instruments whose other provisions were not checked, so that each is accounted for.
func (j *judging) citedNotChecked() {
	for _, a := range j.cited {
		title := a.res.Title
		if title.IsZero() {
			title = finding.Text{ZH: a.res.Citation.Title, EN: a.res.Citation.Title}
		}
		if slices.ContainsFunc(j.units, func(u *rules.Unit) bool { return u.Instrument.ID == a.res.Instrument }) ||
			slices.ContainsFunc(j.out.NotChecked, func(n finding.NotChecked) bool { return n.Title.ZH == title.ZH }) {
			continue
		}
		why := finding.Text{ZH: "所引规范未编入，未按其规定检查", EN: "cited; it is not encoded, so what else it says was not checked"}
		switch _, encoded := j.c.pack.Instrument(a.res.Instrument); {
		case a.res.Known == law.No:
			why = finding.Text{ZH: "所引规范不在目录中，未作检查", EN: "cited; the register does not know it, so nothing of it was checked"}
		case a.res.Governs == law.No:
			why = finding.Text{ZH: "所引规范不适用于该地，未按其规定检查", EN: "cited; it is not law of this place, so it was not checked"}
		case a.res.InForce == law.No:
			why = finding.Text{ZH: "所引规范该日不具有效力，未按其规定检查", EN: "cited; it is not in force on this day, so it was not checked"}
		case encoded:
			why = finding.Text{ZH: "所引规范没有编入的条款调整此类做法", EN: "cited; none of its encoded clauses is about this kind of practice"}
		}
		id := a.res.Instrument
		if id == "" {
			id = "《" + title.ZH + "》"
		}
		j.out.NotChecked = append(j.out.NotChecked, finding.NotChecked{Instrument: id, Title: title, Why: why})
	}
}

// cite resolves the citations of one basis entry.
func (j *judging) cite(entry map[string]any, at []any) {
	text, _ := entry["cite"].(string)
	if text == "" {
		return
	}
	var acts []string
	if list, ok := entry["for"].([]any); ok {
		for _, a := range list {
			if s, ok := a.(string); ok {
				acts = append(acts, s)
			}
		}
	}
	basis := pointer(at)
	pointer := basis + "/cite"
	resolved, err := j.c.register.ResolveText(text, j.day, j.doc.Jurisdiction)
	if err != nil {
		j.tool("credlint/register", finding.Error, pointer, finding.Text{ZH: "无法读取法律规范目录：" + err.Error(), EN: err.Error()}, finding.Text{})
		return
	}
	of := document{j, entry, basis}
	for _, r := range resolved {
		var said map[string]*practice.Partial
		if len(resolved) == 1 {
			said = of.describe(&r)
		}
		for _, d := range r.Defects {
			f := finding.Finding{Rule: d.Rule, Severity: d.Severity, Message: d.Message, Hint: d.Hint, At: j.inText(pointer, text, d.Start, d.End)}
			j.add(f)
		}
		if r.Known == law.Unknown && r.Rank == "" && r.Instrument == "" {
			continue // unreadable
		}
		a := authority{res: r, exists: r.HasArticle, said: said, pointer: pointer, basis: basis, at: at, acts: acts, text: r.Citation.Text}
		if len(r.Refs) == 0 {
			j.cited = append(j.cited, a)
		}
		for _, ref := range r.Refs {
			a.ref, a.exists = ref.Ref, ref.Exists
			j.cited = append(j.cited, a)
		}
	}
}

// document describes a cited document in the words of the agency, from the fields beside the citation. The register prevails; a
// field counts only where the register has no answer.
type document struct {
	j     *judging
	entry map[string]any
	basis string // pointer of the entry
}

// describe fills the gaps of a resolution from the fields of the agency, and reports fields that contradict the register. It returns
// the partial facts that the agency states where the register knows nothing.
func (d document) describe(r *law.Resolution) (said map[string]*practice.Partial) {
	title, _ := d.entry["title"].(string)
	unnamed := r.Known == law.Unknown && r.Rank == "" && r.Instrument == ""
	if unnamed && (title != "" || d.entry["rank"] != nil || d.entry["in_force"] != nil || d.entry["draft"] != nil) {
		r.Known, r.Defects = law.No, nil // it has no name that the register could know
	}
	if r.Known == law.No || title == "" {
		title = cmp.Or(title, r.Citation.Title, r.Citation.Text)
		r.Title = finding.Text{ZH: cmp.Or(r.Title.ZH, title), EN: cmp.Or(r.Title.EN, title)}
	} else if !law.SameTitle(title, r.Title.ZH) && !law.SameTitle(title, r.Citation.Title) {
		d.contradicts("title", finding.Text{ZH: "《" + r.Title.ZH + "》", EN: "《" + r.Title.ZH + "》"}, r)
	}
	rank, _ := d.entry["rank"].(string)
	some, _ := d.entry["rank"].(*practice.Partial)
	if d.entry["draft"] == true {
		rank = "draft"
	}
	switch {
	case rank == "" && r.Rank == "" && some != nil:
		said = map[string]*practice.Partial{"rank": some}
	case rank == "" && r.Rank != "" && !some.Admits(string(r.Rank)):
		d.contradicts("rank", d.inWords("rank", string(r.Rank)), r)
	case rank == "" || string(r.Rank) == rank:
	case r.Rank == "":
		r.Rank = law.Rank(rank)
	case rank == "draft":
		d.contradicts("draft", d.inWords("rank", string(r.Rank)), r)
	default:
		d.contradicts("rank", d.inWords("rank", string(r.Rank)), r)
	}
	if place, ok := d.entry["place"].(string); ok {
		d.place(place, r)
	}
	inForce, stated := d.entry["in_force"].(bool)
	if r.Rank == "draft" {
		inForce, stated = false, true
	}
	if answer := map[bool]law.Answer{true: law.Yes, false: law.No}[inForce]; stated && r.InForce == law.Unknown {
		r.InForce = answer
		if !inForce {
			d.j.tool(law.CitationNotInForce, finding.Warning, d.basis+"/cite", finding.Text{ZH: fmt.Sprintf("据所填，《%s》当日无效或者仍为草案，不能作为依据", r.Title.ZH), EN: fmt.Sprintf("as stated, 《%s》 is not in force on the day, or a draft, and is no basis", r.Title.EN)}, finding.Text{})
		}
	} else if stated && answer != r.InForce {
		d.contradicts("in_force", d.inWords("in_force", strconv.FormatBool(r.InForce == law.Yes)), r)
	}
	return said
}

func (d document) place(written string, r *law.Resolution) {
	found := d.j.c.places.Find(written)
	switch {
	case len(found) != 1:
		d.j.noPlace(d.basis+"/place", written)
	case r.Place == "":
		r.Place, r.Governs = found[0].ID, law.Yes
		if !law.Above(r.Place, d.j.doc.Jurisdiction) {
			r.Governs = law.No
			d.j.tool(law.CitationOtherPlace, finding.Error, d.basis+"/place", finding.Text{ZH: fmt.Sprintf("据所填，《%s》是%s的文件，在此不适用", r.Title.ZH, found[0].Name.ZH), EN: fmt.Sprintf("as stated, 《%s》 is of %s and does not govern here", r.Title.EN, found[0].Name.EN)},
				finding.Text{ZH: "请引用本地或者上级的法律、法规", EN: "cite law of this place or of one above it"})
		}
	case r.Place != found[0].ID:
		known := finding.Text{ZH: r.Place, EN: r.Place}
		if p, ok := d.j.c.places.Place(r.Place); ok {
			known = p.Name
		}
		d.contradicts("place", known, r)
	}
}

// fact returns the schema of a field beside the citation.
func (d document) fact(name string) *practice.Fact {
	return d.j.kind.Child("basis").Items.Child(name)
}

func (d document) inWords(name, value string) finding.Text {
	if f := d.fact(name); f != nil {
		return answerText(f, value)
	}
	return finding.Text{ZH: value, EN: value}
}

func (d document) contradicts(name string, known finding.Text, r *law.Resolution) {
	title := d.fact(name).Title
	d.j.tool("credlint/citation-contradicted", finding.Warning, d.basis+"/"+name, finding.Text{ZH: fmt.Sprintf("所填“%s”与名录对《%s》的记载（%s）不符，以名录为准", title.ZH, r.Title.ZH, known.ZH), EN: fmt.Sprintf("%s: the register says otherwise of 《%s》 (%s), and prevails", title.EN, r.Title.ZH, known.EN)},
		finding.Text{ZH: "删除该项，或者更正所引用的文件", EN: "remove this, or correct what is cited"})
}

// inText is the place of a part of a text value, if the file holds the text unescaped on one line.
func (j *judging) inText(pointer, text string, start, end int) finding.Position {
	p := j.doc.At(pointer)
	n := len([]rune(text))
	if p.Line != p.EndLine || end <= start || end > n {
		return p
	}
	switch p.EndColumn - p.Column {
	case n:
	case n + 2:
		start, end = start+1, end+1
	default:
		return p
	}
	p.EndColumn = p.Column + end
	p.Column += start
	return p
}

// known are the facts of the citation that the register knows, and the facts that it does not know.
func (a *authority) known() (known map[string]any, open map[string]*practice.Fact) {
	name := cmp.Or(a.res.Instrument, a.res.Title.ZH, a.res.Citation.Title)
	known = map[string]any{"at": a.at, "for": a.acts, "instrument": name, "article": a.ref.Clause(), "jurisdiction": a.res.Place}
	open = map[string]*practice.Fact{}
	for field, answer := range map[string]law.Answer{"in_force": a.res.InForce, "has_article": a.exists, "governs": a.res.Governs} {
		if answer == law.Unknown {
			open[field] = AuthorityFacts[field]
		} else {
			known[field] = string(answer)
		}
	}
	if a.res.Rank == "" {
		open["rank"] = AuthorityFacts["rank"]
	} else {
		known["rank"] = string(a.res.Rank)
	}
	// Of an instrument the register does not know, its standing is one question and its rank another. Whether an article whose text
	// is not held exists goes with whether it covers the act, which the agency declares.
	assumed := map[string]bool{"has_article": a.res.Known == law.No || a.res.Instrument == "" && a.ref.Article > 0, "governs": a.res.Known == law.No}
	for field, yes := range assumed {
		if yes && open[field] != nil {
			delete(open, field)
			known[field] = "yes"
		}
	}
	return known, open
}

// grants reports whether the n-th cited article grants this practice. Where the answer depends on a missing fact, known is
// false, and the fact has been asked for.
func (j *judging) grants(n int) (granted, known bool) {
	a := &j.cited[n]
	if len(a.acts) > 0 && !slices.Contains(a.acts, j.doc.Kind) {
		return false, true
	}
	if a.res.Rank == "constitution" || a.res.Rank == "doctrine" || a.res.Rank == "draft" || a.ref.Article == 1 && a.ref.Sub == 0 {
		return false, true // the constitution and an article that states a purpose grant no act by themselves
	}
	u, clauses, declared := j.permits(a)
	if declared {
		v := j.w.Read(append(slices.Clone(a.at), "covers", "value"))
		if v == nil {
			return false, !j.w.Undecided()
		}
		return v.Compare(ast.Boolean(true)) == 0, true
	}
	if j.granting {
		return false, true // a permit that hangs on an authority cannot be that authority
	}
	if granted, known, assumed := j.w.Assumed(n); assumed {
		return granted, known
	}
	j.granting = true
	defer func() { j.granting = false }()
	j.w.Apart(func() { granted, known = j.permitted(u, clauses) }) // answers under granting are no answers for other clauses
	if !known {
		j.w.Assume(n)
	}
	return granted, known
}

// grantTree explores whether the n-th cited article permits this practice.
func (j *judging) grantTree(x *explore.Explorer, n int) (*decision.Tree, error) {
	u, clauses, _ := j.permits(&j.cited[n])
	j.granting = true
	defer func() { j.granting = false }()
	return j.w.PermitTree(func() (*decision.Tree, error) {
		applies, err := x.Head(u, rules.Applies, "", decision.Yes)
		if err != nil {
			return nil, err
		}
		out := decision.No
		for _, c := range clauses {
			permit, err := x.Head(u, rules.Permit, c.Clause, decision.No)
			if err != nil {
				return nil, err
			}
			bound, err := x.ActsAs(c.Addressees)
			if err == nil {
				permit, err = x.And(bound, permit)
			}
			if err == nil {
				out, err = x.Or(out, permit)
			}
			if err != nil {
				return nil, err
			}
		}
		return x.And(applies, out)
	})
}

// permitted reports whether one of the clauses permits the practice in the world as it is.
func (j *judging) permitted(u *rules.Unit, clauses []*law.Clause) (yes, known bool) {
	holds := func(head rules.Head, clause string) bool {
		var err error
		yes, known, err = j.w.Holds(j.ctx, u, head, clause)
		known = known && err == nil
		return yes && known
	}
	if len(u.Rules(rules.Applies, "")) > 0 && !holds(rules.Applies, "") {
		return false, known
	}
	for _, c := range clauses {
		if yes, known = j.w.ActsAs(c.Addressees); known && !yes {
			continue
		}
		if !known || holds(rules.Permit, c.Clause) || !known {
			return yes && known, known
		}
	}
	return false, true
}

// permits finds the clauses of an encoded article that may permit the practice. Declared is set where the agency must declare
// whether the article covers the act: the article is not encoded, or a person must judge it.
func (j *judging) permits(a *authority) (u *rules.Unit, clauses []*law.Clause, declared bool) {
	in, ok := j.c.pack.Instrument(a.res.Instrument)
	if !ok {
		return nil, nil, true
	}
	if u = j.unit(in); u == nil {
		return nil, nil, true
	}
	if in.Organisational(a.ref) {
		return u, nil, true // it is not encoded: whether it grants the act is for the agency to say
	}
	ref := a.ref.Clause()
	for c := range in.Clauses() {
		if ref != "" && !within(c.Clause, ref) && !within(ref, c.Clause) {
			continue
		}
		switch {
		case !slices.Contains(c.Kinds, j.doc.Kind) || !c.Binds(j.agencyTypes()...): // speaks of other practices or to others
		case u.Has(rules.Permit, c.Clause):
			clauses = append(clauses, c)
		case c.Status == "by_hand" && (c.Modality == law.Permission || c.Modality == law.Power):
			declared = true
		}
	}
	return u, clauses, declared && len(clauses) == 0
}

// unit is a compiled instrument, which may be cited without governing the practice; nil where it does not compile.
func (j *judging) unit(in *law.Instrument) *rules.Unit {
	u, err := j.c.unit(in, j.doc.Kind, j.agencyTypes()...)
	if err != nil {
		return nil
	}
	return u
}

// permitFacts are the facts that the permits of the cited articles read. A clause that asks for authority depends on them too.
func (j *judging) permitFacts() []*rules.Facts {
	if j.permitReads == nil {
		j.permitReads = []*rules.Facts{}
		for i := range j.cited {
			u, clauses, _ := j.permits(&j.cited[i])
			for _, c := range clauses {
				j.permitReads = append(j.permitReads, u.Facts(c.Clause))
			}
		}
	}
	return j.permitReads
}

// citations adds a finding for each cited article that does not grant the act it is cited for.
func (j *judging) citations() {
	needed := j.authorityNeeded()
	said := map[string]bool{}
	for i := range j.cited {
		a := &j.cited[i]
		if d, bad := a.res.NotLaw(); bad && needed && !said[a.pointer] {
			said[a.pointer] = true
			j.add(finding.Finding{Rule: d.Rule, Severity: d.Severity, Message: d.Message, Hint: d.Hint, At: j.inText(a.pointer, a.text, d.Start, d.End)})
		}
		if a.res.InForce == law.No || a.exists == law.No || a.res.Governs == law.No || a.res.Known == law.No {
			continue // a defect says so already
		}
		j.w.Reset()
		granted, known := j.grants(i)
		if granted && known && !said[a.basis] {
			said[a.basis] = true
			j.coversSeveral(a)
		}
		if !known || granted {
			continue
		}
		if v, ok := lookup(j.doc.Value, a.basis+"/covers/value"); ok && v == false && a.res.Instrument == "" {
			continue // the agency says so itself
		}
		j.add(finding.Finding{Rule: "credlint/citation-grants-nothing", Severity: finding.Warning, At: j.inText(a.pointer, a.text, a.ref.Start, a.ref.End),
			Message: finding.Text{ZH: fmt.Sprintf("《%s》%s并未授权此项%s", a.res.Title.ZH, a.ref, j.kind.Title.ZH), EN: fmt.Sprintf("《%s》%s does not grant this act (%s)", a.res.Title.ZH, a.ref, strings.ToLower(j.kind.Title.EN))},
			Hint:    finding.Text{ZH: "请引用明确允许该行为的条款", EN: "cite the article that allows the act"}})
	}
}

// coversSeveral warns where one citation of the whole practice, declared to cover the act, is the only authority of several measures.
func (j *judging) coversSeveral(a *authority) {
	_, _, declared := j.permits(a)
	n := 0
	measures, _ := j.doc.Value["measures"].([]any)
	for _, m := range measures {
		if m, ok := m.(map[string]any); ok && m["basis"] == nil {
			n++
		}
	}
	if declared && len(a.at) == 2 && n > 1 {
		j.tool("credlint/covers-several", finding.Warning, a.basis+"/covers", finding.Text{ZH: fmt.Sprintf("一项“涵盖”声明用于 %d 项措施，未说明该条款规定的是其中哪些", n), EN: fmt.Sprintf("one yes stands for %d measures, and does not say which of them the article provides", n)},
			finding.Text{ZH: "请将该依据写在其所规定的各项措施之下", EN: "cite it in the basis of each measure that it provides"})
	}
}

// authorityNeeded reports whether a clause that reads the authorities is breached or open.
func (j *judging) authorityNeeded() bool {
	if !slices.ContainsFunc(j.cited, func(a authority) bool { return a.res.Rank == "normative_document" }) {
		return false
	}
	for _, v := range j.out.Clauses {
		if v.Status != finding.Breached && v.Status != finding.Undetermined {
			continue
		}
		id, clause := finding.SplitCitation(v.Citation)
		for _, u := range j.units {
			if u.Instrument.ID != id || j.broken[u] != nil {
				continue
			}
			if u.Facts(clause).Authorities {
				return true
			}
		}
	}
	return false
}
