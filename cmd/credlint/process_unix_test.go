//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/creack/pty"

	"github.com/credlint/credlint/checker/report"
)

// plan is a practice that the made-up law judges as lawful.
const plan = "practice: credlint/v1\nkind: collection\nid: p%d\njurisdiction: xx\nagency: {type: state_organ}\nday: 2026-03-01\nbasis: []\nitems: [{category: income, retention: {period: {years: 1}}}]\n"

// here runs the program by the made-up law, with a folder as its working directory.
func here(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	law, err := filepath.Abs("testdata/law")
	if err != nil {
		t.Fatal(err)
	}
	cmd := program(t, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), testLaw+"="+law, "LC_ALL=C.UTF-8")
	return cmd
}

func put(t *testing.T, name, text string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
}

func folder(t *testing.T, name string, mode fs.FileMode) string {
	t.Helper()
	if err := os.Mkdir(name, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
	return name
}

// What the system refuses to a user. Root is refused nothing, so root runs this as another user.
func TestRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector each start of the program takes seconds; the scripts run practices side by side")
	}
	root, err := os.MkdirTemp("", "credlint-refused-") // t.TempDir is for its owner alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error { return os.Chmod(name, 0o700) }) // else it cannot be removed
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(root, 0o777); err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(root, name) }
	folder(t, at("plans"), 0o755)
	put(t, at("plans/a.yaml"), fmt.Sprintf(plan, 1), 0o644)
	folder(t, at("secret"), 0o755)
	put(t, at("secret/a.yaml"), fmt.Sprintf(plan, 1), 0o644)
	put(t, at("secret/b.yaml"), fmt.Sprintf(plan, 2), 0)
	folder(t, at("secret/c"), 0)
	folder(t, at("settings"), 0o755)
	put(t, at("settings/a.yaml"), fmt.Sprintf(plan, 1), 0o644)
	put(t, at("settings/credlint.yaml"), "lang: en\n", 0)
	folder(t, at("readonly"), 0o755)
	put(t, at("readonly/report.json"), "old", 0o666)
	if err := os.Chmod(at("readonly"), 0o555); err != nil {
		t.Fatal(err)
	}

	binary, err := exec.LookPath("credlint")
	if err != nil {
		t.Fatal(err)
	}
	copied, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	put(t, at("credlint"), string(copied), 0o755)
	law := at("law")
	if err := os.CopyFS(law, os.DirFS("testdata/law")); err != nil {
		t.Fatal(err)
	}
	if err := filepath.WalkDir(law, func(name string, d fs.DirEntry, err error) error { return errors.Join(err, os.Chmod(name, 0o755)) }); err != nil {
		t.Fatal(err)
	}

	for _, test := range []struct {
		name, in string
		args     []string
		code     int
		want     []string
	}{
		{"nothing is", "plans", []string{"."}, 0, []string{"1 practice: 1 lawful as far as checked"}},
		{"a file and a folder", ".", []string{"secret"}, 3, []string{
			"secret/b.yaml:1:1: error: the file cannot be read: permission denied",
			"secret/c:1:1: error: the folder cannot be read: permission denied",
			"secret/a.yaml: lawful as far as checked"}},
		{"settings", "settings", []string{"a.yaml"}, 3, []string{`credlint.yaml" cannot be read: permission denied`}},
		{"a report in a folder that takes none", "plans", []string{"--output", "json=../readonly/new.json", "."}, 3, []string{`credlint: report "../readonly/new.json" cannot be written: permission denied`}},
		{"a report that may be written where no new one may", "plans", []string{"--output", "json=../readonly/report.json", "."}, 0, []string{"1 practice: 1 lawful"}},
		{"a working directory that takes no files", "readonly", []string{"../plans"}, 0, []string{"1 practice: 1 lawful"}},
		{"a pack", "plans", []string{"--pack", "../secret/c", "."}, 3, []string{`credlint: pack "../secret/c" cannot be read: `, "permission denied"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := exec.Command(at("credlint"), append([]string{"check"}, test.args...)...)
			cmd.Dir = at(test.in)
			cmd.Env = append(os.Environ(), testLaw+"="+law, "LC_ALL=C.UTF-8", "HOME="+root)
			if os.Getuid() == 0 {
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			}
			out, err := cmd.CombinedOutput()
			if code := exitCode(t, err); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			for _, want := range test.want {
				if !strings.Contains(string(out), want) {
					t.Errorf("not said: %s", want)
				}
			}
			if t.Failed() {
				t.Logf("%s", out)
			}
		})
	}
	// What cannot be read is an error in every format.
	for _, format := range report.Names() {
		cmd := exec.Command(at("credlint"), "check", "--quiet", "--format", format, "secret/c", "plans")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), testLaw+"="+law, "LC_ALL=C.UTF-8", "HOME="+root)
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := cmd.CombinedOutput()
		if code := exitCode(t, err); code != exitFailed || !bytes.Contains(out, []byte("the folder cannot be read: permission denied")) || bytes.Contains(out, []byte(`"executionSuccessful": true`)) {
			t.Errorf("%s: exit code %d\n%s", format, code, out)
		}
	}
	if text, err := os.ReadFile(at("readonly/report.json")); err != nil || !json.Valid(text) {
		t.Errorf("the report that could be written is %.40q (%v)", text, err)
	}
	if got := names(t, at("readonly")); len(got) != 1 {
		t.Errorf("the folder that takes no files holds %v", got)
	}
}

