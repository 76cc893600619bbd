package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha1" // #nosec G505 -- the name that git gives to a content
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"github.com/credlint/credlint"
	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/gate"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/source"
)

// gitTree has the files of a commit, as git stored them: without filters, attributes and index, with which a repository could make
// two different files look alike.
type gitTree struct {
	rev, commit string
	root        string // real path of the working tree
	files       map[string]gitFile
}

// gitFile is a regular file, or a link, of a commit.
type gitFile struct {
	object string
	size   int
	link   bool
}

// String names the commit in reports.
func (t *gitTree) String() string { return fmt.Sprintf("%s (%s)", t.rev, t.commit[:12]) }

// runGit runs git, which reads objects only: no network, no replaced objects, no locks.
func runGit(ctx context.Context, dir, input string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"--no-replace-objects", "--no-optional-locks"}, args...)...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(input)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	switch first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n"); {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, finding.Errorf("没有找到 git 程序", "there is no program git on the path")
	case first != "":
		return nil, finding.Errorf("git 报告“%s”", "git says %q", first)
	}
	return nil, err
}

// readTree lists the files of a commit of the repository around the working directory.
func readTree(ctx context.Context, rev string) (*gitTree, error) {
	top, err := runGit(ctx, ".", "", "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	t := &gitTree{rev: rev, root: realPath(strings.TrimRight(string(top), "\r\n")), files: map[string]gitFile{}}
	commit, err := runGit(ctx, t.root, "", "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if t.commit = strings.TrimSpace(string(commit)); err != nil || len(t.commit) < 40 {
		return nil, finding.Errorf("仓库中没有提交“%s”；浅克隆只有最后一个提交，请取得其余提交", "the repository has no commit %q; a shallow clone has the last one only, fetch the others", rev)
	}
	list, err := runGit(ctx, t.root, "", "ls-tree", "-r", "-z", "--long", "--full-tree", t.commit)
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		what, name, _ := strings.Cut(line, "\t")
		if f := strings.Fields(what); len(f) == 4 && f[1] == "blob" && fs.ValidPath(name) {
			size, err := strconv.Atoi(f[3])
			if err != nil {
				return nil, finding.Errorf("git 列出“%s”而没有大小", "git lists %q without its size", name)
			}
			t.files[name] = gitFile{f[2], size, f[0] == "120000"}
		}
	}
	return t, nil
}

// below returns the path from the root of the repository of a file, if it is in it.
func (t *gitTree) below(name string) (string, bool) {
	if strings.ContainsAny(name, "*?[") && !filepath.IsAbs(name) { // a pattern has no real path
		name = filepath.Join(realPath("."), name)
	} else {
		name = realPath(name)
	}
	below, err := filepath.Rel(t.root, name)
	return filepath.ToSlash(below), err == nil && filepath.IsLocal(below)
}

// same reports whether a file has this content in the commit.
func (t *gitTree) same(name string, data []byte) bool {
	below, ok := t.below(name)
	f, held := t.files[below]
	if !ok || !held || f.link || f.size != len(data) {
		return false
	}
	var h hash.Hash = sha1.New() // #nosec G401
	if len(f.object) == 2*sha256.Size {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(data))
	h.Write(data)
	return fmt.Sprintf("%x", h.Sum(nil)) == f.object
}

// fs returns the files of the commit that may be practices, or links.
func (t *gitTree) fs(ctx context.Context) (fs.FS, error) {
	var names []string
	for name, f := range t.files {
		if f.link || f.size <= source.MaxBytes && slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(path.Ext(name))) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var input strings.Builder
	for _, name := range names {
		input.WriteString(t.files[name].object + "\n")
	}
	out, err := runGit(ctx, t.root, input.String(), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	files := fstest.MapFS{}
	for _, name := range names {
		f := t.files[name]
		_, rest, _ := bytes.Cut(out, []byte("\n"))
		if len(rest) < f.size+1 {
			return nil, finding.Errorf("git 没有给出 %[2]s 的“%[1]s”", "git does not give %q of %s", name, t)
		}
		mode := fs.FileMode(0o644)
		if f.link {
			mode |= fs.ModeSymlink
		}
		files[name] = &fstest.MapFile{Data: rest[:f.size:f.size], Mode: mode}
		out = rest[f.size+1:]
	}
	return files, nil
}

// linked reports whether a path is, or leads through, a link, which may have led elsewhere before.
func linked(name string) bool {
	if !filepath.IsAbs(name) {
		name = filepath.Join(realPath("."), name)
	}
	return realPath(name) != filepath.Clean(name)
}

// unchangedSince returns what practices need not be judged since a commit, or nil if all are to be, since what else a verdict hangs
// on has changed: changed names it.
func (s *settings) unchangedSince(t *gitTree, paths []string) (unchanged func(string, []byte) bool, changed string) {
	differs := func(name string) bool {
		if linked(name) {
			return true
		}
		data, err := source.ReadFile(name)
		if below, _ := t.below(name); errors.Is(err, fs.ErrNotExist) {
			_, was := t.files[below]
			return was
		}
		return err != nil || !t.same(name, data)
	}
	files := []string{s.file, s.waivers, s.baseline}
	if s.config == "" && !s.noConfig { // one that is gone held other settings
		for dir := realPath("."); ; dir = filepath.Dir(dir) {
			for _, name := range practice.SettingsNames {
				files = append(files, filepath.Join(dir, name))
			}
			if dir == t.root || dir == filepath.Dir(dir) {
				break
			}
		}
	}
	for _, p := range paths {
		at, _, _ := strings.Cut(p, "*")
		if at != p {
			at = filepath.Dir(at + "x")
		}
		if p != "-" && linked(at) {
			return nil, p
		}
	}
	for _, name := range files {
		if name != "" && differs(name) {
			return nil, name
		}
	}
	for _, pack := range s.packs {
		below, inside := t.below(pack)
		seen, other := map[string]bool{}, !inside
		other = other || linked(pack)
		err := filepath.WalkDir(realPath(pack), func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				at, _ := t.below(name)
				seen[at], other = true, other || differs(name)
			}
			return err
		})
		for name := range t.files {
			other = other || strings.HasPrefix(name, below+"/") && !seen[name]
		}
		if err != nil || other {
			return nil, pack
		}
	}
	return t.same, ""
}

