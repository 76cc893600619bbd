package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Limits of a bundle, about 30 times the largest known body of law.
const (
	maxSize  = 64 << 20 // bytes, both compressed and unpacked
	maxFile  = 8 << 20  // bytes of one file, as for a folder of law
	maxFiles = 10_000   // entries of the archive, including folders
	maxDepth = 16       // folders above a file
)

// ErrNotBundle is the error for a file that is not a gzip-compressed tar.
var ErrNotBundle = finding.Errorf("不是 gzip 压缩的 tar 文件；请写明 credlint bundle build 制成的规范包", "it is not a gzip-compressed tar; name a bundle that credlint bundle build wrote")

var rebuild = finding.Text{ZH: "请用 credlint bundle build 重新制作", EN: "make the bundle again with credlint bundle build"}

// Open reads and checks a bundle: it has no unknown or duplicate files, unsafe paths or files beyond the limits, and its
// manifest matches the law. It does not verify the signature; see Verify. Each error is one sentence with the fault and the
// remedy.
func Open(r io.Reader) (*Bundle, error) {
	packed, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(packed) > maxSize {
		return nil, finding.Errorf("超过规范包的上限 %d MiB；%s", "it is larger than %d MiB, the most a bundle may have; %s", maxSize>>20, rebuild)
	}
	rest := bytes.NewReader(packed)
	z, err := gzip.NewReader(rest)
	if err != nil {
		return nil, ErrNotBundle
	}
	z.Multistream(false)
	b := &Bundle{files: map[string][]byte{}}
	if err := b.unpack(&io.LimitedReader{R: z, N: maxSize + 1}); err != nil {
		return nil, err
	}
	if rest.Len() > 0 {
		return nil, finding.Errorf("结尾之后另有 %d 字节；%s", "%d bytes follow its end; %s", rest.Len(), rebuild)
	}
	return b, b.checkComplete()
}

var (
	errDamaged  = finding.Errorf("已截断或者损坏；请重新复制，或者%s", "it is cut off or damaged; copy it again, or %s", rebuild)
	errUnpacked = finding.Errorf("解压后超过规范包的上限 %d MiB；%s", "it unpacks to more than %d MiB, the most a bundle may have; %s", maxSize>>20, rebuild)
	errEntries  = finding.Errorf("文件超过规范包的上限 %d 个；请将规范分为几个规范包", "it holds more than %d files, the most a bundle may have; divide the law into several", maxFiles)
)

// readError translates an error of gzip or tar.
func (b *Bundle) readError(r *io.LimitedReader, err error) error {
	switch {
	case r.N <= 0:
		return errUnpacked
	case errors.Is(err, tar.ErrHeader) && len(b.files) == 0:
		return ErrNotBundle
	}
	return errDamaged
}

// unpack reads the files of a tar archive. The limits hold before memory is spent: a header says the size of its file.
func (b *Bundle) unpack(r *io.LimitedReader) error {
	t := tar.NewReader(r)
	lower := map[string]string{} // case-insensitive file systems would merge names that differ in case
	for entries := 1; ; entries++ {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return b.readError(r, err)
		}
		if entries > maxFiles {
			return errEntries
		}
		name, err := entryPath(h)
		if err != nil {
			return err
		}
		if h.Typeflag == tar.TypeDir {
			continue // some tar tools add folders
		}
		if !allowed(name) {
			return finding.Errorf("规范包中不应有文件“%s”；请删去，或者%s", "file %q is none that a bundle holds; leave it out, or %s", name, rebuild)
		}
		if other, ok := lower[strings.ToLower(name)]; ok {
			if other != name {
				return finding.Errorf("文件“%s”和“%s”的名称仅大小写不同；%s", "files %q and %q differ in case alone; %s", other, name, rebuild)
			}
			return finding.Errorf("文件“%s”出现两次；%s", "file %q stands in it twice; %s", name, rebuild)
		}
		lower[strings.ToLower(name)] = name
		if h.Size > maxFile {
			return tooLarge(name)
		}
		if b.files[name], err = io.ReadAll(t); err != nil {
			return b.readError(r, err)
		}
	}
	// Only padding may follow the last file.
	padding := make([]byte, 512)
	for {
		n, err := r.Read(padding)
		if len(bytes.Trim(padding[:n], "\x00")) > 0 {
			return finding.Errorf("最后一个文件之后另有内容；%s", "something follows its last file; %s", rebuild)
		}
		if errors.Is(err, io.EOF) && r.N > 0 {
			return nil
		}
		if err != nil {
			return b.readError(r, err)
		}
	}
}