// A limit on the size of files kills a program that does not expect it, and leaves half a report.
func TestLimitOfFileSize(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.yaml"), fmt.Sprintf(plan, 1), 0o644)
	put(t, filepath.Join(dir, "report.html"), "old", 0o644)
	binary, err := exec.LookPath("credlint")
	if err != nil {
		t.Fatal(err)
	}
	cmd := here(t, dir)
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", `ulimit -f 1; exec "$0" "$@"`, binary, "check", "--output", "html=report.html", "a.yaml"}
	out, err := cmd.CombinedOutput()
	if code := exitCode(t, err); code != exitFailed || string(out) != "credlint: report \"report.html\" cannot be written: file too large\n" {
		t.Errorf("exit code %d, %s", code, out)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "report.html")); string(text) != "old" || len(names(t, dir)) != 2 {
		t.Errorf("the old report is %q, and the folder holds %v", text, names(t, dir))
	}
}

// An interrupt ends a run soon, wherever it is, and leaves no report.
func TestInterruptInTheMiddle(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(dir, "a.yaml"), fmt.Sprintf(plan, 1), 0o644)
			put(t, filepath.Join(dir, "report.json"), "old", 0o644)
			// Standard input comes after the file in the order of names, and never ends.
			cmd := here(t, dir, "check", "--output", "json=report.json", "--stdin-name", "b.yaml", "a.yaml", "-")
			code, stdout, stderr := interruptReading(t, cmd, signal)
			want := regexp.MustCompile(`^credlint: interrupted after [01] practices?; the run is incomplete and nothing was reported\n$`)
			if code != exitFailed || !want.MatchString(stderr) || stdout != "" {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
			}
			if text, _ := os.ReadFile(filepath.Join(dir, "report.json")); string(text) != "old" || len(names(t, dir)) != 2 {
				t.Errorf("the old report is %q, and the folder holds %v", text, names(t, dir))
			}
		})
	}
}

// Every format is valid for file names with any bytes.
func TestNamesOfAnyBytes(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"not\xffutf8", "new\nline", "esc\x1b[31mred", "tab\tquote\"<&>'", "-dash", "bidi\u202etxt", "percent%0A::error::", "]]>"} {
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(fmt.Sprintf(plan, i)+"unknown: 1\n"), 0o666); err != nil {
			t.Skipf("this file system takes no file called %q: %v", name, err)
		}
	}
	for _, format := range report.Names() {
		t.Run(format, func(t *testing.T) {
			cmd := here(t, dir, "check", "--format", format, ".")
			out, err := cmd.Output()
			if code := exitCode(t, err); code != exitFailed {
				t.Errorf("exit code %d", code)
			}
			if !utf8.Valid(out) {
				t.Error("this is not UTF-8")
			}
			if i := bytes.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }); i >= 0 {
				t.Errorf("a control character: %q", out[max(0, i-20):min(len(out), i+20)])
			}
			switch format {
			case "json", "sarif", "gitlab":
				if !json.Valid(out) {
					t.Error("this is not JSON")
				}
			case "junit":
				for d := xml.NewDecoder(bytes.NewReader(out)); err != io.EOF; {
					if _, err = d.Token(); err != nil && err != io.EOF {
						t.Fatal(err)
					}
				}
			case "github":
				for line := range strings.Lines(string(out)) {
					if strings.HasPrefix(line, "::") && !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::notice file=") {
						t.Errorf("a command that nobody meant: %s", line)
					}
				}
			}
		})
	}
}

