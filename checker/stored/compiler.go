package stored

import (
	"errors"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Compiler is a compiler that holds the rules of groups, for OPA's evaluator. It has compiled nothing and knows the rules by
// their names alone: it has no modules, types or graph.
func Compiler(groups []Group) *ast.Compiler {
	c := ast.NewCompiler().WithCapabilities(&ast.Capabilities{AllowNet: []string{}}).WithDefaultRegoVersion(ast.RegoV1)
	var nodes slab[ast.TreeNode]
	var indices slab[index]
	root := nodes.one()
	b := &indexer{tree: root}
	child := func(n *ast.TreeNode, key ast.Value) *ast.TreeNode {
		if c := n.Children[key]; c != nil {
			return c
		}
		if n.Children == nil {
			n.Children = map[ast.Value]*ast.TreeNode{}
		}
		c := nodes.one()
		c.Key = key
		n.Children[key] = c
		n.Sorted = append(n.Sorted, key)
		return c
	}
	top := child(root, ast.DefaultRootDocument.Value)
	for _, g := range groups {
		node := top
		for _, step := range g.Path {
			node = child(node, ast.String(step))
		}
		node.Values = g.Rules
	}
	var finish func(n *ast.TreeNode, indexed bool)
	finish = func(n *ast.TreeNode, indexed bool) {
		if len(n.Values) > 0 && indexed {
			x := indices.one()
			x.of, x.by = n, b
			n.Index = x
			indexed = !open(n.Values) // that is one of all rules below
		}
		slices.SortFunc(n.Sorted, ast.Value.Compare)
		for _, c := range n.Children {
			finish(c, indexed)
		}
	}
	finish(root, true)
	c.RuleTree = root
	return c
}

// index is OPA's own index of the rules of one name, built when it is first asked: most names are asked by no practice at hand.
type index struct {
	of   *ast.TreeNode
	by   *indexer
	once sync.Once
	made ast.RuleIndex
}

// Build is for rules that are not known yet; ours are.
func (*index) Build([]*ast.Rule) bool { return false }

// Lookup finds the rules that may hold.
func (x *index) Lookup(resolver ast.ValueResolver) (*ast.IndexResult, error) {
	made, err := x.index()
	if err != nil {
		return nil, err
	}
	return made.Lookup(resolver)
}

// AllRules finds all rules.
func (x *index) AllRules(resolver ast.ValueResolver) (*ast.IndexResult, error) {
	made, err := x.index()
	if err != nil {
		return nil, err
	}
	return made.AllRules(resolver)
}

func (x *index) index() (ast.RuleIndex, error) {
	x.once.Do(func() { x.made = x.by.build(x.of) })
	if x.made == nil {
		return nil, errors.New("rules without an index")
	}
	return x.made, nil
}

// open reports whether one of the rules has a variable in its name.
func open(rules []*ast.Rule) bool {
	return slices.ContainsFunc(rules, func(r *ast.Rule) bool { return !r.Head.Ref().IsGround() })
}

// indexer builds indices. Only a compiler can, of its own tree of rules; so it is shown one node after the other as if that
// were all.
type indexer struct {
	tree *ast.TreeNode

	mu       sync.Mutex
	compiler *ast.Compiler
	showing  *ast.TreeNode
}

func (b *indexer) build(n *ast.TreeNode) ast.RuleIndex {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.compiler == nil {
		var skipped []ast.StageID
		for _, s := range ast.AllStages() {
			if s != ast.StageSetModuleTree && s != ast.StageBuildRuleIndices {
				skipped = append(skipped, s)
			}
		}
		b.compiler = ast.NewCompiler().WithCapabilities(&ast.Capabilities{}).WithVirtual(b.isVirtual).WithSkipStages(skipped...).
			WithStageAfterID(ast.StageSetModuleTree, ast.CompilerStageDefinition{Name: "Show", MetricName: "show", Stage: func(c *ast.Compiler) *ast.Error {
				c.RuleTree = b.showing
				return nil
			}})
	}
	b.showing = &ast.TreeNode{Values: n.Values}
	if open(n.Values) {
		b.showing.Children = n.Children
	}
	b.compiler.Compile(nil)
	return b.showing.Index
}

// isVirtual reports whether a reference leads to rules, as the compiler that made them asks.
func (b *indexer) isVirtual(ref ast.Ref) bool {
	node := b.tree
	for _, t := range ref.GroundPrefix() {
		c := node.Child(t.Value)
		if c == nil {
			return false
		}
		if len(c.Values) > 0 {
			return true
		}
		node = c
	}
	return true
}
