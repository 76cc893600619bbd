package checker_test

import (
	"testing"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// shipped is a checker over the law that comes with the program.
func shipped(t testing.TB, opt checker.Options) (*checker.Checker, *law.Pack) {
	t.Helper()
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := checker.New(pack, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c, pack
}
