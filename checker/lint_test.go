package checker_test

import (
	"context"
	"testing"

	"github.com/credlint/credlint/checker"
)

// TestLint holds the shipped law to what Lint asks.
func TestLint(t *testing.T) {
	t.Parallel()
	c, _ := shipped(t, checker.Options{})
	for _, f := range c.Lint(context.Background()) {
		t.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
	}
}
