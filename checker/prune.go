package checker

import (
	"bytes"
	"slices"

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

// passage is a rule as it stands in a file: from a line at the left margin up to the next, as opa fmt writes them.
type passage struct {
	file   string
	text   []byte
	name   string // what it defines, or its head
	clause string // of a rule of a clause
}

// passages cuts a file into its rules, and what stands before them: the package and the imports.
func passages(file string, text []byte) (before []byte, out []passage) {
	start := -1
	for at := 0; at < len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := text[at:end]
		if name := identifier(line); len(name) > 0 && string(name) != "package" && string(name) != "import" {
			if start < 0 {
				before = text[:at]
			} else {
				out[len(out)-1].text = text[start:at]
			}
			start = at
			p := passage{file: file, name: string(name)}
			rest := line[len(name):]
			switch {
			case slices.Contains(clauseHeads, p.name):
				if quoted, ok := bytes.CutPrefix(rest, []byte(`["`)); ok {
					clause, _, _ := bytes.Cut(quoted, []byte(`"]`))
					p.clause = string(clause)
				}
			case p.name == "default":
				p.name = string(identifier(bytes.TrimLeft(rest, " ")))
			}
			out = append(out, p)
		}
		at = end
	}
	if start < 0 {
		return text, nil
	}
	out[len(out)-1].text = text[start:]
	return before, out
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

// identifiers calls f with the names a text uses, comments and what is quoted among them: a helper too many costs little.
func identifiers(text []byte, f func(word []byte)) {
	for i := 0; i < len(text); i++ {
		if word := identifier(text[i:]); len(word) > 0 {
			f(word)
			i += len(word)
		}
	}
}

// modules are the files as far as they are needed: what is left out leaves its lines empty, so that the others keep theirs.
func (n need) modules() map[string][]byte {
	var all []passage
	before := map[string][]byte{}
	definers := map[string][]int{}
	var todo []int
	for _, name := range sortedKeys(n.in.Modules()) {
		head, own := passages(name, n.in.Modules()[name])
		before[name] = head
		for _, p := range own {
			i := len(all)
			all = append(all, p)
			switch {
			case p.clause != "":
				if n.clause(p.clause) {
					todo = append(todo, i)
				}
			case p.name == headApplies:
				todo = append(todo, i)
			default:
				definers[p.name] = append(definers[p.name], i)
			}
		}
	}
	kept := make([]bool, len(all))
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if kept[i] {
			continue
		}
		kept[i] = true
		identifiers(all[i].text, func(word []byte) {
			if by, ok := definers[string(word)]; ok {
				todo = append(todo, by...)
				delete(definers, string(word))
			}
		})
	}
	out := map[string][]byte{}
	for i := 0; i < len(all); {
		file, any := all[i].file, false
		text := slices.Clone(before[file])
		for ; i < len(all) && all[i].file == file; i++ {
			if kept[i] {
				text, any = append(text, all[i].text...), true
				continue
			}
			for range bytes.Count(all[i].text, []byte{'\n'}) {
				text = append(text, '\n')
			}
		}
		if any {
			out[file] = text
		}
	}
	return out
}
