package practice

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/checker/source"
)

// Version is what the first line of a practice or agency file says.
const Version = "credlint/v1"

// MaxAgencyBytes bounds the agency files of one call together, because they are kept for the practices that name them.
const MaxAgencyBytes = 64 << 20

// Options of Load. The zero value reads with the schemas of the program.
type Options struct {
	// Stdin is what "-" stands for; nil is an empty text.
	Stdin io.Reader
	// StdinName is the path the text of Stdin is treated as coming from: findings name it, its extension decides how it is
	// read (YAML without one), and an agency's path is relative to its folder. Empty: "<stdin>", YAML.
	StdinName string
	// Exclude names files in folders that are not credlint's, and folders not to look into: patterns of path.Match, with
	// "**" for any number of folders. One without a slash is for the name alone; one with a slash is for the path from
	// ExcludeFrom. A file that is itself named is left out all the same.
	Exclude []string
	// ExcludeFrom is the folder that holds all that Exclude may exclude; empty: the working directory, or the root of FS.
	ExcludeFrom string
	// Unchanged, if set, reports that a file, of a real path, is as it was when it was judged. A file that is, with the agency files
	// that its practices name, is not judged, and in LeftOut and Unjudged. It is not asked about standard input.
	Unchanged func(real string, data []byte) bool
	// Day is the day of practices that state none, YYYY-MM-DD; empty: such a practice is not valid.
	Day string
	// Schemas replaces the schemas of the program; laid out as schemas.FS.
	Schemas fs.FS
	// FS is what paths are in, and agency files with them; nil is the file system of the machine. Paths are then those of
	// io/fs, from its root. Several files may be read from it at once.
	FS fs.FS
}

// Loaded is what Load found, in the order of files and of documents in them, whatever the order of paths.
type Loaded struct {
	Documents []*Document
	// Findings are about files and documents that cannot be judged, and about agency files.
	Findings []finding.Finding
	Failed   []Failed
	// Unjudged are the practices of files that Options.Unchanged left out, and that others must not be taken for.
	Unjudged []Failed
	// LeftOut are files in folders that were seen and not judged, by reason.
	LeftOut []finding.LeftOut
	// Read are the real paths of all files that were read, or tried, among them agency files.
	Read []string
}

// Failed is a document that could not be read or is not valid. What is known of it is filled in.
type Failed struct {
	File                               string
	Index                              int
	Kind, ID, Title, Jurisdiction, Day string
}

