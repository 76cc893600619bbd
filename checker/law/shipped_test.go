package law

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/credlint/credlint/policies"
)

// TestShippedInstruments holds the law of the program to the schema of instruments, which Load does not do at every start.
func TestShippedInstruments(t *testing.T) {
	t.Parallel()
	n := 0
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "instrument.yaml" {
			return err
		}
		n++
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		_, problems := parseInstrument(name, text, true)
		for _, f := range problems {
			t.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 4 {
		t.Errorf("only %d instruments found", n)
	}
}

// TestCompactIsFresh holds instruments.bin to the instruments, and what is read from it to what YAML gives.
func TestCompactIsFresh(t *testing.T) {
	t.Parallel()
	want, err := Compact(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fs.ReadFile(policies.FS, compactName)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("policies/instruments.bin is not what the instruments say; run go generate -run instruments in checker/law")
	}
	names, err := lawFiles(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	embedded := func(name string) []byte { b, _ := fs.ReadFile(policies.FS, name); return b }
	ready := readCompact(policies.Instruments, policies.FS, names, embedded)
	pack, err := Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	if ready.digest() == "" || ready.digest() != pack.Digest {
		t.Errorf("the digest held is %q, that of the pack %s", ready.digest(), pack.Digest)
	}
	slowly, err := Load(policies.FS, fstest.MapFS{})
	if err != nil || slowly.Digest != pack.Digest {
		t.Errorf("hashed, the digest is %s, not %s: %v", slowly.Digest, pack.Digest, err)
	}
	for name := range ready.instruments {
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		quick := ready.instrument(name)
		slow, problems := parseInstrument(name, text, true)
		if slow == nil {
			t.Fatal(problems)
		}
		if diff := cmp.Diff(slow, quick, cmpopts.IgnoreUnexported(Instrument{})); diff != "" {
			t.Errorf("%s: from YAML (-), from %s (+):\n%s", name, compactName, diff)
		}
		if diff := cmp.Diff(slow.body(), quick.body(), cmp.AllowUnexported(body{})); diff != "" || len(quick.Articles()) == 0 {
			t.Errorf("%s: from YAML (-), from %s (+):\n%s", name, compactName, diff)
		}
		if diff := cmp.Diff(slow.kinds, quick.kinds); diff != "" || len(quick.kinds) == 0 {
			t.Errorf("%s: kinds from YAML (-), from %s (+):\n%s", name, compactName, diff)
		}
		if slow.At("/id") != quick.At("/id") || slow.At("/id").Line == 0 {
			t.Errorf("%s: the id stands at %v, and at %v", name, slow.At("/id"), quick.At("/id"))
		}
	}
}

// TestNothingIsForgotten holds that every text, number and answer of an instrument.yaml is read, and nothing else: the decoder
// names each key by hand.
func TestNothingIsForgotten(t *testing.T) {
	t.Parallel()
	pack, err := Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	var leaves func(v any, into *[]string)
	leaves = func(v any, into *[]string) {
		switch v := v.(type) {
		case map[string]any:
			for _, e := range v {
				leaves(e, into)
			}
		case []any:
			for _, e := range v {
				leaves(e, into)
			}
		case nil:
		default:
			if s := fmt.Sprint(v); s != "" {
				*into = append(*into, s)
			}
		}
	}
	for _, in := range pack.Instruments {
		var want, got []string
		leaves(in.doc().Value, &want)
		b, err := json.Marshal([]any{in.ID, in.Title, in.Aliases, in.Rank, in.Issuer, in.Promulgated, in.InForce, in.Text, in.Earlier, in.Readings, in.Params(), in.Articles()})
		if err != nil {
			t.Fatal(err)
		}
		var read any
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		if err := d.Decode(&read); err != nil {
			t.Fatal(err)
		}
		leaves(read, &got)
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 100 {
			t.Errorf("%s: in the YAML (-), read (+):\n%s", in.ID, diff)
		}
	}
}

// TestStaleCompact holds that whatever was changed since instruments.bin was written is read from what stands there now.
func TestStaleCompact(t *testing.T) {
	t.Parallel()
	const folder = "cn/tiny_2020/"
	pack := fstest.MapFS{
		folder + "instrument.yaml": {Data: []byte(accounted)},
		folder + "a.rego":          {Data: []byte("package policies.cn.tiny_2020\n")},
		"lib/x.rego":               {Data: []byte("package policies.lib.x\n")},
	}
	text, err := Compact(pack)
	if err != nil {
		t.Fatal(err)
	}
	held := string(text)
	read := func() (*compact, *Instrument) {
		names, err := lawFiles(pack)
		if err != nil {
			t.Fatal(err)
		}
		c := readCompact(held, pack, names, func(name string) []byte { return pack[name].Data })
		return c, c.instrument(folder + "instrument.yaml")
	}
	c, in := read()
	if in == nil || c.digest() == "" {
		t.Fatal("what was just written is not fresh")
	}
	for _, name := range []string{folder + "a.rego", "lib/x.rego", folder + "b.rego"} {
		before := pack[name]
		pack[name] = &fstest.MapFile{Data: []byte("package policies.other\n")}
		if c, in := read(); c.digest() != "" || in == nil {
			t.Errorf("%s was changed: the digest is %q, and the instrument %v", name, c.digest(), in)
		}
		if pack[name] = before; before == nil {
			delete(pack, name)
		}
	}
	before := pack[folder+"instrument.yaml"]
	pack[folder+"instrument.yaml"] = &fstest.MapFile{Data: bytes.Replace([]byte(accounted), []byte("2020"), []byte("2021"), 1)}
	if c, in := read(); c.digest() != "" || in != nil {
		t.Error("a changed instrument.yaml is taken for the one the entry was made from")
	}
	pack[folder+"instrument.yaml"] = before
	// What cannot be read is read from the YAML.
	articles := len(in.Articles())
	for n := range text {
		held = string(text[:n])
		if _, in := read(); in != nil && len(in.Articles()) != articles {
			t.Errorf("of %d bytes: %d articles, want %d", n, len(in.Articles()), articles)
		}
	}
	held = string(text) + "x"
	if _, in := read(); len(in.Articles()) != articles {
		t.Errorf("with a byte more: %d articles, want %d", len(in.Articles()), articles)
	}
}

// FuzzForm holds that any text is read or refused, and what is read is written as it was.
func FuzzForm(f *testing.F) {
	text, err := Compact(fstest.MapFS{"cn/tiny_2020/instrument.yaml": {Data: []byte(accounted)}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte{})
	f.Add([]byte{1, 'a', 0xff, 0xff, 0xff, 0xff, 0x0f, 1})
	f.Fuzz(func(t *testing.T, text []byte) {
		read := form{rest: string(text)}
		var index compactIndex
		var content body
		indexOf(&read, &index)
		bodyOf(&read, &content)
		if read.bad {
			return
		}
		written := form{writing: true}
		indexOf(&written, &index)
		bodyOf(&written, &content)
		again := form{rest: string(written.text)}
		var index2 compactIndex
		var content2 body
		indexOf(&again, &index2)
		bodyOf(&again, &content2)
		if again.bad || again.rest != "" {
			t.Fatal("what was written cannot be read")
		}
		if diff := cmp.Diff(content, content2, cmp.AllowUnexported(body{})); diff != "" {
			t.Error(diff)
		}
	})
}
