// Package schema reads JSON Schemas and holds values to them: of 2020-12 those keywords that the schemas of this program
// use, see the table in read.go. It knows what a schema says and nothing of what it is about.
//
// It is our own because reading and compiling must cost a short process next to nothing: a general validator spends more
// on its meta-schemas, at every start, than all of this takes. The tests hold it to such a validator.
package schema

import (
	"encoding/json"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Schema is one position in a file of schemas, with the schemas inside of it and behind its reference. It is immutable and
// safe for concurrent use.
type Schema struct {
	File  string // where it stands; see Pointer
	up    *Schema
	token string // of its pointer, below up

	Ref        *Schema    // what its $ref leads to; both hold
	Properties []Property // in the order they are written
	Items      *Schema    // of every element; nil where any will do
	AnyOf      []*Schema

	words    []word // keywords without schemas inside
	types    []string
	required []string
	enum     []any
	isConst  bool
	constant any
	// bounds by keyword; nil where there is none
	minimum, maximum                                                       *big.Rat
	minItems, maxItems, minLength, maxLength, minProperties, maxProperties *int
	unique                                                                 bool
	pattern                                                                *regexp.Regexp
	date                                                                   bool // format
	closed                                                                 bool // additionalProperties: false
	additional, names, not, condition, consequence, alternative            *Schema
	oneOf, allOf                                                           []*Schema
}

// Pointer is where in its file the schema stands (RFC 6901).
func (s *Schema) Pointer() string {
	if s.up == nil {
		return s.token
	}
	return s.up.Pointer() + s.token
}

// Property is what may stand under a name.
type Property struct {
	Name   string
	Schema *Schema
}

type word struct {
	name  string
	value any
}

// Get returns the value of a keyword as JSON values have it in Go (numbers are json.Number), or nil. A keyword that holds
// schemas is not among them.
func (s *Schema) Get(keyword string) any {
	for i := range s.words {
		if s.words[i].name == keyword {
			return s.words[i].value
		}
	}
	return nil
}

// Keywords returns what Get knows, by name.
func (s *Schema) Keywords() map[string]any {
	out := make(map[string]any, len(s.words))
	for _, w := range s.words {
		out[w.name] = w.value
	}
	return out
}

// Types returns the types of which a value must have one; none where it may have any.
func (s *Schema) Types() []string { return slices.Clone(s.types) }

// Fault is one thing that is wrong with a value.
type Fault struct {
	Pointer string  // to the value (RFC 6901)
	Keyword string  // that is not met
	Schema  *Schema // that has the keyword
	Value   any     // what stands there
	// Names are the properties that are missing (required), that the schema does not know (additionalProperties), or whose
	// name it refuses (propertyNames).
	Names []string
	Twins [2]int // elements that are equal (uniqueItems)
	// Choices are the faults of each alternative of anyOf, and of oneOf where none is met.
	Choices [][]Fault
}

// Validate returns what is wrong with a value, in the order of the schema; nothing means that it is valid. Values are as
// encoding/json decodes them with UseNumber; others are of no type.
func (s *Schema) Validate(v any) []Fault {
	var faults []Fault
	s.validate(v, nil, &faults)
	return faults
}

// step leads to the value that is looked at; pointers are made for faults only.
type step struct {
	up    *step
	name  string
	index int // where name is empty
	array bool
}

func (at *step) pointer() string {
	if at == nil {
		return ""
	}
	if at.array {
		return at.up.pointer() + "/" + strconv.Itoa(at.index)
	}
	return at.up.pointer() + "/" + escape(at.name)
}

// escape writes a name as one token of a JSON pointer.
func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// valid reports whether a value is valid.
func (s *Schema) valid(v any, at *step) bool {
	var faults []Fault
	s.validate(v, at, &faults)
	return len(faults) == 0
}

func (s *Schema) validate(v any, at *step, faults *[]Fault) {
	fail := func(keyword string) *Fault {
		*faults = append(*faults, Fault{Pointer: at.pointer(), Keyword: keyword, Schema: s, Value: v})
		return &(*faults)[len(*faults)-1]
	}
	// What is of another type is nothing that the rest speaks of, and so is another value.
	switch {
	case len(s.types) > 0 && !slices.ContainsFunc(s.types, func(t string) bool { return isType(v, t) }):
		fail("type")
		return
	case s.isConst && !equal(v, s.constant):
		fail("const")
		return
	case s.enum != nil && !slices.ContainsFunc(s.enum, func(e any) bool { return equal(v, e) }):
		fail("enum")
		return
	case s.date:
		if text, ok := v.(string); ok {
			if _, err := time.Parse(time.DateOnly, text); err != nil {
				fail("format")
				return
			}
		}
	}
	if s.Ref != nil {
		s.Ref.validate(v, at, faults)
	}
	switch v := v.(type) {
	case map[string]any:
		s.object(v, at, fail, faults)
	case []any:
		s.array(v, at, fail, faults)
	case string:
		n := -1
		if s.minLength != nil || s.maxLength != nil {
			n = utf8.RuneCountInString(v)
		}
		if s.minLength != nil && n < *s.minLength {
			fail("minLength")
		}
		if s.maxLength != nil && n > *s.maxLength {
			fail("maxLength")
		}
		if s.pattern != nil && !s.pattern.MatchString(v) {
			fail("pattern")
		}
	case json.Number:
		if s.minimum == nil && s.maximum == nil {
			break
		}
		n, ok := number(v)
		if s.minimum != nil && (!ok || n.Cmp(s.minimum) < 0) {
			fail("minimum")
		}
		if s.maximum != nil && (!ok || n.Cmp(s.maximum) > 0) {
			fail("maximum")
		}
	}
	if s.not != nil && s.not.valid(v, at) {
		fail("not")
	}
	for _, c := range s.allOf {
		c.validate(v, at, faults)
	}
	if len(s.AnyOf) > 0 {
		if met, choices := choose(s.AnyOf, v, at, 1); met == 0 {
			fail("anyOf").Choices = choices
		}
	}
	if len(s.oneOf) > 0 {
		if met, choices := choose(s.oneOf, v, at, 2); met == 0 {
			fail("oneOf").Choices = choices
		} else if met > 1 {
			fail("oneOf")
		}
	}
	if s.condition != nil {
		then := s.alternative
		if s.condition.valid(v, at) {
			then = s.consequence
		}
		if then != nil {
			then.validate(v, at, faults)
		}
	}
}

// choose counts the choices that a value meets, up to enough of them, and returns the faults of those it does not.
func choose(choices []*Schema, v any, at *step, enough int) (met int, faults [][]Fault) {
	for _, c := range choices {
		var of []Fault
		if c.validate(v, at, &of); len(of) > 0 {
			faults = append(faults, of)
		} else if met++; met == enough {
			break
		}
	}
	return met, faults
}

func (s *Schema) object(v map[string]any, at *step, fail func(string) *Fault, faults *[]Fault) {
	if s.minProperties != nil && len(v) < *s.minProperties {
		fail("minProperties")
	}
	if s.maxProperties != nil && len(v) > *s.maxProperties {
		fail("maxProperties")
	}
	var missing []string
	for _, name := range s.required {
		if _, ok := v[name]; !ok {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		fail("required").Names = missing
	}
	known := 0
	inner := step{up: at}
	for _, p := range s.Properties {
		if value, ok := v[p.Name]; ok {
			known++
			inner.name = p.Name
			p.Schema.validate(value, &inner, faults)
		}
	}
	if known < len(v) && (s.closed || s.additional != nil) {
		var more []string
		for name := range v {
			if !slices.ContainsFunc(s.Properties, func(p Property) bool { return p.Name == name }) {
				more = append(more, name)
			}
		}
		slices.Sort(more)
		if s.closed {
			fail("additionalProperties").Names = more
		} else {
			for _, inner.name = range more {
				s.additional.validate(v[inner.name], &inner, faults)
			}
		}
	}
	if s.names != nil {
		var refused []string
		for name := range v {
			if !s.names.valid(name, at) {
				refused = append(refused, name)
			}
		}
		if refused != nil {
			slices.Sort(refused)
			fail("propertyNames").Names = refused
		}
	}
}

func (s *Schema) array(v []any, at *step, fail func(string) *Fault, faults *[]Fault) {
	if s.minItems != nil && len(v) < *s.minItems {
		fail("minItems")
	}
	if s.maxItems != nil && len(v) > *s.maxItems {
		fail("maxItems")
	}
	if s.unique {
		first := make(map[string]int, len(v))
		for i, e := range v {
			text := canonical(e)
			if j, twice := first[text]; twice {
				fail("uniqueItems").Twins = [2]int{j, i}
				break
			}
			first[text] = i
		}
	}
	if s.Items != nil {
		inner := step{up: at, array: true}
		for inner.index = range v {
			s.Items.validate(v[inner.index], &inner, faults)
		}
	}
}

// isType reports whether a value has a type of JSON Schema, which calls 5.0 an integer.
func isType(v any, t string) bool {
	switch v := v.(type) {
	case nil:
		return t == "null"
	case bool:
		return t == "boolean"
	case string:
		return t == "string"
	case []any:
		return t == "array"
	case map[string]any:
		return t == "object"
	case json.Number:
		if t == "number" {
			return true
		}
		if t != "integer" {
			return false
		}
		n, ok := number(v)
		return ok && n.IsInt()
	}
	return false
}

// maxExponent bounds the numbers that are computed with; 1e999999999 would fill memory.
const maxExponent = 1000

// number is the exact value of a number, unless that is far out of any use.
func number(v json.Number) (*big.Rat, bool) {
	if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
		return new(big.Rat).SetInt64(n), true
	}
	if _, e, ok := strings.Cut(strings.ToLower(string(v)), "e"); ok {
		if n, err := strconv.Atoi(e); err != nil || n > maxExponent || n < -maxExponent {
			return nil, false
		}
	}
	return new(big.Rat).SetString(string(v))
}

// equal compares as JSON Schema does: 1.0 is 1.
func equal(a, b any) bool {
	switch a := a.(type) {
	case nil:
		return b == nil
	case bool:
		b, ok := b.(bool)
		return ok && a == b
	case string:
		b, ok := b.(string)
		return ok && a == b
	}
	return canonical(a) == canonical(b)
}

// canonical writes a value so that equal ones, and no others, have the same text.
func canonical(v any) string {
	b, err := json.Marshal(reduced(v))
	if err != nil {
		return ""
	}
	return string(b)
}

// reduced is a value with one spelling of each number; objects are written in the order of their names.
func reduced(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, ok := number(v); ok {
			return json.RawMessage(`{"n":"` + n.RatString() + `"}`)
		}
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = reduced(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, e := range v {
			out["_"+name] = reduced(e) // so that no object is taken for a number
		}
		return out
	}
	return v
}
