package finding

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestErrorf(t *testing.T) {
	inner := Errorf("“%s”没有第 %d 款", "%q has no clause %d", "a\nb", 3)
	for _, test := range []struct {
		err  error
		want Text
	}{
		{inner, Text{ZH: "“a b”没有第 3 款", EN: `"a\nb" has no clause 3`}},
		{Errorf("选项 --%s%v", "flag --%s: %w", "only", inner), Text{ZH: "选项 --only：“a b”没有第 3 款", EN: `flag --only: "a\nb" has no clause 3`}},
		{Errorf("%v；未作任何判断", "%w; nothing was judged", inner), Text{ZH: "“a b”没有第 3 款；未作任何判断", EN: `"a\nb" has no clause 3; nothing was judged`}},
		{Errorf("无法读取%v", "cannot be read: %w", fs.ErrPermission), Text{ZH: "无法读取（permission denied）", EN: "cannot be read: permission denied"}},
		{Errorf("%[2]s的%[1]s", "%s of %s", Text{ZH: "甲", EN: "A"}, Text{ZH: "乙", EN: "B"}), Text{ZH: "乙的甲", EN: "A of B"}},
		{errors.Join(Errorf("一", "one"), fs.ErrExist), Text{ZH: "一；file already exists", EN: "one; file already exists"}},
		{fs.ErrExist, Text{EN: "file already exists"}},
	} {
		if diff := cmp.Diff(test.want, TextOf(test.err)); diff != "" {
			t.Errorf("%v:\n%s", test.err, diff)
		}
	}
	if !errors.Is(Errorf("无法读取%v", "cannot be read: %w", fs.ErrPermission), fs.ErrPermission) {
		t.Error("the cause is not wrapped")
	}
}
