// Package bundle makes and reads bundles: law in one file that OPA loads as it is, and that credlint takes as a pack.
//
// A bundle is a gzip-compressed tar in OPA's bundle format:
//
//	.manifest                  OPA's manifest: the digest of the law as revision, the packages it holds as roots
//	.signatures.json           OPA's signatures, where it is signed
//	law/…                      the pack: instrument.yaml, Rego without tests, tables of places and known instruments
//	opa/credlint.rego          asks the law as credlint does: place, day, kind, addressee, scope, exemption
//	opa/main.rego              the same for tools that look for deny and warn in package main
//	opa/lib/…                  shared Rego of the program that the law imports and does not hold itself
//
// What is under opa serves plain OPA; credlint has it in itself and judges by what is under law alone. Nothing else may stand
// in a bundle. The same law gives the same bytes.
package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	opa "github.com/open-policy-agent/opa/v1/bundle"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/schemas"
)

// Format is the version of what a bundle holds and of what its files mean. A program reads the bundles of its own version; who
// changes the manifest, the paths or the digest of law writes another.
const Format = "credlint.bundle/v1"

const (
	manifestName   = opa.ManifestExt
	signaturesName = ".signatures.json"
	lawFolder      = "law/"
	opaFolder      = "opa/"
	instrumentName = "instrument.yaml"
)

// tables are the files of a pack beside its instruments.
var tables = []string{"places.tsv", "register.tsv", "unheld.tsv"}

// Bundle is law in OPA's bundle format. It is not safe for use while it is signed.
type Bundle struct {
	files map[string][]byte // by their paths, the signature among them
}

// Build makes a bundle of packs, which are laid over the law of the program as a check does, or of that law itself where none
// is given. Shared Rego that packs import and do not hold is taken from it. An error names what in the packs is wrong: law
// that credlint could not judge by makes no bundle.
func Build(base fs.FS, packs ...fs.FS) (*Bundle, error) {
	roots := append([]fs.FS{base}, packs...)
	pack, err := law.Load(roots...)
	if err != nil {
		return nil, err
	}
	if err := broken(pack.Findings); err != nil {
		return nil, err
	}
	ours := func(file string) bool { return len(packs) == 0 || pack.Origin(file) > 0 }
	b := &Bundle{files: map[string][]byte{}}
	var instruments []*law.Instrument
	for _, in := range pack.Instruments {
		name := path.Join(in.Dir, instrumentName)
		if !ours(name) {
			continue
		}
		instruments = append(instruments, in)
		if b.files[lawFolder+name], err = fs.ReadFile(pack.Root(in), name); err != nil {
			return nil, err
		}
		for name, text := range in.Modules() {
			b.files[lawFolder+name] = text
		}
	}
	if len(instruments) == 0 {
		return nil, errors.New("there is no instrument.yaml, so there is no law; a pack is a folder with a folder for each instrument")
	}
	modules, err := parse(instruments, pack.Lib)
	if err != nil {
		return nil, err
	}
	for name, text := range pack.Lib {
		if ours(name) {
			b.files[lawFolder+name] = text
		}
	}
	b.borrow(instruments, pack, modules, ours)
	b.files[opaFolder+"credlint.rego"], b.files[opaFolder+"main.rego"] = entry(instruments, modules), mainRego
	if len(packs) == 0 {
		packs = roots
	}
	if err := b.addTables(packs); err != nil {
		return nil, err
	}
	b.files[manifestName] = b.manifest()
	if err := b.judges(base); err != nil {
		return nil, err
	}
	return b, b.fits()
}

