package practice

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker/finding"
)

func clean(schema string) fstest.MapFS {
	return fstest.MapFS{"kinds/x.json": {Data: []byte(schema)}}
}

// FuzzLoad holds that whatever is read gives either a valid practice or a finding with a place, and tells no identity number.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{
		"", good, good + "---\n" + good, good + "consent: {given: true, form: written, explicit: false}\n", good + "  necessary: {value: true}\n  kept: {years: 1, unlimited: true}\n",
		"practice: credlint/v1\nkind: 11010519491231002X\n", "agency: credlint/v1\ntype: cuort\n", "agency: [1]\n", "waivers: 1\n", "kind: tiny\n", "practice:\nkind: tiny\nitems: [[], {}]\n",
		"practice: credlint/v1\nkind: tiny\n11010519491231002X: {a~/: 1}\n", strings.Replace(good, "{type: court}", "x.yaml", 1), strings.Replace(good, "{type: court}", "{agency: credlint/v1, code: 123}", 1),
		"practice: 1\nkind: tiny\nitems: &a [{category: gene, field: *b}]\n", good + "  field: &x 110105194912310038\ntitle: *x\n",
	} {
		f.Add(s)
	}
	words := newVocabulary(tiny) // compiled once: what is tested is the reading
	form, err := words.form("kinds/tiny.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reading := newLoader(Options{}, words)
		if err := reading.validate(named{name: "nowhere/x.yaml"}, []byte(text)); err != nil {
			t.Fatal(err)
		}
		l := reading.finish()
		for _, x := range all(l) {
			if x.At.Line < 1 || x.At.Column < 1 || x.At.EndLine < x.At.Line || x.At.File == "" {
				t.Errorf("impossible place of %+v", x)
			}
			checkLanguages(t, x)
			for _, s := range []string{x.Message.EN, x.Message.ZH, x.Hint.EN, x.Hint.ZH, x.Snippet, x.At.Pointer} {
				if _, found := finding.Mask(s); found != finding.NoPersonal {
					t.Errorf("an identity number is told: %q", s)
				}
			}
		}
		for _, d := range l.Documents {
			if d.Kind != "tiny" || d.ID == "" || len(d.Day) != 10 {
				t.Errorf("judged without kind, id or day: %+v", d)
			}
			if faults, err := form.check(d.Value); err != nil || len(faults) > 0 {
				t.Errorf("what is handed on is not valid: %+v, %v", faults, err)
			}
		}
		if len(l.Documents) == 0 && len(l.Findings) == 0 && !strings.Contains(text, "waivers") && !strings.Contains(text, "agency") {
			t.Error("neither a practice nor a finding")
		}
	})
}
