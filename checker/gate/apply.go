package gate

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Apply marks the findings of r that the waivers set aside. It adds the findings about the file, and a finding for each waiver
// that sets nothing aside. dir is the absolute folder that relative paths of r and of the file start from. Call
// r.Finish afterwards.
func (w *Waivers) Apply(r *finding.Report, dir string) {
	findings := slices.Clone(w.Findings)
	type key struct {
		practice int
		citation string
	}
	candidates := map[key][]int{} // indexes in w.all
	matching, hidden := w.practices(r.Practices, dir), w.practices(r.Unjudged, dir)
	target := map[int]int{} // index of the waiver → index of its practice
	for _, i := range w.valid {
		x := w.all[i]
		anyPlace := matching(x)
		of := slices.DeleteFunc(slices.Clone(anyPlace), func(p int) bool { return x.Place != "" && x.Place != r.Practices[p].Jurisdiction })
		unseen := slices.DeleteFunc(hidden(x), func(p int) bool { return x.Place != "" && x.Place != r.Unjudged[p].Jurisdiction })
		switch n := len(of) + len(unseen); {
		case n == 1 && len(of) == 0:
			findings = append(findings, w.notChecked(i))
		case n == 0:
			place := ""
			if len(anyPlace) > 0 {
				place = r.Practices[anyPlace[0]].Jurisdiction
			}
			findings = append(findings, w.unmatched(i, place, dir))
		case n == 1:
			k := key{of[0], x.Citation}
			candidates[k] = append(candidates[k], i)
			target[i] = of[0]
		default:
			f := w.finding("waiver-ambiguous", finding.Review, i, "practice",
				finding.Text{ZH: fmt.Sprintf("“%s”对应 %d 份方案，此项豁免不生效", truncate(x.Practice), n), EN: fmt.Sprintf("%q is %d practices, so that the waiver does not count", truncate(x.Practice), n)},
				finding.Text{ZH: "各方案使用不同的编号，或者写明文件、地区（place）", EN: "give each practice an id of its own, or name its file or its place"})
			for _, p := range of {
				f.Related = append(f.Related, finding.Position{File: r.Practices[p].File})
			}
			for _, p := range unseen {
				f.Related = append(f.Related, finding.Position{File: r.Unjudged[p].File})
			}
			findings = append(findings, f)
		}
	}
	// A waiver with a pointer takes precedence over one without.
	for k := range candidates {
		slices.SortStableFunc(candidates[k], func(a, b int) int { return cmp.Compare(breadth(w.all[a]), breadth(w.all[b])) })
	}
	used := map[int]bool{}
	count := 0
	for p := range r.Practices {
		for j := range r.Practices[p].Findings {
			f := &r.Practices[p].Findings[j]
			if f.Citation == "" || f.Waived != nil {
				continue
			}
			for _, i := range candidates[key{p, f.Citation}] {
				if x := w.all[i]; x.covers(f) && (*cmp.Or(x.Pointer, &f.At.Pointer) == f.At.Pointer || !used[i] && !x.inPlace(&r.Practices[p])) {
					f.Waived = &finding.Waiver{Reason: strings.TrimSpace(x.Reason), ApprovedBy: strings.TrimSpace(x.ApprovedBy), Expires: x.Expires}
					used[i] = true
					count++
					break
				}
			}
		}
	}
	for _, i := range w.valid {
		if p, has := target[i]; has && !used[i] {
			findings = append(findings, unused(w.all[i], &r.Practices[p], func(rule string, s finding.Severity, key string, message, hint finding.Text) finding.Finding {
				return w.finding(rule, s, i, key, message, hint)
			}))
		}
	}
	r.Findings = append(r.Findings, findings...)
	r.Narrowed = append(r.Narrowed, finding.Text{
		ZH: fmt.Sprintf("按“%s”豁免：%d 项（以 %s 为准）", w.file.name, count, w.today),
		EN: fmt.Sprintf("waived by %s as of %s: %d", w.file.name, w.today, count),
	})
}

func breadth(x Waiver) int {
	if x.Pointer == nil && len(x.Of) == 0 {
		return 1
	}
	return 0
}

// covers reports whether a waiver covers a finding of its clause and practice, which may have moved in a list.
func (x Waiver) covers(f *finding.Finding) bool {
	switch {
	case x.Status != f.Status:
		return false
	case len(x.Of) > 0:
		return slices.Contains(x.Of, f.Subject)
	case x.Pointer != nil:
		return *x.Pointer == f.At.Pointer && !hasValue(f)
	}
	return true
}

