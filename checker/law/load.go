package law

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/policies"
)

// Pack is the law of one or more loaded folders: instruments and the Rego that they share. It is immutable after Load and safe
// for concurrent use.
type Pack struct {
	Instruments []*Instrument     // ordered by id
	Lib         map[string][]byte // shared Rego by path in its pack
	LibTests    map[string][]byte // tests of the shared Rego
	Replaced    []string          // ids of instruments, and paths of shared Rego, that a later pack replaced
	Added       Added             // what later packs bring besides
	Digest      string            // see the function Digest
	// Findings are defects of the packs; an instrument with a defect of severity Error is not in Instruments.
	Findings []finding.Finding

	roots  []fs.FS
	tables []fs.FS        // of each pack, with the tables alone, as they were when the pack was read
	origin map[string]int // by path: the last pack that has the file
}

// maxFile bounds the bytes of one file of a pack.
const maxFile = 8 << 20

// Load reads one or more packs. Each is a folder whose sub-folders with an instrument.yaml are instruments. An instrument of
// a later pack replaces the one of the same id in the first, which is the law of the program; that two of the later packs
// have it is a finding, since the order in which packs are named must decide nothing. An error means that a pack could not
// be read at all. The law of the program is checked against its schema, and against who may enact it, by a test and not at
// every start.
func Load(packs ...fs.FS) (*Pack, error) {
	p := &Pack{Lib: map[string][]byte{}, LibTests: map[string][]byte{}, roots: packs, origin: map[string]int{}}
	byID := map[string]*Instrument{}
	files := map[string][]byte{}
	for n, fsys := range packs {
		f, err := openFolder(fsys)
		if err != nil {
			return nil, finding.Errorf("读取规范文件夹%v", "reading a pack: %w", err)
		}
		f.number = n
		for name, text := range f.texts {
			files[fmt.Sprintf("%d/%s", n, name)] = text
		}
		p.tables = append(p.tables, f.tables())
		p.gather(f, byID)
		for _, name := range f.names {
			p.origin[name] = n
		}
	}
	if err := p.checkPlaces(byID); err != nil {
		return nil, finding.Errorf("读取规范文件夹%v", "reading a pack: %w", err)
	}
	if err := p.addedRows(); err != nil {
		return nil, finding.Errorf("读取规范文件夹中的表%v", "reading the tables of a pack: %w", err)
	}
	for _, in := range byID {
		p.Instruments = append(p.Instruments, in)
	}
	slices.SortFunc(p.Instruments, func(a, b *Instrument) int { return strings.Compare(a.ID, b.ID) })
	p.Digest = Digest(files)
	return p, nil
}

// lawFiles are the paths of every instrument.yaml and all Rego with its tests, sorted. Cases and what is hidden are left out: a
// copy that an editor or archiver keeps (".#rules.rego", "._rules.rego") is no law.
func lawFiles(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		if d.IsDir() {
			if d.Name() == "cases" || hidden {
				return fs.SkipDir
			}
			return nil
		}
		if hidden || path.Ext(name) != ".rego" && path.Base(name) != "instrument.yaml" {
			return nil
		}
		if info, err := d.Info(); err == nil && info.Size() > maxFile {
			return finding.Errorf("%s：超过 %d MiB", "%s: larger than %d MiB", name, maxFile>>20)
		}
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names, err
}

// Digest is "sha256:…" over the paths and texts of the files that decide verdicts: every instrument.yaml, all Rego without tests,
// and the tables of places, of known instruments and of instruments not held. Other files are left out. A path begins with the
// position of its pack in the call of Load, as in "0/lib/periods.rego".
func Digest(files map[string][]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_, inPack, _ := strings.Cut(name, "/")
		rules := path.Ext(name) == ".rego" && !strings.HasSuffix(name, "_test.rego")
		if rules || path.Base(name) == "instrument.yaml" || slices.Contains(tableNames, inPack) {
			fmt.Fprintf(h, "%s\x00%x\n", name, sha256.Sum256(files[name]))
		}
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Origin is the position, in the call of Load, of the pack that a file of an instrument or of shared Rego came from: the last
// pack that has it.
func (p *Pack) Origin(file string) int { return p.origin[file] }

// Root is the pack that an instrument came from; its folder there is Dir.
func (p *Pack) Root(in *Instrument) fs.FS { return p.roots[p.Origin(in.Dir+"/instrument.yaml")] }

// folder is one pack as it is read.
type folder struct {
	number  int               // its position in the call of Load
	names   []string          // of its law files, sorted
	texts   map[string][]byte // of its law files and tables; they may have changed if they were read again
	trusted bool              // the law of the program, whose indexes are used and which is not validated again
	fsys    fs.FS
}

// openFolder reads the law files and tables of a pack.
func openFolder(fsys fs.FS) (*folder, error) {
	names, err := lawFiles(fsys)
	if err != nil {
		return nil, err
	}
	f := &folder{names: names, texts: map[string][]byte{}, trusted: fsys == fs.FS(policies.FS), fsys: fsys}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		f.texts[name] = LineFeeds(text)
	}
	for _, name := range tableNames {
		text, err := fs.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		f.texts[name] = LineFeeds(text)
	}
	return f, nil
}