// addTables adds the tables of the packs, put together.
func (b *Bundle) addTables(packs []fs.FS) error {
	from, err := law.Tables(packs...)
	if err != nil {
		return err
	}
	for _, name := range tables {
		text, err := fs.ReadFile(from, name)
		switch {
		case err == nil:
			b.files[lawFolder+name] = text
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// broken is an error that names the first of the findings that are errors.
func broken(findings []finding.Finding) error {
	for _, f := range findings {
		if f.Severity == finding.Error {
			return fmt.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
	}
	return nil
}

// borrow adds the shared Rego of the program that is imported, directly or not, and that the packs do not hold.
func (b *Bundle) borrow(instruments []*law.Instrument, pack *law.Pack, modules map[string]*ast.Module, ours func(file string) bool) {
	var todo []*ast.Module
	for name := range pack.Lib {
		if ours(name) {
			todo = append(todo, modules[name])
		}
	}
	for _, in := range instruments {
		for name := range in.Modules() {
			todo = append(todo, modules[name])
		}
	}
	for len(todo) > 0 {
		m := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, imp := range m.Imports {
			ref, ok := imp.Path.Value.(ast.Ref)
			if !ok {
				continue
			}
			for name, text := range pack.Lib {
				if b.files[opaFolder+name] == nil && !ours(name) && ref.HasPrefix(modules[name].Package.Path) {
					b.files[opaFolder+name] = text
					todo = append(todo, modules[name])
				}
			}
		}
	}
}

// parse reads the Rego of instruments, and the shared, by path.
func parse(instruments []*law.Instrument, shared map[string][]byte) (map[string]*ast.Module, error) {
	out := map[string]*ast.Module{}
	read := func(files map[string][]byte) error {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			m, err := parseModule(name, files[name])
			if err != nil {
				return err
			}
			if root := m.Package.Path[1].Value; root.Compare(ast.String("policies")) != 0 {
				return fmt.Errorf("%s:1:1: law stands in packages below policies, not in %q; plain OPA could not tell it from other policies", name, strings.TrimPrefix(m.Package.Path.String(), "data."))
			}
			out[name] = m
		}
		return nil
	}
	if err := read(shared); err != nil {
		return nil, err
	}
	for _, in := range instruments {
		if err := read(in.Modules()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func parseModule(name string, text []byte) (*ast.Module, error) {
	m, err := ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, firstOf(err)
	}
	return m, nil
}

// firstOf is the first of the errors of OPA's parser or compiler, in one line.
func firstOf(err error) error {
	var all ast.Errors
	if errors.As(err, &all) && len(all) > 0 && all[0].Location != nil {
		at := all[0].Location
		return fmt.Errorf("%s:%d:%d: %s", at.File, at.Row, at.Col, all[0].Message)
	}
	return err
}

// judges checks that both credlint and OPA take the law: the checker compiles it with every check and without what would
// make it more than a function of practice and day, and OPA's compiler all files together.
func (b *Bundle) judges(base fs.FS) error {
	pack, err := law.Load(base, b.Law())
	if err != nil {
		return err
	}
	if err := broken(pack.Findings); err != nil {
		return err
	}
	tables, err := law.Tables(base, b.Law())
	if err != nil {
		return err
	}
	c, err := checker.New(pack, tables, schemas.FS, checker.Options{})
	if err != nil {
		return err
	}
	for _, in := range pack.Instruments {
		if err := broken(c.Rules().Compile(in)); err != nil {
			return err
		}
	}
	modules := map[string]*ast.Module{}
	for name, text := range b.files {
		if path.Ext(name) != ".rego" {
			continue
		}
		if modules[name], err = parseModule(name, text); err != nil {
			return err
		}
	}
	compiler := ast.NewCompiler().WithStrict(true).WithDefaultRegoVersion(ast.RegoV1)
	if compiler.Compile(modules); compiler.Failed() {
		return firstOf(compiler.Errors)
	}
	return nil
}

// manifest is OPA's manifest of the files. It says nothing that does not follow from them, and always in the same form, so that
// one that was made elsewhere or earlier can be compared.
func (b *Bundle) manifest() []byte {
	text, err := json.MarshalIndent(manifest{
		Revision:    b.Digest(),
		Roots:       []string{"credlint", "main", "policies"},
		RegoVersion: 1,
		Metadata:    metadata{Format, b.instruments()},
	}, "", "  ")
	if err != nil {
		panic(err) // strings and lists of them
	}
	return append(text, '\n')
}

// manifest are the fields of OPA's manifest that bundles have, and metadata those of its own.
type (
	manifest struct {
		Revision    string   `json:"revision"`
		Roots       []string `json:"roots"`
		RegoVersion int      `json:"rego_version"`
		Metadata    metadata `json:"metadata"`
	}
	metadata struct {
		Format      string   `json:"format"`
		Instruments []string `json:"instruments"`
	}
)

// instruments are the ids of the instruments, which are their folders.
func (b *Bundle) instruments() []string {
	out := []string{}
	for name := range b.files {
		if folder, ok := strings.CutPrefix(path.Dir(name), lawFolder); ok && path.Base(name) == instrumentName {
			out = append(out, folder)
		}
	}
	slices.Sort(out)
	return out
}

// Digest is the digest of the law, as it stands in the reports of who judges by it alone.
func (b *Bundle) Digest() string {
	sums := map[string][32]byte{}
	for name, text := range b.files {
		inner, ok := strings.CutPrefix(name, lawFolder)
		if ok && (path.Ext(name) == ".rego" || path.Base(name) == instrumentName) {
			sums["0/"+inner] = sha256.Sum256(text)
		}
	}
	return law.Digest(sums)
}

// Law is the pack that the bundle holds.
func (b *Bundle) Law() fs.FS {
	pack := fstest.MapFS{} // read only, and in memory: a bundle is bounded
	for name, text := range b.files {
		if inner, ok := strings.CutPrefix(name, lawFolder); ok {
			pack[inner] = &fstest.MapFile{Data: text, Mode: 0o444}
		}
	}
	return pack
}

// names are the paths of the files in the order in which they are written.
func (b *Bundle) names() []string { return slices.Sorted(maps.Keys(b.files)) }

// Write writes the bundle. No time, owner or order of the system goes into it.
func (b *Bundle) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, name := range b.names() {
		h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(b.files[name])), Mode: 0o644, ModTime: time.Unix(0, 0)}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(b.files[name]); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), z.Close())
}

// Bytes is what Write writes.
func (b *Bundle) Bytes() ([]byte, error) {
	var out bytes.Buffer
	err := b.Write(&out)
	return out.Bytes(), err
}
