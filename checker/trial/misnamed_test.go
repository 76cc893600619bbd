package trial

import (
	"fmt"
	"path"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/policies"
)

// TestMisnamed plants tests under names by which they would never run.
func TestMisnamed(t *testing.T) {
	t.Parallel()
	const dir = "cn/zixu/wuyou/property_credit_2024/"
	files := lawtest.Files(t, "../../testdata/packs/wuyou")
	for _, name := range []string{"cases/art_03_more.YAML", "cases/art03_more.yaml", "cases/art_99_more.yaml", "cases/notes.txt", "cases/notes.md", "case/art_03_more.yaml", "cases/.art_03.yaml.swp", "cases/whole.yaml"} {
		files[dir+name] = &fstest.MapFile{Data: []byte("a: 1\n")}
	}
	files[dir+"more_test.rego"] = &fstest.MapFile{Data: []byte("package policies.cn.zixu.wuyou.property_credit_2024_test\n\ntset_one if helper\n\ntest_two if helper\n\nhelper := true\n")}
	pack, err := law.Load(policies.FS, files)
	if err != nil {
		t.Fatal(err)
	}
	in, ok := pack.Instrument(path.Clean(dir))
	if !ok {
		t.Fatal(pack.Findings)
	}
	var got []string
	for _, f := range misnamed(files, in) {
		if f.Message.ZH == "" {
			t.Errorf("%s is not in Chinese", f.Message.EN)
		}
		got = append(got, fmt.Sprintf("%s:%d %s", path.Base(f.At.File), f.At.Line, f.Message.EN))
	}
	want := []string{
		"art_03_more.yaml:1 the file is not in the folder cases, so it is no case",
		"art03_more.yaml:1 the file is not held to its article: name it as art_14_….yaml",
		`art_03_more.YAML:1 the file was not run: cases end in .yaml, .yml or .json, not in ".YAML"`,
		"art_99_more.yaml:1 the file is not held to its article: the instrument has no article 99",
		`notes.txt:1 the file was not run: cases end in .yaml, .yml or .json, not in ".txt"`,
		"more_test.rego:3 tset_one is no test and nothing calls it; names of tests begin with test_",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	shipped, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range shipped.Instruments {
		for _, f := range misnamed(policies.FS, in) {
			t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
		}
	}
}
