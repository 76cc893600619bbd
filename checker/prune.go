package checker

import (
	"bytes"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/law"
)

// Compiling law is most of a short run's time, and most law does not speak of the practice at hand: clauses judge some kinds
// of practice and bind some types of agency. A need leaves out the rules of other clauses and the helpers that only they
// use. What is left out can change nothing: a rule that needed it would not compile, and then all is compiled.
type need struct {
	in           *law.Instrument
	kind, agency string
	all          bool // every kind and agency: many practices share what is compiled
}

// clause reports whether a clause judges the kind and binds the agency. A clause that nobody lists is kept, for Lint to see.
func (n need) clause(number string) bool {
	c, ok := n.in.Clause(number)
	return n.all || !ok || slices.Contains(c.Kinds, n.kind) && c.Binds(n.agency)
}

var clauseHeads = []string{headEngaged, headBreach, headPermit, headExempt, headUnsettled}

// outline is what the text of a file shows without parsing: the clauses it has rules for, the helpers it defines, and the
// names it uses.
type outline struct {
	clauses, defines []string
	uses             map[string]bool
}

// outlineOf reads a file line by line: rules begin at the left margin, as opa fmt writes them.
func outlineOf(text []byte) outline {
	o := outline{uses: map[string]bool{}}
	for line := range bytes.Lines(text) {
		name := identifier(line)
		rest := line[len(name):]
		switch {
		case len(bytes.TrimSpace(line)) == 0 || line[0] == '#' || string(name) == "package" || string(name) == "import":
			continue
		case len(name) == 0:
			rest = line
		case slices.Contains(clauseHeads, string(name)):
			if quoted, ok := bytes.CutPrefix(rest, []byte(`["`)); ok {
				if clause, _, ok := bytes.Cut(quoted, []byte(`"]`)); ok {
					o.clauses = append(o.clauses, string(clause))
				}
			}
		case string(name) == "default":
			o.defines = append(o.defines, string(identifier(bytes.TrimLeft(rest, " "))))
		default:
			o.defines = append(o.defines, string(name))
		}
		for i := 0; i < len(rest); i++ {
			if word := identifier(rest[i:]); len(word) > 0 {
				o.uses[string(word)] = true
				i += len(word)
			}
		}
	}
	return o
}

// identifier is the name a text begins with, or nothing.
func identifier(text []byte) []byte {
	for i, c := range text {
		if c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && '0' <= c && c <= '9' {
			continue
		}
		return text[:i]
	}
	return text
}

// files are the names of the files that are needed.
func (n need) files() map[string]bool {
	names := sortedKeys(n.in.Modules())
	outlines := make(map[string]outline, len(names))
	definers := map[string][]string{}
	var todo []string
	for _, name := range names {
		o := outlineOf(n.in.Modules()[name])
		outlines[name] = o
		for _, d := range o.defines {
			definers[d] = append(definers[d], name)
		}
		if slices.ContainsFunc(o.clauses, n.clause) || slices.Contains(o.defines, headApplies) {
			todo = append(todo, name)
		}
	}
	out := map[string]bool{}
	for len(todo) > 0 {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if out[name] {
			continue
		}
		out[name] = true
		for used := range outlines[name].uses {
			todo = append(todo, definers[used]...)
		}
	}
	return out
}

// rules takes from the modules what is not needed.
func (n need) rules(modules []*ast.Module) {
	byName := map[ast.Var][]*ast.Rule{}
	var todo []*ast.Rule
	for _, m := range modules {
		for _, r := range m.Rules {
			ref := r.Head.Ref()
			name, _ := ref[0].Value.(ast.Var)
			switch {
			case name == headApplies:
				todo = append(todo, r)
			case slices.Contains(clauseHeads, string(name)) && len(ref) == 2:
				if clause, ok := ref[1].Value.(ast.String); ok && n.clause(string(clause)) {
					todo = append(todo, r)
				}
			default:
				byName[name] = append(byName[name], r)
			}
		}
	}
	keep := map[*ast.Rule]bool{}
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if keep[r] {
			continue
		}
		keep[r] = true
		ast.WalkVars(r, func(v ast.Var) bool {
			if rules, ok := byName[v]; ok {
				todo = append(todo, rules...)
				delete(byName, v)
			}
			return false
		})
	}
	for _, m := range modules {
		m.Rules = slices.DeleteFunc(m.Rules, func(r *ast.Rule) bool { return !keep[r] })
	}
}
