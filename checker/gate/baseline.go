package gate

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// BaselineFormat is the name and version of the format of a baseline.
const BaselineFormat = "credlint.baseline/v2"

// baselineEntry is one finding of a baseline. It is matched by fingerprint, and by file if several practices have the same id.
// The other fields are for readers of the file and for messages.
type baselineEntry struct {
	Fingerprint string           `json:"fingerprint"`
	Rule        string           `json:"rule"`
	Severity    finding.Severity `json:"severity"`
	Status      finding.Status   `json:"status"`
	Practice    string           `json:"practice"`
	File        string           `json:"file"` // relative to the folder of the baseline
	Pointer     string           `json:"pointer"`
	Subject     string           `json:"subject"` // see finding.Finding
}

// Baseline has the findings of an earlier run.
type Baseline struct {
	// Findings are the problems of the file. If there are any, Apply marks nothing.
	Findings []finding.Finding

	file    *file // nil for that of a commit
	commit  string
	entries []baselineEntry
}

// inBaseline reports whether a baseline may contain a finding. It excludes notes, waived findings, items that could not be
// judged, findings of this package, and breaches of clauses that may not be waived.
func inBaseline(p *finding.Judged, f *finding.Finding, law Law) bool {
	if f.Severity < finding.Warning || f.Waived != nil || f.Status == finding.Failed || isGateFinding(f) || p == nil && f.Severity == finding.Error {
		return false
	}
	return f.Status != finding.Breached || mayWaive(f.Citation, law)
}

func mayWaive(citation string, law Law) bool {
	known, waivable := law.Clause(citation)
	return waivable || !known
}

// WriteBaseline returns the text of a baseline with the findings of r, for the file name. dir is the absolute folder that
// relative paths of r and name start from. The same findings give the same bytes, whichever folder the check ran in.
func WriteBaseline(name string, r *finding.Report, law Law, dir string) ([]byte, error) {
	entries := entriesOf(r, law, filepath.Dir(absolute(dir, name)), dir)
	slices.SortFunc(entries, func(a, b baselineEntry) int {
		return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.File, b.File), finding.CompareCitations(a.Rule, b.Rule), cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Status, b.Status))
	})
	// One finding per line, so that diffs and merges work per finding.
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n \"format\": %q,\n \"findings\": [", BaselineFormat)
	for i, k := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		line, err := finding.JSON(k, "")
		if err != nil {
			return nil, err
		}
		b.Write(bytes.TrimRight(line, "\n"))
	}
	if len(entries) > 0 {
		b.WriteString("\n ")
	}
	b.WriteString("]\n}\n")
	if reread := ReadBaseline(name, b.Bytes()); len(reread.Findings) > 0 {
		return nil, finding.Errorf("%d 个问题超过一份基线的上限：%s；请按文件夹分别写入", "%d findings are more than one baseline holds: %s; write one for each folder", len(entries), reread.Findings[0].Message)
	}
	return b.Bytes(), nil
}

func entriesOf(r *finding.Report, law Law, base, dir string) (entries []baselineEntry) {
	for p, f := range r.All() {
		if inBaseline(p, f, law) {
			entries = append(entries, newBaselineEntry(p, f, base, dir))
		}
	}
	return entries
}

// BaselineOf returns the baseline of the report r, with its waivers applied, of the same files as they were in a commit. dir is the
// absolute folder that relative paths of r start from. Entries that are no longer found are not reported: they stand in no file that could be tidied.
func BaselineOf(commit string, r *finding.Report, law Law, dir string) *Baseline {
	return &Baseline{commit: commit, entries: entriesOf(r, law, dir, dir)}
}

// newBaselineEntry returns the entry of a finding in a baseline in the folder base.
func newBaselineEntry(p *finding.Judged, f *finding.Finding, base, dir string) baselineEntry {
	id, name := "", f.At.File
	if p != nil {
		id, name = p.ID, p.File
	}
	if rel, err := filepath.Rel(base, absolute(dir, name)); err == nil {
		name = filepath.ToSlash(rel)
	}
	return baselineEntry{Fingerprint: finding.Fingerprint(id, name, *f), Rule: f.Rule, Severity: f.Severity, Status: f.Status, Practice: id, File: name, Pointer: f.At.Pointer, Subject: f.Subject}
}

var hexadecimal = regexp.MustCompile(`^[0-9a-f]{32}$`)

// ReadBaseline parses a baseline. Every problem is a finding with severity error, and then the baseline has no entries.
func ReadBaseline(name string, text []byte) *Baseline {
	f, ok := parse(name, text, "baseline")
	b := &Baseline{file: f}
	if ok {
		b.read()
	}
	b.Findings = finding.Sort(f.findings)
	if len(b.Findings) > 0 {
		b.entries = nil
	}
	return b
}

