package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/schemas"
)

func templateNames() []string {
	return append([]string{"agency"}, practice.Kinds(schemas.FS)...)
}

func newCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "new KIND",
		Short: "print a commented template of a practice, or of an agency",
		Long: "new prints a template that is valid as it stands: facts that must be stated hold an example, all others are commented out,\n" +
			"each with its name in Chinese and English, what it means that it is not stated, and what may be written.",
		Example:           "  credlint new agency > agency.yaml\n  credlint new collection > plan.yaml",
		Args:              arguments(1, 1, "the kind of practice"),
		ValidArgsFunction: completeOne(templateNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(templateNames(), args[0]) {
				return usage("no kind of practice is called %q; %s", args[0], suggestion(args[0], templateNames()))
			}
			return writeTemplate(cmd.OutOrStdout(), args[0])
		},
	}
}

// template writes the facts of a kind as YAML. Lines of documentation begin with "##" and commented facts with "# ", so that
// removing "# " gives YAML.
type template struct {
	out  bytes.Buffer
	kind string
	// seen maps descriptions and lists of values that are already written to the title of their fact.
	seen map[string]string
}

func writeTemplate(w io.Writer, kind string) error {
	t := &template{kind: kind, seen: map[string]string{}}
	t.line("# yaml-language-server: $schema=credlint-%s.schema.json", kind)
	t.line("# credlint schema %s > credlint-%s.schema.json", kind, kind)
	t.line("#")
	var facts *practice.Fact
	var err error
	if kind == "agency" {
		facts, err = practice.AgencySchema(schemas.FS)
	} else {
		facts, err = practice.KindSchema(schemas.FS, kind)
	}
	if err != nil {
		return err
	}
	t.doc("# ", bilingual(facts.Title))
	t.doc("# ", facts.Description.ZH)
	t.doc("# ", facts.Description.EN)
	t.line("#")
	t.doc("# ", "必填项已填入示例，请改为实际情况。选填项均已注释，删去“# ”即为填写；以“##”开头的是说明。未填写的视为未知，法律据此判断时须补充；注明“可不填”或者“不填即否”的除外。")
	t.doc("# ", `Facts that must be stated hold an example: put yours in its place. All others are commented out: remove "# " to state one. Lines with "##" explain. What is not stated is unknown, and the law may ask for it, unless its line says that it may be left out or that absence means no.`)
	if kind == "agency" {
		t.line("\nagency: %s", practice.Version)
	}
	for _, f := range facts.Children {
		t.fact(f, "", "", true)
	}
	_, err = w.Write(t.out.Bytes())
	return err
}

const templateWidth = 100

// doc writes a text after a prefix, wrapped at templateWidth columns.
func (t *template) doc(prefix, text string) {
	if text == "" {
		return
	}
	for _, line := range report.Wrap(text, 0, templateWidth-report.Width(prefix)) {
		t.line("%s%s", prefix, line)
	}
}

// fact writes one fact. Lines begin with indent and mark; mark is the comment sign, and its indentation, of an enclosing fact
// that is commented out.
func (t *template) fact(f *practice.Fact, indent, mark string, top bool) {
	t.entry(f, indent, mark, "", top)
}

// entry is fact with a text before the key of the first line: "- " for the first fact of an element.
func (t *template) entry(f *practice.Fact, indent, mark, dash string, top bool) {
	optional := !f.Required && dash == ""
	if f.When != nil { // it excludes other facts, so uncommenting the object must not set it
		optional = true
	}
	docPrefix := indent + mark + "## "
	if top {
		t.line("")
	}
	title := bilingual(f.Title)
	if optional {
		title += map[string]string{"false": "（不填即否 / absence means no）", "not_applicable": "（可不填 / may be left out）"}[f.Absent]
	}
	t.doc(docPrefix, title)
	t.doc(docPrefix, whenText(f.When))
	if d := bilingual(f.Description); t.seen[d] == "" { // such as that of judgements and periods
		t.seen[d] = title
		t.doc(docPrefix, f.Description.ZH)
		t.doc(docPrefix, f.Description.EN)
	}
	enum := f
	if f.Type == "array" {
		enum = f.Items
	}
	t.values(enum, f.Title, docPrefix)
	if optional {
		mark += "# "
	}
	key := indent + mark + dash + f.Name + ":"
	// Children are indented below the key, elements below the dash.
	inner := strings.Repeat(" ", len(dash)) + "  "
	if t.kind != "agency" && f.Name == "agency" && top {
		t.doc(docPrefix, "可以写文件路径（credlint new agency），如 agency: agency.yaml / a path too: credlint new agency > agency.yaml, then agency: agency.yaml")
		t.line("%s", key)
		for _, c := range f.Children {
			if c.Required || c.Name == "name" {
				t.fact(c, indent, mark+inner, false)
			}
		}
		return
	}
	switch {
	case f.Type == "array" && len(f.Items.Children) > 0 && f.Items.Type == "object":
		t.line("%s", key)
		first := slices.IndexFunc(f.Items.Children, func(c *practice.Fact) bool { return c.Required })
		first = max(first, 0)
		t.entry(f.Items.Children[first], indent, mark+inner, "- ", false)
		for i, c := range f.Items.Children {
			if i != first {
				t.fact(c, indent, mark+inner+"  ", false)
			}
		}
	case f.Type == "object":
		t.line("%s", key)
		live := slices.ContainsFunc(f.Children, func(c *practice.Fact) bool { return c.Required || c.Absent == "unknown" && c.When == nil })
		for i, c := range f.Children {
			// Uncommenting an object sets the facts whose absence is unknown, and at least one fact.
			if optional && c.Absent == "unknown" || !live && i == 0 {
				stated := *c
				stated.Required = true
				c = &stated
			}
			t.fact(c, indent, mark+inner, false)
		}
	default:
		t.line("%s %s", key, t.example(f))
	}
}

