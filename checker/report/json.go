package report

import (
	"encoding/json"
	"io"

	"github.com/credlint/credlint/checker/finding"
)

// writeJSON writes the report as schemas/report.json describes it. Signs of HTML stay as they are: "<= 5 years" is
// read by people too.
func writeJSON(w io.Writer, r *finding.Report, _ Options) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(r)
}
