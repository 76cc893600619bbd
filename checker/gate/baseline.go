package gate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// BaselineFormat is the name and version of the format of a baseline.
const BaselineFormat = "credlint.baseline/v1"

// known is one finding of a baseline. What finds it again is the fingerprint, and the file where practices share an id;
// the rest is for people who read the file, and for what has become of it.
type known struct {
	Fingerprint string           `json:"fingerprint"`
	Rule        string           `json:"rule"`
	Severity    finding.Severity `json:"severity"`
	Status      finding.Status   `json:"status"`
	Practice    string           `json:"practice"`
	File        string           `json:"file"` // from the folder of the baseline
	Pointer     string           `json:"pointer"`
}

// Baseline is what was found before.
type Baseline struct {
	// Findings are what is wrong with the file, of which then nothing counts.
	Findings []finding.Finding

	file    *file
	entries []known
}

// held reports whether a baseline holds a finding at all: not what asks nothing, what a waiver covers until its last day,
// what was not judged, what is said of waivers and baselines, and no breach of a clause that nobody may waive.
func held(p *finding.Judged, f *finding.Finding, law Law) bool {
	if f.Severity < finding.Warning || f.Waived != nil || f.Status == finding.Failed || ours(f) || p == nil && f.Severity == finding.Error {
		return false
	}
	return f.Status != finding.Breached || mayWaive(f.Citation, law)
}

func mayWaive(citation string, law Law) bool {
	known, waivable := law.Clause(citation)
	return waivable || !known
}

// WriteBaseline returns a baseline of what r found, as the file that name will be. dir is what relative paths of r and
// name start from. The same findings give the same bytes, whatever folder the check ran in.
func WriteBaseline(name string, r *finding.Report, law Law, dir string) ([]byte, error) {
	base := filepath.Dir(absolute(dir, name))
	var entries []known
	for p, f := range r.All() {
		if held(p, f, law) {
			entries = append(entries, entry(p, f, base, dir))
		}
	}
	slices.SortFunc(entries, func(a, b known) int {
		return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.File, b.File), finding.CompareCitations(a.Rule, b.Rule), cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Status, b.Status))
	})
	// A finding a line, so that changes are read, and merged, as what they are.
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n \"format\": %q,\n \"findings\": [", BaselineFormat)
	for i, k := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		var line bytes.Buffer
		e := json.NewEncoder(&line)
		e.SetEscapeHTML(false)
		if err := e.Encode(k); err != nil {
			return nil, err
		}
		b.Write(bytes.TrimRight(line.Bytes(), "\n"))
	}
	if len(entries) > 0 {
		b.WriteString("\n ")
	}
	b.WriteString("]\n}\n")
	if again := ReadBaseline(name, b.Bytes()); len(again.Findings) > 0 {
		return nil, fmt.Errorf("%d findings are more than one baseline holds: %s; write one for each folder", len(entries), again.Findings[0].Message.EN)
	}
	return b.Bytes(), nil
}

// entry is how a baseline in the folder base holds a finding.
func entry(p *finding.Judged, f *finding.Finding, base, dir string) known {
	id, name := "", f.At.File
	if p != nil {
		id, name = p.ID, p.File
	}
	if rel, err := filepath.Rel(base, absolute(dir, name)); err == nil {
		name = filepath.ToSlash(rel)
	}
	return known{Fingerprint: finding.Fingerprint(id, name, *f), Rule: f.Rule, Severity: f.Severity, Status: f.Status, Practice: id, File: name, Pointer: f.At.Pointer}
}

var hexadecimal = regexp.MustCompile(`^[0-9a-f]{32}$`)

// ReadBaseline reads a baseline. What is wrong is a finding of severity error at its place, and then nothing of the
// baseline counts.
func ReadBaseline(name string, text []byte) *Baseline {
	f, ok := open(name, text, "baseline")
	b := &Baseline{file: f}
	if ok {
		b.read()
	}
	b.Findings = finding.Sort(f.found)
	if len(b.Findings) > 0 {
		b.entries = nil
	}
	return b
}

