package credlint

import "embed"

// Examples holds the practices of the folder examples, which are made from published clauses, and the agencies that they name.
//
//go:embed examples/*.yaml examples/agencies/*.yaml
var Examples embed.FS
