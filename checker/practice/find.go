package practice

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// This file alone decides which files are judged.

// MaxFiles bounds how many files and folders one call looks at.
const MaxFiles = 100_000

// Files are files that were found and not yet read, in the order of their names.
type Files struct{ l *loader }

// Find finds the files of paths: files, folders (with all folders in them), patterns of path.Match, and "-". An error means that
// a path does not exist, a pattern is malformed or matches nothing, or ctx is done. With more than MaxFiles none is found, and a finding says so.
//
// A path may be, or lead through, a symbolic link; its files are those of the real path, and bear that name. In folders, links
// are not followed: each is an error unless it is excluded. A file is there once however often it is named, and what is excluded
// is left out also where it is named: a shell that lists the files of a folder names all of them. Every YAML, JSON, CSV
// or XLSX file in a folder must be credlint's or be excluded; hidden files and files called credlint.yaml need not be, and are
// judged only if they hold a practice. A folder with an instrument.yaml is law, and an error unless it is excluded. Loaded.LeftOut
// lists whatever else was seen.
func Find(ctx context.Context, paths []string, opt Options) (*Files, error) {
	for _, p := range opt.Exclude {
		if err := checkPattern(p); err != nil {
			return nil, finding.Errorf("exclude 的模式%v", "exclude pattern %w", err)
		}
	}
	words := shipped
	if opt.Schemas != nil {
		words = newVocabulary(opt.Schemas)
	}
	l := newLoader(opt, words)
	l.paths = paths
	var many *tooManyError
	switch err := l.collect(ctx, paths); {
	case errors.As(err, &many): // which of them are practices nobody looked at
		l.names, l.leftOut, l.loaded = nil, map[string][]string{}, &Loaded{}
		l.unjudged("too-many-files", many.folder, finding.Text{ZH: fmt.Sprintf("文件夹中的文件超过 %d 个，未作任何判断", MaxFiles), EN: fmt.Sprintf("the folder holds more than %d files, and nothing was judged", MaxFiles)},
			finding.Text{ZH: "只写明方案所在的文件夹，或者在 credlint.yaml 的 exclude 中排除其他文件", EN: "name the folders of practices, or exclude the others in credlint.yaml"})
	case err != nil:
		return nil, err
	}
	l.order()
	return &Files{l}, nil
}

// tooManyError ends a search.
type tooManyError struct{ folder string }

func (e *tooManyError) Error() string {
	return fmt.Sprintf("%q holds more than %d files", e.folder, MaxFiles)
}

// checkPattern refuses patterns that path.Match rejects, and those that ignore files have and that would silently mean something
// else here.
func checkPattern(p string) error {
	for part := range strings.SplitSeq(p, "/") {
		if _, err := path.Match(part, ""); err != nil {
			return finding.Errorf("“%s”写法有误", "%q is malformed", p)
		}
	}
	switch {
	case strings.HasPrefix(p, "!"):
		return finding.Errorf("“%s”：不能用“!”表示例外；请把要排除的写得更具体，名称以“!”开头的，写作“\\!”", "%q: there are no exceptions by \"!\"; name what to leave out more closely, or write \"\\!\" for a name that begins so", p)
	case negatedClass.MatchString(p):
		return finding.Errorf("“%s”：其他字符的类写作“[^”，不写作“[!”", "%q: write \"[^\" for a class of other characters, not \"[!\"", p)
	case strings.HasPrefix(p, "/"), filepath.IsAbs(p):
		return finding.Errorf("“%s”：模式从设置所在的文件夹起算；请删去之前的部分", "%q: a pattern begins in the folder of the settings; write it without what stands before", p)
	}
	return nil
}

// negatedClass matches the negation of a shell, which path.Match takes for a character.
var negatedClass = regexp.MustCompile(`(^|[^\\])\[!`)

// Paths are the paths that were searched, as they were named.
func (f *Files) Paths() []string { return f.l.paths }

// Names are the paths of the files as reports name them; that of standard input is Options.StdinName.
func (f *Files) Names() []string {
	out := make([]string, len(f.l.names))
	for i, n := range f.l.names {
		out[i] = n.name
	}
	return out
}

// SettingsNames are the names of files of settings.
var SettingsNames = []string{"credlint.yaml", "credlint.yml"}

// named is a file that was found. Only standard input has no real path.
type named struct {
	name, real string
	// optional is the reason to leave the file out if it is not credlint's; empty if it must be credlint's.
	optional string
}

// Reasons to leave out a file.
const (
	excluded       = "excluded"
	hidden         = "hidden"
	otherName      = "other_name"
	settings       = "settings"
	versionControl = "version_control"
	waiverFile     = "waivers"
	baselineFile   = "baseline"
	reportFile     = "report"
	unchanged      = "unchanged"
	agency         = "agency"
)

