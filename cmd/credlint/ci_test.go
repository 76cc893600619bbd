package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/source"
)

// Tests of the files for CI systems: everything that they name must exist, and their scripts must run.

// readYAML reads a file of the repository, in which nothing may stand twice or be malformed.
func readYAML(t *testing.T, name string) any {
	t.Helper()
	docs, problems, _ := source.YAML([]byte(document(t, name)))
	if len(problems) > 0 || len(docs) != 1 {
		t.Fatalf("%s: %d documents, %v", name, len(docs), problems)
	}
	return docs[0].Value
}

// at returns the value at a path of keys and indexes, or nil.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func textAt(v any, path ...any) string {
	if v = at(v, path...); v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// copyTree copies the tracked and new files below a folder of the repository.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", ".")
	cmd.Dir = filepath.Join(repository, from)
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("git does not say what belongs to the repository: %v\n%s", err, &failed)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		b, err := os.ReadFile(filepath.Join(cmd.Dir, name))
		if os.IsNotExist(err) {
			continue // removed, and not yet committed
		}
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o777)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), b, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// bash is the shell that runners have; the scripts are written for it.
func bash(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" {
		if os.Getenv(validators) == "required" {
			t.Fatal("no bash here")
		}
		t.Skip("no bash here")
	}
	return path
}

// validators set to "required" lets no tool be missing that a test can do without.
const validators = "CREDLINT_VALIDATORS"

var expression = regexp.MustCompile(`\$\{\{ *([^}]+?) *\}\}`)

// actionRun is the outcome of a run of the action.
type actionRun struct {
	code              int // of the first script that failed
	log, summary      string
	outputs           map[string]string
	temp, programPath string
}

