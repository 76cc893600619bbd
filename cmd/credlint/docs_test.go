package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// repository is the folder in which the commands of the documents run.
const repository = "../.."

// documents are the pages that people read, by their paths in the repository.
func documents(t *testing.T) []string {
	t.Helper()
	out := []string{"README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"}
	err := filepath.WalkDir(filepath.Join(repository, "docs"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "policy-repository" {
			return fs.SkipDir // an example, which is run and not read
		}
		if err == nil && path.Ext(name) == ".md" {
			name, err = filepath.Rel(repository, name)
			out = append(out, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A quotation is a block with the output of a command or the content of a file:
//
//	<!-- run exit=1 from="first line" lines=9: credlint check plan.yaml -->
//	<!-- file from="breach" lines=5: policies/…/art_14.rego -->
//
// from is a part of the first line that is shown, lines how many are; without them all are. What is left out of an output
// is marked with "…". The exit code is 0 if none is demanded.
var (
	quotation = regexp.MustCompile("(?ms)^<!-- (run|file)((?: [a-z]+=(?:\"[^\"]*\"|'[^']*'|[0-9]+))*): ([^\n]+?) -->\n```([a-z]*)\n(.*?)^```$")
	attribute = regexp.MustCompile(`([a-z]+)=("[^"]*"|'[^']*'|[0-9]+)`)
	marker    = regexp.MustCompile(`(?m)^<!-- *(run|file)\b.*$`)
	digest    = regexp.MustCompile(`sha256:[0-9a-f]{12,}`)
)

// Every quoted output is the one that the program prints by the law it comes with. -update writes them.
func TestDocumentsQuote(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector each start of the program takes seconds; the scripts run practices side by side")
	}
	for _, name := range documents(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := document(t, name)
			blocks := quotation.FindAllStringSubmatchIndex(text, -1)
			if marked := marker.FindAllString(text, -1); len(marked) != len(blocks) {
				t.Errorf("%d blocks are quotations, and %d comments say so:\n%s", len(blocks), len(marked), strings.Join(marked, "\n"))
			}
			var out strings.Builder
			end := 0
			for _, b := range blocks {
				part := func(i int) string { return text[b[2*i]:b[2*i+1]] }
				got, err := quote(part(1), part(2), part(3))
				if err != nil {
					t.Errorf("%s: %v", part(3), err)
					got = part(5)
				}
				// The digest changes with every letter of the law, and says nothing to a reader.
				if diff := cmp.Diff(digest.ReplaceAllString(part(5), "sha256:…"), digest.ReplaceAllString(got, "sha256:…")); diff != "" && !*update {
					t.Errorf("%s: what the document says (-) is not what is (+); go test ./cmd/credlint -run Documents -update writes it\n%s", part(3), diff)
				} else if diff == "" {
					got = part(5)
				}
				out.WriteString(text[end:b[10]] + got)
				end = b[11]
			}
			out.WriteString(text[end:])
			if *update && out.String() != text {
				if err := os.WriteFile(filepath.Join(repository, name), []byte(out.String()), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// quote returns the content of a block.
func quote(what, attributes, of string) (string, error) {
	want := map[string]string{}
	for _, a := range attribute.FindAllStringSubmatch(attributes, -1) {
		want[a[1]] = strings.Trim(a[2], `"'`)
	}
	head, gap := "", ""
	var text string
	if what == "file" {
		b, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(of)))
		if err != nil {
			return "", err
		}
		text = string(b)
	} else {
		r := printed(of)
		if r.err != nil {
			return "", r.err
		}
		code, _ := strconv.Atoi(want["exit"])
		if r.code != code {
			return "", fmt.Errorf("exit code %d, want %d:\n%s", r.code, code, r.text)
		}
		head, gap, text = "$ "+of+"\n", "…\n", r.text
	}
	lines := strings.SplitAfter(strings.TrimRight(text, "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	first := 0
	if from, ok := want["from"]; ok {
		if first = slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, from) }); first < 0 {
			return "", fmt.Errorf("no line says %q:\n%s", from, text)
		}
	}
	last := len(lines)
	if n, ok := want["lines"]; ok {
		count, _ := strconv.Atoi(n)
		last = min(first+count, last)
	}
	before, after := "", ""
	if first > 0 {
		before = gap
	}
	if last < len(lines) {
		after = gap
	}
	return head + before + strings.TrimRight(strings.Join(lines[first:last], ""), "\n") + "\n" + after, nil
}

// printout is the output of a command on both streams, and its exit code.
type printout struct {
	text string
	code int
	err  error
}

var commands sync.Map // command → func() printout

// printed runs a pipeline of credlint commands, each once however many documents show it.
func printed(command string) printout {
	f, _ := commands.LoadOrStore(command, sync.OnceValue(func() (r printout) {
		var input []byte
		for part := range strings.SplitSeq(command, " | ") {
			words, err := split(part)
			if err != nil || len(words) == 0 || words[0] != "credlint" {
				return printout{err: fmt.Errorf("only credlint commands are run here: %q: %v", part, err)}
			}
			cmd := exec.Command(words[0], words[1:]...)
			var out bytes.Buffer
			cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = repository, bytes.NewReader(input), &out, &out
			cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", testLaw+"=")
			err = cmd.Run()
			var status *exec.ExitError
			if err != nil && !errors.As(err, &status) {
				return printout{err: err}
			}
			input, r.code = out.Bytes(), cmd.ProcessState.ExitCode()
		}
		r.text = string(input)
		return r
	}))
	return f.(func() printout)()
}

// split parts a command line into words as a shell does, as far as single quotes go.
func split(line string) (words []string, err error) {
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if rest, ok := strings.CutPrefix(line, "'"); ok {
			word, after, closed := strings.Cut(rest, "'")
			if !closed {
				return nil, fmt.Errorf("a quote is not closed in %q", line)
			}
			words, line = append(words, word), after
			continue
		}
		word, after, _ := strings.Cut(line, " ")
		words, line = append(words, word), after
	}
	return words, nil
}

var (
	fence    = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	shell    = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	codeSpan = regexp.MustCompile("`([^`\n]+)`")
	link     = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading  = regexp.MustCompile(`(?m)^#+ +(.+)$`)
)

// prose is a document without its code.
func prose(text string) string {
	return codeSpan.ReplaceAllString(fence.ReplaceAllString(text, ""), "")
}

// anchors are the fragments by which the headings of a document are linked to, made as GitHub makes them.
func anchors(text string) []string {
	var out []string
	for _, h := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		var b strings.Builder
		for _, r := range strings.ToLower(strings.TrimSpace(h[1])) {
			switch {
			case r == ' ':
				b.WriteByte('-')
			case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 0x2fff && !strings.ContainsRune("，。；：？！（）、《》“”", r):
				b.WriteRune(r)
			}
		}
		out = append(out, b.String())
	}
	return out
}

func TestDocumentsLinkToWhatExists(t *testing.T) {
	for _, name := range documents(t) {
		text := document(t, name)
		for _, m := range link.FindAllStringSubmatch(prose(text), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			file, fragment, _ := strings.Cut(m[1], "#")
			to := name
			if file != "" {
				to = path.Join(path.Dir(name), file)
			}
			if strings.HasPrefix(to, "..") || path.IsAbs(file) {
				t.Errorf("%s: %s leads out of the repository", name, m[1])
				continue
			}
			if _, err := os.Stat(filepath.Join(repository, filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: %s leads to nothing", name, m[1])
				continue
			}
			if fragment != "" && path.Ext(to) == ".md" && !slices.Contains(anchors(document(t, to)), fragment) {
				t.Errorf("%s: %s has no heading %q", name, to, fragment)
			}
		}
	}
}

// A page that nothing leads to is not read.
func TestDocumentsAreLinked(t *testing.T) {
	linked := map[string]bool{"README.md": true}
	for changed := true; changed; {
		changed = false
		for name := range linked {
			for _, m := range link.FindAllStringSubmatch(prose(document(t, name)), -1) {
				file, _, _ := strings.Cut(m[1], "#")
				to := path.Join(path.Dir(name), file)
				if path.Ext(file) == ".md" && !strings.Contains(m[1], "://") && !linked[to] && !strings.HasPrefix(to, "..") {
					linked[to], changed = true, true
				}
			}
		}
	}
	for _, name := range documents(t) {
		if !linked[name] {
			t.Errorf("no way leads from README.md to %s", name)
		}
	}
}

// Every command and flag that a document names is one of the program.
func TestDocumentsNameCommandsThatExist(t *testing.T) {
	for _, name := range documents(t) {
		text := document(t, name)
		var said []string
		for _, m := range shell.FindAllStringSubmatch(text, -1) {
			said = append(said, strings.Split(m[1], "\n")...)
		}
		for _, m := range codeSpan.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			said = append(said, m[1])
		}
		for _, line := range said {
			if !strings.HasPrefix(strings.TrimPrefix(line, "go run ./cmd/"), "credlint ") {
				continue
			}
			for part := range strings.SplitSeq(line, " | ") {
				part, _, _ = strings.Cut(part, ";")
				if err := known(strings.TrimPrefix(part, "go run ./cmd/")); err != nil {
					t.Errorf("%s: %q: %v", name, line, err)
				}
			}
		}
	}
}

// known reports whether a command line of credlint names a command and flags that exist.
func known(line string) error {
	words, err := split(line)
	if err != nil || len(words) == 0 || words[0] != "credlint" {
		return err
	}
	cmd, rest, err := newRoot("en").Find(words[1:])
	if err != nil {
		return err
	}
	if cmd.Name() == "credlint" && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		return fmt.Errorf("there is no command %q", rest[0])
	}
	cmd.InitDefaultHelpFlag()
	for _, w := range rest {
		if flag, ok := strings.CutPrefix(w, "--"); ok && flag != "" {
			flag, _, _ = strings.Cut(flag, "=")
			if cmd.Flags().Lookup(flag) == nil && cmd.InheritedFlags().Lookup(flag) == nil {
				return fmt.Errorf("%s has no flag --%s", cmd.CommandPath(), flag)
			}
		}
	}
	return nil
}

// The checks above must be able to fail.
func TestDocumentChecksRefuse(t *testing.T) {
	for _, line := range []string{"credlint judge x", "credlint check --fail-off x", "credlint laws confirm --texts x"} {
		if known(line) == nil {
			t.Errorf("%q passes", line)
		}
	}
	for _, line := range []string{"credlint check --fail-on error x", "credlint laws verify --texts DIR", "credlint laws --stats"} {
		if err := known(line); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
	if _, err := quote("run", " exit=0", "credlint check nowhere"); err == nil {
		t.Error("another exit code passes")
	}
	if _, err := quote("file", ` from="no such line"`, "README.md"); err == nil {
		t.Error("a line that is not there passes")
	}
	if got, err := quote("file", ` from="module" lines=1`, "go.mod"); err != nil || got != "module github.com/credlint/credlint\n" {
		t.Errorf("quoted %q, %v", got, err)
	}
	if got := anchors("# Limits, and `why`\n## 限制（一）\n"); !slices.Equal(got, []string{"limits-and-why", "限制一"}) {
		t.Errorf("anchors are %q", got)
	}
}

// The changelog names every instrument with the day it is judged from, and every open question: they change verdicts.
func TestChangelogNamesTheLaw(t *testing.T) {
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	log := document(t, "CHANGELOG.md")
	for _, in := range pack.Instruments {
		row := regexp.MustCompile("(?m)^.*`" + regexp.QuoteMeta(in.ID) + "`.*$").FindString(log)
		if !strings.Contains(row, in.InForce.From) {
			t.Errorf("CHANGELOG.md does not say that practices are judged by %s from %s", in.ID, in.InForce.From)
		}
		for _, r := range in.Readings {
			if !strings.Contains(log, "`"+r.ID+"`") {
				t.Errorf("CHANGELOG.md does not name the reading %s of %s", r.ID, in.ID)
			}
		}
	}
}

// The Chinese page says what the English one says: it shows the same commands and files and has as many sections.
func TestReadmesAreTwins(t *testing.T) {
	shape := func(name string) (out []string) {
		text := document(t, name)
		for _, m := range quotation.FindAllStringSubmatch(text, -1) {
			out = append(out, m[1]+" "+strings.ReplaceAll(m[3], " --lang zh", ""))
		}
		for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			level, _, _ := strings.Cut(m[0], " ")
			out = append(out, level)
		}
		return out
	}
	if diff := cmp.Diff(shape("README.md"), shape("README.zh.md")); diff != "" {
		t.Errorf("README.md (-) and README.zh.md (+):\n%s", diff)
	}
}
