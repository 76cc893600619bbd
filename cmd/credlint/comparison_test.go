package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// A plant is one mistake in real law, or in a real practice that breaches it, and the input of each tool. In every
// one the practice must not pass.
type plant struct {
	name    string
	law     func(text string) string // changes art_25.rego, or instrument.yaml if words is true
	words   bool
	apart   bool                     // the rule is in a separate file with the typo
	empty   bool                     // no law at all
	written func(text string) string // changes the practice
	says    string                   // expected output of credlint
}

var plants = []plant{
	{name: "nothing: the practice breaches a clause", says: "published without conditions of removal"},
	{name: "a typo in the namespace of the file with the clause", says: "is not that of its folder",
		law: func(s string) string {
			return strings.Replace(s, "social_credit_2017\n", "social_credit_2071\n", 1)
		}},
	{name: "the same, in a file that no other needs", apart: true, says: "is not that of its folder", law: func(s string) string {
		return strings.Replace(s, exitRule, "", 1)
	}},
	{name: "an empty pack", empty: true, says: "holds no instrument.yaml"},
	{name: "a builtin that fails in the clause", says: "could not be evaluated",
		law: func(s string) string {
			return strings.Replace(s, "	not input.practice.publicity.exit_conditions\n", "	not input.practice.publicity.exit_conditions\n	time.parse_rfc3339_ns(input.day) > 0\n", 1)
		}},
	{name: "a clause listed twice in the words of the law", words: true, says: "25.3",
		law: func(s string) string {
			at := strings.Index(s, "      - clause: \"25.3\"\n")
			end := at + strings.Index(s[at+1:], "  - article:") + 1
			return s[:end] + s[at:end] + s[end:]
		}},
	{name: "a second document after `--- # comment`", says: "published without conditions of removal",
		written: func(s string) string {
			return "# a lawful list before it\n" + strings.Replace(s, "exit_conditions: false", "exit_conditions: true", 1) +
				"--- # the next list\n" + strings.Replace(s, "id: sh-serious-no-exit", "id: sh-serious-second", 1)
		}},
	{name: "an empty file", says: "holds no document", written: func(string) string { return "" }},
	{name: "a code of 18 digits without quotes", says: "913100001322073829",
		written: func(s string) string {
			return strings.Replace(s, "id: sh-serious-no-exit", "id: 913100001322073829", 1)
		}},
}

// exitRule is the rule that the practice breaches.
const exitRule = `breach["25.3"] contains {"at": ["publicity", "exit_conditions"], "why": "exit"} if {
	input.practice.publicity.done
	not input.practice.publicity.exit_conditions
}
`

// TestComparison gives the same mistakes to credlint, conftest and OPA, and holds docs/comparison.md to what they do; with
// -update it writes the table. What credlint says is held where the others are missing too; they are named by CREDLINT_CONFTEST and CREDLINT_OPA, and are of the versions that .ci/run installs.
func TestComparison(t *testing.T) {
	if testing.Short() {
		t.Skip("other tools are processes of their own")
	}
	conftest, opa := os.Getenv("CREDLINT_CONFTEST"), os.Getenv("CREDLINT_OPA")
	missing := false
	for _, tool := range []*string{&conftest, &opa} {
		name := map[*string]string{&conftest: "conftest", &opa: "opa"}[tool]
		path, err := exec.LookPath(*tool) // not on the path: other versions say other things
		if *tool = path; err != nil {
			missing = true
			if os.Getenv("CREDLINT_VALIDATORS") == "required" {
				t.Fatalf("%s is missing, and CREDLINT_VALIDATORS=required", name)
			}
		}
	}
	var table strings.Builder
	table.WriteString("| planted | credlint | conftest | opa check | opa eval |\n| --- | --- | --- | --- | --- |\n")
	for _, p := range plants {
		dir := t.TempDir()
		input := p.lay(t, dir)
		own := runIn(t, dir, "credlint", "check", "--quiet", "--lang", "en", "--color", "never", "--only", "cn/shanghai/social_credit_2017#25", "--pack", "pack", "practice.yaml")
		if own.code == 0 || !strings.Contains(own.text, p.says) {
			t.Errorf("%s: credlint ends with %d and does not say %q:\n%s", p.name, own.code, p.says, own.text)
		}
		if missing {
			continue
		}
		cells := []string{
			own.cell(p.says),
			runIn(t, dir, conftest, "test", "--no-color", "--strict", "--fail-on-warn", "-p", "pack", "-p", "gate", "-d", "words", input).cell("FAIL - ", "Error: ", "test"),
			"–",
			runIn(t, dir, opa, "eval", "--fail-defined", "--strict-builtin-errors", "-f", "raw", "-d", "pack", "-d", "gate", "-d", "words", "-i", input, "data.main.deny[_]").cell("error", "rego_"),
		}
		if p.written == nil { // it reads no practice
			cells[2] = runIn(t, dir, opa, "check", "--strict", "pack", "gate").cell("error", "rego_")
		}
		fmt.Fprintf(&table, "| %s | %s |\n", p.name, strings.Join(cells, " | "))
	}
	if missing {
		t.Skip("NOT COMPARED: opa or conftest is missing; name them with CREDLINT_OPA and CREDLINT_CONFTEST")
	}
	file := filepath.Join(repository, "docs", "comparison.md")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), "<!-- table -->\n")
	was, after, closed := strings.Cut(rest, "<!-- end of table -->")
	if !ok || !closed {
		t.Fatal("the document has no place for the table")
	}
	switch diff := gocmp.Diff(was, table.String()); {
	case diff == "":
	case *update:
		if err := os.WriteFile(file, []byte(before+"<!-- table -->\n"+table.String()+"<!-- end of table -->"+after), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("what the document says (-) is not what the tools do (+); go test ./cmd/credlint -run Comparison -update writes it\n%s", diff)
	}
}

