package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/law"
)

// A Head is the name of a rule with a meaning of its own, see docs/writing-a-law.md.
type Head string

// The heads. All but Applies name a clause: breach["14.1"].
const (
	Applies   Head = "applies"
	Engaged   Head = "engaged"
	Breach    Head = "breach"
	Permit    Head = "permit"
	Exempt    Head = "exempt"
	Unsettled Head = "unsettled"
)

// ClauseHeads are the heads that name a clause.
var ClauseHeads = []Head{Engaged, Breach, Permit, Exempt, Unsettled}

// Pack compiles the instruments of a law.Pack, each on first use. It is safe for concurrent use.
type Pack struct {
	law    *law.Pack
	shared func() (modules, error)

	mu          sync.Mutex
	instruments map[*law.Instrument]*instrument
}

// instrument is the compiled forms of one instrument.
type instrument struct {
	parsed func() (*parsed, error)
	units  map[string]func() (*Unit, error) // by the needed clauses
	whole  func() (*Unit, error)            // with every check
	all    func() (*Unit, error)            // without the checks that tests have made
}

// modules are parsed files of Rego by name.
type modules map[string]*ast.Module

// maxUnits bounds the units that are compiled of one instrument for different needs. Past it one unit with all rules serves
// every practice: the second need of a run is seldom the last, and together they soon need most of the rules.
const maxUnits = 1

// NewPack returns the compiler of a pack's law. Nothing is parsed yet.
func NewPack(p *law.Pack) *Pack {
	return &Pack{law: p, shared: sync.OnceValues(func() (modules, error) { return parseShared(p) }), instruments: map[*law.Instrument]*instrument{}}
}

// Whole compiles all rules of an instrument, with every check that OPA's compiler has.
func (p *Pack) Whole(in *law.Instrument) (*Unit, error) {
	p.mu.Lock()
	whole := p.instrument(in).whole
	p.mu.Unlock()
	return whole()
}

// Needed compiles the rules that a practice of a kind by an agency of some types needs: the rules of the clauses that judge this
// kind and bind this agency, with everything that their names reach. Compiling is most of the time of a short run, and most
// clauses are about something else. The unit may hold more rules than are needed.
func (p *Pack) Needed(in *law.Instrument, kind string, agency ...string) (*Unit, error) {
	needed := map[string]bool{}
	for _, a := range in.Articles() {
		for _, c := range a.Clauses {
			needed[c.Clause] = c.Binds(agency...) && slices.Contains(c.Kinds, kind)
		}
	}
	var key strings.Builder
	for _, clause := range sortedKeys(needed) {
		if needed[clause] {
			key.WriteString(clause + " ")
		}
	}
	p.mu.Lock()
	of := p.instrument(in)
	unit, ok := of.units[key.String()]
	if !ok {
		cut := sync.OnceValues(func() (*Unit, error) {
			parsed, err := of.parsed()
			if err != nil {
				return nil, err
			}
			return parsed.compile(parsed.reached(func(clause string) bool {
				need, known := needed[clause]
				return need || !known
			}), compiler(in), !in.Shipped)
		})
		unit = cut
		if len(of.units) >= maxUnits {
			unit = func() (*Unit, error) {
				if u, err := of.all(); err == nil {
					return u, nil
				}
				return cut() // the mistake may be in a rule that is not needed
			}
		}
		of.units[key.String()] = unit
	}
	p.mu.Unlock()
	return unit()
}

// instrument returns the compiled forms of an instrument. The caller holds mu.
func (p *Pack) instrument(in *law.Instrument) *instrument {
	if of := p.instruments[in]; of != nil {
		return of
	}
	of := &instrument{units: map[string]func() (*Unit, error){}}
	of.parsed = sync.OnceValues(func() (*parsed, error) {
		shared, err := p.shared()
		if err != nil {
			return nil, err
		}
		return parse(in, shared)
	})
	compileAll := func(c func() *ast.Compiler, checked bool) func() (*Unit, error) {
		return sync.OnceValues(func() (*Unit, error) {
			parsed, err := of.parsed()
			if err != nil {
				return nil, err
			}
			return parsed.compile(parsed.modules, c(), checked)
		})
	}
	of.whole = compileAll(func() *ast.Compiler { return ast.NewCompiler().WithStrict(true) }, true)
	of.all = compileAll(func() *ast.Compiler { return compiler(in) }, !in.Shipped)
	p.instruments[in] = of
	return of
}

