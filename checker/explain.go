package checker

import (
	"errors"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// conditions explains a finding: every condition of the rule that was breached at the place, in the words of the rule,
// with whether it holds and the facts it read. Empty unless asked for.
func (j *judging) conditions(u *unit, c *law.Clause, h hit) []finding.Condition {
	if !j.c.opt.Explain {
		return nil
	}
	x := j.explorer(u, c.Clause)
	places, err := x.places(u.rules[headBreach][c.Clause])
	if err != nil {
		return nil
	}
	var best []finding.Condition
	for _, p := range places {
		if p.pointer() != h.pointer || p.why != h.why {
			continue
		}
		cs, all := j.steps(x, u, p)
		if best == nil || all {
			best = cs
		}
		if all {
			break
		}
	}
	var out []finding.Condition
	for _, scope := range []struct{ head, clause string }{{headApplies, ""}, {headEngaged, c.Clause}} {
		for _, r := range u.rules[scope.head][scope.clause] {
			cs, all := j.steps(x, u, place{rule: r})
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
func (j *judging) steps(x *explorer, u *unit, p place) (out []finding.Condition, all bool) {
	all = true
	read := map[string]bool{}
	body := substitute(p.rule.Body, p.bind)
	for i := 0; i < len(body); {
		at := body[i].Location
		k := i + 1
		for k < len(body) && sameCondition(body[k].Location, at) {
			k++
		}
		j.w.seen = map[string]string{}
		yes, known, err := x.eval(u, body[:k:k])
		seen := j.w.seen
		j.w.seen = nil
		c := finding.Condition{Rule: words(u, at), Source: at.File + ":" + strconv.Itoa(at.Row), Holds: "fails"}
		switch {
		case errors.As(err, new(readingError)), err == nil && !known:
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
func words(u *unit, at *ast.Location) string {
	text := string(u.in.Modules()[at.File])
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
