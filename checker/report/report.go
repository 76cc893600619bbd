// Package report writes a finding.Report in one of several formats; each format has a file of its own. A writer sees the
// report and nothing else: it knows no law, reads no file and no clock, so that one report gives the same bytes everywhere.
package report

import (
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Options configure a Writer. The zero value means English without colour, for a file or a pipe.
type Options struct {
	// Lang is "zh" or "en"; any other value means "en". JSON has both languages and ignores it; SARIF has both and puts this
	// language where tools display text.
	Lang string
	// Color enables ANSI colours.
	Color bool
	// Width is the width of the terminal in columns. 0 means no terminal; the first line of a finding is then never wrapped,
	// so that users can search for it.
	Width int
	// Explain adds the conditions of each finding, and the undetermined findings that questions replace otherwise.
	Explain bool
	// Quiet omits lawful practices, notes, findings that are set aside, declarations and unchecked items; only the number of unchecked items remains.
	Quiet bool
	// Dir is the absolute folder that relative paths of the report start from; Root is the absolute root of the repository.
	// Formats for CI systems write paths relative to Root, so that annotations work whichever folder the check ran in. With
	// an empty Root, paths are written unchanged.
	Dir, Root string
}

// Writer writes a report after finding.Report.Finish. It does not change the report, returns only errors of w, and is safe
// for concurrent use.
type Writer func(w io.Writer, r *finding.Report, o Options) error

var formats = map[string]Writer{
	"github":   shown(writeGitHub, finding.Sanitize),
	"gitlab":   shown(writeGitLab, masked),
	"junit":    shown(writeJUnit, finding.Sanitize),
	"html":     shown(writeHTML, finding.Sanitize),
	"json":     shown(writeJSON, masked),
	"markdown": shown(writeMarkdown, finding.Sanitize),
	"sarif":    shown(writeSARIF, masked),
	"text":     shown(writeText, finding.Sanitize),
}

// writeJSON writes the report in the format of schemas/report.json.
func writeJSON(w io.Writer, r *finding.Report, _ Options) error { return encodeJSON(w, r) }

func encodeJSON(w io.Writer, v any) error {
	b, err := finding.JSON(v, " ")
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// shown returns a writer that gets a report in which every text is clean but the snippets: they are masked by those who read the
// file, columns count in them, and the writers sanitize the part that they show.
func shown(write Writer, clean func(string) string) Writer {
	return func(w io.Writer, r *finding.Report, o Options) error {
		isClean := true
		eachText(reflect.ValueOf(r).Elem(), false, func(text reflect.Value) { isClean = isClean && clean(text.String()) == text.String() })
		if !isClean {
			c := *r
			eachText(reflect.ValueOf(&c).Elem(), true, func(text reflect.Value) { text.SetString(clean(text.String())) })
			r = &c
		}
		return write(w, r, o)
	}
}

func masked(s string) string {
	s, _ = finding.Mask(s)
	return s
}

// eachText calls do for every text in v but snippets. With detach it first copies the lists and the values behind pointers, so
// that do may change v and no other value.
func eachText(v reflect.Value, detach bool, do func(text reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		do(v)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "Snippet" {
				eachText(v.Field(i), detach, do)
			}
		}
	case reflect.Slice:
		if detach && !v.IsNil() {
			c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(c, v)
			v.Set(c)
		}
		for i := range v.Len() {
			eachText(v.Index(i), detach, do)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if detach {
			c := reflect.New(v.Type().Elem())
			c.Elem().Set(v.Elem())
			v.Set(c)
		}
		eachText(v.Elem(), detach, do)
	}
}

// StatusIn returns the word of reports for a status.
func StatusIn(lang string, s finding.Status) string { return wordsIn(lang).status[s] }

// SeverityIn returns the word of reports for a severity.
func SeverityIn(lang string, s finding.Severity) string { return wordsIn(lang).severity[s] }

// Names returns the names of the formats in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(formats)) }

// Lookup returns the writer of a format. The error for an unknown name lists the formats.
func Lookup(name string) (Writer, error) {
	if w, ok := formats[name]; ok {
		return w, nil
	}
	return nil, finding.Errorf("没有“%s”这种格式；可用的有 %s", "unknown format %q; one of %s", name, strings.Join(Names(), ", "))
}

// repositoryPath returns a file of the report relative to the root of the repository, with slashes, and whether the file
// is inside the repository. A file outside keeps its absolute path; a pseudo file such as "<stdin>" stays unchanged.
func (o Options) repositoryPath(file string) (path string, inside bool) {
	if file == "" || strings.HasPrefix(file, "<") {
		return file, false
	}
	name := filepath.FromSlash(file)
	if o.Root == "" {
		return filepath.ToSlash(filepath.Clean(name)), !filepath.IsAbs(name)
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(o.Dir, name)
	}
	rel, err := filepath.Rel(o.Root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(filepath.Clean(name)), false
	}
	return filepath.ToSlash(rel), true
}
