package checker

import (
	"testing"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// shippedLaw is a checker over the law that comes with the program.
func shippedLaw(t testing.TB, opt Options) (*Checker, *law.Pack) {
	t.Helper()
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c, pack
}
