package checker_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing/fstest"

	"golang.org/x/sync/errgroup"

	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

// shown is the number of questions that a text report shows.
const shown = 5

// TestQuestionsOneCanBear holds what a short plan is asked: the examples with the facts of their acts and their agency, and no
// other fact that may be left out.
func TestQuestionsOneCanBear(t *testing.T) {
	t.Parallel()
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := shipped(t, checker.Options{})
	var now, all, rounds, greedy []int
	var settled, most []float64
	for _, doc := range loaded.Documents {
		short := *shortened(t, doc)
		first := check(t, c, &short)
		if len(first.Questions) == 0 {
			continue
		}
		all = append(all, len(first.Questions))
		asked := slices.DeleteFunc(slices.Clone(first.Questions), func(q finding.Question) bool { return q.After != "" })
		now = append(now, len(asked))
		one, n := ask(t, c, doc, &short, 1, firstAsked)
		if n == 0 {
			continue // the example leaves these open too
		}
		settled = append(settled, 1-float64(open(one))/float64(open(first)))
		one, _ = ask(t, c, doc, &short, 1, mostClauses)
		most = append(most, 1-float64(open(one))/float64(open(first)))
		if !testing.Short() {
			_, n = ask(t, c, doc, &short, maxRounds, firstAsked)
			rounds = append(rounds, n)
			_, n = ask(t, c, doc, &short, maxRounds, mostClauses)
			greedy = append(greedy, n)
		}
	}
	t.Logf("questions asked at once: median %d, most %d; with those that hang on others: median %d, most %d", median(now), slices.Max(now), median(all), slices.Max(all))
	t.Logf("part of the open clauses that the first %d answers settle: median %.2f; that those settle on which most clauses hang: %.2f", shown, median(settled), median(most))
	if median(now) > 12 {
		t.Error("a short plan is asked more than 12 questions at once")
	}
	if median(settled) < 0.5 {
		t.Errorf("the first %d answers settle less than half of the open clauses", shown)
	}
	if len(rounds) > 0 {
		t.Logf("rounds of %d answers until nothing more is asked: median %d, %d in all; median %d, %d in all where those that most clauses hang on are asked first", shown, median(rounds), sum(rounds), median(greedy), sum(greedy))
		if median(rounds) > median(greedy) || sum(rounds) > sum(greedy)*21/20 {
			t.Error("the order takes more rounds than a greedy one")
		}
	}
}

// maxRounds bounds the rounds of questions and answers.
const maxRounds = 40

// ask answers the questions that are chosen, as the whole practice does, for some rounds, and returns the last judgement and the number
// of rounds in which something was answered.
func ask(t *testing.T, c *checker.Checker, whole, short *practice.Document, rounds int, choose func([]finding.Question) []finding.Question) (finding.Judged, int) {
	doc := *short
	j := check(t, c, &doc)
	for n := range rounds {
		left := slices.DeleteFunc(slices.Clone(j.Questions), func(q finding.Question) bool { return !answered(whole, q) })
		chosen := choose(left)
		if len(chosen) == 0 {
			return j, n
		}
		answer(whole, &doc, chosen)
		j = check(t, c, &doc)
	}
	return j, rounds
}

// answered reports whether a practice answers a question.
func answered(whole *practice.Document, q finding.Question) bool {
	scratch := *whole
	return answer(whole, &scratch, []finding.Question{q}) > 0
}

func firstAsked(questions []finding.Question) []finding.Question {
	return questions[:min(shown, len(questions))]
}

func mostClauses(questions []finding.Question) []finding.Question {
	most := slices.Clone(questions)
	slices.SortStableFunc(most, func(a, b finding.Question) int { return b.Settles - a.Settles })
	return most[:min(shown, len(most))]
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}

// shortened is a practice with the facts of its acts and its agency, and no other that may be left out.
func shortened(t *testing.T, doc *practice.Document) *practice.Document {
	kind, err := practice.KindSchema(schemas.FS, doc.Kind)
	if err != nil {
		t.Fatal(err)
	}
	short := *doc
	short.Value = map[string]any{}
	for _, f := range kind.Children {
		if v, ok := doc.Value[f.Name]; ok && (f.Required || f.Act != "" || f.Name == "basis") { // what is cited belongs to the acts
			short.Value[f.Name] = v
		}
	}
	return &short
}

