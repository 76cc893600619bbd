package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Bounds of a bundle. The largest known body of law is a thirtieth of them; what is larger is a mistake or an attack.
const (
	maxSize  = 64 << 20 // bytes, both as it is and unpacked
	maxFile  = 8 << 20  // bytes of one file, as in a folder of law
	maxFiles = 10_000
	maxDepth = 16 // folders above a file
)

// ErrNotBundle is the error of a file that is not even packed as a bundle is.
var ErrNotBundle = errors.New("it is not a gzip-compressed tar; name a bundle that credlint bundle build wrote")

const rebuild = "make the bundle again with credlint bundle build"

// Open reads a bundle and checks that it is one and is whole: nothing in it is unknown, stands twice, leaves its folder or is
// larger than a bundle may be, and the manifest is that of the law. Whose it is, Verify says. Each error is one sentence
// that names what is wrong and what to do.
func Open(r io.Reader) (*Bundle, error) {
	packed, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(packed) > maxSize {
		return nil, fmt.Errorf("it is larger than %d MiB, the most a bundle may have; %s", maxSize>>20, rebuild)
	}
	rest := bytes.NewReader(packed)
	z, err := gzip.NewReader(rest)
	if err != nil {
		return nil, ErrNotBundle
	}
	z.Multistream(false)
	b := &Bundle{files: map[string][]byte{}}
	if err := b.unpack(&bounded{r: z, left: maxSize}); err != nil {
		return nil, err
	}
	if rest.Len() > 0 {
		return nil, fmt.Errorf("%d bytes follow its end; %s", rest.Len(), rebuild)
	}
	return b, b.whole()
}

var errDamaged = errors.New("it is cut off or damaged; copy it again, or " + rebuild)

// unreadable is what an error of gzip or tar means.
func (b *Bundle) unreadable(err error) error {
	switch {
	case errors.Is(err, errUnpacked):
		return errUnpacked
	case errors.Is(err, tar.ErrHeader) && len(b.files) == 0:
		return ErrNotBundle
	}
	return errDamaged
}

// bounded reads what is unpacked, up to a bound.
type bounded struct {
	r    io.Reader
	left int
}

var errUnpacked = fmt.Errorf("it unpacks to more than %d MiB, the most a bundle may have; %s", maxSize>>20, rebuild)

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errUnpacked
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// unpack reads the files of a tar.
func (b *Bundle) unpack(r io.Reader) error {
	t := tar.NewReader(r)
	lower := map[string]string{} // where letters have no case, two such names are one file
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return b.unreadable(err)
		}
		name, err := filed(h)
		if err != nil {
			return err
		}
		if h.Typeflag == tar.TypeDir {
			continue // tools that pack a folder write them; they hold nothing
		}
		if !known(name) {
			return fmt.Errorf("file %q is none that a bundle holds; leave it out, or %s", name, rebuild)
		}
		if other, ok := lower[strings.ToLower(name)]; ok {
			if other != name {
				return fmt.Errorf("files %q and %q differ in case alone; %s", other, name, rebuild)
			}
			return fmt.Errorf("file %q stands in it twice; %s", name, rebuild)
		}
		lower[strings.ToLower(name)] = name
		text, err := io.ReadAll(io.LimitReader(t, maxFile+1))
		if err != nil {
			return b.unreadable(err)
		}
		if b.files[name] = text; len(text) > maxFile || len(b.files) > maxFiles {
			return b.fits()
		}
	}
	// what follows the last file is padding
	padding := make([]byte, 512)
	for {
		n, err := r.Read(padding)
		if len(bytes.Trim(padding[:n], "\x00")) > 0 {
			return fmt.Errorf("something follows its last file; %s", rebuild)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return b.unreadable(err)
		}
	}
}

// filed is the path of a file or folder of a tar, if it is one that may be unpacked.
func filed(h *tar.Header) (string, error) {
	name := strings.TrimSuffix(strings.TrimPrefix(h.Name, "./"), "/")
	switch h.Typeflag {
	case tar.TypeReg:
	case tar.TypeDir:
		if name == "" {
			return ".", nil
		}
	default:
		return "", fmt.Errorf("%q is neither a file nor a folder (a link, perhaps); %s", h.Name, rebuild)
	}
	switch {
	case !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`):
		return "", fmt.Errorf("the path %q leads out of the bundle or is none; %s", h.Name, rebuild)
	case strings.Count(name, "/") > maxDepth:
		return "", fmt.Errorf("file %q is more than %d folders deep; %s", name, maxDepth, rebuild)
	}
	return name, nil
}

// known reports whether a bundle may hold a file of that path. What credlint would pass over in a folder of law (hidden
// folders, cases, tests) OPA would load.
func known(name string) bool {
	if name == manifestName || name == signaturesName {
		return true
	}
	folder, inner, _ := strings.Cut(name, "/")
	for part := range strings.SplitSeq(inner, "/") {
		if strings.HasPrefix(part, ".") || part == "cases" {
			return false
		}
	}
	switch base := path.Base(inner); folder + "/" {
	case opaFolder:
		return isRego(base)
	case lawFolder:
		return isRego(base) || base == instrumentName && inner != base || slices.Contains(tables, inner)
	}
	return false
}

func isRego(base string) bool {
	return path.Ext(base) == ".rego" && !strings.HasSuffix(base, "_test.rego")
}

// fits checks the bounds.
func (b *Bundle) fits() error {
	size := 0
	for _, name := range b.names() {
		if len(b.files[name]) > maxFile {
			return fmt.Errorf("file %q is larger than %d MiB; divide it, and %s", name, maxFile>>20, rebuild)
		}
		if strings.Count(name, "/") > maxDepth {
			return fmt.Errorf("file %q is more than %d folders deep; %s", name, maxDepth, rebuild)
		}
		size += len(b.files[name])
	}
	if len(b.files) > maxFiles {
		return fmt.Errorf("it holds more than %d files, the most a bundle may have; divide the law into several", maxFiles)
	}
	if size > maxSize {
		return errUnpacked
	}
	return nil
}

// whole checks that what was read is what Build would have written of this law.
func (b *Bundle) whole() error {
	for _, name := range b.names() {
		for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
			if b.files[folder] != nil {
				return fmt.Errorf("%q is a file and a folder; %s", folder, rebuild)
			}
		}
	}
	for _, name := range []string{manifestName, opaFolder + "credlint.rego", opaFolder + "main.rego"} {
		if b.files[name] == nil {
			return fmt.Errorf("file %q is missing; %s", name, rebuild)
		}
	}
	written := b.files[manifestName]
	if bytes.Equal(written, b.manifest()) {
		if len(b.instruments()) == 0 {
			return fmt.Errorf("it holds no instrument.yaml, so no law; %s", rebuild)
		}
		return nil
	}
	var m manifest
	if err := json.Unmarshal(written, &m); err != nil {
		return fmt.Errorf("its %s is not valid: %w; %s", manifestName, err, rebuild)
	}
	switch format := m.Metadata.Format; {
	case format == "":
		return fmt.Errorf("its %s names no format, so another tool made it; %s", manifestName, rebuild)
	case format != Format:
		return fmt.Errorf("it is of the format %q, and this program reads %q; %s of this version", format, Format, rebuild)
	case m.Revision != b.Digest():
		return fmt.Errorf("its law is not the one it was made of: the digest is %s, and %s says %q; %s", b.Digest(), manifestName, m.Revision, rebuild)
	}
	return fmt.Errorf("its %s is not the one that belongs to its law; %s", manifestName, rebuild)
}
