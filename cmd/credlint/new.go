package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/schemas"
)

func templateNames() []string {
	return append([]string{"agency"}, practice.Kinds(schemas.FS)...)
}

func newCommand(l tongue) *cobra.Command {
	var short bool
	var lang, from, list string
	cmd := &cobra.Command{
		Use:   l.say("new 类别", "new KIND"),
		Short: l.say("输出方案或者单位文件的模板（附说明），或者可供修改的示例", "print a commented template of a practice or of an agency, or an example to begin with"),
		Long: l.say("new 输出的模板本身即可通过校验：必填项已填入示例，其余各项均已注释，逐项写明中英文名称、不填的含义和可填的内容。--short 只保留\n"+
			"该类方案通常载明的事项。--from 不输出模板，而输出取材于已公布条款的示例。",
			"new prints a template that is valid as it stands: facts that must be stated hold an example, all others are commented out,\n"+
				"each with its name in Chinese and English, what it means that it is not stated, and what may be written. --short keeps\n"+
				"what nearly every plan of the kind states. --from prints an example made from a published clause in place of a template."),
		Example: "  credlint new agency > agency.yaml\n  credlint new collection --short > plan.yaml\n  credlint new --list examples\n" +
			"  credlint new --from sh-waste-200 > plan.yaml",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeOne(templateNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			w := cmd.OutOrStdout()
			switch {
			case lang != "" && !slices.Contains(languages, lang):
				return usage("选项 --lang：没有“%s”的模板；%s", "flag --lang: no template is in %q; %s", lang, suggestion(lang, languages))
			case list != "":
				return writeList(w, list, lang)
			case from != "" && len(args) > 0:
				return usage("--from 指定的是一份完整的方案；请删去“%s”", "--from names a whole practice; leave %q out", args[0])
			case from != "":
				return writeExample(w, from, lang)
			}
			if err := arguments(1, 1, both("方案的类别", "the kind of practice"))(cmd, args); err != nil {
				return err
			}
			if !slices.Contains(templateNames(), args[0]) {
				return usage("没有“%s”这一类方案；%s", "no kind of practice is called %q; %s", args[0], suggestion(args[0], templateNames()))
			}
			return writeTemplate(w, args[0], lang, short)
		},
	}
	cmd.Flags().BoolVar(&short, "short", false, l.say("只保留该类方案通常载明的事项，每项一行", "only what nearly every plan of the kind states, a line each"))
	cmd.Flags().StringVar(&lang, "lang", "", l.say("只用一种语言（`zh|en`）；默认两种都用", "one language, `zh|en`; both otherwise"))
	cmd.Flags().StringVar(&from, "from", "", l.say("不输出模板，输出该编号的`示例`及其单位", "print this `EXAMPLE`, with its agency, in place of a template"))
	cmd.Flags().StringVar(&list, "list", "", l.say("列出可用的`名称`：kinds（类别）、places（地域）或者 examples（示例）", "list `WHAT` can be written: kinds, places or examples"))
	for flag, names := range map[string]func() []string{"lang": func() []string { return languages }, "from": exampleNames, "list": func() []string { return lists }} {
		_ = cmd.RegisterFlagCompletionFunc(flag, completeOne(names)) // fails only for a second registration
	}
	return cmd
}

var lists = []string{"kinds", "places", "examples"}

// writeList lists names that can be written, with what they stand for.
func writeList(w io.Writer, list, lang string) error {
	t := &template{lang: lang}
	var rows [][]string
	switch list {
	case "kinds":
		for _, kind := range templateNames() {
			facts, err := templateFacts(kind)
			if err != nil {
				return err
			}
			rows = append(rows, []string{kind, t.say(facts.Title), t.say(facts.Description)})
		}
	case "places":
		places, err := law.LoadPlaces(shippedLaw)
		if err != nil {
			return err
		}
		for _, p := range places.All() {
			rows = append(rows, []string{p.ID, t.say(p.Name)})
		}
	case "examples":
		for _, e := range examples() {
			rows = append(rows, []string{e.id, e.kind, e.place, e.title})
		}
	default:
		return usage("选项 --list：没有“%s”这一列表；%s", "flag --list: there is no list of %q; %s", list, suggestion(list, lists))
	}
	writeColumns(w, rows)
	return nil
}

// example is a practice of the examples of the program. Their form is held by a test.
type example struct{ id, kind, place, title, text string }

var (
	exampleMark   = regexp.MustCompile(`(?m)[ \t]+# want .*$`)
	exampleAgency = regexp.MustCompile(`(?m)^agency: (agencies/\S+)$`)
)

