package law

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/source"
)

// compactName is the file in which the program keeps its instruments in a form that is read faster than YAML: what is asked of
// every one, and then the articles and numbers of each, read where it governs.
//
// A check of one practice is too short to read all law there is, and even to hash it as a digest must. So the file begins with
// the digest, and stands or falls with checksums: of each instrument.yaml, and of all files that judge. They guard against a
// file that somebody forgot to write anew, not against an enemy, who would not need to deceive a checksum. What does not fit is
// read from the YAML and hashed, so that a stale file is slower and never wrong.
const compactName = "instruments.bin"

// compactIndex is what the file begins with. The bodies follow, one behind the other.
type compactIndex struct {
	digest string
	sum    uint32 // of all files that judge
	heads  []compactHead
}

// compactHead is what is asked of every instrument, and how long its body is.
type compactHead struct {
	name string // path of the instrument.yaml
	sum  uint32
	in   Instrument
	size uint32
}

func indexOf(f *form, x *compactIndex) {
	word(f, &x.digest)
	f.number(&x.sum)
	many(f, &x.heads, func(f *form, h *compactHead) {
		word(f, &h.name)
		f.number(&h.sum)
		headOf(f, &h.in)
		many(f, &h.in.kinds, word)
		f.number(&h.size)
	})
}

//go:generate go run ./gen -instruments ../../policies/instruments.bin

// Compact writes the instruments of a pack for compactName, in the order of their paths. An error names an instrument that
// cannot be used.
func Compact(pack fs.FS) ([]byte, error) {
	names, err := lawFiles(pack)
	if err != nil {
		return nil, err
	}
	hashes := map[string][32]byte{}
	var index compactIndex
	bodies := form{writing: true}
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
		before, content := len(bodies.text), in.body()
		if bodyOf(&bodies, &content); bodies.bad {
			return nil, fmt.Errorf("%s: a param is neither a number nor a period nor a text", name)
		}
		index.heads = append(index.heads, compactHead{name: name, sum: crc32.ChecksumIEEE(text), in: *in, size: uint32(len(bodies.text) - before)})
	}
	index.digest = Digest(hashes)
	if _, index.sum, err = checksums(pack, names); err != nil {
		return nil, err
	}
	head := form{writing: true}
	indexOf(&head, &index)
	return append(head.text, bodies.text...), nil
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
	instruments map[string]*Instrument // by path of the instrument.yaml; those made from what stands there now
	whole       string
}

// readCompact reads what stands in compactName; nil where it cannot be read. text gives the text of a file when it is asked for.
func readCompact(held string, pack fs.FS, names []string, text func(name string) []byte) *compact {
	sums, all, err := checksums(pack, names)
	if err != nil {
		return nil
	}
	f := form{rest: held}
	var index compactIndex
	if indexOf(&f, &index); f.bad {
		return nil
	}
	c := &compact{instruments: make(map[string]*Instrument, len(index.heads))}
	if index.sum == all {
		c.whole = index.digest
	}
	for i := range index.heads {
		h := &index.heads[i]
		own := f.rest[:min(uint64(h.size), uint64(len(f.rest)))]
		f.rest = f.rest[len(own):]
		if sum, ok := sums[h.name]; !ok || h.sum != sum {
			continue
		}
		in := &h.in
		in.Dir = path.Dir(h.name)
		in.body = sync.OnceValue(func() body {
			f := form{rest: own}
			var b body
			if bodyOf(&f, &b); !f.bad && f.rest == "" {
				return b
			}
			if slow, _ := parseInstrument(h.name, text(h.name), false); slow != nil {
				return slow.body()
			}
			return body{}
		})
		in.doc = sync.OnceValue(func() *source.Document {
			if docs, _, _ := source.YAML(text(h.name)); len(docs) > 0 {
				return &docs[0]
			}
			return nil
		})
		c.instruments[h.name] = in
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