// runAction runs the scripts of action.yml in a workspace. It skips the actions of others, such as the cache, and without
// build the scripts for a cache miss; the program of this test is then in the place of the cached one.
func runAction(t *testing.T, workspace, action string, build bool, with any) actionRun {
	t.Helper()
	document := readYAML(t, "action.yml")
	values := map[string]string{"github.action_ref": "v0.0.1-test"}
	for name, in := range at(document, "inputs").(map[string]any) {
		values["inputs."+name] = textAt(in, "default")
	}
	given, _ := with.(map[string]any)
	for name, v := range given {
		if _, ok := values["inputs."+name]; !ok {
			t.Errorf("the action has no input %q", name)
		}
		values["inputs."+name] = fmt.Sprint(v)
	}
	fill := func(s string) string {
		return expression.ReplaceAllStringFunc(s, func(e string) string {
			name := expression.FindStringSubmatch(e)[1]
			v, ok := values[name]
			if !ok && !strings.HasPrefix(name, "steps.") { // a step that fails has no outputs
				t.Errorf("%s has no value", e)
			}
			return v
		})
	}
	r := actionRun{temp: t.TempDir(), outputs: map[string]string{}}
	r.programPath = filepath.Join(r.temp, "credlint", "credlint")
	if !build {
		linkProgram(t, r.programPath)
	}
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(r.temp, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(b)
	}
	for i, step := range at(document, "runs", "steps").([]any) {
		script, output := textAt(step, "run"), fmt.Sprint("output", i)
		if script == "" || !build && textAt(step, "if") != "" {
			continue
		}
		if expression.MatchString(script) {
			t.Errorf("an expression in a script could turn a value into a command; use env:\n%s", script)
		}
		cmd := exec.Command(bash(t), "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script)
		cmd.Dir = filepath.Join(workspace, fill(textAt(step, "working-directory")))
		path := append(strings.Fields(read("path")), os.Getenv("PATH"))
		cmd.Env = append(os.Environ(), testLaw+"=", "GITHUB_ACTION_PATH="+action, "RUNNER_TEMP="+r.temp, "GITHUB_OUTPUT="+filepath.Join(r.temp, output),
			"GITHUB_PATH="+filepath.Join(r.temp, "path"), "GITHUB_STEP_SUMMARY="+filepath.Join(r.temp, "summary"), "PATH="+strings.Join(path, string(os.PathListSeparator)))
		env, _ := at(step, "env").(map[string]any)
		for name := range env {
			cmd.Env = append(cmd.Env, name+"="+fill(textAt(env, name)))
		}
		log, err := cmd.CombinedOutput()
		r.log += string(log)
		for line := range strings.Lines(read(output)) {
			name, v, _ := strings.Cut(strings.TrimRight(line, "\n"), "=")
			values["steps."+textAt(step, "id")+".outputs."+name] = v
		}
		if r.code = exitCode(t, err); r.code != 0 {
			break
		}
	}
	r.summary = read("summary")
	for name, out := range at(document, "outputs").(map[string]any) {
		r.outputs[name] = fill(textAt(out, "value"))
	}
	return r
}

// linkProgram puts a link to the program of this test at path.
func linkProgram(t *testing.T, path string) {
	t.Helper()
	program, err := exec.LookPath("credlint")
	if err == nil {
		err = os.Mkdir(filepath.Dir(path), 0o777)
	}
	if err == nil {
		err = os.Symlink(program, path)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// policyRepository is a fresh copy of the example, a repository of its own.
func policyRepository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	copyTree(t, "docs/ci/policy-repository", dir)
	if out, err := exec.Command("git", "-C", dir, "init", "--quiet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

func replaceIn(t *testing.T, file, old, new string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(b), old) != 1 {
		t.Fatalf("%s holds %q %d times", file, old, strings.Count(string(b), old))
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(b), old, new, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// The workflow of the example passes unchanged and fails on every defect that a pull request may bring.
func TestPolicyRepositoryWorkflow(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector each start of the program takes seconds")
	}
	steps := at(readYAML(t, "docs/ci/policy-repository/.github/workflows/credlint.yaml"), "jobs", "gate", "steps")
	check, verify, upload := at(steps, 1), at(steps, 2), at(steps, 3)
	if !strings.HasPrefix(textAt(check, "uses"), "credlint/credlint@") || textAt(check, "id") != "credlint" {
		t.Errorf("the second step uses %q", textAt(check, "uses"))
	}
	for _, step := range []any{verify, upload} {
		if !strings.Contains(textAt(step, "if"), "!cancelled()") {
			t.Errorf("a failure of the check prevents %v", step)
		}
	}
	if sarif := textAt(upload, "with", "sarif_file"); sarif != "${{ steps.credlint.outputs.sarif }}" || !strings.Contains(textAt(upload, "if"), "steps.credlint.outputs.sarif != ''") {
		t.Errorf("the upload has the file %q under the condition %q", sarif, textAt(upload, "if"))
	}
	for _, tt := range []struct {
		name           string
		file, old, new string
		code           int
		log, summary   string // parts of them
		sarif          bool
	}{
		{name: "as it is", log: "1 部规范与文本一致（共 1 部）", summary: "sh-serious-complete", sarif: true},
		{name: "a breach", file: "practices/serious_list.yaml", old: "exit_conditions: true", new: "exit_conditions: false", code: 1,
			log: "::error file=practices/serious_list.yaml,line=49,", summary: "sh-serious-complete", sarif: true},
		{name: "a breach of own law", file: "practices/serious_list.yaml", old: "prior_publicity: true", new: "prior_publicity: false", code: 1,
			log: "centre_rules_2026#2", summary: "sh-serious-complete", sarif: true},
		{name: "a rule without its clause", file: "law/cn/shanghai/centre_rules_2026/art_2.rego", old: `breach["2"]`, new: `breach["3"]`, code: 3, log: "art_2.rego:3:1", summary: "sh-serious-complete", sarif: true},
		{name: "a case that says otherwise", file: "law/cn/shanghai/centre_rules_2026/cases/art_2.yaml", old: " # want 2", new: "", code: 1, log: "cases/art_2.yaml:23: ", summary: "sh-serious-complete", sarif: true},
		{name: "a text that changed", file: "texts/失信主体名单内部管理规定(2026-01-05).md", old: "应当公示", new: "可以公示", code: 1, log: "与编入的条文不同", summary: "sh-serious-complete", sarif: true},
		{name: "a practice that cannot be read", file: "practices/volunteers.yaml", old: "kind: incentive", new: "kind: [", code: 3, log: "::error file=practices/volunteers.yaml", summary: "volunteers.yaml", sarif: true},
		{name: "settings that are wrong", file: "credlint.yaml", old: "fail-on: review", new: "fail-on: reviews", code: 2, log: "没有“reviews”这个值"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := policyRepository(t)
			if tt.file != "" {
				replaceIn(t, filepath.Join(dir, tt.file), tt.old, tt.new)
			}
			r := runAction(t, dir, dir, false, at(check, "with"))
			cmd := exec.Command(bash(t), "-e", "-c", textAt(verify, "run"))
			cmd.Dir, cmd.Env = dir, append(os.Environ(), testLaw+"=")
			log, err := cmd.CombinedOutput()
			code := cmp.Or(r.code, exitCode(t, err))
			if r.log += string(log); code != tt.code || !strings.Contains(r.log, tt.log) || !strings.Contains(r.summary, tt.summary) {
				t.Errorf("exit code %d, want %d; the log should say %q:\n%s\nand the summary %q:\n%s", code, tt.code, tt.log, r.log, tt.summary, r.summary)
			}
			if (r.outputs["sarif"] != "") != tt.sarif {
				t.Errorf("the SARIF file is %q, want one: %v", r.outputs["sarif"], tt.sarif)
			}
			if _, err := os.Stat(filepath.Join(dir, "credlint.sarif")); (err == nil) != tt.sarif {
				t.Error(err)
			}
		})
	}
}

// The action builds the program of this tree from a fresh folder without a repository, as CI runners download it, and the
// program knows the version of the action.
func TestActionBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	action := t.TempDir()
	copyTree(t, ".", action)
	r := runAction(t, policyRepository(t), action, true, map[string]any{"paths": "practices", "lang": "en", "args": "--quiet\n--jobs=1\n"})
	if r.code != 0 {
		t.Fatalf("exit code %d:\n%s", r.code, r.log)
	}
	version, err := exec.Command(r.programPath, "version").CombinedOutput()
	if want := "credlint  v0.0.1-test\n"; err != nil || !strings.Contains(string(version), want) {
		t.Errorf("want %q in:\n%s (%v)", want, version, err)
	}
}

func TestActionInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector each start of the program takes seconds")
	}
	for _, tt := range []struct {
		name  string
		with  map[string]any
		code  int
		log   string
		sarif string // where it is expected, from the workspace
		said  bool   // the summary is written
	}{
		{"nothing", nil, exitUsage, "缺少文件或者文件夹的路径", "", false},
		{"a path that looks like a flag", map[string]any{"paths": "--help"}, exitUsage, "“--help”不存在", "", false},
		{"several paths", map[string]any{"paths": "practices/volunteers.yaml\n\npractices/serious_list.yaml\n"}, 0, "", "credlint.sarif", true},
		{"a folder", map[string]any{"paths": ".", "working-directory": "practices"}, 0, "", "practices/credlint.sarif", true},
		{"no files", map[string]any{"paths": "practices", "sarif": "", "summary": "false"}, 0, "", "", false},
		{"law alone", map[string]any{"test": "law"}, 0, "cn/shanghai/centre_rules_2026：案例 1 个（方案 3 项）", "", false},
		{"a value with a command in it", map[string]any{"paths": "practices", "lang": "en$(touch injected)"}, exitUsage, "unknown lang", "", false},
		{"one clause", map[string]any{"paths": "practices", "lang": "en", "args": "--only\ncn/shanghai/social_credit_2017#33"}, 3, "not governed", "credlint.sarif", true},
		{"nothing there", map[string]any{"paths": "texts"}, exitFailed, "未作任何判断：没有找到方案", "credlint.sarif", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := policyRepository(t)
			r := runAction(t, dir, dir, false, tt.with)
			if r.code != tt.code || r.outputs["exit-code"] != fmt.Sprint(tt.code) || !strings.Contains(r.log, tt.log) {
				t.Errorf("exit code %d, output %q, want %d and %q in:\n%s", r.code, r.outputs["exit-code"], tt.code, tt.log, r.log)
			}
			sarif := strings.TrimPrefix(r.outputs["sarif"], "./")
			if sarif != tt.sarif || (r.summary != "") != tt.said {
				t.Errorf("sarif %q, want %q; the summary is %q", sarif, tt.sarif, r.summary)
			}
			if sarif != "" {
				if _, err := os.Stat(filepath.Join(dir, sarif)); err != nil {
					t.Error(err)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "injected")); err == nil {
				t.Error("a value became a command")
			}
		})
	}
}

