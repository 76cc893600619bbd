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
	type scored struct {
		name string
		cost int
	}
	var found []scored
	for _, name := range names {
		bare := strings.ToLower(strings.Trim(name, "- "))
		limit := max(1, len([]rune(key))/3)
		cost, ok := distance(key, bare, limit)
		if !ok && len([]rune(key)) >= 3 && strings.Contains(bare, key) {
			cost, ok = limit+1, true
		}
		if ok {
			found = append(found, scored{name, cost})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
	var out []string
	for _, s := range found {
		if len(out) == 3 || s.cost > found[0].cost+1 {
			break
		}
		out = append(out, s.name)
	}
	return out
}
