package checker_test

import (
	"context"
	"testing"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

// BenchmarkColdStart is what one call of the program does for one practice: read the law, compile what governs, judge.
func BenchmarkColdStart(b *testing.B) {
	for b.Loop() {
		pack, err := law.Load(policies.FS)
		if err != nil {
			b.Fatal(err)
		}
		c, err := checker.New(pack, policies.FS, schemas.FS, checker.Options{})
		if err != nil {
			b.Fatal(err)
		}
		loaded, err := practice.Load(context.Background(), []string{"../examples/metro_fare_evasion.yaml"}, practice.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range loaded.Documents {
			if _, err := c.Check(context.Background(), d); err != nil {
				b.Fatal(err)
			}
		}
	}
}
