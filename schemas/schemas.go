// Package schemas holds the vocabulary of facts: JSON Schema 2020-12 files for practices, agencies and
// everything else credlint reads and writes. The files are the one source of names, titles and enumerations;
// documentation, questions, spreadsheets and the checks of the law are derived from them.
//
// To add a fact for a law: look whether it exists under another name (titles are in both languages), put it where the
// thing it describes stands, in practice.json if two kinds share it, and refer to it from there. State what is (who, which
// document, when, by what channel), never what law concludes from it. Give title, x-zh and, for units and starting
// points, description and x-zh-description; x-absent: unknown for duties and burdens, false or not_applicable for
// exceptions and rare wrongs, which must be claimed; x-choice; x-when if it exists only for values of a sibling.
// What a person has to judge refers to judgement, a length of time to period. The tests hold all of this.
package schemas

import "embed"

// FS holds practice.json (definitions shared by all kinds), agency.json, one schema for each kind under kinds/
// and the schemas of other documents. References between files are relative to the file they stand in,
// and no file has an $id. It is read-only and safe for concurrent use.
//
//go:embed *.json kinds/*.json
var FS embed.FS