var reasons = map[string]finding.Text{
	excluded:       {ZH: "按设置排除", EN: "excluded by the settings"},
	hidden:         {ZH: "名称以点开头，且其中没有方案", EN: "hidden, and they hold no practice"},
	otherName:      {ZH: "扩展名不是 .yaml、.yml、.json、.csv、.xlsx", EN: "their names do not end in .yaml, .yml, .json, .csv or .xlsx"},
	settings:       {ZH: "credlint 的设置", EN: "settings of credlint"},
	versionControl: {ZH: "版本控制", EN: "version control"},
	waiverFile:     {ZH: "豁免文件", EN: "waivers"},
	baselineFile:   {ZH: "基线文件", EN: "a baseline"},
	reportFile:     {ZH: "credlint 的报告", EN: "reports of credlint"},
	agency:         {ZH: "没有方案引用的单位文件，也没有写明地区和日期，不能单独判断", EN: "agency files that no practice names, without a jurisdiction and a day to be judged by themselves"},
	unchanged:      {ZH: "与 --changed-since 所指提交相比没有变化", EN: "they are as in the commit of --changed-since"},
}

func (l *loader) leaveOut(reason, name string) {
	l.leftOut[reason] = append(l.leftOut[reason], filepath.ToSlash(name))
}

// collect finds the files of paths.
func (l *loader) collect(ctx context.Context, paths []string) error {
	var missing []error
	sorted := slices.Clone(paths)
	slices.Sort(sorted)
	for _, p := range slices.Compact(sorted) {
		if p == "-" {
			l.names = append(l.names, named{name: filepath.ToSlash(cmp.Or(l.opt.StdinName, "<stdin>"))})
			continue
		}
		// What looks like a pattern is one, and also the file of that very name: neither may hide the other.
		var matches []string
		_, err := l.lstat(p)
		if err == nil {
			matches = []string{p}
		}
		if pattern := strings.ContainsAny(p, "*?["); pattern {
			if len(matches) == 0 && negatedClass.MatchString(p) {
				return finding.Errorf("模式“%s”：其他字符的类写作“[^”，不写作“[!”", "pattern %q: write \"[^\" for a class of other characters, not \"[!\"", p)
			}
			more, malformed := l.glob(p)
			matches = append(matches, more...)
			switch {
			case len(matches) > 0:
			case malformed != nil:
				missing = append(missing, finding.Errorf("模式“%s”写法有误", "pattern %q is malformed", p))
			default:
				missing = append(missing, finding.Errorf("没有与“%s”匹配的文件", "nothing matches %q", p))
			}
		} else if errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, finding.Errorf("“%s”不存在", "%q does not exist", filepath.ToSlash(p)))
		} else if err != nil {
			missing = append(missing, err)
		}
		for _, m := range matches {
			if err := l.findNamed(ctx, m); err != nil {
				return err
			}
		}
	}
	return errors.Join(missing...)
}

