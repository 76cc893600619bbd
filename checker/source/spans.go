package source

import (
	"slices"
	"strconv"
	"strings"
)

// spanNode has the spans of a value and, as a tree, of all values in it. The tree is much cheaper than a map by pointer.
type spanNode struct {
	name       string         // of an entry of an object
	key, value Span           // key is set for an entry of an object
	origin     Span           // of a value that an alias stands for: its place at the anchor
	children   []spanNode     // entries or elements in the order of the text
	index      map[string]int // of children by name, for large objects
}

// indexedEntries is the number of entries from which an object has an index.
const indexedEntries = 16

// use places a value that an alias stands for where it is used, since an answer for one use may not be right for another.
func (p *spanNode) use(via Span, aliased bool) {
	if aliased {
		p.value, p.origin = via, p.value
	}
}

// setEntries sets the entries of an object.
func (p *spanNode) setEntries(entries []spanNode) {
	p.children = entries
	if len(entries) < indexedEntries {
		return
	}
	p.index = make(map[string]int, len(entries))
	for i := range entries {
		p.index[entries[i].name] = i
	}
}

// entry returns the entry name of an object, or nil.
func (p *spanNode) entry(name string) *spanNode {
	if p.index == nil {
		return entry(p.children, name)
	}
	if i, ok := p.index[name]; ok {
		return &p.children[i]
	}
	return nil
}

func entry(entries []spanNode, name string) *spanNode {
	for i := range entries {
		if entries[i].name == name {
			return &entries[i]
		}
	}
	return nil
}

// isObject reports whether the node has entries. It is false for an empty object, of which no child can be looked up.
func (p *spanNode) isObject() bool { return len(p.children) > 0 && p.children[0].key != Span{} }

// find returns the node at a JSON pointer, or nil.
func (p *spanNode) find(pointer string) *spanNode {
	for p != nil && pointer != "" {
		if pointer[0] != '/' {
			return nil
		}
		token := pointer[1:]
		if end := strings.IndexByte(token, '/'); end >= 0 {
			token = token[:end]
		}
		pointer = pointer[1+len(token):]
		if !p.isObject() {
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(p.children) || strconv.Itoa(i) != token {
				return nil
			}
			p = &p.children[i]
			continue
		}
		name := token
		if strings.Contains(token, "~") {
			if name = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~"); Escape(name) != token {
				return nil
			}
		}
		p = p.entry(name)
	}
	return p
}

// At returns the span of the value at a JSON pointer (RFC 6901; "" is the root), or false. An omitted value ("key:") has the
// span of its key. The value of an alias, and all values in it, have the span of the alias.
func (d *Document) At(pointer string) (Span, bool) {
	if p := d.spans.find(pointer); p != nil {
		return p.value, true
	}
	return Span{}, false
}

// Origin returns the span at its anchor of a value that an alias stands for, or false.
func (d *Document) Origin(pointer string) (Span, bool) {
	if p := d.spans.find(pointer); p != nil && p.origin != (Span{}) {
		return p.origin, true
	}
	return Span{}, false
}

// Key returns the span of the key of the entry at a JSON pointer, or false.
func (d *Document) Key(pointer string) (Span, bool) {
	if p := d.spans.find(pointer); p != nil && p.key != (Span{}) {
		return p.key, true
	}
	return Span{}, false
}

// FirstKey returns the span of the first key of the object at a JSON pointer, or false.
func (d *Document) FirstKey(pointer string) (Span, bool) {
	if p := d.spans.find(pointer); p != nil && p.isObject() {
		return p.children[0].key, true
	}
	return Span{}, false
}

// Graft gives the entry at a JSON pointer, which the text does not have, the spans of another. It reports whether its object and the
// other are there.
func (d *Document) Graft(pointer, from string) bool {
	end := strings.LastIndexByte(pointer, '/')
	object, other := d.spans.find(pointer[:max(end, 0)]), d.spans.find(from)
	if object == nil || other == nil {
		return false
	}
	entry := *other
	entry.name = strings.ReplaceAll(strings.ReplaceAll(pointer[end+1:], "~1", "/"), "~0", "~")
	object.setEntries(append(slices.Clip(object.children), entry))
	return true
}
