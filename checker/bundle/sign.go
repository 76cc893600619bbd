package bundle

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"maps"
	"slices"
	"strings"

	opa "github.com/open-policy-agent/opa/v1/bundle"

	"github.com/credlint/credlint/checker/finding"
)

// Key is a private key for signing or a public key for verification.
type Key struct {
	// ID is "sha256:" and the hash of the public key in DER form, in signatures the identifier of the key. The hash is the output
	// of `openssl pkey -pubin -in key.pem -outform der | sha256sum`.
	ID string
	// Algorithms are the JSON Web Algorithms of the key, the default first.
	Algorithms []string

	private bool
	pem     string // the PEM block of the key
}

// minRSA is the minimum size of RSA keys in bits (RFC 7518, section 3.3).
const minRSA = 2048

// PrivateKey parses an Ed25519, ECDSA or RSA private key in PEM form: PKCS #8, PKCS #1 or SEC 1.
func PrivateKey(text []byte) (Key, error) { return readKey(text, true) }

// PublicKey parses an Ed25519, ECDSA or RSA public key in PEM form: PKIX, PKCS #1 or a certificate, of which only the key is
// used.
func PublicKey(text []byte) (Key, error) { return readKey(text, false) }

func readKey(text []byte, private bool) (Key, error) {
	var otherTypes []string
	for rest := text; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		key, err := parseBlock(block)
		if err != nil {
			return Key{}, finding.Errorf("其中的 %s 无法读取%v", "its %s cannot be read: %w", block.Type, err)
		}
		if key == nil { // curve parameters may precede the key
			otherTypes = append(otherTypes, block.Type)
			continue
		}
		signer, signs := key.(crypto.Signer)
		switch {
		case signs && !private:
			return Key{}, finding.Errorf("这是私钥，而此处需要公钥；请用 openssl pkey -pubout 写出公钥，私钥应自行保管", "it is a private key, and the public one is needed; write it with openssl pkey -pubout, and keep the private one to yourself")
		case !signs && private:
			return Key{}, finding.Errorf("这是公钥，而签名需要私钥", "it is a public key, and signing needs the private one")
		case signs:
			key = signer.Public()
		}
		k := Key{private: private, pem: string(pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes}))}
		if k.Algorithms, err = algorithms(key); err != nil {
			return Key{}, err
		}
		der, err := x509.MarshalPKIXPublicKey(key)
		if err != nil {
			return Key{}, err
		}
		sum := sha256.Sum256(der)
		k.ID = "sha256:" + hex.EncodeToString(sum[:])
		return k, nil
	}
	if len(otherTypes) > 0 {
		return Key{}, finding.Errorf("其中有 %s，没有密钥；请写明含有密钥的 PEM 文件", "it holds %s and no key; name a PEM file with a key", strings.Join(otherTypes, ", "))
	}
	return Key{}, finding.Errorf("不是 PEM 文件；请用 openssl genpkey -algorithm ed25519 生成密钥", "it is no PEM file; make a key with openssl genpkey -algorithm ed25519")
}

// parseBlock parses the key of a PEM block. It returns nil for a block of another type.
func parseBlock(block *pem.Block) (any, error) {
	var key any
	var err error
	if block.Headers["DEK-Info"] != "" || block.Type == "ENCRYPTED PRIVATE KEY" {
		return nil, finding.Errorf("密钥已加密；请用 openssl pkey 解密到他人无法读取的文件", "it is encrypted; decrypt it with openssl pkey into a file that nobody else can read")
	}
	switch block.Type {
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "PUBLIC KEY":
		key, err = x509.ParsePKIXPublicKey(block.Bytes)
	case "RSA PUBLIC KEY":
		key, err = x509.ParsePKCS1PublicKey(block.Bytes)
	case "CERTIFICATE":
		var c *x509.Certificate
		if c, err = x509.ParseCertificate(block.Bytes); err == nil {
			key = c.PublicKey
		}
	}
	if err != nil {
		return nil, err // key may be a typed nil
	}
	return key, nil
}

