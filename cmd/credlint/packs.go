package main

import (
	"cmp"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/credlint/credlint"
	"github.com/credlint/credlint/checker/bundle"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/policies"
)

// corpus is the law of a run.
type corpus struct{ *credlint.Law }

// shippedLaw is the law of the program. Tests replace it.
var shippedLaw fs.FS = policies.FS

// openPack opens a folder of law or a bundle. With keys it must be a bundle signed by one of them.
func openPack(named string, keys []bundle.Key) (*credlint.Pack, error) {
	if err := misused(named, keys); err != nil {
		return nil, err
	}
	shown := filepath.ToSlash(named)
	info, err := os.Stat(named)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("规范文件夹或者规范包“%s”不存在", "pack %q does not exist", shown)
	case err != nil:
		return nil, usage("规范文件夹或者规范包“%s”无法读取%v", "pack %q cannot be read: %w", shown, cause(err))
	case info.IsDir():
		p := &credlint.Pack{FS: source.Dir(named), Name: shown}
		switch found, err := holdsLaw(p.FS); {
		case err != nil:
			return nil, failed("规范文件夹或者规范包“%s”无法读取%v", "pack %q cannot be read: %w", shown, err)
		case !found:
			return nil, usage("规范文件夹“%s”没有 instrument.yaml；其中应为每部规范设一个文件夹，如 cn/example_2026", "pack %q holds no instrument.yaml; a pack is a folder with a folder for each instrument, such as cn/example_2026", shown)
		}
		return p, nil
	}
	b, err := openBundle(named, nil)
	if err != nil {
		return nil, err
	}
	p := &credlint.Pack{FS: b.Law(), Name: shown + "/law"}
	if len(keys) > 0 {
		if err := b.Verify(keys...); err != nil {
			return nil, refused(named, err)
		}
	} else if signature, err := b.Signature(); signature != nil || err != nil {
		p.Findings = append(p.Findings, finding.Finding{Rule: "credlint/pack", Severity: finding.Note, At: finding.Position{File: shown, Line: 1, Column: 1, EndLine: 1, EndColumn: 1},
			Message: finding.Text{ZH: "未核验该规范包的签名", EN: "the signature of this bundle was not verified"},
			Hint:    finding.Text{ZH: "用 --verification-key 指定签名者的公钥", EN: "name the key of who signs it with --verification-key"}})
	}
	return p, nil
}

// misused is the error of the command line about a folder that is no pack, or that no key can verify; nil for all else.
func misused(folder string, keys []bundle.Key) error {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil
	}
	id := instrumentAt(folder)
	switch shown := filepath.ToSlash(folder); {
	case len(keys) > 0:
		return usage("“%s”是文件夹，没有签名；请写明规范包，或者删去 --verification-key", "pack %q is a folder, which nobody has signed; name a bundle, or leave out --verification-key", shown)
	case id != "":
		return usage("“%s”是一部规范的文件夹；请写明其上级的规范文件夹，该规范在其中的路径为 %s", "pack %q is the folder of an instrument; name the pack that holds it, from which %s is its path", shown, id)
	}
	return nil
}

// loadLaw loads the law of the program with the packs over it. With key files, every pack must be a bundle signed by one of the
// keys. Where packs or keys cannot be used, there is an error and the law without them, with a finding about each.
func loadLaw(packs []string, keyFiles ...string) (*corpus, error) {
	if len(keyFiles) > 0 && len(packs) == 0 {
		return nil, usage("选项 --verification-key：没有需要核验的规范包；请用 --pack 写明", "flag --verification-key: there is no bundle to verify; name it with --pack")
	}
	var all []credlint.Pack
	keys, unused := verificationKeys(keyFiles)
	if unused != nil { // no pack is verified, and none is used
		all = []credlint.Pack{{FS: embed.FS{}, Findings: []finding.Finding{unusable("verification-key", keyFiles[len(keys)], finding.Errorf("%v；未作任何判断", "%w; nothing was judged", unused))}}}
		packs = nil
	}
	for _, named := range packs {
		if err := misused(named, keys); err != nil {
			return nil, err
		}
		p, err := openPack(named, keys)
		if err != nil {
			unused = cmp.Or(unused, err)
			p = &credlint.Pack{FS: embed.FS{}, Findings: []finding.Finding{unusable("pack", named, finding.Errorf("%v；未作任何判断", "%w; nothing was judged", err))}}
		}
		all = append(all, *p)
	}
	laws, err := credlint.LoadLaw(shippedLaw, all...)
	if err != nil {
		return nil, err
	}
	return &corpus{laws}, unused
}