// inPlace reports whether what was approved stands in a practice where the waiver names it.
func (x Waiver) inPlace(p *finding.Judged) bool {
	return slices.ContainsFunc(p.Findings, func(f finding.Finding) bool {
		return f.Citation == x.Citation && f.At.Pointer == *x.Pointer && x.covers(&f)
	})
}

// hasValue reports whether a finding is about a value, and not about something that is missing or the whole practice.
func hasValue(f *finding.Finding) bool { return strings.Contains(f.Subject, " = ") }

// practices returns a function that finds the practices of a list, as indexes, that a waiver names, whatever their place.
func (w *Waivers) practices(list []finding.Judged, dir string) func(Waiver) []int {
	byID, byFile := map[string][]int{}, map[string][]int{}
	for i := range list {
		p := &list[i]
		if p.ID != "" {
			byID[p.ID] = append(byID[p.ID], i)
		}
		file := absolute(dir, p.File)
		byFile[file] = append(byFile[file], i)
	}
	return func(x Waiver) []int {
		of := slices.Concat(byID[x.Practice], byFile[w.path(x, dir)])
		slices.Sort(of)
		return slices.Compact(of)
	}
}

// path returns the absolute path of the practice of a waiver, if it names a file.
func (w *Waivers) path(x Waiver, dir string) string {
	folder := "."
	if i := strings.LastIndexByte(w.file.name, '/'); i >= 0 {
		folder = w.file.name[:i+1]
	}
	return absolute(absolute(dir, folder), x.Practice)
}

func (w *Waivers) finding(rule string, s finding.Severity, i int, key string, message, hint finding.Text) finding.Finding {
	return w.file.finding(rule, s, w.file.positionOf(entryPointer(i)+"/"+key), message, hint)
}

// unmatched is the finding for a waiver without a practice. If place is empty, its practice was not checked, which is a note,
// because a run may check only some practices, unless there is no such practice any more. Otherwise the practice has that other
// place, and the waiver can never apply.
func (w *Waivers) unmatched(i int, place, dir string) finding.Finding {
	x := w.all[i]
	path := w.path(x, dir)
	isFile := strings.Contains(x.Practice, "/") || slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(x.Practice)))
	switch {
	case place != "":
	case isFile && w.law.Exists != nil && !w.law.Exists(path):
		return w.finding("waiver-unused", finding.Warning, i, "practice",
			finding.Text{ZH: fmt.Sprintf("该豁免没有使用：文件“%s”不存在", truncate(x.Practice)), EN: fmt.Sprintf("the waiver sets nothing aside: there is no file %q", truncate(x.Practice))},
			finding.Text{ZH: "更正或者删除此项，以免他日同名的新文件被豁免", EN: "correct it or take it out, before a new file of that name is waived"})
	case !isFile && w.law.Covers != nil && w.law.Covers(absolute(dir, filepath.Dir(w.file.name))):
		return w.finding("waiver-unused", finding.Warning, i, "practice",
			finding.Text{ZH: fmt.Sprintf("该豁免没有使用：所检查的文件夹中没有编号为“%s”的方案", truncate(x.Practice)), EN: fmt.Sprintf("the waiver sets nothing aside: no practice in the folder that was checked has the id %q", truncate(x.Practice))},
			finding.Text{ZH: "更正或者删除此项，以免他日同编号的新方案被豁免", EN: "correct it or take it out, before a new practice of that id is waived"})
	}
	if place != "" {
		return w.finding("waiver-unused", finding.Warning, i, "place",
			finding.Text{ZH: fmt.Sprintf("该豁免没有使用：方案“%s”的地区是 %s", truncate(x.Practice), place), EN: fmt.Sprintf("the waiver sets nothing aside: %q is of the place %s", truncate(x.Practice), place)},
			finding.Text{ZH: "更正或者删除此项", EN: "correct it or take it out"})
	}
	return w.notChecked(i)
}

// notChecked is the finding for a waiver of a practice that was not checked.
func (w *Waivers) notChecked(i int) finding.Finding {
	x := w.all[i]
	return w.finding("waiver-unused", finding.Note, i, "practice",
		finding.Text{ZH: fmt.Sprintf("该豁免没有使用：本次没有检查方案“%s”", truncate(x.Practice)), EN: fmt.Sprintf("the waiver sets nothing aside: %q was not checked in this run", truncate(x.Practice))},
		finding.Text{ZH: "方案不再存在的，删除此项", EN: "take it out if there is no such practice"})
}

