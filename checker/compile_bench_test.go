package checker

import (
	"testing"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// BenchmarkCompile compiles the rules of every shipped instrument, as a first practice under it does.
func BenchmarkCompile(b *testing.B) {
	pack, err := law.Load(policies.FS)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		shared, err := parseLib(pack)
		if err != nil {
			b.Fatal(err)
		}
		for _, in := range pack.Instruments {
			if _, err := compile(in, shared, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}
