package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker/bundle"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

func bundleCommand(l tongue) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bundle",
		Short: l.say("单个文件的规范包，供 OPA 和 --pack 使用：制作、签名、核验、查看", "law in one file for OPA and for --pack: build, sign, verify, inspect"),
		Long: l.say("规范包是 OPA 规范包格式的规范，附有与 credlint 判断方式相同的规则。OPA 和 conftest 可以用它对 credlint check --print-input 的输出\n"+
			"求值，credlint check --pack 可以读取它。读取规范包的，- 表示标准输入。\n\n"+
			"退出码：0 已经完成，或者规范包无误；2 选项或者取值有误，路径不存在，文件不是规范包或者密钥；3 规范或者规范包被拒绝，\n"+
			"或者无法读取、写出。",
			"A bundle is law in OPA's bundle format, with rules that ask it as credlint does. OPA and conftest evaluate it on what\n"+
				"credlint check --print-input prints, and credlint check --pack takes it as a pack. Where a bundle is read, - is standard input.\n\n"+
				"Exit codes: 0 it was done, or the bundle is as it should be; 2 an unknown flag or value, a path that is missing, a file\n"+
				"that is no bundle or no key; 3 law or a bundle is refused, or could not be read or written."),
		Args: cobra.ArbitraryArgs,
		RunE: groupCommand,
	}
	cmd.AddCommand(bundleBuildCommand(l), bundleSignCommand(l), bundleVerifyCommand(l), bundleInspectCommand(l))
	return cmd
}

func bundleBuildCommand(l tongue) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   l.say("build [规范文件夹…] -o 文件", "build [PACK…] -o FILE"),
		Short: l.say("将规范文件夹或者程序自带的规范制成规范包", "make a bundle of packs, or of the law of the program"),
		Long: l.say("build 将所列规范（未列明的，为程序自带的规范）写入规范包。不能编译的规范，以及所需不限于方案和日期的规范，不予写入。同样的规范制成\n"+
			"的规范包逐字节相同。规范包的版本号是其规范的摘要值。",
			"build writes the law of the packs named, or of the program where none is, into a bundle. Law that does not compile, or that\n"+
				"needs more than the practice and the day, is refused. The same law gives the same bytes. The revision of the bundle is the\n"+
				"digest of its law."),
		Example: "  credlint bundle build -o law.tar.gz\n  credlint bundle build city/law -o city.tar.gz",
		RunE: func(cmd *cobra.Command, args []string) error {
			if file == "" {
				return usage("缺少选项 --output；请写明要写入的文件，如 -o law.tar.gz", "flag --output is missing; name the file to write, as in -o law.tar.gz")
			}
			var packs []fs.FS
			for _, path := range args {
				p, err := openPack(path, nil)
				if err != nil {
					return err
				}
				packs = append(packs, p.FS)
			}
			b, err := bundle.Build(shippedLaw, packs...)
			if err != nil {
				return finding.Errorf("没有写出规范包%v", "no bundle was written: %w", err)
			}
			c, err := b.Contents(shippedLaw)
			if err != nil {
				return err
			}
			return writeBundle(cmd, l, file, b, both(fmt.Sprintf("规范 %d 部，文件 %d 个，%s", len(c.Instruments), c.Files, c.Revision),
				fmt.Sprintf("%s, %d files, %s", count(len(c.Instruments), "instrument", "instruments"), c.Files, c.Revision)))
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", l.say("写入的`文件`；- 表示标准输出", "the `FILE` to write; - is standard output"))
	return cmd
}