// algorithms returns the algorithms of a public key, the default first.
func algorithms(key any) ([]string, error) {
	switch key := key.(type) {
	case ed25519.PublicKey:
		return []string{"EdDSA"}, nil
	case *ecdsa.PublicKey:
		algorithm, ok := map[elliptic.Curve]string{elliptic.P256(): "ES256", elliptic.P384(): "ES384", elliptic.P521(): "ES512"}[key.Curve]
		if ok {
			return []string{algorithm}, nil
		}
		return nil, finding.Errorf("其曲线 %s 不是 P-256、P-384 或者 P-521；请另行生成密钥", "its curve %s is none of P-256, P-384 and P-521; make another key", key.Params().Name)
	case *rsa.PublicKey:
		if key.N.BitLen() < minRSA {
			return nil, finding.Errorf("其长度为 %d 位，至少 %d 位才安全；请另行生成密钥", "it has %d bits, and at least %d are safe; make another key", key.N.BitLen(), minRSA)
		}
		return []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}, nil
	}
	return nil, finding.Errorf("不是 Ed25519、ECDSA 或者 RSA 密钥；请用 openssl genpkey -algorithm ed25519 生成密钥", "it is none of Ed25519, ECDSA and RSA; make a key with openssl genpkey -algorithm ed25519")
}

// Signature is the signature of a bundle. Its claims are not verified; see Bundle.Verify.
type Signature struct {
	Algorithm string `json:"algorithm"`
	KeyID     string `json:"key_id"`

	config  opa.SignaturesConfig
	payload opa.DecodedSignature
}

// Signature parses the signature. It returns nil if there is none. An error means that the signature is malformed.
func (b *Bundle) Signature() (*Signature, error) {
	text, ok := b.files[signaturesName]
	if !ok {
		return nil, nil
	}
	s := &Signature{}
	fail := func(why finding.Text) (*Signature, error) {
		return s, finding.Errorf("其中的 %s %s；请用 credlint bundle sign 重新签名", "its %s %s; sign it again with credlint bundle sign", signaturesName, why)
	}
	var all map[string][]string // a struct would accept field names in any case
	if json.Unmarshal(text, &all) != nil || len(all) != 1 || len(all["signatures"]) != 1 {
		return fail(finding.Text{ZH: "不是恰有一个签名", EN: "does not hold one signature and nothing else"})
	}
	s.config.Signatures = all["signatures"]
	parts := strings.Split(s.config.Signatures[0], ".")
	if len(parts) != 3 {
		return fail(finding.Text{ZH: "没有 JSON Web Token", EN: "holds no JSON Web Token"})
	}
	var decoded [3][]byte
	for i, part := range parts {
		text, err := base64.RawURLEncoding.DecodeString(part)
		if err != nil || base64.RawURLEncoding.EncodeToString(text) != part { // reject non-canonical encodings
			return fail(finding.Text{ZH: "没有 JSON Web Token", EN: "holds no JSON Web Token"})
		}
		decoded[i] = text
	}
	var header struct {
		Algorithm string `json:"alg"`
		KeyID     string `json:"kid"`
	}
	if json.Unmarshal(decoded[0], &header) != nil || json.Unmarshal(decoded[1], &s.payload) != nil {
		return fail(finding.Text{ZH: "没有规范包的 JSON Web Token", EN: "holds no JSON Web Token of a bundle"})
	}
	s.Algorithm, s.KeyID = header.Algorithm, header.KeyID
	return s, nil
}

// Sign signs the bundle and replaces an existing signature. An empty algorithm means the default of the key. EdDSA and RS256
// signatures are deterministic, the others are not.
func (b *Bundle) Sign(key Key, algorithm string) error {
	if !key.private {
		return finding.Errorf("该密钥是公钥，而签名需要私钥", "the key is a public key, and signing needs the private one")
	}
	if algorithm == "" {
		algorithm = key.Algorithms[0]
	}
	if !slices.Contains(key.Algorithms, algorithm) {
		return finding.Errorf("该密钥不能按“%s”签名；可用的算法有 %s", "the key cannot sign by %q; it can by %s", algorithm, strings.Join(key.Algorithms, ", "))
	}
	hasher, err := opa.NewSignatureHasher(opa.SHA256)
	if err != nil {
		return err
	}
	var files []opa.FileInfo
	for _, name := range b.names() {
		if name == signaturesName {
			continue
		}
		var content any = b.files[name]
		if opa.IsStructuredDoc(name) {
			if err := json.Unmarshal(b.files[name], &content); err != nil {
				return err
			}
		}
		sum, err := hasher.HashFile(content)
		if err != nil {
			return err
		}
		files = append(files, opa.NewFile(name, hex.EncodeToString(sum), string(opa.SHA256)))
	}
	token, err := opa.GenerateSignedToken(files, opa.NewSigningConfig(key.pem, algorithm, ""), key.ID)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(opa.SignaturesConfig{Signatures: []string{token}}, "", "  ")
	if err != nil {
		return err
	}
	b.files[signaturesName] = append(text, '\n')
	return nil
}