// findNamed adds a file that the caller named, or the files of a folder.
func (l *loader) findNamed(ctx context.Context, path string) error {
	name, err := l.resolve(path)
	if err != nil {
		l.unreadable(path, finding.Text{ZH: "文件无法读取", EN: "the file cannot be read: " + reason(err)}, finding.Text{})
		return nil
	}
	info, err := l.stat(name)
	isDir := err == nil && info.IsDir()
	for at := name; ; at = filepath.Dir(at) {
		if l.excluded(at) {
			if isDir {
				name += "/"
			}
			l.leaveOut(excluded, name)
			return nil
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	if isDir {
		return l.walk(ctx, name, name, "")
	}
	l.names = append(l.names, named{name: filepath.ToSlash(name), real: l.absolute(name)})
	return nil
}

// walk adds the files of a folder. root is the folder that the caller named. optional is that of named.
func (l *loader) walk(ctx context.Context, dir, root, optional string) error {
	entries, err := l.readDir(dir)
	if err != nil {
		l.unreadable(dir, finding.Text{ZH: "文件夹无法读取", EN: "the folder cannot be read: " + reason(err)}, finding.Text{})
		return nil
	}
	for _, e := range entries {
		if name := filepath.Join(dir, e.Name()); e.Name() == "instrument.yaml" && !l.excluded(name) {
			l.unjudged("law-folder", dir, finding.Text{ZH: "该文件夹含有 instrument.yaml，属于规范，其中的文件未作判断", EN: "the folder holds an instrument.yaml, so it is law, and nothing in it was judged"},
				finding.Text{ZH: "在 credlint.yaml 的 exclude 中排除该文件夹；方案应放在别处", EN: "exclude the folder in credlint.yaml; practices belong elsewhere"})
			return nil
		}
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.entries++; l.entries > MaxFiles {
			return &tooManyError{root}
		}
		name, reason := filepath.Join(dir, e.Name()), optional
		if strings.HasPrefix(e.Name(), ".") {
			reason = hidden
		}
		switch link := e.Type()&fs.ModeSymlink != 0; {
		case l.excluded(name) && e.IsDir():
			l.leaveOut(excluded, name+"/")
		case l.excluded(name):
			l.leaveOut(excluded, name)
		case e.Name() == ".git":
			l.leaveOut(versionControl, name)
		case link && !l.isOther(name):
			l.unjudged("link", name, finding.Text{ZH: "符号链接，未作判断：不读取文件夹中的链接", EN: "this is a symbolic link, and was not judged: links in folders are not followed"},
				finding.Text{ZH: "以文件本身代替链接，或者在 credlint.yaml 的 exclude 中排除", EN: "put the file itself there, or exclude the link in credlint.yaml"})
		case e.IsDir():
			if err := l.walk(ctx, name, root, reason); err != nil {
				return err
			}
		case link, !isCandidate(name):
			l.leaveOut(otherName, name)
		default:
			if slices.Contains(SettingsNames, e.Name()) {
				reason = settings
			}
			l.names = append(l.names, named{filepath.ToSlash(name), l.absolute(name), reason})
		}
	}
	return nil
}

// isCandidate reports whether a file in a folder must be credlint's or be excluded.
func isCandidate(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json", ".csv", ".xlsx"}, strings.ToLower(filepath.Ext(name)))
}

// isOther reports whether a link is one to a file, under a name that no practice has.
func (l *loader) isOther(link string) bool {
	info, err := l.stat(link)
	return err == nil && info.Mode().IsRegular() && !isCandidate(link)
}

// excluded reports whether a pattern excludes a file or folder. Nothing outside of Options.ExcludeFrom is excluded.
func (l *loader) excluded(name string) bool {
	if len(l.opt.Exclude) == 0 {
		return false
	}
	below, err := filepath.Rel(l.excludeFrom, l.absolute(name))
	if err != nil || !filepath.IsLocal(below) {
		return false
	}
	parts := strings.Split(filepath.ToSlash(below), "/")
	for _, p := range l.opt.Exclude {
		p = strings.TrimPrefix(strings.TrimSuffix(p, "/"), "./")
		if !strings.Contains(p, "/") {
			if ok, _ := path.Match(p, parts[len(parts)-1]); ok {
				return true
			}
		} else if matches(strings.Split(p, "/"), parts) {
			return true
		}
	}
	return false
}

// matches is path.Match by parts, with "**" for any number of parts. It takes at most len(pattern)*len(name) steps, because only
// the last "**" need ever take one more part.
func matches(pattern, name []string) bool {
	p, n, star, from := 0, 0, -1, 0
	for n < len(name) {
		if p < len(pattern) && pattern[p] == "**" {
			star, from = p, n
			p++
			continue
		}
		if p < len(pattern) {
			if ok, _ := path.Match(pattern[p], name[n]); ok {
				p, n = p+1, n+1
				continue
			}
		}
		if star < 0 {
			return false
		}
		from++
		p, n = star+1, from
	}
	for p < len(pattern) && pattern[p] == "**" {
		p++
	}
	return p == len(pattern)
}

// order sorts the names to read and removes all but the first of those of one file.
func (l *loader) order() {
	slices.SortStableFunc(l.names, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	at := map[string]int{}
	out := l.names[:0]
	for _, n := range l.names {
		if i, ok := at[n.real]; ok {
			if n.optional == "" {
				out[i].optional = ""
			}
			continue
		}
		at[n.real] = len(out)
		l.own[n.real] = true
		out = append(out, n)
	}
	l.names = out
}

// sortLeftOut returns what was left out, by reason, without the files that were judged as another path named them.
func (l *loader) sortLeftOut() []finding.LeftOut {
	var out []finding.LeftOut
	for _, reason := range slices.Sorted(maps.Keys(l.leftOut)) {
		files := slices.DeleteFunc(l.leftOut[reason], func(name string) bool { return l.own[l.absolute(name)] })
		slices.Sort(files)
		if files = slices.Compact(files); len(files) > 0 {
			out = append(out, finding.LeftOut{Reason: reason, Why: reasons[reason], Files: files})
		}
	}
	return out
}

// reason is the message of the system without the path, which the finding shows anyway.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func (l *loader) unreadable(name string, message, hint finding.Text) {
	l.unjudged("unreadable", name, message, hint)
}

// unjudged reports a file or folder that was seen and could not be judged.
func (l *loader) unjudged(rule, name string, message, hint finding.Text) {
	f := newFile(filepath.ToSlash(name), nil)
	l.loaded.Findings = append(l.loaded.Findings, f.finding(rule, finding.Error, f.start(), message, hint))
}
