package law

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/valyala/fastjson"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

// Pack is a body of law: instruments, the Rego they share, and what is known of places and other instruments. It is
// immutable after Load and safe for concurrent use.
type Pack struct {
	Instruments []*Instrument     // ordered by id
	Lib         map[string][]byte // shared Rego by path
	LibTests    map[string][]byte // and its tests
	Replaced    []string          // ids of instruments, and paths of shared Rego, that a later pack replaced
	Digest      string            // of what judges: see Digest
	// Findings are the pack's own defects; an instrument with one of severity Error is not in Instruments.
	Findings []finding.Finding

	roots  []fs.FS
	origin map[string]int // file → the last pack that has it
	ready  string         // see Ready
}

// maxFile bounds one file of a pack.
const maxFile = 8 << 20

// Load reads one or more packs. Each is a folder whose sub-folders with an instrument.yaml are instruments; an instrument
// of a later pack replaces the one of the same id in the first, which is the law of the program; that two of the later ones
// have it is a finding, since the order in which packs are named should decide nothing. An error means that a pack could not
// be read at all. The law of the program is not held to its schema, nor to who may enact it, at every start: a test does that.
func Load(packs ...fs.FS) (*Pack, error) {
	p := &Pack{Lib: map[string][]byte{}, LibTests: map[string][]byte{}, roots: packs, origin: map[string]int{}}
	byID := map[string]*Instrument{}
	sums := map[string][32]byte{}
	for n, fsys := range packs {
		names, err := lawFiles(fsys)
		if err != nil {
			return nil, fmt.Errorf("reading a pack: %w", err)
		}
		f := folder{number: n, names: names, trusted: fsys == fs.FS(policies.FS)}
		if f.trusted {
			f.text = func(name string) []byte {
				b, _ := fs.ReadFile(fsys, name) // it is in memory, and was found there
				return b
			}
			f.ready = readCompact(policies.Instruments, fsys, names, f.text)
		} else {
			// What is read later may be another text by then.
			texts := make(map[string][]byte, len(names))
			for _, name := range names {
				if texts[name], err = fs.ReadFile(fsys, name); err != nil {
					return nil, fmt.Errorf("reading a pack: %w", err)
				}
			}
			f.text = func(name string) []byte { return texts[name] }
		}
		for _, name := range names {
			p.origin[name] = n
		}
		p.gather(f, byID)
		if f.trusted && n == 0 {
			p.ready = f.ready.digest()
		}
		if len(packs) == 1 && f.ready.digest() != "" {
			p.Digest = f.ready.digest()
			continue
		}
		for _, name := range names {
			sums[fmt.Sprintf("%d/%s", n, name)] = sha256.Sum256(f.text(name))
		}
	}
	if err := p.holdToPlaces(byID); err != nil {
		return nil, fmt.Errorf("reading a pack: %w", err)
	}
	for _, in := range byID {
		p.Instruments = append(p.Instruments, in)
	}
	slices.SortFunc(p.Instruments, func(a, b *Instrument) int { return strings.Compare(a.ID, b.ID) })
	if p.Digest == "" {
		p.Digest = Digest(sums)
	}
	return p, nil
}

// Ready is the digest that the program's law has by itself, for what was made of it beforehand: made under this digest it was
// made of the text that stands there now, of its shared Rego too. It is empty where nothing of the kind is to be used: where
// the law is not known without being hashed, and where another pack replaced shared Rego that it draws on.
func (p *Pack) Ready() string {
	for _, replaced := range p.Replaced {
		if _, shared := p.Lib[replaced]; shared {
			return ""
		}
	}
	return p.ready
}

