package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// A template is valid as it stands. What it comments out states nothing once the sign of the comment is removed, and is valid with
// the values of its examples, but for facts that exclude each other.
func TestTemplates(t *testing.T) {
	commented := regexp.MustCompile(`(?m)^((?:[ #]*[ ])?)# ([^#\n])`)
	blank := regexp.MustCompile(`(?m)^([ #-]*[a-z_0-9]+:) # (?:.*)?(?:例：|e\.g\. )(.+)$`)
	uncommented := func(body string) string {
		for commented.MatchString(body) { // first objects, then the facts inside them
			body = commented.ReplaceAllString(body, "$1$2")
		}
		return body
	}
	for _, kind := range templateNames() {
		for _, lang := range []string{"", "en", "zh"} {
			for _, short := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s %s short %v", kind, lang, short), func(t *testing.T) {
					var out bytes.Buffer
					if err := writeTemplate(&out, kind, lang, short); err != nil {
						t.Fatal(err)
					}
					if !strings.HasPrefix(out.String(), "# yaml-language-server: $schema=credlint-"+kind+".schema.json\n") {
						t.Errorf("the first line does not name the schema:\n%.200s", out.String())
					}
					if n := strings.Count(out.String(), "\n"); short && n > 60 {
						t.Errorf("a short template has %d lines", n)
					}
					facts, _ := templateFacts(kind)
					zh, en := strings.Contains(out.String(), facts.Title.ZH), strings.Contains(out.String(), "# "+facts.Title.EN+"\n") || strings.Contains(out.String(), "/ "+facts.Title.EN+"\n")
					if zh == (lang == "en") || en == (lang == "zh") {
						t.Errorf("Chinese is there: %v, English is there: %v", zh, en)
					}
					for _, f := range findingsOf(loadText(t, out.String())) {
						t.Errorf("%d: %s", f.At.Line, f.Message.EN)
					}
					if kind != "agency" && len(loadText(t, out.String()).Documents) != 1 {
						t.Error("the template is no practice")
					}

					before, body, _ := strings.Cut(out.String(), map[bool]string{false: "\n\n", true: "\npractice: "}[short && kind != "agency"])
					if short && kind != "agency" {
						body = "practice: " + body
					}
					stated := len(blank.FindAllString(body, -1))
					if stated < 10 {
						t.Errorf("only %d facts are commented out after:\n%s", stated, before)
					}
					empty := 0
					for _, f := range findingsOf(loadText(t, uncommented(body))) {
						if strings.Contains(f.Message.EN, " is empty and must be ") || strings.Contains(f.Message.EN, " exists only where ") {
							empty++
						}
					}
					if empty < min(stated, 90) { // findings of one file end at a hundred
						t.Errorf("%d facts are commented out, and only %d are empty when they are no longer", stated, empty)
					}

					all := uncommented(blank.ReplaceAllString(body, "$1 $2"))
					for _, f := range findingsOf(loadText(t, all)) {
						if !strings.Contains(f.Message.EN, " exists only where ") && !strings.Contains(f.Message.EN, "contradicts what stands beside it") {
							t.Errorf("with everything stated, line %d: %s\n%s", f.At.Line, f.Message.EN, f.Snippet)
						}
					}
				})
			}
		}
	}
}

// The paths of short templates are those of facts.
func TestShortTemplatesNameFacts(t *testing.T) {
	for _, kind := range templateNames() {
		facts, err := templateFacts(kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range facts.Short {
			f := facts
			for name := range strings.SplitSeq(path, ".") {
				if f != nil && f.Type == "array" {
					f = f.Items
				}
				f = f.Child(name)
			}
			if f == nil {
				t.Errorf("%s has no fact %s", kind, path)
			}
		}
	}
}

// Every practice of the folder of examples is offered, stands for itself and is the practice that is judged there.
func TestExamplesAreOffered(t *testing.T) {
	loaded, err := practice.Load(context.Background(), []string{filepath.Join(repository, "examples")}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	offered := examples()
	if len(offered) != len(loaded.Documents) || len(offered) < 40 {
		t.Fatalf("%d examples are offered, and there are %d", len(offered), len(loaded.Documents))
	}
	for i, d := range loaded.Documents {
		e := offered[i]
		if e.id != d.ID || e.kind != d.Kind || e.place == "" || e.title == "" {
			t.Errorf("offered is %+v, judged is %s", e, d.ID)
			continue
		}
		var out bytes.Buffer
		if err := writeExample(&out, e.id, ""); err != nil {
			t.Fatal(err)
		}
		alone := loadText(t, out.String())
		for _, f := range findingsOf(alone) {
			t.Errorf("%s:%d: %s", e.id, f.At.Line, f.Message.EN)
		}
		if len(alone.Documents) != 1 {
			t.Errorf("%s is %d practices", e.id, len(alone.Documents))
		} else if diff := cmp.Diff(d.Value, alone.Documents[0].Value); diff != "" {
			t.Errorf("%s says in the folder (-) and alone (+):\n%s", e.id, diff)
		}
		if text := out.String(); strings.Contains(text, "# want ") || strings.Contains(text, "# expected") || !strings.Contains(text, "\n#") {
			t.Errorf("%s holds marks of tests, or no word of its source:\n%.300s", e.id, text)
		}
	}
}
