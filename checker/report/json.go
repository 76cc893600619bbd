package report

import (
	"encoding/json"
	"io"

	"github.com/credlint/credlint/checker/finding"
)

// writeJSON writes the report in the format of schemas/report.json.
func writeJSON(w io.Writer, r *finding.Report, _ Options) error { return encodeJSON(w, r) }

// encodeJSON writes v as indented JSON. It does not escape HTML characters, because people read "<= 5 years" in it too.
func encodeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}
