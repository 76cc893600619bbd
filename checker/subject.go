package checker

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/practice"
)

// maxSubject is the length of a value from which on its hash stands for it.
const maxSubject = 200

// subject describes what stands at a pointer whatever its place in lists: an element is named by its required facts and its free
// texts, which say what it is, and the value at the pointer is written out.
func (j *judging) subject(pointer string) string {
	if pointer == "" {
		return ""
	}
	var b strings.Builder
	f, v, found := j.kind, any(j.doc.Value), true
	for step := range strings.SplitSeq(pointer[1:], "/") {
		switch x := v.(type) {
		case map[string]any:
			f = f.Child(step)
			v, found = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if f != nil {
				f = f.Items
			}
			if found = err == nil && i >= 0 && i < len(x); found {
				v = x[i]
				step = elementName(f, v)
			}
		default:
			found = false
		}
		b.WriteString("/" + step)
		if !found {
			v = nil
		}
	}
	if !found {
		return b.String()
	}
	value, err := json.Marshal(v)
	if err != nil { // values of documents can be encoded
		return b.String()
	}
	if len(value) > maxSubject {
		value = fmt.Appendf(nil, "sha256:%x", sha256.Sum256(value))
	}
	return b.String() + " = " + string(value)
}

// elementName names an element of a list.
func elementName(f *practice.Fact, v any) string {
	element, ok := v.(map[string]any)
	if !ok || f == nil {
		return fmt.Sprint(v)
	}
	var names []string
	for _, c := range f.Children {
		text, ok := element[c.Name].(string)
		if ok && (c.Required || c.Type == "string" && c.Enum == nil && c.Format == "") {
			names = append(names, text)
		}
	}
	return strings.Join(names, "+")
}