// Load reads the practices that paths name, by Find and Read, and returns all documents. Trouble with files becomes findings;
// an error means that a path does not exist, a pattern is malformed or matches nothing, the schemas are broken, or ctx is
// done.
func Load(ctx context.Context, paths []string, opt Options) (*Loaded, error) {
	files, err := Find(ctx, paths, opt)
	if err != nil {
		return nil, err
	}
	var docs []*Document
	loaded, err := files.Read(ctx, func(of []*Document) error {
		docs = append(docs, of...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	loaded.Documents = docs
	return loaded, nil
}

// Read reads the files and calls each with the valid practices of every file, in the order of Loaded, also where a file has
// none. The result has no Documents, so that a caller need hold the documents of one file at a time. An error
// comes from each, from ctx or from broken schemas. Read may be called once.
func (f *Files) Read(ctx context.Context, each func([]*Document) error) (*Loaded, error) {
	l := f.l
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, n := range l.names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := l.readNamed(n); err != nil {
			return nil, err
		}
		docs := l.loaded.Documents
		l.loaded.Documents = nil
		for _, d := range docs {
			l.checkID(d)
		}
		if err := each(docs); err != nil {
			return nil, err
		}
	}
	return l.finish(), nil
}

// loader is the state of one call.
type loader struct {
	opt         Options
	words       *vocabulary
	dir         string // real path of the working directory; empty if there is none, or with Options.FS
	excludeFrom string // real path
	paths       []string
	names       []named
	own         map[string]bool // real paths of names
	entries     int
	leftOut     map[string][]string    // names by reason; a folder ends in a slash
	read        map[string]bool        // real paths
	agencies    map[string]*agencyFile // by real path
	agencyBytes int                    // read or kept as agency files
	idle        map[string]string      // names of agency files that are not judged by themselves, by real path
	ids         map[string]finding.Position
	loaded      *Loaded
}

func newLoader(opt Options, words *vocabulary) *loader {
	l := &loader{opt: opt, words: words, agencies: map[string]*agencyFile{}, idle: map[string]string{}, own: map[string]bool{}, leftOut: map[string][]string{}, read: map[string]bool{}, ids: map[string]finding.Position{}, loaded: &Loaded{}}
	if opt.FS != nil {
		l.excludeFrom = cmp.Or(opt.ExcludeFrom, ".")
		return l
	}
	if _, err := os.Getwd(); err == nil {
		l.dir = realDir(".")
	}
	l.excludeFrom = realDir(cmp.Or(opt.ExcludeFrom, "."))
	return l
}

// open reads a file. trouble says why it is not read.
func (l *loader) open(name string) (data []byte, trouble, hint finding.Text) {
	l.read[l.absolute(name)] = true
	data, err := l.file(name)
	var size *source.SizeError
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		trouble = finding.Text{ZH: "文件不存在", EN: "the file does not exist"}
	case errors.Is(err, source.ErrNotRegular):
		trouble = finding.Text{ZH: "不是普通文件", EN: source.ErrNotRegular.Error()}
		hint = finding.Text{ZH: "管道的内容请从标准输入（-）读取", EN: "what a pipe holds is read from standard input (-)"}
	case errors.Is(err, source.ErrChanged):
		trouble = finding.Text{ZH: "读取时文件发生了变化", EN: source.ErrChanged.Error()}
		hint = finding.Text{ZH: "写入完成后再检查一次", EN: "check again when it is written"}
	case errors.As(err, &size):
		trouble = finding.Text{ZH: fmt.Sprintf("文件过大：%d 字节，上限为 %d 字节", size.Bytes, size.Most), EN: size.Error()}
		hint = finding.Text{ZH: "拆分为多个文件", EN: "split it into several files"}
	default:
		trouble = finding.Text{ZH: "文件无法读取", EN: "the file cannot be read: " + reason(err)}
	}
	return data, trouble, hint
}

// content is the text of a file. trouble says why it is not read.
func (l *loader) content(n named) (data []byte, trouble, hint finding.Text) {
	if n.real == "" {
		if l.opt.Stdin == nil {
			return nil, trouble, hint
		}
		data, err := io.ReadAll(io.LimitReader(l.opt.Stdin, source.MaxBytes+1))
		if err != nil {
			trouble = finding.Text{ZH: "标准输入无法读取", EN: "standard input cannot be read: " + err.Error()}
		}
		return data, trouble, hint
	}
	switch ext := strings.ToLower(path.Ext(n.name)); ext {
	case ".yaml", ".yml", ".json":
	case ".csv", ".xlsx":
		return nil, finding.Text{ZH: "尚不能读取电子表格", EN: "spreadsheets are not read yet"},
			finding.Text{ZH: "改写为 YAML，或者在 credlint.yaml 的 exclude 中排除", EN: "write the practice in YAML, or exclude the file in credlint.yaml"}
	default:
		if info, err := l.stat(n.name); err == nil && !info.Mode().IsRegular() {
			break // the type of the file is a better message than its extension
		}
		return nil, finding.Text{ZH: fmt.Sprintf("不能读取扩展名为“%s”的文件", ext), EN: fmt.Sprintf("files with the extension %q are not read", ext)},
			finding.Text{ZH: "可用的扩展名有 .yaml、.yml、.json", EN: "the extensions are .yaml, .yml and .json"}
	}
	return l.open(n.name)
}

// decode reads text by the extension of its name.
func decode(name string, data []byte) ([]source.Document, []source.Problem, int) {
	if strings.EqualFold(path.Ext(name), ".json") {
		return source.JSON(data)
	}
	return source.YAML(data)
}

// readNamed reads a file and validates what it holds. Files are read in their order, so that of two practices with one id the
// later is reported.
func (l *loader) readNamed(n named) error {
	if a := l.agencies[n.real]; a != nil && a.value != nil && n.real != "" { // a practice referred to it
		if data, err := l.file(n.name); l.opt.Unchanged != nil && err == nil && l.opt.Unchanged(n.real, data) {
			delete(l.own, n.real)
			l.leaveOut(unchanged, n.name)
			return nil
		}
		l.loaded.Findings = append(l.loaded.Findings, a.findings...)
		l.standing(a.text, 0, a)
		return nil
	}
	data, trouble, hint := l.content(n)
	if !trouble.IsZero() {
		l.unreadable(n.name, trouble, hint)
		return nil
	}
	return l.validate(n, data)
}

// validate validates the documents of a text.
func (l *loader) validate(n named, data []byte) error {
	docs, problems, unread := decode(n.name, data)
	if n.optional != "" && len(problems) == 0 && !slices.ContainsFunc(docs, ours) {
		if delete(l.own, n.real); n.optional != settings || filepath.Dir(n.real) != l.excludeFrom { // the settings of the run are no surprise
			l.leaveOut(n.optional, n.name)
		}
		return nil
	}
	f := newFile(n.name, data)
	if n.real != "" && l.opt.Unchanged != nil && l.opt.Unchanged(n.real, data) {
		defer l.leaveUnchanged(f, n, len(l.loaded.Failed), l.agencyNames(f, docs))
	}
	failed := map[int]bool{}
	for _, p := range problems {
		failed[p.Document] = true
		l.loaded.Findings = append(l.loaded.Findings, f.problem("syntax", finding.Error, p))
	}
	for _, i := range slices.Sorted(maps.Keys(failed)) {
		l.loaded.Failed = append(l.loaded.Failed, Failed{File: f.name, Index: i})
	}
	if unread > 0 {
		last := problems[len(problems)-1]
		first := last.Document + 1
		for i := range unread {
			l.loaded.Failed = append(l.loaded.Failed, Failed{File: f.name, Index: first + i})
		}
		which := finding.Text{ZH: fmt.Sprintf("第 %d 个", first+1), EN: fmt.Sprintf("number %d", first+1)}
		if unread > 1 {
			which = finding.Text{ZH: fmt.Sprintf("第 %d 至第 %d 个", first+1, first+unread), EN: fmt.Sprintf("numbers %d to %d", first+1, first+unread)}
		}
		l.loaded.Findings = append(l.loaded.Findings, f.finding("not-read", finding.Error, f.at(last.Span, ""),
			finding.Text{ZH: fmt.Sprintf("此处之后还有 %d 个文档没有读取（文件中的%s）", unread, which.ZH), EN: fmt.Sprintf("%d more %s after this place could not be read (%s in the file)", unread, plural(unread, "document"), which.EN)},
			finding.Text{ZH: "先更正语法错误", EN: "correct the syntax first"}))
	}
	if len(docs) == 1 && len(problems) == 0 {
		if reason := notJudged(docs[0]); reason != "" {
			delete(l.own, n.real)
			l.leaveOut(reason, n.name)
			return nil
		}
	}
	agencies := 0
	for _, d := range docs {
		a, err := l.document(f, d)
		if err != nil {
			return err
		}
		if a != nil && !a.broken {
			agencies++
		}
		if a != nil && len(docs) == 1 && l.hold(len(data)) {
			l.agencies[n.real] = a
		}
	}
	if agencies == len(docs) && len(problems) == 0 && len(l.loaded.Documents) == 0 {
		l.idle[n.real] = n.name
	}
	return nil
}

// agencyNames returns the agency files that practices in f refer to, the one name of each by its name, and none for a link.
func (l *loader) agencyNames(f *file, docs []source.Document) map[string]string {
	out := map[string]string{}
	for _, d := range docs {
		value, _ := d.Value.(map[string]any)
		if reference, ok := value["agency"].(string); ok && value["kind"] != nil {
			name, key := l.agencyName(f, reference)
			if !filepath.IsAbs(reference) {
				reference = path.Dir(f.name) + "/" + reference
			}
			if l.absolute(reference) != key { // a link may have led elsewhere
				key = ""
			}
			out[name] = key
		}
	}
	return out
}

// leaveUnchanged takes back what was read of an unchanged file, unless an agency file that it names has changed. failed is the
// number of failures before it.
func (l *loader) leaveUnchanged(f *file, n named, failed int, agencies map[string]string) {
	if !l.own[n.real] { // it is left out for another reason
		return
	}
	for name, key := range agencies {
		if data, err := l.file(name); key == "" || err != nil || !l.opt.Unchanged(key, data) {
			return
		}
	}
	l.loaded.Unjudged = append(l.loaded.Unjudged, l.loaded.Failed[failed:]...)
	for _, d := range l.loaded.Documents {
		l.loaded.Unjudged = append(l.loaded.Unjudged, Failed{d.File, d.Index, d.Kind, d.ID, d.Title, d.Jurisdiction, d.Day})
	}
	l.loaded.Documents, l.loaded.Failed = nil, l.loaded.Failed[:failed:failed]
	l.loaded.Findings = slices.DeleteFunc(l.loaded.Findings, func(x finding.Finding) bool { return x.At.File == f.name })
	delete(l.own, n.real)
	delete(l.idle, n.real)
	l.leaveOut(unchanged, n.name)
}

// ours reports whether a document says that it is credlint's.
func ours(d source.Document) bool {
	value, _ := d.Value.(map[string]any)
	_, practice := value["practice"]
	_, agency := value["agency"]
	return practice || agency
}

// document validates one document by its kind, and returns it if it is an agency.
func (l *loader) document(f *file, d source.Document) (*agencyFile, error) {
	value, ok := d.Value.(map[string]any)
	has := func(name string) bool { _, ok := value[name]; return ok }
	switch {
	case ok && has("practice"):
		return nil, l.practice(f, d)
	case ok && has("agency") && !has("kind"):
		a, err := l.agency(f, d)
		if err == nil {
			l.loaded.Findings = append(l.loaded.Findings, a.findings...)
			l.standing(f, d.Index, a)
		}
		return a, err
	}
	names := []string{"practice", "agency", "waivers"}
	var x finding.Finding
	for _, name := range slices.Sorted(maps.Keys(value)) {
		if near := nearNames(name, names, func(string) finding.Text { return finding.Text{} }); len(near) > 0 && !slices.Contains(names, name) {
			place, _ := d.Key("/" + source.Escape(name))
			x = f.finding("not-credlint", finding.Error, f.at(place, "/"+source.Escape(name)),
				finding.Text{ZH: fmt.Sprintf("“%s”不是 credlint 文件的开头", schema.Clip(name)), EN: fmt.Sprintf("%q begins no file of credlint", schema.Clip(name))},
				finding.Text{ZH: fmt.Sprintf("是否应为“%s”", near[0]), EN: fmt.Sprintf("did you mean %q", near[0])})
			break
		}
	}
	if x.Rule == "" {
		place, _ := d.At("")
		if ok {
			place = firstKey(d, "", place)
		} else if place.EndLine > place.Line {
			place.EndLine, place.EndColumn = place.Line, place.Column
		}
		x = f.finding("not-credlint", finding.Error, f.at(place, ""),
			finding.Text{ZH: "这不是 credlint 的文件：开头应为 practice、agency 或 waivers", EN: `this is no file of credlint: it must begin with "practice", "agency" or "waivers"`},
			finding.Text{ZH: "以“practice: credlint/v1”开头，或者在 credlint.yaml 的 exclude 中排除该文件", EN: `begin with "practice: credlint/v1", or exclude the file in credlint.yaml`})
		if notJudged(d) != "" {
			x.Message = finding.Text{ZH: "豁免和基线应各自成为单独的文件", EN: "waivers and a baseline are files of their own"}
			x.Hint = finding.Text{ZH: "移至单独的文件", EN: "move it to a file of its own"}
		}
	}
	l.loaded.Findings = append(l.loaded.Findings, x)
	text := func(name string) string { s, _ := value[name].(string); s, _ = finding.Mask(s); return s }
	l.loaded.Failed = append(l.loaded.Failed, Failed{f.name, d.Index, text("kind"), text("id"), text("title"), text("jurisdiction"), text("day")})
	return nil, nil
}

// notJudged is the reason not to judge a document: package gate reads it, or a check wrote it; else empty.
func notJudged(d source.Document) string {
	value, _ := d.Value.(map[string]any)
	_, waivers := value["waivers"]
	_, kind := value["kind"]
	format, _ := value["format"].(string)
	switch {
	case kind || ours(d):
	case waivers:
		return waiverFile
	case strings.HasPrefix(format, "credlint.baseline/"):
		return baselineFile
	case strings.HasPrefix(format, "credlint.report/"), sarifName(value) == "credlint", isGitLab(d.Value):
		return reportFile
	}
	return ""
}

// sarifName is the name of the tool that wrote a SARIF log; empty if a document is none.
func sarifName(value map[string]any) string {
	runs, _ := value["runs"].([]any)
	if len(runs) == 0 {
		return ""
	}
	run, _ := runs[0].(map[string]any)
	tool, _ := run["tool"].(map[string]any)
	driver, _ := tool["driver"].(map[string]any)
	name, _ := driver["name"].(string)
	return name
}

// isGitLab reports whether a document is a code quality report: a list of issues, which no practice is.
func isGitLab(value any) bool {
	issues, ok := value.([]any)
	return ok && !slices.ContainsFunc(issues, func(issue any) bool {
		keys, _ := issue.(map[string]any)
		_, check := keys["check_name"].(string)
		_, print := keys["fingerprint"].(string)
		return !check || !print
	})
}

// findings places the faults of a document.
func findings(f *file, d source.Document, faults []fault) []finding.Finding {
	var out []finding.Finding
	for _, x := range faults {
		span, ok := d.Key(x.pointer)
		if !ok || !x.key {
			span = nearest(d, x.pointer)
		}
		if v, ok := d.At(x.pointer); ok && !x.key && v.EndLine > v.Line {
			// A sentence about a whole object belongs to its key: underlining all of it would help nobody.
			if span, ok = d.Key(x.pointer); !ok {
				span = firstKey(d, x.pointer, v)
			}
		}
		pointer, _ := finding.Mask(x.pointer)
		out = append(out, f.finding(x.rule, x.severity, f.at(span, pointer), x.message, x.hint))
	}
	out = slices.CompactFunc(finding.Sort(out), func(a, b finding.Finding) bool { // what elements share is wrong once
		return a.Rule == b.Rule && a.At.Line == b.At.Line && a.At.Column == b.At.Column && indexless(a.At.Pointer) == indexless(b.At.Pointer) && a.Message != b.Message
	})
	if more := len(out) - maxFaults; more > 0 {
		out = append(out[:maxFaults], f.finding("schema", finding.Error, out[maxFaults].At,
			finding.Text{ZH: fmt.Sprintf("此处起还有 %d 个问题没有列出", more), EN: fmt.Sprintf("%d more faults from here on are not listed", more)},
			finding.Text{ZH: "先更正已列出的问题", EN: "correct those that are listed first"}))
	}
	return out
}

// indexless is a pointer without the numbers of elements.
func indexless(pointer string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, pointer)
}

