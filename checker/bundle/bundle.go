// Package bundle builds, signs and reads bundles: law in one file that OPA can load and that credlint accepts as a pack.
//
// A bundle is a gzip-compressed tar in OPA's bundle format:
//
//	.manifest                  OPA's manifest with the digest of the law as revision and the root packages
//	.signatures.json           OPA's signatures, if the bundle is signed
//	law/…                      the pack: instrument.yaml, Rego without tests, tables of places and known instruments
//	opa/credlint.rego          queries the law as credlint does: place, day, kind, addressee, scope, exemption
//	opa/main.rego              the same for tools that query deny and warn in package main
//	opa/lib/…                  shared Rego of the program that the law imports and does not contain
//
// The files under opa are for plain OPA; credlint reads only those under law. A bundle must not contain other files. The same
// law gives the same bytes.
package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
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
	"github.com/credlint/credlint/checker/rules"
)

// Format is the version of the bundle format. A program reads only bundles of its own version, so changes of the manifest, the
// paths or the digest of law need a new version.
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

// Bundle is law in OPA's bundle format. It is safe for concurrent use except for Sign.
type Bundle struct {
	files map[string][]byte // by path, including the signature
}

// Build makes a bundle of packs over base, the law of the program, or of base itself without packs. Shared Rego that the
// packs import and do not contain is copied from base. Law that credlint could not use gives an error that names the place.
func Build(base fs.FS, packs ...fs.FS) (*Bundle, error) {
	roots := append([]fs.FS{base}, packs...)
	pack, err := law.Load(roots...)
	if err != nil {
		return nil, err
	}
	if err := firstError(pack.Findings); err != nil {
		return nil, err
	}
	isOwn := func(file string) bool { return len(packs) == 0 || pack.Origin(file) > 0 }
	b := &Bundle{files: map[string][]byte{}}
	var instruments []*law.Instrument
	for _, in := range pack.Instruments {
		name := path.Join(in.Dir, instrumentName)
		if !isOwn(name) {
			continue
		}
		instruments = append(instruments, in)
		text, err := fs.ReadFile(pack.Root(in), name)
		if err != nil {
			return nil, err
		}
		b.files[lawFolder+name] = law.LineFeeds(text)
		for name, text := range in.Modules() {
			b.files[lawFolder+name] = text
		}
	}
	if len(instruments) == 0 {
		return nil, finding.Errorf("没有 instrument.yaml，因而没有规范；规范文件夹中应为每部规范设一个文件夹", "there is no instrument.yaml, so there is no law; a pack is a folder with a folder for each instrument")
	}
	modules, err := parse(instruments, pack.Lib)
	if err != nil {
		return nil, err
	}
	for name, text := range pack.Lib {
		if isOwn(name) {
			b.files[lawFolder+name] = text
		}
	}
	b.addImported(instruments, pack, modules, isOwn)
	b.files[opaFolder+"credlint.rego"], b.files[opaFolder+"main.rego"] = entryRego(instruments, modules), mainRego
	if len(packs) == 0 {
		packs = roots
	}
	if err := b.addTables(packs); err != nil {
		return nil, err
	}
	b.files[manifestName] = b.manifest()
	if err := b.checkLaw(base); err != nil {
		return nil, err
	}
	return b, b.checkLimits()
}

