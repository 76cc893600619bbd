package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Fingerprint returns a stable identifier of a finding: 32 hexadecimal digits of a hash of the rule, the practice, the
// subject (else the pointer) and the choices. It does not depend on lines, messages, the severity or the order of lists, and
// changes with the value that the finding is about. file identifies the practice if practiceID is empty; otherwise the file may
// be renamed.
//
// Findings of one report may have the same fingerprint, for example if two practices have the same id; Fingerprints makes
// them unique.
func Fingerprint(practiceID, file string, f Finding) string {
	return fingerprint(practiceID, file, &f, 1)
}

// fingerprint returns the fingerprint of the nth finding with the same rule, practice, subject and choices.
func fingerprint(practiceID, file string, f *Finding, n int) string {
	parts := []string{f.Rule, cmp.Or(practiceID, file), cmp.Or(f.Subject, f.At.Pointer)}
	for _, r := range f.Reading {
		parts = append(parts, r.Name+"="+r.Choice)
	}
	key := fmt.Sprintf("%q", parts) // quoted, so that different parts cannot give the same key
	if n > 1 {
		key += fmt.Sprint(n)
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}

// Fingerprints makes the fingerprints of one report unique by numbering equal ones in the order of the report. The zero map
// is Fingerprints{}. It is not safe for concurrent use.
type Fingerprints map[string]int

// Of returns the fingerprint of the next finding of the report. p is nil for a finding without a practice.
func (counts Fingerprints) Of(p *Judged, f *Finding) string {
	id, file := "", f.At.File
	if p != nil {
		id, file = p.ID, p.File
	}
	first := fingerprint(id, file, f, 1)
	counts[first]++
	if n := counts[first]; n > 1 {
		return fingerprint(id, file, f, n)
	}
	return first
}
