package checker

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// TestDigestOfReadings checks that settled readings change the digest and that their order, which a map does not have, cannot.
func TestDigestOfReadings(t *testing.T) {
	t.Parallel()
	pack := &law.Pack{Digest: "sha256:0"}
	none := Digest(pack, nil)
	if none == Digest(&law.Pack{Digest: "sha256:1"}, nil) {
		t.Error("other law has the same digest")
	}
	one, two := Digest(pack, map[string]string{"a": "b"}), Digest(pack, map[string]string{"a": "c"})
	if one == two || one == none || one != Digest(pack, map[string]string{"a": "b"}) {
		t.Errorf("digests %s, %s and %s", none, one, two)
	}
}

// TestNarrowedNamesAdditions checks that what a pack adds beside instruments is said in both languages.
func TestNarrowedNamesAdditions(t *testing.T) {
	t.Parallel()
	rows := "place\trank\ttitle\tofficial\talso\tstatus\trepealed_on\trepealed_by\tsince\tdate\teffective\tdoubt\tstructure\n"
	for _, title := range strings.Split("甲乙丙丁戊己庚", "") {
		rows += "cn\tlaw\t子虚" + title + "法\t\t\t\t\t\t2020-01-01\t2020-01-01\t=\t\t3\n"
	}
	extra := fstest.MapFS{"register.tsv": {Data: []byte(rows)}, "lib/x.rego": {Data: []byte("package policies.lib.x\n")}}
	pack, err := law.Load(policies.FS, extra)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range c.Narrowed() {
		got = append(got, n.ZH, n.EN)
	}
	want := []string{
		"所给的规范包在文件名录中增加了：《子虚甲法》、《子虚乙法》、《子虚丙法》、《子虚丁法》、《子虚戊法》等 7 项",
		"rows of the register of instruments added by a given pack: 《子虚甲法》, 《子虚乙法》, 《子虚丙法》, 《子虚丁法》, 《子虚戊法》 and 2 more",
		"所给的规范包增加了共用规则：lib/x.rego", "shared Rego added by a given pack: lib/x.rego",
	}
	if !slices.Equal(got, want) {
		t.Errorf("narrowed %q, want %q", got, want)
	}
}