// values lists the allowed values, once for facts with the same values.
func (t *template) values(f *practice.Fact, title finding.Text, prefix string) {
	if len(f.Enum) < 2 {
		return
	}
	list := strings.Join(f.Enum, " ")
	if above := t.seen[list]; above != "" {
		t.doc(prefix+"  ", "取值同上 / values as above: "+above)
		return
	}
	t.seen[list] = bilingual(title)
	width := 0
	for _, v := range f.Enum {
		width = max(width, len(v))
	}
	for _, v := range f.Enum {
		t.line("%s  %s  %s", prefix, report.Pad(v, width), bilingual(f.EnumTitles[v]))
	}
}

// whenText describes the values of sibling facts for which a fact exists.
func whenText(when map[string][]string) string {
	var zh, en []string
	for _, name := range slices.Sorted(maps.Keys(when)) {
		values := make([]string, len(when[name]))
		for i, v := range when[name] {
			values[i] = strings.Trim(v, `"`)
		}
		zh = append(zh, fmt.Sprintf("%s 为 %s", name, strings.Join(values, "、")))
		last := len(values) - 1
		either := values[last]
		if last > 0 {
			either = strings.Join(values[:last], ", ") + " or " + either
		}
		en = append(en, fmt.Sprintf("%s is %s", name, either))
	}
	if len(zh) == 0 {
		return ""
	}
	return bilingual(finding.Text{ZH: "仅当 " + strings.Join(zh, "，且 ") + " 时填写", EN: "only where " + strings.Join(en, " and ")})
}

// example returns an example value of a fact: that of the schema, else the first allowed value.
func (t *template) example(f *practice.Fact) string {
	switch {
	case f.Name == "kind" && f.Enum != nil:
		return t.kind
	case f.Name == "id":
		return "example-" + t.kind
	}
	if f.Example != nil {
		return flowYAML(f.Example)
	}
	switch f.Type {
	case "string":
		switch {
		case len(f.Enum) > 0:
			return flowYAML(f.Enum[0])
		case f.Format == "date":
			return "2026-03-01"
		case f.Format == "credit_code":
			return "91350100M000100Y43" // the example in GB 32100-2015
		}
		return flowYAML(f.Title.ZH)
	case "boolean":
		return "true"
	case "integer", "number":
		if f.Min != nil {
			return fmt.Sprint(*f.Min)
		}
		return "1"
	case "period":
		return "{years: 1}"
	case "judgement":
		return "{value: true, reason: 请说明理由}"
	case "array":
		if f.MinItems > 0 || len(f.Items.Enum) > 0 {
			return "[" + t.example(f.Items) + "]"
		}
		return "[]"
	}
	return flowYAML(f.Title.ZH)
}

// flowYAML formats a value as YAML on one line.
func flowYAML(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+": "+flowYAML(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, flowYAML(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		if v == "" || strings.ContainsAny(v, ":#{}[],&*!|>'\"%@`") || strings.TrimSpace(v) != v {
			return jsonText(v)
		}
		return v
	}
	return jsonText(v)
}

// line writes a formatted line, of words of the schemas alone.
func (t *template) line(format string, args ...any) { fmt.Fprintf(&t.out, format+"\n", args...) }