// Every input that the action does not handle itself is a flag of credlint check.
func TestActionInputsAreFlags(t *testing.T) {
	own := []string{"paths", "test", "working-directory", "args", "sarif", "summary"}
	check, _, err := newRoot("en").Find([]string{"check"})
	if err != nil {
		t.Fatal(err)
	}
	inputs := at(readYAML(t, "action.yml"), "inputs").(map[string]any)
	for name, in := range inputs {
		if !slices.Contains(own, name) && check.Flag(name) == nil {
			t.Errorf("input %q is no flag of credlint check", name)
		}
		if textAt(in, "description") == "" {
			t.Errorf("input %q has no description", name)
		}
	}
	script := document(t, "action.yml")
	for _, m := range regexp.MustCompile(`--([a-z][a-z-]+)=`).FindAllStringSubmatch(script, -1) {
		if check.Flags().Lookup(m[1]) == nil {
			t.Errorf("credlint check has no flag --%s", m[1])
		}
	}
	for name := range inputs {
		if !strings.Contains(script, "${{ inputs."+name+" }}") {
			t.Errorf("input %q is not used", name)
		}
	}
}

// hooks are the command lines of hooks: entry and arguments, by id.
func hooks(t *testing.T) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, h := range readYAML(t, ".pre-commit-hooks.yaml").([]any) {
		out[textAt(h, "id")] = h.(map[string]any)
	}
	return out
}