func (b *Baseline) read() {
	f := b.file
	rewrite := finding.Text{ZH: "重新写入基线", EN: "write the baseline again"}
	damaged := func(pointer, zh, en string) {
		if len(f.findings) == 0 { // one is enough, because no person writes the file
			f.reject("baseline", pointer, finding.Text{ZH: "基线文件损坏：" + zh, EN: "the baseline is damaged: " + en}, rewrite)
		}
	}
	head, _ := f.doc.Value.(map[string]any)
	format, _ := head["format"].(string)
	switch {
	case strings.HasPrefix(format, "credlint.baseline/") && format != BaselineFormat:
		f.reject("baseline", "/format", finding.Text{ZH: fmt.Sprintf("基线的格式是“%s”，本程序只读取“%s”", truncate(format), BaselineFormat), EN: fmt.Sprintf("the baseline has the format %q, and this program reads %q", truncate(format), BaselineFormat)}, rewrite)
		return
	case format != BaselineFormat:
		f.reject("baseline", "", finding.Text{ZH: "这不是基线文件", EN: "this is no baseline"}, rewrite)
		return
	}
	entries, ok := head["findings"].([]any)
	if !ok {
		damaged("/findings", "findings 应为列表", "findings is no list")
	}
	for i, v := range entries {
		at := "/findings/" + strconv.Itoa(i)
		e, _ := v.(map[string]any)
		var k baselineEntry
		for _, field := range []struct {
			name string
			to   *string
		}{{"fingerprint", &k.Fingerprint}, {"rule", &k.Rule}, {"status", (*string)(&k.Status)}, {"practice", &k.Practice}, {"file", &k.File}, {"pointer", &k.Pointer}, {"subject", &k.Subject}} {
			s, ok := e[field.name].(string)
			if !ok {
				damaged(at, field.name+" 应为文字", field.name+" is no text")
			}
			*field.to = s
		}
		severity, _ := e["severity"].(string)
		if err := k.Severity.UnmarshalText([]byte(severity)); err != nil {
			damaged(at+"/severity", fmt.Sprintf("没有“%s”这一严重程度", truncate(severity)), err.Error())
		}
		if !hexadecimal.MatchString(k.Fingerprint) {
			damaged(at+"/fingerprint", "指纹不是 32 位十六进制数字", "a fingerprint has not 32 hexadecimal digits")
		}
		b.entries = append(b.entries, k)
	}
}

// Apply marks the findings of r that are in the baseline as known, and adds notes for entries that are gone, have changed or have
// become worse. Findings that became more severe, or are breached and were undetermined, are not known; neither are breaches of
// clauses that may not be waived. dir is the absolute folder that relative paths of r and of the baseline start from. Apply
// waivers first: waived findings are not marked. Call r.Finish afterwards.
func (b *Baseline) Apply(r *finding.Report, law Law, dir string) {
	if len(b.Findings) > 0 {
		r.Findings = append(r.Findings, b.Findings...)
		r.Narrowed = append(r.Narrowed, b.narrowed(0))
		return
	}
	base := dir
	if b.file != nil {
		base = filepath.Dir(absolute(dir, b.file.name))
	}
	type candidate struct {
		p     *finding.Judged
		f     *finding.Finding
		entry baselineEntry
	}
	var candidates []candidate
	files, unseen := map[string]bool{}, map[string]bool{} // of this run: judged, and seen only
	ids := map[string][]*finding.Judged{}
	for i := range r.Practices {
		p := &r.Practices[i]
		files[newBaselineEntry(p, &finding.Finding{}, base, dir).File] = true
		if p.ID != "" {
			ids[p.ID] = append(ids[p.ID], p)
		}
	}
	for i := range r.Unjudged {
		p := &r.Unjudged[i]
		unseen[newBaselineEntry(p, &finding.Finding{}, base, dir).File] = true
		if p.ID != "" {
			ids[p.ID] = append(ids[p.ID], p)
		}
	}
	for p, f := range r.All() {
		if !isGateFinding(f) {
			k := newBaselineEntry(p, f, base, dir)
			candidates = append(candidates, candidate{p, f, k})
			files[k.File] = true
		}
	}

	unmatched := map[string][]int{} // indexes of unmatched entries by fingerprint
	for i, k := range b.entries {
		unmatched[k.Fingerprint] = append(unmatched[k.Fingerprint], i)
	}
	matched := map[int]bool{}
	count := 0
	var notes []finding.Finding
	match := func(x candidate, accepts func(baselineEntry) bool) bool {
		left := unmatched[x.entry.Fingerprint]
		n := slices.IndexFunc(left, func(i int) bool { return accepts(b.entries[i]) })
		if n < 0 {
			return false
		}
		i := left[n]
		unmatched[x.entry.Fingerprint] = slices.Delete(slices.Clone(left), n, n+1)
		matched[i] = true
		switch k := b.entries[i]; {
		case x.f.Waived != nil:
		case x.f.Severity > k.Severity, x.f.Status == finding.Breached && k.Status != finding.Breached:
			notes = append(notes, b.about("baseline-worse", i, x.f, finding.Text{ZH: "基线中的问题已经加重，不再视为既有问题：", EN: "a finding of the baseline has become worse and is not known any more: "}))
		case inBaseline(x.p, x.f, law):
			x.f.Known = true
			count++
		}
		return true
	}
	// A practice with a unique id matches its entries even if its file was renamed. Practices with the same id match entries of
	// their own file first, then entries of files that are not in this run.
	var moved []candidate
	for _, x := range candidates {
		if !match(x, func(k baselineEntry) bool { return k.File == x.entry.File }) {
			moved = append(moved, x)
		}
	}
	var fresh []candidate
	for _, x := range moved {
		if !match(x, func(k baselineEntry) bool { return !files[k.File] && !unseen[k.File] || len(ids[k.Practice]) == 1 }) {
			fresh = append(fresh, x)
		}
	}

	unchecked := 0
	for i, k := range b.entries {
		changed := slices.IndexFunc(fresh, func(x candidate) bool {
			return x.f.Waived == nil && x.f.Subject != k.Subject && x.entry.Rule == k.Rule && x.entry.Practice == k.Practice && (k.Practice != "" || x.entry.File == k.File) && x.entry.Pointer == k.Pointer
		})
		switch {
		case matched[i]:
		case changed >= 0:
			notes = append(notes, b.about("baseline-changed", i, fresh[changed].f, finding.Text{ZH: "基线中的问题所在之处内容已变，不再视为既有问题：", EN: "what a finding of the baseline was about has changed, and it is not known any more: "}))
		case b.file == nil:
		case b.checked(k, ids, files):
			notes = append(notes, b.gone(i))
		default:
			unchecked++
		}
	}
	if unchecked > 0 {
		notes = append(notes, b.file.finding("baseline-not-checked", finding.Note, b.file.positionOf("/format"),
			finding.Text{ZH: fmt.Sprintf("基线所列事项中，本次没有检查的有 %d 项", unchecked), EN: fmt.Sprintf("findings of the baseline that are of what was not checked in this run: %d", unchecked)}, finding.Text{}))
	}
	r.Findings = append(r.Findings, notes...)
	r.Narrowed = append(r.Narrowed, b.narrowed(count))
}

