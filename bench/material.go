package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

// many is how many different complete practices are judged in one call.
const many = 200

const verdictsFile = "verdicts.txt"

// material is what is judged, in the folder the measurement works in.
//
//	shipped/law/…, 40/law/…    the rules of so many instruments, without their tests and cases, and the shared Rego
//	shipped/main.rego, …       asks them all, for tools that evaluate rules called deny
//	pack/…               the instruments that 40 has and the program has not, for credlint
//	one/NNN.yaml         every example by itself
//	many/NNN.json        different complete practices
//	verdicts.txt         what these are judged, in words
type material struct{ dir string }

// write writes it all from the examples in the folder named.
func (m material) write(ctx context.Context, examples string) error {
	if err := m.writeLaw(); err != nil {
		return err
	}
	texts, err := documents(examples)
	if err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(m.dir, "one", "agencies"), os.DirFS(filepath.Join(examples, "agencies"))); err != nil {
		return err
	}
	for i, text := range texts {
		if err := os.WriteFile(m.file("one", i), []byte(text), 0o666); err != nil {
			return err
		}
	}
	loaded, err := load(ctx, filepath.Join(m.dir, "one"), len(texts))
	if err != nil {
		return err
	}
	return m.writeComplete(citations(loaded.Documents))
}

func (m material) file(folder string, i int) string {
	format := "%03d.yaml"
	if folder == "many" { // the other tools read JSON, and so does credlint
		format = "%03d.json"
	}
	return filepath.Join(m.dir, folder, fmt.Sprintf(format, i))
}