// compiler is a compiler for checks of practices. The program's own law has passed the checks of the compiler in its tests.
func compiler(in *law.Instrument) *ast.Compiler {
	if in.Shipped {
		return ast.NewCompiler().WithSkipStages(testedStages...)
	}
	return ast.NewCompiler()
}

// testedStages are the stages of OPA's compiler that find mistakes and change no rule. The program's own law has passed them
// in its tests.
var testedStages = []ast.StageID{
	ast.StageCheckVoidCalls, ast.StageRewritePrintCalls, ast.StageParseMetadataBlocks, ast.StageSetAnnotationSet, ast.StageRewriteRegoMetadataCalls, ast.StageCheckRuleConflicts,
	ast.StageCheckUndefinedFuncs, ast.StageCheckSafetyRuleHeads, ast.StageRewriteTestRulesForTracing, ast.StageCheckRecursion, ast.StageCheckTypes,
	ast.StageCheckUnsafeBuiltins, ast.StageCheckDeprecatedBuiltins, ast.StageBuildRequiredCapabilities,
}

// Unit is an instrument compiled: rules by head and clause, and the compiler that evaluates them. It is read only and safe
// for concurrent use.
type Unit struct {
	Instrument *law.Instrument
	Compiler   *ast.Compiler
	Package    ast.Ref                // of the instrument
	Parsed     map[string]*ast.Module // the files of the instrument and the shared files they import, before compilation

	byHead map[Head]map[string][]*ast.Rule // "" is the clause of Applies

	factsMu   sync.Mutex
	facts     map[string]*Facts // clause → the facts that its rules read
	summaries map[string]*summary

	periods    sync.Map // see ComparePeriods
	conditions sync.Map // see Conditions
	citations  sync.Map // *ast.Rule → Citations
}

// Rules are the rules of a head for a clause ("" for Applies), with their else branches.
func (u *Unit) Rules(head Head, clause string) []*ast.Rule { return u.byHead[head][clause] }

// Has reports whether a head has rules for the clause.
func (u *Unit) Has(head Head, clause string) bool { return len(u.byHead[head][clause]) > 0 }

// Clauses are the clauses that a head has rules for, sorted.
func (u *Unit) Clauses(head Head) []string { return sortedKeys(u.byHead[head]) }

// Ref is the reference of a head, as data.policies.cn.credit_reporting_2013.breach["14.1"].
func (u *Unit) Ref(head Head, clause string) ast.Ref {
	out := append(slices.Clone(u.Package), ast.StringTerm(string(head)))
	if clause != "" {
		out = append(out, ast.StringTerm(clause))
	}
	return out
}

// parseShared parses the shared files of a pack.
func parseShared(pack *law.Pack) (modules, error) {
	out := modules{}
	files := map[string]*ast.Module{} // package → its file
	names := sortedKeys(pack.Lib)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(pack.Origin(a), pack.Origin(b)) }) // the later pack is to blame
	for _, name := range names {
		m, err := Parse(name, pack.Lib[name])
		if err != nil {
			return nil, err
		}
		path := m.Package.Path.String()
		if other := files[path]; other != nil {
			return nil, ruleError(m.Package.Location, "package %s is already that of %s; give shared rules a package of their own", strings.TrimPrefix(path, "data."), other.Package.Location.File)
		}
		for _, in := range pack.Instruments {
			if path == "data."+in.Package() {
				return nil, ruleError(m.Package.Location, "package %s is that of %s; rules of an instrument stand in its folder, and shared rules have a package of their own", in.Package(), in.ID)
			}
		}
		for _, r := range m.Rules { // a rule of a clause that nothing calls would be a clause without it
			if name := r.Head.Ref()[0].Value.String(); len(r.Head.Args) == 0 && (name == string(Applies) || slices.Contains(ClauseHeads, Head(name))) {
				return nil, ruleError(r.Location, "%s is a rule of a clause, and nothing calls it here; write it in the folder of its instrument", r.Head.Ref())
			}
		}
		files[path], out[name] = m, m
	}
	return out, nil
}

