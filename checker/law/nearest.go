package law

import (
	"cmp"
	"slices"
	"strings"
)

// Nearest returns up to three of the names that a wrong name may mean, the likeliest first: names at a small edit distance, and
// names that contain the written one.
func Nearest(written string, names []string) []string {
	key := strings.ToLower(strings.Trim(written, "- "))
	if key == "" {
		return nil
	}
	var found []candidate[string]
	for _, name := range names {
		bare := strings.ToLower(strings.Trim(name, "- "))
		limit := max(1, len([]rune(key))/3)
		cost, ok := distance(key, bare, limit)
		if !ok && len([]rune(key)) >= 3 && strings.Contains(bare, key) {
			cost, ok = limit+1, true
		}
		if ok {
			found = append(found, candidate[string]{name, cost})
		}
	}
	return likeliest(found)
}

// candidate is a value that a wrong name may mean; the lower the cost, the likelier.
type candidate[T any] struct {
	value T
	cost  int
}

// likeliest returns up to three of the values, the likeliest first: those whose cost is at most one above the lowest. Values of
// one cost keep their order.
func likeliest[T any](found []candidate[T]) []T {
	slices.SortStableFunc(found, func(a, b candidate[T]) int { return cmp.Compare(a.cost, b.cost) })
	var out []T
	for _, c := range found[:min(3, len(found))] {
		if c.cost <= found[0].cost+1 {
			out = append(out, c.value)
		}
	}
	return out
}

// distance is the edit distance of a and b in characters, with a swap of neighbours as one edit (optimal string alignment). It
// returns false as soon as the distance must exceed limit.
func distance(a, b string, limit int) (int, bool) {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return 0, false
	}
	before, prev, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range x {
		row[0] = i + 1
		least := row[0]
		for j := range y {
			c := prev[j]
			if x[i] != y[j] {
				c = 1 + min(c, prev[j+1], row[j])
				if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
					c = min(c, before[j-1]+1)
				}
			}
			row[j+1] = c
			least = min(least, c)
		}
		if least > limit {
			return 0, false
		}
		before, prev, row = prev, row, before
	}
	return prev[len(y)], prev[len(y)] <= limit
}
