package report

import (
	"path/filepath"
	"strings"
)

// inRepository is a file of the report as seen from the root of the repository, with slashes, and whether it lies in it. A
// file outside has its absolute path; what is no file, like "<stdin>", is returned as it is.
func (o Options) inRepository(file string) (string, bool) {
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