// baselineOf judges the same paths as they were in a commit, by the law and the settings of this run. Waivers count there without
// an end: what one covers is not known when it expires.
func (s *settings) baselineOf(ctx context.Context, t *gitTree, laws *corpus, c *checker.Checker, paths []string, opt credlint.Options) (*gate.Baseline, error) {
	from, ok := t.below(cmp.Or(s.dir, "."))
	if !ok && len(s.exclude) > 0 {
		return nil, finding.Errorf("“%s”中的设置在仓库之外，无从得知其在提交中排除的文件", "the settings in %q are outside of the repository, and what they exclude in a commit is not known", filepath.ToSlash(s.dir))
	}
	files, err := t.fs(ctx)
	if err != nil {
		return nil, err
	}
	var named []string
	for _, p := range paths {
		below, ok := t.below(p)
		switch {
		case p == "-":
			continue
		case !ok:
			return nil, finding.Errorf("“%s”在仓库之外", "%q is outside of the repository", filepath.ToSlash(p))
		}
		matches, _ := fs.Glob(files, below) // a malformed pattern was refused
		if _, err := fs.Stat(files, below); err == nil || len(matches) > 0 {
			named = append(named, below)
		}
	}
	found, err := practice.Find(ctx, named, practice.Options{FS: files, Exclude: s.exclude, ExcludeFrom: from, Day: s.day})
	if err != nil {
		return nil, err
	}
	r, err := laws.Judge(ctx, c, credlint.Read(ctx, found), opt)
	if err != nil {
		return nil, err
	}
	dir, _ := os.Getwd()
	here := func(name *string) {
		if rel, err := filepath.Rel(realPath(dir), filepath.Join(t.root, filepath.FromSlash(*name))); err == nil {
			*name = filepath.ToSlash(rel)
		}
	}
	for i := range r.Practices {
		p := &r.Practices[i]
		here(&p.File)
		for k := range p.Findings {
			here(&p.Findings[k].At.File)
		}
		for k := range p.Comments {
			here(&p.Comments[k].At.File)
		}
	}
	g := &gateFiles{law: laws.gateLaw(), dir: dir, ignored: s.noComments}
	if s.waivers != "" {
		text, err := readInput(both("豁免文件", "waivers file"), s.waivers)
		if err != nil {
			return nil, err
		}
		g.waivers = gate.ReadWaivers(s.waivers, text, g.law, "")
	}
	g.apply(r)
	return gate.BaselineOf(t.String(), r, g.law, dir), nil
}

// since returns what practices need not be judged by --changed-since, and says in the report what is judged, or why all are.
func (s *settings) since(ctx context.Context, g *gateFiles, paths []string) (unchanged func(string, []byte) bool, narrowed []finding.Text) {
	if s.changedSince == "" {
		return nil, nil
	}
	t, err := readTree(ctx, s.changedSince)
	if err != nil {
		g.cannotRead("changed-since", ".", finding.Errorf("选项 --changed-since%v；已全部作出判断", "flag --changed-since: %w; everything was judged", err))
		return nil, nil
	}
	unchanged, changed := s.unchangedSince(t, paths)
	if unchanged == nil {
		changed = filepath.ToSlash(changed)
		return nil, []finding.Text{{ZH: fmt.Sprintf("“%s”与提交 %s 不同，全部作了判断", changed, t), EN: fmt.Sprintf("everything was judged, since %s is not as in the commit %s", changed, t)}}
	}
	return unchanged, []finding.Text{{ZH: fmt.Sprintf("只判断与提交 %s 不同的方案", t), EN: fmt.Sprintf("judged is only what is not as in the commit %s", t)}}
}
