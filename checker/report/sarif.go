package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/credlint/credlint/checker/finding"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	homepage    = "https://github.com/credlint/credlint"
	srcRoot     = "SRCROOT"
	// fingerprintKey names the kind of fingerprint, as SARIF requires. The key primaryLocationLineHash is reserved for GitHub:
	// its upload warns about every value that it did not compute itself.
	fingerprintKey = "practiceClausePlace/v1"
)

// object is a JSON object of SARIF. Types for the hundred properties would say each name a second time, and the tests validate
// every log. The library go-sarif, which the tests use, writes unset properties, for which the SARIF validator warns, and costs
// more than a millisecond at every start of the program.
type object = map[string]any

// writeSARIF writes a SARIF 2.1.0 log with one run and a rule for every clause with a finding. Texts are in the selected
// language; the properties have both languages. Reviews have the level warning, because SARIF has no level between error and
// warning; the properties have the severity. Findings that are waived or in the baseline are suppressed, with the reason, and
// have the level note, so that they do not fail a gate that ignores suppressions.
func writeSARIF(w io.Writer, r *finding.Report, o Options) error {
	s := &sarifWriter{words: wordsIn(o.Lang), o: o, rules: map[string]object{}, index: map[string]int{}, seen: finding.Fingerprints{}}
	language := map[string]string{"zh": "zh-CN", "en": "en-US"}[s.lang]
	// Rules are in the order of citations, results in the order of the report.
	kept, more := s.worst(r)
	for _, f := range r.All() {
		if kept == nil || kept[f] {
			s.rule(f)
		}
	}
	rules := []object{}
	for i, id := range slices.SortedFunc(maps.Keys(s.rules), finding.CompareCitations) {
		rules = append(rules, s.rules[id])
		s.index[id] = i
	}
	results := []object{}
	for p, f := range r.All() {
		if result := s.result(p, f); kept == nil || kept[f] { // the fingerprints are those of a report with all
			results = append(results, result)
		}
	}
	driver := object{
		"name": cmp.Or(r.Tool.Name, "credlint"), "informationUri": homepage, "language": language, "rules": rules, "properties": object{"packs": r.Packs},
	}
	if version := strings.TrimPrefix(r.Tool.Version, "v"); version != "" { // the SARIF validator requires a digit first
		driver["version"] = version
	}
	return encodeJSON(w, object{"$schema": sarifSchema, "version": "2.1.0", "runs": []object{{
		"tool": object{"driver": driver}, "language": language, "columnKind": "unicodeCodePoints",
		// Without a URI for the root, a log is the same on every machine.
		"originalUriBaseIds": object{srcRoot: object{"description": sarifText(s.root)}},
		"invocations":        []object{s.invocation(r, more)},
		"results":            results,
		"properties":         object{"practices": practiceSummaries(r), "summary": r.Summary},
	}}})
}

// maxResults is the number of results in a run from which on code scanning refuses a log as a whole, and maxRuleText the number of
// characters that it takes of the texts of a rule.
const (
	maxResults  = 25_000
	maxRuleText = 1024
)

// worst returns the findings that a log has room for, those that fail a run first and the worst first, and how many more there
// are; nil is all of them.
func (s *sarifWriter) worst(r *finding.Report) (kept map[*finding.Finding]bool, more int) {
	var all []*finding.Finding
	for _, f := range r.All() {
		all = append(all, f)
	}
	if len(all) <= maxResults {
		return nil, 0
	}
	slices.SortStableFunc(all, func(a, b *finding.Finding) int {
		if a.SetAside() != b.SetAside() {
			return map[bool]int{false: -1, true: 1}[a.SetAside()]
		}
		return cmp.Compare(b.Severity, a.Severity)
	})
	kept = map[*finding.Finding]bool{}
	for _, f := range all[:maxResults] {
		kept[f] = true
	}
	return kept, len(all) - maxResults
}

// ruleText is sarifText, cut for the texts of a rule.
func ruleText(text string) object {
	if r := []rune(text); len(r) > maxRuleText-2 {
		text = string(r[:maxRuleText-2]) + "…"
	}
	return sarifText(text)
}

