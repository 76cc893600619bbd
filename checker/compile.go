package checker

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/law"
)

// The heads of rules that carry meaning, see docs/writing-a-law.md.
const (
	headApplies   = "applies"
	headEngaged   = "engaged"
	headBreach    = "breach"
	headPermit    = "permit"
	headExempt    = "exempt"
	headUnsettled = "unsettled"
)

// unit is one instrument compiled: its rules by head and clause, and the compiler that evaluates them. A unit is made
// on first use, once, and is then read only.
type unit struct {
	in       *law.Instrument
	compiler *ast.Compiler
	pkg      ast.Ref
	rules    map[string]map[string][]*ast.Rule // head → clause ("" for applies) → rules
	modules  map[string]*ast.Module            // as parsed; none of stored rules

	analysisMu sync.Mutex
	analyses   map[string]*facts // clause → what it reads
	walked     map[string]*walked
	compared   sync.Map // comparisons of periods already asked, see holds
	cut        sync.Map // rule → its parts, see parts
	poses      sync.Map // kind → the clauses that judge it
}

// lib holds the parsed shared modules of a pack by package.
type lib map[string]*ast.Module

func parseLib(pack *law.Pack) (lib, error) {
	out := lib{}
	names := sortedKeys(pack.Lib)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(pack.Origin(a), pack.Origin(b)) }) // who came later is to blame
	for _, name := range names {
		m, err := parseModule(name, pack.Lib[name])
		if err != nil {
			return nil, err
		}
		path := m.Package.Path.String()
		if other := out[path]; other != nil {
			return nil, ruleError(m.Package.Location, "package %s is already that of %s; give shared rules a package of their own", strings.TrimPrefix(path, "data."), other.Package.Location.File)
		}
		for _, in := range pack.Instruments {
			if path == "data."+in.Package() {
				return nil, ruleError(m.Package.Location, "package %s is that of %s; rules of an instrument stand in its folder, and shared rules have a package of their own", in.Package(), in.ID)
			}
		}
		out[path] = m
	}
	return out, nil
}

func parseModule(name string, text []byte) (*ast.Module, error) {
	return ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
}

// capabilities are OPA's without what would make a law more than a function of the practice and the day: no clock,
// network, environment, randomness, and nothing that prints.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	out := *c
	out.AllowNet = []string{}
	out.Builtins = slices.DeleteFunc(slices.Clone(c.Builtins), func(b *ast.Builtin) bool {
		if b.Nondeterministic {
			return true
		}
		for _, prefix := range []string{"http.", "net.lookup", "opa.", "rego.", "io.jwt.", "crypto.", "rand.", "uuid.", "providers.", "trace", "print", "time.now", "graphql.", "graph."} {
			if strings.HasPrefix(b.Name, prefix) {
				return true
			}
		}
		return false
	})
	return &out
})

func newUnit(in *law.Instrument) *unit {
	u := &unit{in: in, rules: map[string]map[string][]*ast.Rule{}, modules: map[string]*ast.Module{}, analyses: map[string]*facts{}}
	u.pkg = ast.Ref{ast.DefaultRootDocument}
	for _, step := range strings.Split(in.Package(), ".") {
		u.pkg = append(u.pkg, ast.StringTerm(step))
	}
	return u
}

// compile parses and compiles one instrument with the shared modules it imports, with every check.
func compile(in *law.Instrument, shared lib) (*unit, error) {
	u := newUnit(in)
	texts := in.Modules()
	for _, name := range sortedKeys(texts) {
		m, err := parseModule(name, texts[name])
		if err != nil {
			return nil, err
		}
		if !m.Package.Path.Equal(u.pkg) {
			return nil, ruleError(m.Package.Location, "package %s is not that of its folder; write %q", strings.TrimPrefix(m.Package.Path.String(), "data."), "package "+in.Package())
		}
		u.modules[name] = m
		u.importLib(m, shared)
	}
	u.compiler = ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
	u.compiler.Compile(u.modules)
	if u.compiler.Failed() {
		return nil, u.compiler.Errors
	}
	for _, name := range sortedKeys(texts) {
		for _, r := range u.compiler.Modules[name].Rules {
			if err := u.file(r); err != nil {
				return nil, err
			}
		}
	}
	return u, nil
}

// ruleError is an error at a place in the law, in the form of the compiler's own.
func ruleError(at *ast.Location, format string, args ...any) error {
	return ast.Errors{ast.NewError(ast.CompileErr, at, format, args...)}
}

// importLib adds the shared modules that m imports, and those that these import.
func (u *unit) importLib(m *ast.Module, shared lib) {
	for _, imp := range m.Imports {
		ref, ok := imp.Path.Value.(ast.Ref)
		if !ok {
			continue
		}
		for pkg, l := range shared {
			if ref.HasPrefix(l.Package.Path) && u.modules[pkg] == nil {
				u.modules[pkg] = l
				u.importLib(l, shared)
			}
		}
	}
}

// file puts a rule under its head. Heads with a clause must name it by a constant.
func (u *unit) file(r *ast.Rule) error {
	ref := r.Head.Ref()
	name := string(ref[0].Value.(ast.Var))
	clause := ""
	switch name {
	case headApplies:
	case headEngaged, headBreach, headPermit, headExempt, headUnsettled:
		if len(ref) != 2 {
			return ruleError(r.Location, "%s must name one clause, as %s[\"14.1\"]", name, name)
		}
		s, ok := ref[1].Value.(ast.String)
		if !ok {
			return ruleError(r.Location, "the clause of %s must be a constant string", name)
		}
		clause = string(s)
	default:
		return nil
	}
	byClause := u.rules[name]
	if byClause == nil {
		byClause = map[string][]*ast.Rule{}
		u.rules[name] = byClause
	}
	for ; r != nil; r = r.Else {
		byClause[clause] = append(byClause[clause], r)
	}
	return nil
}

// ref is the reference of a head of the instrument, data.policies.….breach["14.1"].
func (u *unit) ref(head, clause string) ast.Ref {
	out := append(slices.Clone(u.pkg), ast.StringTerm(head))
	if clause != "" {
		out = append(out, ast.StringTerm(clause))
	}
	return out
}

// has reports whether there is a rule of that head for the clause.
func (u *unit) has(head, clause string) bool { return len(u.rules[head][clause]) > 0 }

func sortedKeys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
