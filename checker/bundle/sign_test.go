package bundle

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"

	opa "github.com/open-policy-agent/opa/v1/bundle"

	"github.com/credlint/credlint/policies"
)

// signed is a small bundle, signed.
func signed(t testing.TB, by keyPair, algorithm string) *Bundle {
	t.Helper()
	packed, err := smallOnce()
	if err != nil {
		t.Fatal(err)
	}
	b := opened(t, packed)
	if err := b.Sign(by.private, algorithm); err != nil {
		t.Fatal(err)
	}
	return b
}

var smallOnce = sync.OnceValues(func() ([]byte, error) {
	b, err := Build(policies.FS, small())
	if err != nil {
		return nil, err
	}
	return b.Bytes()
})

func TestSignAndVerify(t *testing.T) {
	other := keys()["other EdDSA"].public
	for name, k := range keys() {
		for _, algorithm := range append(slices.Clone(k.private.Algorithms), "") {
			b := opened(t, written(t, signed(t, k, algorithm)))
			if err := b.Verify(k.public); err != nil {
				t.Errorf("%s by %q: %v", name, algorithm, err)
			}
			if err := b.Verify(keys()["ES384"].public, k.public); err != nil {
				t.Errorf("%s by %q, as the second of two keys: %v", name, algorithm, err)
			}
			if got, err := b.Signature(); got == nil || err != nil || got.KeyID != k.public.ID || algorithm != "" && got.Algorithm != algorithm {
				t.Errorf("%s by %q: its signature is %v, %v", name, algorithm, got, err)
			}
			if k.public.ID == other.ID {
				continue
			}
			if err := b.Verify(other); err == nil || !strings.Contains(err.Error(), "it is signed by "+k.public.ID+", and the key to verify it by is "+other.ID) {
				t.Errorf("%s by %q, verified by another key: %v", name, algorithm, err)
			}
			if err := b.Verify(k.private); err == nil {
				t.Errorf("%s by %q: verified by the private key", name, algorithm)
			}
			if err := b.Verify(); err == nil {
				t.Errorf("%s by %q: verified by no key", name, algorithm)
			}
		}
	}
	// the id of a key is that of its DER form, which others can work out
	der, _ := pem.Decode([]byte(other.pem))
	sum := sha256.Sum256(der.Bytes)
	if want := "sha256:" + hex.EncodeToString(sum[:]); other.ID != want {
		t.Errorf("id %s, want %s", other.ID, want)
	}
	b := build(t, small())
	for _, tt := range []struct {
		key       Key
		algorithm string
		want      string
	}{
		{other, "", "the key is a public key"},
		{keys()["EdDSA"].private, "ES256", `the key cannot sign by "ES256"; it can by EdDSA`},
		{keys()["ES256"].private, "ES384", `the key cannot sign by "ES384"; it can by ES256`},
		{keys()["RS256"].private, "HS256", `the key cannot sign by "HS256"; it can by RS256, RS384`},
		{keys()["RS256"].private, "none", `the key cannot sign by "none"`},
	} {
		if err := b.Sign(tt.key, tt.algorithm); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
	if err := b.Verify(other); err == nil || !strings.Contains(err.Error(), "it is not signed") {
		t.Errorf("not signed: %v", err)
	}
}

// token takes the signature of a bundle apart, has it changed, and puts it back signed by sign.
func token(t testing.TB, b *Bundle, change func(header, payload map[string]any), sign func(text string) []byte) {
	t.Helper()
	s, err := b.Signature()
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(s.config.Signatures[0], ".")
	var maps [2]map[string]any
	for i := range maps {
		text, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &maps[i]); err != nil {
			t.Fatal(err)
		}
	}
	change(maps[0], maps[1])
	for i := range maps {
		text, err := json.Marshal(maps[i])
		if err != nil {
			t.Fatal(err)
		}
		parts[i] = base64.RawURLEncoding.EncodeToString(text)
	}
	if sign != nil {
		parts[2] = base64.RawURLEncoding.EncodeToString(sign(parts[0] + "." + parts[1]))
	}
	signatures(t, b, strings.Join(parts, "."))
}

