package practice

import (
	"io/fs"
)

// ExpandAgency is Expand for agency files.
func ExpandAgency(fsys fs.FS) ([]byte, error) {
	if _, err := AgencySchema(fsys); err != nil {
		return nil, err
	}
	return expandFile(fsys, "agency.json")
}
