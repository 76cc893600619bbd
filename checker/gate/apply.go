package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Apply marks the findings of r that waivers set aside and adds what is wrong with the waivers: the findings of the file
// and those that set nothing aside. dir is what relative paths of r and of the waivers start from. It removes no finding
// and changes nothing else of one; Finish puts the report in order again.
func (w *Waivers) Apply(r *finding.Report, dir string) {
	found := slices.Clone(w.Findings)
	type key struct {
		practice int
		citation string
	}
	candidates := map[key][]int{} // of w.all
	named := w.practices(r, dir)
	target := map[int]int{} // by waiver, where it has one
	for _, i := range w.counting {
		x := w.all[i]
		anywhere := named(x)
		of := slices.DeleteFunc(slices.Clone(anywhere), func(p int) bool { return x.Place != "" && x.Place != r.Practices[p].Jurisdiction })
		switch len(of) {
		case 0:
			place := ""
			if len(anywhere) > 0 {
				place = r.Practices[anywhere[0]].Jurisdiction
			}
			found = append(found, w.elsewhere(i, place))
		case 1:
			k := key{of[0], x.Citation}
			candidates[k] = append(candidates[k], i)
			target[i] = of[0]
		default:
			f := w.finding("waiver-ambiguous", finding.Review, i, "practice",
				finding.Text{ZH: fmt.Sprintf("“%s”对应 %d 份方案，此项豁免不生效", clip(x.Practice), len(of)), EN: fmt.Sprintf("%q is %d practices, so that the waiver does not count", clip(x.Practice), len(of))},
				finding.Text{ZH: "各方案使用不同的编号，或者写明文件、地区（place）", EN: "give each practice an id of its own, or name its file or its place"})
			for _, p := range of {
				f.Related = append(f.Related, finding.Position{File: r.Practices[p].File})
			}
			found = append(found, f)
		}
	}
	// Of several that fit, one for a place goes before one for every place: what is narrower was meant.
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
				if x := w.all[i]; x.covers(f) {
					f.Waived = &finding.Waiver{Reason: strings.TrimSpace(x.Reason), ApprovedBy: strings.TrimSpace(x.ApprovedBy), Expires: x.Expires}
					used[i] = true
					count++
					break
				}
			}
		}
	}
	for _, i := range w.counting {
		if p, has := target[i]; has && !used[i] {
			found = append(found, w.unused(i, &r.Practices[p]))
		}
	}
	r.Findings = append(r.Findings, found...)
	r.Narrowed = append(r.Narrowed, finding.Text{
		ZH: fmt.Sprintf("按“%s”豁免：%d 项（以 %s 为准）", w.file.name, count, w.today),
		EN: fmt.Sprintf("waived by %s as of %s: %d", w.file.name, w.today, count),
	})
}

func breadth(x Waiver) int {
	if x.Pointer == nil {
		return 1
	}
	return 0
}

// covers reports whether a waiver is for a finding, of its clause in its practice.
func (x Waiver) covers(f *finding.Finding) bool {
	return x.Status == f.Status && (x.Pointer == nil || *x.Pointer == f.At.Pointer)
}

