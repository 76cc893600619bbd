// Package policies embeds the law folders, the register of known instruments and the table of places. A new country,
// city or instrument is a new folder here and touches no Go.
package policies

import "embed"

//go:generate go run ../checker/law/gen -index .

// FS holds everything beside this file: one folder an instrument with its generated index.jsonl, shared Rego in lib, and the tables
// of places and instruments.
//
//go:embed *
var FS embed.FS