// textWarnings are the findings about a text that do not prevent judging: numbers read as text, and identity numbers in
// comments.
func textWarnings(f *file, d source.Document) []finding.Finding {
	var out []finding.Finding
	for _, w := range d.Warnings {
		rule := "number-as-text"
		if w.Cut {
			rule = "text-cut"
		}
		out = append(out, f.problem(rule, finding.Warning, w))
	}
	for _, line := range slices.Sorted(maps.Keys(d.Comments)) {
		if _, kind := finding.Mask(d.Comments[line]); kind != finding.NoPersonal {
			n := len([]rune(f.line(line)))
			out = append(out, f.finding("identity-number", finding.Error, f.at(source.Span{Line: line, Column: 1, EndLine: line, EndColumn: n + 1}, ""),
				finding.Text{ZH: "注释中写有" + personalNames[kind].ZH, EN: personalNames[kind].EN + " in a comment"},
				finding.Text{ZH: "删除该号码", EN: "remove it"}))
		}
	}
	return out
}

// AgencyKind is the kind of the document that an agency file is by itself.
const AgencyKind = "agency"

// standing adds an agency to the documents where it says where it acts and a day is known.
func (l *loader) standing(f *file, index int, a *agencyFile) {
	text := func(name string) string { s, _ := a.value[name].(string); return s }
	day := cmp.Or(text("day"), l.opt.Day)
	if a.broken || text("jurisdiction") == "" || day == "" {
		return
	}
	id := strings.TrimSuffix(path.Base(filepath.ToSlash(f.name)), path.Ext(f.name))
	l.loaded.Documents = append(l.loaded.Documents, &Document{File: f.name, Index: index, Kind: AgencyKind, ID: id, Title: text("name"),
		Jurisdiction: text("jurisdiction"), Day: day, Value: map[string]any{"agency": clone(a.value)}, text: f, source: a.source, agency: a})
}

