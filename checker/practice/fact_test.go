package practice

import (
	"testing"

	"github.com/credlint/credlint/schemas"
)

// TestKindSchemas holds what every shipped kind must give the engine.
func TestKindSchemas(t *testing.T) {
	for _, kind := range Kinds(schemas.FS) {
		root, err := KindSchema(schemas.FS, kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"practice", "kind", "id", "jurisdiction", "agency", "day"} {
			if f := root.Child(name); f == nil || !f.Required {
				t.Errorf("%s: %q must be required", kind, name)
			}
		}
		if root.Find("/agency/type") == nil || root.Find("/agency/agency") != nil {
			t.Errorf("%s: the agency's facts must stand under agency, without the mark of the file", kind)
		}
		var walk func(f *Fact, pointer string)
		walk = func(f *Fact, pointer string) {
			if pointer != "" && f.Title.ZH == "" && f.Items == nil && f.Name != "" {
				t.Errorf("%s: %s has no Chinese title", kind, pointer)
			}
			switch f.Type {
			case "object", "array", "string", "integer", "number", "boolean", "period", "judgement":
			default:
				t.Errorf("%s: %s has type %q", kind, pointer, f.Type)
			}
			for guard := range f.When {
				if root.Find(pointer[:len(pointer)-len(f.Name)]+guard) == nil {
					t.Errorf("%s: %s hangs on %q, which does not exist", kind, pointer, guard)
				}
			}
			for _, c := range f.Children {
				walk(c, pointer+"/"+c.Name)
			}
			if f.Items != nil {
				walk(f.Items, pointer+"/0")
			}
		}
		walk(root, "")
	}
}
