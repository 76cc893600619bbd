package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
)

var update = flag.Bool("update", false, "write what the scripts' commands print into the scripts")

// testLaw names a folder of law that stands in for that of the program.
const testLaw = "CREDLINT_TEST_LAW"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"credlint": func() {
		if dir := os.Getenv(testLaw); dir != "" {
			shippedLaw = os.DirFS(dir)
		}
		main()
	}})
}

// The scripts have the name of the subcommand and of what they show. A made-up law stands in for that of the program, so
// that no change of real law changes them; "env CREDLINT_TEST_LAW=" brings the real one back. "code N credlint …" runs the
// program and demands the exit code.
func TestScripts(t *testing.T) {
	dir, files := "testdata/script", []string(nil)
	if testing.Short() { // with the race detector each start of the program takes seconds; these run practices side by side
		dir, files = "", []string{"testdata/script/check_paths.txtar", "testdata/script/check_verdicts.txtar"}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Files:               files,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			dir, err := filepath.Abs("testdata/law")
			env.Setenv(testLaw, dir)
			if err != nil {
				return err
			}
			pack, err := law.Load(os.DirFS(dir))
			if err != nil {
				return err
			}
			env.Setenv("DIGEST", checker.Digest(pack, nil)[:len("sha256:")+12]) // as the text shows it; an update of OPA changes it
			dir, err = filepath.Abs("../../testdata/packs")
			env.Setenv("PACKS", dir)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"unbase64": func(ts *testscript.TestScript, _ bool, args []string) { // from a file to a file, which a script cannot hold as text
				data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(ts.ReadFile(args[0]), "\n", ""))
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
			},
			"code": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: code N command args…")
				}
				want, err := strconv.Atoi(args[0])
				ts.Check(err)
				got := 0
				var status *exec.ExitError
				if err := ts.Exec(args[1], args[2:]...); errors.As(err, &status) {
					got = status.ExitCode()
				} else {
					ts.Check(err)
				}
				if got != want {
					ts.Fatalf("exit code %d, want %d", got, want)
				}
			},
		},
	})
}

// program is the built program as a process; only within tests of this package is it on the path.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	if _, err := exec.LookPath("credlint"); err != nil {
		t.Fatal(err)
	}
	return exec.Command("credlint", args...)
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	var status *exec.ExitError
	if err == nil {
		return 0
	}
	if !errors.As(err, &status) {
		t.Fatal(err)
	}
	return status.ExitCode()
}

func TestInterrupt(t *testing.T) {
	code, stdout, stderr := interruptReading(t, program(t, "check", "-"), os.Interrupt)
	if want := "credlint: interrupted after 0 practices; the run is incomplete and nothing was reported\n"; code != exitFailed || stderr != want || stdout != "" {
		t.Errorf("exit code %d, stdout %q, stderr %q; want %d and %q", code, stdout, stderr, exitFailed, want)
	}
}

// interruptReading starts a command that reads standard input, sends it a signal while it reads, and waits for its end.
func interruptReading(t *testing.T, cmd *exec.Cmd, signal os.Signal) (code int, stdout, stderr string) {
	t.Helper()
	var out, errors bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errors
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// After writing more than a pipe can buffer, the program is reading and waits for the rest.
	if _, err := io.WriteString(stdin, strings.Repeat("# a comment\n", 100_000)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(signal); err != nil {
		t.Skip("a process cannot be interrupted here: ", err)
	}
	return exitCode(t, cmd.Wait()), out.String(), errors.String()
}

func TestClosedPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	cmd := program(t, "laws", "--stats")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &stderr
	code := exitCode(t, cmd.Run())
	if want := "credlint: standard output was closed before everything was written\n"; code != exitFailed || !strings.HasSuffix(stderr.String(), want) {
		t.Errorf("exit code %d, stderr %q; want %d and %q", code, &stderr, exitFailed, want)
	}
}