// agency validates an agency file's document, and reports what is wrong with it.
func (l *loader) agency(f *file, d source.Document) (*agencyFile, error) {
	form, err := l.words.form("agency.json")
	if err != nil {
		return nil, err
	}
	var faults []fault
	value := prepare(d.Value, form.facts, nil, &faults).(map[string]any) // the caller saw that it is an object
	found := append(textWarnings(f, d), findings(f, d, faults)...)
	invalid, err := form.check(value)
	if err != nil {
		return nil, err
	}
	if len(invalid) == 0 {
		dropUndeclared(value, form.facts, nil, form.facts, &invalid)
	}
	delete(value, "agency")
	d.Value = nil
	a := &agencyFile{text: f, source: d, value: value, findings: append(found, findings(f, d, invalid)...)}
	for _, x := range invalid {
		a.broken = a.broken || x.severity == finding.Error
	}
	if a.broken { // no practice reads it
		a.value, a.source = map[string]any{}, source.Document{}
	}
	return a, nil
}

// agencyAt returns the agency file that a practice in f refers to. Each is read once. trouble says what is wrong with it as a
// whole.
func (l *loader) agencyAt(f *file, reference string) (a *agencyFile, trouble finding.Text, err error) {
	name, key := l.agencyName(f, reference)
	delete(l.idle, key)
	a = l.agencies[key]
	if a == nil {
		if a, err = l.readAgency(name, l.own[key]); err != nil {
			return nil, finding.Text{}, err
		}
		l.agencies[key] = a
	}
	if a.text == nil {
		return nil, a.trouble, nil
	}
	return a, broken(a), nil
}

