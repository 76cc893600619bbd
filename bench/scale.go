package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// instruments is how many there are with the copies.
const instruments = 40

// here is the place of the examples.
const here = "cn/shanghai"

// elsewhere are places whose law does not govern there.
var elsewhere = []string{"cn/beijing", "cn/tianjin", "cn/chongqing", "cn/guangdong", "cn/zhejiang"}

// copies say how often each shipped instrument is copied to the place of the examples or the state above it, and to places
// elsewhere. With the shipped ones they are so many instruments, half of which govern there, with some 2,000 encoded clauses: the
// shortest instrument is copied most, since most laws are shorter than the others here.
var copies = []struct {
	id              string
	here, elsewhere int
}{
	{"cn/administrative_penalty_2021", 0, 1},
	{"cn/credit_reporting_2013", 18, 15}, // the shipped instruments take the place of as many of these 18
	{"cn/personal_information_protection_2021", 1, 2},
	{"cn/shanghai/social_credit_2017", 1, 2},
}

// writeCopies writes the copies into a pack and returns their ids.
func writeCopies(pack string) (ids []string, err error) {
	shipped, err := law.Load(policies.FS)
	if err != nil {
		return nil, err
	}
	for _, c := range copies {
		if c.id == "cn/credit_reporting_2013" {
			c.here -= len(shipped.Instruments)
		}
		for i := range c.here + c.elsewhere {
			place := elsewhere[i%len(elsewhere)]
			if i < c.here {
				place = []string{path.Dir(c.id), here}[i%2]
			}
			name, year := path.Base(c.id), strings.LastIndex(path.Base(c.id), "_")
			id := fmt.Sprintf("%s/%s_copy%d%s", place, name[:year], i+1, name[year:])
			if err := writeCopy(pack, c.id, id, i+1); err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}

var (
	titleLine = regexp.MustCompile(`(?m)^title: .*$`)
	aliasLine = regexp.MustCompile(`(?m)^aliases: .*\n`)
	rankLine  = regexp.MustCompile(`(?m)^rank: .*$`)
)

// writeCopy writes the rules and the instrument.yaml of a shipped instrument under another id and title, and under a rank
// that the place can give.
func writeCopy(pack, from, to string, number int) error {
	files, err := fs.ReadDir(policies.FS, from)
	if err != nil {
		return err
	}
	names := strings.NewReplacer(from, to, packageOf(from), packageOf(to))
	if err := os.MkdirAll(filepath.Join(pack, filepath.FromSlash(to)), 0o777); err != nil {
		return err
	}
	for _, file := range files {
		if !isRules(file.Name()) && file.Name() != "instrument.yaml" {
			continue
		}
		b, err := fs.ReadFile(policies.FS, path.Join(from, file.Name()))
		if err != nil {
			return err
		}
		text := names.Replace(string(b))
		if file.Name() == "instrument.yaml" {
			title := fmt.Sprintf("%s %d", strings.ReplaceAll(path.Base(from), "_", " "), number)
			text = titleLine.ReplaceAllLiteralString(text, fmt.Sprintf("title: {zh: 测速用副本（%s）, en: copy of %s}", title, title))
			text = aliasLine.ReplaceAllLiteralString(text, "")
			if path.Dir(to) != "cn" {
				text = rankLine.ReplaceAllLiteralString(text, "rank: local_regulation")
			}
		}
		if err := os.WriteFile(filepath.Join(pack, filepath.FromSlash(to), file.Name()), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func isRules(name string) bool {
	return path.Ext(name) == ".rego" && !strings.HasSuffix(name, "_test.rego")
}