// addTables adds the merged tables of the packs.
func (b *Bundle) addTables(packs []fs.FS) error {
	from := law.Tables(packs...)
	for _, name := range tables {
		text, err := fs.ReadFile(from, name)
		switch {
		case err == nil:
			b.files[lawFolder+name] = law.LineFeeds(text)
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// firstError returns the first finding with severity error as an error, or nil.
func firstError(findings []finding.Finding) error {
	for _, f := range findings {
		if f.Severity == finding.Error {
			return finding.Errorf("%s:%d:%d: %s", "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message)
		}
	}
	return nil
}

// addImported adds the shared Rego of the program that is imported, directly or indirectly, and not in the packs.
func (b *Bundle) addImported(instruments []*law.Instrument, pack *law.Pack, modules map[string]*ast.Module, isOwn func(file string) bool) {
	var todo []*ast.Module
	for name := range pack.Lib {
		if isOwn(name) {
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
				if b.files[opaFolder+name] == nil && !isOwn(name) && ref.HasPrefix(modules[name].Package.Path) {
					b.files[opaFolder+name] = text
					todo = append(todo, modules[name])
				}
			}
		}
	}
}

// parse parses the Rego of the instruments and the shared Rego. The keys of the result are paths.
func parse(instruments []*law.Instrument, shared map[string][]byte) (map[string]*ast.Module, error) {
	out := map[string]*ast.Module{}
	read := func(files map[string][]byte) error {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			m, err := rules.Parse(name, files[name])
			if err != nil {
				return firstCompileError(err)
			}
			if root := m.Package.Path[1].Value; root.Compare(ast.String("policies")) != 0 {
				return finding.Errorf("%s:1:1: 规范应在 policies 之下的包中，而不是“%s”；否则 OPA 无法将其与其他规则区分", "%s:1:1: law stands in packages below policies, not in %q; plain OPA could not tell it from other policies", name, strings.TrimPrefix(m.Package.Path.String(), "data."))
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

// firstCompileError formats the first error of OPA's parser or compiler on one line.
func firstCompileError(err error) error {
	var all ast.Errors
	if errors.As(err, &all) && len(all) > 0 && all[0].Location != nil {
		at := all[0].Location
		return finding.Errorf("%s:%d:%d: %s", "%s:%d:%d: %s", at.File, at.Row, at.Col, all[0].Message)
	}
	return err
}

// checkLaw checks that credlint compiles the law with all checks, and that OPA compiles all files of the bundle together.
func (b *Bundle) checkLaw(base fs.FS) error {
	pack, err := law.Load(base, b.Law())
	if err != nil {
		return err
	}
	if err := firstError(pack.Findings); err != nil {
		return err
	}
	c, err := checker.New(pack, checker.Options{})
	if err != nil {
		return err
	}
	for _, in := range pack.Instruments {
		if err := firstError(c.Rules().Compile(in)); err != nil {
			return err
		}
	}
	modules := map[string]*ast.Module{}
	for name, text := range b.files {
		if path.Ext(name) != ".rego" {
			continue
		}
		if modules[name], err = rules.Parse(name, text); err != nil {
			return firstCompileError(err)
		}
	}
	compiler := ast.NewCompiler().WithStrict(true).WithDefaultRegoVersion(ast.RegoV1)
	if compiler.Compile(modules); compiler.Failed() {
		return firstCompileError(compiler.Errors)
	}
	return nil
}

// manifest returns OPA's manifest for the files. It is a function of the files, so that the manifest of an opened bundle can be
// verified byte for byte.
func (b *Bundle) manifest() []byte {
	text, err := json.MarshalIndent(manifest{
		Revision:    b.Digest(),
		Roots:       []string{"credlint", "main", "policies"},
		RegoVersion: 1,
		Metadata:    metadata{Format, b.instruments()},
	}, "", "  ")
	if err != nil {
		panic(err) // strings and lists of strings cannot fail
	}
	return append(text, '\n')
}

// manifest has the fields of OPA's manifest that bundles use, and metadata the fields of credlint.
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

// instruments returns the ids of the instruments, which are also their folders.
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

// Digest returns the digest of the law and tables (law.Digest). That of a report also covers what the program adds.
func (b *Bundle) Digest() string {
	files := map[string][]byte{}
	for name, text := range b.files {
		if inner, ok := strings.CutPrefix(name, lawFolder); ok {
			files["0/"+inner] = text
		}
	}
	return law.Digest(files)
}

// Law returns the pack of the bundle.
func (b *Bundle) Law() fs.FS {
	pack := fstest.MapFS{} // a bundle is small enough for memory
	for name, text := range b.files {
		if inner, ok := strings.CutPrefix(name, lawFolder); ok {
			pack[inner] = &fstest.MapFile{Data: text, Mode: 0o444}
		}
	}
	return pack
}

// names returns the sorted paths of the files.
func (b *Bundle) names() []string { return slices.Sorted(maps.Keys(b.files)) }

// Write writes the bundle. The bytes depend only on the files and the signature.
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

// Bytes returns the output of Write.
func (b *Bundle) Bytes() ([]byte, error) {
	var out bytes.Buffer
	err := b.Write(&out)
	return out.Bytes(), err
}
