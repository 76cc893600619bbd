package checker

import (
	"testing"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// BenchmarkCompile compiles the rules of every shipped instrument from their text.
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
			if _, err := compile(in, shared); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkRestore reads the stored rules of every shipped instrument.
func BenchmarkRestore(b *testing.B) {
	pack, err := law.Load(policies.FS)
	if err != nil {
		b.Fatal(err)
	}
	made := books(pack)
	if len(made) != len(pack.Instruments) {
		b.Fatalf("rules of %d instruments are stored, of %d", len(made), len(pack.Instruments))
	}
	for b.Loop() {
		for _, in := range pack.Instruments {
			if _, err := restore(in, made[in.ID], need{in: in, all: true}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