func signatures(t testing.TB, b *Bundle, tokens ...string) {
	t.Helper()
	text, err := json.Marshal(opa.SignaturesConfig{Signatures: tokens})
	if err != nil {
		t.Fatal(err)
	}
	b.files[signaturesName] = text
}

// What is not as it was signed is refused, whatever was done to it.
func TestVerifyRefuses(t *testing.T) {
	k := keys()["ES256"]
	forged := "its signature by " + k.public.ID + " is forged or damaged"
	// byKey signs as the holder of the key would: such a bundle is still refused where the signature says too little
	byKey := func(b *Bundle) func(change func(files []opa.FileInfo) []opa.FileInfo) {
		return func(change func([]opa.FileInfo) []opa.FileInfo) {
			s, err := b.Signature()
			if err != nil {
				t.Fatal(err)
			}
			text, err := opa.GenerateSignedToken(change(s.payload.Files), opa.NewSigningConfig(k.private.pem, "ES256", ""), k.private.ID)
			if err != nil {
				t.Fatal(err)
			}
			signatures(t, b, text)
		}
	}
	for _, tt := range []struct {
		name   string
		change func(b *Bundle)
		want   string
	}{
		{"the signature is gone", func(b *Bundle) { delete(b.files, signaturesName) }, "it is not signed"},
		{"another rule", func(b *Bundle) {
			b.files["law/words.rego"] = []byte("package policies.xx_words\n\ngenes := {\"gene\", \"x\"}\n")
		}, `file "law/words.rego" is not the one that was signed`},
		{"a space in a rule", func(b *Bundle) { b.files["law/words.rego"] = append(b.files["law/words.rego"], ' ') }, `file "law/words.rego" is not the one`},
		{"another manifest", func(b *Bundle) {
			b.files[manifestName] = bytes.Replace(b.files[manifestName], []byte(`"main"`), []byte(`"x"`), 1)
		}, `file ".manifest" is not the one`},
		{"another number of the law", func(b *Bundle) {
			name := "law/xx/credit_2020/instrument.yaml"
			b.files[name] = bytes.Replace(b.files[name], []byte("{years: 3}"), []byte("{years: 30}"), 1)
		}, `file "law/xx/credit_2020/instrument.yaml" is not the one`},
		{"another place", func(b *Bundle) {
			b.files["law/places.tsv"] = append(b.files["law/places.tsv"], "x\tx\tx\tx\tx\tx\tx\n"...)
		}, `file "law/places.tsv" is not the one`},
		{"another question to OPA", func(b *Bundle) { b.files["opa/main.rego"] = []byte("package main\n") }, `file "opa/main.rego" is not the one`},
		{"a file more", func(b *Bundle) { b.files["law/late.rego"] = []byte("package policies.late\n") }, `its signature does not cover "law/late.rego"`},
		{"a file less", func(b *Bundle) { delete(b.files, "law/unheld.tsv") }, `its signature covers "law/unheld.tsv", which is missing`},
		{"two files changed for each other", func(b *Bundle) {
			b.files["opa/main.rego"], b.files["opa/lib/periods.rego"] = b.files["opa/lib/periods.rego"], b.files["opa/main.rego"]
		}, "is not the one that was signed"},

		{"signed again by another, in the name of the first", func(b *Bundle) {
			other := keys()["other EdDSA"].private
			other.ID = k.private.ID
			if err := b.Sign(other, ""); err != nil {
				t.Fatal(err)
			}
		}, `asks for the algorithm "EdDSA", which that key does not have`},
		{"signed again by another of its kind, in the name of the first", func(b *Bundle) {
			private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
			must(err)
			der, err := x509.MarshalPKCS8PrivateKey(private)
			must(err)
			other, err := PrivateKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
			must(err)
			other.ID = k.private.ID
			must(b.Sign(other, ""))
		}, forged},
		{"a claim is changed", func(b *Bundle) {
			token(t, b, func(_, payload map[string]any) { payload["files"].([]any)[0].(map[string]any)["hash"] = "00" }, nil)
		}, forged},
		{"no algorithm", func(b *Bundle) {
			token(t, b, func(header, _ map[string]any) { header["alg"] = "none" }, func(string) []byte { return nil })
		}, `asks for the algorithm "none"`},
		{"no algorithm and no name", func(b *Bundle) {
			token(t, b, func(header, _ map[string]any) { header["alg"] = "none"; delete(header, "kid") }, func(string) []byte { return nil })
		}, "it is signed by a key that it does not name"},
		{"the public key as a shared secret", func(b *Bundle) {
			token(t, b, func(header, _ map[string]any) { header["alg"] = "HS256" }, func(text string) []byte {
				mac := hmac.New(sha256.New, []byte(k.public.pem))
				mac.Write([]byte(text))
				return mac.Sum(nil)
			})
		}, `asks for the algorithm "HS256"`},
		{"a scope", func(b *Bundle) {
			token(t, b, func(_, payload map[string]any) { payload["scope"] = "write" }, nil)
		}, forged},

		{"two signatures", func(b *Bundle) {
			s, _ := b.Signature()
			signatures(t, b, s.config.Signatures[0], s.config.Signatures[0])
		}, "does not hold one signature and nothing else"},
		{"no signature in the file", func(b *Bundle) { b.files[signaturesName] = []byte("{}") }, "does not hold one signature and nothing else"},
		{"a plugin to verify by", func(b *Bundle) {
			s, _ := b.Signature()
			b.files[signaturesName] = fmt.Appendf(nil, `{"signatures": [%q], "plugin": "mine"}`, s.config.Signatures[0])
		}, "does not hold one signature and nothing else"},
		{"a signature that is none", func(b *Bundle) { signatures(t, b, "a.b.c") }, "holds no JSON Web Token"},
		{"a signature with a line end", func(b *Bundle) {
			s, _ := b.Signature()
			signatures(t, b, s.config.Signatures[0]+"\n")
		}, "holds no JSON Web Token"},

		{"a file that the signature leaves out", func(b *Bundle) {
			byKey(b)(func(files []opa.FileInfo) []opa.FileInfo {
				return slices.DeleteFunc(files, func(f opa.FileInfo) bool { return f.Name == "opa/main.rego" })
			})
		}, `its signature does not cover "opa/main.rego"`},
		{"a manifest that the signature leaves out", func(b *Bundle) {
			byKey(b)(func(files []opa.FileInfo) []opa.FileInfo {
				return slices.DeleteFunc(files, func(f opa.FileInfo) bool { return f.Name == manifestName })
			})
		}, `its signature does not cover ".manifest"`},
		{"a hash that can be met by another file", func(b *Bundle) {
			byKey(b)(func(files []opa.FileInfo) []opa.FileInfo {
				files[1].Algorithm = "MD5"
				return files
			})
		}, `by "MD5", which is not safe`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := signed(t, k, "")
			if err := b.Verify(k.public); err != nil {
				t.Fatal(err)
			}
			tt.change(b)
			err := b.Verify(k.public)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
			oneSentence(t, err)
		})
	}
}

