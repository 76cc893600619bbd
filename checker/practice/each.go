package practice

import (
	"fmt"
	"maps"
	"slices"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// each is the name beside lists under which facts stand that all their elements share: each: {items: {source: subject}}.
const each = "each"

// maxShared bounds the facts that elements take over, so that a short text cannot stand for a long document.
const maxShared = source.MaxValues

// share writes what stands under each into the elements of the lists that it names, with its place. What stands at an element
// prevails, fact by fact, also within objects.
func share(object map[string]any, fact *Fact, at *trail, doc *source.Document, root *Fact, faults *[]fault) {
	inner := trail{above: at, index: -1}
	for _, c := range fact.Children {
		if below, ok := object[c.Name].(map[string]any); ok && c.Type == "object" {
			inner.name = c.Name
			share(below, c, &inner, doc, root, faults)
		}
	}
	written, there := object[each]
	if !there || fact.Child(each) != nil {
		return
	}
	refuse := func(pointer string, zh, en string) {
		*faults = append(*faults, fault{pointer: pointer, key: true, rule: "schema", severity: finding.Error, message: finding.Text{ZH: zh, EN: en},
			hint: finding.Text{ZH: "写成 each: {items: {…}}，各项信息自己写明的优先", EN: "write each: {items: {…}}; what stands at an item prevails"}})
	}
	top := at.pointer() + "/" + each
	lists, ok := written.(map[string]any)
	if !ok {
		refuse(top, "each 之下应写明列表名称及其各项共同的内容", "each must name lists, and the facts that their elements share")
		return
	}
	delete(object, each)
	budget := maxShared
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		from := top + "/" + source.Escape(name)
		list, isList := object[name].([]any)
		common, isObject := lists[name].(map[string]any)
		of := fact.Child(name)
		switch {
		case of == nil || of.Type != "array" || of.Items.Type != "object" || !isList:
			refuse(from, fmt.Sprintf("此处没有名为“%s”的列表", name), fmt.Sprintf("there is no list %q beside each", name))
			continue
		case !isObject:
			refuse(from, "共同的内容应当由名称和值组成", "what the elements share must be an object")
			continue
		}
		for i, e := range list {
			if element, ok := e.(map[string]any); ok {
				budget -= takeOver(element, common, of.Items, fmt.Sprintf("%s/%s/%d", at.pointer(), source.Escape(name), i), from, doc)
			}
			if budget < 0 {
				refuse(from, fmt.Sprintf("共同的内容写入各项后过多，至多 %d 个值", maxShared), fmt.Sprintf("written into all elements this is more than %d values", maxShared))
				return
			}
		}
	}
}

// takeOver gives an object what it lacks of another, and returns the number of values.
func takeOver(to, from map[string]any, f *Fact, at, common string, doc *source.Document) int {
	taken := 0
	for _, name := range slices.Sorted(maps.Keys(from)) {
		p, q := at+"/"+source.Escape(name), common+"/"+source.Escape(name)
		own, written := to[name].(map[string]any)
		shared, object := from[name].(map[string]any)
		switch c := f.Child(name); {
		case written && object && c != nil && c.Type == "object":
			taken += takeOver(own, shared, c, p, q, doc)
		case to[name] == nil:
			to[name] = clone(from[name])
			doc.Graft(p, q)
			taken += size(from[name])
		}
	}
	return taken
}

// size is the number of values in a value.
func size(v any) int {
	n := 1
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			n += size(e)
		}
	case []any:
		for _, e := range v {
			n += size(e)
		}
	}
	return n
}
