package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/policies"
)

// oneSentence checks the form of an error: one line with the fault and the remedy.
func oneSentence(t *testing.T, err error) {
	t.Helper()
	if s := err.Error(); strings.ContainsAny(s, "\n\r") || strings.HasSuffix(s, ".") || !strings.Contains(s, "; ") && !strings.Contains(s, "sign it") {
		t.Errorf("%q is not one sentence with a remedy", s)
	}
}

func TestOpenRefuses(t *testing.T) {
	b := build(t, small())
	with := func(more ...tarFile) []byte { return tarOf(t, append(filesOf(b, nil), more...)) }
	changed := func(change func(map[string][]byte)) []byte { return tarOf(t, filesOf(b, change)) }
	manifest := func(old, new string) []byte {
		return changed(func(files map[string][]byte) {
			text := strings.Replace(string(files[manifestName]), old, new, 1)
			if text == string(files[manifestName]) {
				t.Fatalf("the manifest does not hold %q", old)
			}
			files[manifestName] = []byte(text)
		})
	}
	link := func(kind byte, name string) tarFile {
		return tarFile{tar.Header{Typeflag: kind, Name: name, Linkname: "places.tsv"}, nil}
	}
	whole := with()
	for _, tt := range []struct {
		name   string
		packed []byte
		want   string
	}{
		{"nothing", nil, "it is not a gzip-compressed tar"},
		{"text", []byte("practice: credlint/v1\n"), "it is not a gzip-compressed tar"},
		{"gzip of text", zipped(t, []byte(strings.Repeat("practice", 1000))), "it is not a gzip-compressed tar"},
		{"gzip of nothing", zipped(t, nil), `file ".manifest" is missing`},
		{"an empty tar", tarOf(t, nil), `file ".manifest" is missing`},

		{"a path upwards", with(named("../evil.rego", "package x")), `"../evil.rego" leads out`},
		{"a path upwards inside", with(named("law/../../evil.rego", "package x")), `leads out`},
		{"an absolute path", with(named("/etc/passwd", "root")), `"/etc/passwd" leads out`},
		{"a path of Windows", with(named(`law\..\..\evil.rego`, "package x")), `leads out`},
		{"a drive of Windows", with(named("C:/evil.rego", "package x")), `leads out`},
		{"a name that is no text", with(named("law/\xff.rego", "package x")), `leads out of the bundle or is none`},
		{"a path that is not the shortest", with(named("law//places.tsv", "x")), `leads out of the bundle or is none`},
		{"the folder itself", with(tarFile{tar.Header{Typeflag: tar.TypeDir, Name: "./"}, nil}), ""},
		{"a symbolic link", with(link(tar.TypeSymlink, "law/link.rego")), `"law/link.rego" is neither a file nor a folder`},
		{"a hard link", with(link(tar.TypeLink, "law/link.rego")), `neither a file nor a folder`},
		{"a device", with(link(tar.TypeChar, "law/device.rego")), `neither a file nor a folder`},
		{"a pipe", with(link(tar.TypeFifo, "law/pipe.rego")), `neither a file nor a folder`},

		{"a file twice", with(named("law/places.tsv", "x")), `file "law/places.tsv" stands in it twice`},
		{"a file twice, once with a dot", with(named("./law/places.tsv", "x")), `file "law/places.tsv" stands in it twice`},
		{"names that differ in case", with(named("law/WORDS.rego", "x")), `"law/words.rego" and "law/WORDS.rego" differ in case alone`},
		{"a file and a folder", with(named("law/words.rego/x.rego", "package policies.x")), `"law/words.rego" is a file and a folder`},

		{"a file at the top", with(named("README.md", "x")), `file "README.md" is none that a bundle holds`},
		{"data for OPA", with(named("data.json", "{}")), `file "data.json" is none that a bundle holds`},
		{"data below", with(named("law/data.yaml", "x: 1")), `none that a bundle holds`},
		{"Rego at the top", with(named("x.rego", "package main")), `none that a bundle holds`},
		{"a test", with(named("law/x_test.rego", "package policies.x_test")), `none that a bundle holds`},
		{"cases, which credlint passes over and OPA does not", with(named("law/cases/x.rego", "package policies.x")), `none that a bundle holds`},
		{"a hidden folder, likewise", with(named("law/.x/x.rego", "package policies.x")), `none that a bundle holds`},
		{"a hidden file", with(named("law/.x.rego", "package policies.x")), `none that a bundle holds`},
		{"a table that nobody reads", with(named("law/xx/places.tsv", "id")), `none that a bundle holds`},
		{"WebAssembly", with(named("policy.wasm", "\x00asm")), `none that a bundle holds`},
		{"a patch", with(named("patch.json", "{}")), `none that a bundle holds`},

		{"too deep", with(named("law/"+strings.Repeat("a/", maxDepth)+"x.rego", "package policies.x")), "folders deep"},
		{"a file too large", with(tarFile{tar.Header{Name: "law/x.rego"}, bytes.Repeat([]byte("#"), maxFile+1)}), `file "law/x.rego" is larger than 8 MiB`},

		{"without OPA's entry", changed(func(f map[string][]byte) { delete(f, "opa/credlint.rego") }), `file "opa/credlint.rego" is missing`},
		{"without a manifest", changed(func(f map[string][]byte) { delete(f, manifestName) }), `file ".manifest" is missing`},
		{"a manifest that is none", changed(func(f map[string][]byte) { f[manifestName] = []byte("x") }), "its .manifest is not valid"},
		{"a manifest of another tool", manifest(`    "format": "credlint.bundle/v1",`+"\n", ""), "names no format"},
		{"a format to come", manifest("credlint.bundle/v1", "credlint.bundle/v2"), `of the format "credlint.bundle/v2", and this program reads "credlint.bundle/v1"`},
		{"another revision", manifest(`"sha256:`, `"sha256:0`), "its law is not the one it was made of"},
		{"another rule", changed(func(f map[string][]byte) {
			f["law/words.rego"] = bytes.Replace(f["law/words.rego"], []byte("gene"), []byte("face"), 2)
		}), "its law is not the one it was made of"},
		{"a rule less", changed(func(f map[string][]byte) { delete(f, "law/words.rego") }), "its law is not the one it was made of"},
		{"other roots", manifest(`"main"`, `"system"`), "its .manifest is not the one that belongs to its law"},
		{"an instrument that is not there", manifest(`"xx/credit_2020"`, `"xx/credit_2021"`), "its .manifest is not the one that belongs to its law"},
		{"the manifest in another form", manifest("\n  ", "\n   "), "its .manifest is not the one that belongs to its law"},

		{"bytes behind it", append(slices.Clone(whole), 'x'), "1 bytes follow its end"},
		{"another bundle behind it", append(slices.Clone(whole), whole...), "follow its end"},
		{"a file behind its files", zipped(t, append(plainTar(t, filesOf(b, nil)), plainTar(t, []tarFile{named("law/late.rego", "package policies.x")})...)), "something follows its last file"},
		{"zeros behind its files, as some tools write", zipped(t, append(plainTar(t, filesOf(b, nil)), make([]byte, 10240)...)), ""},
		{"a damaged header", zipped(t, damaged(plainTar(t, filesOf(b, nil)), 1024+10)), "cut off or damaged"},
		{"damaged gzip", damaged(whole, len(whole)/2), "cut off or damaged"},
		{"a wrong checksum", damaged(whole, len(whole)-8), "cut off or damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Open(bytes.NewReader(tt.packed))
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(b.files, got.files); diff != "" {
					t.Errorf("files (-want +got):\n%s", diff)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
			oneSentence(t, err)
		})
	}
}

