package law

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/credlint/credlint/policies"
)

// TestIndexesAreFresh compares each committed index with its instrument.yaml.
func TestIndexesAreFresh(t *testing.T) {
	t.Parallel()
	want, err := Index(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) < 4 {
		t.Errorf("only %d instruments found", len(want))
	}
	f, err := openFolder(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range want {
		if got, err := fs.ReadFile(policies.FS, name); err != nil || !bytes.Equal(got, text) {
			t.Errorf("policies/%s is stale (verdicts are right, checks are slower); run: make generate (or go generate ./policies)", name)
			continue
		}
		yaml := path.Join(path.Dir(name), "instrument.yaml")
		if _, ok := readIndex(yaml, text, f.texts[yaml]); !ok {
			t.Errorf("policies/%s is fresh and not read", name)
		}
	}
	err = fs.WalkDir(policies.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Base(name) == indexName && want[name] == nil {
			t.Errorf("policies/%s has no instrument.yaml beside it; remove it", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ignored are the fields that differ by where an instrument was read from.
var ignored = cmp.Options{cmpopts.IgnoreFields(Instrument{}, "modules", "tests", "doc"), cmpopts.IgnoreFields(Clause{}, "words"), cmp.AllowUnexported(Instrument{}), cmpopts.EquateEmpty()}

// TestIndexReadsAsYAML checks that an index gives what the YAML gives.
func TestIndexReadsAsYAML(t *testing.T) {
	t.Parallel()
	indexes, err := Index(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for name, index := range indexes {
		name = path.Join(path.Dir(name), "instrument.yaml")
		yaml, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		fromIndex, ok := readIndex(name, index, yaml)
		if !ok {
			t.Fatalf("%s: its index is not read", name)
		}
		fromYAML, problems := parseInstrument(name, yaml, true)
		if fromYAML == nil {
			t.Fatal(problems)
		}
		sameInstrument(t, name, fromYAML, fromIndex)
		if len(fromIndex.Articles()) == 0 || len(fromIndex.kinds) == 0 {
			t.Errorf("%s: nothing was read", name)
		}
		if fromYAML.At("/id") != fromIndex.At("/id") || fromYAML.At("/id").Line == 0 {
			t.Errorf("%s: the id stands at %v, and at %v", name, fromYAML.At("/id"), fromIndex.At("/id"))
		}
		before := ""
		for c := range fromYAML.Clauses() {
			if before != "" && CompareClauses(before, c.Clause) >= 0 {
				t.Errorf("%s: clause %s stands behind %s", name, c.Clause, before)
			}
			before = c.Clause
		}
	}
}

func sameInstrument(t *testing.T, name string, want, got *Instrument) {
	t.Helper()
	if diff := cmp.Diff(want, got, ignored); diff != "" {
		t.Errorf("%s: from YAML (-), from index (+):\n%s", name, diff)
	}
	for c := range want.Clauses() {
		if other, ok := got.Clause(c.Clause); !ok || !cmp.Equal(c.read(), other.read()) || c.Summary().IsZero() {
			t.Errorf("%s: the words of %s differ: %s", name, c.Clause, cmp.Diff(c.read(), other.read()))
		}
	}
}

const tinyName = "cn/tiny_2020/instrument.yaml"

// indexed is the made-up instrument with its index.
func indexed(t testing.TB, yaml string) fstest.MapFS {
	t.Helper()
	pack := fstest.MapFS{tinyName: {Data: []byte(yaml)}}
	indexes, err := Index(pack)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range indexes {
		pack[name] = &fstest.MapFile{Data: text}
	}
	return pack
}

// TestStaleIndex checks that an index is used for the very instrument.yaml that it was made from and for no other, and only as
// it was written.
func TestStaleIndex(t *testing.T) {
	t.Parallel()
	pack := indexed(t, accounted)
	index := pack["cn/tiny_2020/"+indexName]
	fits := func() bool {
		_, ok := readIndex(tinyName, index.Data, pack[tinyName].Data)
		return ok
	}
	read := func() *Instrument {
		f := folder{fsys: pack, trusted: true, texts: map[string][]byte{tinyName: pack[tinyName].Data}}
		in, problems := f.instrument(tinyName)
		if in == nil {
			t.Fatal(problems)
		}
		return in
	}
	if !fits() {
		t.Fatal("a fresh index is not used")
	}
	want, good := read(), index.Data
	for i := range good {
		changed := bytes.Clone(good)
		changed[i] ^= 1
		for _, index.Data = range [][]byte{good[:i], changed, append(good[:i:i], good[i+1:]...)} {
			if fits() {
				t.Fatalf("a damaged index is used:\n%s", index.Data)
			}
		}
	}
	index.Data = append(good[:len(good):len(good)], `{"clause":{"clause":"9"}}`+"\n"...)
	if fits() {
		t.Error("an index with a line too many is used")
	}
	sameInstrument(t, "with a damaged index", want, read())
	index.Data = good
	pack[tinyName] = &fstest.MapFile{Data: []byte(strings.Replace(accounted, "modality: prohibition", "modality: obligation", 1))}
	if c, _ := read().Clause("1.1"); fits() || c.Modality != Obligation {
		t.Errorf("with a stale index the clause is a %s", c.Modality)
	}
}

// TestPacksIgnoreIndexes checks that an index decides nothing in a user's pack, however well it fits, and is no law.
func TestPacksIgnoreIndexes(t *testing.T) {
	t.Parallel()
	pack := indexed(t, accounted)
	parsed, problems := parseInstrument(tinyName, pack[tinyName].Data, true)
	if parsed == nil {
		t.Fatal(problems)
	}
	parsed.articles[0].Clauses[0].Modality = Permission
	forged, err := writeIndex(parsed, pack[tinyName].Data)
	if err != nil {
		t.Fatal(err)
	}
	if in, ok := readIndex(tinyName, forged, pack[tinyName].Data); !ok || in.articles[0].Clauses[0].Modality != Permission {
		t.Fatal("the forged index does not fit, so that this test shows nothing")
	}
	digests := map[string]bool{}
	for _, index := range [][]byte{pack["cn/tiny_2020/"+indexName].Data, forged, nil} {
		if pack["cn/tiny_2020/"+indexName] = (&fstest.MapFile{Data: index}); index == nil {
			delete(pack, "cn/tiny_2020/"+indexName)
		}
		p, err := Load(pack)
		if err != nil || len(p.Findings) > 0 {
			t.Fatal(err, p.Findings)
		}
		if c, _ := p.Instruments[0].Clause("1.1"); c.Modality != Prohibition {
			t.Errorf("the index of a pack made the clause a %s", c.Modality)
		}
		digests[p.Digest] = true
	}
	if len(digests) != 1 {
		t.Errorf("an index changes the digest of the law: %v", digests)
	}
}

// TestInstrumentsMerge checks that branches which edit two instruments merge without a conflict, and into fresh indexes.
func TestInstrumentsMerge(t *testing.T) {
	t.Parallel()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("SKIPPED: there is no git, so it was not tried whether two edits of law merge")
	}
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(git, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org",
			"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	write := func(name string, text []byte) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	generate := func() map[string][]byte {
		t.Helper()
		indexes, err := Index(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range indexes {
			write(name, text)
		}
		return indexes
	}
	edit := func(folder, from, to string) {
		t.Helper()
		yaml := strings.ReplaceAll(accounted, "cn/tiny_2020", folder)
		if from != "" && !strings.Contains(yaml, from) {
			t.Fatalf("%q is not there to be changed", from)
		}
		write(folder+"/instrument.yaml", []byte(strings.Replace(yaml, from, to, 1)))
		generate()
		run("add", ".")
		run("commit", "--quiet", "--message", folder)
	}
	const one, two = "cn/one_2020", "cn/two_2020"
	run("init", "--quiet", "--initial-branch", "main")
	edit(one, "", "")
	edit(two, "", "")
	run("checkout", "--quiet", "-b", "other")
	edit(two, "kinds: [list]", "kinds: [list, sanction]")
	run("checkout", "--quiet", "main")
	edit(one, "modality: prohibition", "modality: obligation")
	run("merge", "--quiet", "--no-edit", "other")
	merged := map[string][]byte{}
	for _, folder := range []string{one, two} {
		name := folder + "/" + indexName
		if merged[name], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(generate(), merged); diff != "" {
		t.Errorf("generated after the merge (-), merged (+):\n%s", diff)
	}
	if !bytes.Contains(merged[one+"/"+indexName], []byte(`{"clause":{"clause":"1.1","modality":"obligation"`)) || !bytes.Contains(merged[two+"/"+indexName], []byte(`["list","sanction"]`)) {
		t.Error("an edit is lost")
	}
}

// FuzzIndex checks that any lines are read or refused, and that what was read is read again as it is written.
func FuzzIndex(f *testing.F) {
	for _, text := range indexed(f, accounted) {
		_, lines, _ := bytes.Cut(text.Data, []byte("\n"))
		f.Add(lines)
	}
	f.Add([]byte(`{"instrument":{"id":"cn/tiny_2020","params":{"x":[{"value":{"years":5}}]}}}`))
	f.Fuzz(func(t *testing.T, lines []byte) {
		in, ok := readIndex(tinyName, append([]byte(indexHead(nil, lines)), lines...), nil)
		if !ok {
			return
		}
		text, err := writeIndex(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, ok := readIndex(tinyName, text, nil)
		if !ok {
			t.Fatalf("an index that was written is not read:\n%s", text)
		}
		if diff := cmp.Diff(in, again, ignored, cmp.Comparer(func(a, b json.Number) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
		for c := range in.Clauses() {
			_ = c.Summary()
		}
	})
}