// lay writes the folder that all tools are given, and returns what conftest and opa read as input: where the mistake is in
// the law, the practice as credlint prepares it; where it is in the practice, the practice itself with a rule of its own.
func (p plant) lay(t *testing.T, dir string) string {
	t.Helper()
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const id = "cn/shanghai/social_credit_2017"
	write("pack/.keep", "")
	write("words/.keep", "")
	if !p.empty {
		for _, folder := range []string{"lib", id} {
			err := fs.WalkDir(os.DirFS(filepath.Join(repository, "policies")), folder, func(name string, d fs.DirEntry, err error) error {
				switch {
				case err != nil:
					return err
				case d.IsDir() && d.Name() == "cases":
					return fs.SkipDir
				case d.IsDir() || strings.HasSuffix(name, "_test.rego"):
					return nil
				}
				text := read("policies/" + name)
				if p.law != nil && (p.words && name == id+"/instrument.yaml" || !p.words && name == id+"/art_25.rego") {
					changed := p.law(text)
					if changed == text {
						t.Fatalf("%s: nothing was planted", p.name)
					}
					text = changed
				}
				write("pack/"+name, text)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if p.apart {
		write("pack/"+id+"/art_25_3.rego", "package policies.cn.shanghai.social_credit_2071\n\n"+exitRule)
	}
	written := "practice: " + strings.SplitN(strings.SplitN(read("examples/serious_list.yaml"), "\n---\n", 3)[1], "\npractice: ", 2)[1] + "\n"
	if !strings.Contains(written, "id: sh-serious-no-exit") {
		t.Fatal("the example is another one now")
	}
	agency := "agencies/market_regulator.yaml"
	write(agency, read("examples/"+agency))
	if p.written == nil {
		write("practice.yaml", written)
		input := runIn(t, dir, "credlint", "check", "--print-input", "practice.yaml")
		write("input.json", input.text)
		write("gate/main.rego", "package main\n\ndeny contains msg if {\n\tsome clause, places in data.policies.cn.shanghai.social_credit_2017.breach\n\tstartswith(clause, \"25\")\n\tsome place in places\n\tmsg := sprintf(\"%s %v\", [clause, place.at])\n}\n")
		return "input.json"
	}
	write("practice.yaml", p.written(written))
	write("gate/main.rego", "package main\n\ndeny contains msg if {\n\tinput.publicity.exit_conditions == false\n\tmsg := sprintf(\"%v is published without conditions of removal\", [input.id])\n}\n")
	return "practice.yaml"
}

// runIn runs a program in a folder.
func runIn(t *testing.T, dir, program string, args ...string) printout {
	t.Helper()
	cmd := exec.Command(program, args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &out
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "NO_COLOR=1", testLaw+"=")
	err := cmd.Run()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	return printout{text: strings.ReplaceAll(out.String(), dir+string(filepath.Separator), ""), code: cmd.ProcessState.ExitCode()}
}

// cell is the outcome in a table: whether the tool let it pass, and the first line with one of the words, else the last line.
func (r printout) cell(words ...string) string {
	line := ""
	for l := range strings.Lines(r.text) {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		line = l
		hit := false
		for _, w := range words {
			hit = hit || strings.Contains(l, w)
		}
		if hit {
			break
		}
	}
	if r := []rune(line); len(r) > 160 {
		line = string(r[:160]) + "…"
	}
	outcome := "**passes**"
	if r.code != 0 {
		outcome = fmt.Sprintf("exit %d", r.code)
	}
	if line = strings.NewReplacer("|", "\\|", "`", "'").Replace(line); line == "" {
		return outcome
	}
	return outcome + ": `" + line + "`"
}
