package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
)

func loadText(t *testing.T, text string) *practice.Loaded {
	t.Helper()
	loaded, err := practice.Load(context.Background(), []string{"-"}, practice.Options{Stdin: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func findingsOf(l *practice.Loaded) []finding.Finding {
	out := l.Findings
	for _, d := range l.Documents {
		out = append(out, d.Findings...)
	}
	return out
}

// A template is valid as it stands, and what it comments out is too, but for facts that exclude each other.
func TestTemplates(t *testing.T) {
	commented := regexp.MustCompile(`(?m)^((?:[ #]*[ ])?)# ([^#\n])`)
	for _, kind := range templateNames() {
		t.Run(kind, func(t *testing.T) {
			var out bytes.Buffer
			if err := writeTemplate(&out, kind); err != nil {
				t.Fatal(err)
			}
			head, body, _ := strings.Cut(out.String(), "\n\n")
			if !strings.HasPrefix(head, "# yaml-language-server: $schema=credlint-"+kind+".schema.json\n") {
				t.Errorf("the first line does not name the schema:\n%s", head)
			}
			for _, f := range findingsOf(loadText(t, out.String())) {
				t.Errorf("%d: %s", f.At.Line, f.Message.EN)
			}
			if kind != "agency" && len(loadText(t, out.String()).Documents) != 1 {
				t.Error("the template is no practice")
			}

			all := body
			for commented.MatchString(all) { // first objects, then the facts inside them
				all = commented.ReplaceAllString(all, "$1$2")
			}
			if strings.Count(all, "# ") != strings.Count(all, "## ") {
				t.Error("a fact is still commented out")
			}
			for _, f := range findingsOf(loadText(t, all)) {
				if !strings.Contains(f.Message.EN, " exists only where ") && !strings.Contains(f.Message.EN, "contradicts what stands beside it") {
					t.Errorf("with everything stated, line %d: %s\n%s", f.At.Line, f.Message.EN, f.Snippet)
				}
			}
		})
	}
}
