package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/licensecheck"
	"golang.org/x/sync/errgroup"
)

// notices holds the licences of what is linked into the program. They ask to be passed on with it, so archives and images
// carry the file.
const notices = "THIRD_PARTY_NOTICES.txt"

// permissive are the licences, by their SPDX identifiers, that a linked module may have: they ask for their text and a notice,
// and nothing of who builds on the program.
var permissive = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"}

// testsOnly are modules under other licences, which no release links.
var testsOnly = map[string]string{
	"pgregory.net/rapid":                "MPL-2.0",   // asks for the source of its own files
	"github.com/owenrumney/go-sarif/v3": "Unlicense", // gives up all rights
}

// releases are the platforms the program is released for.
var releases = []string{"darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64"}

// licensed is a module with the texts of its licences and notices.
type licensed struct {
	path, version string
	files         map[string]string // by path
}

// linkedModules lists the modules whose packages are linked into the packages, for a platform ("" is this one).
func linkedModules(platform string, args ...string) (map[string]*licensed, error) {
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Dir,Standard,Module"}, args...)...)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if goos, goarch, ok := strings.Cut(platform, "/"); ok {
		cmd.Env = append(cmd.Env, "GOOS="+goos, "GOARCH="+goarch)
	}
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w\n%s", cmd.Args, err, &failed)
	}
	modules := map[string]*licensed{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir      string
			Standard bool
			Module   *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return modules, nil
		} else if err != nil {
			return nil, err
		}
		if p.Standard || p.Module == nil || p.Module.Main {
			continue
		}
		m := modules[p.Module.Path]
		if m == nil {
			m = &licensed{p.Module.Path, p.Module.Version, map[string]string{}}
			modules[m.path] = m
		}
		// What a module took from others may have a licence of its own beside it.
		for dir := p.Dir; ; dir = filepath.Dir(dir) {
			if err := m.read(dir); err != nil {
				return nil, err
			}
			if dir == p.Module.Dir || len(dir) <= len(p.Module.Dir) {
				break
			}
		}
	}
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense|notice)([-._][^/]*)?$`)
	noticeFile  = regexp.MustCompile(`(?i)^notice`)
)

func (m *licensed) read(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if !e.Type().IsRegular() || !licenceFile.MatchString(e.Name()) || filepath.Ext(name) == ".go" || m.files[name] != "" {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		m.files[name] = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(string(b), "�"), "\r\n", "\n"))
	}
	return nil
}

// ids are the SPDX identifiers of the module's licences. A module without a text, and a text that is not known for the most
// part, are errors. Three quarters is what the Go project's own page of packages asks for.
func (m *licensed) ids() ([]string, error) {
	found := map[string]bool{}
	for name, text := range m.files {
		if noticeFile.MatchString(filepath.Base(name)) {
			continue
		}
		cover := licensecheck.Scan([]byte(text))
		if cover.Percent < 75 {
			return nil, fmt.Errorf("%s: the text of %s is no known licence (%.0f%% of it is)", m.path, filepath.Base(name), cover.Percent)
		}
		for _, match := range cover.Match {
			found[match.ID] = true
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s has no licence", m.path)
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// refused says why a module may not be linked, or "".
func (m *licensed) refused(allowed ...string) string {
	ids, err := m.ids()
	if err != nil {
		return err.Error()
	}
	for _, id := range ids {
		if !slices.Contains(allowed, id) {
			return fmt.Sprintf("%s is under %s, which is none of %s", m.path, id, strings.Join(allowed, ", "))
		}
	}
	return ""
}

// released has the modules of all releases, including the Go library and runtime.
func released(t *testing.T) []*licensed {
	t.Helper()
	// Another process makes the list, so its inputs must be registered for the cache of test results.
	for _, name := range []string{"go.mod", "go.sum"} {
		document(t, name)
	}
	lists := make([]map[string]*licensed, len(releases))
	var listing errgroup.Group
	for i, platform := range releases {
		listing.Go(func() (err error) { lists[i], err = linkedModules(platform, "./cmd/credlint"); return err })
	}
	if err := listing.Wait(); err != nil {
		t.Fatal(err)
	}
	all := map[string]*licensed{}
	for _, list := range lists {
		for path, m := range list {
			if all[path] == nil {
				all[path] = m
			}
			maps.Copy(all[path].files, m.files)
		}
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	library := &licensed{"std", "", map[string]string{}}
	if err := library.read(strings.TrimSpace(string(out))); err != nil {
		t.Fatal(err)
	}
	all[library.path] = library
	return slices.SortedFunc(maps.Values(all), func(a, b *licensed) int { return strings.Compare(a.path, b.path) })
}

// A module that comes in with another is linked as much as one that was chosen.
func TestLicences(t *testing.T) {
	if testing.Short() {
		t.Skip("what is linked does not depend on the race detector")
	}
	linked := released(t)
	if len(linked) < 20 {
		t.Fatalf("%d modules are linked; the list is not the whole", len(linked))
	}
	var table, texts strings.Builder
	of := map[string][]string{} // modules by text
	var order []string
	for _, m := range linked {
		if why := m.refused(permissive...); why != "" {
			t.Error(why)
			continue
		}
		ids, _ := m.ids()
		name := m.path
		if name == "std" {
			name = "Go's library and runtime"
		}
		fmt.Fprintf(&table, "%s\n", strings.TrimRight(fmt.Sprintf("  %-44s %-40s %s", name, m.version, strings.Join(ids, ", ")), " "))
		for _, file := range slices.Sorted(maps.Keys(m.files)) {
			text := m.files[file]
			if of[text] == nil {
				order = append(order, text)
			}
			if !slices.Contains(of[text], name) {
				of[text] = append(of[text], name)
			}
		}
	}
	rule := strings.Repeat("=", 100)
	for _, text := range order {
		fmt.Fprintf(&texts, "%s\n%s\n%s\n\n%s\n\n", rule, strings.Join(of[text], "\n"), rule, text)
	}
	const head = "The program credlint holds parts of these modules, each under its own licence. The texts follow.\n\n"
	got := head + table.String() + "\n" + strings.TrimSpace(texts.String()) + "\n"
	name := filepath.Join(repository, notices)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
	}
	if got != string(want) {
		was, _, _ := strings.Cut(string(want), rule)
		t.Errorf("%s (-) is not what is linked (+); go test ./cmd/credlint -run Licences -update writes it\n%s", notices, cmp.Diff(was, head+table.String()+"\n"))
	}
}

// What tests link is passed on to nobody, and is looked at all the same.
func TestLicencesOfTests(t *testing.T) {
	if testing.Short() {
		t.Skip("what is linked does not depend on the race detector")
	}
	modules, err := linkedModules("", "-test", "./...")
	if err != nil {
		t.Fatal(err)
	}
	for path, m := range modules {
		allowed := permissive
		if id := testsOnly[path]; id != "" {
			allowed = []string{id}
		}
		if why := m.refused(allowed...); why != "" {
			t.Error(why)
		}
	}
	for path := range testsOnly {
		if modules[path] == nil {
			t.Errorf("%s is linked into no test; it needs no exception", path)
		} else if modules[path].refused(permissive...) == "" {
			t.Errorf("%s could be linked into a release", path)
		}
	}
}

// The check itself can fail.
func TestLicencesRefused(t *testing.T) {
	apache := document(t, "LICENSE")
	const reserved = "You may look at this and do nothing else with it, at any time or place, unless we tell you otherwise in writing."
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string // part of the reason; empty: it may be linked
	}{
		{"permissive", map[string]string{"LICENSE": apache}, ""},
		{"with a notice", map[string]string{"LICENSE": apache, "NOTICE": "Made by many."}, ""},
		{"none", nil, "has no licence"},
		{"a notice alone", map[string]string{"NOTICE": apache}, "has no licence"},
		{"unknown", map[string]string{"LICENSE": reserved}, "no known licence (0%"},
		{"one of two", map[string]string{"LICENSE": apache, "sub/LICENSE": reserved}, "no known licence (0%"},
	} {
		m := &licensed{"example.org/m", "v1.0.0", tt.files}
		if got := m.refused(permissive...); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
