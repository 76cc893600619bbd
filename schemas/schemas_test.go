package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The vocabulary is written by many hands, so its conventions are tested rather than trusted. Everything below works on
// the facts: practice.json, agency.json and the kinds. Other documents have schemas of their own form.

// concluded names what law or register concludes and a practice therefore may not state.
var concluded = strings.Fields(`
	sensitive is_sensitive negative is_negative adverse is_adverse positive personal is_personal personal_information anonymous
	anonymised anonymized deidentified identifiable capacity full_capacity minor is_minor under_age adult child_status
	is_penalty penalty_in_law lawful unlawful legal illegal legality statutory authorised authorized competent
	rank level_of_basis basis_level basis_rank in_force exists valid invalid void effective repealed covered_by_law
	has_basis has_authority conflict in_conflict conflicts compliant compliance breach breached violation permitted forbidden exempt
	is_public_information is_secret protected contested list_lawful catalogue_lawful procedure_lawful item_statutory`)

// keywords are the words of Rego that cannot follow a dot.
var keywords = strings.Fields("as contains default else every false if import in not null package some true with")

// tree is one schema position with references followed; keywords beside a reference win over those behind it.
type tree struct {
	file string // where relative references of this node resolve
	node map[string]any
}

func TestConventions(t *testing.T) {
	set := newSet(t)
	for _, file := range set.facts {
		root := tree{file, set.files[file]}
		if defs, ok := root.node["$defs"].(map[string]any); ok {
			for _, name := range slices.Sorted(maps.Keys(defs)) {
				set.property(file+"#"+name, name, tree{file, defs[name].(map[string]any)}, true, nil, nil)
			}
			continue
		}
		set.object(file, root, nil)
	}
	for _, fault := range set.faults {
		t.Error(fault)
	}
}

