package checker_test

import (
	"os"
	"runtime/debug"
	"testing"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// TestMain collects garbage as rarely as the tests allow: they allocate much and keep little, and with the setting of the runtime
// half of their time goes into collecting.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

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