// lawFiles are the paths of the files that are law or test it, sorted.
func lawFiles(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (d.Name() == "cases" || strings.HasPrefix(d.Name(), ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".rego" && path.Base(name) != "instrument.yaml" {
			return nil
		}
		if info, err := d.Info(); err == nil && info.Size() > maxFile {
			return fmt.Errorf("%s: larger than %d MiB", name, maxFile>>20)
		}
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names, err
}

// Digest is "sha256:…" over the paths and hashes of the files that judge: every instrument.yaml and all Rego without tests.
// A path begins with the number of its pack among those that were loaded, as in "0/lib/periods.rego".
func Digest(sums map[string][32]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if sum := sums[name]; !strings.HasSuffix(name, "_test.rego") {
			fmt.Fprintf(h, "%s\x00%x\n", name, sum)
		}
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Origin is which of the packs given to Load, counted from 0, a file of an instrument or of shared Rego came from; the last
// of those that have it.
func (p *Pack) Origin(file string) int { return p.origin[file] }

// Root is the pack an instrument came from; its folder there is Dir.
func (p *Pack) Root(in *Instrument) fs.FS { return p.roots[p.Origin(in.Dir+"/instrument.yaml")] }

// folder is one pack as it is read.
type folder struct {
	number  int      // among those given to Load
	names   []string // of its files, sorted
	text    func(name string) []byte
	trusted bool // is not held to the schema again
	ready   *compact
}

// gather turns the files of one pack into instruments.
func (p *Pack) gather(f folder, byID map[string]*Instrument) {
	// each is read by itself, on as many cores as there are
	var heads []string
	for _, name := range f.names {
		if path.Base(name) == "instrument.yaml" {
			heads = append(heads, name)
		}
	}
	read := make([]*Instrument, len(heads))
	problems := make([][]finding.Finding, len(heads))
	var wg sync.WaitGroup
	for i, name := range heads {
		if read[i] = f.ready.instrument(name); read[i] == nil {
			wg.Go(func() { read[i], problems[i] = parseInstrument(name, f.text(name), !f.trusted) })
		}
	}
	wg.Wait()
	here := map[string]*Instrument{} // by folder
	modules, tests := map[*Instrument][]string{}, map[*Instrument][]string{}
	for i, name := range heads {
		in := read[i]
		if in != nil {
			in.Shipped, in.pack = f.trusted, f.number
		}
		p.Findings = append(p.Findings, problems[i]...)
		if in == nil {
			here[path.Dir(name)] = nil
			continue
		}
		here[in.Dir] = in
		if before, ok := byID[in.ID]; ok && before.pack == 0 {
			p.Replaced = append(p.Replaced, in.ID)
		} else if ok {
			p.Findings = append(p.Findings, in.defect("/id", fmt.Sprintf("编号“%s”在两个规范包中都有；请只保留其中一个", in.ID), fmt.Sprintf("id %q is in two of the packs; leave one of them out", in.ID)))
		}
		byID[in.ID] = in
	}
	for _, name := range f.names {
		if path.Ext(name) != ".rego" {
			continue
		}
		test := strings.HasSuffix(name, "_test.rego")
		switch in, ok := here[path.Dir(name)]; {
		case ok && in == nil: // its instrument.yaml is already a finding
		case ok && test:
			tests[in] = append(tests[in], name)
		case ok:
			modules[in] = append(modules[in], name)
		case test:
			p.LibTests[name] = f.text(name)
		default:
			text := f.text(name)
			if before, ok := p.Lib[name]; ok && !bytes.Equal(before, text) {
				p.Replaced = append(p.Replaced, name)
			}
			p.Lib[name] = text
		}
	}
	for _, in := range here {
		if in != nil {
			in.modules, in.tests = f.texts(modules[in]), f.texts(tests[in])
		}
	}
}

// texts reads files when they are asked for, once.
func (f *folder) texts(names []string) func() map[string][]byte {
	return sync.OnceValue(func() map[string][]byte {
		out := make(map[string][]byte, len(names))
		for _, name := range names {
			out[name] = f.text(name)
		}
		return out
	})
}

// Instrument returns the instrument with an id.
func (p *Pack) Instrument(id string) (*Instrument, bool) {
	i, ok := slices.BinarySearchFunc(p.Instruments, id, func(in *Instrument, id string) int { return strings.Compare(in.ID, id) })
	if !ok {
		return nil, false
	}
	return p.Instruments[i], true
}

// instrumentSchema validates an instrument.yaml; it is compiled when the first pack that is not the program's own is read.
var instrumentSchema = sync.OnceValues(func() (*schema.Validator, error) {
	return schema.NewSet(schemas.FS).Compile("instrument.json")
})

// parseInstrument reads one instrument.yaml. Every defect is a finding at its line; a nil instrument cannot be used.
func parseInstrument(name string, text []byte, validate bool) (*Instrument, []finding.Finding) {
	problem := func(s source.Span, zh, en string) finding.Finding {
		return finding.Finding{Rule: "credlint/pack", Severity: finding.Error, Message: finding.Text{ZH: zh, EN: en},
			At: finding.Position{File: name, Line: s.Line, Column: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn}}
	}
	docs, problems, _ := source.YAML(text)
	var out []finding.Finding
	for _, pr := range problems {
		out = append(out, problem(pr.Span, pr.ZH, pr.EN))
	}
	if len(out) > 0 {
		return nil, out
	}
	if len(docs) != 1 {
		return nil, []finding.Finding{problem(source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}, "instrument.yaml 应当只有一个文档", fmt.Sprintf("instrument.yaml has %d documents; it must have one", len(docs)))}
	}
	doc := &docs[0]
	if validate {
		validator, err := instrumentSchema()
		if err != nil {
			return nil, []finding.Finding{problem(source.Span{}, "内置的规范性文件结构定义有误", "the built-in schema of instruments is broken: "+err.Error())}
		}
		for _, f := range schema.Leaves(validator.Validate(doc.Value)) {
			text := f.Text()
			where := cmp.Or(strings.TrimPrefix(f.Pointer, "/"), "instrument.yaml")
			x := problem(spanAt(doc, f.Pointer), where+"："+text.ZH, where+": "+text.EN)
			x.Hint = finding.Text{ZH: text.HintZH, EN: text.HintEN}
			out = append(out, x)
		}
		if len(out) > 0 {
			return nil, finding.Sort(out)
		}
	}
	broken := func(err error) (*Instrument, []finding.Finding) {
		return nil, []finding.Finding{problem(source.Span{}, err.Error(), err.Error())}
	}
	b, err := json.Marshal(doc.Value)
	if err != nil {
		return broken(err)
	}
	v, err := new(fastjson.Parser).ParseBytes(b)
	if err != nil {
		return broken(err)
	}
	in, content := readHead(v), readBody(v)
	in.Dir = path.Dir(name)
	in.kinds = content.kinds()
	in.body = func() body { return content }
	in.doc = func() *source.Document { return doc }
	if in.ID != in.Dir {
		out = append(out, problem(spanAt(doc, "/id"), fmt.Sprintf("编号“%s”与所在文件夹“%s”不一致", in.ID, in.Dir), fmt.Sprintf("id %q is not the folder %q", in.ID, in.Dir)))
	}
	seen := map[string]bool{}
	for i, article := range content.articles {
		for j, c := range article.Clauses {
			at := fmt.Sprintf("/articles/%d/clauses/%d/clause", i, j)
			if seen[c.Clause] {
				out = append(out, problem(spanAt(doc, at), fmt.Sprintf("条款“%s”重复", c.Clause), fmt.Sprintf("clause %q is listed twice", c.Clause)))
			}
			seen[c.Clause] = true
			if c.Clause != article.Article && !strings.HasPrefix(c.Clause, article.Article+".") {
				out = append(out, problem(spanAt(doc, at), fmt.Sprintf("条款“%s”不属于第 %s 条", c.Clause, article.Article), fmt.Sprintf("clause %q does not belong to article %s", c.Clause, article.Article)))
			}
		}
	}
	if len(out) > 0 {
		return nil, out
	}
	return in, nil
}

func spanAt(doc *source.Document, pointer string) source.Span {
	for {
		if s, ok := doc.At(pointer); ok {
			return s
		}
		i := strings.LastIndexByte(pointer, '/')
		if i < 0 {
			return source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
		}
		pointer = pointer[:i]
	}
}
