package gate

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credlint/credlint/checker/finding"
)

func TestAdd(t *testing.T) {
	root := ""
	x := Waiver{Citation: "xx/a_2020#1", Practice: "p", Status: finding.Breached, Reason: "旧系统年底下线", ApprovedBy: "法制科", Expires: "2026-12-31"}
	placed := x
	placed.Place, placed.Pointer, placed.Status, placed.Reason = "xx", &root, finding.Undetermined, `a "b": c`
	for name, tt := range map[string]struct {
		file, text string
		add        Waiver
		want       string
		line       int
	}{
		"a new file": {"w.yaml", "", x, `# 可以存在的问题：由谁批准、理由和最后一日。What may stand although it is found: who approved it, why, and until which day.
waivers: credlint/v1
entries:
  - citation: xx/a_2020#1
    practice: p
    reason: 旧系统年底下线
    approved_by: 法制科
    expires: 2026-12-31
`, 4},
		"a new file of JSON": {"w.json", "", x, `{
 "waivers": "credlint/v1",
 "entries": [
  {"citation": "xx/a_2020#1", "practice": "p", "reason": "旧系统年底下线", "approved_by": "法制科", "expires": "2026-12-31"}
 ]
}
`, 4},
		"all keys": {"w.yaml", "", placed, `# 可以存在的问题：由谁批准、理由和最后一日。What may stand although it is found: who approved it, why, and until which day.
waivers: credlint/v1
entries:
  - citation: xx/a_2020#1
    practice: p
    place: xx
    pointer: ""
    status: undetermined
    reason: "a \"b\": c"
    approved_by: 法制科
    expires: 2026-12-31
`, 4},
		"behind a comment, before another": {"w.yaml", "# ours\nwaivers: credlint/v1\nentries:\n- citation: xx/a_2020#2.1 # why\n  practice: q\n  reason: >-\n    two\n    lines\n  approved_by: b\n  expires: 2026-12-31   # the end\n# the last word\n", x,
			"# ours\nwaivers: credlint/v1\nentries:\n- citation: xx/a_2020#2.1 # why\n  practice: q\n  reason: >-\n    two\n    lines\n  approved_by: b\n  expires: 2026-12-31   # the end\n- citation: xx/a_2020#1\n  practice: p\n  reason: 旧系统年底下线\n  approved_by: 法制科\n  expires: 2026-12-31\n# the last word\n", 11},
		"behind a text of several lines": {"w.yaml", "waivers: credlint/v1\nentries:\n  - expires: 2026-12-31\n    citation: xx/a_2020#2.1\n    practice: q\n    approved_by: b\n    reason: |\n      two\n\n      lines\n\n\n", x,
			"waivers: credlint/v1\nentries:\n  - expires: 2026-12-31\n    citation: xx/a_2020#2.1\n    practice: q\n    approved_by: b\n    reason: |\n      two\n\n      lines\n  - citation: xx/a_2020#1\n    practice: p\n    reason: 旧系统年底下线\n    approved_by: 法制科\n    expires: 2026-12-31\n\n\n", 11},
		"no line end, and Windows": {"w.yaml", "\ufeffwaivers: credlint/v1\r\nentries:\r\n  - citation: xx/a_2020#2.1\r\n    practice: q\r\n    reason: r\r\n    approved_by: b\r\n    expires: 2026-12-31", x,
			"\ufeffwaivers: credlint/v1\r\nentries:\r\n  - citation: xx/a_2020#2.1\r\n    practice: q\r\n    reason: r\r\n    approved_by: b\r\n    expires: 2026-12-31\r\n  - citation: xx/a_2020#1\r\n    practice: p\r\n    reason: 旧系统年底下线\r\n    approved_by: 法制科\r\n    expires: 2026-12-31\r\n", 8},
		"mappings in a list": {"w.yaml", waivers(strings.Replace(good, "#1", "#2.1", 1)) + "  # end\n", x,
			waivers(strings.Replace(good, "#1", "#2.1", 1)) + "  - citation: xx/a_2020#1\n    practice: p\n    reason: 旧系统年底下线\n    approved_by: 法制科\n    expires: 2026-12-31\n  # end\n", 4},
		"an empty list": {"w.yaml", "entries: [ ] # none\nwaivers: credlint/v1\n", x,
			"entries: [ {\"citation\": \"xx/a_2020#1\", \"practice\": \"p\", \"reason\": \"旧系统年底下线\", \"approved_by\": \"法制科\", \"expires\": \"2026-12-31\"}] # none\nwaivers: credlint/v1\n", 1},
		"JSON": {"w.json", "{\"entries\": [\n {\"citation\": \"xx/a_2020#2.1\", \"practice\": \"q\", \"reason\": \"r\", \"approved_by\": \"b\", \"expires\": \"2026-12-31\"}\n], \"waivers\": \"credlint/v1\"}", x,
			"{\"entries\": [\n {\"citation\": \"xx/a_2020#2.1\", \"practice\": \"q\", \"reason\": \"r\", \"approved_by\": \"b\", \"expires\": \"2026-12-31\"}, {\"citation\": \"xx/a_2020#1\", \"practice\": \"p\", \"reason\": \"旧系统年底下线\", \"approved_by\": \"法制科\", \"expires\": \"2026-12-31\"}\n], \"waivers\": \"credlint/v1\"}", 2},
		"a byte order mark": {"w.json", "\ufeff{\"entries\": [], \"waivers\": \"credlint/v1\"}", x,
			"\ufeff{\"entries\": [{\"citation\": \"xx/a_2020#1\", \"practice\": \"p\", \"reason\": \"旧系统年底下线\", \"approved_by\": \"法制科\", \"expires\": \"2026-12-31\"}], \"waivers\": \"credlint/v1\"}", 1},
		"behind one that does not count": {"w.yaml", waivers("  - citation: nothing\n"), x, waivers("  - citation: nothing\n  - citation: xx/a_2020#1\n    practice: p\n    reason: 旧系统年底下线\n    approved_by: 法制科\n    expires: 2026-12-31\n"), 4},
	} {
		t.Run(name, func(t *testing.T) {
			got, line, err := Add(tt.file, []byte(tt.text), tt.add, tiny, today)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if line != tt.line {
				t.Errorf("line %d, want %d", line, tt.line)
			}
		})
	}
}