// onTerminal runs the program in a terminal with that many columns, and returns the output.
func onTerminal(t *testing.T, columns uint16, cmd *exec.Cmd) (string, int) {
	t.Helper()
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: columns})
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	out, err := io.ReadAll(terminal)
	if err != nil && !errors.Is(err, syscall.EIO) { // how Linux says that the other end is closed
		t.Fatal(err)
	}
	return string(out), exitCode(t, cmd.Wait())
}

func TestTerminal(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.yaml"), strings.Replace(fmt.Sprintf(plan, 1), "income", "gene", 1), 0o644)
	const colour = "\x1b["
	for _, test := range []struct {
		name    string
		columns uint16
		env     []string
		args    []string
		colour  bool
	}{
		{"80 columns", 80, nil, nil, true},
		{"40 columns", 40, nil, nil, true},
		{"20 columns", 20, nil, nil, true},
		{"of a size nobody knows", 0, nil, nil, true},
		{"dumb", 80, []string{"TERM=dumb"}, nil, false},
		{"NO_COLOR", 80, []string{"NO_COLOR=1"}, nil, false},
		{"--color never", 80, nil, []string{"--color", "never"}, false},
		{"--color always", 80, []string{"NO_COLOR=1", "TERM=dumb"}, []string{"--color", "always"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := here(t, dir, append([]string{"check", "a.yaml"}, test.args...)...)
			cmd.Env = append(append(cmd.Env, "TERM=xterm", "NO_COLOR="), test.env...)
			out, code := onTerminal(t, test.columns, cmd)
			if code != exitFound || strings.Contains(out, colour) != test.colour || !strings.Contains(out, "unlawful") {
				t.Errorf("exit code %d, want colour %v:\n%q", code, test.colour, out)
			}
		})
	}
}

// The line of progress is seen at a terminal, in a long run, and is gone before the report begins.
func TestProgress(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector each start of the program takes seconds; the scripts run practices side by side")
	}
	dir := t.TempDir()
	for i := range shortRun + 1 {
		put(t, filepath.Join(dir, fmt.Sprintf("p%03d.yaml", i)), fmt.Sprintf(plan, i), 0o644)
	}
	const cleared = "\x1b[2K\r"
	for _, test := range []struct {
		name    string
		columns uint16
		env     []string
		args    []string
		line    string // a part of it; empty: there is none
	}{
		{"many", 100, nil, []string{"."}, "judging"},
		{"many in 40 columns", 40, nil, []string{"."}, "/65)"},
		{"many in 20 columns", 20, nil, []string{"."}, "%"},
		{"few", 100, nil, []string{"p001.yaml"}, ""},
		{"quiet", 100, nil, []string{"--quiet", "."}, ""},
		{"dumb", 100, []string{"TERM=dumb"}, []string{"."}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := here(t, dir, append([]string{"check", "--color", "never"}, test.args...)...)
			cmd.Env = append(append(cmd.Env, "TERM=xterm"), test.env...)
			out, code := onTerminal(t, test.columns, cmd)
			if code != 0 {
				t.Errorf("exit code %d", code)
			}
			line, report, found := strings.Cut(out, cleared)
			for found && strings.Contains(report, cleared) { // the line is written anew as often as it changes
				var more string
				more, report, found = strings.Cut(report, cleared)
				line += more
			}
			if test.line == "" {
				if strings.Contains(out, cleared) || strings.Contains(out, "%") {
					t.Errorf("a line of progress: %q", out)
				}
				return
			}
			if !strings.Contains(line, test.line) || strings.Contains(report, "%") || strings.Contains(line, "lawful") || !strings.Contains(report, "lawful") {
				t.Errorf("line %q, report %.200q", line, report)
			}
			if columns := int(test.columns); columns >= 40 {
				for part := range strings.SplitSeq(strings.ReplaceAll(line, "\x1b[0K", ""), "\r") {
					if len(part) > columns {
						t.Errorf("%d columns of %d: %q", len(part), columns, part)
					}
				}
			}
		})
	}
	// In a pipe there is none, however long the run.
	cmd := here(t, dir, "check", ".")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil || stderr.Len() > 0 {
		t.Errorf("%v, standard error %q", err, &stderr)
	}
}

// A terminal in place of standard input ends where its user says so.
func TestTerminalAsInput(t *testing.T) {
	cmd := here(t, t.TempDir(), "check", "--color", "never", "-")
	terminal, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	if _, err := io.WriteString(terminal, fmt.Sprintf(plan, 1)+"\x04"); err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(terminal)
	if err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	if code := exitCode(t, cmd.Wait()); code != 0 || !strings.Contains(string(out), "<stdin>: lawful as far as checked") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}