// agencyName returns the name of the agency file that a practice in f refers to, and the one name of its real path.
func (l *loader) agencyName(f *file, reference string) (name, key string) {
	name = reference
	if !path.IsAbs(name) && !filepath.IsAbs(name) {
		if name = path.Dir(f.name) + "/" + reference; l.opt.FS != nil {
			name = path.Clean(name)
		}
	}
	if real, err := l.resolve(name); err == nil {
		name = filepath.ToSlash(real)
	}
	return name, l.absolute(name)
}

// readAgency reads an agency file. If it is one of the files to judge as well, it is reported when its turn comes.
func (l *loader) readAgency(name string, own bool) (*agencyFile, error) {
	data, trouble, _ := l.open(name)
	if !trouble.IsZero() {
		return &agencyFile{trouble: trouble}, nil
	}
	if !l.hold(len(data)) {
		return &agencyFile{trouble: finding.Text{ZH: fmt.Sprintf("没有读取，各单位文件合计超过上限 %d 字节", MaxAgencyBytes), EN: fmt.Sprintf("it was not read, since the agency files together have more than %d bytes", MaxAgencyBytes)}}, nil
	}
	text := newFile(name, data)
	docs, problems, _ := decode(name, data)
	if len(problems) > 0 {
		for _, p := range problems {
			if !own {
				l.loaded.Findings = append(l.loaded.Findings, text.problem("syntax", finding.Error, p))
			}
		}
		return &agencyFile{text: text, broken: true}, nil
	}
	value, ok := docs[0].Value.(map[string]any)
	_, marked := value["agency"]
	if _, other := value["practice"]; !ok || !marked || other || len(docs) > 1 {
		return &agencyFile{trouble: finding.Text{ZH: "该文件不是单位文件：应以“agency: credlint/v1”开头，且只有一个文档", EN: `the file is no agency file: it must begin with "agency: credlint/v1" and hold one document`}}, nil
	}
	a, err := l.agency(text, docs[0])
	if err == nil && !own {
		l.loaded.Findings = append(l.loaded.Findings, a.findings...)
	}
	return a, err
}