func TestAddRefuses(t *testing.T) {
	x := Waiver{Citation: "xx/a_2020#1", Practice: "p", Status: finding.Breached, Reason: "r", ApprovedBy: "b", Expires: "2026-12-31"}
	items := "items[0]"
	for name, tt := range map[string]struct {
		text   string
		change func(*Waiver)
		want   string
	}{
		"nobody may":      {"", func(x *Waiver) { x.Citation = "xx/a_2020#3" }, "xx/a_2020#3 may not be waived, so that the waiver does not count; the right it protects is not the agency's to give up; change the practice"},
		"unknown":         {"", func(x *Waiver) { x.Citation = "xx/a_2020#2" }, `no clause is "xx/a_2020#2" in the law at hand, so that the waiver does not count; did you mean "xx/a_2020#2.1"`},
		"past":            {"", func(x *Waiver) { x.Expires = "2026-02-28" }, "the waiver expired on 2026-02-28 and does not count; change the practice, have it approved again, or take the waiver out"},
		"no reason":       {"", func(x *Waiver) { x.Reason = " " }, "the waiver gives no reason and does not count; say why in reason"},
		"no approver":     {"", func(x *Waiver) { x.ApprovedBy = "" }, "the waiver does not say who approved it and does not count; name the person or office in approved_by"},
		"no pointer":      {"", func(x *Waiver) { x.Pointer = &items }, `"items[0]" is no JSON pointer, so that the waiver does not count; write it as the JSON report does, such as /items/0/category`},
		"duplicate":       {waivers(good), func(*Waiver) {}, "the waiver on line 3 is for the same, so that this one does not count; keep one of the two"},
		"another version": {"waivers: 2\nentries: []\n", func(*Waiver) {}, `w.yaml:1:10: the file of waivers is not of the version "credlint/v1"; begin with "waivers: credlint/v1" and list the waivers under "entries"`},
		"a practice":      {"practice: credlint/v1\n", func(*Waiver) {}, `w.yaml:1:1: this is no file of waivers; begin with "waivers: credlint/v1" and list the waivers under "entries"`},
		"a dash on a line of its own": {waivers("  -\n    citation: y\n"), func(*Waiver) {}, "w.yaml: the list is written in a way that nothing can be put behind it; add the waiver by hand:\n" +
			"  - citation: xx/a_2020#1\n    practice: p\n    reason: r\n    approved_by: b\n    expires: 2026-12-31\n"},
		"no text": {"", func(x *Waiver) { x.Practice = "a\xff" }, "w.yaml: the list is written in a way that nothing can be put behind it; add the waiver by hand:\n" +
			"  - citation: xx/a_2020#1\n    practice: \"a\\ufffd\"\n    reason: r\n    approved_by: b\n    expires: 2026-12-31\n"},
		"blank lines that belong to a text": {"waivers: credlint/v1\nentries:\n  - reason: |+\n      two\n\n\n", func(*Waiver) {}, "w.yaml: the list is written in a way that nothing can be put behind it; add the waiver by hand:\n" +
			"  - citation: xx/a_2020#1\n    practice: p\n    reason: r\n    approved_by: b\n    expires: 2026-12-31\n"},
		"an alias": {"x: &x [{citation: y}]\nwaivers: credlint/v1\nentries: *x\n", func(*Waiver) {}, `w.yaml:1:1: unknown key "x" in a file of waivers; one of "waivers", "entries"`},
	} {
		t.Run(name, func(t *testing.T) {
			x := x
			tt.change(&x)
			got, _, err := Add("w.yaml", []byte(tt.text), x, tiny, today)
			if err == nil {
				t.Fatalf("accepted:\n%s", got)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever is added, one after the other, is read back as it was, and nothing that stood there changes.
func TestAddKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"w.yaml", "w.json"}).Draw(t, "name")
		start := []string{"", "waivers: credlint/v1\nentries: []\n", "waivers: credlint/v1\r\nentries:\r\n- citation: a\r\n  reason: |\r\n    x\r\n\r\n# end", "waivers: credlint/v1\nentries: [{citation: a}, # b\n b]\n"}
		if name == "w.json" {
			start = []string{"", `{"waivers": "credlint/v1", "entries": []}`, "{\"entries\": [1,\n2 ], \"waivers\": \"credlint/v1\"}\n"}
		}
		text := []byte(rapid.SampledFrom(start).Draw(t, "text"))
		for range rapid.IntRange(1, 4).Draw(t, "waivers") {
			x := drawnWaiver(t)
			x.Reason = rapid.StringN(1, 20, -1).Draw(t, "reason")
			x.ApprovedBy = rapid.String().Draw(t, "approved by")
			before := ReadWaivers(name, text, tiny, today)
			added, line, err := Add(name, text, x, tiny, today)
			if err != nil {
				if strings.Contains(err.Error(), "by hand") {
					t.Fatal(err)
				}
				continue
			}
			after := ReadWaivers(name, added, tiny, today)
			if len(text) > 0 && (len(after.all) != len(before.all)+1 || len(before.all) > 0 && cmp.Diff(before.all, after.all[:len(before.all)]) != "") {
				t.Fatalf("what stood there has changed:\n%s\n%s", text, added)
			}
			last := len(after.all) - 1
			if diff := cmp.Diff(x, after.all[last]); diff != "" {
				t.Fatalf("read back differently:\n%s\n%s", diff, added)
			}
			if after.file.positionOf(entryPointer(last)).Line != line {
				t.Fatalf("it begins on line %d, not %d:\n%s", after.file.positionOf(entryPointer(last)).Line, line, added)
			}
			i := 0 // the added text is contiguous
			for i < len(text) && i < len(added) && text[i] == added[i] {
				i++
			}
			if !bytes.HasSuffix(added, text[i:]) {
				t.Fatalf("the text that stood there is not kept:\n%q\n%q", text, added)
			}
			text = added
		}
	})
}