func median[T int | float64](list []T) T {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

func check(t *testing.T, c *checker.Checker, doc *practice.Document) finding.Judged {
	j, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// open counts the clauses that are undetermined.
func open(j finding.Judged) (n int) {
	for _, v := range j.Clauses {
		if v.Status == finding.Undetermined {
			n++
		}
	}
	return n
}

// answer copies the answers to questions from one document to another, and counts those that it has.
func answer(from, to *practice.Document, questions []finding.Question) (n int) {
	for _, q := range questions {
		for _, at := range append(slices.Clone(q.Facts), q.Fact) {
			if v, ok := valueAt(from.Value, at); ok {
				to.Value = withValue(to.Value, strings.Split(at[1:], "/"), v).(map[string]any)
				n++
			}
		}
	}
	return n
}

func valueAt(v any, pointer string) (any, bool) {
	for _, step := range strings.Split(pointer[1:], "/") {
		switch x := v.(type) {
		case map[string]any:
			e, ok := x[step]
			if !ok {
				return nil, false
			}
			v = e
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// withValue is a copy of a document with a value at a path.
func withValue(doc any, path []string, v any) any {
	if len(path) == 0 {
		return v
	}
	switch x := doc.(type) {
	case []any:
		out := slices.Clone(x)
		i, _ := strconv.Atoi(path[0])
		out[i] = withValue(x[i], path[1:], v)
		return out
	case map[string]any:
		out := maps.Clone(x)
		out[path[0]] = withValue(x[path[0]], path[1:], v)
		return out
	}
	return map[string]any{path[0]: withValue(nil, path[1:], v)}
}

// TestQuestionsCanBeAnswered asks, of short plans and of the examples and cases as they are, whether each question names a property
// that the schema takes, and whether each answer written there makes the question go.
func TestQuestionsCanBeAnswered(t *testing.T) {
	t.Parallel()
	c, _ := shipped(t, checker.Options{})
	every := 40 // of the documents, and of their questions
	if os.Getenv("CREDLINT_EXHAUSTIVE") != "" {
		every = 8
	} else {
		t.Log("a sample of the questions; CREDLINT_EXHAUSTIVE=1 takes more")
	}
	var documents []*practice.Document
	paths, err := filepath.Glob("../policies/cn/*/cases")
	if err != nil {
		t.Fatal(err)
	}
	local, err := filepath.Glob("../policies/cn/*/*/cases")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), slices.Concat([]string{"../examples"}, paths, local), practice.Options{})
	if err != nil || len(loaded.Documents) < 500 {
		t.Fatalf("%d practices, %v", len(loaded.Documents), err)
	}
	for i, doc := range loaded.Documents {
		if i%every == 0 {
			documents = append(documents, doc, shortened(t, doc))
		}
	}
	var questions, answers atomic.Int64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, doc := range documents {
		g.Go(func() error {
			n := i // so that documents alike give different questions
			kind, err := practice.KindSchema(schemas.FS, doc.Kind)
			if err != nil {
				return err
			}
			for _, q := range check(t, c, doc).Questions {
				for _, at := range asked(q) {
					if n++; n%every != 0 {
						continue
					}
					questions.Add(1)
					answers.Add(int64(tryAnswers(t, c, doc, kind, at)))
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d questions of %d documents, %d answers written", questions.Load(), len(documents), answers.Load())
}

// asked are the facts that a question asks for.
func asked(q finding.Question) []string {
	if len(q.Facts) > 0 {
		return q.Facts
	}
	return []string{q.Fact}
}

// tryAnswers writes each answer to a question into a practice, and counts those that make it go.
func tryAnswers(t *testing.T, c *checker.Checker, doc *practice.Document, kind *practice.Fact, at string) (n int) {
	f := kind.Find(at)
	if f == nil {
		t.Errorf("%s: %s is asked for, and no property takes it", doc.ID, at)
		return 0
	}
	path := strings.Split(at[1:], "/")
	wrap := func(v any) any { return v }
	if parent := kind.Find(strings.TrimSuffix(at, "/value")); parent != nil && parent.Type == "judgement" {
		path = path[:len(path)-1]
		wrap = func(v any) any { return map[string]any{"value": v, "reason": "按规定"} }
	}
	var values []any
	switch {
	case f.Type == "boolean":
		values = []any{true, false}
	case len(f.Enum) > 0:
		for _, v := range f.Enum {
			values = append(values, v)
		}
	case f.Type == "period":
		values = []any{map[string]any{f.Units[0]: 1}}
	case f.Type == "integer":
		values = []any{*f.Min}
	case f.Format == "date":
		values = []any{"2026-01-05"}
	case f.Name == "basis":
		values = []any{[]any{}}
	default:
		return 0 // a list
	}
	for _, v := range values {
		text, err := json.Marshal(withValue(doc.Value, path, wrap(v)))
		if err != nil {
			t.Error(err)
			return n
		}
		loaded, err := practice.Load(context.Background(), []string{"x.json"}, practice.Options{FS: fstest.MapFS{"x.json": &fstest.MapFile{Data: text}}})
		if err != nil || len(loaded.Documents) != 1 {
			t.Errorf("%s: %v is no answer to %s: %v %v", doc.ID, v, at, err, loaded.Findings)
			return n
		}
		j := check(t, c, loaded.Documents[0])
		if slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Rule == "credlint/contradiction" }) {
			continue
		}
		n++
		if slices.ContainsFunc(j.Questions, func(q finding.Question) bool { return slices.Contains(asked(q), at) }) {
			t.Errorf("%s: %s is asked for although it is %v", doc.ID, at, v)
		}
	}
	if n == 0 {
		t.Errorf("%s: no answer to %s is possible", doc.ID, at)
	}
	return n
}