// Parse parses a file of Rego, version 1.
func Parse(name string, text []byte) (*ast.Module, error) {
	return ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
}

// parsed is an instrument's Rego with the shared files that it imports, before compilation.
type parsed struct {
	in       *law.Instrument
	pkg      ast.Ref
	modules  modules
	packages map[string]*packageRules
	files    map[*ast.Rule]*ast.Module
}

// packageRules are the rules of one package by the first part of their names: breach for breach["14.1"].
type packageRules struct {
	path  ast.Ref
	named map[string][]*ast.Rule
}

func parse(in *law.Instrument, shared modules) (*parsed, error) {
	p := &parsed{in: in, modules: modules{}, pkg: ast.Ref{ast.DefaultRootDocument}, packages: map[string]*packageRules{}, files: map[*ast.Rule]*ast.Module{}}
	for _, step := range strings.Split(in.Package(), ".") {
		p.pkg = append(p.pkg, ast.StringTerm(step))
	}
	texts := in.Modules()
	for _, name := range sortedKeys(texts) {
		m, err := Parse(name, texts[name])
		if err != nil {
			return nil, err
		}
		if !m.Package.Path.Equal(p.pkg) {
			return nil, ruleError(m.Package.Location, "package %s is not that of its folder; write %q", strings.TrimPrefix(m.Package.Path.String(), "data."), "package "+in.Package())
		}
		p.modules[name] = m
	}
	for _, name := range sortedKeys(texts) {
		p.include(p.modules[name], shared)
	}
	if !in.Shipped {
		if err := p.modules.sized(); err != nil { // before it costs time to find what is needed
			return nil, err
		}
	}
	for _, m := range p.modules {
		of := p.packages[m.Package.Path.String()]
		if of == nil {
			of = &packageRules{m.Package.Path, map[string][]*ast.Rule{}}
			p.packages[m.Package.Path.String()] = of
		}
		for _, r := range m.Rules {
			name := r.Head.Ref()[0].Value.String()
			of.named[name] = append(of.named[name], r)
			p.files[r] = m
		}
	}
	return p, p.matched()
}

// include adds the shared files that m imports, and those that these import.
func (p *parsed) include(m *ast.Module, shared modules) {
	for _, imp := range m.Imports {
		ref, ok := imp.Path.Value.(ast.Ref)
		if !ok {
			continue
		}
		for name, l := range shared {
			if ref.HasPrefix(l.Package.Path) && p.modules[name] == nil {
				p.modules[name] = l
				p.include(l, shared)
			}
		}
	}
}

// reached are the modules cut down to the rules of the instrument's heads for the clauses that needed accepts, and to the rules
// that these may refer to. A local variable with the name of a rule counts as a reference: that keeps a rule too many at worst.
func (p *parsed) reached(needed func(clause string) bool) modules {
	keep := p.called(needed)
	out := modules{}
	for name, m := range p.modules {
		kept := *m
		kept.Rules = slices.DeleteFunc(slices.Clone(m.Rules), func(r *ast.Rule) bool { return !keep[r] })
		if len(kept.Rules) > 0 {
			out[name] = &kept
		}
	}
	return out
}

