package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/finding"
)

// command matches a workflow command of GitHub's runner: a name, escaped properties and a message.
var command = regexp.MustCompile(`^::(error|warning|notice) ([a-zA-Z]+=[^:,\r\n]*(?:,[a-zA-Z]+=[^:,\r\n]*)*)::(.*)$`)

func commands(t *testing.T, r *finding.Report, o Options) []string {
	t.Helper()
	var b bytes.Buffer
	if err := formats["github"](&b, r, o); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	last := lines[len(lines)-1]
	if strings.Contains(last, "::") || strings.Contains(last, "##[") {
		t.Errorf("the closing line may be taken for a command: %q", last)
	}
	return lines[:len(lines)-1]
}

func TestGitHubCommandsAreWellFormed(t *testing.T) {
	worst := map[string]int{"error": 2, "warning": 1, "notice": 0}
	for name, r := range reports() {
		for _, lang := range []string{"zh", "en"} {
			before := 2
			for _, line := range commands(t, r, Options{Lang: lang}) {
				m := command.FindStringSubmatch(line)
				if m == nil {
					t.Errorf("%s: the runner would not read %q", name, line)
					continue
				}
				if worst[m[1]] > before {
					t.Errorf("%s: %s comes after what is less", name, m[1])
				}
				before = worst[m[1]]
			}
		}
	}
}

func TestGitHubEscapes(t *testing.T) {
	r := reports()["gene"]
	p := &r.Practices[0]
	p.File, p.NotChecked, p.Clauses = "a:b,c%.yaml", nil, nil
	f := &p.Findings[0]
	f.At.File, f.At.Line, f.At.EndLine, f.Law, f.Citation = "a:b,c%.yaml", 3, 3, txt("", "art. 1, 2: x"), ""
	f.Message, f.Hint, f.Rule = txt("", "100%\n::error::forged\r\n##[error]"), txt("", "50%0A"), "r"
	got := commands(t, r, Options{Lang: "en"})[0]
	want := "::error file=a%3Ab%2Cc%25.yaml,line=3,endLine=3,col=17,endColumn=21,title=art. 1%2C 2%3A x [r]::100%25 :\\u003aerror:\\u003aforged  #\\u0023[error]%0Afix: 50%250A"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestGitHubColumnsAreOfOneLine(t *testing.T) {
	for _, line := range commands(t, reports()["metro"], Options{Lang: "en"}) {
		if strings.Contains(line, "line=13,endLine=15") && strings.Contains(line, "col=") {
			t.Errorf("columns of two lines: %s", line)
		}
	}
}

func TestGitHubPutsReviewBeforeWarnings(t *testing.T) {
	r := reports()["metro"]
	lines := strings.Join(commands(t, r, Options{Lang: "en"}), "\n")
	asked, repealed := strings.Index(lines, "in what form was consent given"), strings.Index(lines, "was amended on")
	if asked < 0 || repealed < 0 || asked > repealed {
		t.Errorf("a question stands at %d and a warning at %d:\n%s", asked, repealed, lines)
	}
	if strings.Contains(lines, "it is not stated whether consent") {
		t.Error("a clause is annotated although a question stands for it")
	}
	if explained := strings.Join(commands(t, r, Options{Lang: "en", Explain: true}), "\n"); !strings.Contains(explained, "it is not stated whether consent") {
		t.Error("an explanation leaves out a clause")
	}
	if quiet := commands(t, r, Options{Lang: "en", Quiet: true}); strings.Contains(strings.Join(quiet, "\n"), "::notice") {
		t.Error("a quiet report has notices")
	}
}