func (b *Baseline) read() {
	f := b.file
	again := finding.Text{ZH: "重新写入基线", EN: "write the baseline again"}
	damaged := func(pointer, zh, en string) {
		if len(f.found) == 0 { // one is enough: a program wrote the file
			f.fault("baseline", pointer, finding.Text{ZH: "基线文件损坏：" + zh, EN: "the baseline is damaged: " + en}, again)
		}
	}
	head, _ := f.doc.Value.(map[string]any)
	format, _ := head["format"].(string)
	switch {
	case strings.HasPrefix(format, "credlint.baseline/") && format != BaselineFormat:
		f.fault("baseline", "/format", finding.Text{ZH: fmt.Sprintf("基线的格式是“%s”，本程序只读取“%s”", clip(format), BaselineFormat), EN: fmt.Sprintf("the baseline has the format %q, and this program reads %q", clip(format), BaselineFormat)}, again)
		return
	case format != BaselineFormat:
		f.fault("baseline", "", finding.Text{ZH: "这不是基线文件", EN: "this is no baseline"}, again)
		return
	}
	entries, ok := head["findings"].([]any)
	if !ok {
		damaged("/findings", "findings 应为列表", "findings is no list")
	}
	for i, v := range entries {
		at := "/findings/" + strconv.Itoa(i)
		e, _ := v.(map[string]any)
		var k known
		for _, field := range []struct {
			name string
			to   *string
		}{{"fingerprint", &k.Fingerprint}, {"rule", &k.Rule}, {"status", (*string)(&k.Status)}, {"practice", &k.Practice}, {"file", &k.File}, {"pointer", &k.Pointer}} {
			s, ok := e[field.name].(string)
			if !ok {
				damaged(at, field.name+" 应为文字", field.name+" is no text")
			}
			*field.to = s
		}
		severity, _ := e["severity"].(string)
		if err := k.Severity.UnmarshalText([]byte(severity)); err != nil {
			damaged(at+"/severity", fmt.Sprintf("没有“%s”这一严重程度", clip(severity)), err.Error())
		}
		if !hexadecimal.MatchString(k.Fingerprint) {
			damaged(at+"/fingerprint", "指纹不是 32 位十六进制数字", "a fingerprint has not 32 hexadecimal digits")
		}
		b.entries = append(b.entries, k)
	}
}

