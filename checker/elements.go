package checker

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
)

// elements lists the acts of a practice: the elements of its lists whose kind is one of an enumeration. An element has the name
// that the agency gives it, else that of its kind, else its number.
func elements(kind *practice.Fact, value map[string]any) []finding.Element {
	var out []finding.Element
	for _, list := range kind.Children {
		if list.Type != "array" {
			continue
		}
		text := func(ok func(*practice.Fact) bool) string {
			if i := slices.IndexFunc(list.Items.Children, ok); i >= 0 {
				return list.Items.Children[i].Name
			}
			return ""
		}
		kinds := text(func(f *practice.Fact) bool { return f.Required && len(f.Enum) > 1 })
		own := text(func(f *practice.Fact) bool { return f.Type == "string" && f.Enum == nil && f.Format == "" })
		if kinds == "" {
			continue
		}
		all, _ := value[list.Name].([]any)
		for i, e := range all {
			properties, _ := e.(map[string]any)
			named, _ := properties[own].(string)
			of, _ := properties[kinds].(string)
			name := list.Items.Child(kinds).EnumTitles[of]
			name.ZH = cmp.Or(named, name.ZH, fmt.Sprintf("第%s项", finding.Numeral(i+1)))
			name.EN = cmp.Or(named, name.EN, fmt.Sprint("no. ", i+1))
			out = append(out, finding.Element{Pointer: "/" + list.Name + "/" + strconv.Itoa(i), List: list.Title, Name: name})
		}
	}
	return out
}
