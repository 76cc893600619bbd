package law

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"

	"github.com/credlint/credlint/checker/finding"
)

// form writes values one behind the other, or reads them: a number as encoding/binary writes a uvarint, a text as its length
// and its bytes, a list as its length and its elements. One function for each type does both, so that they cannot differ. What
// is read of a text is a part of it, and nothing is copied.
type form struct {
	writing bool
	text    []byte // what was written
	rest    string // what is still to be read
	bad     bool   // this was never written, or cannot be
}

func (f *form) number(n *uint32) {
	if f.writing {
		f.text = binary.AppendUvarint(f.text, uint64(*n))
		return
	}
	read := uint32(0)
	for i := 0; i < len(f.rest) && i < binary.MaxVarintLen32; i++ {
		b := f.rest[i]
		read |= uint32(b&0x7f) << (7 * i)
		if b < 0x80 {
			*n, f.rest = read, f.rest[i+1:]
			return
		}
	}
	*n, f.rest, f.bad = 0, "", true
}

// length is that of a text or a list, which is not longer than what is still to be read: each element takes a byte at least.
func (f *form) length(n int) int {
	long := uint32(n)
	f.number(&long)
	if !f.writing && uint64(long) > uint64(len(f.rest)) {
		long, f.rest, f.bad = 0, "", true
	}
	return int(long)
}

func word[T ~string](f *form, s *T) {
	n := f.length(len(*s))
	if f.writing {
		f.text = append(f.text, *s...)
		return
	}
	*s, f.rest = T(f.rest[:n]), f.rest[n:]
}

func many[T any](f *form, list *[]T, each func(*form, *T)) {
	if n := f.length(len(*list)); n > 0 && !f.writing {
		*list = make([]T, n)
	}
	for i := range *list {
		each(f, &(*list)[i])
	}
}

// named is a map as a list, in the order of the names.
func named[T any](f *form, m *map[string]T, each func(*form, *T)) {
	names := slices.Sorted(maps.Keys(*m))
	many(f, &names, word)
	if !f.writing && len(names) > 0 {
		*m = make(map[string]T, len(names))
	}
	for _, name := range names {
		v := (*m)[name]
		each(f, &v)
		if !f.writing {
			(*m)[name] = v
		}
	}
}

func both(f *form, t *finding.Text) {
	word(f, &t.ZH)
	word(f, &t.EN)
}

// headOf is what readHead reads of an instrument.
func headOf(f *form, in *Instrument) {
	word(f, &in.ID)
	both(f, &in.Title)
	many(f, &in.Aliases, word)
	word(f, &in.Rank)
	both(f, &in.Issuer)
	word(f, &in.Promulgated)
	word(f, &in.InForce.From)
	word(f, &in.InForce.Until)
	word(f, &in.InForce.Source)
	word(f, &in.Text.Status)
	word(f, &in.Text.AsOf)
	many(f, &in.Earlier, func(f *form, e *Earlier) {
		word(f, &e.Until)
		word(f, &e.Text)
	})
	many(f, &in.Readings, func(f *form, r *Reading) {
		word(f, &r.ID)
		both(f, &r.Question)
		many(f, &r.Choices, func(f *form, c *Choice) {
			word(f, &c.ID)
			both(f, &c.Text)
		})
	})
}

// bodyOf is what readBody reads of an instrument.
func bodyOf(f *form, b *body) {
	named(f, &b.params, func(f *form, versions *[]Param) {
		many(f, versions, func(f *form, p *Param) {
			word(f, &p.From)
			word(f, &p.Until)
			valueOf(f, &p.Value)
			word(f, &p.Clause)
		})
	})
	many(f, &b.articles, func(f *form, a *Article) {
		word(f, &a.Article)
		word(f, &a.Articles)
		word(f, &a.SHA256)
		word(f, &a.Status)
		both(f, &a.Why)
		many(f, &a.Clauses, clauseOf)
	})
}

func clauseOf(f *form, c *Clause) {
	word(f, &c.Clause)
	word(f, &c.Modality)
	many(f, &c.Kinds, word)
	many(f, &c.Addressees, word)
	word(f, &c.Status)
	both(f, &c.Why)
	both(f, &c.Summary)
	messagesOf(f, &c.Breach)
	messagesOf(f, &c.Hint)
	word(f, &c.From)
	word(f, &c.Until)
	const unsaid, yes, no = 0, 1, 2
	waivable := uint32(unsaid)
	if c.Waivable != nil {
		waivable = no
		if *c.Waivable {
			waivable = yes
		}
	}
	if f.number(&waivable); !f.writing && waivable != unsaid {
		may := waivable == yes
		c.Waivable = &may
	}
}

func messagesOf(f *form, m *Messages) {
	both(f, &m.Text)
	named(f, &m.ByWhy, both)
}

// valueOf is a number as json.Number, a text, or a period, which is numbers with names.
func valueOf(f *form, v *any) {
	const other, number, text, period = 0, 1, 2, 3
	kind := uint32(other)
	switch (*v).(type) {
	case json.Number:
		kind = number
	case string:
		kind = text
	case map[string]any:
		kind = period
	}
	switch f.number(&kind); kind {
	case number:
		n, _ := (*v).(json.Number)
		word(f, &n)
		*v = n
	case text:
		s, _ := (*v).(string)
		word(f, &s)
		*v = s
	case period:
		m, _ := (*v).(map[string]any)
		named(f, &m, func(f *form, v *any) {
			n, ok := (*v).(json.Number)
			f.bad = f.bad || f.writing && !ok
			word(f, &n)
			*v = n
		})
		*v = m
	default:
		f.bad = true
	}
}
