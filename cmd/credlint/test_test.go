package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"
)

// TestTrialJUnitPasses shows the outcome of a good pack and of a bad one to xmllint, by the schema that CI systems agree on.
func TestTrialJUnitPasses(t *testing.T) {
	if testing.Short() {
		t.Skip("validators are processes of their own")
	}
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		if os.Getenv("CREDLINT_VALIDATORS") == "required" {
			t.Fatal("xmllint is missing, and CREDLINT_VALIDATORS=required; it comes with libxml2-utils")
		}
		t.Skip("NOT VALIDATED: xmllint is missing; it comes with libxml2-utils")
	}
	bad := wuyou(t)
	dir := filepath.Join(bad, "cn/zixu/wuyou/property_credit_2024")
	for file, change := range map[string][2]string{
		"cases/art_03_document.yaml": {"# want 3", "# ]]> <want>"},
		"cases/art_05_notice.yaml":   {"kind: collection", "kind: colection"},
		"rules_test.rego":            {`"years": 4`, `"years": 2`},
		"instrument.yaml":            {"shorten the period", "缩短 & <shorten>"},
		"rules.rego":                 {"not found(item)", "1 == 2"}, // two findings at one place: never breached, and in no case
	} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil || !bytes.Contains(text, []byte(change[0])) {
			t.Fatalf("%s: %v, or no %q", file, err, change[0])
		}
		if err := os.WriteFile(filepath.Join(dir, file), bytes.ReplaceAll(text, []byte(change[0]), []byte(change[1])), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, pack := range []string{wuyou(t), bad} {
		for _, lang := range []string{"zh", "en"} {
			out, code := ran(t, "test", "--format", "junit", "--lang", lang, pack)
			if want := map[bool]int{true: exitFailed}[pack == bad]; code != want {
				t.Errorf("exit code %d, want %d:\n%s", code, want, out)
			}
			if pack == bad {
				names := map[string]bool{}
				for _, name := range regexp.MustCompile(`<testcase name="[^"]*" classname="[^"]*"`).FindAllString(out, -1) {
					if names[name] {
						t.Errorf("two are called %s", name)
					}
					names[name] = true
				}
				for _, part := range []string{"<failure ", "instrument.yaml:19:17 (2)", "<error ", "tests=", "art_05_notice.yaml:2:7"} {
					if !strings.Contains(out, part) {
						t.Errorf("%q is not in:\n%s", part, out)
					}
				}
			}
			file := filepath.Join(t.TempDir(), "junit.xml")
			if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
			if said, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", "../../testdata/junit.xsd", file).CombinedOutput(); err != nil {
				t.Errorf("%v: %s\n%s", err, said, out)
			}
		}
	}
}

// TestTrialSameBytes tries the same pack one file at a time and many at once.
func TestTrialSameBytes(t *testing.T) {
	pack := wuyou(t)
	rules := filepath.Join(pack, "cn/zixu/wuyou/property_credit_2024/rules.rego")
	text, err := os.ReadFile(rules)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rules, bytes.ReplaceAll(text, []byte("if {"), []byte("if {\n\tnot input.practice.day == \"2026-03-01\"")), 0o644); err != nil {
		t.Fatal(err)
	}
	want, code := ran(t, "test", "--coverage", "--jobs", "1", pack)
	if code != exitFound || !strings.Contains(want, "art_04_years.yaml:40") {
		t.Fatalf("exit code %d:\n%s", code, want)
	}
	for range 3 {
		if got, _ := ran(t, "test", "--coverage", "--jobs", "8", pack); got != want {
			t.Errorf("another outcome (-want +got):\n%s", cmp.Diff(want, got))
		}
	}
}

// patience is the timeout for expected events. Passing tests never wait that long.
const patience = time.Minute

func TestMatters(t *testing.T) {
	for _, tt := range []struct {
		event fsnotify.Event
		want  bool
	}{
		{fsnotify.Event{Name: "law/cn/x/rules.rego", Op: fsnotify.Write}, true},
		{fsnotify.Event{Name: "law/cn/x/rules.rego", Op: fsnotify.Write | fsnotify.Chmod}, true},
		{fsnotify.Event{Name: "law/cn/x", Op: fsnotify.Create}, true},
		{fsnotify.Event{Name: "law/cn/x/rules.rego", Op: fsnotify.Remove}, true},
		{fsnotify.Event{Name: "law/places.tsv", Op: fsnotify.Rename}, true},
		{fsnotify.Event{Name: "law/cn/x/rules.rego", Op: fsnotify.Chmod}, false},
		{fsnotify.Event{Name: "law/cn/x/.rules.rego.swp", Op: fsnotify.Write}, false},
		{fsnotify.Event{Name: "law/cn/x/rules.rego~", Op: fsnotify.Create}, false},
	} {
		if got := isRelevant(tt.event); got != tt.want {
			t.Errorf("%v matters: %v, want %v", tt.event, got, tt.want)
		}
	}
}

// TestWatchPacks changes files of a folder that is watched: each change, in a new folder too, brings a run, and a run that
// fails does not end the watch.
func TestWatchPacks(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "cn", "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	runs, done := make(chan bool, 100), make(chan error, 1)
	go func() {
		done <- watchPacks(ctx, "en", []string{dir}, io.Discard, io.Discard, func() error {
			runs <- true
			if len(runs) > 50 {
				cancel() // runs that no change asked for
			}
			return errors.New("a file is half written")
		})
	}()
	changed := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		select {
		case <-runs:
		case err := <-done:
			t.Fatalf("%s: the watch ended: %v", what, err)
		case <-time.After(patience):
			t.Fatalf("%s: no run", what)
		}
	}
	write := func(name string) error { return os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644) }
	changed("the start", nil)
	changed("a new file", write("cn/a/rules.rego"))
	changed("a changed file", write("cn/a/rules.rego"))
	changed("a new folder", os.Mkdir(filepath.Join(dir, "cn", "b"), 0o755))
	changed("a file in it", write("cn/b/rules.rego"))
	changed("a folder less", os.RemoveAll(filepath.Join(dir, "cn", "b")))
	cancel()
	var e *exitError
	if err := <-done; !errors.As(err, &e) || e.code != exitFailed {
		t.Errorf("the watch ended with %v, want what the last run said", err)
	}
}

// TestWatch is the program itself: it says what it finds each time, and ends on an interrupt with the code of the last run.
func TestWatch(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program")
	}
	pack := wuyou(t)
	cmd := program(t, "test", "--lang", "en", "--watch", pack)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer stop.Stop()
	said := bufio.NewScanner(stdout)
	until := func(part string) {
		t.Helper()
		for said.Scan() {
			if strings.Contains(said.Text(), part) {
				return
			}
		}
		t.Fatalf("no %q was written; stderr: %s", part, &stderr)
	}
	until("9 practices in 3 cases, 2 tests in Rego: ok")
	file := filepath.Join(pack, "cn/zixu/wuyou/property_credit_2024/instrument.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(text, []byte("{years: 3}"), []byte("{years: 5}"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	until("9 practices in 3 cases, 2 tests in Rego: 1 failed")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skip("a process cannot be interrupted here: ", err)
	}
	_, _ = io.Copy(io.Discard, stdout) // to its end, before Wait closes it
	if code := exitCode(t, cmd.Wait()); code != exitFound {
		t.Errorf("exit code %d, want %d; stderr: %s", code, exitFound, &stderr)
	}
	if want := "credlint: " + filepath.ToSlash(file) + " changed\n"; !strings.Contains(stderr.String(), want) {
		t.Errorf("stderr %q, want %q", &stderr, want)
	}
}