// hold reports whether an agency file of that size may be kept beside the others, and counts it.
func (l *loader) hold(size int) bool {
	if l.agencyBytes+size > MaxAgencyBytes {
		return false
	}
	l.agencyBytes += size
	return true
}

func broken(a *agencyFile) finding.Text {
	if !a.broken {
		return finding.Text{}
	}
	return finding.Text{ZH: "单位文件本身有错误", EN: "the agency file has errors of its own"}
}

// practice validates one practice and adds it to the documents or to those that failed.
func (l *loader) practice(f *file, d source.Document) error {
	kinds := l.words.kinds()
	raw := d.Value.(map[string]any) // the caller saw that it is an object
	d.Value = nil
	out := &Document{File: f.name, Index: d.Index, text: f, source: d}
	name := func(value map[string]any) {
		text := func(name string) string { s, _ := value[name].(string); s, _ = finding.Mask(s); return s }
		out.Kind, out.ID, out.Title, out.Jurisdiction, out.Day = text("kind"), text("id"), text("title"), text("jurisdiction"), text("day")
	}
	name(raw)
	var invalid []finding.Finding
	fail := func(more ...finding.Finding) { invalid = append(invalid, more...) }

	out.Findings = textWarnings(f, d)
	if !slices.Contains(kinds, out.Kind) {
		var faults []fault
		prepare(raw, nil, nil, &faults) // for identity numbers
		fail(findings(f, d, append(faults, unknownKind(raw, kinds, l.words)))...)
	} else {
		form, err := l.words.form("kinds/" + out.Kind + ".json")
		if err != nil {
			return err
		}
		var faults []fault
		share(raw, form.facts, nil, &out.source, form.facts, &faults)
		unshared := slices.Clone(faults)
		value := prepare(raw, form.facts, nil, &faults).(map[string]any)
		if _, ok := value["day"]; !ok && l.opt.Day != "" {
			value["day"] = l.opt.Day
		}
		out.Findings = append(out.Findings, findings(f, d, faults[len(unshared):])...)
		broken, err := form.check(value)
		if err != nil {
			return err
		}
		fail(findings(f, d, append(unshared, broken...))...)
		name(value)
		switch a := value["agency"].(type) {
		case map[string]any:
			delete(a, "agency")
		case string:
			if a == "" {
				break // the validator reported it
			}
			file, trouble, err := l.agencyAt(f, a)
			if err != nil {
				return err
			}
			if !trouble.IsZero() {
				x := f.finding("agency-file", finding.Error, out.Reference(),
					finding.Text{ZH: fmt.Sprintf("单位文件“%s”：%s", schema.Clip(a), trouble.ZH), EN: fmt.Sprintf("agency file %q: %s", schema.Clip(a), trouble.EN)},
					finding.Text{ZH: "路径相对于本文件所在的文件夹", EN: "the path is relative to the folder of this file"})
				if file != nil {
					x.Related = []finding.Position{file.text.start()}
					x.Hint = finding.Text{ZH: "先更正单位文件", EN: "correct the agency file first"}
				}
				fail(x)
			} else if file != nil {
				out.agency = file
			}
		}
		if len(invalid) == 0 {
			var doubtful []fault
			dropUndeclared(value, form.facts, nil, form.facts, &doubtful)
			out.Findings = append(out.Findings, findings(f, d, doubtful)...)
			if out.agency != nil {
				value["agency"] = clone(out.agency.value)
			}
			out.Value = value
		}
	}
	if len(invalid) > 0 {
		l.loaded.Findings = append(append(l.loaded.Findings, invalid...), out.Findings...)
		l.loaded.Failed = append(l.loaded.Failed, Failed{out.File, out.Index, out.Kind, out.ID, out.Title, out.Jurisdiction, out.Day})
		return nil
	}
	out.Findings = finding.Sort(out.Findings)
	l.loaded.Documents = append(l.loaded.Documents, out)
	return nil
}

