package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/credlint/credlint/checker/finding"
)

// readSARIF writes a report as SARIF and reads it back with go-sarif.
func readSARIF(t *testing.T, r *finding.Report, o Options) *sarif.Report {
	t.Helper()
	var b bytes.Buffer
	if err := writeSARIF(&b, r, o); err != nil {
		t.Fatal(err)
	}
	log, err := sarif.FromBytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs, want 1", len(log.Runs))
	}
	log.Runs[0].NewlineSequences = []string{"\r\n", "\n"} // go-sarif reads their absence, which means these, as none
	return log
}

func TestSARIFIsWhatThePublishedSchemaSays(t *testing.T) {
	for name, r := range reports() {
		for _, lang := range []string{"zh", "en"} {
			if err := readSARIF(t, r, Options{Lang: lang, Dir: "/r/a", Root: "/r"}).Validate(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	broken := readSARIF(t, reports()["gene"], Options{})
	broken.Runs[0].Results[0].Level = "fatal"
	if broken.Validate() == nil {
		t.Error("the schema accepts a level that does not exist")
	}
}

func TestSARIFHasARuleForEachClause(t *testing.T) {
	for name, r := range reports() {
		run := readSARIF(t, r, Options{}).Runs[0]
		want := map[string]bool{}
		for _, f := range r.All() {
			want[f.Rule] = true
		}
		if len(run.Tool.Driver.Rules) != len(want) {
			t.Errorf("%s: %d rules for %d clauses", name, len(run.Tool.Driver.Rules), len(want))
		}
		for i, result := range run.Results {
			rule := run.Tool.Driver.Rules[result.RuleIndex]
			if *rule.ID != *result.RuleID {
				t.Errorf("%s: result %d has the rule %s and points at %s", name, i, *result.RuleID, *rule.ID)
			}
			if *rule.Name == "" || *rule.ShortDescription.Text == "" || *rule.FullDescription.Text == "" || *rule.Help.Text == "" {
				t.Errorf("%s: the rule %s is not described", name, *rule.ID)
			}
		}
	}
}

func TestSARIFCarriesBothLanguages(t *testing.T) {
	r := reports()["gene"]
	for lang, want := range map[string]string{"zh": r.Practices[0].Findings[0].Message.ZH, "en": r.Practices[0].Findings[0].Message.EN} {
		result := readSARIF(t, r, Options{Lang: lang}).Runs[0].Results[0]
		if !strings.HasPrefix(*result.Message.Text, want) {
			t.Errorf("the text in %s is %q", lang, *result.Message.Text)
		}
		if d := cmp.Diff(any(map[string]any{"zh": r.Practices[0].Findings[0].Message.ZH, "en": r.Practices[0].Findings[0].Message.EN}), result.Properties.Properties["message"]); d != "" {
			t.Error(d)
		}
	}
}

func TestSARIFTextIsNoLink(t *testing.T) {
	r := reports()["gene"]
	r.Practices[0].Findings[0].Message = txt("", `see [here](1) and c:\x`)
	if text := *readSARIF(t, r, Options{}).Runs[0].Results[0].Message.Text; !strings.Contains(text, `see \[here\](1) and c:\\x`) {
		t.Errorf("got %q", text)
	}
}

// prints are the fingerprints of a report, in its order.
func prints(r *finding.Report) []string {
	seen, out := finding.Fingerprints{}, []string{}
	for p, f := range r.All() {
		out = append(out, seen.Of(p, f))
	}
	return out
}

func TestFingerprints(t *testing.T) {
	for name := range reports() {
		r, moved := reports()[name], reports()[name]
		for _, f := range moved.All() {
			f.At.Line, f.At.EndLine, f.At.Column, f.At.EndColumn = f.At.Line+7, f.At.EndLine+7, f.At.Column+2, f.At.EndColumn+2
			f.Snippet, f.Message, f.Severity = "", txt("改写", "reworded"), finding.Review
		}
		if d := cmp.Diff(prints(r), prints(moved)); d != "" {
			t.Errorf("%s: fingerprints hang on lines or words:\n%s", name, d)
		}
		if all := prints(r); len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
			t.Errorf("%s: two findings have one fingerprint: %q", name, all)
		}
	}
	one := reports()["gene"]
	first := prints(one)[0]
	for what, change := range map[string]func(p *finding.Judged, f *finding.Finding){
		"rule":     func(p *finding.Judged, f *finding.Finding) { f.Rule = "cn/other_2020#1" },
		"practice": func(p *finding.Judged, f *finding.Finding) { p.ID = "other" },
		"pointer":  func(p *finding.Judged, f *finding.Finding) { f.At.Pointer = "/items/3/category" },
		"reading":  func(p *finding.Judged, f *finding.Finding) { f.Reading = []finding.Reading{{Name: "n", Choice: "c"}} },
	} {
		r := reports()["gene"]
		change(&r.Practices[0], &r.Practices[0].Findings[0])
		if prints(r)[0] == first {
			t.Errorf("another %s has the same fingerprint", what)
		}
	}
	twice := reports()["gene"]
	p := &twice.Practices[0]
	p.Findings = append(p.Findings, p.Findings[0])
	if all := prints(twice); all[0] != first || all[1] == first {
		t.Errorf("two findings that agree have the fingerprints %q", all)
	}
}

func TestPathsAreThoseOfTheRepository(t *testing.T) {
	for _, c := range []struct {
		dir, root, file, want string
		inside                bool
	}{
		{"/r", "/r", "a.yaml", "a.yaml", true},
		{"/r/x/y", "/r", "a.yaml", "x/y/a.yaml", true},
		{"/r/x/y", "/r", "../a.yaml", "x/a.yaml", true},
		{"/r/x", "/r", "./b/../a.yaml", "x/a.yaml", true},
		{"/r/x", "/r", "/r/a.yaml", "a.yaml", true},
		{"/r/x", "/r", "../../a.yaml", "/a.yaml", false},
		{"/r", "/r", "/rest/a.yaml", "/rest/a.yaml", false},
		{"/r", "/r", "..a/a.yaml", "..a/a.yaml", true},
		{"/", "/", "a.yaml", "a.yaml", true},
		{"", "", "./a.yaml", "a.yaml", true},
		{"", "", "/a.yaml", "/a.yaml", false},
		{"/r/x", "/r", "<stdin>", "<stdin>", false},
	} {
		got, inside := Options{Dir: c.dir, Root: c.root}.repositoryPath(c.file)
		if got != c.want || inside != c.inside {
			t.Errorf("%s in %s of %s is %s, %v; want %s, %v", c.file, c.dir, c.root, got, inside, c.want, c.inside)
		}
	}
}

func TestSARIFPlaces(t *testing.T) {
	s := sarifWriter{words: wordsIn("en"), o: Options{Dir: "/r/x", Root: "/r"}}
	for _, c := range []struct {
		at   finding.Position
		want string
	}{
		{at("a.yaml", 3, 2, 5, ""), `{"artifactLocation":{"uri":"x/a.yaml","uriBaseId":"SRCROOT"},"region":{"endColumn":5,"endLine":3,"startColumn":2,"startLine":3}}`},
		{finding.Position{File: "信用 计划#1.yaml"}, `{"artifactLocation":{"uri":"x/%E4%BF%A1%E7%94%A8%20%E8%AE%A1%E5%88%92%231.yaml","uriBaseId":"SRCROOT"},"region":{"endColumn":1,"endLine":1,"startColumn":1,"startLine":1}}`},
		{finding.Position{File: "a.yaml", Line: 3}, `{"artifactLocation":{"uri":"x/a.yaml","uriBaseId":"SRCROOT"},"region":{"endLine":3,"startLine":3}}`},
		{finding.Position{File: "a.yaml", Line: 3, Column: 9, EndLine: 5, EndColumn: 1}, `{"artifactLocation":{"uri":"x/a.yaml","uriBaseId":"SRCROOT"},"region":{"endColumn":1,"endLine":5,"startColumn":9,"startLine":3}}`},
		{finding.Position{File: "a.yaml", Line: 3, Column: 9, EndLine: 3, EndColumn: 2}, `{"artifactLocation":{"uri":"x/a.yaml","uriBaseId":"SRCROOT"},"region":{"endLine":3,"startColumn":9,"startLine":3}}`},
		{finding.Position{File: "d.xlsx", Line: 5, Column: 3, EndLine: 5, EndColumn: 4, Cell: "items!C5"}, `{"artifactLocation":{"uri":"x/d.xlsx","uriBaseId":"SRCROOT"},"region":{"endColumn":1,"endLine":1,"startColumn":1,"startLine":1}}`},
		{finding.Position{File: "../../b c.yaml", Line: 1}, `{"artifactLocation":{"uri":"file:///b%20c.yaml"},"region":{"endLine":1,"startLine":1}}`},
		{finding.Position{File: "<stdin>", Line: 1}, `{"artifactLocation":{"uri":"%3Cstdin%3E"},"region":{"endLine":1,"startLine":1}}`},
	} {
		got, err := json.Marshal(s.location(nil, c.at)["physicalLocation"])
		if err != nil || string(got) != c.want {
			t.Errorf("%+v is %s, %v; want %s", c.at, got, err, c.want)
		}
	}
}

// TestSARIFLimits holds that a log keeps to what code scanning takes, with the worst results, and says what it leaves out.
func TestSARIFLimits(t *testing.T) {
	t.Parallel()
	r := &finding.Report{Practices: []finding.Judged{{ID: "p", File: "p.yaml"}}}
	for i := range maxResults + 2 {
		f := finding.Finding{Rule: "xx/a_2020#1", Citation: "xx/a_2020#1", Severity: finding.Review, Message: finding.Text{EN: strings.Repeat("long ", 300)}, Summary: finding.Text{EN: strings.Repeat("long ", 300)}, At: finding.Position{File: "p.yaml", Line: i + 1, Column: 1}}
		switch i {
		case 0:
			f.Known = true
		case 1:
			f.Severity = finding.Note
		case maxResults + 1:
			f.Severity = finding.Error
		}
		r.Practices[0].Findings = append(r.Practices[0].Findings, f)
	}
	var b bytes.Buffer
	if err := writeSARIF(&b, r, Options{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct{ Level string }
			Tool    struct {
				Driver struct {
					Rules []struct{ ShortDescription, FullDescription struct{ Text string } }
				}
			}
			Invocations []struct {
				ToolExecutionNotifications []struct{ Message struct{ Text string } }
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if n := len(run.Results); n != maxResults || run.Results[0].Level != "warning" || run.Results[n-1].Level != "error" {
		t.Errorf("%d results, the first %s, the last %s", n, run.Results[0].Level, run.Results[n-1].Level)
	}
	if said := run.Invocations[0].ToolExecutionNotifications; len(said) != 1 || !strings.HasPrefix(said[0].Message.Text, "2 more results are left out") {
		t.Errorf("notifications are %v", said)
	}
	for _, rule := range run.Tool.Driver.Rules {
		if n := len([]rune(rule.FullDescription.Text)); n > maxRuleText || len([]rune(rule.ShortDescription.Text)) > maxRuleText {
			t.Errorf("a text of a rule has %d characters", n)
		}
	}
}
