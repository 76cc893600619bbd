// Package stored keeps compiled rules as bytes: what OPA's compiler made of a law, with its references resolved, its locals
// renamed and its expressions in their order. Reading them back takes a small part of the time that parsing and compiling
// take, and only the rules that are asked for, with those they need, are read.
//
// A file holds a book for each instrument. It is of no use to another version of OPA, whose compiler may leave other rules,
// nor for other law; so it begins with a stamp of both, and is not opened under another one.
//
// Every number in it is an unsigned varint. A book is self-contained: its strings, the references that stand in it more than
// once, a list of its groups, and the rules of each group behind each other.
package stored

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// magic begins a file; the number changes with the form.
const magic = "credlint rules 1\n"

// maxDepth is how deep terms and bodies may stand within each other.
const maxDepth = 64

// A Group is the rules of one name, in the order in which OPA holds them.
type Group struct {
	Path  []string // below data: policies, cn, credit_reporting_2013, breach, 14.1
	Rules []*ast.Rule
	Needs []int // which other groups of the book its rules refer to
}

// The kinds of terms.
const (
	termNull = iota
	termFalse
	termTrue
	termNumber
	termString
	termVar
	termRef
	termKnown // a reference of the book's list
	termCall
	termArray
	termObject
	termSet
	termArrayComprehension
	termObjectComprehension
	termSetComprehension
)

// The kinds of expressions.
const (
	exprTerm = iota
	exprCall
	exprEvery
)

// What is said of an expression, above its kind.
const (
	exprKind      = 3
	exprNegated   = 4
	exprGenerated = 8
	exprPlace     = 16 // it does not stand where the one before it stands
	exprBits      = 5
)

// What is said of a rule.
const (
	ruleDefault = 1 << iota
	ruleAssign
	ruleKey
	ruleValue
	ruleElse
	ruleHead // its head does not stand where it stands
)

// File joins books by name into a file under a stamp, in the order of the names given.
func File(stamp string, names []string, books map[string][]byte) []byte {
	out := appendString([]byte(magic), stamp)
	out = binary.AppendUvarint(out, uint64(len(names)))
	for _, name := range names {
		out = binary.AppendUvarint(appendString(out, name), uint64(len(books[name])))
	}
	for _, name := range names {
		out = append(out, books[name]...)
	}
	return out
}

// Books are the texts of the books in a file, by name; nil for a file that was not made under the stamp.
func Books(file, stamp string) map[string]string {
	rest, ok := strings.CutPrefix(file, magic)
	if !ok {
		return nil
	}
	r := &reader{text: rest}
	if r.string() != stamp {
		return nil
	}
	n := r.count()
	names, sizes := make([]string, 0, n), make([]int, 0, n)
	for range n {
		names, sizes = append(names, r.string()), append(sizes, r.number())
	}
	out := make(map[string]string, n)
	for i, name := range names {
		out[name] = r.bytes(sizes[i])
	}
	if r.broken {
		return nil
	}
	return out
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

// errBroken says that a book does not hold what it should.
var errBroken = errors.New("the stored rules are damaged")

// reader reads numbers and strings. What it gives after an error is zero, and broken is set.
type reader struct {
	text   string
	at     int
	broken bool
}

func (r *reader) fail() {
	r.at, r.broken = len(r.text), true
}

func (r *reader) number() int {
	n := uint(0)
	for shift := 0; r.at < len(r.text) && shift < 28; shift += 7 {
		b := r.text[r.at]
		r.at++
		n |= uint(b&0x7f) << shift
		if b < 0x80 {
			return int(n)
		}
	}
	r.fail()
	return 0
}

// count is a number of things that each take a byte at least.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.text)-r.at {
		r.fail()
		return 0
	}
	return n
}

// below is a number below a bound.
func (r *reader) below(bound int) int {
	n := r.number()
	if n >= bound {
		r.fail()
		return 0
	}
	return n
}

func (r *reader) bytes(n int) string {
	if n > len(r.text)-r.at {
		r.fail()
		return ""
	}
	r.at += n
	return r.text[r.at-n : r.at]
}

func (r *reader) string() string { return r.bytes(r.number()) }

// unsupported says what compiled rules may not hold to be stored.
func unsupported(what any, at *ast.Location) error {
	where := ""
	if at != nil {
		where = fmt.Sprintf("%s:%d: ", at.File, at.Row)
	}
	return fmt.Errorf("%s%T is not kept in stored rules", where, what)
}
