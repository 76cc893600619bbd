package checker

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/credlint/credlint/checker/practice"
)

// prepared is a practice with what its absence decides written in: false where absence means no, and empty objects, as
// far as they exist. Other missing facts stay missing. The result shares what it does not change with value.
func prepared(f *practice.Fact, value map[string]any) map[string]any {
	out := make(map[string]any, len(value))
	for k, v := range value {
		out[k] = v
	}
	for _, c := range f.Children {
		v, ok := out[c.Name]
		switch {
		case ok:
			out[c.Name] = preparedValue(c, v)
		case !guarded(f, c, value):
		case c.Absent == "false" && c.Type == "boolean":
			out[c.Name] = false
		case c.Type == "object" && c.Absent != "not_applicable":
			if inner := prepared(c, nil); len(inner) > 0 {
				out[c.Name] = inner
			}
		}
	}
	return out
}

func preparedValue(f *practice.Fact, v any) any {
	switch x := v.(type) {
	case map[string]any:
		if f.Type == "object" {
			return prepared(f, x)
		}
	case []any:
		if f.Items != nil {
			out := make([]any, len(x))
			for i, e := range x {
				out[i] = preparedValue(f.Items, e)
			}
			return out
		}
	}
	return v
}

// guarded reports whether the guards of a fact are known to hold.
func guarded(f, c *practice.Fact, value map[string]any) bool {
	for guard, allowed := range c.When {
		v, ok := value[guard]
		if !ok {
			g := f.Child(guard)
			if g == nil || g.Absent != "false" || !guarded(f, g, value) {
				return false
			}
			v = false
		}
		if !slices.Contains(allowed, jsonText(v)) {
			return false
		}
	}
	return true
}

func jsonText(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(v)
	case bool:
		return strconv.FormatBool(v)
	}
	b, _ := json.Marshal(v)
	return string(b)
}
