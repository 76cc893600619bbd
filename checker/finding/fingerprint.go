package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Fingerprint is a name for a finding that lasts: 32 hexadecimal digits made of the rule, the practice, the pointer and
// the choices under which it holds, and of no line, word or severity, so that it stays where lines move or a message is
// reworded. file stands for a practice without an id, and for what belongs to no practice; where there is an id the file
// may be renamed. A pointer counts the elements of a list: an element put before another moves it.
//
// Findings of one report may share a fingerprint, such as those of two practices with the same id; Fingerprints tells
// them apart.
func Fingerprint(practiceID, file string, f Finding) string {
	return fingerprint(practiceID, file, &f, 1)
}

// fingerprint is the name of the nth finding that agrees in all a name is made of.
func fingerprint(practiceID, file string, f *Finding, n int) string {
	parts := []string{f.Rule, cmp.Or(practiceID, file), f.At.Pointer}
	for _, r := range f.Reading {
		parts = append(parts, r.Name+"="+r.Choice)
	}
	key := fmt.Sprintf("%q", parts) // quoted: what ends one part cannot begin the next
	if n > 1 {
		key += fmt.Sprint(n)
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}

// Fingerprints names the findings of one report in its order: those that would share a Fingerprint are numbered, so that
// none is lost where one of each name is kept. Made with Fingerprints{}; not safe for concurrent use.
type Fingerprints map[string]int

// Of returns the fingerprint of the next finding of the report; p is nil for a finding that belongs to no practice.
func (seen Fingerprints) Of(p *Judged, f *Finding) string {
	id, file := "", f.At.File
	if p != nil {
		id, file = p.ID, p.File
	}
	first := fingerprint(id, file, f, 1)
	seen[first]++
	if n := seen[first]; n > 1 {
		return fingerprint(id, file, f, n)
	}
	return first
}