// LineFeeds returns text with line feeds alone, so that a checkout with other line ends holds the same law.
func LineFeeds(text []byte) []byte {
	if !bytes.Contains(text, []byte("\r\n")) { // which would copy it
		return text
	}
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}

// tables are the tables alone.
func (f *folder) tables() fstest.MapFS {
	out := fstest.MapFS{} // small enough for memory
	for _, name := range tableNames {
		if text, ok := f.texts[name]; ok {
			out[name] = &fstest.MapFile{Data: text}
		}
	}
	return out
}

// instrument reads the instrument of an instrument.yaml: from its index where that is fresh, otherwise from the YAML.
func (f *folder) instrument(name string) (*Instrument, []finding.Finding) {
	if f.trusted {
		if index, err := fs.ReadFile(f.fsys, path.Join(path.Dir(name), indexName)); err == nil {
			if in, ok := readIndex(name, index, f.texts[name]); ok {
				return in, nil
			}
		}
	}
	return parseInstrument(name, f.texts[name], !f.trusted)
}

// gather turns the files of one pack into instruments.
func (p *Pack) gather(f *folder, byID map[string]*Instrument) {
	var files []string
	for _, name := range f.names {
		if path.Base(name) == "instrument.yaml" {
			files = append(files, name)
		}
	}
	read := make([]*Instrument, len(files))
	problems := make([][]finding.Finding, len(files))
	var wg sync.WaitGroup
	for i, name := range files {
		wg.Go(func() { read[i], problems[i] = f.instrument(name) })
	}
	wg.Wait()
	here := map[string]*Instrument{} // by folder
	for i, name := range files {
		in := read[i]
		if in != nil {
			in.Shipped, in.pack, in.modules, in.tests = f.trusted, f.number, map[string][]byte{}, map[string][]byte{}
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
		text, test := f.texts[name], strings.HasSuffix(name, "_test.rego")
		switch in, ok := here[path.Dir(name)]; {
		case ok && in == nil: // there is a finding about its instrument.yaml
		case ok && test:
			in.tests[name] = text
		case ok:
			in.modules[name] = text
		case test:
			p.share(p.LibTests, name, text)
		default:
			if before, ok := p.Lib[name]; ok && !bytes.Equal(before, text) && p.origin[name] == 0 {
				p.Replaced = append(p.Replaced, name)
			} else if !ok && f.number > 0 {
				p.Added.Lib = append(p.Added.Lib, name)
			}
			p.share(p.Lib, name, text)
		}
	}
}

// share adds a shared file. It replaces that of the program; between two other packs the order in which they are named would
// decide whose rule the law of both is built on.
func (p *Pack) share(files map[string][]byte, name string, text []byte) {
	if before, ok := files[name]; ok && p.origin[name] > 0 && !bytes.Equal(before, text) {
		p.Findings = append(p.Findings, finding.Finding{Rule: "credlint/pack", Severity: finding.Error, At: finding.Position{File: name, Line: 1, Column: 1, EndLine: 1, EndColumn: 1},
			Message: finding.Text{ZH: fmt.Sprintf("共用规则“%s”在两个规范包中内容不同", name), EN: fmt.Sprintf("shared Rego %q is in two of the packs, with other rules in it", name)},
			Hint:    finding.Text{ZH: "分别命名，或者使两处一致", EN: "give each a name and package of its own, or make the two the same"}})
		return
	}
	files[name] = text
}

// Instrument returns the instrument with an id.
func (p *Pack) Instrument(id string) (*Instrument, bool) {
	i, ok := slices.BinarySearchFunc(p.Instruments, id, func(in *Instrument, id string) int { return strings.Compare(in.ID, id) })
	if !ok {
		return nil, false
	}
	return p.Instruments[i], true
}
