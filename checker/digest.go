package checker

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	opa "github.com/open-policy-agent/opa/v1/version"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/schemas"
)

// evaluator is the version of this program's own part in a verdict: how rules are selected, missing facts explored and outcomes
// put together. A change by which a practice may be judged differently under the same law raises it.
const evaluator = 1

// Digest is "sha256:…" over all that decides a verdict besides the practice: the law (law.Digest), the readings that are settled
// (name → choice), the schemas of facts, and the versions of OPA and of this program's evaluator.
func Digest(pack *law.Pack, readings map[string]string) string {
	h := sha256.New()
	fmt.Fprintf(h, "law %s\nopa %s\nevaluator %d\n", pack.Digest, opa.Version, evaluator)
	for _, pattern := range []string{"practice.json", "agency.json", "kinds/*.json"} {
		names, _ := fs.Glob(schemas.FS, pattern) // the patterns are valid, and embedded files can be read
		for _, name := range names {
			text, _ := fs.ReadFile(schemas.FS, name)
			fmt.Fprintf(h, "schema %s %x\n", name, sha256.Sum256(text))
		}
	}
	for _, name := range sortedKeys(readings) {
		fmt.Fprintf(h, "reading %q %q\n", name, readings[name])
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Digest is the function Digest of the checker's law and readings.
func (c *Checker) Digest() string { return Digest(c.pack, c.opt.Readings) }
