package checker

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	opa "github.com/open-policy-agent/opa/v1/version"

	"github.com/credlint/credlint/checker/law"
)

// evaluator is the version of this program's own part in a verdict: how rules are selected, missing facts explored and outcomes
// put together. A change by which a practice may be judged differently under the same law raises it.
const evaluator = 1

// Digest is "sha256:…" over all that decides a verdict besides the practice: the law (law.Digest), the readings that are settled
// (name → choice), and the versions of OPA and of this program's evaluator.
func Digest(pack *law.Pack, readings map[string]string) string {
	h := sha256.New()
	fmt.Fprintf(h, "law %s\nopa %s\nevaluator %d\n", pack.Digest, opa.Version, evaluator)
	for _, name := range sortedKeys(readings) {
		fmt.Fprintf(h, "reading %q %q\n", name, readings[name])
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Digest is the function Digest of the checker's law and readings.
func (c *Checker) Digest() string { return Digest(c.pack, c.opt.Readings) }
