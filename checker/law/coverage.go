package law

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Within returns the clause of that number and the clauses that are parts of it: "14" gives 14.1, 14.2 …
func (in *Instrument) Within(number string) []*Clause {
	var out []*Clause
	for c := range in.Clauses() {
		if c.Clause == number || strings.HasPrefix(c.Clause, number+".") {
			out = append(out, c)
		}
	}
	return out
}

// Article returns the entry that accounts for an article ("14", "120-1"), alone or in a run.
func (in *Instrument) Article(number string) (*Article, bool) {
	n, err := strconv.Atoi(number)
	for i := range in.Articles() {
		a := &in.Articles()[i]
		if a.Article == number && number != "" {
			return a, true
		}
		if lo, hi, ok := a.Run(); ok && err == nil && lo <= n && n <= hi {
			return a, true
		}
	}
	return nil, false
}

// Run returns the first and the last article of a run; false for a single article.
func (a *Article) Run() (first, last int, ok bool) {
	lo, hi, isRun := strings.Cut(a.Articles, "-")
	if !isRun {
		hi = lo
	}
	first, errLo := strconv.Atoi(lo)
	last, errHi := strconv.Atoi(hi)
	return first, last, a.Articles != "" && errLo == nil && errHi == nil && first <= last
}

// Coverage counts the articles and clauses of an instrument by their status, as instrument.yaml lists them.
type Coverage struct {
	Articles int // each article of a run counts
	Clauses  int
	// ByStatus counts clauses, and articles without clauses, by their status: encoded, by_hand, definition, organisational.
	ByStatus map[string]int
	// Sentences counts sentences by what becomes of them, as Fates lists it. A clause or article that lists none counts as one.
	Sentences map[string]int
}

// Coverage counts the articles and clauses of the instrument.
func (in *Instrument) Coverage() Coverage {
	c := Coverage{ByStatus: map[string]int{}, Sentences: map[string]int{}}
	for i := range in.Articles() {
		a := &in.Articles()[i]
		n := 1
		if lo, hi, ok := a.Run(); ok {
			n = hi - lo + 1
		}
		c.Articles += n
		if len(a.Clauses) == 0 {
			c.ByStatus[a.Status] += n
			c.Sentences[fate(a.Status, "")] += n
		}
		for j := range a.Clauses {
			c.Clauses++
			cl := &a.Clauses[j]
			c.ByStatus[cl.Status]++
			if len(cl.Sentences) == 0 {
				c.Sentences[fate(cl.Status, cl.Modality)]++
			}
			for _, s := range cl.Sentences {
				c.Sentences[s.Is]++
			}
		}
	}
	return c
}

// fate is what becomes of the one sentence of a clause, or of an article without clauses.
func fate(status string, modality Modality) string {
	switch {
	case status == "organisational":
		return "no_practice"
	case status != "encoded":
		return status // by_hand, definition
	case modality == Permission, modality == Power:
		return "permission"
	case modality == Exception, modality == Definition:
		return string(modality)
	}
	return "rule"
}

// Source is the text of a rule.
type Source struct {
	File string // path in the pack
	Line int    // first line, from 1
	Text string
}

// Rules returns the rules whose head names a clause (breach["14.1"] …), in the order of their files; for "" the applies rules,
// which say whom the instrument governs. An error means that a file does not parse.
func (in *Instrument) Rules(clause string) ([]Source, error) {
	var out []Source
	for _, name := range slices.Sorted(maps.Keys(in.Modules())) {
		m, err := ast.ParseModuleWithOpts(name, string(in.Modules()[name]), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		for _, r := range m.Rules {
			ref := r.Head.Ref()
			if clause == "" && !(len(ref) == 1 && ref[0].Equal(ast.VarTerm("applies"))) ||
				clause != "" && !(len(ref) == 2 && ref[1].Equal(ast.StringTerm(clause))) {
				continue
			}
			out = append(out, Source{name, r.Location.Row, strings.TrimRight(string(r.Location.Text), " \t\n")})
		}
	}
	return out, nil
}

// Case is a file of example practices beside the law, in the folder cases of its instrument.
type Case struct {
	File  string // path in the pack
	Lines []int  // lines with a "# want" comment that names the clause; none where no practice breaches it
}

// Cases returns the cases of a clause: the files of its article (art_14_breach.yaml), and other files that expect a breach of
// it. It reads the files at each call; the error is one of reading.
func (p *Pack) Cases(in *Instrument, clause string) ([]Case, error) {
	article, _, _ := strings.Cut(clause, ".")
	root := p.Root(in)
	names, err := fs.Glob(root, path.Join(in.Dir, "cases", "*.yaml"))
	if err != nil {
		return nil, err
	}
	var out []Case
	for _, name := range names {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, finding.Errorf("读取案例%v", "reading cases: %w", err)
		}
		c := Case{File: name, Lines: wanted(text, clause)}
		if len(c.Lines) > 0 || caseOf(path.Base(name), article) {
			out = append(out, c)
		}
	}
	return out, nil
}

// caseOf reports whether the name of a file belongs to an article: art_14_breach.yaml, art_7_ok.yaml, art_07.yaml.
func caseOf(name, article string) bool {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(name, ".yaml"), "art_")
	if !ok {
		return false
	}
	number, _, _ := strings.Cut(rest, "_")
	trim := func(s string) string { return strings.TrimLeft(s, "0") }
	return trim(number) == trim(article)
}

// wanted lists the lines with a comment that expects a breach of the clause, sorted.
func wanted(text []byte, clause string) []int {
	if !slices.ContainsFunc(bytes.Split(text, []byte("\n")), func(line []byte) bool {
		_, marks, ok := bytes.Cut(line, []byte("# want "))
		return ok && bytes.Contains(marks, []byte(clause))
	}) {
		return nil // most files, which need no parsing
	}
	docs, _, _ := source.YAML(text)
	var out []int
	for _, d := range docs {
		for line, comment := range d.Comments {
			list, ok := strings.CutPrefix(comment, "want ")
			if ok && slices.Contains(strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }), clause) {
				out = append(out, line)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
