// Package credlint judges practices by credit law: what an agency proposes to do with people's credit data is held to every
// instrument that governs it on that day in that place. Check does all of it in one call:
//
//	report, err := credlint.Check(ctx, []string{"practices"}, credlint.Options{})
//
// Nothing that was seen is missing in the report: defects of packs, documents that could not be read, and whatever narrowed the
// check stand in it beside the judgements. Passed tells whether the report lets a gate open. The report is no legal advice.
package credlint

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// Options narrow, settle or widen a check. The zero value checks by the law of the program, each practice on its own day.
type Options struct {
	Packs    []Pack            // law beside that of the program
	Only     []string          // citations: nothing else is judged, as cn/credit_reporting_2013#14
	Skip     []string          // citations that are not judged
	Readings map[string]string // choices of open questions of law, by name
	Day      string            // judges every practice on this day (2026-03-01) and not on its own
	Explain  bool              // fills the conditions of each finding
	Exclude  []string          // patterns of files that are no practices, relative to the working directory; see practice.Options
	Stdin    io.Reader         // is read for the path "-"
	Jobs     int               // practices judged at once; below 1: the number of processors
	// Progress, if set, is called after each practice, by several goroutines, with the number of practices known so far.
	Progress func(known int)
}

// Pack is a folder of law: instruments, shared rules and rows of tables, see docs/writing-a-law.md.
type Pack struct {
	Name     string // its displayed path
	FS       fs.FS
	Findings []finding.Finding // defects that opening it showed
}

// InterruptedError says how many practices were judged before the context was done. The context's error is wrapped.
type InterruptedError struct {
	Judged int
	Err    error
}

func (e *InterruptedError) Error() string {
	return fmt.Sprintf("interrupted after %d practices; the run is incomplete", e.Judged)
}

// Unwrap returns the error of the context.
func (e *InterruptedError) Unwrap() error { return e.Err }

// Check judges the practices in files, folders and patterns. An error says that the run as a whole could not be made: a path
// that does not exist, a pack that cannot be opened, an option that names nothing, or a context that is done. All else is in the
// report.
func Check(ctx context.Context, paths []string, opt Options) (*finding.Report, error) {
	files, err := practice.Find(ctx, paths, practice.Options{Stdin: opt.Stdin, Exclude: opt.Exclude, Day: opt.Day})
	if err != nil {
		return nil, err
	}
	laws, err := LoadLaw(policies.FS, opt.Packs...)
	if err != nil {
		return nil, err
	}
	c, err := laws.Checker(opt)
	if err != nil {
		return nil, err
	}
	return laws.Judge(ctx, c, Read(ctx, files), opt)
}

// Passed reports whether everything was judged, at least one practice among it, and no finding that was not set aside is as
// severe as failOn or more.
func Passed(r *finding.Report, failOn finding.Severity) bool {
	for _, f := range r.All() {
		if !f.SetAside() && f.Severity >= failOn {
			return false
		}
	}
	return r.Complete()
}

// Law is the law of a run: the law of the program with the packs over it. It is safe for concurrent use.
type Law struct {
	*law.Pack
	names []string // displayed paths of the packs; "" for the law of the program
}

// LoadLaw loads the law of the program, which base holds, with packs over it.
func LoadLaw(base fs.FS, packs ...Pack) (*Law, error) {
	roots, names := []fs.FS{base}, []string{""}
	for _, p := range packs {
		roots, names = append(roots, p.FS), append(names, p.Name)
	}
	loaded, err := law.Load(roots...)
	if err != nil {
		return nil, err
	}
	l := &Law{loaded, names}
	for i := range loaded.Findings {
		at := &loaded.Findings[i].At
		at.File = l.Displayed(nil, at.File)
	}
	for _, p := range packs {
		loaded.Findings = append(loaded.Findings, p.Findings...)
	}
	return l, nil
}

// Displayed is the displayed path of a file of a pack. The instrument of a case must be given, since packs keep no record of
// cases; it is nil for other files.
func (l *Law) Displayed(in *law.Instrument, file string) string {
	n := l.Origin(file)
	if in != nil && path.Ext(file) != ".rego" {
		n = l.Origin(in.Dir + "/instrument.yaml")
	}
	return path.Join(l.names[n], file)
}

// Checker is a checker by this law. An error names an option that the law does not know, with the nearest right name.
func (l *Law) Checker(opt Options) (*checker.Checker, error) {
	return checker.New(l.Pack, checker.Options{Only: opt.Only, Skip: opt.Skip, Readings: opt.Readings, Explain: opt.Explain, Day: opt.Day})
}

// readAhead is the number of practices that are read before they can be judged. It bounds the memory of long runs.
const readAhead = 64

// A Reader reads practices in the background.
type Reader struct {
	docs   chan *practice.Document // closed after all practices
	known  atomic.Int64            // practices known so far; an unread file counts as one
	loaded *practice.Loaded        // all but the practices; set, like err, before docs is closed
	err    error
	stop   context.CancelFunc
	paths  []string // that were searched
}