// unused is the finding for a waiver that sets nothing aside in its practice, which at makes. It is a warning, because an obsolete waiver would
// hide a later breach, or a note if the run did not judge the clause.
func unused(x Waiver, p *finding.Judged, at func(rule string, s finding.Severity, key string, message, hint finding.Text) finding.Finding) finding.Finding {
	say := func(s finding.Severity, key string, why, hint finding.Text) finding.Finding {
		return at("waiver-unused", s, key, finding.Text{ZH: "该豁免没有使用：" + why.ZH, EN: "the waiver sets nothing aside: " + why.EN}, hint)
	}
	remove := finding.Text{ZH: "删除此项", EN: "take it out"}
	var pointers []string // of findings with the status of the waiver
	var changed *finding.Finding
	otherStatus := finding.Status("")
	for j := range p.Findings {
		switch f := &p.Findings[j]; {
		case f.Citation != x.Citation || f.Status != finding.Breached && f.Status != finding.Undetermined:
		case f.Status != x.Status:
			otherStatus = f.Status
		default:
			pointers = append(pointers, f.At.Pointer)
			if !f.SetAside() && !x.covers(f) && (x.Pointer == nil || *x.Pointer == f.At.Pointer) && (x.Pointer != nil || len(x.Of) > 0) {
				changed = f
			}
		}
	}
	k := slices.IndexFunc(p.Clauses, func(c finding.ClauseVerdict) bool { return c.Citation == x.Citation })
	switch {
	case k < 0 && (p.Verdict == finding.NotJudged || p.Verdict == finding.NotGoverned && len(p.Clauses) == 0), k >= 0 && (p.Clauses[k].Status == finding.Skipped || p.Clauses[k].Status == finding.Failed):
		return say(finding.Note, "citation", finding.Text{ZH: "本次没有判断该条款", EN: "the clause was not judged in this run"}, finding.Text{})
	case changed != nil:
		out := at("waiver-changed", finding.Review, cmp.Or(map[bool]string{true: "of"}[len(x.Of) > 0], "pointer"),
			finding.Text{ZH: fmt.Sprintf("该豁免不是就“%s”批准的，不生效", truncate(changed.Subject)), EN: fmt.Sprintf("the waiver was not given for %s, and does not count", truncate(changed.Subject))},
			finding.Text{ZH: "另行报请批准，写明 of: " + changed.Subject, EN: "have it approved again, and write of: " + changed.Subject})
		out.Related = []finding.Position{changed.At}
		return out
	case len(pointers) > 0 && x.Pointer != nil && slices.Contains(pointers, *x.Pointer), len(pointers) > 0 && x.Pointer == nil:
		return say(finding.Warning, "citation", finding.Text{ZH: "其他豁免已经涵盖", EN: "others cover all of it"}, remove)
	case len(pointers) > 0:
		return say(finding.Warning, "pointer", finding.Text{ZH: fmt.Sprintf("“%s”处没有该条款的问题", truncate(*x.Pointer)), EN: fmt.Sprintf("nothing is found by this clause at %q", truncate(*x.Pointer))},
			finding.Text{ZH: "该条款的问题在 " + strings.Join(firstPointers(pointers), "、"), EN: "what is found by it stands at " + strings.Join(firstPointers(pointers), ", ")})
	case otherStatus == finding.Undetermined:
		return say(finding.Warning, "citation", finding.Text{ZH: "该条款尚待定，而豁免针对的是违反", EN: "the clause is undetermined, and the waiver is for a breach"},
			finding.Text{ZH: "补充事实，或者另行报请批准，写明 status: undetermined", EN: `state the facts, or have it approved as "status: undetermined"`})
	case otherStatus == finding.Breached:
		return say(finding.Warning, "status", finding.Text{ZH: "该条款已确定违反，而豁免针对的是待定", EN: "the clause is breached, and the waiver is for an open question"},
			finding.Text{ZH: "改正方案，或者就违反另行报请批准", EN: "change the practice, or have the breach itself approved"})
	case k < 0:
		return say(finding.Warning, "citation", finding.Text{ZH: "该条款不用于判断这一方案", EN: "the clause does not judge this practice"}, remove)
	case p.Clauses[k].Status == finding.ByHand:
		return say(finding.Warning, "citation", finding.Text{ZH: "该条款须人工判断，没有需要豁免的问题", EN: "the clause is for a person to judge, and nothing is found by it"}, remove)
	}
	return say(finding.Warning, "citation", finding.Text{ZH: "方案已不违反该条款", EN: "the practice keeps to the clause"}, remove)
}

// firstPointers returns the first three distinct pointers, formatted for a message.
func firstPointers(pointers []string) []string {
	slices.Sort(pointers)
	pointers = slices.Compact(pointers)
	if len(pointers) > 3 {
		pointers = append(pointers[:3:3], "…")
	}
	for i, p := range pointers {
		if p == "" {
			pointers[i] = `""`
		}
	}
	return pointers
}
