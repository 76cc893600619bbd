// Package report writes a finding.Report: one file a format, and a table of them by name. A format sees what was
// found and nothing else; it knows no law, reads no file and asks no clock, so that one report gives the same bytes
// everywhere.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Options say how to write. The zero value is English without colour, for a file or a pipe.
type Options struct {
	// Lang is "zh" or "en"; anything else reads as "en". JSON carries both and does not look at it; SARIF carries both and
	// puts this one where tools show it.
	Lang string
	// Color allows ANSI colours. The caller decides, by the terminal and NO_COLOR.
	Color bool
	// Width is the terminal's width in cells. 0 means no terminal: a finding's first line is then never broken,
	// so that it can be searched for.
	Width int
	// Explain writes the conditions of each finding, and findings that a question would otherwise stand for.
	Explain bool
	// Quiet leaves out what asks nothing of the reader: lawful practices, notes, declarations and the list of what was
	// not checked, of which only the numbers stay.
	Quiet bool
	// Dir is the absolute path that relative paths of the report start from, and Root that of the repository around it.
	// Formats that CI systems read name files from Root, so that an annotation finds its line from whatever folder the
	// check ran in. Where Root is empty, paths are written as they are.
	Dir, Root string
}

// words are those of the language.
func (o Options) words() words {
	if o.Lang == "zh" {
		return chinese
	}
	return english
}

// Writer writes a report that Finish has made ready. It does not change the report, returns only errors of w, and is
// safe for concurrent use.
type Writer func(w io.Writer, r *finding.Report, o Options) error

var formats = map[string]Writer{
	"github":   writeGitHub,
	"gitlab":   writeGitLab,
	"junit":    writeJUnit,
	"html":     writeHTML,
	"json":     writeJSON,
	"markdown": writeMarkdown,
	"sarif":    writeSARIF,
	"text":     writeText,
}

// Names lists the formats in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(formats)) }

// Lookup returns the writer of a format; the error lists the formats.
func Lookup(name string) (Writer, error) {
	if w, ok := formats[name]; ok {
		return w, nil
	}
	return nil, fmt.Errorf("unknown format %q; one of %s", name, strings.Join(Names(), ", "))
}