func zipped(t testing.TB, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func damaged(packed []byte, at int) []byte {
	out := slices.Clone(packed)
	out[at] ^= 0x55
	return out
}

// A bundle that is not there to its last byte is refused, wherever it is cut.
func TestOpenRefusesWhatIsCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector this takes a minute, and nothing in it runs side by side")
	}
	packed := written(t, build(t, small()))
	for n := range packed {
		if _, err := Open(bytes.NewReader(packed[:n])); err == nil {
			t.Fatalf("the first %d of %d bytes are taken for the whole", n, len(packed))
		} else if !errors.Is(err, ErrNotBundle) {
			oneSentence(t, err)
		}
	}
}

// Of a bundle with one byte changed either nothing is taken, or all its files are as they were: gzip and tar have fields that
// say nothing.
func TestOpenOfChangedBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector this takes a minute, and nothing in it runs side by side")
	}
	b := build(t, small())
	packed := written(t, b)
	for at := range packed {
		got, err := Open(bytes.NewReader(damaged(packed, at)))
		if err != nil && !errors.Is(err, ErrNotBundle) {
			oneSentence(t, err)
		}
		if err == nil && !maps.EqualFunc(b.files, got.files, bytes.Equal) {
			t.Fatalf("with byte %d changed it holds other files", at)
		}
	}
}

