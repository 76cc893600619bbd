package law

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/valyala/fastjson"

	"github.com/credlint/credlint/checker/source"
)

// compactName is the file in which the program keeps its instruments in a form that is read faster than YAML: a line about
// the whole, a line an instrument with what is asked of every one, and then the lines of each, read where it governs: its
// numbers and one article each. Lines are short because each is parsed by itself, in the memory of the one before.
//
// A check of one practice is too short to read all law there is, and even to hash it as a digest must. So the first line holds
// the digest, and the file stands or falls with checksums: of each instrument.yaml, and of all files that judge. They guard
// against a file that somebody forgot to write anew, not against an enemy, who would not need to deceive a checksum. What does
// not fit is read from the YAML and hashed, so that a stale file is slower and never wrong.
const compactName = "instruments.jsonl"

// compactIndex is the first line.
type compactIndex struct {
	Digest string `json:"digest"`
	Sum    uint32 `json:"sum"`   // of all files that judge
	Heads  int    `json:"heads"` // how many lines follow with one instrument each
}

// compactHead is the line of an instrument.
type compactHead struct {
	Name  string         `json:"name"` // path of the instrument.yaml
	Sum   uint32         `json:"sum"`
	At    int            `json:"at"` // where its other lines are, from the end of the heads
	Size  int            `json:"size"`
	Kinds []string       `json:"kinds"`
	Head  map[string]any `json:"head"`
}

//go:generate go run ./gen -instruments ../../policies/instruments.jsonl -rules ../../policies/rules.bin

// Compact writes the instruments of a pack for compactName, in the order of their paths. An error names an instrument that
// cannot be used.
func Compact(pack fs.FS) ([]byte, error) {
	names, err := lawFiles(pack)
	if err != nil {
		return nil, err
	}
	hashes := map[string][32]byte{}
	var heads, bodies bytes.Buffer
	var index compactIndex
	for _, name := range names {
		text, err := fs.ReadFile(pack, name)
		if err != nil {
			return nil, err
		}
		hashes["0/"+name] = sha256.Sum256(text)
		if path.Base(name) != "instrument.yaml" {
			continue
		}
		in, problems := parseInstrument(name, text, true)
		if in == nil {
			f := problems[0]
			return nil, fmt.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
		line := compactHead{Name: name, Sum: crc32.ChecksumIEEE(text), At: bodies.Len(), Kinds: in.kinds, Head: map[string]any{}}
		rest := maps.Clone(in.doc().Value.(map[string]any)) // parseInstrument saw to it
		for _, key := range headKeys {
			if v, ok := rest[key]; ok {
				line.Head[key] = v
				delete(rest, key)
			}
		}
		body, err := bodyLines(rest)
		if err != nil {
			return nil, err
		}
		bodies.Write(body)
		line.Size = len(body)
		if err := json.NewEncoder(&heads).Encode(line); err != nil {
			return nil, err
		}
		index.Heads++
	}
	index.Digest = Digest(hashes)
	if _, index.Sum, err = checksums(pack, names); err != nil {
		return nil, err
	}
	first, err := json.Marshal(index)
	return slices.Concat(first, []byte("\n"), heads.Bytes(), bodies.Bytes()), err
}

// bodyLines writes what readBody reads: the articles a line each, and before them what else there is.
func bodyLines(rest map[string]any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	articles, _ := rest["articles"].([]any)
	delete(rest, "articles")
	err := e.Encode(rest)
	for _, a := range articles {
		err = cmp.Or(err, e.Encode(a))
	}
	return out.Bytes(), err
}

// checksums are those of the files that judge, and one over all of them and their paths.
func checksums(pack fs.FS, names []string) (map[string]uint32, uint32, error) {
	out := make(map[string]uint32, len(names))
	all := crc32.NewIEEE()
	buffer := make([]byte, 64<<10) // an embedded file can only be copied, and one that fits into a cache is soon copied
	for _, name := range names {
		if strings.HasSuffix(name, "_test.rego") {
			continue
		}
		f, err := pack.Open(name)
		if err != nil {
			return nil, 0, err
		}
		sum := uint32(0)
		for {
			n, err := f.Read(buffer)
			sum = crc32.Update(sum, crc32.IEEETable, buffer[:n])
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, 0, cmp.Or(err, f.Close())
			}
		}
		if err := f.Close(); err != nil {
			return nil, 0, err
		}
		out[name] = sum
		fmt.Fprintf(all, "%s\x00%d\n", name, sum)
	}
	return out, all.Sum32(), nil
}

// compact is what was read of compactName. nil has nothing.
type compact struct {
	pack        fs.FS
	instruments map[string]*Instrument // by path of the instrument.yaml; those made from what stands there now
	whole       string
}

// readCompact reads the heads in compactName; nil where there is no such file, or it cannot be read. text gives the text of a
// file when it is asked for.
func readCompact(pack fs.FS, names []string, text func(name string) []byte) *compact {
	f, err := pack.Open(compactName)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	sums, all, err := checksums(pack, names)
	if err != nil {
		return nil
	}
	c := &compact{pack: pack, instruments: map[string]*Instrument{}}
	r := bufio.NewReaderSize(f, 32<<10)
	read := int64(0)
	var parser fastjson.Parser
	next := func() (*fastjson.Value, error) {
		line, err := r.ReadBytes('\n')
		if err != nil {
			return nil, err
		}
		read += int64(len(line))
		return parser.ParseBytes(line)
	}
	index, err := next()
	if err != nil {
		return nil
	}
	if index.GetUint64("sum") == uint64(all) {
		c.whole = readString(index, "digest")
	}
	type part struct {
		in   *Instrument
		at   int64
		size int
	}
	var parts []part
	for range index.GetInt("heads") {
		v, err := next()
		if err != nil {
			return nil
		}
		name := readString(v, "name")
		if sum, ok := sums[name]; !ok || v.GetUint64("sum") != uint64(sum) {
			continue
		}
		in := readHead(v.Get("head"))
		in.Dir = path.Dir(name)
		in.kinds = readStrings(v, "kinds")
		c.instruments[name] = in
		parts = append(parts, part{in, v.GetInt64("at"), v.GetInt("size")})
	}
	for _, p := range parts {
		name := p.in.Dir + "/instrument.yaml"
		p.in.body = sync.OnceValue(func() body {
			if b, err := c.body(read+p.at, p.size); err == nil {
				return b
			}
			if slow, _ := parseInstrument(name, text(name), false); slow != nil {
				return slow.body()
			}
			return body{}
		})
		p.in.doc = sync.OnceValue(func() *source.Document {
			if docs, _, _ := source.YAML(text(name)); len(docs) > 0 {
				return &docs[0]
			}
			return nil
		})
	}
	return c
}

// digest is that of all files that judge, if they are those it was made of; otherwise "".
func (c *compact) digest() string {
	if c == nil {
		return ""
	}
	return c.whole
}

// instrument is the instrument of a path, if it was made from the text that stands there now; otherwise nil.
func (c *compact) instrument(name string) *Instrument {
	if c == nil {
		return nil
	}
	return c.instruments[name]
}

// body reads the lines of an instrument.
func (c *compact) body(at int64, size int) (body, error) {
	f, err := c.pack.Open(compactName)
	if err != nil {
		return body{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	from, ok := f.(io.ReaderAt)
	if !ok || size <= 0 || size > maxFile {
		return body{}, fmt.Errorf("%s cannot be read in parts", compactName)
	}
	lines := make([]byte, size)
	if _, err := from.ReadAt(lines, at); err != nil && err != io.EOF {
		return body{}, err
	}
	return readBody(lines)
}
