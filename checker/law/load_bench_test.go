package law

import (
	"testing"

	"github.com/credlint/credlint/policies"
)

// BenchmarkLoad reads all law there is.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(policies.FS); err != nil {
			b.Fatal(err)
		}
	}
}
