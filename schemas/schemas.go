// Package schemas holds the vocabulary of facts: JSON Schema 2020-12 files for practices, agencies and
// everything else credlint reads and writes. The files are the one source of names, titles and enumerations;
// documentation, questions, spreadsheets and the checks of the law are derived from them.
package schemas

import "embed"

// FS holds practice.json (definitions shared by all kinds), agency.json, one schema for each kind under kinds/
// and the schemas of other documents. References between files are relative to the file they stand in,
// and no file has an $id. It is read-only and safe for concurrent use.
//
//go:embed *.json kinds/*.json
var FS embed.FS
