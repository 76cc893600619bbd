package lint_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/checker/lint"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

func TestCategories(t *testing.T) {
	t.Parallel()
	kind, err := practice.KindSchema(schemas.FS, "collection")
	if err != nil {
		t.Fatal(err)
	}
	known := kind.Find("/items/0/category").Enum
	const (
		rules = "cn/zixu/wuyou/property_credit_2024/rules.rego"
		list  = `item.category == "property_fee_arrears"`
	)
	tests := []struct {
		name, condition string
		named           []string // nil: no category at all
	}{
		{"a constant", list, []string{"property_fee_arrears"}},
		{"a set", `item.category in {"wage_arrears", "tax_amount"}`, []string{"wage_arrears", "tax_amount"}},
		{"an array", `item.category in ["wage_arrears"]`, []string{"wage_arrears"}},
		{"a set with a name", "item.category in listed\n\nlisted := {\"gene\"}", []string{"gene"}},
		{"what is left out by name", "not item.category in {\"name\"}", []string{"name"}},
		{"another fact", `item.source == "subject"`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			files := lawtest.Files(t, "../../testdata/packs/wuyou")
			text := strings.Replace(string(files[rules].Data), "of_arrears(item) if "+list, "of_arrears(item) if "+test.condition, 1)
			files[rules] = &fstest.MapFile{Data: []byte(text)}
			pack, err := law.Load(policies.FS, files)
			if err != nil {
				t.Fatal(err)
			}
			c, err := checker.New(pack, checker.Options{})
			if err != nil {
				t.Fatal(err)
			}
			in := pack.Instruments[slices.IndexFunc(pack.Instruments, func(in *law.Instrument) bool {
				return in.ID == "cn/zixu/wuyou/property_credit_2024"
			})]
			got, err := lint.CategoriesOf(c, in)
			if err != nil {
				t.Fatal(err)
			}
			var want lint.Categories
			if test.named != nil {
				want.Known = len(known)
				for _, name := range known {
					if !slices.Contains(test.named, name) {
						want.Unnamed = append(want.Unnamed, name)
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
