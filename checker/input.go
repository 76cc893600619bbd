package checker

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
)

// prepared is a practice with what its absence decides written in: false where absence means no, and empty objects, as
// far as they exist. Other missing facts stay missing. The result shares unchanged parts with value.
func prepared(f *practice.Fact, value map[string]any) map[string]any {
	out := make(map[string]any, len(value))
	for k, v := range value {
		out[k] = v
	}
	siblings := f.Stated(value)
	for _, c := range f.Children {
		v, ok := out[c.Name]
		_, partial := v.(*practice.Partial)
		switch {
		case partial:
			delete(out, c.Name)
		case ok:
			out[c.Name] = preparedValue(c, v)
		case !c.Exists(siblings):
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

// Input is the prepared document that law sees, as JSON: the practice with what its absence decides written in, the day,
// the authorities as the register resolved them, the parameters of the day, and the settled readings. Plain OPA fed with
// it gives the same breaches where no fact is missing; where one is, plain OPA reads silence as no.
func (c *Checker) Input(ctx context.Context, doc *practice.Document) (json.RawMessage, error) {
	j := c.judging(ctx, doc)
	if !j.place() || !j.prepare() {
		for _, f := range j.out.Findings {
			if f.Severity == finding.Error {
				return nil, finding.Errorf("%s:%d:%d: %s", "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message)
			}
		}
		return nil, finding.Errorf("%s：无法判断", "%s: cannot be judged", doc.File)
	}
	authorities := make([]map[string]any, len(j.cited))
	for i := range j.cited {
		a := &j.cited[i]
		authorities[i], _ = a.known()
		j.w.Reset()
		if granted, known := j.grants(i); known {
			authorities[i]["grants"] = granted
		}
	}
	params := map[string]any{}
	for _, u := range j.units {
		params[u.Instrument.ID] = j.params.Values[u.Instrument.ID]
	}
	readings := map[string]string{}
	for name, choice := range c.opt.Readings {
		readings[name] = choice
	}
	return json.Marshal(map[string]any{
		"practice":    prepared(j.kind, j.doc.Value),
		"day":         j.day,
		"authorities": authorities,
		"params":      params,
		"readings":    readings,
	})
}

// Facts lists the facts of a practice that a clause reads, as paths with "*" for list elements, found in its rules.
func (c *Checker) Facts(citation string) ([]string, error) {
	id, clause := finding.SplitCitation(citation)
	in, ok := c.pack.Instrument(id)
	if !ok {
		return nil, fmt.Errorf("no instrument %q in the packs", id)
	}
	u, err := c.rules.Whole(in)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, path := range sortedKeys(u.Facts(clause).Reads) {
		if rest, ok := strings.CutPrefix(path, "practice/"); ok {
			out = append(out, strings.ReplaceAll(rest, "/", "."))
		} else if strings.HasPrefix(path, "readings/") || strings.HasPrefix(path, "authorities/") {
			out = append(out, strings.ReplaceAll(path, "/", "."))
		}
	}
	return out, nil
}
