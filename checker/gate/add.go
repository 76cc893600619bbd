package gate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// Add returns the text of a file of waivers with one more at the end of its list, and the line it begins on. What stands
// in text is kept byte for byte; where there is none, a new file is made. The error is a Refused for a waiver that would not
// count; else the text is no file of waivers, or its list is written in a way that nothing can be put behind.
func Add(name string, text []byte, x Waiver, law Law, today string) (added []byte, line int, err error) {
	before := &Waivers{}
	if len(bytes.TrimSpace(text)) == 0 {
		added = append(bytes.Clone(text), newWaivers(name, x)...)
	} else {
		before = ReadWaivers(name, text, law, today)
		for _, f := range before.Findings {
			if f.Severity == finding.Error {
				return nil, 0, fmt.Errorf("%s:%d:%d: %v", f.At.File, f.At.Line, f.At.Column, Refused{f}) // of the file, not of the waiver
			}
		}
		added = before.file.insert(text, x)
	}
	// What was made is read again: nothing that stood there may have changed, and the new one has to count.
	after := ReadWaivers(name, added, law, today)
	n := len(before.all)
	if len(after.all) != n+1 || n > 0 && !reflect.DeepEqual(after.all[:n], before.all) || !reflect.DeepEqual(after.all[n], x) {
		return nil, 0, fmt.Errorf("%s: the list is written in a way that nothing can be put behind it; add the waiver by hand:\n%s", filepath.ToSlash(name), block(x, "  ", "\n"))
	}
	for _, f := range after.Findings {
		if f.At.Pointer == entryAt(n) || strings.HasPrefix(f.At.Pointer, entryAt(n)+"/") {
			return nil, 0, Refused{f}
		}
	}
	return added, after.file.place(entryAt(n)).Line, nil
}

// Refused is the error of a waiver that would not count, by what would be found of it.
type Refused struct{ Finding finding.Finding }

// Error returns the English sentences, without a place: the text was not written.
func (r Refused) Error() string {
	if r.Finding.Hint.EN == "" {
		return r.Finding.Message.EN
	}
	return r.Finding.Message.EN + "; " + r.Finding.Hint.EN
}

func newWaivers(name string, x Waiver) []byte {
	if strings.EqualFold(filepath.Ext(name), ".json") {
		return fmt.Appendf(nil, "{\n \"waivers\": %q,\n \"entries\": [\n  %s\n ]\n}\n", WaiversVersion, inline(x))
	}
	return []byte("# What may stand although it is found: who approved it, why, and until which day.\nwaivers: " + WaiversVersion + "\nentries:\n" + block(x, "  ", "\n"))
}

// insert puts a waiver behind the last one, in the manner of the list.
func (f *file) insert(text []byte, x Waiver) []byte {
	entries, _ := f.doc.Value.(map[string]any)["entries"].([]any)
	list, _ := f.doc.At("/entries")
	put := func(at int, s string) []byte {
		return []byte(string(text[:at]) + s + string(text[at:]))
	}
	inFlow := offset(text, list.Line, list.Column)
	flow := inFlow < len(text) && text[inFlow] == '['
	if len(entries) == 0 {
		if at := offset(text, list.EndLine, list.EndColumn) - 1; flow && at > inFlow {
			return put(at, inline(x))
		}
		return text
	}
	last, _ := f.doc.At(entryAt(len(entries) - 1))
	start := offset(text, last.Line, last.Column)
	if flow {
		return put(offset(text, last.EndLine, last.EndColumn), ", "+inline(x))
	}
	newline := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		newline = "\r\n"
	}
	dash := dashed.FindSubmatch(text[offset(text, last.Line, 1):start])
	if dash == nil {
		return text
	}
	at := offset(text, last.EndLine+1, 1) // a comment behind it stays behind it
	s := block(x, string(dash[1]), newline)
	if at > 0 && text[at-1] != '\n' && text[at-1] != '\r' {
		s = newline + s
	}
	return put(at, s)
}

// dashed is what stands before a waiver on its line.
var dashed = regexp.MustCompile(`^\x{feff}?( *)- +$`)

// offset is the offset in bytes of a place; a place behind the text is its end.
func offset(text []byte, line, column int) int {
	l, c := 1, 1
	for i := 0; i < len(text); {
		if l > line || l == line && c >= column {
			return i
		}
		r, n := utf8.DecodeRune(text[i:])
		if i += n; r == '\n' || r == '\r' && (i >= len(text) || text[i] != '\n') {
			l, c = l+1, 1
		} else if r != '\ufeff' || i > n { // a byte order mark is no character of the text
			c++
		}
	}
	return len(text)
}

// fields are the keys of a waiver with what they hold, those that say something.
func (x Waiver) fields() (out [][2]string) {
	for _, key := range waiverKeys {
		value, always := map[string]string{
			"citation": x.Citation, "practice": x.Practice, "place": x.Place, "reason": x.Reason, "approved_by": x.ApprovedBy, "expires": x.Expires,
		}[key], false
		switch {
		case key == "pointer" && x.Pointer != nil:
			value, always = *x.Pointer, true
		case key == "status" && x.Status != finding.Breached:
			value = string(x.Status)
		}
		if value != "" || always {
			out = append(out, [2]string{key, value})
		}
	}
	return out
}

// block is a waiver as an item of a YAML list.
func block(x Waiver, indent, newline string) string {
	var b strings.Builder
	for i, f := range x.fields() {
		dash := "  "
		if i == 0 {
			dash = "- "
		}
		b.WriteString(indent + dash + f[0] + ": " + scalar(f[1]) + newline)
	}
	return b.String()
}

// inline is a waiver as an object of JSON, which YAML reads too.
func inline(x Waiver) string {
	var parts []string
	for _, f := range x.fields() {
		parts = append(parts, quoted(f[0])+": "+quoted(f[1]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// plain is text that YAML takes as it stands, and for text: words, citations, paths and days.
var plain = sync.OnceValue(func() *regexp.Regexp { // compiling it takes a millisecond, which every command would pay
	return regexp.MustCompile(`^(\pL[\pL\pN_./-]*([ ，、；]?[\pL\pN_./，、；（）《》“”。-]+)*(#[0-9][0-9.-]*)?|[0-9]{4}-[0-9]{2}-[0-9]{2})$`)
})

// scalar is a text as YAML: plain where it cannot be taken for anything else, else quoted.
func scalar(s string) string {
	if plain().MatchString(s) {
		if docs, problems, _ := source.YAML([]byte("a: " + s)); len(problems) == 0 && len(docs) == 1 && len(docs[0].Warnings) == 0 && reflect.DeepEqual(docs[0].Value, map[string]any{"a": s}) {
			return s
		}
	}
	return quoted(s)
}

// quoted is a text in the quotes of JSON. YAML refuses the line separator U+0085 as it stands.
func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil { // a text always encodes
		return `""`
	}
	return strings.ReplaceAll(strings.TrimRight(b.String(), "\n"), "\u0085", `\u0085`)
}
