package report

import (
	"cmp"
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

// The subset of SARIF 2.1.0 that credlint writes. The library go-sarif, which the tests use, writes unset properties, for
// which the SARIF validator warns, and costs more than a millisecond at every start of the program.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool                `json:"tool"`
		Language    string                   `json:"language"`
		ColumnKind  string                   `json:"columnKind"`
		Bases       map[string]sarifArtifact `json:"originalUriBaseIds"`
		Invocations []sarifInvocation        `json:"invocations"`
		Results     []sarifResult            `json:"results"`
		Properties  sarifBag                 `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string       `json:"name"`
		Version        string       `json:"version,omitempty"`
		InformationURI string       `json:"informationUri"`
		Language       string       `json:"language"`
		Rules          []*sarifRule `json:"rules"`
		Properties     sarifBag     `json:"properties"`
	}
	sarifRule struct {
		ID                   string       `json:"id"`
		Name                 string       `json:"name"`
		ShortDescription     sarifMessage `json:"shortDescription"`
		FullDescription      sarifMessage `json:"fullDescription"`
		Help                 sarifMessage `json:"help"`
		HelpURI              string       `json:"helpUri"`
		DefaultConfiguration sarifConfig  `json:"defaultConfiguration"`
		Properties           sarifBag     `json:"properties"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifArtifact struct {
		URI         string        `json:"uri,omitempty"`
		URIBaseID   string        `json:"uriBaseId,omitempty"`
		Description *sarifMessage `json:"description,omitempty"`
	}
	sarifResult struct {
		RuleID              string             `json:"ruleId"`
		RuleIndex           int                `json:"ruleIndex"`
		Level               string             `json:"level"`
		Message             sarifMessage       `json:"message"`
		Locations           []sarifLocation    `json:"locations"`
		RelatedLocations    []sarifLocation    `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions        []sarifSuppression `json:"suppressions"`
		Properties          sarifBag           `json:"properties"`
	}
	sarifLocation struct {
		ID       *int           `json:"id,omitempty"`
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		Name               string `json:"name"`
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Configuration       []sarifNotification `json:"toolConfigurationNotifications,omitempty"`
		Execution           []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level      string       `json:"level"`
		Message    sarifMessage `json:"message"`
		Properties sarifBag     `json:"properties"`
	}
	sarifBag map[string]any
)

// writeSARIF writes a SARIF 2.1.0 log with one run and a rule for every clause with a finding. Texts are in the selected
// language; the properties have both languages. Reviews have the level warning, because SARIF has no level between error and
// warning; the properties have the severity. Findings that are waived or in the baseline are suppressed, with the reason, and
// have the level note, so that they do not fail a gate that ignores suppressions.
func writeSARIF(w io.Writer, r *finding.Report, o Options) error {
	s := &sarifWriter{words: o.words(), o: o, rules: map[string]*sarifRule{}, index: map[string]int{}, seen: finding.Fingerprints{}}
	language := map[string]string{"zh": "zh-CN", "en": "en-US"}[s.lang]
	driver := sarifDriver{
		Name: cmp.Or(r.Tool.Name, "credlint"), InformationURI: homepage, Language: language, Rules: []*sarifRule{},
		Version:    strings.TrimPrefix(r.Tool.Version, "v"), // the SARIF validator requires a digit first
		Properties: sarifBag{"packs": r.Packs},
	}
	// Rules are in the order of citations, results in the order of the report.
	for _, f := range r.All() {
		s.rule(f)
	}
	for i, id := range slices.SortedFunc(maps.Keys(s.rules), finding.CompareCitations) {
		driver.Rules = append(driver.Rules, s.rules[id])
		s.index[id] = i
	}
	results := []sarifResult{}
	for p, f := range r.All() {
		results = append(results, s.result(p, f))
	}
	root := sarifText(s.root)
	return encodeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{{
		Tool: sarifTool{driver}, Language: language, ColumnKind: "unicodeCodePoints",
		// Without a URI for the root, a log is the same on every machine.
		Bases:       map[string]sarifArtifact{srcRoot: {Description: &root}},
		Invocations: []sarifInvocation{s.invocation(r)},
		Results:     results,
		Properties:  sarifBag{"practices": practiceSummaries(r), "summary": r.Summary},
	}}})
}

type sarifWriter struct {
	words
	o     Options
	rules map[string]*sarifRule
	index map[string]int
	seen  finding.Fingerprints
}

// sarifText escapes text as a SARIF message, in which "](" would form a link.
func sarifText(text string) sarifMessage {
	text = validUTF8(text)
	if strings.Contains(text, "](") {
		text = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)
	}
	return sarifMessage{text}
}

// rule adds the rule of a finding, or raises the level of the rule to that of a worse finding.
func (s *sarifWriter) rule(f *finding.Finding) {
	d, ok := s.rules[f.Rule]
	if !ok {
		short, full := s.ownRule(f.Rule), s.ownRuleMeans
		if f.Citation != "" {
			short = cmp.Or(f.Law.In(s.lang), f.Citation)
			full = cmp.Or(s.authority(*f), f.Citation) + s.semicolon + s.explained(f.Citation)
			if summary := f.Summary.In(s.lang); summary != "" {
				short += s.colon + summary
				full = summary + "\n" + full
			}
		}
		instrument, _ := finding.SplitCitation(f.Rule)
		d = &sarifRule{
			ID: validUTF8(f.Rule), Name: ruleName(f.Rule), ShortDescription: sarifText(short), FullDescription: sarifText(full), Help: sarifText(full), HelpURI: homepage + "#readme",
			DefaultConfiguration: sarifConfig{"note"}, Properties: sarifBag{"tags": []string{validUTF8(instrument)}},
		}
		if !f.Law.IsZero() {
			d.Properties["law"], d.Properties["since"] = f.Law, f.Since
		}
		s.rules[f.Rule] = d
	}
	if level := sarifLevel(f.Severity); level == "error" || d.DefaultConfiguration.Level == "note" {
		d.DefaultConfiguration.Level = level
	}
	// GitHub sorts and filters alerts by this property. Its name for note is recommendation.
	d.Properties["problem.severity"] = strings.Replace(d.DefaultConfiguration.Level, "note", "recommendation", 1)
}

func (s *sarifWriter) result(p *finding.Judged, f *finding.Finding) sarifResult {
	r := sarifResult{
		RuleID: validUTF8(f.Rule), RuleIndex: s.index[f.Rule], Level: sarifLevel(f.Severity),
		Locations:           []sarifLocation{s.location(p, f.At)},
		PartialFingerprints: map[string]string{fingerprintKey: s.seen.Of(p, f)},
		Suppressions:        []sarifSuppression{},
		Properties:          sarifBag{"severity": f.Severity.String(), "message": f.Message, "pointer": f.At.Pointer},
	}
	text := f.Message.In(s.lang)
	if _, why := s.setAside(f); why != "" {
		r.Level = "note"
		text = s.severityLabel(f) + s.colon + text
		r.Suppressions = append(r.Suppressions, sarifSuppression{Kind: "external", Status: "accepted", Justification: validUTF8(why)})
	}
	for _, line := range [][2]string{{s.reading, s.readings(*f, p)}, {s.law, f.Law.In(s.lang)}, {s.fix, f.Hint.In(s.lang)}} {
		if line[1] != "" {
			text += "\n" + line[0] + s.colon + line[1]
		}
	}
	r.Message = sarifText(text)
	for i, at := range f.Related {
		l := s.location(p, at)
		l.ID = &i
		r.RelatedLocations = append(r.RelatedLocations, l)
	}
	if p != nil {
		r.Properties["practice"] = p.ID
	}
	if f.Status != "" {
		r.Properties["status"] = f.Status
	}
	if f.Waived != nil {
		r.Properties["waived"] = f.Waived
	}
	if f.Known {
		r.Properties["known"] = true
	}
	if !f.Hint.IsZero() {
		r.Properties["hint"] = f.Hint
	}
	if len(f.Reading) > 0 {
		r.Properties["reading"] = f.Reading
	}
	return r
}

// location formats a position by file and lines, with the pointer or the cell as logical location.
func (s *sarifWriter) location(p *finding.Judged, at finding.Position) sarifLocation {
	var l sarifLocation
	name, inside := s.o.repositoryPath(at.File)
	u := url.URL{Path: name}
	switch {
	case inside:
		l.Physical.Artifact.URIBaseID = srcRoot
	case strings.HasPrefix(name, "/"):
		u.Scheme = "file"
	case len(name) > 1 && name[1] == ':': // a drive
		u.Scheme, u.Path = "file", "/"+name
	}
	l.Physical.Artifact.URI = u.String()
	l.Physical.Region = region(at)
	if at.Pointer != "" || at.Cell != "" {
		logical := sarifLogical{Name: validUTF8(cmp.Or(string(at.Cell), dottedPath(at.Pointer))), FullyQualifiedName: validUTF8(at.Pointer)}
		if p != nil {
			logical.FullyQualifiedName = validUTF8(p.ID) + "#" + validUTF8(at.Pointer)
		}
		l.Logical = []sarifLogical{logical}
	}
	return l
}

// region always returns a region, because GitHub ignores results without a line: the region of a whole file or a cell is the
// first character of the file.
func region(at finding.Position) sarifRegion {
	if at.Line <= 0 || at.Cell != "" {
		return sarifRegion{1, 1, 1, 1}
	}
	g := sarifRegion{StartLine: at.Line, StartColumn: max(at.Column, 0), EndLine: max(at.EndLine, at.Line)}
	if at.Column > 0 && (at.EndLine > at.Line || at.EndColumn >= at.Column) {
		g.EndColumn = max(at.EndColumn, 0)
	}
	return g
}

// invocation says whether every practice was judged, and lists what narrowed the check and what was not checked.
func (s *sarifWriter) invocation(r *finding.Report) sarifInvocation {
	i := sarifInvocation{ExecutionSuccessful: r.Summary.NotJudged == 0}
	for _, n := range r.Narrowed {
		i.Configuration = append(i.Configuration, sarifNotification{"note", sarifText(s.narrowed(n.In(s.lang))), sarifBag{"message": n}})
	}
	for _, p := range r.Practices {
		for _, n := range p.NotChecked {
			text := cmp.Or(p.ID, p.File) + s.colon + s.notChecked + " " + titleWithID(n.Title.In(s.lang), n.Instrument) + s.colon + n.Why.In(s.lang)
			i.Execution = append(i.Execution, sarifNotification{"note", sarifText(text), sarifBag{"practice": p.ID, "instrument": n.Instrument, "why": n.Why}})
		}
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