// No byte of the manifest, of a rule, of the instrument or of the signature can be another.
func TestNoByteCanBeAnother(t *testing.T) {
	if testing.Short() {
		t.Skip("with the race detector this takes a minute, and nothing in it runs side by side")
	}
	b := signed(t, keys()["EdDSA"], "")
	for _, name := range []string{manifestName, signaturesName, "law/words.rego", "law/places.tsv", "opa/main.rego", "law/xx/city/rule_2021/instrument.yaml"} {
		text := b.files[name]
		for at := range text {
			for _, mask := range []byte{0x01, 0x20, 0x80} {
				changed := &Bundle{files: maps.Clone(b.files)}
				changed.files[name] = slices.Clone(text)
				changed.files[name][at] ^= mask
				if err := changed.Verify(keys()["EdDSA"].public); err == nil && changed.checkComplete() == nil {
					t.Fatalf("%s: with byte %d changed from %q to %q it is still taken", name, at, text[at], changed.files[name][at])
				}
			}
		}
	}
}

func TestKeys(t *testing.T) {
	block := func(kind string, der []byte, err error) []byte {
		must(err)
		return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	}
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	odd, err := ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	must(err)
	agreement, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(err)
	weak := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 1023, 1), E: 65537}
	sec1, err := x509.MarshalECPrivateKey(ec)
	must(err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(ec)
	must(err)
	pkix, err := x509.MarshalPKIXPublicKey(&ec.PublicKey)
	must(err)
	certificate, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1)}, &x509.Certificate{SerialNumber: big.NewInt(1)}, &ec.PublicKey, ec)
	must(err)
	weakDER, weakErr := x509.MarshalPKIXPublicKey(weak)
	oddDER, oddErr := x509.MarshalPKIXPublicKey(&odd.PublicKey)
	agreementDER, agreementErr := x509.MarshalPKIXPublicKey(agreement.PublicKey())
	private := block("PRIVATE KEY", pkcs8, nil)
	public := block("PUBLIC KEY", pkix, nil)
	want, err := PublicKey(public)
	must(err)
	for _, tt := range []struct {
		name string
		read func([]byte) (Key, error)
		text []byte
		want string // empty: it is the key
	}{
		{"PKCS #8", PrivateKey, private, ""},
		{"SEC 1", PrivateKey, block("EC PRIVATE KEY", sec1, nil), ""},
		{"SEC 1 after the parameters of its curve, as openssl ecparam writes it", PrivateKey, append(block("EC PARAMETERS", []byte{6, 8, 42, 134, 72, 206, 61, 3, 1, 7}, nil), block("EC PRIVATE KEY", sec1, nil)...), ""},
		{"PKIX", PublicKey, public, ""},
		{"PKIX with text before it", PublicKey, append([]byte("the key of somebody\n"), public...), ""},
		{"a certificate", PublicKey, block("CERTIFICATE", certificate, nil), ""},
		{"nothing", PublicKey, nil, "it is no PEM file"},
		{"text", PrivateKey, []byte("key"), "it is no PEM file"},
		{"DER", PublicKey, pkix, "it is no PEM file"},
		{"another thing in PEM", PublicKey, block("X509 CRL", []byte("x"), nil), "it holds X509 CRL and no key"},
		{"damaged", PublicKey, block("PUBLIC KEY", pkix[:20], nil), "its PUBLIC KEY cannot be read"},
		{"private for public", PublicKey, private, "it is a private key, and the public one is needed"},
		{"public for private", PrivateKey, public, "it is a public key, and signing needs the private one"},
		{"encrypted", PrivateKey, block("ENCRYPTED PRIVATE KEY", pkcs8, nil), "it is encrypted"},
		{"encrypted in the old way", PrivateKey, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Headers: map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-128-CBC,00"}, Bytes: sec1}), "it is encrypted"},
		{"weak RSA", PublicKey, block("PUBLIC KEY", weakDER, weakErr), "it has 1024 bits, and at least 2048 are safe"},
		{"a curve that no signature takes", PublicKey, block("PUBLIC KEY", oddDER, oddErr), "its curve P-224 is none of"},
		{"a key that agrees and does not sign", PublicKey, block("PUBLIC KEY", agreementDER, agreementErr), "it is none of Ed25519, ECDSA and RSA"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.read(tt.text)
			if tt.want == "" {
				if err != nil || got.ID != want.ID {
					t.Fatalf("key %s, %v; want %s", got.ID, err, want.ID)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// FuzzVerify replaces the signature by any text: only that of the key verifies.
func FuzzVerify(f *testing.F) {
	b := signed(f, keys()["EdDSA"], "")
	genuine := b.files[signaturesName]
	s, err := b.Signature()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(genuine)
	f.Add([]byte(`{"signatures": []}`))
	f.Add([]byte(`{"signatures": ["e30.e30.AA"]}`))
	f.Add([]byte(`{"signatures": ["e30.e30.AA", "e30.e30.AA"], "plugin": "x"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		changed := &Bundle{files: maps.Clone(b.files)}
		changed.files[signaturesName] = text
		err := changed.Verify(keys()["EdDSA"].public)
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error %q has several lines", err)
		}
		if got, _ := changed.Signature(); err == nil && got.config.Signatures[0] != s.config.Signatures[0] {
			t.Errorf("%q verifies", text)
		}
	})
}