// TestConventionsCanFail plants one fault of each sort, because a test that walks and never finds proves nothing.
func TestConventionsCanFail(t *testing.T) {
	const leaf = `"title": "fact", "x-zh": "事实", "x-choice": "given"`
	for name, test := range map[string]struct{ property, want string }{
		"open object":         {`"f": {"title": "fact", "x-zh": "事实", "type": "object", "properties": {}}`, "additionalProperties"},
		"no title":            {`"f": {"x-zh": "事实", "type": "boolean", "x-absent": "unknown", "x-choice": "given"}`, "title"},
		"no Chinese":          {`"f": {"title": "fact", "type": "boolean", "x-absent": "unknown", "x-choice": "given"}`, "x-zh"},
		"no absence":          {`"f": {` + leaf + `, "type": "boolean"}`, "x-absent"},
		"unknown absence":     {`"f": {` + leaf + `, "type": "boolean", "x-absent": "no"}`, "x-absent"},
		"false of a string":   {`"f": {` + leaf + `, "type": "string", "format": "date", "x-absent": "false"}`, "booleans only"},
		"no choice":           {`"f": {"title": "fact", "x-zh": "事实", "type": "boolean", "x-absent": "unknown"}`, "x-choice"},
		"unnamed value":       {`"f": {` + leaf + `, "type": "string", "enum": ["a", "b"], "x-absent": "unknown", "x-enum": {"a": {"en": "a", "zh": "甲"}}}`, "x-enum"},
		"stranger in x-enum":  {`"f": {` + leaf + `, "type": "string", "enum": ["a"], "x-absent": "unknown", "x-enum": {"a": {"en": "a", "zh": "甲"}, "b": {"en": "b", "zh": "乙"}}}`, "x-enum"},
		"unbounded number":    {`"f": {` + leaf + `, "type": "integer", "minimum": 0, "x-absent": "unknown"}`, "maximum"},
		"fraction":            {`"f": {` + leaf + `, "type": "number", "minimum": 0, "maximum": 1, "x-absent": "unknown"}`, "no fact has the type"},
		"text that must be":   {`"f": {` + leaf + `, "type": "string", "maxLength": 9, "x-absent": "unknown"}`, "free text"},
		"absent object":       {`"f": {"title": "fact", "x-zh": "事实", "type": "object", "additionalProperties": false, "properties": {}, "x-absent": "unknown"}`, "missing object"},
		"array of values":     {`"f": {` + leaf + `, "type": "array", "maxItems": 2, "x-absent": "unknown", "items": {"type": "string", "enum": ["a"], "x-enum": {"a": {"en": "a", "zh": "甲"}}}}`, "object of booleans"},
		"guard of no sibling": {`"f": {` + leaf + `, "type": "boolean", "x-absent": "unknown", "x-when": {"h": [true]}}`, "no sibling"},
		"guard of no value":   {`"f": {` + leaf + `, "type": "boolean", "x-absent": "unknown", "x-when": {"g": ["yes"]}}`, "no value"},
		"guard in a circle":   {`"f": {` + leaf + `, "type": "boolean", "x-absent": "unknown", "x-when": {"e": [true]}}, "e": {` + leaf + `, "type": "boolean", "x-absent": "unknown", "x-when": {"f": [true]}}`, "circle"},
		"conclusion":          {`"sensitive": {` + leaf + `, "type": "boolean", "x-absent": "unknown"}`, "concluded"},
		"word of Rego":        {`"default": {` + leaf + `, "type": "boolean", "x-absent": "unknown"}`, "Rego"},
		"half a description":  {`"f": {` + leaf + `, "type": "boolean", "x-absent": "unknown", "description": "In English only."}`, "go together"},
		"camel case":          {`"fF": {` + leaf + `, "type": "boolean", "x-absent": "unknown"}`, "snake_case"},
		"same title twice":    {`"f": {"title": "guard", "x-zh": "另一事实", "type": "boolean", "x-absent": "unknown", "x-choice": "given"}`, "title of"},
		"judgement undefined": {`"f": {` + leaf + `, "type": "object", "x-declared": true, "additionalProperties": false, "properties": {}, "x-absent": "unknown"}`, "judgement"},
		"lost reference":      {`"f": {"$ref": "practice.json#/$defs/nothing"}`, "leads nowhere"},
		"unexplained implication": {`"f": {"title": "fact", "x-zh": "事实", "type": "object", "additionalProperties": false,
			"properties": {"e": {` + leaf + `, "type": "boolean", "x-absent": "unknown"}}, "x-implies": [{"if": {"e": [true]}, "then": {"e": [true]}}]}`, "why"},
	} {
		t.Run(name, func(t *testing.T) {
			set := newSet(t)
			var node map[string]any
			decode(t, []byte(`{"type": "object", "additionalProperties": false, "properties": {"g": {"title": "guard", "x-zh": "前提", "type": "boolean", "x-absent": "unknown", "x-choice": "given"}, `+test.property+`}}`), &node)
			set.object("planted", tree{"planted.json", node}, nil)
			if !slices.ContainsFunc(set.faults, func(s string) bool { return strings.Contains(s, test.want) }) {
				t.Errorf("want a fault that speaks of %q, got %q", test.want, set.faults)
			}
		})
	}
}

// TestEnvelope holds that every kind has the same envelope: a law that reads several kinds reads one subject, one agency.
func TestEnvelope(t *testing.T) {
	set := newSet(t)
	required := []string{"practice", "kind", "id", "jurisdiction", "agency", "day"}
	names := append(slices.Clone(required), "basis", "title", "purpose", "subject", "notes")
	for _, file := range set.facts {
		if path.Dir(file) != "kinds" {
			continue
		}
		properties := set.files[file]["properties"].(map[string]any)
		for _, name := range names {
			property, ok := properties[name].(map[string]any)
			switch {
			case !ok:
				t.Errorf("%s lacks %q", file, name)
			case name == "kind":
				if want := strings.TrimSuffix(path.Base(file), ".json"); property["const"] != want {
					t.Errorf("%s: kind is %v, want %q", file, property["const"], want)
				}
			case property["$ref"] != "../practice.json#/$defs/"+name:
				t.Errorf("%s: %q must refer to practice.json, so that all kinds have the same", file, name)
			}
		}
		for _, name := range required {
			if !slices.Contains(stringsOf(set.files[file]["required"]), name) {
				t.Errorf("%s must require %q", file, name)
			}
		}
	}
}

