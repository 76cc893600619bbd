package law

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// indexName is the generated file beside each instrument.yaml of the program. It holds the instrument without the words of
// its clauses, one line a clause, so that scope is known without parsing YAML, which takes a hundred times as long.
//
// The index is a cache and never an authority: it carries the hash of the instrument.yaml that it was made from, and a hash of
// its own lines. Where either differs, the YAML is read instead. Packs of users are validated at each load, so their YAML is
// parsed anyway and an index beside it is ignored.
const indexName = "index.tsv"

// indexHead begins every index. A change of the columns changes it, so that an index in another format is not read.
const indexHead = "# Generated from instrument.yaml by: make generate (or go generate ./policies). Do not edit.\n" +
	"# run\tarticles\tstatus\twhy zh\twhy en\n" +
	"# article\tnumber\tstatus\ttext_sha256\twhy zh\twhy en\n" +
	"# clause\tnumber\tmodality\tstatus\twaivable\tkinds\taddressees\tfrom\tuntil\twhy zh\twhy en\n"

// Index returns the indexes of all instruments of a pack, by path. Equal instruments give equal bytes. An error names an
// instrument.yaml that cannot be used, and where.
func Index(pack fs.FS) (map[string][]byte, error) {
	names, err := lawFiles(pack)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, name := range names {
		if path.Base(name) != "instrument.yaml" {
			continue
		}
		text, err := fs.ReadFile(pack, name)
		if err != nil {
			return nil, err
		}
		in, problems := parseInstrument(name, text, true)
		if in == nil {
			f := problems[0]
			return nil, fmt.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
		if out[path.Join(in.Dir, indexName)], err = writeIndex(in, text); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

// writeIndex writes the index of an instrument that was parsed from text.
func writeIndex(in *Instrument, text []byte) ([]byte, error) {
	var b bytes.Buffer
	line := func(cells ...string) {
		for i := range cells {
			cells[i] = escapeCell.Replace(cells[i])
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, "\t"), "\t") + "\n")
	}
	line("id", in.ID)
	line("title", in.Title.ZH, in.Title.EN)
	for _, alias := range in.Aliases {
		line("alias", alias)
	}
	line("rank", string(in.Rank))
	line("issuer", in.Issuer.ZH, in.Issuer.EN)
	line("promulgated", in.Promulgated)
	line("in_force", in.InForce.From, in.InForce.Until, in.InForce.Source)
	line("text", in.Text.Status, in.Text.AsOf)
	for _, e := range in.Earlier {
		line("earlier", e.Until, e.Text)
	}
	for _, r := range in.Readings {
		line("reading", r.ID, r.Question.ZH, r.Question.EN)
		for _, c := range r.Choices {
			line("choice", c.ID, c.Text.ZH, c.Text.EN)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(in.params)) {
		for _, p := range in.params[name] {
			value, err := json.Marshal(p.Value)
			if err != nil {
				return nil, err
			}
			line("param", name, p.From, p.Until, p.Clause, string(value))
		}
	}
	for i := range in.articles {
		a := &in.articles[i]
		if a.Articles != "" {
			line("run", a.Articles, a.Status, a.Why.ZH, a.Why.EN)
			continue
		}
		line("article", a.Article, a.Status, a.SHA256, a.Why.ZH, a.Why.EN)
		for _, c := range a.Clauses {
			waivable := ""
			if c.Waivable != nil {
				waivable = fmt.Sprint(*c.Waivable)
			}
			line("clause", c.Clause, string(c.Modality), c.Status, waivable, strings.Join(c.Kinds, ","), strings.Join(c.Addressees, ","),
				c.From, c.Until, c.Why.ZH, c.Why.EN)
		}
	}
	lines := b.Bytes()
	return fmt.Appendf(nil, "%shashes\t%s\t%s\n%s", indexHead, hash(text), hash(lines), lines), nil
}

// readIndex reads an index that was made from this very text of the instrument.yaml; false for any other. The words of clauses
// are parsed from the text when they are asked for.
func readIndex(name, index string, yaml []byte) (*Instrument, bool) {
	rest, ok := strings.CutPrefix(index, indexHead)
	hashes, lines, _ := strings.Cut(rest, "\n")
	if !ok || hashes != "hashes\t"+hash(yaml)+"\t"+hash([]byte(lines)) {
		return nil, false
	}
	in := &Instrument{Dir: path.Dir(name), params: map[string][]Param{}}
	var cells [11]string // as many as a clause has; those that a line leaves out are empty
	for line := range strings.Lines(lines) {
		if !splitLine(strings.TrimSuffix(line, "\n"), cells[:]) || !in.readLine(cells[:]) {
			return nil, false
		}
	}
	in.readLazily(name, yaml)
	in.setKinds()
	return in, in.ID == in.Dir
}

// readLine adds one line of an index to the instrument; false for a line that writeIndex does not write.
func (in *Instrument) readLine(c []string) bool {
	text := func(i int) finding.Text { return finding.Text{ZH: c[i], EN: c[i+1]} }
	switch c[0] {
	case "id":
		in.ID = c[1]
	case "title":
		in.Title = text(1)
	case "alias":
		in.Aliases = append(in.Aliases, c[1])
	case "rank":
		in.Rank = Rank(c[1])
	case "issuer":
		in.Issuer = text(1)
	case "promulgated":
		in.Promulgated = c[1]
	case "in_force":
		in.InForce = InForce{From: c[1], Until: c[2], Source: c[3]}
	case "text":
		in.Text = TextStatus{Status: c[1], AsOf: c[2]}
	case "earlier":
		in.Earlier = append(in.Earlier, Earlier{Until: c[1], Text: c[2]})
	case "reading":
		in.Readings = append(in.Readings, Reading{ID: c[1], Question: text(2)})
	case "choice":
		if len(in.Readings) == 0 {
			return false
		}
		r := &in.Readings[len(in.Readings)-1]
		r.Choices = append(r.Choices, Choice{ID: c[1], Text: text(2)})
	case "param":
		p := Param{From: c[2], Until: c[3], Clause: c[4]}
		if decodeJSON([]byte(c[5]), &p.Value) != nil {
			return false
		}
		in.params[c[1]] = append(in.params[c[1]], p)
	case "article":
		in.articles = append(in.articles, Article{Article: c[1], Status: c[2], SHA256: c[3], Why: text(4)})
	case "run":
		in.articles = append(in.articles, Article{Articles: c[1], Status: c[2], Why: text(3)})
	case "clause":
		if len(in.articles) == 0 {
			return false
		}
		a := &in.articles[len(in.articles)-1]
		clause := Clause{Clause: c[1], Modality: Modality(c[2]), Status: c[3], From: c[7], Until: c[8], Why: text(9)}
		if c[4] != "" {
			waivable := c[4] == "true"
			clause.Waivable = &waivable
		}
		if c[5] != "" {
			clause.Kinds = strings.Split(c[5], ",")
		}
		if c[6] != "" {
			clause.Addressees = strings.Split(c[6], ",")
		}
		a.Clauses = append(a.Clauses, clause)
	default:
		return false
	}
	return true
}

var (
	escapeCell   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescapeCell = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

// splitLine puts the cells of a line into cells; false where there are more.
func splitLine(line string, cells []string) bool {
	escaped, more := strings.Contains(line, `\`), true // nearly no line has an escape, and a replacer is slow
	for i := range cells {
		cells[i] = ""
		if more {
			cells[i], line, more = strings.Cut(line, "\t")
		}
		if escaped {
			cells[i] = unescapeCell.Replace(cells[i])
		}
	}
	return !more
}

func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
