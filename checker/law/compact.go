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
	"path"
	"strings"
	"sync"

	"github.com/valyala/fastjson"

	"github.com/credlint/credlint/checker/source"
)

// compactName is the file in which the program keeps its instruments in a form that is read faster than YAML: first a line of
// what is asked of every instrument, then a line an instrument, read where it governs.
//
// A check of one practice is too short to read all law there is, and even to hash it as a digest must. So the first line holds
// the digest, and the file stands or falls with checksums: of each instrument.yaml, and of all files that judge. They guard
// against a file that somebody forgot to write anew, not against an enemy, who would not need to deceive a checksum. What does
// not fit is read from the YAML and hashed, so that a stale file is slower and never wrong.
const compactName = "instruments.jsonl"

// compactIndex is the first line.
type compactIndex struct {
	Digest      string         `json:"digest"`
	Sum         uint32         `json:"sum"` // of all files that judge
	Instruments []compactEntry `json:"instruments"`
}

type compactEntry struct {
	Name  string         `json:"name"` // path of the instrument.yaml
	Sum   uint32         `json:"sum"`
	At    int            `json:"at"` // of its line, from the end of the first
	Size  int            `json:"size"`
	Kinds []string       `json:"kinds"`
	Head  map[string]any `json:"head"`
}

//go:generate go run ./gen -instruments ../../policies/instruments.jsonl

// Compact writes the instruments of a pack for compactName, in the order of their paths. An error names an instrument that
// cannot be used.
func Compact(pack fs.FS) ([]byte, error) {
	names, err := lawFiles(pack)
	if err != nil {
		return nil, err
	}
	hashes := map[string][32]byte{}
	var bodies bytes.Buffer
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
		entry := compactEntry{Name: name, Sum: crc32.ChecksumIEEE(text), At: bodies.Len(), Kinds: in.kinds, Head: map[string]any{}}
		rest := in.doc().Value.(map[string]any) // parseInstrument saw to it
		for _, key := range headKeys {
			if v, ok := rest[key]; ok {
				entry.Head[key] = v
				delete(rest, key)
			}
		}
		line, err := json.Marshal(rest)
		if err != nil {
			return nil, err
		}
		entry.Size = len(line)
		bodies.Write(append(line, '\n'))
		index.Instruments = append(index.Instruments, entry)
	}
	index.Digest = Digest(hashes)
	if _, index.Sum, err = checksums(pack, names); err != nil {
		return nil, err
	}
	first, err := json.Marshal(index)
	return append(append(first, '\n'), bodies.Bytes()...), err
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

// compact is what was read of compactName, and what the files are now. nil has nothing.
type compact struct {
	pack    fs.FS
	entries map[string]*fastjson.Value // by path of the instrument.yaml
	sums    map[string]uint32
	bodies  int64 // where they begin
	whole   string
}

// readCompact reads the first line of compactName; nil where there is no such file, or it cannot be read.
func readCompact(pack fs.FS, names []string) *compact {
	f, err := pack.Open(compactName)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	line, err := bufio.NewReaderSize(f, 64<<10).ReadBytes('\n')
	if err != nil {
		return nil
	}
	v, err := new(fastjson.Parser).ParseBytes(line)
	if err != nil {
		return nil
	}
	sums, all, err := checksums(pack, names)
	if err != nil {
		return nil
	}
	c := &compact{pack: pack, entries: map[string]*fastjson.Value{}, sums: sums, bodies: int64(len(line))}
	for _, e := range v.GetArray("instruments") {
		c.entries[readString(e, "name")] = e
	}
	if v.GetUint64("sum") == uint64(all) {
		c.whole = readString(v, "digest")
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
func (c *compact) instrument(name string, text func() []byte) *Instrument {
	if c == nil || c.entries[name] == nil || c.entries[name].GetUint64("sum") != uint64(c.sums[name]) {
		return nil
	}
	e := c.entries[name]
	in := readHead(e.Get("head"))
	in.Dir = path.Dir(name)
	in.kinds = readStrings(e, "kinds")
	at, size := c.bodies+e.GetInt64("at"), e.GetInt("size")
	in.body = sync.OnceValue(func() body {
		if b, err := c.body(at, size); err == nil {
			return b
		}
		if slow, _ := parseInstrument(name, text(), false); slow != nil {
			return slow.body()
		}
		return body{}
	})
	in.doc = sync.OnceValue(func() *source.Document {
		if docs, _, _ := source.YAML(text()); len(docs) > 0 {
			return &docs[0]
		}
		return nil
	})
	return in
}

// body reads the line of an instrument.
func (c *compact) body(at int64, size int) (body, error) {
	f, err := c.pack.Open(compactName)
	if err != nil {
		return body{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	from, ok := f.(io.ReaderAt)
	if !ok || size < 0 || size > maxFile {
		return body{}, fmt.Errorf("%s cannot be read in parts", compactName)
	}
	line := make([]byte, size)
	if _, err := from.ReadAt(line, at); err != nil && err != io.EOF {
		return body{}, err
	}
	v, err := new(fastjson.Parser).ParseBytes(line)
	if err != nil {
		return body{}, err
	}
	return readBody(v), nil
}