// TestSharedFactsAreShared holds that a fact of the same name in several kinds is one definition: otherwise a law reads
// two vocabularies under one name.
func TestSharedFactsAreShared(t *testing.T) {
	set := newSet(t)
	defs := set.files["practice.json"]["$defs"].(map[string]any)
	var walk func(at string, node any)
	walk = func(at string, node any) {
		switch node := node.(type) {
		case map[string]any:
			for key, value := range node {
				if properties, ok := value.(map[string]any); ok && key == "properties" {
					for name, property := range properties {
						property := property.(map[string]any)
						_, shared := defs[name]
						_, refers := property["$ref"]
						if shared && !refers && property["const"] == nil {
							t.Errorf("%s: %q is defined in practice.json, refer to it", at, name)
						}
					}
				}
				walk(at+"/"+key, value)
			}
		case []any:
			for i, value := range node {
				walk(fmt.Sprint(at, "/", i), value)
			}
		}
	}
	for _, file := range set.facts {
		if path.Dir(file) == "kinds" {
			walk(file, set.files[file])
		}
	}
}

// TestEveryDefinitionIsUsed keeps practice.json free of facts that no kind has.
func TestEveryDefinitionIsUsed(t *testing.T) {
	set := newSet(t)
	used := map[string]bool{}
	for _, file := range set.facts {
		for _, match := range regexp.MustCompile(`"\$ref":\s*"([^"]*)"`).FindAllSubmatch(read(t, file), -1) {
			to, fragment, _ := strings.Cut(string(match[1]), "#")
			if to == "" || path.Base(to) == "practice.json" {
				used[path.Base(fragment)] = true
			}
		}
	}
	for name := range set.files["practice.json"]["$defs"].(map[string]any) {
		if !used[name] {
			t.Errorf("practice.json: nothing refers to %q", name)
		}
	}
}

// set is the schemas under test, and the faults found in them.
type set struct {
	facts  []string
	files  map[string]map[string]any
	faults []string
}

func newSet(t *testing.T) *set {
	t.Helper()
	s := &set{files: map[string]map[string]any{}}
	kinds, err := fs.Glob(FS, "kinds/*.json")
	if err != nil {
		t.Fatal(err)
	}
	s.facts = append([]string{"agency.json", "practice.json"}, kinds...)
	for _, file := range s.facts {
		var node map[string]any
		decode(t, read(t, file), &node)
		s.files[file] = node
	}
	return s
}

func (s *set) fault(at, format string, args ...any) {
	s.faults = append(s.faults, at+": "+fmt.Sprintf(format, args...))
}

// follow resolves references, at most ten in a row.
func (s *set) follow(at string, here tree) (tree, bool) {
	for range 10 {
		ref, ok := here.node["$ref"].(string)
		if !ok {
			return here, true
		}
		to, fragment, _ := strings.Cut(ref, "#")
		file := here.file
		if to != "" {
			file = path.Join(path.Dir(here.file), to)
		}
		var node any = s.files[file]
		if s.files[file] == nil {
			s.fault(at, "reference %q leads nowhere", ref)
			return here, false
		}
		for _, step := range strings.FieldsFunc(fragment, func(r rune) bool { return r == '/' }) {
			inside, _ := node.(map[string]any)
			node = inside[step]
		}
		target, ok := node.(map[string]any)
		if !ok {
			s.fault(at, "reference %q leads nowhere", ref)
			return here, false
		}
		merged := maps.Clone(target)
		for key, value := range here.node {
			if key != "$ref" {
				merged[key] = value
			}
		}
		here = tree{file, merged}
	}
	s.fault(at, "references run in a circle")
	return here, false
}