// checked reports whether this run judged the clause and practice of an entry.
func (b *Baseline) checked(k baselineEntry, ids map[string][]*finding.Judged, files map[string]bool) bool {
	if k.Practice == "" {
		return files[k.File]
	}
	judged := func(p *finding.Judged) bool {
		none := len(p.Clauses) == 0 && !strings.HasPrefix(k.Rule, "credlint/") // no law governs
		return p.Verdict != finding.NotJudged && !none && !slices.ContainsFunc(p.Clauses, func(c finding.ClauseVerdict) bool {
			return c.Citation == k.Rule && (c.Status == finding.Skipped || c.Status == finding.Failed)
		})
	}
	of := ids[k.Practice]
	return len(of) > 0 && !slices.ContainsFunc(of, func(p *finding.Judged) bool { return !judged(p) })
}

func (b *Baseline) narrowed(count int) finding.Text {
	if b.file == nil {
		return finding.Text{ZH: fmt.Sprintf("提交“%s”中已有、视为既有问题：%d 项", b.commit, count), EN: fmt.Sprintf("known from the commit %s: %d", b.commit, count)}
	}
	return finding.Text{ZH: fmt.Sprintf("按基线“%s”视为既有问题：%d 项", b.file.name, count), EN: fmt.Sprintf("known from the baseline %s: %d", b.file.name, count)}
}

func (b *Baseline) note(rule string, i int, message, hint finding.Text) finding.Finding {
	return b.file.finding(rule, finding.Note, b.file.positionOf("/findings/"+strconv.Itoa(i)+"/fingerprint"), message, hint)
}

// String describes an entry in messages.
func (k baselineEntry) String() string {
	return strings.TrimSpace(k.Rule + " " + k.Pointer + " (" + cmp.Or(k.Practice, k.File) + ")")
}

func (b *Baseline) gone(i int) finding.Finding {
	where := b.entries[i].String()
	return b.note("baseline-gone", i, finding.Text{ZH: "基线中的问题已经消失：" + where, EN: "a finding of the baseline is gone: " + where},
		finding.Text{ZH: "重新写入基线，以免其再次出现时被当作既有问题", EN: "write the baseline again, so that it is not known when it comes back"})
}

// about is a note about an entry that f has in its place.
func (b *Baseline) about(rule string, i int, f *finding.Finding, message finding.Text) finding.Finding {
	where := b.entries[i].String()
	message = finding.Text{ZH: message.ZH + where, EN: message.EN + where}
	if b.file == nil { // nothing has to be written again
		return finding.Finding{Rule: "credlint/" + rule, Severity: finding.Note, Message: message, At: f.At, Snippet: f.Snippet}
	}
	x := b.note(rule, i, message, finding.Text{ZH: "先处理该问题，再重新写入基线", EN: "deal with it, then write the baseline again"})
	x.Related = []finding.Position{f.At}
	return x
}
