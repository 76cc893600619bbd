package checker

import (
	"errors"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/rules"
)

// conditions explains a finding: every condition of the rule that was breached at the place, in the words of the rule,
// with whether it holds and the facts it read. Empty unless asked for.
func (j *judging) conditions(u *rules.Unit, c *law.Clause, h explore.Place) []finding.Condition {
	if !j.c.opt.Explain {
		return nil
	}
	j.explorer(u, c.Clause)
	places, err := j.w.Places(u.Rules(rules.Breach, c.Clause))
	if err != nil {
		return nil
	}
	var best []finding.Condition
	for _, p := range places {
		if p.Pointer() != h.Pointer() || p.Why != h.Why {
			continue
		}
		cs, all := j.steps(u, p)
		if best == nil || all {
			best = cs
		}
		if all {
			break
		}
	}
	var out []finding.Condition
	for _, scope := range []struct {
		head   rules.Head
		clause string
	}{{rules.Applies, ""}, {rules.Engaged, c.Clause}} {
		for _, r := range u.Rules(scope.head, scope.clause) {
			cs, all := j.steps(u, explore.Place{Rule: r})
			if all {
				out = append(out, cs...)
				break
			}
		}
	}
	return append(out, best...)
}

// steps evaluates the conditions of one rule in their order, each together with those before it, since later ones use what
// earlier ones bind.
func (j *judging) steps(u *rules.Unit, p explore.Place) (out []finding.Condition, all bool) {
	all = true
	read := map[string]bool{}
	body := p.Body()
	for i := 0; i < len(body); {
		at := body[i].Location
		k := i + 1
		for k < len(body) && sameCondition(body[k].Location, at) {
			k++
		}
		yes, known, seen, err := j.w.Trace(j.ctx, u, body[:k:k])
		c := finding.Condition{Rule: words(u, at), Source: at.File + ":" + strconv.Itoa(at.Row), Holds: "fails"}
		switch {
		case errors.As(err, new(explore.ReadingError)), err == nil && !known:
			c.Holds = "unknown"
		case err == nil && yes:
			c.Holds = "holds"
		}
		all = all && c.Holds == "holds"
		for _, ptr := range sortedKeys(seen) {
			if read[ptr] || strings.HasPrefix(seen[ptr], "{") || j.isObject(ptr) {
				continue
			}
			read[ptr] = true
			c.Facts = append(c.Facts, finding.Value{Pointer: ptr, Value: seen[ptr], At: j.doc.At(ptr)})
		}
		out = append(out, c)
		if c.Holds != "holds" {
			break
		}
		i = k
	}
	return out, all
}

// isObject reports whether a pointer leads to facts and not to a fact.
func (j *judging) isObject(pointer string) bool {
	f := j.kind.Find(pointer)
	return f != nil && (f.Type == "object" || f.Type == "array" || f.Type == "judgement")
}

// sameCondition reports whether two compiled expressions come from one condition: the compiler splits a condition into
// several that keep its place.
func sameCondition(a, b *ast.Location) bool { return a.File == b.File && a.Row == b.Row }

// words is a condition as written in the law.
func words(u *rules.Unit, at *ast.Location) string {
	text := string(u.Instrument.Modules()[at.File])
	lines := strings.Split(text, "\n")
	if at.Row < 1 || at.Row > len(lines) {
		return string(at.Text)
	}
	line := strings.TrimSpace(lines[at.Row-1])
	if _, after, ok := strings.Cut(line, " if "); ok && !strings.HasSuffix(line, "{") {
		return after
	}
	return strings.TrimSuffix(line, " {")
}
