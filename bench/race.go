package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A command is one of those that run in turn.
type command struct {
	name string
	goal float64 // see series
	args []string
	// count counts what the command answered; nil for one that says it otherwise.
	count func(stdout []byte) (answer, error)
	exits []int // besides 0
}

func (b *bench) onePractice(i input, law size) []command {
	governing := slices.Sorted(maps.Keys(i.Params))
	own, goal := []command{{name: "credlint", args: []string{b.credlint, "check", i.file}, exits: []int{1}}}, law.goal
	if law.pack != nil {
		goal = 0 // the goal is for built-in law, which is compared with conftest below the table
		own = []command{
			{name: "credlint --pack", args: slices.Concat([]string{b.credlint, "check"}, law.pack, []string{i.file}), exits: []int{1}},
			{name: "credlint", args: []string{filepath.Join(b.builtIn, "credlint"), "check", i.file}, exits: []int{1}},
		}
	}
	return b.having(append(own, []command{
		{"opa eval", 0, []string{b.opa, "eval", "--data", law.name + "/law", "--input", i.prepared, query(governing)}, byEval, nil},
		{"conftest", goal, []string{b.conftest, "test", "--policy", law.name, "--output", "json", i.prepared}, byConftest, []int{1}},
	}...))
}

func (b *bench) manyPractices(law size) []command {
	prepared := preparedFolder("many", law)
	return b.having([]command{
		{name: "credlint", args: slices.Concat([]string{b.credlint, "check"}, law.pack, []string{"many"}), exits: []int{1}},
		{"opa exec", 0, []string{b.opa, "exec", "--bundle", law.name, "--decision", "main/deny", prepared}, byExec, nil},
		{"conftest", goalMany, []string{b.conftest, "test", "--policy", law.name, "--output", "json", prepared}, byConftest, []int{1}},
	})
}

// having leaves out the commands whose program could not be had.
func (b *bench) having(all []command) []command {
	return slices.DeleteFunc(all, func(c command) bool { return c.args[0] == "" })
}

// race runs the commands in turn, a round that does not count and then those that do, prints what they took and returns it.
func (b *bench) race(ctx context.Context, commands []command) ([]series, error) {
	var first *answer
	var by string
	all := make([]series, len(commands))
	for i, c := range commands {
		all[i] = series{name: c.name, goal: c.goal}
		_, stdout, err := b.once(ctx, c, true)
		if err != nil || c.count == nil {
			if err != nil {
				return nil, err
			}
			continue
		}
		got, err := c.count(stdout)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: %w", c.name, err)
		case first == nil:
			first, by = &got, c.name
		case got != *first:
			return nil, fmt.Errorf("not the same was asked: %s answers %v, %s %v", by, *first, c.name, got)
		}
	}
	if first != nil {
		b.say("breaches found by those tools that only evaluate the rules, each: %d\n", first.breaches)
	}
	for range b.rounds {
		for i, c := range commands {
			s, _, err := b.once(ctx, c, false)
			if err != nil {
				return nil, err
			}
			all[i].samples = append(all[i].samples, s)
		}
	}
	text, held := table(all)
	b.say("%s", text)
	b.held = b.held && held
	return all, nil
}

// once runs a command. What it prints is kept only where that is asked, for reading it costs this program time.
func (b *bench) once(ctx context.Context, c command, keep bool) (sample, []byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir = b.dir
	if keep {
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
	}
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if ctx.Err() != nil {
		return sample{}, nil, ctx.Err()
	}
	var status *exec.ExitError
	if err != nil && !(errors.As(err, &status) && slices.Contains(c.exits, status.ExitCode())) {
		return sample{}, nil, fmt.Errorf("%s: %w\n%s%s", strings.Join(c.args, " "), err, excerpt(stdout.Bytes()), excerpt(stderr.Bytes()))
	}
	p := cmd.ProcessState
	return sample{took, p.UserTime() + p.SystemTime(), peakOf(p)}, stdout.Bytes(), nil
}

// excerpt is the end of what a command said, where the trouble is.
func excerpt(text []byte) []byte { return text[max(0, len(text)-2000):] }

// answer is what a tool that evaluates the rules and does no more made of the prepared practices. Tools that were asked
// the same answer the same.
type answer struct{ documents, breaches int }

// byEval reads what opa eval prints for a query of breaches: instrument → clause → places.
func byEval(stdout []byte) (answer, error) {
	var r struct {
		Result []struct {
			Expressions []struct {
				Value map[string]map[string][]any
			}
		}
	}
	if err := json.Unmarshal(stdout, &r); err != nil {
		return answer{}, err
	}
	if len(r.Result) != 1 || len(r.Result[0].Expressions) != 1 {
		return answer{}, errors.New("the query is undefined")
	}
	n := 0
	for instrument := range maps.Values(r.Result[0].Expressions[0].Value) {
		for places := range maps.Values(instrument) {
			n += len(places)
		}
	}
	return answer{1, n}, nil
}

// byExec reads what opa exec prints for a decision that is a list.
func byExec(stdout []byte) (answer, error) {
	var r struct {
		Result []struct {
			Result []any
			Error  any
		}
	}
	if err := json.Unmarshal(stdout, &r); err != nil {
		return answer{}, err
	}
	a := answer{documents: len(r.Result)}
	for _, d := range r.Result {
		if d.Error != nil {
			return answer{}, fmt.Errorf("a practice was not evaluated: %v", d.Error)
		}
		a.breaches += len(d.Result)
	}
	return a, nil
}

// byConftest reads what conftest prints as JSON.
func byConftest(stdout []byte) (answer, error) {
	var r []struct{ Failures []any }
	if err := json.Unmarshal(stdout, &r); err != nil {
		return answer{}, err
	}
	a := answer{documents: len(r)}
	for _, d := range r {
		a.breaches += len(d.Failures)
	}
	return a, nil
}
