package law

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

const unheldHeader = "place\tzh\ten\tkinds\tfrom\tuntil"

// LoadUnheld reads unheld.tsv. A pack without the table has no such instruments.
func LoadUnheld(pack fs.FS) ([]Unheld, error) {
	b, err := fs.ReadFile(pack, "unheld.tsv")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, finding.Errorf("读取 unheld.tsv%v", "reading unheld.tsv: %w", err)
	}
	rows, err := tableRows("unheld.tsv", string(b), unheldHeader)
	if err != nil {
		return nil, err
	}
	out := make([]Unheld, len(rows))
	for i, c := range rows {
		out[i] = Unheld{Place: c[0], Title: finding.Text{ZH: c[1], EN: c[2]}, From: c[4], Until: c[5]}
		if c[3] != "" {
			out[i].Kinds = strings.Split(c[3], ",")
		}
	}
	return out, nil
}
