package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/credlint/credlint/checker/finding"
)

// writeJUnit writes JUnit XML with a suite for each practice and in it a test case for each clause, each finding of the tool
// itself and each instrument that was not judged. A breach is a failure; a clause or document that could not be judged is an
// error. Undetermined, by-hand, skipped, waived, known and unchecked items are skipped test cases with the reason, because
// they neither pass nor fail. Names are the same in every language, so that CI systems can track a test. Times are zero, so
// that the same input gives the same bytes.
func writeJUnit(w io.Writer, r *finding.Report, o Options) error {
	j := &junitWriter{text: plainText(o), names: map[string]int{}}
	all := junit.Testsuites{Name: cmp.Or(r.Tool.Name, "credlint"), Time: "0"}
	if len(r.Findings) > 0 {
		s := j.suite(r, "credlint", len(all.Suites))
		for i := range r.Findings {
			f := &r.Findings[i]
			file, _ := o.repositoryPath(f.At.File)
			j.testCase(&s, "credlint", strings.TrimSpace(f.Rule+" "+file), nil, nil, []*finding.Finding{f})
		}
		all.AddSuite(s)
	}
	for i := range r.Practices {
		all.AddSuite(j.practice(r, &r.Practices[i], len(all.Suites)))
	}
	all.Skipped = 0 // the common schema allows this attribute on suites only
	if _, err := io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"); err != nil {
		return err
	}
	return all.WriteXML(w)
}

type junitWriter struct {
	text
	names map[string]int // number of uses
}

// unique appends a number to a name that is already in use.
func (j *junitWriter) unique(name string) string {
	j.names[name]++
	if n := j.names[name]; n > 1 {
		return fmt.Sprintf("%s (%d)", name, n)
	}
	return name
}

func (j *junitWriter) suite(r *finding.Report, name string, id int) junit.Testsuite {
	s := junit.Testsuite{Name: j.unique(name), ID: id, Time: "0"}
	s.AddProperty("packs.digest", r.Packs.Digest)
	for _, n := range r.Narrowed {
		s.AddProperty("narrowed", n.In(j.lang))
	}
	return s
}

func (j *junitWriter) practice(r *finding.Report, p *finding.Judged, id int) junit.Testsuite {
	s := j.suite(r, cmp.Or(p.ID, p.File), id)
	file, _ := j.o.repositoryPath(p.File)
	s.File = file
	for _, property := range [][2]string{{"kind", p.Kind}, {"jurisdiction", p.Jurisdiction}, {"day", p.Day}, {"verdict", string(p.Verdict)}} {
		s.AddProperty(property[0], property[1])
	}
	class := "credlint." + cmp.Or(p.Kind, "practice")
	name := cmp.Or(p.ID, p.File) + " "

	found := map[string][]*finding.Finding{}
	var rules []string // in the order of first findings
	for i := range p.Findings {
		f := &p.Findings[i]
		if found[f.Rule] == nil {
			rules = append(rules, f.Rule)
		}
		found[f.Rule] = append(found[f.Rule], f)
	}
	for i := range p.Clauses {
		c := &p.Clauses[i]
		j.testCase(&s, class, name+c.Citation, p, c, found[c.Citation])
		delete(found, c.Citation)
	}
	for _, rule := range rules {
		if found[rule] != nil {
			j.testCase(&s, class, name+rule, p, nil, found[rule])
		}
	}
	for _, n := range p.NotChecked {
		why := j.notChecked + " " + titleWithID(n.Title.In(j.lang), n.Instrument) + j.colon + n.Why.In(j.lang)
		s.AddTestcase(junit.Testcase{Name: j.unique(name + n.Instrument), Classname: class, Time: "0", Skipped: &junit.Result{Message: why}})
	}
	if p.Verdict == finding.NotJudged {
		verdict := j.verdict[finding.NotJudged]
		s.AddTestcase(junit.Testcase{Name: j.unique(name + string(finding.NotJudged)), Classname: class, Time: "0", Error: &junit.Result{Message: verdict, Type: string(finding.NotJudged)}})
	}
	return s
}

// testCase adds the test case of one clause, or with a nil c that of one rule of the tool itself.
func (j *junitWriter) testCase(s *junit.Testsuite, class, name string, p *finding.Judged, c *finding.ClauseVerdict, found []*finding.Finding) {
	tc := junit.Testcase{Name: j.unique(name), Classname: class, Time: "0"}
	// The result is that of the worst finding that is not set aside, the first of several; the details list all findings.
	var worst *finding.Finding
	var details []string
	for _, f := range found {
		details = append(details, j.finding(&findingGroup{*f, []finding.Finding{*f}}, p))
		if !f.SetAside() && (worst == nil || f.Severity > worst.Severity) {
			worst = f
		}
	}
	data := strings.Join(details, "\n\n")
	result := func(kind, message string) *junit.Result {
		return &junit.Result{Message: message, Type: kind, Data: data}
	}
	switch {
	case c != nil && c.Status == finding.Failed:
		tc.Error = result(string(c.Status), j.status[c.Status]+j.reason(c.Why))
	case p == nil && worst != nil && worst.Severity == finding.Error: // an unreadable file or pack
		tc.Error = result(worst.Severity.String(), worst.Message.In(j.lang))
	case worst != nil && worst.Severity == finding.Error:
		tc.Failure = result(worst.Severity.String(), worst.Message.In(j.lang))
	case worst != nil && p != nil && p.Verdict == finding.NotGoverned && c == nil && worst.Severity == finding.Review: // nothing else would fail
		tc.Failure = result(string(p.Verdict), worst.Message.In(j.lang))
	case worst != nil && worst.Severity == finding.Review:
		tc.Skipped = result(worst.Severity.String(), j.severity[worst.Severity]+j.colon+worst.Message.In(j.lang))
	case worst == nil && len(found) > 0:
		_, why := j.setAside(found[0])
		tc.Skipped = result(found[0].Severity.String(), j.severityLabel(found[0])+j.colon+why)
	case c != nil && (isUnjudged(*c) || c.Status == finding.Undetermined):
		tc.Skipped = result(string(c.Status), j.status[c.Status]+j.reason(c.Why))
	case data != "":
		tc.SystemOut = &junit.Output{Data: data}
	case c != nil && c.Status != finding.Met:
		tc.SystemOut = &junit.Output{Data: cmp.Or(j.status[c.Status], string(c.Status)) + j.reason(c.Why)}
	}
	s.AddTestcase(tc)
}

func (j *junitWriter) reason(why finding.Text) string {
	if why.IsZero() {
		return ""
	}
	return j.colon + why.In(j.lang)
}
