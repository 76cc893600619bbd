package checker

import (
	"context"
	"testing"
)

// TestFindingsHaveWords: a finding without words tells nobody what is wrong, whatever the practice leaves out.
func TestFindingsHaveWords(t *testing.T) {
	t.Parallel()
	n := 40
	if testing.Short() {
		n = 8
	}
	c, _ := shippedLaw(t, Options{})
	for _, doc := range drawnPractices(t, n) {
		judged, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range judged.Findings {
			if f.Message.ZH == "" || f.Message.EN == "" || f.At.Line == 0 {
				t.Errorf("%s: %s at line %d says %+v", doc.ID, f.Rule, f.At.Line, f.Message)
			}
		}
	}
}