// examples returns the examples without the marks of their tests, in the order of files.
func examples() []example {
	files, _ := fs.Glob(credlint.Examples, "examples/*.yaml") // the pattern is well-formed
	read := func(name string) string {
		b, _ := fs.ReadFile(credlint.Examples, name) // a name that Glob gave, or that a test has read
		return exampleMark.ReplaceAllString(string(b), "")
	}
	var out []example
	for _, file := range files {
		clause := "" // what all practices of the file are made from
		for i, part := range strings.Split(read(file), "\n---\n") {
			before, rest, marked := strings.Cut(part, "# expected: ")
			if !marked {
				break // waivers
			}
			if i == 0 {
				clause = strings.TrimSuffix(before, "#\n")
			}
			_, rest, _ = strings.Cut(rest, "\n")
			value := func(key string) string {
				_, after, _ := strings.Cut(rest, "\n"+key+": ")
				line, _, _ := strings.Cut(after, "\n")
				return strings.Trim(line, `"'`)
			}
			out = append(out, example{
				id: value("id"), kind: value("kind"), place: value("jurisdiction"), title: value("title"),
				text: strings.TrimRight(clause+exampleAgency.ReplaceAllStringFunc(rest, func(line string) string {
					agency := read("examples/" + strings.TrimPrefix(line, "agency: "))
					_, facts, _ := strings.Cut(agency, "\nagency: "+practice.Version+"\n")
					return "agency:\n  " + strings.ReplaceAll(strings.TrimRight(facts, "\n"), "\n", "\n  ")
				}), "\n"),
			})
		}
	}
	return out
}

func exampleNames() []string {
	var names []string
	for _, e := range examples() {
		names = append(names, e.id)
	}
	return names
}

func writeExample(w io.Writer, id, lang string) error {
	for _, e := range examples() {
		if e.id == id {
			t := &template{lang: lang}
			t.texts("# ", finding.Text{
				ZH: "示例 " + id + "。以下事实均为示例，请逐项改为实际情况，不清楚的删去。",
				EN: "An example, " + id + ". Every fact is that of the example: put yours in its place, and remove what you do not know.",
			})
			t.line("#\n%s", e.text)
			_, err := w.Write(t.out.Bytes())
			return err
		}
	}
	return usage("没有编号为“%s”的示例；%s", "no example is called %q; %s", id, suggestion(id, exampleNames()))
}

// template writes the facts of a kind as YAML. Lines of documentation begin with "##" and commented facts with "# ", so that
// removing "# " gives YAML. What is commented out has no value: an example stands in a comment behind it, so that removing
// "# " states nothing by itself.
type template struct {
	out  bytes.Buffer
	kind string
	lang string // empty: both
	// short has the paths of the facts of a short template and of what contains them; nil is a template of all facts.
	short map[string]bool
	// seen maps descriptions and lists of values that are already written to the title of their fact.
	seen map[string]string
}

func templateFacts(kind string) (*practice.Fact, error) {
	if kind == "agency" {
		return practice.AgencySchema(schemas.FS)
	}
	return practice.KindSchema(schemas.FS, kind)
}

func writeTemplate(w io.Writer, kind, lang string, short bool) error {
	facts, err := templateFacts(kind)
	if err != nil {
		return err
	}
	t := &template{kind: kind, lang: lang, seen: map[string]string{}}
	t.line("# yaml-language-server: $schema=credlint-%s.schema.json", kind)
	t.line("# credlint schema %s > credlint-%s.schema.json", kind, kind)
	if short {
		t.short = map[string]bool{}
		for _, path := range facts.Short {
			for end := range path {
				if path[end] == '.' {
					t.short[path[:end]] = true
				}
			}
			t.short[path] = true
		}
		t.line("# %s", t.say(facts.Title))
		t.texts("# ", finding.Text{
			ZH: "常用事项。已填入的是示例，请改为实际情况；删去“# ”并填写冒号后的内容即为填写。全部事项和取值：credlint new " + kind,
			EN: `What most plans state. Values that stand here are examples: put yours in their place. To state a fact, remove "# " and write its value. All facts and values: credlint new ` + kind,
		})
	} else {
		t.line("#")
		t.texts("# ", facts.Title)
		t.texts("# ", facts.Description)
		t.line("#")
		t.texts("# ", finding.Text{
			ZH: "必填项已填入示例，请改为实际情况。选填项均已注释，删去“# ”并填写冒号后的内容即为填写；以“##”开头的是说明。未填写的视为未知，法律据此判断时须补充；注明“可不填”或者“不填即否”的除外。",
			EN: `Facts that must be stated hold an example: put yours in its place. All others are commented out: remove "# " and write a value to state one. Lines with "##" explain. What is not stated is unknown, and the law may ask for it, unless its line says that it may be left out or that absence means no.`,
		})
	}
	if kind == "agency" {
		t.line("\nagency: %s", practice.Version)
	}
	for _, f := range facts.Children {
		t.fact(f, f.Name, "", "", true)
	}
	_, err = w.Write(t.out.Bytes())
	return err
}

