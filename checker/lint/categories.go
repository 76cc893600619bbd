package lint

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// Categories says which categories of information an instrument tells apart.
type Categories struct {
	Known   int      // categories that the schemas of its kinds allow
	Unnamed []string // those that no rule compares with, in the order of the schema
}

// CategoriesOf compares the lists of categories in the rules of an instrument with the schema: a list that was complete when it was
// written overlooks a category that the schema learned later, and nothing else would say so. An instrument whose rules name no
// category has no list, and the result is zero. An error means that the rules do not compile.
func CategoriesOf(c *checker.Checker, in *law.Instrument) (Categories, error) {
	u, err := c.Rules().Whole(in)
	if err != nil {
		return Categories{}, err
	}
	var known []string
	named := map[string]bool{}
	for clause := range in.Clauses() {
		kinds, err := schemasOf(c, clause.Kinds)
		if err != nil {
			return Categories{}, err
		}
		for path, compared := range u.Facts(clause.Clause).Compared {
			steps := strings.Split(path, "/")
			if steps[0] != "practice" || steps[len(steps)-1] != "category" {
				continue
			}
			for _, name := range stringsOf(compared) {
				named[name] = true
			}
			for _, kind := range kinds {
				for _, f := range rules.FactsAt(kind, steps[1:]) {
					known = union(known, f.Enum)
				}
			}
		}
	}
	if len(named) == 0 {
		return Categories{}, nil
	}
	out := Categories{Known: len(known)}
	for _, name := range known {
		if !named[name] {
			out.Unnamed = append(out.Unnamed, name)
		}
	}
	return out, nil
}

// schemasOf are the schemas of some kinds; a kind without one is a finding of Instrument.
func schemasOf(c *checker.Checker, kinds []string) ([]*practice.Fact, error) {
	var out []*practice.Fact
	for _, kind := range kinds {
		f, err := c.Kind(kind)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// stringsOf returns the string constants that a fact is compared with, alone or in a collection.
func stringsOf(c *rules.Comparisons) []string {
	var out []string
	add := func(v ast.Value) {
		if s, ok := v.(ast.String); ok {
			out = append(out, string(s))
		}
	}
	for _, constant := range c.Consts {
		add(constant.Value)
	}
	for _, collection := range c.Sets {
		switch v := collection.(type) {
		case ast.Set:
			v.Foreach(func(t *ast.Term) { add(t.Value) })
		case *ast.Array:
			v.Foreach(func(t *ast.Term) { add(t.Value) })
		}
	}
	return out
}

// union appends to list what it lacks of more.
func union(list, more []string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
