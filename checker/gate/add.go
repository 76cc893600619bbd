package gate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Add returns the text of a file of waivers with a waiver appended to its list, and the line of that waiver. The existing text
// is kept byte for byte; an empty text gives a new file. The error is an InvalidWaiverError if the new waiver is invalid.
// Other errors mean that text is no valid file of waivers, or that its syntax does not allow appending.
func Add(name string, text []byte, x Waiver, law Law, today string) (added []byte, line int, err error) {
	before := &Waivers{}
	if len(bytes.TrimSpace(text)) == 0 {
		added = append(bytes.Clone(text), newWaivers(name, x)...)
	} else {
		before = ReadWaivers(name, text, law, today)
		for _, f := range before.Findings {
			if f.Severity == finding.Error {
				return nil, 0, finding.Errorf("%s:%d:%d: %s", "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, InvalidWaiverError{f}.Text()) // an error about the file, not about the waiver
			}
		}
		for _, i := range before.valid {
			y := before.all[i]
			if wide := x; len(y.Of) == 0 && y.Pointer == nil {
				wide.Of, wide.Pointer = nil, nil
				if wide.subject() == y.subject() {
					return nil, 0, InvalidWaiverError{before.duplicate(i, finding.Position{})}
				}
			}
		}
		added = before.file.insert(text, x)
	}
	// Parse the result: the existing waivers must be unchanged and the new one valid.
	after := ReadWaivers(name, added, law, today)
	n := len(before.all)
	if len(after.all) != n+1 || n > 0 && !reflect.DeepEqual(after.all[:n], before.all) || !reflect.DeepEqual(after.all[n], x) {
		item := yamlItem(x, "  ", "\n")
		return nil, 0, finding.Errorf("%s：该列表的写法不便在末尾增加；请自行加入这项豁免：\n%s", "%s: the list is written in a way that nothing can be put behind it; add the waiver by hand:\n%s",
			filepath.ToSlash(name), finding.Text{ZH: item, EN: item})
	}
	for _, f := range after.Findings {
		if f.At.Pointer == entryPointer(n) || strings.HasPrefix(f.At.Pointer, entryPointer(n)+"/") {
			return nil, 0, InvalidWaiverError{f}
		}
	}
	return added, after.file.positionOf(entryPointer(n)).Line, nil
}

// InvalidWaiverError is the error for a waiver that would be invalid, with the finding about it.
type InvalidWaiverError struct{ Finding finding.Finding }

// Text returns the message and hint without a position, because the text was not written.
func (r InvalidWaiverError) Text() finding.Text { return r.Finding.Message.With(r.Finding.Hint) }

// Error returns the text in English.
func (r InvalidWaiverError) Error() string { return r.Text().EN }

func newWaivers(name string, x Waiver) []byte {
	if strings.EqualFold(filepath.Ext(name), ".json") {
		return fmt.Appendf(nil, "{\n \"waivers\": %q,\n \"entries\": [\n  %s\n ]\n}\n", WaiversVersion, flowItem(x))
	}
	return []byte("# 可以存在的问题：由谁批准、理由和最后一日。What may stand although it is found: who approved it, why, and until which day.\nwaivers: " + WaiversVersion + "\nentries:\n" + yamlItem(x, "  ", "\n"))
}

// insert appends a waiver in the style of the list. It returns text unchanged if it cannot.
func (f *file) insert(text []byte, x Waiver) []byte {
	entries, _ := f.doc.Value.(map[string]any)["entries"].([]any)
	list, _ := f.doc.At("/entries")
	put := func(at int, s string) []byte {
		return []byte(string(text[:at]) + s + string(text[at:]))
	}
	inFlow := byteOffset(text, list.Line, list.Column)
	flow := inFlow < len(text) && text[inFlow] == '['
	if len(entries) == 0 {
		if at := byteOffset(text, list.EndLine, list.EndColumn) - 1; flow && at > inFlow {
			return put(at, flowItem(x))
		}
		return text
	}
	last, _ := f.doc.At(entryPointer(len(entries) - 1))
	start := byteOffset(text, last.Line, last.Column)
	if flow {
		return put(byteOffset(text, last.EndLine, last.EndColumn), ", "+flowItem(x))
	}
	newline := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		newline = "\r\n"
	}
	dash := itemDash.FindSubmatch(text[byteOffset(text, last.Line, 1):start])
	if dash == nil {
		return text
	}
	at := byteOffset(text, last.EndLine+1, 1) // after a comment on the same line
	s := yamlItem(x, string(dash[1]), newline)
	if at > 0 && text[at-1] != '\n' && text[at-1] != '\r' {
		s = newline + s
	}
	return put(at, s)
}

