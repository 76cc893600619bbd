package law

import (
	"bytes"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// digested is a pack with a file of each sort that decides verdicts.
func digested() fstest.MapFS {
	return fstest.MapFS{
		tinyName:                  {Data: []byte(accounted)},
		"cn/tiny_2020/rules.rego": {Data: []byte("package policies.cn.tiny_2020\n")},
		"lib/x.rego":              {Data: []byte("package policies.lib.x\n")},
		"places.tsv":              {Data: []byte(placesHeader + "cn\t中国\tChina\t0\tstate\t\t\n")},
		"register.tsv":            {Data: []byte(registerHeader + "\ncn\tlaw\t子虚法\t\t\t\t\t\t2020-01-01\t2020-01-01\t=\t\t3\n")},
		"unheld.tsv":              {Data: []byte(unheldHeader + "\ncn\t甲法\tAct A\t\t\t\n")},
	}
}

func loadDigest(t *testing.T, packs ...fstest.MapFS) *Pack {
	t.Helper()
	p := &Pack{}
	var err error
	switch len(packs) {
	case 1:
		p, err = Load(packs[0])
	case 2:
		p, err = Load(packs[0], packs[1])
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDigest checks that the digest changes with each file that decides verdicts, in the first pack and in a later one, and
// with no other.
func TestDigest(t *testing.T) {
	t.Parallel()
	base := digested()
	want, wantLater := loadDigest(t, base).Digest, loadDigest(t, base, base).Digest
	if want == wantLater {
		t.Error("a second pack does not change the digest")
	}
	seen := map[string]string{want: "nothing"}
	for _, name := range slices.Sorted(maps.Keys(base)) {
		for what, data := range map[string][]byte{"changed": append(bytes.Clone(base[name].Data), " \n"...), "removed": nil} {
			other := maps.Clone(base)
			if other[name] = (&fstest.MapFile{Data: data}); data == nil {
				delete(other, name)
			} else if name == "places.tsv" || name == "register.tsv" || name == "unheld.tsv" {
				other[name].Data = bytes.ReplaceAll(base[name].Data, []byte("cn\t"), []byte("cx\t"))
			}
			got := loadDigest(t, other).Digest
			if before, ok := seen[got]; ok {
				t.Errorf("with %s %s the digest is that with %s", name, what, before)
			}
			seen[got] = name + " " + what
			if loadDigest(t, base, other).Digest == wantLater {
				t.Errorf("with %s %s in a later pack the digest is the same", name, what)
			}
		}
	}
	other := maps.Clone(base)
	for _, name := range []string{"README.md", "lib/x_test.rego", "lib/register.tsv", "cn/tiny_2020/rules_test.rego", "cn/tiny_2020/index.jsonl", "cn/tiny_2020/cases/a.yaml",
		"cn/tiny_2020/cases/b.rego", "lib/.#x.rego", "cn/tiny_2020/._rules.rego", ".git/x.rego", "schemas/x.json"} {
		other[name] = &fstest.MapFile{Data: []byte("package policies.lib.y\n")}
	}
	if got := loadDigest(t, other).Digest; got != want {
		t.Errorf("with tests, cases, an index and other files the digest is %s, without %s", got, want)
	}
	for name, file := range other {
		other[name] = &fstest.MapFile{Data: bytes.ReplaceAll(file.Data, []byte("\n"), []byte("\r\n"))}
	}
	if got := loadDigest(t, other).Digest; got != want {
		t.Errorf("with other line ends the digest is %s, want %s", got, want)
	}
}

// TestAdded checks that a pack's additions to tables and shared Rego are named, and what it repeats is not.
func TestAdded(t *testing.T) {
	t.Parallel()
	more := digested()
	delete(more, tinyName)
	delete(more, "cn/tiny_2020/rules.rego")
	if p := loadDigest(t, digested(), more); !cmp.Equal(p.Added, Added{}) || len(p.Replaced) > 0 {
		t.Errorf("a pack that repeats everything adds %+v and replaces %v", p.Added, p.Replaced)
	}
	row := func(name, text string) {
		more[name] = &fstest.MapFile{Data: append(bytes.Clone(more[name].Data), text...)}
	}
	row("places.tsv", "cn\t另\tOther\t1\tstate\t\t\nfar\t远\tFar\t2\tstate\t\t\n") // a known place stays as it is
	row("register.tsv", "cn\tlaw\t乌有法\t\t\t\t\t\t2020-01-01\t2020-01-01\t=\t\t3\ncn\tlaw\t乌有法\t\t\t\t\t\t2020-01-01\t2021-01-01\t2021-02-01\t\t3\n")
	row("unheld.tsv", "far\t乙法\tAct B\t\t\t\n")
	more["lib/y.rego"] = &fstest.MapFile{Data: []byte("package policies.lib.y\n")}
	more["lib/x.rego"] = &fstest.MapFile{Data: []byte("package policies.lib.x\n\ny := 1\n")}
	p := loadDigest(t, digested(), more)
	want := Added{Places: []string{"far"}, Register: []string{"《乌有法》"}, Unheld: []string{"《乙法》"}, Lib: []string{"lib/y.rego"}}
	if diff := cmp.Diff(want, p.Added); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lib/x.rego"}, p.Replaced); diff != "" {
		t.Errorf("replaced (-want +got):\n%s", diff)
	}
}