// object checks an object and every property in it.
func (s *set) object(at string, here tree, above []string) {
	if len(above) > 12 {
		s.fault(at, "deeper than twelve objects, or a circle")
		return
	}
	if here.node["additionalProperties"] != false {
		s.fault(at, "additionalProperties must be false")
	}
	raw, _ := here.node["properties"].(map[string]any)
	siblings := map[string]tree{}
	for name, property := range raw {
		if followed, ok := s.follow(at+"/"+name, tree{here.file, property.(map[string]any)}); ok {
			siblings[name] = followed
		}
	}
	required := stringsOf(here.node["required"])
	for _, name := range required {
		if _, ok := siblings[name]; !ok {
			s.fault(at, "required %q is no property", name)
		}
	}
	titles := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(siblings)) {
		for _, key := range []string{"title", "x-zh"} {
			title := fmt.Sprint(siblings[name].node[key])
			if other, ok := titles[title]; ok {
				s.fault(at, "%q has the title of %q: %s", name, other, title)
			}
			titles[title] = name
		}
		s.property(at+"/"+name, name, siblings[name], slices.Contains(required, name), siblings, append(above, at))
	}
	for i, rule := range list(here.node["x-implies"]) {
		rule, _ := rule.(map[string]any)
		where := fmt.Sprintf("%s x-implies %d", at, i)
		if why, _ := rule["why"].(string); why == "" {
			s.fault(where, "why is missing")
		}
		for _, side := range []string{"if", "then"} {
			s.condition(where, rule[side], siblings)
		}
	}
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// property checks one fact. For a definition, which has no siblings yet, guards are left to the places that refer to it.
func (s *set) property(at, name string, here tree, required bool, siblings map[string]tree, above []string) {
	here, ok := s.follow(at, here)
	if !ok {
		return
	}
	node := here.node
	if !snake.MatchString(name) {
		s.fault(at, "%q is not snake_case", name)
	}
	if slices.Contains(keywords, name) {
		s.fault(at, "%q is a word of Rego, laws could not read it with a dot", name)
	}
	if slices.Contains(concluded, name) && !strings.Contains(at, "basis") { // what the register lacks of a document, the agency states
		s.fault(at, "%q is concluded by law, not stated", name)
	}
	if title, _ := node["title"].(string); title == "" || has(title, unicode.Han) {
		s.fault(at, "title must be English, is %q", title)
	}
	if zh, _ := node["x-zh"].(string); !has(zh, unicode.Han) {
		s.fault(at, "x-zh must be Chinese, is %q", zh)
	}
	description, zhDescription := fmt.Sprint(node["description"]), fmt.Sprint(node["x-zh-description"])
	if (node["description"] == nil) != (node["x-zh-description"] == nil) || node["description"] != nil && !has(zhDescription, unicode.Han) {
		s.fault(at, "description %q and x-zh-description %q go together", description, zhDescription)
	}
	definition := siblings == nil
	if guard, ok := node["x-when"]; ok && !definition {
		if required {
			s.fault(at, "a guarded fact cannot be required")
		}
		s.condition(at, guard, siblings)
		if s.circle(name, siblings) {
			s.fault(at, "guards run in a circle")
		}
	}
	absent, choice := fmt.Sprint(node["x-absent"]), fmt.Sprint(node["x-choice"])
	optional := func(allowed ...string) {
		if required {
			return
		}
		if !slices.Contains(allowed, absent) {
			s.fault(at, "x-absent is %s, allowed are %s (free text is not_applicable; false is for booleans only)", absent, strings.Join(allowed, ", "))
		}
		if choice != "given" && choice != "measure" {
			s.fault(at, "x-choice is %s, must be given or measure", choice)
		}
	}
	if values, ok := node["enum"]; ok {
		s.named(at, values, node["x-enum"])
	}
	if other, ok := node["x-unclassed"].(string); ok {
		for _, v := range []string{other, "unlisted"} {
			if !slices.Contains(stringsOf(node["enum"]), v) {
				s.fault(at, "%q must be among the values beside x-unclassed", v)
			}
		}
	}
	switch {
	case node["x-declared"] == true:
		s.shape(at, "judgement", node, "value", "reason")
		optional("unknown", "not_applicable")
	case node["x-period"] == true:
		s.shape(at, "period", node, "years", "months", "days", "working_days", "unlimited")
		optional("unknown", "not_applicable")
	case node["const"] != nil:
	case node["anyOf"] != nil:
		if name != "agency" {
			s.fault(at, "only the agency may be one of several forms")
		}
	case node["type"] == "object":
		if node["x-absent"] != nil {
			s.fault(at, "a missing object is an empty one, it has no x-absent")
		}
		s.object(at, here, above)
	case node["type"] == "array":
		if node["maxItems"] == nil {
			s.fault(at, "maxItems is missing")
		}
		optional("unknown", "not_applicable")
		element, _ := node["items"].(map[string]any)
		inside, ok := s.follow(at+"[]", tree{here.file, element})
		switch {
		case !ok:
		case inside.node["type"] == "object":
			s.object(at+"[]", inside, above)
		case name == "for":
			s.named(at, inside.node["enum"], inside.node["x-enum"])
		default:
			s.fault(at, "values that law tests by membership are an object of booleans, not an array")
		}
	case node["type"] == "boolean":
		optional("unknown", "false", "not_applicable")
	case node["type"] == "integer":
		if node["minimum"] == nil || node["maximum"] == nil {
			s.fault(at, "minimum and maximum are needed")
		}
		optional("unknown", "not_applicable")
	case node["type"] == "string" && (node["enum"] != nil || node["format"] == "date"):
		optional("unknown", "not_applicable")
	case node["type"] == "string":
		if node["maxLength"] == nil && node["pattern"] == nil {
			s.fault(at, "maxLength is missing")
		}
		if !definition {
			optional("not_applicable")
		}
	default:
		s.fault(at, "no fact has the type %v", node["type"])
	}
}