// writeLaw writes the two sizes of law for each tool.
func (m material) writeLaw() error {
	pack := filepath.Join(m.dir, "pack")
	copied, err := writeCopies(pack)
	if err != nil {
		return err
	}
	all, err := law.Load(policies.FS, os.DirFS(pack))
	if err != nil {
		return err
	}
	if len(all.Findings) > 0 {
		f := all.Findings[0]
		return fmt.Errorf("the copies of law have a defect: %s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	shipped, err := writeRules(policies.FS, filepath.Join(m.dir, sizes[0].name), nil)
	if err != nil {
		return err
	}
	if len(shipped) == 0 {
		return errors.New("no rule of law is one of breaches")
	}
	if _, err := writeRules(policies.FS, filepath.Join(m.dir, sizes[1].name), nil); err != nil {
		return err
	}
	_, err = writeRules(os.DirFS(pack), filepath.Join(m.dir, sizes[1].name), slices.Concat(shipped, copied))
	return err
}

// writeRules copies the rules of a pack, and writes the file that asks for the breaches of the instruments named, or where none
// is named, of those in the pack. These it returns.
func writeRules(pack fs.FS, to string, asked []string) (instruments []string, err error) {
	err = fs.WalkDir(pack, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isRules(name) {
			return err
		}
		text, err := fs.ReadFile(pack, name)
		if err != nil {
			return err
		}
		if id := path.Dir(name); breachHead.Match(text) && !slices.Contains(instruments, id) {
			instruments = append(instruments, id)
		}
		file := filepath.Join(to, "law", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		return os.WriteFile(file, text, 0o666)
	})
	if err != nil {
		return nil, err
	}
	if asked == nil {
		asked = instruments
	}
	return instruments, os.WriteFile(filepath.Join(to, "main.rego"), []byte(entry(asked)), 0o666)
}

var breachHead = regexp.MustCompile(`(?m)^breach\[`)

// entry is a package main that denies what any instrument that governs the practice calls a breach. Tools that look for
// deny evaluate nothing of the law without it. Which instruments govern is in the prepared input, as for credlint.
func entry(instruments []string) string {
	var b strings.Builder
	b.WriteString("package main\n")
	for _, id := range instruments {
		fmt.Fprintf(&b, "\ndeny contains msg if {\n\tinput.params[%q]\n\tsome clause, places in data.%s.breach\n\tsome place in places\n\tmsg := sprintf(\"%s#%%s %%v\", [clause, place])\n}\n", id, packageOf(id), id)
	}
	return b.String()
}

// query is an object of the breaches of each instrument named, which are those that deny goes through.
func query(instruments []string) string {
	parts := make([]string, len(instruments))
	for i, id := range instruments {
		parts[i] = fmt.Sprintf("%q: data.%s.breach", id, packageOf(id))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// packageOf is the package of an instrument, see docs/writing-a-law.md.
func packageOf(id string) string { return "policies." + strings.ReplaceAll(id, "/", ".") }

// writeComplete writes complete practices of all kinds in turn, no two equal and the same in every run.
func (m material) writeComplete(cite []string) error {
	folder := filepath.Join(m.dir, "many")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	kinds := practice.Kinds(schemas.FS)
	g := generator{rand.New(rand.NewPCG(1, 2)), cite}
	seen := map[string]bool{}
	for i := range many {
		kind := kinds[i%len(kinds)]
		value, err := g.practice(kind)
		if err != nil {
			return err
		}
		facts, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if seen[string(facts)] {
			return fmt.Errorf("practice %d has been drawn before", i)
		}
		seen[string(facts)] = true
		value["id"] = fmt.Sprintf("%s-%d", kind, i)
		var text bytes.Buffer
		encoder := json.NewEncoder(&text) // JSON is YAML too
		encoder.SetIndent("", " ")
		if err := encoder.Encode(value); err != nil {
			return err
		}
		if err := os.WriteFile(m.file("many", i), text.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// writeVerdicts judges the complete practices, which must be valid, and writes what came out.
func (m material) writeVerdicts(ctx context.Context) error {
	loaded, err := load(ctx, filepath.Join(m.dir, "many"), many)
	if err != nil {
		return err
	}
	text, err := verdicts(ctx, loaded.Documents)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.dir, verdictsFile), []byte(text), 0o666)
}

// verdicts counts what the law says of practices, so that a reader sees whether there is something to judge.
func verdicts(ctx context.Context, docs []*practice.Document) (string, error) {
	pack, err := law.Load(policies.FS)
	if err != nil {
		return "", err
	}
	c, err := checker.New(pack, checker.Options{})
	if err != nil {
		return "", err
	}
	verdicts, clauses, sets := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, doc := range docs {
		p, err := c.Check(ctx, doc)
		if err != nil {
			return "", err
		}
		verdicts[string(p.Verdict)]++
		breached := ""
		for _, clause := range p.Clauses {
			clauses[string(clause.Status)]++
			if clause.Status == finding.Breached {
				breached += " " + clause.Citation
			}
		}
		sets[breached] = true
	}
	return fmt.Sprintf("verdicts: %s; clauses: %s; %d different sets of breached clauses\n", counted(verdicts), counted(clauses), len(sets)), nil
}

// counted writes numbers with what they count, the largest first.
func counted(numbers map[string]int) string {
	names := slices.SortedFunc(maps.Keys(numbers), func(a, b string) int {
		return cmp.Or(numbers[b]-numbers[a], strings.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", numbers[name], strings.ReplaceAll(name, "_", " "))
	}
	return strings.Join(names, ", ")
}

// citations are what the bases of practices cite, sorted.
func citations(docs []*practice.Document) []string {
	var out []string
	for _, doc := range docs {
		basis, _ := doc.Value["basis"].([]any)
		for _, entry := range basis {
			if e, ok := entry.(map[string]any); ok {
				out = append(out, fmt.Sprint(e["cite"]))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var (
	documentStart = regexp.MustCompile(`(?m)^---(?:[ \t].*)?\n`)
	idLine        = regexp.MustCompile(`(?m)^id: (\S+)$`)
)

// documents are the examples, one text each, in the order of their files.
func documents(folder string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, part := range documentStart.Split(string(text), -1) {
			if idLine.MatchString(part) {
				out = append(out, part)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no example in %q", folder)
	}
	return out, nil
}

// numbered gives a copy an identifier of its own: two practices of one call may not share one.
func numbered(text string, i int) string {
	return idLine.ReplaceAllString(text, fmt.Sprintf("id: ${1}-%d", i))
}

// load reads a folder that must hold n valid practices and nothing else: a practice that fails is quickly judged.
func load(ctx context.Context, folder string, n int) (*practice.Loaded, error) {
	loaded, err := practice.Load(ctx, []string{folder}, practice.Options{})
	if err != nil {
		return nil, err
	}
	if len(loaded.Failed) > 0 {
		f := loaded.Failed[0]
		why := "not valid"
		if i := slices.IndexFunc(loaded.Findings, func(g finding.Finding) bool { return g.At.File == f.File }); i >= 0 {
			why = loaded.Findings[i].Message.EN
		}
		return nil, fmt.Errorf("%s (%s): %s", f.File, f.ID, why)
	}
	if len(loaded.Documents) != n {
		return nil, fmt.Errorf("%s holds %d practices, not %d", folder, len(loaded.Documents), n)
	}
	return loaded, nil
}
