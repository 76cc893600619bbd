package checker

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/version"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/stored"
	"github.com/credlint/credlint/policies"
)

// Parsing and compiling law is most of a short run's time. So the program keeps the rules of its own law compiled, in
// policies/rules.bin. They are used where they were made of the text that stands there now, by the compiler that is here now;
// otherwise the text is compiled, so that a stale file is slower and never wrong.

var clauseHeads = []string{headEngaged, headBreach, headPermit, headExempt, headUnsettled}

// need says which rules of an instrument a practice needs: those of the clauses that judge its kind and bind its agency, with
// all that these refer to.
type need struct {
	in           *law.Instrument
	kind, agency string
	all          bool // every kind and agency: many practices share what is read
}

// clause reports whether a clause judges the kind and binds the agency.
func (n need) clause(number string) bool {
	if n.all {
		return true
	}
	c, ok := n.in.Clause(number)
	return !ok || slices.Contains(c.Kinds, n.kind) && c.Binds(n.agency)
}

// rule reports whether the rules of a name are asked for by themselves: pkg is the package of the instrument.
func (n need) rule(pkg, path []string) bool {
	if len(path) <= len(pkg) || !slices.Equal(path[:len(pkg)], pkg) {
		return false
	}
	name := path[len(pkg):]
	return name[0] == headApplies || len(name) == 2 && slices.Contains(clauseHeads, name[0]) && n.clause(name[1])
}

// stamp is of what stored rules were made of: the law with a digest, by the compiler that is here now.
func stamp(digest string) string { return "opa " + version.Version + " " + digest }

// books are the stored rules of the instruments of the program that may be used with a pack, by id.
func books(pack *law.Pack) map[string]string {
	digest := pack.Ready()
	if digest == "" {
		return nil
	}
	for name := range pack.Lib {
		if pack.Origin(name) > 0 {
			if _, err := parseLib(pack); err != nil {
				return nil // what is wrong with shared rules is said of all law, as where all is compiled
			}
			break
		}
	}
	return stored.Books(policies.Rules, stamp(digest))
}

// restore makes a unit of stored rules, as far as they are needed.
func restore(in *law.Instrument, book string, n need) (*unit, error) {
	u := newUnit(in)
	pkg := strings.Split(in.Package(), ".")
	groups, err := stored.Read(book, func(path []string) bool { return n.rule(pkg, path) })
	if err != nil {
		return nil, err
	}
	u.compiler = stored.Compiler(groups)
	for _, g := range groups {
		if !slices.Equal(g.Path[:min(len(pkg), len(g.Path))], pkg) {
			continue
		}
		for _, r := range g.Rules {
			if err := u.file(r); err != nil {
				return nil, err
			}
		}
	}
	return u, nil
}

// Rules compiles the instruments of a pack, and writes their rules for policies/rules.bin. The instruments that hold what is
// not stored are named in left with the reason; they are compiled whenever they are used. An error says what does not compile.
func Rules(pack *law.Pack) (file []byte, left []error, err error) {
	shared, err := parseLib(pack)
	if err != nil {
		return nil, nil, err
	}
	var names []string
	made := map[string][]byte{}
	for _, in := range pack.Instruments {
		u, err := compile(in, shared)
		if err != nil {
			return nil, nil, err
		}
		groups, err := groupsOf(u)
		if err == nil {
			made[in.ID], err = stored.Book(groups)
		}
		if err == nil {
			_, err = restore(in, string(made[in.ID]), need{in: in, all: true})
		}
		if err != nil {
			left = append(left, fmt.Errorf("%s: %w", in.ID, err))
			continue
		}
		names = append(names, in.ID)
	}
	return stored.File(stamp(pack.Digest), names, made), left, nil
}

// groupsOf are the rules of a compiled unit by their names, in the order of these.
func groupsOf(u *unit) (out []stored.Group, err error) {
	number := map[*ast.Rule]int{}
	var walk func(n *ast.TreeNode, path []string)
	walk = func(n *ast.TreeNode, path []string) {
		if len(n.Values) > 0 {
			for _, r := range n.Values {
				number[r] = len(out)
			}
			out = append(out, stored.Group{Path: path, Rules: n.Values})
		}
		for _, key := range n.Sorted {
			step, ok := key.(ast.String)
			if !ok {
				err = fmt.Errorf("a rule is named by %v, which is no string", key)
				return
			}
			walk(n.Children[key], append(slices.Clip(path), string(step)))
		}
	}
	walk(u.compiler.RuleTree.Child(ast.DefaultRootDocument.Value), nil)
	for i := range out {
		g := &out[i]
		needs := map[int]bool{}
		refer := func(ref ast.Ref) {
			for _, r := range u.compiler.GetRulesDynamicWithOpts(ref, ast.RulesOptions{IncludeHiddenModules: true}) {
				needs[number[r]] = true
			}
		}
		for _, r := range g.Rules {
			ast.WalkRefs(r, func(ref ast.Ref) bool {
				if ref[0].Equal(ast.DefaultRootDocument) {
					refer(ref)
				}
				return false
			})
			refer(r.Ref()) // a name with a variable is that of other rules too
		}
		delete(needs, i)
		g.Needs = sortedKeys(needs)
	}
	return out, err
}
