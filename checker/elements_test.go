package checker

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

func TestElements(t *testing.T) {
	kind, err := practice.KindSchema(schemas.FS, "disclosure")
	if err != nil {
		t.Fatal(err)
	}
	got := elements(kind, map[string]any{
		"basis":      []any{map[string]any{"cite": "《某法》第一条"}},
		"recipients": []any{map[string]any{"type": "court", "name": "某区人民法院"}},
		"items":      []any{map[string]any{"category": "name"}, map[string]any{"category": "contact", "field": "手机号码"}, map[string]any{}},
	})
	recipients, items := finding.Text{ZH: "接收方", EN: "recipients"}, finding.Text{ZH: "信息项", EN: "information items"}
	want := []finding.Element{
		{Pointer: "/recipients/0", List: recipients, Name: finding.Text{ZH: "某区人民法院", EN: "某区人民法院"}},
		{Pointer: "/items/0", List: items, Name: finding.Text{ZH: "姓名或者名称", EN: "name"}},
		{Pointer: "/items/1", List: items, Name: finding.Text{ZH: "手机号码", EN: "手机号码"}},
		{Pointer: "/items/2", List: items, Name: finding.Text{ZH: "第三项", EN: "no. 3"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