func TestPreCommitHooksParse(t *testing.T) {
	all := hooks(t)
	for id, h := range all {
		line := textAt(h, "entry")
		for _, a := range h["args"].([]any) {
			line += " " + a.(string)
		}
		if err := known(line); err != nil || id != strings.ReplaceAll(textAt(h, "entry"), " ", "-") {
			t.Errorf("%s runs %q: %v", id, line, err)
		}
		pattern, err := regexp.Compile(textAt(h, "files"))
		if err != nil || !pattern.MatchString("practices/plan.yaml") || pattern.MatchString("README.md") {
			t.Errorf("%s runs for files %q: %v", id, textAt(h, "files"), err)
		}
	}
	for _, h := range at(readYAML(t, "docs/ci/policy-repository/.pre-commit-config.yaml"), "repos", 0, "hooks").([]any) {
		if all[textAt(h, "id")] == nil {
			t.Errorf("there is no hook %q", textAt(h, "id"))
		}
	}
}

// pre-commit itself builds the program of this tree and runs the hooks on the example.
func TestPreCommitRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	if _, err := exec.LookPath("pre-commit"); err != nil {
		if os.Getenv(validators) == "required" {
			t.Fatal("pre-commit is missing")
		}
		t.Skip("pre-commit is missing: the hooks were not run by it")
	}
	source, dir := t.TempDir(), policyRepository(t)
	copyTree(t, ".", source)
	modules, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "PRE_COMMIT_HOME="+t.TempDir(), "GOMODCACHE="+strings.TrimSpace(string(modules)), "GOFLAGS=-buildvcs=false", testLaw+"=",
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.org")
	run := func(in, name string, args ...string) (string, int) {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Env = in, env
		out, err := cmd.CombinedOutput()
		return string(out), exitCode(t, err)
	}
	for _, in := range []string{source, dir} {
		for _, args := range [][]string{{"init", "--quiet"}, {"add", "--all"}, {"commit", "--quiet", "--message", "all"}} {
			if out, code := run(in, "git", args...); code != 0 {
				t.Fatalf("git %q: %s", args, out)
			}
		}
	}
	rev, _ := run(source, "git", "rev-parse", "HEAD")
	config := filepath.Join(dir, ".pre-commit-config.yaml")
	replaceIn(t, config, "https://github.com/credlint/credlint", source)
	replaceIn(t, config, "rev: main # a tag or commit; pre-commit refuses to follow a branch for long", "rev: "+rev)
	out, code := run(dir, "pre-commit", "run", "--all-files", "--verbose")
	for _, want := range []string{"- hook id: credlint-check", "- hook id: credlint-test", "共 2 份方案：就已检查部分而言合法 2", "案例 1 个（方案 3 项）"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit code %d, want 0 and %q in:\n%s", code, want, out)
		}
	}
	replaceIn(t, filepath.Join(dir, "practices/serious_list.yaml"), "prior_publicity: true", "prior_publicity: false")
	out, code = run(dir, "pre-commit", "run", "--all-files")
	if code != 1 || !strings.Contains(out, "centre_rules_2026#2") {
		t.Errorf("exit code %d, want 1 and the citation in:\n%s", code, out)
	}
}