// instrumentAt returns the id of the instrument in a folder, the name of the folder if the id cannot be read, or "" without
// instrument.
func instrumentAt(dir string) string {
	text, err := fs.ReadFile(source.Dir(dir), "instrument.yaml")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if id, ok := strings.CutPrefix(line, "id:"); ok && strings.TrimSpace(id) != "" {
			return strings.TrimSpace(id)
		}
	}
	return filepath.Base(dir)
}

func holdsLaw(root fs.FS) (found bool, err error) {
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "instrument.yaml" {
			found = true
			return fs.SkipAll
		}
		return err
	})
	return found, err
}

// register returns the register of known instruments, including the encoded ones.
func (c *corpus) register() (*law.Register, *law.Places, error) {
	places, err := law.LoadPlaces(c.Tables())
	if err != nil {
		return nil, nil, err
	}
	return law.NewRegister(c.Tables(), places, c.Instruments), places, nil
}

// ids returns the ids of the instruments.
func (c *corpus) ids() []string {
	out := make([]string, len(c.Instruments))
	for i, in := range c.Instruments {
		out[i] = in.ID
	}
	return out
}

// citations resolves the values of --only and --skip to citations.
func (c *corpus) citations(flag string, written []string) ([]string, error) {
	var out []string
	for _, w := range written {
		found, err := c.resolve(w)
		if err != nil {
			if id, _ := finding.SplitCitation(w); c.defect(id) != nil { // it is known, and cannot be used
				return nil, c.defect(id)
			}
			return nil, usage("选项 --%s%v", "flag --%s: %w", flag, err)
		}
		out = append(out, found...)
	}
	return out, nil
}

// defect returns the error that an instrument of a pack cannot be used, or nil.
func (c *corpus) defect(id string) error {
	for _, f := range c.Findings {
		if f.Severity == finding.Error && strings.HasSuffix(path.Dir("/"+f.At.File), "/"+id) {
			return failed("%s 无法使用：%s:%d:%d: %s", "%s cannot be used: %s:%d:%d: %s", id, f.At.File, f.At.Line, f.At.Column, f.Message)
		}
	}
	return nil
}

// resolve returns the citations of the instruments, articles and clauses that a citation names: 《征信业管理条例》第十四条 gives
// cn/credit_reporting_2013#14.
func (c *corpus) resolve(written string) ([]string, error) {
	if id, clause, _ := strings.Cut(written, "#"); !strings.ContainsAny(id, "《 ") && isASCII(id) {
		in, ok := c.Instrument(id)
		if !ok {
			return nil, finding.Errorf("没有编号为“%s”的规范；%s", "no instrument has the id %q; %s", id, suggestion(id, c.ids()))
		}
		return []string{written}, hasClause(in, clause)
	}
	found, err := c.resolveEncoded(written)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range found {
		if f.in == nil {
			return nil, finding.Errorf("%s未编入，不能据以判断，也无从跳过", "%s is not encoded, so nothing of it can be judged or skipped", f.title)
		}
		if f.clause == "" {
			out = append(out, f.in.ID)
			continue
		}
		if err := hasClause(f.in, f.clause); err != nil {
			return nil, err
		}
		out = append(out, f.in.Cite(f.clause))
	}
	return out, nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

// hasClause returns an error if the instrument has no clause with that number or below it.
func hasClause(in *law.Instrument, clause string) error {
	if clause == "" || len(in.Within(clause)) > 0 {
		return nil
	}
	return finding.Errorf("%s 没有“%s”这一条款；见 credlint explain %s", "%s has no clause %q; see credlint explain %s", in.ID, clause, in.ID)
}

// cited is one item that a citation names. in is nil if the instrument is not encoded.
type cited struct {
	in     *law.Instrument
	clause string
	title  string
	res    law.Resolution
	ref    law.ArticleRef
}

// resolveEncoded resolves a citation in the form of lawyers. The error names the part that is invalid or unknown.
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
				return nil, finding.Errorf("%s", "%s", d.Message.With(d.Hint))
			}
			return nil, finding.Errorf("引用“%s”没有写明规范", "citation %q names no instrument", written)
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

// resolveAnywhere resolves a citation without place and day. If an encoded text has another place or other days, it takes the
// place and first day of that text.
func (c *corpus) resolveAnywhere(register *law.Register, one law.Citation) (law.Resolution, error) {
	today, err := day("today")
	if err != nil {
		return law.Resolution{}, err
	}
	res, err := register.Resolve(one, today, "cn")
	if err != nil || res.Instrument != "" || res.Known != law.Yes {
		return res, err
	}
	// The title is known, but the encoded text may be in force on other days.
	for _, in := range c.Instruments {
		if in.Title.ZH != "" && strings.TrimPrefix(in.Title.ZH, "中华人民共和国") == strings.TrimPrefix(res.Title.ZH, "中华人民共和国") {
			return register.Resolve(one, in.InForce.From, in.Place())
		}
	}
	return res, nil
}
