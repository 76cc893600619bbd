package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	opa "github.com/open-policy-agent/opa/v1/bundle"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// TestMain collects garbage as rarely as the tests allow: they allocate much and keep little, and with the setting of the runtime
// half of their time goes into collecting.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// small is a made-up law with all that the rules which ask it must heed: exclusions, engagement, exemption, addressees, days of
// a clause, an open question, shared Rego of its own and of the program, tables, and what does not belong into a bundle.
func small() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"places.tsv": file("id\tzh\ten\tcode\tkind\tuntil\tmerged_into\nxx\t某国\tXanadu\t999900\tstate\t\t\nxx/city\t某市\tCity\t999901\tcity\t\t\n"),
		"unheld.tsv": file("place\tzh\ten\tkinds\tfrom\tuntil\nxx\t某法\tSome Act\t\t\t\n"),
		"xx/city/rule_2021/instrument.yaml": file(strings.NewReplacer("xx/credit_2020", "xx/city/rule_2021", "2020", "2021").Replace(smallHead) + `articles:
  - article: "1"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses:
` + clause("1", "prohibition", "[collection]", "")),
		"xx/city/rule_2021/rules.rego": file("package policies.xx.city.rule_2021\n\nbreach[\"1\"] contains {\"at\": [\"items\"]} if input.practice.items[0].category == \"face\"\n"),
		"xx/credit_2020/instrument.yaml": file(smallHead + `params:
  longest: [{from: 2020-07-01, value: {years: 3}, clause: "2"}]
readings:
  - id: faces
    question: {zh: 人脸是否属于基因类信息, en: is a face information of the kind of a gene}
    choices: [{id: "yes", text: {zh: 属于, en: it is}}, {id: "no", text: {zh: 不属于, en: it is not}}]
articles:
  - article: "1"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses:
` + clause("1.1", "prohibition", "[collection]", "") + clause("1.2", "prohibition", "[collection]", "addressees: [state_organ]") + clause("1.3", "prohibition", "[collection]", "until: 2025-12-31") + clause("1.4", "prohibition", "[repair]", "") + `
  - article: "2"
    text_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    clauses:
` + clause("2", "obligation", "[collection]", "")),
		"xx/credit_2020/rules.rego": file(`package policies.xx.credit_2020

import data.policies.lib.agencies
import data.policies.lib.periods
import data.policies.xx_words as words

applies if input.practice.agency.type != "court"

breach["1.1"] contains {"at": ["items", i, "category"], "why": "genes"} if {
	some i, item in input.practice.items
	item.category in words.genes
}

exempt["1.1"] if input.practice.title == "excused"

breach["1.2"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	item.category == "face"
	input.readings.faces == "yes"
}

breach["1.3"] contains {"at": ["items", i, "category"]} if {
	not agencies.acts_as({"platform"})
	some i, item in input.practice.items
	item.category == "name"
}

breach["1.4"] contains {"at": ["kind"]} if input.practice.kind

engaged["2"] if input.practice.title == "engaged"

breach["2"] contains {"at": ["items", i, "retention"]} if {
	some i, item in input.practice.items
	periods.longer_than(item.retention.period, input.params["xx/credit_2020"].longest)
}
`),
		"xx/credit_2020/rules_test.rego":    file("package policies.xx.credit_2020_test\n\ntest_x if true\n"),
		"xx/credit_2020/cases/art_1.yaml":   file("practice: credlint/v1\n"),
		"xx/credit_2020/index.jsonl":        file("{}\n"), // an index is for the program's own law
		"words.rego":                        file("package policies.xx_words\n\ngenes := {\"gene\"}\n"),
		"README.md":                         file("# A pack\n"),
		".git/hooks/pre-commit/broken.rego": file("no Rego"),
	}
}

const smallHead = `id: xx/credit_2020
title: {zh: 某国信用法, en: Credit Act}
rank: law
issuer: {zh: 某国议会, en: Parliament}
promulgated: 2020-01-01
in_force: {from: 2020-07-01}
text: {status: held, as_of: 2026-12-31}
`