// Verify checks that the bundle is signed by one of the keys and that the signature covers exactly its files. Only algorithms
// of the key are accepted, whatever the signature names. An error is one sentence with the fault and the remedy.
func (b *Bundle) Verify(keys ...Key) error {
	s, err := b.Signature()
	if err != nil {
		return err
	}
	if s == nil {
		return finding.Errorf("没有签名；请用 credlint bundle sign 签名，或者向签名者索取", "it is not signed; sign it with credlint bundle sign, or get it from who signs it")
	}
	files, err := s.verify(keys)
	if err != nil {
		return err
	}
	for _, name := range b.names() {
		if name == signaturesName {
			continue
		}
		info, ok := files[name]
		switch {
		case !ok:
			return finding.Errorf("签名没有涵盖“%s”；请勿使用，并向签名者重新索取", "its signature does not cover %q; do not use it, and get it again from who signed it", name)
		case !slices.Contains([]string{string(opa.SHA256), string(opa.SHA384), string(opa.SHA512)}, info.Algorithm):
			return finding.Errorf("签名涵盖“%s”所用的“%s”不安全；请用 credlint bundle sign 重新签名", "its signature covers %q by %q, which is not safe; sign it again with credlint bundle sign", name, info.Algorithm)
		}
		if opa.VerifyBundleFile(name, *bytes.NewBuffer(b.files[name]), files) != nil {
			return finding.Errorf("文件“%s”不是签名时的文件；请勿使用，并向签名者重新索取", "file %q is not the one that was signed; do not use it, and get it again from who signed it", name)
		}
	}
	if more := slices.Sorted(maps.Keys(files)); len(more) > 0 { // VerifyBundleFile removed the verified files
		return finding.Errorf("签名涵盖的“%s”缺失；请勿使用，并向签名者重新索取", "its signature covers %q, which is missing; do not use it, and get it again from who signed it", more[0])
	}
	return nil
}

// verify returns the signed files if one of the keys made the signature.
func (s *Signature) verify(keys []Key) (map[string]opa.FileInfo, error) {
	var ids []string
	for _, key := range keys {
		ids = append(ids, key.ID)
		if key.private || !slices.Contains(key.Algorithms, s.Algorithm) {
			if s.KeyID == key.ID {
				return nil, finding.Errorf("%s 的签名要求使用算法“%s”，而该密钥没有这种算法；请勿使用，并向签名者重新索取", "its signature by %s asks for the algorithm %q, which that key does not have; do not use it, and get it again from who signed it", key.ID, s.Algorithm)
			}
			continue
		}
		const id = "key" // any id: the key is given, not looked up by the id in the signature
		config := opa.NewVerificationConfig(map[string]*opa.KeyConfig{id: {Key: key.pem, Algorithm: s.Algorithm}}, id, "", nil)
		files, err := opa.VerifyBundleSignature(s.config, config)
		if err == nil {
			return files, nil
		}
		if s.KeyID == key.ID {
			return nil, finding.Errorf("%s 的签名系伪造或者已损坏；请勿使用，并向签名者重新索取", "its signature by %s is forged or damaged; do not use it, and get it again from who signed it", key.ID)
		}
	}
	by := finding.Text{ZH: "密钥 " + finding.Sanitize(s.KeyID) + " ", EN: finding.Sanitize(s.KeyID)}
	if by.EN == "" {
		by = finding.Text{ZH: "没有写明的密钥", EN: "a key that it does not name"}
	}
	return nil, finding.Errorf("由%s签名，而用于核验的密钥是 %s；请写明签名者的密钥，否则请勿使用", "it is signed by %s, and the key to verify it by is %s; name the key of who signed it, or do not use it", by, strings.Join(ids, " or "))
}
