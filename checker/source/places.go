package source

import (
	"strconv"
	"strings"
)

// place is where a value stands, with all values in it. A tree of them costs a fraction of maps by pointer, and of making
// the pointers.
type place struct {
	name       string         // of an object's entry
	key, value Span           // key is that of an object's entry
	inner      []place        // of an object or an array, in the order of the text
	index      map[string]int // of inner by name, where many are
}

// many is how many entries an object has that are not looked through one by one.
const many = 16

// entries and elements make ready for what an object holds, and for so many elements of an array. What stands there is of
// an earlier value with the same key.
func (p *place) entries() {
	if !p.isObject() {
		p.inner = nil
	}
}

func (p *place) elements(n int) {
	if p.isObject() {
		p.inner, p.index = nil, nil
	}
	if n > len(p.inner) {
		p.inner = append(make([]place, 0, n), p.inner...)[:n]
	}
}

// object adds the entries of an object.
func (p *place) object(entries []place) {
	if p.inner == nil {
		p.inner = entries
	} else {
		p.inner = append(p.inner, entries...)
	}
	if len(p.inner) < many {
		return
	}
	p.index = make(map[string]int, len(p.inner))
	for i := range p.inner {
		p.index[p.inner[i].name] = i
	}
}

// entry returns the entry of an object called name, or nil.
func (p *place) entry(name string) *place {
	if p.index == nil {
		return entry(p.inner, name)
	}
	if i, ok := p.index[name]; ok {
		return &p.inner[i]
	}
	return nil
}

func entry(entries []place, name string) *place {
	for i := range entries {
		if entries[i].name == name {
			return &entries[i]
		}
	}
	return nil
}

// isObject reports whether there are entries; where there are neither those nor elements nothing is asked of it.
func (p *place) isObject() bool { return len(p.inner) > 0 && p.inner[0].key != Span{} }

// find returns what stands at a pointer, or nil.
func (p *place) find(pointer string) *place {
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
			if err != nil || i < 0 || i >= len(p.inner) || strconv.Itoa(i) != token {
				return nil
			}
			p = &p.inner[i]
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

// At returns the place of the value at a JSON pointer (RFC 6901; "" is the root), or no place and false. A value that is
// not written ("key:" and nothing more) has the place of its key. What an alias stands for has the alias's place, and the
// values inside it have the places where they are written.
func (d *Document) At(pointer string) (Span, bool) {
	if p := d.places.find(pointer); p != nil {
		return p.value, true
	}
	return Span{}, false
}

// Key returns the place of the key of the object's entry at a JSON pointer, or no place and false.
func (d *Document) Key(pointer string) (Span, bool) {
	if p := d.places.find(pointer); p != nil && p.key != (Span{}) {
		return p.key, true
	}
	return Span{}, false
}

// FirstKey returns the place of the first key of the object at a JSON pointer, or no place and false.
func (d *Document) FirstKey(pointer string) (Span, bool) {
	if p := d.places.find(pointer); p != nil && p.isObject() {
		return p.inner[0].key, true
	}
	return Span{}, false
}
