package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/policies"
)

// corpus is the law of a run: the packs as one, and their tables of places and known instruments.
type corpus struct {
	*law.Pack
	tables fs.FS
}

// shippedLaw is the law of the program; only tests put another in its place.
var shippedLaw fs.FS = policies.FS

// loadLaw reads the law of the program and the folders of --pack over it.
func loadLaw(folders []string) (*corpus, error) {
	roots := []fs.FS{shippedLaw}
	for _, dir := range folders {
		info, err := os.Stat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, usage("pack %q does not exist", filepath.ToSlash(dir))
		case err != nil:
			return nil, usage("pack %q cannot be read: %w", filepath.ToSlash(dir), errors.Unwrap(err))
		case !info.IsDir():
			return nil, usage("pack %q is a file; name the folder that holds cn/… or another place", filepath.ToSlash(dir))
		}
		roots = append(roots, source.Dir(dir))
	}
	pack, err := law.Load(roots...)
	if err != nil {
		return nil, err
	}
	for i := range pack.Findings { // said with the folder the user named
		at := &pack.Findings[i].At
		for _, dir := range slices.Backward(folders) {
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(at.File))); err == nil {
				at.File = filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(at.File)))
				break
			}
		}
	}
	for i, dir := range folders {
		if !holdsLaw(roots[i+1]) {
			return nil, usage("pack %q holds no instrument.yaml; a pack is a folder with a folder for each instrument, such as cn/example_2026", filepath.ToSlash(dir))
		}
	}
	tables, err := law.Tables(roots...)
	if err != nil {
		return nil, fmt.Errorf("reading the tables of a pack: %w", err)
	}
	return &corpus{pack, tables}, nil
}

func holdsLaw(root fs.FS) bool {
	found := false
	_ = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error { // what cannot be read law.Load has said
		if err == nil && d.Name() == "instrument.yaml" {
			found = true
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// register is the register of known instruments with the encoded ones over it.
func (c *corpus) register() (*law.Register, *law.Places, error) {
	places, err := law.LoadPlaces(c.tables)
	if err != nil {
		return nil, nil, err
	}
	return law.NewRegister(c.tables, places, c.Instruments), places, nil
}

// ids are the ids of the instruments.
func (c *corpus) ids() []string {
	out := make([]string, len(c.Instruments))
	for i, in := range c.Instruments {
		out[i] = in.ID
	}
	return out
}

// citations turns what --only and --skip name into ids and numbers of clauses: 《…》第十四条 is cn/credit_reporting_2013#14.
func (c *corpus) citations(flag string, written []string) ([]string, error) {
	var out []string
	for _, w := range written {
		if id, clause, _ := strings.Cut(w, "#"); !strings.ContainsAny(id, "《 ") && isASCII(id) {
			in, ok := c.Instrument(id)
			if !ok {
				return nil, usage("flag --%s: no instrument has the id %q; %s", flag, id, meant(id, c.ids()))
			}
			if err := hasClause(in, clause); err != nil {
				return nil, usage("flag --%s: %w", flag, err)
			}
			out = append(out, w)
			continue
		}
		found, err := c.resolveEncoded(w)
		if err != nil {
			return nil, usage("flag --%s: %w", flag, err)
		}
		for _, f := range found {
			if f.in == nil {
				return nil, usage("flag --%s: %s is not encoded, so nothing of it can be judged or skipped", flag, f.title)
			}
			if f.clause == "" {
				out = append(out, f.in.ID)
				continue
			}
			if err := hasClause(f.in, f.clause); err != nil {
				return nil, usage("flag --%s: %w", flag, err)
			}
			out = append(out, f.in.Cite(f.clause))
		}
	}
	return out, nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

// hasClause says whether an instrument lists a clause, or clauses of an article, of that number.
func hasClause(in *law.Instrument, clause string) error {
	if clause == "" || len(in.Within(clause)) > 0 {
		return nil
	}
	return fmt.Errorf("%s has no clause %q; see credlint explain %s", in.ID, clause, in.ID)
}

// cited is one place a text of citations names. in is nil where the instrument is not encoded.
type cited struct {
	in     *law.Instrument
	clause string
	title  string
	res    law.Resolution
	ref    law.ArticleRef
}

// resolveEncoded reads a citation as lawyers write it. The error says what of it cannot be read or is not known.
func (c *corpus) resolveEncoded(written string) ([]cited, error) {
	register, _, err := c.register()
	if err != nil {
		return nil, err
	}
	parsed, err := law.ParseCitations(written)
	if err != nil {
		return nil, err
	}
	var out []cited
	for _, one := range parsed {
		res, err := c.resolveAnywhere(register, one)
		if err != nil {
			return nil, err
		}
		if res.Known == law.No || res.Title.ZH == "" && res.Instrument == "" {
			for _, d := range res.Defects {
				message := d.Message.EN
				if d.Hint.EN != "" {
					message += "; " + d.Hint.EN
				}
				return nil, errors.New(message)
			}
			return nil, fmt.Errorf("citation %q names no instrument", written)
		}
		in, _ := c.Instrument(res.Instrument)
		refs := one.Refs
		if len(refs) == 0 {
			refs = []law.ArticleRef{{}}
		}
		for _, ref := range refs {
			out = append(out, cited{in, ref.Clause(), "《" + res.Title.ZH + "》", res, ref})
		}
	}
	return out, nil
}

// resolveAnywhere resolves a citation without a place or a day in mind: where the text encoded is of a place or of days of
// its own, those are taken.
func (c *corpus) resolveAnywhere(register *law.Register, one law.Citation) (law.Resolution, error) {
	today, err := day("today")
	if err != nil {
		return law.Resolution{}, err
	}
	res, err := register.Resolve(one, today, "cn")
	if err != nil || res.Instrument != "" || res.Known != law.Yes {
		return res, err
	}
	// The register knows the title; the encoded text may be one of other days.
	for _, in := range c.Instruments {
		if in.Title.ZH != "" && strings.TrimPrefix(in.Title.ZH, "中华人民共和国") == strings.TrimPrefix(res.Title.ZH, "中华人民共和国") {
			return register.Resolve(one, in.InForce.From, in.Place())
		}
	}
	return res, nil
}