// The script of GitLab's job runs in a fresh folder as its runner runs it.
func TestGitLabJob(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector each start of the program takes seconds")
	}
	job := at(readYAML(t, "docs/ci/gitlab-ci.yml"), "credlint")
	var script strings.Builder
	for _, line := range at(job, "script").([]any) {
		script.WriteString(line.(string) + "\n")
	}
	install := textAt(job, "before_script", 0)
	if !strings.Contains(install, "go install -trimpath \"github.com/credlint/credlint/cmd/credlint@$CREDLINT_REF\"") {
		t.Errorf("the program is installed by %q", install)
	}
	for _, tt := range []struct {
		name, old, new string
		code           int
	}{
		{"passes", "prior_publicity: true", "prior_publicity: true", 0},
		{"a breach", "prior_publicity: true", "prior_publicity: false", 1},
		{"not judged", "kind: list", "kind: lists", 3},
	} {
		dir := policyRepository(t)
		replaceIn(t, filepath.Join(dir, "practices/serious_list.yaml"), tt.old, tt.new)
		cmd := exec.Command(bash(t), "-e", "-o", "pipefail", "-c", script.String())
		cmd.Dir, cmd.Env = dir, append(os.Environ(), testLaw+"=")
		out, err := cmd.CombinedOutput()
		if code := exitCode(t, err); code != tt.code {
			t.Errorf("%s: exit code %d, want %d:\n%s", tt.name, code, tt.code, out)
		}
		for _, report := range at(job, "artifacts", "reports").(map[string]any) {
			if _, err := os.Stat(filepath.Join(dir, report.(string))); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	}
}

