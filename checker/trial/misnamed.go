package trial

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/rules"
)

// caseName matches the names of cases of one article, which are held to all of it.
var caseName = regexp.MustCompile(`^art_0*([0-9]+(-[0-9]+)?)(_.*)?\.(yaml|yml|json)$`)

// misnamed returns findings about tests that would never run, or not as they are meant: a test that nobody runs passes.
func misnamed(root fs.FS, in *law.Instrument) []finding.Finding {
	var out []finding.Finding
	say := func(at finding.Position, zh, en string, args ...any) {
		out = append(out, finding.Finding{Rule: "credlint/test-name", Severity: finding.Error, At: at, Message: finding.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}})
	}
	_ = fs.WalkDir(root, in.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // reported elsewhere
		}
		base, inside := d.Name(), strings.HasPrefix(name, in.Dir+"/cases/")
		ext := strings.ToLower(path.Ext(base))
		isCase := slices.Contains([]string{".yaml", ".yml", ".json"}, ext)
		start := finding.Position{File: name, Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
		switch {
		case strings.HasPrefix(base, "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			if _, err := fs.Stat(root, name+"/instrument.yaml"); err == nil && name != in.Dir {
				return fs.SkipDir // another instrument
			}
		case isCase && !inside && base != "instrument.yaml":
			say(start, "该文件不在 cases 文件夹中，不作为案例", "the file is not in the folder cases, so it is no case")
		case inside && (!isCase && ext != ".md" || ext != path.Ext(base)):
			say(start, "扩展名“%s”不是案例的扩展名，该文件没有运行", "the file was not run: cases end in .yaml, .yml or .json, not in %q", path.Ext(base))
		case inside && strings.HasPrefix(strings.ToLower(base), "art"):
			m := caseName.FindStringSubmatch(base)
			if m == nil {
				say(start, "文件名应为 art_14_….yaml 的样子，否则不按条文核对", "the file is not held to its article: name it as art_14_….yaml")
			} else if _, ok := in.Article(m[1]); !ok {
				say(start, "本规范没有第 %s 条，文件不按条文核对", "the file is not held to its article: the instrument has no article %s", m[1])
			}
		}
		return nil
	})
	for _, r := range uncalled(in.Tests()) {
		at := finding.Position{File: r.Location.File, Line: r.Location.Row, Column: r.Location.Col, EndLine: r.Location.Row, EndColumn: r.Location.Col}
		say(at, "%s 不是测试，也没有被引用；测试的名称以 test_ 开头", "%s is no test and nothing calls it; names of tests begin with test_", r.Head.Name)
	}
	return out
}

// uncalled are the rules of files of tests that are neither tests nor named by another rule.
func uncalled(files map[string][]byte) []*ast.Rule {
	var all []*ast.Rule
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if m, err := rules.Parse(name, files[name]); err == nil { // reported where tests run
			all = append(all, m.Rules...)
		}
	}
	nameOf := func(r *ast.Rule) string { return r.Head.Ref()[0].Value.String() }
	named := map[string]bool{}
	for _, r := range all {
		own := nameOf(r)
		ast.WalkTerms(r, func(t *ast.Term) bool {
			if v, ok := t.Value.(ast.Var); ok && string(v) != own {
				named[string(v)] = true
			}
			return false
		})
	}
	return slices.DeleteFunc(all, func(r *ast.Rule) bool {
		name := nameOf(r)
		return named[name] || strings.HasPrefix(name, "test_") || strings.HasPrefix(name, "todo_test_")
	})
}
