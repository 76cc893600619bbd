package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/schemas"
)

var (
	han = regexp.MustCompile(`\p{Han}+`)
	// nameOrValue is what is written in Latin letters in every language: flags, paths and files, citations, numbers.
	nameOrValue = regexp.MustCompile(`# want [\d.]+|--?[a-z][a-z-]*|[a-z_]*[/#~.][\w/#~.-]*|\w+=\w+`)
	latin       = regexp.MustCompile(`[A-Za-z]\w*`)
	// chinese is what is Chinese in every language: citations and names of files of law.
	chinese     = regexp.MustCompile(`《\p{Han}+》(第\p{Han}+[条款])*|\p{Han}+\([\d-]+\)\.md`)
	commandLine = regexp.MustCompile(`(?m)^\t.*$`)
)

// properNames are names, formats and algorithms that no language translates.
var properNames = strings.Fields(`credlint CI JSON YAML SARIF JUnit Schema OPA Rego conftest PEM Ed25519 ECDSA RSA EdDSA ES256 ES384 ES512 PS256 RS256
	bash zsh fish powershell bash-completion Linux go run zh en LC_ALL LC_MESSAGES LANG NO_COLOR`)

// foreign returns the first word of a text that belongs to another language than l.
func foreign(l tongue, text string, names []string) string {
	if l == "en" {
		return han.FindString(chinese.ReplaceAllString(text, ""))
	}
	for _, word := range latin.FindAllString(nameOrValue.ReplaceAllString(text, " "), -1) {
		if !slices.Contains(properNames, word) && !slices.Contains(names, word) {
			return word
		}
	}
	return ""
}

// helpText is one text of the help, with its place.
type helpText struct{ at, text string }

// helpOf returns the texts of a command, and the page below its description without examples and lines that are commands.
func helpOf(cmd *cobra.Command) []helpText {
	_, arguments, _ := strings.Cut(strings.TrimSuffix(cmd.Use, " [选项]"), " ")
	out := []helpText{{"arguments", arguments}, {"short", cmd.Short}, {"long", commandLine.ReplaceAllString(cmd.Long, "")},
		{"example", ""}, {"page", strings.Replace(cmd.UsageString(), cmd.Example, "", 1)}}
	if cmd.Example != "" {
		out[3].text = "有 yes"
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(f)
		out = append(out, helpText{"--" + f.Name, usage}, helpText{"value of --" + f.Name, value})
	})
	return out
}

// tree returns a command and all below it.
func tree(cmd *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{cmd}
	for _, c := range cmd.Commands() {
		out = append(out, tree(c)...)
	}
	return out
}

// Every command and flag is described in both languages, each of which keeps to itself.
func TestHelpInBothLanguages(t *testing.T) {
	names := slices.Concat(report.Names(), practice.Kinds(schemas.FS), lists, languages, strings.Fields("input exclude breached undetermined cn"))
	for _, o := range options {
		names = append(names, o.name)
		if o.choices != nil {
			names = append(names, o.choices()...)
		}
	}
	all := tree(newRoot("en"))
	for _, cmd := range all {
		names = append(names, cmd.Name())
	}
	for i, cmd := range tree(newRoot("zh")) {
		english := helpOf(all[i])
		for k, chinese := range helpOf(cmd) {
			at := all[i].CommandPath() + " " + english[k].at
			if (chinese.text == "") != (english[k].text == "") || chinese.text != "" && chinese.text != "zh|en" && !han.MatchString(chinese.text) {
				t.Errorf("%s stands in one language only: %q, %q", at, chinese.text, english[k].text)
			}
			if word := foreign("zh", chinese.text, names); word != "" && chinese.at != "example" {
				t.Errorf("%s has %q in Chinese: %q", at, word, chinese.text)
			}
			if word := foreign("en", english[k].text, names); word != "" && chinese.at != "example" {
				t.Errorf("%s has %q in English: %q", at, word, english[k].text)
			}
		}
		if word := foreign("en", all[i].Example, nil); word != "" {
			t.Errorf("the examples of %s have %q in English", all[i].CommandPath(), word)
		}
	}
}

// The language of a run is known before its command line is.
func TestTongue(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	if err := os.WriteFile("other.yaml", []byte("lang: zh\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ args, lang, settings, want string }{
		{"check x.yaml", "", "", "en"},
		{"check x.yaml", "zh_CN.UTF-8", "", "zh"},
		{"--lang zh help", "", "", "zh"},
		{"check --help --lang=zh", "", "", "zh"},
		{"check --lang zh --lang en", "zh_CN.UTF-8", "", "en"},
		{"check --frmat json --lang zh", "", "", "zh"},
		{"check --jobs 0 -q --day x --lang zh", "", "", "zh"},
		{"check --lang", "zh_CN.UTF-8", "", "zh"},
		{"check --lang cn", "", "", "en"},
		{"check x.yaml -- --lang zh", "", "", "en"},
		{"check x.yaml", "", "lang: zh", "zh"},
		{"check --lang en", "", "lang: zh", "en"},
		{"check --no-config", "", "lang: zh", "en"},
		{"check --config other.yaml", "", "lang: en", "zh"},
		{"check --lang zh", "", "lang: [", "zh"},
		{"check", "", "lang: [", "en"},
		{"", "", "lang: fr", "en"},
	} {
		t.Setenv("LANG", test.lang)
		if err := os.WriteFile("credlint.yaml", []byte(test.settings), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := tongueOf(strings.Fields(test.args)); string(got) != test.want {
			t.Errorf("credlint %s with LANG=%s and settings %q speaks %s, want %s", test.args, test.lang, test.settings, got, test.want)
		}
	}
}

// A message says in Chinese what it says in English: the formats take the same arguments, and each keeps to its language. go vet
// sees the English ones only.
func TestMessagesInBothLanguages(t *testing.T) {
	verb := regexp.MustCompile(`%(?:\[(\d+)\])?[a-z]`)
	arguments := func(format string) []int {
		var out []int
		next := 1
		for _, m := range verb.FindAllStringSubmatch(format, -1) {
			if m[1] != "" {
				next, _ = strconv.Atoi(m[1])
			}
			out, next = append(out, next), next+1
		}
		slices.Sort(out)
		return out
	}
	seen := 0
	err := filepath.WalkDir(repository, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch called := types.ExprString(call.Fun); {
			case called == "finding.Errorf":
			case strings.Contains(name, "cmd") && slices.Contains([]string{"usage", "failed", "both", "l.say", "l.line"}, called):
			default:
				return true
			}
			var texts []string
			for _, a := range call.Args {
				if lit, ok := a.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(texts) < 2 {
					text, _ := strconv.Unquote(lit.Value)
					texts = append(texts, text)
				}
			}
			if len(texts) < 2 {
				return true
			}
			seen++
			zh, en := texts[0], texts[1]
			// fmt takes an argument that is left out for a mistake unless the last one is named by its number.
			used, all := arguments(zh), arguments(en)
			if !slices.Equal(used, all) && !(len(used) > 0 && used[len(used)-1] == all[len(all)-1] && strings.Contains(zh, "%[")) {
				t.Errorf("%s: %q does not take the arguments of %q", set.Position(call.Pos()), zh, en)
			}
			if han.MatchString(chinese.ReplaceAllString(en, "")) || !han.MatchString(zh) && latin.MatchString(verb.ReplaceAllString(zh, "")) && zh != en {
				t.Errorf("%s: %q and %q are not in Chinese and English", set.Position(call.Pos()), zh, en)
			}
			return true
		})
		return nil
	})
	if err != nil || seen < 200 {
		t.Errorf("%d messages were looked at: %v", seen, err)
	}
}
