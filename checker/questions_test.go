package checker_test

import (
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
	var settled []float64
	for _, doc := range loaded.Documents {
		kind, err := practice.KindSchema(schemas.FS, doc.Kind)
		if err != nil {
			t.Fatal(err)
		}
		short := *doc
		short.Value = map[string]any{}
		for _, f := range kind.Children {
			if v, ok := doc.Value[f.Name]; ok && (f.Required || f.Act != "") {
				short.Value[f.Name] = v
			}
		}
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
		if !testing.Short() {
			_, n = ask(t, c, doc, &short, maxRounds, firstAsked)
			rounds = append(rounds, n)
			_, n = ask(t, c, doc, &short, maxRounds, mostClauses)
			greedy = append(greedy, n)
		}
	}
	t.Logf("questions asked at once: median %d, most %d; with those that hang on others: median %d, most %d", median(now), slices.Max(now), median(all), slices.Max(all))
	t.Logf("part of the open clauses that the first %d answers settle: median %.2f", shown, median(settled))
	if median(now) > 12 {
		t.Error("a short plan is asked more than 12 questions at once")
	}
	if median(settled) < 0.3 {
		t.Error("the first answers settle less than they did")
	}
	if len(rounds) > 0 {
		t.Logf("rounds of %d answers until nothing more is asked: %d in all, %d where those that most clauses hang on are asked first", shown, sum(rounds), sum(greedy))
		if sum(rounds) > sum(greedy)*11/10 {
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
	now := slices.DeleteFunc(slices.Clone(questions), func(q finding.Question) bool { return q.After != "" })
	if len(now) == 0 {
		now = questions // the example leaves a gate open
	}
	return now[:min(shown, len(now))]
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