const templateWidth = 100

// say returns a text in the languages of the template, on one line.
func (t *template) say(text finding.Text) string {
	if t.lang == "" {
		return bilingual(text)
	}
	return text.In(t.lang)
}

// texts writes a text in the languages of the template, each on lines of its own.
func (t *template) texts(prefix string, text finding.Text) {
	if t.lang != "en" {
		t.doc(prefix, text.ZH)
	}
	if t.lang != "zh" {
		t.doc(prefix, text.EN)
	}
}

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
func (t *template) fact(f *practice.Fact, path, indent, mark string, top bool) {
	if t.short == nil || f.Required || t.short[path] {
		t.entry(f, path, indent, mark, "", top)
	}
}

// entry is fact with a text before the key of the first line: "- " for the first fact of an element.
func (t *template) entry(f *practice.Fact, path, indent, mark, dash string, top bool) {
	optional := !f.Required && dash == ""
	if f.When != nil { // it excludes other facts, so uncommenting the object must not set it
		optional = true
	}
	title := t.say(f.Title)
	if optional {
		title += t.remark(f)
	}
	inAgency := t.kind != "agency" && f.Name == "agency" && top
	if t.short == nil {
		t.explain(f, title, indent+mark+"## ", top)
		if inAgency {
			t.doc(indent+mark+"## ", t.say(finding.Text{
				ZH: "可以写文件路径（credlint new agency > agency.yaml），如 agency: agency.yaml",
				EN: "a path too: credlint new agency > agency.yaml, then agency: agency.yaml",
			}))
		}
	}
	if optional && !(t.short != nil && strings.Contains(mark, "#")) {
		mark += "# "
	}
	key := indent + mark + dash + f.Name + ":"
	// Children are indented below the key, elements below the dash.
	inner := strings.Repeat(" ", len(dash)) + "  "
	children := f.Children
	switch {
	case inAgency:
		children = slices.DeleteFunc(slices.Clone(children), func(c *practice.Fact) bool { return !c.Required && c.Name != "name" })
	case f.Type == "array":
		children = f.Items.Children
	case f.Listed: // written as a list
		children = nil
	}
	within := t.short == nil || slices.ContainsFunc(children, func(c *practice.Fact) bool { return c.Required || t.short[path+"."+c.Name] })
	switch {
	case f.Type == "array" && len(children) > 0 && f.Items.Type == "object" && within:
		t.key(key, title)
		first := max(slices.IndexFunc(children, func(c *practice.Fact) bool { return c.Required }), 0)
		t.entry(children[first], path+"."+children[first].Name, indent, mark+inner, "- ", false)
		for i, c := range children {
			if i != first {
				t.fact(c, path+"."+c.Name, indent, mark+inner+"  ", false)
			}
		}
	case f.Type == "object" && !f.Listed && within:
		t.key(key, title)
		live := slices.ContainsFunc(children, func(c *practice.Fact) bool { return c.Required || c.Absent == "unknown" && c.When == nil })
		for i, c := range children {
			// Uncommenting an object brings the facts whose absence is unknown, and at least one fact.
			if t.short == nil && !inAgency && (optional && c.Absent == "unknown" || !live && i == 0) {
				brought := *c
				brought.Required = true
				c = &brought
			}
			t.fact(c, path+"."+c.Name, indent, mark+inner, false)
		}
	default:
		t.value(f, key, title, strings.Contains(mark, "#"))
	}
}

// key writes the line of a fact that contains others.
func (t *template) key(key, title string) {
	if t.short != nil {
		key += " # " + title
	}
	t.line("%s", key)
}

