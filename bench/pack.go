package main

import (
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

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

// What the run of many consists of.
const (
	many       = 200
	incomplete = 50 // of these, with a third of the facts left out that may be left out
)

// material is what is judged, in the folder the measurement works in.
//
//	pack/law/…       the rules, without their tests and cases, and the shared Rego
//	pack/main.rego   asks them all, for tools that evaluate rules called deny
//	one/NNN.yaml     every example by itself
//	many/NNN.yaml    the examples again and again, the last of them incomplete
type material struct{ dir string }

// write writes it all from the examples in the folder named.
func (m material) write(ctx context.Context, examples string) error {
	instruments, err := m.writeLaw()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(m.dir, "pack", "main.rego"), []byte(entry(instruments)), 0o666); err != nil {
		return err
	}
	texts, err := documents(examples)
	if err != nil {
		return err
	}
	for _, folder := range []string{"one", "many"} {
		if err := os.MkdirAll(filepath.Join(m.dir, folder), 0o777); err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(m.dir, folder, "agencies"), os.DirFS(filepath.Join(examples, "agencies"))); err != nil {
			return err
		}
	}
	for i, text := range texts {
		if err := os.WriteFile(m.file("one", i), []byte(text), 0o666); err != nil {
			return err
		}
	}
	for i := range many - incomplete {
		if err := os.WriteFile(m.file("many", i), []byte(numbered(texts[i%len(texts)], i)), 0o666); err != nil {
			return err
		}
	}
	loaded, err := load(ctx, filepath.Join(m.dir, "one"), len(texts))
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(1, 2)) // the same facts in every run
	for i := many - incomplete; i < many; i++ {
		doc := loaded.Documents[i%len(loaded.Documents)]
		kind, err := practice.KindSchema(schemas.FS, doc.Kind)
		if err != nil {
			return err
		}
		value := without(kind, doc.Value, rng)
		value["id"] = fmt.Sprintf("%s-%d", doc.ID, i)
		text, err := json.Marshal(value) // JSON is YAML too
		if err != nil {
			return err
		}
		if err := os.WriteFile(m.file("many", i), text, 0o666); err != nil {
			return err
		}
	}
	_, err = load(ctx, filepath.Join(m.dir, "many"), many)
	return err
}

func (m material) file(folder string, i int) string {
	return filepath.Join(m.dir, folder, fmt.Sprintf("%03d.yaml", i))
}

// writeLaw writes the rules and returns the instruments that have rules of breaches.
func (m material) writeLaw() (instruments []string, err error) {
	err = fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		if id := path.Dir(name); breachHead.Match(text) && !slices.Contains(instruments, id) {
			instruments = append(instruments, id)
		}
		to := filepath.Join(m.dir, "pack", "law", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o666)
	})
	if err == nil && len(instruments) == 0 {
		err = errors.New("no rule of law is one of breaches")
	}
	return instruments, err
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

// without is a copy of a practice that has a third less of what may be left out: single facts that are not required,
// the agency's too. Objects stay, and so does the list of what is done.
func without(kind *practice.Fact, value map[string]any, rng *rand.Rand) map[string]any {
	var all []func()
	var object func(f *practice.Fact, v map[string]any) map[string]any
	object = func(f *practice.Fact, v map[string]any) map[string]any {
		out := make(map[string]any, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out[name] = v[name]
			c := f.Child(name)
			if c == nil {
				continue
			}
			inner, isObject := v[name].(map[string]any)
			list, isList := v[name].([]any)
			switch {
			case c.Type == "object" && isObject:
				out[name] = object(c, inner)
			case c.Type == "array" && isList && c.Items.Type == "object":
				elements := make([]any, len(list))
				for i, e := range list {
					elements[i] = e
					if m, ok := e.(map[string]any); ok {
						elements[i] = object(c.Items, m)
					}
				}
				out[name] = elements
			case !c.Required:
				all = append(all, func() { delete(out, name) })
			}
		}
		return out
	}
	out := object(kind, value)
	for _, i := range rng.Perm(len(all))[:len(all)/3] {
		all[i]()
	}
	return out
}