// itemDash matches the text before a waiver on its first line.
var itemDash = regexp.MustCompile(`^\x{feff}?( *)- +$`)

// byteOffset converts a position to an offset in bytes, or to the end of the text.
func byteOffset(text []byte, line, column int) int {
	l, c := 1, 1
	for i := 0; i < len(text); {
		if l > line || l == line && c >= column {
			return i
		}
		r, n := utf8.DecodeRune(text[i:])
		if i += n; r == '\n' || r == '\r' && (i >= len(text) || text[i] != '\n') {
			l, c = l+1, 1
		} else if r != '\ufeff' || i > n { // a leading byte order mark has no column
			c++
		}
	}
	return len(text)
}

// fields returns the keys of a waiver with their values, without empty values and the default status. Several subjects are one
// value in JSON.
func (x Waiver) fields() [][2]string {
	status := string(x.Status)
	if x.Status == finding.Breached {
		status = ""
	}
	out := [][2]string{{"citation", x.Citation}, {"practice", x.Practice}, {"place", x.Place}}
	if x.Pointer != nil { // an empty pointer is the whole practice
		out = append(out, [2]string{"pointer", *x.Pointer})
	}
	if len(x.Of) == 1 {
		out = append(out, [2]string{"of", x.Of[0]})
	} else if len(x.Of) > 1 {
		var quoted []string
		for _, s := range x.Of {
			quoted = append(quoted, jsonString(s))
		}
		out = append(out, [2]string{"of", "[" + strings.Join(quoted, ", ") + "]"})
	}
	out = append(out, [][2]string{{"status", status}, {"reason", x.Reason}, {"approved_by", x.ApprovedBy}, {"expires", x.Expires}}...)
	return slices.DeleteFunc(out, func(f [2]string) bool { return f[0] != "pointer" && f[1] == "" })
}

// yamlItem formats a waiver as an item of a YAML list.
func yamlItem(x Waiver, indent, newline string) string {
	var b strings.Builder
	for i, f := range x.fields() {
		dash := "  "
		if i == 0 {
			dash = "- "
		}
		b.WriteString(indent + dash + f[0] + ": " + x.encoded(f, yamlScalar) + newline)
	}
	return b.String()
}

// flowItem formats a waiver as a JSON object, which is also valid YAML.
func flowItem(x Waiver) string {
	var parts []string
	for _, f := range x.fields() {
		parts = append(parts, jsonString(f[0])+": "+x.encoded(f, jsonString))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// encoded is the value of a field as scalar writes it; a list of subjects is written already.
func (x Waiver) encoded(f [2]string, scalar func(string) string) string {
	if f[0] == "of" && len(x.Of) > 1 {
		return f[1]
	}
	return scalar(f[1])
}

// yamlScalar formats text as a YAML scalar, without quotes if it reads as the same text without them.
func yamlScalar(s string) string {
	docs, problems, _ := source.YAML([]byte("a: " + s))
	if len(problems) == 0 && len(docs) == 1 && len(docs[0].Warnings) == 0 && finding.Sanitize(s) == s && reflect.DeepEqual(docs[0].Value, map[string]any{"a": s}) {
		return s
	}
	return jsonString(s)
}

// jsonString formats text as a JSON string that is also valid YAML, which forbids an unescaped U+0085.
func jsonString(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b) // not finding.JSON, because YAML does not know surrogates
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil { // encoding a string does not fail
		return `""`
	}
	return strings.ReplaceAll(strings.TrimRight(b.String(), "\n"), "\u0085", `\u0085`)
}