// named checks that every value of an enumeration has an English and a Chinese name, and nothing else has.
func (s *set) named(at string, values, names any) {
	named, _ := names.(map[string]any)
	seen := map[string]string{}
	for _, value := range list(values) {
		text, _ := value.(string)
		if !snake.MatchString(text) && !regexp.MustCompile(`^[a-z0-9_]+$`).MatchString(text) {
			s.fault(at, "value %q is not snake_case", text)
		}
		name, _ := named[text].(map[string]any)
		en, _ := name["en"].(string)
		zh, _ := name["zh"].(string)
		if en == "" || has(en, unicode.Han) || !has(zh, unicode.Han) {
			s.fault(at, "x-enum must name %q in English and Chinese", text)
		}
		if other, ok := seen[zh]; ok {
			s.fault(at, "x-enum gives %q and %q the name %s", other, text, zh)
		}
		seen[zh] = text
	}
	if len(named) != len(list(values)) {
		s.fault(at, "x-enum has %d names for %d values", len(named), len(list(values)))
	}
}

// condition checks a guard or a side of an implication: siblings, and values they can have.
func (s *set) condition(at string, guard any, siblings map[string]tree) {
	facts, _ := guard.(map[string]any)
	if len(facts) == 0 {
		s.fault(at, "an empty condition")
	}
	for name, values := range facts {
		sibling, ok := siblings[name]
		if !ok {
			s.fault(at, "no sibling %q", name)
			continue
		}
		allowed := list(sibling.node["enum"])
		if sibling.node["type"] == "boolean" {
			allowed = []any{true, false}
		}
		if len(list(values)) == 0 {
			s.fault(at, "no value of %q", name)
		}
		for _, value := range list(values) {
			if !slices.Contains(allowed, value) {
				s.fault(at, "no value %v of %q", value, name)
			}
		}
	}
}

func (s *set) circle(name string, siblings map[string]tree) bool {
	reached := map[string]bool{}
	var visit func(string) bool
	visit = func(from string) bool {
		guard, _ := siblings[from].node["x-when"].(map[string]any)
		for next := range guard {
			if next == name {
				return true
			}
			if !reached[next] {
				reached[next] = true
				if visit(next) {
					return true
				}
			}
		}
		return false
	}
	return visit(name)
}

func (s *set) shape(at, what string, node map[string]any, names ...string) {
	properties, _ := node["properties"].(map[string]any)
	if node["additionalProperties"] != false || len(properties) == 0 {
		s.fault(at, "not the shape of a %s", what)
	}
	for name := range properties {
		if !slices.Contains(names, name) {
			s.fault(at, "a %s has no %q", what, name)
		}
	}
}

func has(text string, in *unicode.RangeTable) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(in, r) })
}

func list(value any) []any {
	values, _ := value.([]any)
	return values
}

func stringsOf(value any) []string {
	var out []string
	for _, v := range list(value) {
		out = append(out, v.(string))
	}
	return out
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%v\n%.200s", err, data)
	}
}

// compile compiles the schema of one kind with all references.
func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	files, err := fs.Glob(FS, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := fs.Glob(FS, "kinds/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, kinds...) {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, name)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := compiler.AddResource("credlint:///"+name, document); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	schema, err := compiler.Compile("credlint:///" + file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