// What unpacks to more than a bundle may have is given up before it is all in memory.
func TestOpenRefusesBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector this takes a minute, and nothing in it runs side by side")
	}
	zeros := make([]byte, maxFile)
	var many []tarFile
	for i := range maxFiles {
		many = append(many, named("law/"+strings.Repeat("x", i%90+1)+string(rune('a'+i/90%26))+string(rune('a'+i/2340))+".rego", ""))
	}
	var large []tarFile
	for i := range maxSize/maxFile + 1 {
		large = append(large, tarFile{tar.Header{Name: "law/" + string(rune('a'+i)) + ".rego"}, zeros})
	}
	skipped := plainTar(t, []tarFile{{tar.Header{Typeflag: tar.TypeDir, Name: "law/"}, nil}})
	for _, tt := range []struct {
		name   string
		packed io.Reader
		want   string
	}{
		{"files that are too many", bytes.NewReader(tarOf(t, append(many, named("law/last.rego", ""), named(manifestName, "")))), "more than 10000 files"},
		{"files that are too large together", bytes.NewReader(tarOf(t, large)), "unpacks to more than 64 MiB"},
		{"padding without end", bytes.NewReader(zipped(t, append(skipped, make([]byte, maxSize)...))), "unpacks to more than 64 MiB"},
		{"packed bytes without end", io.MultiReader(bytes.NewReader(tarOf(t, nil)), endless{}), "larger than 64 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(tt.packed)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
			oneSentence(t, err)
		})
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// What other tools pack of an unpacked bundle is taken: other order, folders, a dot before the names.
func TestOpenWhatTarPacks(t *testing.T) {
	b := build(t, small())
	files := []tarFile{{tar.Header{Typeflag: tar.TypeDir, Name: "./"}, nil}, {tar.Header{Typeflag: tar.TypeDir, Name: "./law/"}, nil}}
	for _, f := range slices.Backward(filesOf(b, nil)) {
		f.Name = "./" + f.Name
		f.Uid, f.Uname = 1000, "somebody"
		files = append(files, f)
	}
	got := opened(t, tarOf(t, files))
	if diff := cmp.Diff(b.files, got.files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if !bytes.Equal(written(t, b), written(t, got)) {
		t.Error("written again it is another bundle")
	}
}

// FuzzOpen reads tars of any content: an error, or a bundle that is read again as it was written.
func FuzzOpen(f *testing.F) {
	b := build(f, fstest.MapFS{"xx/x_2020/instrument.yaml": {Data: []byte(strings.Replace(smallHead, "xx/credit_2020", "xx/x_2020", 1) + "articles: [{article: \"1\", status: organisational}]\n")},
		"places.tsv": small()["places.tsv"]}) // small, for the fuzzer cuts what it finds down byte by byte
	f.Add(plainTar(f, filesOf(b, nil)))
	f.Add(plainTar(f, nil))
	f.Add(plainTar(f, []tarFile{named("../x", "y"), {tar.Header{Typeflag: tar.TypeSymlink, Name: "law/x", Linkname: "/"}, nil}}))
	f.Add(plainTar(f, filesOf(b, func(files map[string][]byte) { files["law/"+strings.Repeat("long/", 30)+"x.rego"] = nil })))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := Open(bytes.NewReader(zipped(t, text)))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error %q has several lines", err)
			}
			return
		}
		for name := range got.files {
			if !allowed(name) || strings.Contains(name, "..") {
				t.Errorf("file %q was taken", name)
			}
		}
		again := opened(t, written(t, got))
		if diff := cmp.Diff(got.files, again.files); diff != "" {
			t.Errorf("written and read again (-before +after):\n%s", diff)
		}
		if _, err := got.Contents(policies.FS); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error %q has several lines", err)
		}
	})
}

// FuzzOpenPacked reads bytes of any content.
func FuzzOpenPacked(f *testing.F) {
	f.Add(written(f, build(f, small())))
	f.Add([]byte("\x1f\x8b"))
	f.Fuzz(func(t *testing.T, packed []byte) {
		if _, err := Open(bytes.NewReader(packed)); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error %q has several lines", err)
		}
	})
}

// A sparse file reads as zeros that the archive does not contain, and folders count as entries.
func TestOpenBoundsEntries(t *testing.T) {
	archive := func(headers ...*tar.Header) []byte {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		w := tar.NewWriter(z)
		for _, h := range headers {
			if err := w.WriteHeader(h); err != nil {
				t.Fatal(err)
			}
		}
		_ = w.Flush()
		_ = z.Close()
		return out.Bytes()
	}
	var folders []*tar.Header
	for i := range maxFiles + 1 {
		folders = append(folders, &tar.Header{Typeflag: tar.TypeDir, Name: fmt.Sprintf("law/x%d/", i), Mode: 0o755})
	}
	for want, data := range map[string][]byte{
		"holds more than 10000 files": archive(folders...),
		"is larger than 8 MiB":        archive(&tar.Header{Typeflag: tar.TypeReg, Name: "law/x/r.rego", Size: maxFile + 1, Mode: 0o644}),
	} {
		if _, err := Open(bytes.NewReader(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
