package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/trial"
)

// writeTrialJUnit writes JUnit XML with a suite for each instrument and in it a test case for each file of cases, each Rego test
// and each finding about the law. Differences are failures; tests that could not run are errors. Names are the same in every
// language and times are zero, so that the same law gives the same bytes.
func writeTrialJUnit(w io.Writer, t *testResult, lang string) error {
	j := trialJUnit{newTrialText(t, lang), map[string]int{}}
	all := junit.Testsuites{Name: "credlint test", Time: "0"}
	add := func(s *junit.Testsuite) {
		if len(s.Testcases) > 0 {
			s.ID = len(all.Suites)
			all.AddSuite(*s)
		}
	}
	packs := &junit.Testsuite{Name: "packs", Time: "0"}
	for _, f := range append(t.laws.Findings, t.Broken...) {
		if f.Severity >= finding.Warning {
			j.finding(packs, nil, f, true)
		}
	}
	add(packs)
	shared := &junit.Testsuite{Name: "shared rules", Time: "0"}
	j.regoTests(shared, nil, t.Shared)
	add(shared)
	for i := range t.Instruments {
		in := &t.Instruments[i]
		s := &junit.Testsuite{Name: in.Law.ID, Time: "0"}
		for _, f := range in.Broken {
			j.finding(s, in.Law, f, true)
		}
		for _, f := range in.Checks {
			j.finding(s, in.Law, f, false)
		}
		if len(in.Broken)+len(in.Checks) == 0 {
			s.AddTestcase(j.named("checks", in.Law, "law"))
		}
		if t.floor > 0 {
			tc := j.named("coverage", in.Law, "lines")
			if tooFew := j.tooFew(in); tooFew != "" {
				tc.Failure = &junit.Result{Message: tooFew, Type: "coverage", Data: tooFew}
			}
			s.AddTestcase(tc)
		}
		for k := range in.Cases {
			j.file(s, in.Law, &in.Cases[k])
		}
		j.regoTests(s, in.Law, in.Tests)
		add(s)
	}
	all.Skipped = 0 // the common schema allows this attribute on suites only
	var b bytes.Buffer
	if err := all.WriteXML(&b); err != nil {
		return err
	}
	_, err := io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+finding.SanitizeLines(b.String()))
	return err
}

type trialJUnit struct {
	trialText
	names map[string]int
}

// named returns a test case of an instrument, or of the packs if in is nil. It appends a number to a name that is in use.
func (j trialJUnit) named(class string, in *law.Instrument, name string) junit.Testcase {
	of := "packs"
	if in != nil {
		of = strings.ReplaceAll(in.ID, "/", ".")
	}
	class += "." + of
	j.names[class+" "+name]++
	if n := j.names[class+" "+name]; n > 1 {
		name = fmt.Sprintf("%s (%d)", name, n)
	}
	return junit.Testcase{Name: name, Classname: "credlint." + class, Time: "0"}
}

func (j trialJUnit) finding(s *junit.Testsuite, in *law.Instrument, f finding.Finding, broken bool) {
	line := j.trialText.finding(in, f)
	place, _, _ := strings.Cut(line, ": ")
	tc := j.named("checks", in, place)
	result := &junit.Result{Message: finding.Sanitize(f.Message.In(j.lang)), Type: f.Rule, Data: line}
	if broken {
		tc.Error = result
	} else {
		tc.Failure = result
	}
	s.AddTestcase(tc)
}

func (j trialJUnit) file(s *junit.Testsuite, in *law.Instrument, c *trial.Case) {
	tc := j.named("cases", in, j.trialText.file(in, c.File))
	var details []string
	for _, f := range c.Broken {
		details = append(details, j.trialText.finding(in, f))
	}
	details = append(details, j.differences(in, c.Differences)...)
	data := strings.Join(details, "\n")
	switch {
	case len(c.Broken) > 0:
		tc.Error = &junit.Result{Message: finding.Sanitize(c.Broken[0].Message.In(j.lang)), Type: c.Broken[0].Rule, Data: data}
	case len(c.Differences) > 0:
		d := c.Differences[0]
		tc.Failure = &junit.Result{Message: finding.Sanitize(fmt.Sprintf(j.sentence, cmp.Or(d.Law.In(j.lang), j.other), d.Wanted.In(j.lang), d.Got.In(j.lang))), Type: "difference", Data: data}
	}
	s.AddTestcase(tc)
}

func (j trialJUnit) regoTests(s *junit.Testsuite, in *law.Instrument, list []trial.RegoTest) {
	for _, t := range list {
		tc := j.named("tests", in, t.Name)
		result := &junit.Result{Message: t.Name, Type: "test", Data: strings.Join(j.tests(in, []trial.RegoTest{t}), "\n")}
		switch {
		case t.Skipped:
			tc.Skipped = &junit.Result{Message: t.Name}
		case t.Broken:
			tc.Error = result
		case !t.Passed:
			tc.Failure = result
		}
		s.AddTestcase(tc)
	}
}