// Read starts to read the files. The Reader must be stopped.
func Read(ctx context.Context, files *practice.Files) *Reader {
	ctx, cancel := context.WithCancel(ctx)
	r := &Reader{docs: make(chan *practice.Document, readAhead), stop: cancel, paths: files.Paths()}
	r.known.Store(int64(len(files.Names())))
	go func() {
		defer close(r.docs)
		r.loaded, r.err = files.Read(ctx, func(of []*practice.Document) error {
			r.known.Add(int64(len(of)) - 1)
			for _, d := range of {
				select {
				case r.docs <- d:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}()
	return r
}

// Next waits for the next practice. It returns false after the last one, or if ctx is done.
func (r *Reader) Next(ctx context.Context) (*practice.Document, bool) {
	select {
	case doc, ok := <-r.docs:
		return doc, ok
	case <-ctx.Done():
		return nil, false
	}
}

// Loaded is all but the practices: findings about files and documents that could not be read, and the names of files. It must
// not be called before the last practice was taken.
func (r *Reader) Loaded() (*practice.Loaded, error) { return r.loaded, r.err }

// Stop stops reading, except a blocked read of standard input.
func (r *Reader) Stop() { r.stop() }

// NothingJudged is the rule of the finding that no practice was found. A report without findings would be read as one in which
// all is well.
const NothingJudged = "credlint/nothing-judged"

func (r *Reader) nothing() finding.Finding {
	file := "."
	if len(r.paths) > 0 {
		file = path.Clean(filepath.ToSlash(r.paths[0]))
	}
	return finding.Finding{Rule: NothingJudged, Severity: finding.Error, At: finding.Position{File: file, Line: 1, Column: 1, EndLine: 1, EndColumn: 1},
		Message: finding.Text{ZH: "未作任何判断：没有找到方案", EN: "nothing was judged: no practice was found"},
		Hint:    finding.Text{ZH: "核对路径，以及设置中排除的文件", EN: "look at the path, and at what the settings exclude"}}
}

// document is the result of a practice with its index in its file.
type document struct {
	finding.Judged
	index int
}

// unjudged is the result of a practice that was not judged.
func unjudged(f practice.Failed) finding.Judged {
	return finding.Judged{File: f.File, Kind: f.Kind, ID: f.ID, Title: f.Title, Jurisdiction: f.Jurisdiction, Day: f.Day, Verdict: finding.NotJudged}
}

// Judge judges the practices of a reader, in parallel while they are read, and reports them in the order of files. Without a
// checker none is judged. The error is an InterruptedError where the context was done, or an error of reading.
func (l *Law) Judge(ctx context.Context, c *checker.Checker, reading *Reader, opt Options) (*finding.Report, error) {
	defer reading.Stop()
	var all []*document
	var judged atomic.Int64
	g, judging := errgroup.WithContext(ctx)
	g.SetLimit(max(opt.Jobs, 1))
	if opt.Jobs < 1 {
		g.SetLimit(runtime.GOMAXPROCS(0))
	}
	for doc, ok := reading.Next(ctx); ok; doc, ok = reading.Next(ctx) {
		p := &document{index: doc.Index}
		all = append(all, p)
		if c == nil {
			p.Judged = unjudged(practice.Failed{File: doc.File, Kind: doc.Kind, ID: doc.ID, Title: doc.Title, Jurisdiction: doc.Jurisdiction, Day: doc.Day})
			p.Findings = doc.Findings
			continue
		}
		g.Go(func() (err error) {
			if err := judging.Err(); err != nil {
				return err
			}
			if p.Judged, err = c.Check(judging, doc); err != nil {
				return err
			}
			for i := range p.Findings {
				f := &p.Findings[i]
				if f.Snippet == "" {
					f.Snippet = doc.Snippet(f.At)
				}
				if f.Rule == "credlint/law" { // its position is in a pack
					f.At.File = l.Displayed(nil, f.At.File)
				}
			}
			p.Comments = doc.Comments()
			judged.Add(1)
			if opt.Progress != nil {
				opt.Progress(int(reading.known.Load()))
			}
			return nil
		})
	}
	err := g.Wait()
	if ctx.Err() != nil {
		return nil, &InterruptedError{int(judged.Load()), ctx.Err()}
	}
	loaded, readErr := reading.Loaded()
	if err := cmp.Or(err, readErr); err != nil {
		return nil, err
	}
	for _, f := range loaded.Failed {
		all = append(all, &document{unjudged(f), f.Index})
	}
	slices.SortStableFunc(all, func(a, b *document) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.index, b.index))
	})
	r := &finding.Report{
		Tool:     finding.Tool{Name: "credlint"},
		Findings: slices.Concat(l.Pack.Findings, loaded.Findings),
	}
	if c != nil {
		r.Packs, r.Narrowed = finding.Packs{Digest: c.Digest(), Instruments: len(l.Instruments)}, c.Narrowed()
	}
	for _, p := range all {
		r.Practices = append(r.Practices, p.Judged)
	}
	if len(all) == 0 && !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Severity == finding.Error }) {
		nothing := reading.nothing()
		if len(loaded.Unjudged) > 0 {
			nothing.Message = finding.Text{ZH: "未作任何判断：没有方案有变化", EN: "nothing was judged: no practice has changed"}
			nothing.Hint = finding.Text{ZH: "只在方案有变化时运行，或者判断全部方案", EN: "run it where practices changed, or judge all"}
		}
		r.Findings = append(r.Findings, nothing)
	}
	if len(opt.Exclude) > 0 {
		patterns := strings.Join(opt.Exclude, ", ")
		r.Narrowed = append(r.Narrowed, finding.Text{ZH: "未读取的文件：" + patterns, EN: "files not read: " + patterns})
	}
	for _, f := range loaded.Unjudged {
		r.Unjudged = append(r.Unjudged, unjudged(f))
	}
	r.LeftOut = loaded.LeftOut
	for _, l := range r.LeftOut {
		r.Narrowed = append(r.Narrowed, l.Text())
	}
	return r, nil
}