// Apply marks the findings of r that the baseline knows, and adds as notes those that are gone or have become worse. dir
// is what relative paths of r and of the baseline start from. It removes no finding and changes nothing else of one;
// Finish puts the report in order again. Waivers go first: a finding that is waived is not known as well.
//
// Not known is what became more severe, or was open and is breached now, and a breach of a clause that nobody may waive.
func (b *Baseline) Apply(r *finding.Report, law Law, dir string) {
	if len(b.Findings) > 0 {
		r.Findings = append(r.Findings, b.Findings...)
		r.Narrowed = append(r.Narrowed, b.narrowed(0))
		return
	}
	base := filepath.Dir(absolute(dir, b.file.name))
	type at struct {
		p     *finding.Judged
		f     *finding.Finding
		entry known
	}
	var found []at
	files := map[string]bool{} // of this run
	ids := map[string][]*finding.Judged{}
	for i := range r.Practices {
		p := &r.Practices[i]
		files[entry(p, &finding.Finding{}, base, dir).File] = true
		if p.ID != "" {
			ids[p.ID] = append(ids[p.ID], p)
		}
	}
	for p, f := range r.All() {
		if !ours(f) {
			k := entry(p, f, base, dir)
			found = append(found, at{p, f, k})
			files[k.File] = true
		}
	}

	free := map[string][]int{} // entries that no finding took, by fingerprint
	for i, k := range b.entries {
		free[k.Fingerprint] = append(free[k.Fingerprint], i)
	}
	taken := map[int]bool{}
	count := 0
	var notes []finding.Finding
	take := func(x at, fits func(known) bool) bool {
		left := free[x.entry.Fingerprint]
		n := slices.IndexFunc(left, func(i int) bool { return fits(b.entries[i]) })
		if n < 0 {
			return false
		}
		i := left[n]
		free[x.entry.Fingerprint] = slices.Delete(slices.Clone(left), n, n+1)
		taken[i] = true
		switch k := b.entries[i]; {
		case x.f.Waived != nil:
		case x.f.Severity > k.Severity, x.f.Status == finding.Breached && k.Status != finding.Breached:
			notes = append(notes, b.worse(i, x.f))
		case held(x.p, x.f, law):
			x.f.Known = true
			count++
		}
		return true
	}
	// A practice is known by its id in whatever file it stands. Where several share one, each keeps to its file, or takes
	// the place of a file that is not checked any more.
	var moved []at
	for _, x := range found {
		if !take(x, func(k known) bool { return k.File == x.entry.File }) {
			moved = append(moved, x)
		}
	}
	for _, x := range moved {
		take(x, func(k known) bool { return !files[k.File] || len(ids[k.Practice]) == 1 })
	}

	unchecked := 0
	for i, k := range b.entries {
		switch {
		case taken[i]:
		case b.checked(k, ids, files):
			notes = append(notes, b.gone(i))
		default:
			unchecked++
		}
	}
	if unchecked > 0 {
		notes = append(notes, b.file.finding("baseline-not-checked", finding.Note, b.file.place("/format"),
			finding.Text{ZH: fmt.Sprintf("基线所列事项中，本次没有检查的有 %d 项", unchecked), EN: fmt.Sprintf("findings of the baseline that are of what was not checked in this run: %d", unchecked)}, finding.Text{}))
	}
	r.Findings = append(r.Findings, notes...)
	r.Narrowed = append(r.Narrowed, b.narrowed(count))
}

// checked reports whether this run would have found a finding of the baseline again.
func (b *Baseline) checked(k known, ids map[string][]*finding.Judged, files map[string]bool) bool {
	if k.Practice == "" {
		return files[k.File]
	}
	judged := func(p *finding.Judged) bool {
		return p.Verdict != finding.NotJudged && !slices.ContainsFunc(p.Clauses, func(c finding.ClauseVerdict) bool {
			return c.Citation == k.Rule && (c.Status == finding.Skipped || c.Status == finding.Failed)
		})
	}
	of := ids[k.Practice]
	return len(of) > 0 && !slices.ContainsFunc(of, func(p *finding.Judged) bool { return !judged(p) })
}

func (b *Baseline) narrowed(count int) finding.Text {
	return finding.Text{ZH: fmt.Sprintf("按基线“%s”视为既有问题：%d 项", b.file.name, count), EN: fmt.Sprintf("known from the baseline %s: %d", b.file.name, count)}
}

func (b *Baseline) note(rule string, i int, message, hint finding.Text) finding.Finding {
	return b.file.finding(rule, finding.Note, b.file.place("/findings/"+strconv.Itoa(i)+"/fingerprint"), message, hint)
}

// where names a finding of the baseline.
func (k known) where() string {
	return strings.TrimSpace(k.Rule + " " + k.Pointer + " (" + cmp.Or(k.Practice, k.File) + ")")
}

func (b *Baseline) gone(i int) finding.Finding {
	where := b.entries[i].where()
	return b.note("baseline-gone", i, finding.Text{ZH: "基线中的问题已经消失：" + where, EN: "a finding of the baseline is gone: " + where},
		finding.Text{ZH: "重新写入基线，以免其再次出现时被当作既有问题", EN: "write the baseline again, so that it is not known when it comes back"})
}

func (b *Baseline) worse(i int, f *finding.Finding) finding.Finding {
	where := b.entries[i].where()
	x := b.note("baseline-worse", i, finding.Text{ZH: "基线中的问题已经加重，不再视为既有问题：" + where, EN: "a finding of the baseline has become worse and is not known any more: " + where},
		finding.Text{ZH: "先处理该问题，再重新写入基线", EN: "deal with it, then write the baseline again"})
	x.Related = []finding.Position{f.At}
	return x
}
