// Command frozen holds a refactoring to the verdicts of a base commit:
//
//	go run ./bench/frozen BASE
//
// It builds the program of that commit and of the work tree, has both judge the examples, the cases beside the law and the
// examples with facts removed, all as they stand in the base commit, and compares the JSON reports byte for byte except
// for the version of the program and the digest of the law. It prints the practices that differ and exits with 1.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"

	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

func main() {
	flag.Usage = func() { fmt.Fprintln(flag.CommandLine.Output(), "usage: go run ./bench/frozen BASE") }
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	differences, err := run(ctx, flag.Arg(0))
	stop()
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "frozen:", err)
		os.Exit(2)
	case differences > 0:
		os.Exit(1)
	}
}

// run prints what differs and returns how many differences there are.
func run(ctx context.Context, base string) (differences int, err error) {
	root, err := output(ctx, ".", "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "credlint-frozen-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	tree := filepath.Join(dir, "base")
	if _, err := output(ctx, root, "git", "worktree", "add", "--detach", tree, base); err != nil {
		return 0, err
	}
	defer func() { // also when interrupted
		_, removed := output(context.WithoutCancel(ctx), root, "git", "worktree", "remove", "--force", tree)
		err = errors.Join(err, removed)
	}()
	programs := []string{filepath.Join(dir, "before"), filepath.Join(dir, "after")}
	for i, from := range []string{tree, root} {
		if _, err := output(ctx, from, "go", "build", "-o", programs[i], "./cmd/credlint"); err != nil {
			return 0, err
		}
	}
	if err := thin(ctx, filepath.Join(tree, "examples"), filepath.Join(tree, "thinned")); err != nil {
		return 0, err
	}
	cases, err := casesIn(tree)
	if err != nil {
		return 0, err
	}
	for _, corpus := range []struct {
		name  string
		paths []string
	}{{"examples", []string{"examples"}}, {"cases", cases}, {"examples with facts removed", []string{"thinned"}}} {
		var reports [2]*report
		for i, program := range programs {
			if reports[i], err = judge(ctx, tree, program, corpus.paths); err != nil {
				return differences, err
			}
		}
		found := compare(reports[0], reports[1])
		for _, f := range found {
			fmt.Println("differs:", f)
		}
		differences += len(found)
		fmt.Printf("%s: %d practices, %d differences\n", corpus.name, len(reports[0].practices), len(found))
	}
	return differences, nil
}

// casesIn are the folders of cases beside the law, from the root of the repository.
func casesIn(root string) ([]string, error) {
	var out []string
	err := fs.WalkDir(os.DirFS(root), "policies", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "cases" {
			out = append(out, filepath.FromSlash(name))
			return fs.SkipDir
		}
		return err
	})
	if err == nil && len(out) == 0 {
		err = errors.New("there are no cases beside the law")
	}
	return out, err
}

// report is a report of credlint in parts, each as it was printed.
type report struct {
	practices []practiceReport
	rest      map[string]json.RawMessage // without the version of the program and the digest of the law
	code      int                        // of the exit
}

type practiceReport struct {
	name string // file and id
	text []byte
}

// judge runs a program on paths in a folder.
func judge(ctx context.Context, dir, program string, paths []string) (*report, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, program, append([]string{"check", "--format", "json"}, paths...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	err := cmd.Run()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		return nil, err
	}
	r, err := parse(stdout.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%s %v: %w\n%s", filepath.Base(program), paths, err, stderr.Bytes())
	}
	r.code = cmd.ProcessState.ExitCode()
	return r, nil
}