// practices finds which practices of r a waiver names, of whatever place.
func (w *Waivers) practices(r *finding.Report, dir string) func(Waiver) []int {
	byID, byFile := map[string][]int{}, map[string][]int{}
	for i := range r.Practices {
		p := &r.Practices[i]
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

// path is what a waiver names if it names a file.
func (w *Waivers) path(x Waiver, dir string) string {
	folder := "."
	if i := strings.LastIndexByte(w.file.name, '/'); i >= 0 {
		folder = w.file.name[:i+1]
	}
	return absolute(absolute(dir, folder), x.Practice)
}

func (w *Waivers) finding(rule string, s finding.Severity, i int, key string, message, hint finding.Text) finding.Finding {
	return w.file.finding(rule, s, w.file.place(entryAt(i)+"/"+key), message, hint)
}

// elsewhere is the finding for a waiver of which no practice was checked. That is a note, since a run may be of some
// practices only. If the practice was checked and is of another place, which is then not empty, nothing will ever be set
// aside.
func (w *Waivers) elsewhere(i int, place string) finding.Finding {
	x := w.all[i]
	if place != "" {
		return w.finding("waiver-unused", finding.Warning, i, "place",
			finding.Text{ZH: fmt.Sprintf("该豁免没有使用：方案“%s”的地区是 %s", clip(x.Practice), place), EN: fmt.Sprintf("the waiver sets nothing aside: %q is of the place %s", clip(x.Practice), place)},
			finding.Text{ZH: "更正或者删除此项", EN: "correct it or take it out"})
	}
	return w.finding("waiver-unused", finding.Note, i, "practice",
		finding.Text{ZH: fmt.Sprintf("该豁免没有使用：本次没有检查方案“%s”", clip(x.Practice)), EN: fmt.Sprintf("the waiver sets nothing aside: %q was not checked in this run", clip(x.Practice))},
		finding.Text{ZH: "方案不再存在的，删除此项", EN: "take it out if there is no such practice"})
}

// unused is the finding for a waiver that sets nothing aside in its practice. That is a warning: what nobody needs any
// more would hide the next breach. It is a note where the run did not judge the clause.
func (w *Waivers) unused(i int, p *finding.Judged) finding.Finding {
	x := w.all[i]
	say := func(s finding.Severity, key string, why, hint finding.Text) finding.Finding {
		return w.finding("waiver-unused", s, i, key, finding.Text{ZH: "该豁免没有使用：" + why.ZH, EN: "the waiver sets nothing aside: " + why.EN}, hint)
	}
	remove := finding.Text{ZH: "删除此项", EN: "take it out"}
	var pointers []string // of findings that it would cover elsewhere
	other := finding.Status("")
	for j := range p.Findings {
		switch f := &p.Findings[j]; {
		case f.Citation != x.Citation || f.Status != finding.Breached && f.Status != finding.Undetermined:
		case f.Status != x.Status:
			other = f.Status
		default:
			pointers = append(pointers, f.At.Pointer)
		}
	}
	k := slices.IndexFunc(p.Clauses, func(c finding.ClauseVerdict) bool { return c.Citation == x.Citation })
	switch {
	case p.Verdict == finding.NotJudged && k < 0, k >= 0 && (p.Clauses[k].Status == finding.Skipped || p.Clauses[k].Status == finding.Failed):
		return say(finding.Note, "citation", finding.Text{ZH: "本次没有判断该条款", EN: "the clause was not judged in this run"}, finding.Text{})
	case len(pointers) > 0 && x.Pointer != nil && slices.Contains(pointers, *x.Pointer), len(pointers) > 0 && x.Pointer == nil:
		return say(finding.Warning, "citation", finding.Text{ZH: "其他豁免已经涵盖", EN: "others cover all of it"}, remove)
	case len(pointers) > 0:
		return say(finding.Warning, "pointer", finding.Text{ZH: fmt.Sprintf("“%s”处没有该条款的问题", clip(*x.Pointer)), EN: fmt.Sprintf("nothing is found by this clause at %q", clip(*x.Pointer))},
			finding.Text{ZH: "该条款的问题在 " + strings.Join(shown(pointers), "、"), EN: "what is found by it stands at " + strings.Join(shown(pointers), ", ")})
	case other == finding.Undetermined:
		return say(finding.Warning, "citation", finding.Text{ZH: "该条款尚待定，而豁免针对的是违反", EN: "the clause is undetermined, and the waiver is for a breach"},
			finding.Text{ZH: "补充事实，或者另行报请批准，写明 status: undetermined", EN: `state the facts, or have it approved as "status: undetermined"`})
	case other == finding.Breached:
		return say(finding.Warning, "status", finding.Text{ZH: "该条款已确定违反，而豁免针对的是待定", EN: "the clause is breached, and the waiver is for an open question"},
			finding.Text{ZH: "改正方案，或者就违反另行报请批准", EN: "change the practice, or have the breach itself approved"})
	case k < 0:
		return say(finding.Warning, "citation", finding.Text{ZH: "该条款不用于判断这一方案", EN: "the clause does not judge this practice"}, remove)
	case p.Clauses[k].Status == finding.ByHand:
		return say(finding.Warning, "citation", finding.Text{ZH: "该条款须人工判断，没有需要豁免的问题", EN: "the clause is for a person to judge, and nothing is found by it"}, remove)
	}
	return say(finding.Warning, "citation", finding.Text{ZH: "方案已不违反该条款", EN: "the practice keeps to the clause"}, remove)
}

// shown are the first of many, each once.
func shown(pointers []string) []string {
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