// Whatever runs in CI is named by a version, so that a run today and one next year are the same.
func TestVersionsArePinned(t *testing.T) {
	toolchain := regexp.MustCompile(`(?m)^toolchain go(\S+)$`).FindStringSubmatch(document(t, "go.mod"))
	if toolchain == nil {
		t.Fatal("go.mod names no toolchain")
	}
	for _, name := range []string{"Dockerfile", "docs/ci/gitlab-ci.yml"} {
		for _, m := range regexp.MustCompile(`golang:(\S+?)-\w+\b`).FindAllStringSubmatch(document(t, name), -1) {
			if m[1] != toolchain[1] {
				t.Errorf("%s builds with Go %s, and go.mod with %s", name, m[1], toolchain[1])
			}
		}
	}
	files := []string{"action.yml", ".ci/run", "Makefile", ".goreleaser.yaml"}
	err := fs.WalkDir(os.DirFS(filepath.Join(repository, "docs/ci")), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && regexp.MustCompile(`\.ya?ml$`).MatchString(name) {
			files = append(files, "docs/ci/"+name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	uses := regexp.MustCompile(`(?m)^ +(?:- )?uses: (\S+)@(\S+)(.*)$`)
	installs := regexp.MustCompile(`(?m)^.*\b(?:npm install|go install|go run [^./]\S*\.\S*/).*$`)
	version := regexp.MustCompile(`@(v?\d+\.\d+\.\d+|\$\w+|\$\()`)
	for _, name := range files {
		text := document(t, name)
		for _, m := range uses.FindAllStringSubmatch(text, -1) {
			if m[1] != "credlint/credlint" && !(regexp.MustCompile(`^[0-9a-f]{40}$`).MatchString(m[2]) && regexp.MustCompile(`^ # v\d+\.\d+\.\d+$`).MatchString(m[3])) {
				t.Errorf("%s uses %s@%s%s; name the commit, and the version behind it", name, m[1], m[2], m[3])
			}
		}
		for _, line := range installs.FindAllString(text, -1) {
			if !version.MatchString(line) {
				t.Errorf("%s takes whatever is newest: %q", name, strings.TrimSpace(line))
			}
		}
	}
}

func TestDockerfile(t *testing.T) {
	var stages []string
	last := map[string]string{}
	for line := range strings.Lines(document(t, "Dockerfile")) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "FROM":
			stages = append(stages, rest)
			last = map[string]string{}
		case "ADD":
			t.Error("ADD may fetch; COPY does not")
		default:
			last[word] += rest + "\n"
		}
	}
	if len(stages) != 2 || stages[1] != "scratch" {
		t.Errorf("stages are %q", stages)
	}
	if !regexp.MustCompile(`^[1-9]\d*:[1-9]\d*\n$`).MatchString(last["USER"]) {
		t.Errorf("it runs as %q", last["USER"])
	}
	if last["RUN"] != "" {
		t.Error("the last stage has nothing to run with")
	}
	for _, want := range []string{"/src/LICENSE", "/src/" + notices, "/src/bin/credlint /credlint"} {
		if !strings.Contains(last["COPY"], want) {
			t.Errorf("the image has no %s", want)
		}
	}
}

// Releases are for the platforms whose licences were looked at, are built as make build builds, and carry the notices.
func TestReleases(t *testing.T) {
	settings := readYAML(t, ".goreleaser.yaml")
	build := at(settings, "builds", 0)
	var targets []string
	for _, target := range at(build, "targets").([]any) {
		targets = append(targets, strings.Replace(target.(string), "_", "/", 1))
	}
	if !slices.Equal(targets, releases) {
		t.Errorf("it is released for %q, and licences are looked at for %q", targets, releases)
	}
	made := regexp.MustCompile(`(?m)^\t(.* go build .*)$`).FindString(document(t, "Makefile"))
	for _, key := range []string{"env", "flags", "ldflags"} {
		for _, v := range at(build, key).([]any) {
			if !strings.Contains(made, v.(string)) {
				t.Errorf("%s %q is not how make build builds: %s", key, v, made)
			}
		}
	}
	var files []string
	for _, f := range at(settings, "archives", 0, "files").([]any) {
		files = append(files, textAt(f, "src"))
	}
	for _, want := range []string{"LICENSE", notices, "bin/manual/*.1", "bin/completions/*"} {
		if !slices.Contains(files, want) {
			t.Errorf("archives have no %s: %q", want, files)
		}
	}
}