func clause(number, modality, kinds, more string) string {
	if more != "" {
		more = "        " + more + "\n"
	}
	breach := "{zh: 违反, en: breached}"
	if number == "1.1" {
		breach = "{genes: {zh: 采集基因, en: genes}}"
	}
	return fmt.Sprintf(`      - clause: %q
        modality: %s
        kinds: %s
        status: encoded
        summary: {zh: 条款, en: clause %s}
        breach: %s
        hint: {zh: 改正, en: mend it}
%s`, number, modality, kinds, number, breach, more)
}

func build(t testing.TB, packs ...fs.FS) *Bundle {
	t.Helper()
	b, err := Build(policies.FS, packs...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func written(t testing.TB, b *Bundle) []byte {
	t.Helper()
	out, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func opened(t testing.TB, packed []byte) *Bundle {
	t.Helper()
	b, err := Open(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// keyPair is a private key and its public one.
type keyPair struct{ private, public Key }

// keys are key pairs by algorithm, made once.
var keys = sync.OnceValue(func() map[string]keyPair {
	out := map[string]keyPair{}
	add := func(name string, private any, public any) {
		der, err := x509.MarshalPKCS8PrivateKey(private)
		must(err)
		k, err := PrivateKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
		must(err)
		der, err = x509.MarshalPKIXPublicKey(public)
		must(err)
		p, err := PublicKey(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
		must(err)
		out[name] = keyPair{k, p}
	}
	for _, name := range []string{"EdDSA", "other EdDSA"} {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		must(err)
		add(name, private, public)
	}
	for name, curve := range map[string]elliptic.Curve{"ES256": elliptic.P256(), "ES384": elliptic.P384(), "ES512": elliptic.P521()} {
		private, err := ecdsa.GenerateKey(curve, rand.Reader)
		must(err)
		add(name, private, &private.PublicKey)
	}
	private, err := rsa.GenerateKey(rand.Reader, minRSA)
	must(err)
	add("RS256", private, &private.PublicKey)
	return out
})

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func TestBuildHoldsTheLawAlone(t *testing.T) {
	b := opened(t, written(t, build(t, small())))
	want := []string{
		".manifest",
		"law/places.tsv",
		"law/unheld.tsv",
		"law/words.rego",
		"law/xx/city/rule_2021/instrument.yaml",
		"law/xx/city/rule_2021/rules.rego",
		"law/xx/credit_2020/instrument.yaml",
		"law/xx/credit_2020/rules.rego",
		"opa/credlint.rego",
		"opa/lib/agencies.rego", "opa/lib/periods.rego",
		"opa/main.rego",
	}
	if diff := cmp.Diff(want, b.names()); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	const manifest = `{
  "revision": "%s",
  "roots": [
    "credlint",
    "main",
    "policies"
  ],
  "rego_version": 1,
  "metadata": {
    "format": "credlint.bundle/v1",
    "instruments": [
      "xx/city/rule_2021",
      "xx/credit_2020"
    ]
  }
}
`
	pack, err := law.Load(small())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fmt.Sprintf(manifest, pack.Digest), string(b.files[manifestName])); diff != "" {
		t.Errorf("manifest, whose revision is the digest of the law (-want +got):\n%s", diff)
	}
}

// TestDigestOfFolderAndBundle checks that a pack has one digest as a folder and as a bundle.
func TestDigestOfFolderAndBundle(t *testing.T) {
	b := build(t, small())
	folder, err := law.Load(policies.FS, small())
	if err != nil {
		t.Fatal(err)
	}
	inBundle, err := law.Load(policies.FS, b.Law())
	if err != nil {
		t.Fatal(err)
	}
	if folder.Digest != inBundle.Digest {
		t.Errorf("the digest is %s by the folder and %s by the bundle", folder.Digest, inBundle.Digest)
	}
}

// Law without anything out of the ordinary (addressees, engagement, open questions, clauses even) makes a bundle too: OPA refuses
// rules that read what no instrument has.
func TestBuildOfPlainLaw(t *testing.T) {
	head := strings.Replace(smallHead, "xx/credit_2020", "xx/plain_2020", 1)
	for name, pack := range map[string]fstest.MapFS{
		"a clause": {
			"xx/plain_2020/instrument.yaml": {Data: []byte(head + "articles:\n  - article: \"1\"\n    text_sha256: \"" + strings.Repeat("0", 64) + "\"\n    clauses:\n" + clause("1", "prohibition", "[collection]", ""))},
			"xx/plain_2020/rules.rego":      {Data: []byte("package policies.xx.plain_2020\n\nbreach[\"1\"] contains {\"at\": [\"items\"]} if input.practice.items[0].category == \"face\"\n")},
			"places.tsv":                    small()["places.tsv"],
		},
		"no clause": {"xx/plain_2020/instrument.yaml": {Data: []byte(head + "articles: [{article: \"1\", status: organisational}]\n")}, "places.tsv": small()["places.tsv"]},
	} {
		if _, err := Build(policies.FS, pack); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestContents(t *testing.T) {
	b := signed(t, keys()["ES256"], "")
	got, err := b.Contents(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	size := func(name string) int { return len(b.files[name]) }
	total := 0
	for _, text := range b.files {
		total += len(text)
	}
	want := &Contents{
		Format: "credlint.bundle/v1", Revision: b.Digest(), Signature: &Signature{Algorithm: "ES256", KeyID: keys()["ES256"].public.ID},
		Files: 13, Bytes: total, Packed: len(written(t, b)),
		Instruments: []Instrument{
			{ID: "xx/city/rule_2021", Title: finding.Text{ZH: "某国信用法", EN: "Credit Act"}, Rank: "law", Place: "xx/city", From: "2021-07-01", Articles: 1, ByStatus: map[string]int{"encoded": 1},
				Files: 2, Bytes: size("law/xx/city/rule_2021/instrument.yaml") + size("law/xx/city/rule_2021/rules.rego")},
			{ID: "xx/credit_2020", Title: finding.Text{ZH: "某国信用法", EN: "Credit Act"}, Rank: "law", Place: "xx", From: "2020-07-01", Articles: 2, ByStatus: map[string]int{"encoded": 5},
				Files: 2, Bytes: size("law/xx/credit_2020/instrument.yaml") + size("law/xx/credit_2020/rules.rego")},
		},
		Shared:   []string{"words.rego"},
		Borrowed: []string{"lib/agencies.rego", "lib/periods.rego"},
		Tables:   []Table{{"places.tsv", 2}, {"unheld.tsv", 1}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Signature{})); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
}

// Packs are laid over each other and over the program's law as a check does it: what one of them replaces is not in the bundle,
// and none decides over another.
func TestBuildOfSeveralPacks(t *testing.T) {
	state, city := fstest.MapFS{}, fstest.MapFS{}
	for name, f := range small() {
		if strings.HasPrefix(name, "xx/city/") {
			city[name] = f
		} else {
			state[name] = f
		}
	}
	city["unheld.tsv"] = &fstest.MapFile{Data: []byte("place\tzh\ten\tkinds\tfrom\tuntil\nxx/city\t另法\tOther Act\t\t\t\n")}
	b := build(t, state, city)
	if diff := cmp.Diff([]string{"xx/city/rule_2021", "xx/credit_2020"}, b.instruments()); diff != "" {
		t.Errorf("instruments (-want +got):\n%s", diff)
	}
	if got := string(b.files["law/unheld.tsv"]); !strings.Contains(got, "某法") || !strings.Contains(got, "另法") {
		t.Errorf("unheld.tsv is\n%s", got)
	}
	if _, err := Build(policies.FS, small(), city); err == nil || !strings.Contains(err.Error(), `id "xx/city/rule_2021" is in two of the packs`) {
		t.Errorf("an instrument in two packs: %v", err)
	}

	older := fstest.MapFS{"places.tsv": small()["places.tsv"], "unheld.tsv": small()["unheld.tsv"], "words.rego": small()["words.rego"],
		"xx/city/rule_2021/instrument.yaml": city["xx/city/rule_2021/instrument.yaml"], "xx/city/rule_2021/older.rego": city["xx/city/rule_2021/rules.rego"]}
	b, err := Build(older, city)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{".manifest", "law/unheld.tsv", "law/xx/city/rule_2021/instrument.yaml", "law/xx/city/rule_2021/rules.rego", "opa/credlint.rego", "opa/main.rego"}
	if diff := cmp.Diff(want, b.names()); diff != "" {
		t.Errorf("a pack over the program's law of the same id (-want +got):\n%s", diff)
	}
}

// The same law gives the same bytes: from whatever file system, whenever, and signed too where the algorithm allows it.
func TestSameLawSameBytes(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, small()); err != nil {
		t.Fatal(err)
	}
	for name := range small() {
		at := time.Now().Add(-time.Duration(len(name)) * time.Hour)
		if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	a, b := build(t, small()), build(t, os.DirFS(dir))
	if !bytes.Equal(written(t, a), written(t, b)) {
		t.Error("two bundles of one law differ")
	}
	again := build(t, opened(t, written(t, a)).Law())
	if !bytes.Equal(written(t, a), written(t, again)) {
		t.Error("the bundle of a bundle's law differs from it")
	}
	for _, algorithm := range []string{"EdDSA", "RS256", "ES256"} {
		k := keys()[algorithm]
		for _, bundle := range []*Bundle{a, b} {
			if err := bundle.Sign(k.private, algorithm); err != nil {
				t.Fatal(err)
			}
		}
		same := bytes.Equal(written(t, a), written(t, b))
		if random := algorithm == "ES256"; same == random {
			t.Errorf("signed twice by %s: the same is %v", algorithm, same)
		}
		delete(a.files, signaturesName)
		delete(b.files, signaturesName)
		if !bytes.Equal(written(t, a), written(t, b)) {
			t.Errorf("signing by %s changed more than the signature", algorithm)
		}
	}
}

// The law of the program judges from a bundle as it does from its own files.
func TestBundleJudgesAsItsLaw(t *testing.T) {
	if testing.Short() {
		t.Skip("judges every example twice")
	}
	t.Parallel()
	loaded, err := practice.Load(context.Background(), []string{"../../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	judged := func(root fs.FS) []finding.Judged {
		pack, err := law.Load(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range pack.Findings {
			t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
		}
		c, err := checker.New(pack, checker.Options{Tables: root})
		if err != nil {
			t.Fatal(err)
		}
		var out []finding.Judged
		for _, doc := range loaded.Documents {
			j, err := c.Check(context.Background(), doc)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, j)
		}
		return out
	}
	want := judged(policies.FS)
	if len(want) < 14 {
		t.Errorf("only %d examples", len(want))
	}
	if diff := cmp.Diff(want, judged(opened(t, written(t, shipped(t))).Law())); diff != "" {
		t.Errorf("judged by the folder (-) and by the bundle (+):\n%s", diff)
	}
}

// shipped is the bundle of the law of the program, made once for each test that may change it.
func shipped(t testing.TB) *Bundle {
	t.Helper()
	packed, err := shippedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return opened(t, packed)
}

var shippedOnce = sync.OnceValues(func() ([]byte, error) {
	b, err := Build(policies.FS)
	if err != nil {
		return nil, err
	}
	return b.Bytes()
})

// OPA itself reads a bundle, and verifies its signature.
func TestOPAReadsIt(t *testing.T) {
	read := func(b *Bundle, key Key, algorithm, id string) (opa.Bundle, error) {
		r := opa.NewReader(bytes.NewReader(written(t, b)))
		if algorithm != "" {
			r = r.WithBundleVerificationConfig(opa.NewVerificationConfig(map[string]*opa.KeyConfig{id: {Key: key.pem, Algorithm: algorithm}}, "", "", nil))
		}
		return r.Read()
	}
	if !testing.Short() { // it takes a while with the race detector
		b := shipped(t)
		got, err := read(b, Key{}, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if got.Manifest.Revision != b.Digest() || len(got.Modules) == 0 || len(got.Data) != 0 {
			t.Errorf("OPA sees the revision %s, %d modules and the data %v", got.Manifest.Revision, len(got.Modules), got.Data)
		}
	}
	other := keys()["other EdDSA"].public
	for name, k := range keys() {
		b := signed(t, k, "")
		if _, err := read(b, k.public, k.public.Algorithms[0], k.public.ID); err != nil {
			t.Errorf("%s: OPA refuses it: %v", name, err)
		}
		if _, err := read(b, other, "EdDSA", k.public.ID); (err == nil) != (k.public.ID == other.ID) {
			t.Errorf("%s: OPA by another key: %v", name, err)
		}
	}
}

// Law that no check could use makes no bundle; the error names the place.
func TestBuildRefuses(t *testing.T) {
	with := func(name, text string) fstest.MapFS {
		p := small()
		p[name] = &fstest.MapFile{Data: []byte(text)}
		return p
	}
	for _, tt := range []struct {
		name string
		pack fs.FS
		want string
	}{
		{"no law", fstest.MapFS{"a.rego": {Data: []byte("package policies.a\n")}}, "there is no instrument.yaml"},
		{"a broken instrument", with("xx/credit_2020/instrument.yaml", "id: xx/credit_2020\n"), "xx/credit_2020/instrument.yaml:1:1: "},
		{"no Rego", with("xx/credit_2020/more.rego", "package policies.xx.credit_2020\n\nbreach[\n"), "xx/credit_2020/more.rego:4:0: "},
		{"Rego that does not compile", with("xx/credit_2020/more.rego", "package policies.xx.credit_2020\n\nx if y\n"), "xx/credit_2020/more.rego:3:6: "},
		{"a package of another", with("xx/credit_2020/more.rego", "package policies.xx.other\n\nx := 1\n"), "package policies.xx.other is not that of its folder"},
		{"a package that is no law", with("lib/x.rego", "package main\n\ndeny := 1\n"), `law stands in packages below policies, not in "main"`},
		{"the clock", with("xx/credit_2020/more.rego", "package policies.xx.credit_2020\n\nx := time.now_ns()\n"), "time.now_ns is not for law"},
		{"the network", with("xx/credit_2020/more.rego", "package policies.xx.credit_2020\n\nx := http.send({})\n"), "http.send is not for law"},
		{"shared Rego that nobody has", with("xx/credit_2020/more.rego", "package policies.xx.credit_2020\n\nimport data.policies.lib.nothing\n\nx := nothing.f(1)\n"), "undefined function"},
		{"a table with another header", with("places.tsv", "id\nxx\n"), "header"},
		{"a file of its name twice deep", with(strings.Repeat("a/", maxDepth)+"x.rego", "package policies.deep\n\nx := 1\n"), "folders deep"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Build(policies.FS, tt.pack)
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want one line with %q", err, tt.want)
			}
		})
	}
}

// tarOf is a tar of headers with contents, packed.
func tarOf(t testing.TB, files []tarFile) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(plainTar(t, files)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func plainTar(t testing.TB, files []tarFile) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, f := range files {
		h := f.Header
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		h.Size, h.Mode = int64(len(f.text)), 0o644
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type tarFile struct {
	tar.Header
	text []byte
}

func named(name, text string) tarFile { return tarFile{tar.Header{Name: name}, []byte(text)} }

// filesOf are the files of a bundle, changed.
func filesOf(b *Bundle, change func(map[string][]byte)) []tarFile {
	files := maps.Clone(b.files)
	if change != nil {
		change(files)
	}
	var out []tarFile
	for _, name := range slices.Sorted(maps.Keys(files)) {
		out = append(out, tarFile{tar.Header{Name: name}, files[name]})
	}
	return out
}