// unknownKind is the fault of a practice without a kind, or with one that has no schema.
func unknownKind(raw map[string]any, kinds []string, words *vocabulary) fault {
	title := func(kind string) finding.Text {
		if form, err := words.form("kinds/" + kind + ".json"); err == nil {
			return form.facts.Title
		}
		return finding.Text{}
	}
	x := fault{pointer: "/kind", rule: "schema", severity: finding.Error}
	got, written := raw["kind"]
	s, text := got.(string)
	switch {
	case !written:
		x.message = finding.Text{ZH: "缺少必填项类型（kind）", EN: "kind is missing"}
	case text:
		x.message = finding.Text{ZH: fmt.Sprintf("没有“%s”这一类型（kind）", schema.Clip(s)), EN: fmt.Sprintf("unknown kind %q", schema.Clip(s))}
	default:
		zh, en := schema.Describe(got)
		x.message = finding.Text{ZH: "类型（kind）应为文字，而不是" + zh, EN: "kind must be text, not " + en}
	}
	x.message.ZH, _ = finding.Mask(x.message.ZH)
	x.message.EN, _ = finding.Mask(x.message.EN)
	x.hint = meant(s, kinds, title)
	return x
}

// clone copies a value, because a file may be included by many practices.
func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = clone(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = clone(e)
		}
		return out
	}
	return v
}

// checkID warns of a practice whose id an earlier one has.
func (l *loader) checkID(d *Document) {
	at := d.At("/id")
	earlier, twice := l.ids[d.ID]
	if !twice {
		l.ids[d.ID] = at
		return
	}
	x := d.text.finding("duplicate-id", finding.Warning, at,
		finding.Text{ZH: fmt.Sprintf("编号“%s”已被另一项方案使用", d.ID), EN: fmt.Sprintf("id %q belongs already to another practice", d.ID)},
		finding.Text{ZH: "每项方案使用不同的编号", EN: "give each practice an id of its own"})
	x.Related = []finding.Position{earlier}
	d.Findings = finding.Sort(append(d.Findings, x))
}

// finish sorts the findings and failures that belong to no document.
func (l *loader) finish() *Loaded {
	slices.SortStableFunc(l.loaded.Failed, func(a, b Failed) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Index, b.Index))
	})
	l.loaded.Findings = finding.Sort(l.loaded.Findings)
	for real, name := range l.idle {
		delete(l.own, real)
		l.leaveOut(agency, name)
	}
	l.loaded.LeftOut = l.sortLeftOut()
	l.loaded.Read = slices.Sorted(maps.Keys(l.read))
	return l.loaded
}