type sarifWriter struct {
	words
	o     Options
	rules map[string]object
	index map[string]int
	seen  finding.Fingerprints
}

// sarifText escapes text as a SARIF message, in which "](" would form a link. Its line breaks are those of the message.
func sarifText(text string) object {
	text = finding.SanitizeLines(text)
	if strings.Contains(text, "](") {
		text = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)
	}
	return object{"text": text}
}

// rule adds the rule of a finding, or raises the level of the rule to that of a worse finding.
func (s *sarifWriter) rule(f *finding.Finding) {
	d, ok := s.rules[f.Rule]
	if !ok {
		short, full := s.ownRule(f.Rule), s.ownRuleMeans
		if f.Citation != "" {
			short = cmp.Or(f.Law.In(s.lang), f.Citation)
			full = cmp.Or(s.authority(f), f.Citation) + s.semicolon + s.explained(f.Citation)
			if summary := f.Summary.In(s.lang); summary != "" {
				short += s.colon + summary
				full = summary + "\n" + full
			}
		}
		instrument, _ := finding.SplitCitation(f.Rule)
		properties := object{"tags": []string{instrument}}
		if !f.Law.IsZero() {
			properties["law"], properties["since"] = f.Law, f.Since
		}
		d = object{
			"id": f.Rule, "name": ruleName(f.Rule), "shortDescription": ruleText(short), "fullDescription": ruleText(full), "help": sarifText(full), "helpUri": homepage + "#readme",
			"properties": properties,
		}
		s.rules[f.Rule] = d
	}
	level := sarifLevel(f.Severity)
	if configured, ok := d["defaultConfiguration"].(object); ok && level != "error" && configured["level"] != "note" {
		return
	}
	d["defaultConfiguration"] = object{"level": level}
	// GitHub sorts and filters alerts by this property. Its name for note is recommendation.
	d["properties"].(object)["problem.severity"] = strings.Replace(level, "note", "recommendation", 1)
}

func (s *sarifWriter) result(p *finding.Judged, f *finding.Finding) object {
	level, text := sarifLevel(f.Severity), f.Message.In(s.lang)
	suppressions := []object{}
	if _, why := s.setAside(f); why != "" {
		level, text = "note", s.severityLabel(f)+s.colon+text
		kind := "external"
		if f.Waived != nil && f.Waived.Comment != "" {
			kind = "inSource"
		}
		suppressions = append(suppressions, object{"kind": kind, "status": "accepted", "justification": finding.Sanitize(why)})
	}
	for _, line := range [][2]string{{s.reading, s.readings(f, p)}, {s.law, f.Law.In(s.lang)}, {s.fix, f.Hint.In(s.lang)}} {
		if line[1] != "" {
			text += "\n" + line[0] + s.colon + line[1]
		}
	}
	properties := object{"severity": f.Severity.String(), "message": f.Message, "pointer": f.At.Pointer}
	if p != nil {
		properties["practice"] = p.ID
	}
	if f.Status != "" {
		properties["status"] = f.Status
	}
	if f.Waived != nil {
		properties["waived"] = f.Waived
	}
	if f.Known {
		properties["known"] = true
	}
	if !f.Hint.IsZero() {
		properties["hint"] = f.Hint
	}
	if len(f.Reading) > 0 {
		properties["reading"] = f.Reading
	}
	r := object{
		"ruleId": f.Rule, "ruleIndex": s.index[f.Rule], "level": level, "message": sarifText(text), "locations": []object{s.location(p, f.At)},
		"partialFingerprints": object{fingerprintKey: s.seen.Of(p, f)}, "suppressions": suppressions, "properties": properties,
	}
	var related []object
	for i, at := range f.Related {
		l := s.location(p, at)
		l["id"] = i
		related = append(related, l)
	}
	if related != nil {
		r["relatedLocations"] = related
	}
	return r
}

