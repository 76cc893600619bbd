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

// Format is the version of what a bundle holds and of what its files mean. A program reads the bundles of its own version.
const Format = "credlint.bundle/v1"

const (
	manifestName   = opa.ManifestExt
	signaturesName = "." + opa.SignaturesFile
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

// Build makes a bundle of one or more packs, of which a later one replaces instruments of those before it. Shared Rego that
// they import and do not hold is taken from base, which is the law of the program. An error names what in the packs is
// wrong: law that credlint could not judge by makes no bundle.
func Build(base fs.FS, packs ...fs.FS) (*Bundle, error) {
	pack, err := law.Load(packs...)
	if err != nil {
		return nil, err
	}
	if err := broken(pack.Findings); err != nil {
		return nil, err
	}
	if len(pack.Instruments) == 0 {
		return nil, errors.New("there is no instrument.yaml, so there is no law; a pack is a folder with a folder for each instrument")
	}
	b := &Bundle{files: map[string][]byte{}}
	for _, in := range pack.Instruments {
		maps.Copy(b.files, prefixed(lawFolder, in.Modules()))
		name := path.Join(in.Dir, instrumentName)
		for _, from := range slices.Backward(packs) {
			if text, err := fs.ReadFile(from, name); err == nil {
				b.files[lawFolder+name] = text
				break
			}
		}
	}
	maps.Copy(b.files, prefixed(lawFolder, pack.Lib))
	from, err := law.Tables(packs...)
	if err != nil {
		return nil, err
	}
	for _, name := range tables {
		text, err := fs.ReadFile(from, name)
		switch {
		case err == nil:
			b.files[lawFolder+name] = text
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	if err := b.forOPA(base, pack); err != nil {
		return nil, err
	}
	b.files[manifestName] = b.manifest()
	if err := b.judges(base); err != nil {
		return nil, err
	}
	return b, b.fits()
}

func prefixed(folder string, files map[string][]byte) map[string][]byte {
	out := make(map[string][]byte, len(files))
	for name, text := range files {
		out[folder+name] = text
	}
	return out
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

// forOPA adds what OPA needs beside the law: the rules that ask it, and shared Rego that it imports.
func (b *Bundle) forOPA(base fs.FS, pack *law.Pack) error {
	modules, err := parse(pack)
	if err != nil {
		return err
	}
	held := map[string]bool{}
	for _, m := range modules {
		held[m.Package.Path.String()] = true
	}
	shared, err := law.Load(base)
	if err != nil {
		return err
	}
	offered := map[string]string{} // package → path
	for _, name := range slices.Sorted(maps.Keys(shared.Lib)) {
		m, err := parseModule(name, shared.Lib[name])
		if err != nil {
			return err
		}
		offered[m.Package.Path.String()] = name
		modules[opaFolder+name] = m
	}
	todo := slices.Collect(maps.Keys(pack.Lib))
	for _, in := range pack.Instruments {
		todo = slices.AppendSeq(todo, maps.Keys(in.Modules()))
	}
	for len(todo) > 0 {
		m := modules[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, imp := range m.Imports {
			ref, ok := imp.Path.Value.(ast.Ref)
			if !ok {
				continue
			}
			for p, name := range offered {
				if !held[p] && ref.HasPrefix(modules[opaFolder+name].Package.Path) {
					held[p] = true
					b.files[opaFolder+name] = shared.Lib[name]
					todo = append(todo, opaFolder+name)
				}
			}
		}
	}
	b.files[opaFolder+"credlint.rego"], b.files[opaFolder+"main.rego"] = entry(pack, modules), mainRego
	return nil
}

// parse reads the Rego of a pack, by path.
func parse(pack *law.Pack) (map[string]*ast.Module, error) {
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
	if err := read(pack.Lib); err != nil {
		return nil, err
	}
	for _, in := range pack.Instruments {
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
	if err := broken(c.Compile()); err != nil {
		return err
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

// manifest is OPA's manifest of the files: it says nothing that does not follow from them.
func (b *Bundle) manifest() []byte {
	version := ast.RegoV1.Int()
	m := opa.Manifest{
		Revision:    b.Digest(),
		Roots:       &[]string{"credlint", "main", "policies"},
		RegoVersion: &version,
		Metadata:    map[string]any{"format": Format, "instruments": b.instruments()},
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic(err) // strings and lists of them
	}
	return append(text, '\n')
}

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