// value writes the line of a fact without parts: with an example as its value, or with none if it is commented out.
func (t *template) value(f *practice.Fact, key, title string, commented bool) {
	value, note := t.example(f), ""
	if t.short != nil && f.Enum == nil || t.short != nil && len(f.Enum) > shortValues {
		note = title + " "
	} else if t.short != nil {
		var values []string
		for _, v := range f.Written() {
			values = append(values, strings.TrimSpace(v+" "+f.EnumTitles[v].In(cmp.Or(t.lang, "zh"))))
		}
		note = title + " (" + strings.Join(values, ", ") + ") "
	}
	switch {
	case commented:
		t.line("%s # %s%s%s", key, note, t.exampleSign(), value)
	case len(f.Enum) == 1 || f.Name == "practice": // it can be nothing else
		t.line("%s %s", key, value)
	default:
		t.line("%s %s # %s%s", key, value, note, t.say(finding.Text{ZH: "示例", EN: "an example"}))
	}
}

// shortValues is the most values of a fact that a short template lists.
const shortValues = 5

func (t *template) exampleSign() string {
	return map[string]string{"": "例 / e.g. ", "zh": "例：", "en": "e.g. "}[t.lang]
}

// remark says what the absence of a fact means unless it is unknown.
func (t *template) remark(f *practice.Fact) string {
	text, ok := map[string]finding.Text{"false": {ZH: "不填即否", EN: "absence means no"}, "not_applicable": {ZH: "可不填", EN: "may be left out"}}[f.Absent]
	switch {
	case !ok || f.Type == "object":
		return ""
	case t.lang == "en":
		return " (" + text.EN + ")"
	}
	return "（" + t.say(text) + "）"
}

// explain writes the documentation above a fact.
func (t *template) explain(f *practice.Fact, title, prefix string, top bool) {
	if top {
		t.line("")
	}
	t.doc(prefix, title)
	t.doc(prefix, t.whenText(f.When))
	t.doc(prefix, t.ofText(f.Of))
	if d := bilingual(f.Description); t.seen[d] == "" { // such as that of judgements and periods
		t.seen[d] = title
		t.texts(prefix, f.Description)
	}
	enum := f
	switch {
	case f.Type == "array":
		enum = f.Items
	case f.Listed:
		enum = f.Members()
	}
	t.values(enum, f.Title, prefix)
}

// values lists the allowed values, once for facts with the same values.
func (t *template) values(f *practice.Fact, title finding.Text, prefix string) {
	if len(f.Enum) < 2 {
		return
	}
	list := strings.Join(f.Written(), " ")
	if above := t.seen[list]; above != "" {
		t.doc(prefix+"  ", t.say(finding.Text{ZH: "取值同上", EN: "values as above"})+": "+above)
		return
	}
	t.seen[list] = t.say(title)
	width := 0
	for _, v := range f.Written() {
		width = max(width, len(v))
	}
	for _, v := range f.Written() {
		t.line("%s  %s  %s", prefix, report.Pad(v, width), t.say(f.EnumTitles[v]))
	}
}

// whenText describes the values of sibling facts for which a fact exists.
func (t *template) whenText(when map[string][]string) string {
	var zh, en []string
	for _, name := range slices.Sorted(maps.Keys(when)) {
		values := make([]string, len(when[name]))
		for i, v := range when[name] {
			values[i] = strings.Trim(v, `"`)
		}
		zh = append(zh, fmt.Sprintf("%s 为 %s", name, strings.Join(values, "、")))
		en = append(en, fmt.Sprintf("%s is %s", name, oneOf(values)))
	}
	if len(zh) == 0 {
		return ""
	}
	return t.say(finding.Text{ZH: "仅当 " + strings.Join(zh, "，且 ") + " 时填写", EN: "only where " + strings.Join(en, " and ")})
}

// ofText names the types of agency that have a fact.
func (t *template) ofText(types []string) string {
	if len(types) == 0 {
		return ""
	}
	return t.say(finding.Text{ZH: "仅当单位类型或者兼有的身份为 " + strings.Join(types, "、") + " 时填写", EN: "only of an agency that is, or has the capacity of, " + oneOf(types)})
}

// oneOf lists values in English, the last after "or".
func oneOf(values []string) string {
	last := len(values) - 1
	if last == 0 {
		return values[0]
	}
	return strings.Join(values[:last], ", ") + " or " + values[last]
}

// example returns an example value of a fact: that of the schema, else the first allowed value.
func (t *template) example(f *practice.Fact) string {
	switch {
	case f.Name == "kind" && f.Enum != nil:
		return t.kind
	case f.Name == "id":
		return "example-" + t.kind
	case f.Name == "for":
		return "[" + t.kind + "]"
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
		return "{value: true, reason: …}"
	case "array":
		if f.MinItems > 0 || len(f.Items.Enum) > 0 {
			return "[" + t.example(f.Items) + "]"
		}
		return "[]"
	case "object":
		return "{" + f.Children[0].Name + ": " + t.example(f.Children[0]) + "}"
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