// called are the rules of reached.
func (p *parsed) called(needed func(clause string) bool) map[*ast.Rule]bool {
	keep := map[*ast.Rule]bool{}
	var visit func(r *ast.Rule)
	all := func(rules []*ast.Rule) {
		for _, r := range rules {
			visit(r)
		}
	}
	// global visits the rules that a reference into data may mean.
	global := func(ref ast.Ref) {
		for _, of := range p.packages {
			if rest := len(of.path); ref.HasPrefix(of.path) && len(ref) > rest {
				if name, ok := ref[rest].Value.(ast.String); ok {
					all(of.named[string(name)])
					continue
				}
			} else if !of.path.HasPrefix(ref.GroundPrefix()) {
				continue
			}
			for _, rules := range of.named {
				all(rules)
			}
		}
	}
	visit = func(r *ast.Rule) {
		if keep[r] {
			return
		}
		keep[r] = true
		m := p.files[r]
		own := p.packages[m.Package.Path.String()].named
		// refer visits the rules that a name of the module, or a reference that begins with it, may mean.
		refer := func(ref ast.Ref) {
			if name, ok := ref[0].Value.(ast.Var); ok {
				all(own[string(name)])
			}
			for _, imp := range m.Imports {
				if path, ok := imp.Path.Value.(ast.Ref); ok && ref[0].Value.Compare(imp.Name()) == 0 {
					ref = append(slices.Clone(path), ref[1:]...)
					break
				}
			}
			if ref[0].Equal(ast.DefaultRootDocument) {
				global(ref)
			}
		}
		var walk func(t *ast.Term) bool
		walk = func(t *ast.Term) bool {
			switch x := t.Value.(type) {
			case ast.Var:
				refer(ast.Ref{t})
			case ast.Ref:
				refer(x)
				for _, step := range x[1:] {
					ast.WalkTerms(step, walk)
				}
				return true // its first term alone would mean more
			}
			return false
		}
		ast.WalkTerms(r, walk)
	}
	for _, name := range sortedKeys(p.in.Modules()) {
		for _, r := range p.modules[name].Rules {
			if head, clause, err := headOf(r); err != nil || head == Applies || head != "" && needed(clause) {
				visit(r)
			}
		}
	}
	return keep
}

// compile compiles modules. Checked also holds them to the builtins and bounds of law, as the
// tests hold the program's own law.
func (p *parsed) compile(m modules, compiler *ast.Compiler, checked bool) (*Unit, error) {
	if checked {
		var errs ast.Errors
		for _, name := range sortedKeys(m) {
			errs = append(errs, refused(m[name])...)
		}
		if len(errs) > 0 {
			return nil, errs
		}
	}
	u := &Unit{Instrument: p.in, Package: p.pkg, Parsed: p.modules, byHead: map[Head]map[string][]*ast.Rule{}, facts: map[string]*Facts{}, summaries: map[string]*summary{}}
	u.Compiler = compiler.WithCapabilities(Capabilities()).WithDefaultRegoVersion(ast.RegoV1)
	u.Compiler.Compile(m)
	if u.Compiler.Failed() {
		return nil, u.Compiler.Errors
	}
	for _, name := range sortedKeys(p.in.Modules()) {
		if u.Compiler.Modules[name] == nil {
			continue
		}
		for _, r := range u.Compiler.Modules[name].Rules {
			if err := u.file(r); err != nil {
				return nil, err
			}
		}
	}
	if checked {
		if err := u.bounded(); err != nil {
			return nil, err
		}
	}
	return u, nil
}

// file puts a rule under its head.
func (u *Unit) file(r *ast.Rule) error {
	head, clause, err := headOf(r)
	if err != nil || head == "" {
		return err
	}
	if u.byHead[head] == nil {
		u.byHead[head] = map[string][]*ast.Rule{}
	}
	for ; r != nil; r = r.Else {
		u.byHead[head][clause] = append(u.byHead[head][clause], r)
	}
	return nil
}

// headOf is the head of a rule and the clause it names; both are empty for a helper. A head that must name a clause does so by
// a constant.
func headOf(r *ast.Rule) (head Head, clause string, err error) {
	ref := r.Head.Ref()
	head = Head(ref[0].Value.(ast.Var))
	switch {
	case head == Applies:
		return head, "", nil
	case !slices.Contains(ClauseHeads, head):
		return "", "", nil
	case len(ref) != 2:
		return head, "", ruleError(r.Location, "%s must name one clause, as %s[\"14.1\"]", head, head)
	}
	s, ok := ref[1].Value.(ast.String)
	if !ok {
		return head, "", ruleError(r.Location, "the clause of %s must be a constant string", head)
	}
	return head, string(s), nil
}

// ruleError is an error at a place in the law, in the form of the compiler's own.
func ruleError(at *ast.Location, format string, args ...any) error {
	return ast.Errors{ast.NewError(ast.CompileErr, at, format, args...)}
}

func sortedKeys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	return slices.Sorted(maps.Keys(m))
}