func bundleSignCommand(l tongue) *cobra.Command {
	var file, keyFile, algorithm string
	cmd := &cobra.Command{
		Use:   l.say("sign --key 私钥.pem 文件", "sign --key KEY.pem FILE"),
		Short: l.say("为规范包签名", "sign a bundle"),
		Long: l.say("sign 为规范包的全部文件签名，替换已有的签名。私钥为 Ed25519、ECDSA 或者 RSA 的 PEM 文件。算法默认依私钥而定：EdDSA、ES256、ES384、\n"+
			"ES512 或者 RS256。OPA 的服务器接受除 EdDSA 以外的算法。",
			"sign signs all files of a bundle, in place of a signature that it has. The key is a PEM file of Ed25519, ECDSA or RSA. By\n"+
				"default the algorithm is EdDSA, ES256, ES384, ES512 or RS256, after the key. OPA's server takes all but EdDSA."),
		Example: "  openssl genpkey -algorithm ed25519 -out key.pem\n  openssl pkey -in key.pem -pubout -out pub.pem\n  credlint bundle sign --key key.pem law.tar.gz",
		Args:    arguments(1, 1, both("规范包", "the bundle")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if keyFile == "" {
				return usage("缺少选项 --key；请写明私钥的 PEM 文件", "flag --key is missing; name the PEM file of the private key")
			}
			key, err := readKey("key", keyFile, bundle.PrivateKey)
			if err != nil {
				return err
			}
			b, err := openBundle(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			if err := b.Sign(key, algorithm); err != nil {
				return usage("“%s”无法签名%v", "%q cannot be signed: %w", filepath.ToSlash(args[0]), err)
			}
			if file == "" {
				file = args[0]
			}
			signature, err := b.Signature()
			if err != nil {
				return err
			}
			return writeBundle(cmd, l, file, b, both("已按 "+signature.Algorithm+" 签名，密钥为 "+key.ID, "signed by "+signature.Algorithm+" with the key "+key.ID))
		},
	}
	cmd.Flags().StringVar(&keyFile, "key", "", l.say("私钥的 PEM `文件`", "the PEM `FILE` of the private key"))
	cmd.Flags().StringVar(&algorithm, "algorithm", "", l.say("签名`算法`，如 EdDSA、ES256、PS256；默认为该私钥通常使用的算法", "the `ALGORITHM` to sign by, such as EdDSA, ES256 or PS256; by default the usual one of the key"))
	cmd.Flags().StringVarP(&file, "output", "o", "", l.say("写入该`文件`，不改动规范包本身；- 表示标准输出", "write to this `FILE` instead of the bundle itself; - is standard output"))
	return cmd
}

func bundleVerifyCommand(l tongue) *cobra.Command {
	var keyFiles []string
	cmd := &cobra.Command{
		Use:   l.say("verify --verification-key 公钥.pem 文件", "verify --verification-key PUB.pem FILE"),
		Short: l.say("核验规范包由谁签名，以及签名后有无改动", "check who signed a bundle, and that all of it is as it was signed"),
		Long: l.say("verify 核验规范包是否完整，是否由该公钥（或者其中一个）对应的私钥签名。退出码为 0 的，核验通过；为 3 的，核验不通过，或者无法读取。",
			"verify says whether a bundle is whole and signed by the key, or by one of several keys. Exit code 0 says that it is; 3 that\n"+
				"it is not, or could not be read."),
		Example: "  credlint bundle verify --verification-key pub.pem law.tar.gz",
		Args:    arguments(1, 1, both("规范包", "the bundle")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(keyFiles) == 0 {
				return usage("缺少选项 --verification-key；请写明公钥的 PEM 文件", "flag --verification-key is missing; name the PEM file of the public key")
			}
			keys, err := verificationKeys(keyFiles)
			if err != nil {
				return err
			}
			b, err := openBundle(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			if err := b.Verify(keys...); err != nil {
				return refused(args[0], err)
			}
			signature, err := b.Signature()
			if err != nil {
				return err
			}
			l.line(cmd.OutOrStdout(), "%s：按 %s 签名，密钥为 %s；规范为 %s", "%s: signed by %s with the key %s; the law is %s", filepath.ToSlash(args[0]), signature.Algorithm, signature.KeyID, b.Digest())
			return nil
		},
	}
	cmd.Flags().StringArrayVar(&keyFiles, "verification-key", nil, l.say("签名者公钥的 PEM `文件`；可以多次使用", "the PEM `FILE` of the public key of who signs; several in one run"))
	return cmd
}

func bundleInspectCommand(l tongue) *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:   l.say("inspect 文件", "inspect FILE"),
		Short: l.say("查看规范包的内容", "say what is in a bundle"),
		Long: l.say("inspect 列出规范包所含的规范及其款数、效力位阶和地域，规范包的版本号和大小，以及签名的自述。签名是否属实，由 credlint bundle verify\n"+
			"核验。",
			"inspect lists the instruments of a bundle with their clauses, ranks and places, its revision and sizes, and what its signature\n"+
				"says of itself. Whether that is so, credlint bundle verify says."),
		Example: "  credlint bundle inspect law.tar.gz",
		Args:    arguments(1, 1, both("规范包", "the bundle")),
		RunE: func(cmd *cobra.Command, args []string) error {
			formats := []string{"json", "text"}
			if format != "text" && format != "json" {
				return usage("选项 --format：没有“%s”这种格式；%s", "flag --format: unknown format %q; %s", format, suggestion(format, formats))
			}
			b, err := openBundle(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			c, err := b.Contents(shippedLaw)
			if err != nil {
				return refused(args[0], err)
			}
			if format == "json" {
				text, err := finding.JSON(c, "  ")
				_, _ = cmd.OutOrStdout().Write(text) // output records the error
				return err
			}
			writeContents(cmd.OutOrStdout(), l, c)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", format, l.say("输出的`格式`：text 或者 json", "`FORMAT` of what is printed: text or json"))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"json", "text"}, cobra.ShellCompDirectiveNoFileComp)) // fails only for a second registration
	return cmd
}

func writeContents(out io.Writer, l tongue, c *bundle.Contents) {
	var rows [][]string
	row := func(name, zh, en string, args ...any) {
		rows = append(rows, []string{name, l.message(finding.Errorf(zh, en, args...))})
	}
	row(l.say("格式", "format"), "%s", "%s", c.Format)
	row(l.say("版本号", "revision"), "%s", "%s", c.Revision)
	if c.Signature == nil {
		row(l.say("签名", "signature"), "无", "none")
	} else {
		row(l.say("签名", "signature"), "%s，自述密钥为 %s", "%s, by its own words with the key %s", c.Signature.Algorithm, c.Signature.KeyID)
	}
	row(l.say("大小", "size"), "%d 字节，解压后 %d 字节，文件 %d 个", "%d bytes, unpacked %d in %d files", c.Packed, c.Bytes, c.Files)
	for _, t := range c.Tables {
		row(t.Name, "%d 行", "%d rows", t.Rows)
	}
	for _, name := range c.Shared {
		row(l.say("共用", "shared"), "%s", "%s", name)
	}
	for _, name := range c.Borrowed {
		row(l.say("程序自带", "of the program"), "%s", "%s", name)
	}
	writeColumns(out, rows)
	lines(out, "")
	rows = nil
	for _, in := range c.Instruments {
		clauses := l.message(finding.Errorf("已编入 %d 款，须人工判断 %d 款", "%d clauses encoded, %d by hand", in.ByStatus["encoded"], in.ByStatus["by_hand"]))
		rows = append(rows, []string{in.ID, in.Place, rankTitle(in.Rank).In(string(l)), period(in.From, in.Until).In(string(l)), clauses, in.Title.In(string(l))})
	}
	writeColumns(out, rows)
}

// refused returns the error for a bundle that cannot be read or trusted.
func refused(file string, err error) error {
	return failed("规范包“%s”被拒绝%v", "bundle %q is refused: %w", filepath.ToSlash(file), err)
}

// openBundle reads a bundle from a file, or for "-" from stdin unless that is nil.
func openBundle(file string, stdin io.Reader) (*bundle.Bundle, error) {
	shown := filepath.ToSlash(file)
	if file == "-" && stdin != nil {
		return readBundle("standard input", stdin)
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("规范包“%s”不存在", "bundle %q does not exist", shown)
	case err != nil:
		return nil, usage("规范包“%s”无法读取%v", "bundle %q cannot be read: %w", shown, cause(err))
	case info.IsDir():
		return nil, usage("“%s”是文件夹；请先用 credlint bundle build 制成规范包", "%q is a folder; make a bundle of it with credlint bundle build", shown)
	case !info.Mode().IsRegular():
		return nil, usage("规范包“%s”无法读取%v；标准输入写作 -", "bundle %q cannot be read: %w; write - for standard input", shown, cause(source.ErrNotRegular))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, usage("规范包“%s”无法读取%v", "bundle %q cannot be read: %w", shown, cause(err))
	}
	defer func() { _ = f.Close() }() // read only
	return readBundle(file, f)
}

func readBundle(file string, r io.Reader) (*bundle.Bundle, error) {
	b, err := bundle.Open(r)
	if errors.Is(err, bundle.ErrNotBundle) {
		return nil, usage("“%s”不是规范包%v", "%q is no bundle: %w", filepath.ToSlash(file), err)
	}
	if err != nil {
		return nil, refused(file, err)
	}
	return b, nil
}

// writeBundle writes a bundle to standard output, or to a file with a message.
func writeBundle(cmd *cobra.Command, l tongue, file string, b *bundle.Bundle, message finding.Text) error {
	if file == "-" {
		return b.Write(cmd.OutOrStdout())
	}
	if err := writeAtomic(cmd.Context(), file, b.Write); err != nil {
		if cmd.Context().Err() != nil {
			return err
		}
		return failed("规范包“%s”无法写出%v", "bundle %q cannot be written: %w", filepath.ToSlash(file), cause(err))
	}
	l.line(cmd.OutOrStdout(), "%s：%s", "%s: %s", filepath.ToSlash(file), message)
	return nil
}

// readKey reads a key from the PEM file of a flag.
func readKey(flag, file string, parse func([]byte) (bundle.Key, error)) (bundle.Key, error) {
	text, err := readInput(both("选项 --"+flag+"：密钥", "flag --"+flag+": key"), file)
	if err != nil {
		return bundle.Key{}, err
	}
	key, err := parse(text)
	if err != nil {
		return bundle.Key{}, usage("选项 --%s：密钥“%s”无法使用%v", "flag --%s: key %q cannot be used: %w", flag, filepath.ToSlash(file), err)
	}
	return key, nil
}

// verificationKeys reads keys up to the first that cannot be used.
func verificationKeys(files []string) ([]bundle.Key, error) {
	var out []bundle.Key
	for _, file := range files {
		key, err := readKey("verification-key", file, bundle.PublicKey)
		if err != nil {
			return out, err
		}
		out = append(out, key)
	}
	return out, nil
}