// location formats a position by file and lines, with the pointer or the cell as logical location.
func (s *sarifWriter) location(p *finding.Judged, at finding.Position) object {
	name, inside := s.o.repositoryPath(at.File)
	u := url.URL{Path: name}
	artifact := object{}
	switch {
	case inside:
		artifact["uriBaseId"] = srcRoot
	case strings.HasPrefix(name, "/"):
		u.Scheme = "file"
	case len(name) > 1 && name[1] == ':': // a drive
		u.Scheme, u.Path = "file", "/"+name
	}
	artifact["uri"] = u.String()
	l := object{"physicalLocation": object{"artifactLocation": artifact, "region": region(at)}}
	if at.Pointer != "" || at.Cell != "" {
		full := at.Pointer
		if p != nil {
			full = p.ID + "#" + full
		}
		l["logicalLocations"] = []object{{"name": cmp.Or(string(at.Cell), dottedPath(at.Pointer)), "fullyQualifiedName": full}}
	}
	return l
}

// region always returns a region, because GitHub ignores results without a line: the region of a whole file or a cell is the
// first character of the file.
func region(at finding.Position) object {
	if at.Line <= 0 || at.Cell != "" {
		return object{"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
	}
	g := object{"startLine": at.Line, "endLine": max(at.EndLine, at.Line)}
	if at.Column > 0 {
		g["startColumn"] = at.Column
		if at.EndColumn > 0 && (at.EndLine > at.Line || at.EndColumn >= at.Column) {
			g["endColumn"] = at.EndColumn
		}
	}
	return g
}

// invocation says whether every practice was judged, and lists what narrowed the check and what was not checked.
func (s *sarifWriter) invocation(r *finding.Report, more int) object {
	notification := func(text string, properties object) object {
		return object{"level": "note", "message": sarifText(text), "properties": properties}
	}
	i := object{"executionSuccessful": r.Complete()}
	var narrowed, unchecked []object
	for _, n := range r.Narrowed {
		narrowed = append(narrowed, notification(s.narrowed(n.In(s.lang)), object{"message": n}))
	}
	for _, p := range r.Practices {
		for _, n := range p.NotChecked {
			text := cmp.Or(p.ID, p.File) + s.colon + s.notChecked + " " + titleWithID(n.Title.In(s.lang), n.Instrument) + s.colon + n.Why.In(s.lang)
			unchecked = append(unchecked, notification(text, object{"practice": p.ID, "instrument": n.Instrument, "why": n.Why}))
		}
	}
	if more > 0 {
		text := finding.Text{ZH: fmt.Sprintf("另有 %d 项结果未列入：代码扫描至多接受 25,000 项，已列入最严重的；完整结果见 JSON 报告", more),
			EN: fmt.Sprintf("%d more results are left out: code scanning takes 25,000, and these are the worst; the JSON report has all", more)}
		left := notification(text.In(s.lang), object{"message": text, "left_out": more})
		left["level"] = "warning"
		unchecked = append(unchecked, left)
	}
	if narrowed != nil {
		i["toolConfigurationNotifications"] = narrowed
	}
	if unchecked != nil {
		i["toolExecutionNotifications"] = unchecked
	}
	return i
}

// practiceSummaries lists the practices of a report without clauses and findings.
func practiceSummaries(r *finding.Report) []map[string]string {
	out := []map[string]string{}
	for _, p := range r.Practices {
		out = append(out, map[string]string{"id": p.ID, "kind": p.Kind, "jurisdiction": p.Jurisdiction, "day": p.Day, "verdict": string(p.Verdict)})
	}
	return out
}

func sarifLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Review, finding.Warning:
		return "warning"
	}
	return "note"
}

// ruleName converts "cn/credit_reporting_2013#14.1" to "CnCreditReporting2013Article14Part1".
func ruleName(id string) string {
	instrument, clause := finding.SplitCitation(id)
	var b strings.Builder
	for _, word := range strings.FieldsFunc(instrument, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		first := []rune(word)
		b.WriteString(string(unicode.ToUpper(first[0])) + string(first[1:]))
	}
	for i, number := range strings.FieldsFunc(clause, func(r rune) bool { return r == '.' }) {
		b.WriteString([]string{"Article", "Part"}[min(i, 1)] + number)
	}
	return b.String()
}