func tooLarge(name string) error {
	return finding.Errorf("文件“%s”超过 %d MiB；请拆分该文件，并%s", "file %q is larger than %d MiB; divide it, and %s", name, maxFile>>20, rebuild)
}

// entryPath returns the path of a file or folder of a tar archive, or an error if the path or type is unsafe.
func entryPath(h *tar.Header) (string, error) {
	name := strings.TrimSuffix(strings.TrimPrefix(h.Name, "./"), "/")
	switch h.Typeflag {
	case tar.TypeReg:
	case tar.TypeDir:
		if name == "" {
			return ".", nil
		}
	default:
		return "", finding.Errorf("“%s”既不是文件也不是文件夹（可能是链接）；%s", "%q is neither a file nor a folder (a link, perhaps); %s", h.Name, rebuild)
	}
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") { // it would read as zeros that the archive does not contain
			return "", finding.Errorf("文件“%s”是稀疏文件；%s", "file %q is a sparse file; %s", h.Name, rebuild)
		}
	}
	switch {
	case !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`):
		return "", finding.Errorf("路径“%s”指向规范包之外，或者不是路径；%s", "the path %q leads out of the bundle or is none; %s", h.Name, rebuild)
	case strings.Count(name, "/") > maxDepth:
		return "", finding.Errorf("文件“%s”所在的文件夹超过 %d 层；%s", "file %q is more than %d folders deep; %s", name, maxDepth, rebuild)
	}
	return name, nil
}

// allowed reports whether a bundle may contain a file with that path. Hidden folders, cases and tests are excluded: credlint
// would ignore them and OPA would load them.
func allowed(name string) bool {
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

// checkLimits checks the limits of size, number and depth.
func (b *Bundle) checkLimits() error {
	size := 0
	for _, name := range b.names() {
		if len(b.files[name]) > maxFile {
			return tooLarge(name)
		}
		if strings.Count(name, "/") > maxDepth {
			return finding.Errorf("文件“%s”所在的文件夹超过 %d 层；%s", "file %q is more than %d folders deep; %s", name, maxDepth, rebuild)
		}
		size += len(b.files[name])
	}
	if len(b.files) > maxFiles {
		return errEntries
	}
	if size > maxSize {
		return errUnpacked
	}
	return nil
}

// checkComplete checks that Build could have written the bundle: all files are there and the manifest matches the law.
func (b *Bundle) checkComplete() error {
	for _, name := range b.names() {
		for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
			if b.files[folder] != nil {
				return finding.Errorf("“%s”既是文件又是文件夹；%s", "%q is a file and a folder; %s", folder, rebuild)
			}
		}
	}
	for _, name := range []string{manifestName, opaFolder + "credlint.rego", opaFolder + "main.rego"} {
		if b.files[name] == nil {
			return finding.Errorf("缺少文件“%s”；%s", "file %q is missing; %s", name, rebuild)
		}
	}
	written := b.files[manifestName]
	if bytes.Equal(written, b.manifest()) {
		if len(b.instruments()) == 0 {
			return finding.Errorf("没有 instrument.yaml，因而没有规范；%s", "it holds no instrument.yaml, so no law; %s", rebuild)
		}
		return nil
	}
	var m manifest
	if err := json.Unmarshal(written, &m); err != nil {
		return finding.Errorf("其中的 %s 无效%v；%s", "its %s is not valid: %w; %s", manifestName, err, rebuild)
	}
	switch format := m.Metadata.Format; {
	case format == "":
		return finding.Errorf("其中的 %s 没有写明格式，是由其他工具制作的；%s", "its %s names no format, so another tool made it; %s", manifestName, rebuild)
	case format != Format:
		return finding.Errorf("格式为“%s”，本程序读取的是“%s”；%s，并使用本版本的程序", "it is of the format %q, and this program reads %q; %s of this version", format, Format, rebuild)
	case m.Revision != b.Digest():
		return finding.Errorf("其中的规范与制作时不同：摘要值为 %s，而 %s 记载的是“%s”；%s", "its law is not the one it was made of: the digest is %s, and %s says %q; %s", b.Digest(), manifestName, m.Revision, rebuild)
	}
	return finding.Errorf("其中的 %s 与其规范不符；%s", "its %s is not the one that belongs to its law; %s", manifestName, rebuild)
}
