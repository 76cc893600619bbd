package practice

import (
	"encoding/json"
	"io/fs"

	"github.com/credlint/credlint/checker/source"
)

// ExpandAgency is Expand for agency files.
func ExpandAgency(fsys fs.FS) ([]byte, error) {
	if _, err := AgencySchema(fsys); err != nil {
		return nil, err
	}
	r := &resolver{fsys: fsys, files: map[string]*source.Document{}}
	n, err := r.node("agency.json", "")
	if err != nil {
		return nil, err
	}
	schema, err := r.expand(n)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(schema, "", "  ")
}
