package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// mismatches are differences between the rules and the clauses of an instrument.
type mismatches []finding.Finding

func (m mismatches) Error() string { return m[0].Message.EN }

// matched compares the rules with the clauses of instrument.yaml. An encoded clause without a rule would be met by every
// practice, and a rule that nothing asks for breached by none, so that law with either is not used.
func (p *parsed) matched() error {
	var out mismatches
	say := func(r *ast.Rule, zh, en string, args ...any) {
		out = append(out, Finding(r.Location, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)))
	}
	var numbers []string
	for c := range p.in.Clauses() {
		numbers = append(numbers, c.Clause)
	}
	heads := []string{string(Applies)}
	for _, head := range ClauseHeads {
		heads = append(heads, string(head))
	}
	has := map[Head]map[string]bool{Breach: {}, Permit: {}}
	called := p.called(func(string) bool { return true })
	for _, name := range sortedKeys(p.in.Modules()) {
		for _, r := range p.modules[name].Rules {
			head, clause, err := headOf(r)
			if err != nil {
				return err
			}
			c, known := p.in.Clause(clause)
			switch {
			case head == Applies:
			case head == "":
				own := r.Head.Ref()[0].Value.String()
				near := law.Nearest(own, heads)
				if !called[r] && len(r.Head.Args) == 0 && (len(near) > 0 || p.ofClause(r)) {
					say(r, "没有任何规则引用 %s；是否为 %s", "nothing calls %s; did you mean %s", own, orAll(near, heads))
				}
			case !known:
				zh, en := "", ""
				if near := law.Nearest(clause, numbers); len(near) > 0 {
					zh, en = "；是否为 "+strings.Join(near, "、"), "; did you mean "+strings.Join(near, " or ")
				}
				say(r, "规则 %s[\"%s\"] 没有对应的条款"+zh, "%s[%q] has no clause in instrument.yaml"+en, head, clause)
			case head == Breach && c.Status != "encoded":
				say(r, "条款 %s 的状态是 %s，却有规则", "clause %s is %s in instrument.yaml and yet has a rule", clause, c.Status)
			case head == Breach && (c.Modality == law.Permission || c.Modality == law.Definition || c.Modality == law.Power):
				say(r, "条款 %s 是 %s，不能被违反", "clause %s is a %s; it cannot be breached", clause, c.Modality)
			case has[head] != nil:
				has[head][clause] = true
			}
		}
	}
	for c := range p.in.Clauses() {
		var missing bool // exceptions and definitions are read by the rules of other clauses
		switch c.Modality {
		case law.Permission, law.Power:
			missing = !has[Permit][c.Clause]
		case law.Prohibition, law.Obligation:
			missing = !has[Breach][c.Clause]
		}
		if missing && c.Status == "encoded" {
			f := Finding(nil, fmt.Sprintf("条款 %s 标为已编入，却没有规则", c.Clause), fmt.Sprintf("clause %s is encoded and has no rule", c.Clause))
			f.At = p.in.At(p.in.Pointer(c) + "/clause")
			out = append(out, f)
		}
	}
	if len(out) > 0 {
		return out
	}
	return nil
}

// ofClause reports whether a rule is named as rules of clauses are, with a number of the instrument: braech["14.1"].
func (p *parsed) ofClause(r *ast.Rule) bool {
	ref := r.Head.Ref()
	if len(ref) != 2 {
		return false
	}
	number, ok := ref[1].Value.(ast.String)
	_, known := p.in.Clause(string(number))
	return ok && known
}

// orAll formats the near names, else all of them.
func orAll(near, all []string) string {
	if len(near) == 0 {
		near = slices.Clone(all)
	}
	return strings.Join(near, " or ")
}
