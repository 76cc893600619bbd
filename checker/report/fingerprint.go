package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// fingerprints gives every finding of one report a name that lasts: 32 hexadecimal digits made of the rule, the
// practice, the pointer and the choices under which it holds, and of no line, so that it stays where lines move or a
// message is reworded. Findings that agree in all of these are numbered in the order of the report, so that none is
// lost where a CI system keeps one of each name.
type fingerprints map[string]int

// of returns the fingerprint of the next finding of the report; p is nil for a finding that belongs to no practice.
func (seen fingerprints) of(p *finding.Judged, f *finding.Finding) string {
	practice := f.At.File // a practice without an id, or a file that is none, has no other lasting name
	if p != nil {
		practice = cmp.Or(p.ID, p.File)
	}
	parts := []string{f.Rule, practice, f.At.Pointer}
	for _, r := range f.Reading {
		parts = append(parts, r.Name+"="+r.Choice)
	}
	key := fmt.Sprintf("%q", parts) // quoted: what ends one part cannot begin the next
	seen[key]++
	if n := seen[key]; n > 1 {
		key += fmt.Sprint(n)
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}

// valid replaces what is not UTF-8, which neither JSON nor XML holds.
func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