func parse(text []byte) (*report, error) {
	r := &report{}
	if err := json.Unmarshal(text, &r.rest); err != nil {
		return nil, err
	}
	var practices []json.RawMessage
	if err := json.Unmarshal(r.rest["practices"], &practices); err != nil {
		return nil, fmt.Errorf("practices: %w", err)
	}
	delete(r.rest, "practices")
	for _, p := range practices {
		var name struct{ File, ID string }
		if err := json.Unmarshal(p, &name); err != nil {
			return nil, err
		}
		r.practices = append(r.practices, practiceReport{name.File + " " + name.ID, p})
	}
	for part, varies := range map[string]string{"tool": "version", "packs": "digest"} {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(r.rest[part], &fields); err != nil {
			return nil, fmt.Errorf("%s: %w", part, err)
		}
		delete(fields, varies)
		text, err := json.Marshal(fields)
		if err != nil {
			return nil, err
		}
		r.rest[part] = text
	}
	return r, nil
}

// compare names what differs between two reports.
func compare(before, after *report) []string {
	var out []string
	if before.code != after.code {
		out = append(out, fmt.Sprintf("the exit code is %d and was %d", after.code, before.code))
	}
	for i := range max(len(before.practices), len(after.practices)) {
		switch {
		case i >= len(after.practices):
			out = append(out, before.practices[i].name+" is missing")
		case i >= len(before.practices):
			out = append(out, after.practices[i].name+" is new")
		case !bytes.Equal(before.practices[i].text, after.practices[i].text):
			out = append(out, before.practices[i].name)
		}
	}
	parts := maps.Clone(before.rest)
	maps.Copy(parts, after.rest)
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		if !bytes.Equal(before.rest[part], after.rest[part]) {
			out = append(out, "the report besides its practices: "+part)
		}
	}
	return out
}

// shares are how much of what may be left out of an example is removed, a document each.
var shares = []float64{0.1, 0.33, 0.5, 0.75, 1}

// thin writes the examples with facts removed, the same in every run.
func thin(ctx context.Context, examples, to string) error {
	loaded, err := practice.Load(ctx, []string{examples}, practice.Options{})
	if err != nil {
		return err
	}
	if len(loaded.Documents) == 0 {
		return fmt.Errorf("no example in %q", examples)
	}
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for i, doc := range loaded.Documents {
		kind, err := practice.KindSchema(schemas.FS, doc.Kind)
		if err != nil {
			return err
		}
		for k, share := range shares {
			value := without(kind, doc.Value, share, rng)
			value["id"] = fmt.Sprintf("%s-%d", doc.ID, k)
			text, err := json.Marshal(value)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(to, fmt.Sprintf("%03d-%d.json", i, k)), text, 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

// without is a copy of a practice without a share of what may be left out: facts that are not required, whole objects among
// them. The agency stays, and so do the elements of lists of objects.
func without(kind *practice.Fact, value map[string]any, share float64, rng *rand.Rand) map[string]any {
	var removals []func()
	var object func(f *practice.Fact, v map[string]any) map[string]any
	object = func(f *practice.Fact, v map[string]any) map[string]any {
		out := make(map[string]any, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out[name] = v[name]
			c := f.Child(name)
			if c == nil {
				continue
			}
			inner, isObject := v[name].(map[string]any)
			list, isList := v[name].([]any)
			switch {
			case c.Type == "object" && isObject:
				out[name] = object(c, inner)
			case c.Type == "array" && isList && c.Items.Type == "object":
				elements := make([]any, len(list))
				for i, e := range list {
					elements[i] = e
					if m, ok := e.(map[string]any); ok {
						elements[i] = object(c.Items, m)
					}
				}
				out[name] = elements
				continue
			}
			if !c.Required {
				removals = append(removals, func() { delete(out, name) })
			}
		}
		return out
	}
	out := object(kind, value)
	for _, i := range rng.Perm(len(removals))[:int(float64(len(removals))*share)] {
		removals[i]()
	}
	return out
}

// output is what a command prints on standard output, without the last end of line.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %v: %w\n%s", name, args, err, stderr.Bytes())
	}
	return string(bytes.TrimRight(stdout.Bytes(), "\n")), nil
}
