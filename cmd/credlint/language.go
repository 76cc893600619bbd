package main

import (
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"github.com/credlint/credlint/checker/finding"
)

// tongue is the language of what is written for people: "zh" or "en". Both texts stand where they are said.
type tongue string

var languages = []string{"en", "zh"}

func (l tongue) say(zh, en string) string { return both(zh, en).In(string(l)) }

// message returns the text of an error. What a library or the system says stands in brackets.
func (l tongue) message(err error) string {
	t := finding.TextOf(err)
	if t.ZH == "" {
		t.ZH = "出错（" + t.EN + "）"
	}
	return t.In(string(l))
}

// line writes a formatted line, sanitized as a whole.
func (l tongue) line(w io.Writer, zh, en string, args ...any) {
	lines(w, "%s", l.message(finding.Errorf(zh, en, args...)))
}

func both(zh, en string) finding.Text { return finding.Text{ZH: zh, EN: en} }

// tongueOf returns the language of a run, before its command line is parsed for good: help and errors are in it too. It is that
// of --lang, else of the settings, else of the environment. Mistakes are for the command to tell.
func tongueOf(args []string) tongue {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.BoolP("help", "h", false, "")
	written, file, none := flags.String("lang", "", ""), flags.String("config", "", ""), flags.Bool("no-config", false, "")
	_ = flags.Parse(args)
	if *written == "" && !*none {
		read := findConfig
		if *file != "" {
			read = func() (config, error) { return configFile(*file) }
		}
		if c, err := read(); err == nil {
			for _, v := range c.values["lang"] {
				*written = v.text
			}
		}
	}
	if slices.Contains(languages, *written) {
		return tongue(*written)
	}
	return tongue(localeLang(os.Getenv))
}

// localeLang returns the language of the environment, "zh" or "en", by the first of LC_ALL, LC_MESSAGES and LANG that is set.
// Every language except Chinese gives English.
func localeLang(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := getenv(name)
		if locale == "" {
			continue
		}
		locale, _, _ = strings.Cut(locale, ".") // zh_CN.UTF-8
		locale, _, _ = strings.Cut(locale, "@")
		tag, err := language.Parse(locale)
		if err != nil {
			return "en" // such as C and POSIX
		}
		if base, _ := tag.Base(); base.String() == "zh" {
			return "zh"
		}
		return "en"
	}
	return "en"
}

// completionTexts are the texts of cobra's own commands in Chinese.
var completionTexts = map[string]string{
	"bash": "生成 bash 的命令补全脚本。须先安装 bash-completion。\n\n在当前终端启用：\n\n\tsource <(credlint completion bash)\n\n" +
		"在此后的每个终端启用，执行一次（Linux）：\n\n\tcredlint completion bash > /etc/bash_completion.d/credlint\n",
	"zsh": "生成 zsh 的命令补全脚本。尚未启用补全的，先执行一次：\n\n\techo \"autoload -U compinit; compinit\" >> ~/.zshrc\n\n" +
		"在当前终端启用：\n\n\tsource <(credlint completion zsh)\n\n" +
		"在此后的每个终端启用，执行一次（Linux）：\n\n\tcredlint completion zsh > \"${fpath[1]}/_credlint\"\n",
	"fish": "生成 fish 的命令补全脚本。\n\n在当前终端启用：\n\n\tcredlint completion fish | source\n\n" +
		"在此后的每个终端启用，执行一次：\n\n\tcredlint completion fish > ~/.config/fish/completions/credlint.fish\n",
	"powershell": "生成 powershell 的命令补全脚本。\n\n在当前终端启用：\n\n\tcredlint completion powershell | Out-String | Invoke-Expression\n\n" +
		"在此后的每个终端启用：将上述命令的输出写入 powershell 的配置文件。\n",
}

// translate sets the texts that cobra and pflag bring, of a command and those below it.
func translate(cmd *cobra.Command, l tongue) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = l.say("显示帮助", "help for "+cmd.Name())
	if long := completionTexts[cmd.Name()]; long != "" && l == "zh" {
		cmd.Short, cmd.Long = "生成 "+cmd.Name()+" 的命令补全脚本", long
		cmd.Flags().Lookup("no-descriptions").Usage = "补全时不显示说明"
	}
	if cmd.HasAvailableFlags() && l == "zh" {
		cmd.Use, cmd.DisableFlagsInUseLine = cmd.Use+" [选项]", true
	}
	for _, c := range cmd.Commands() {
		translate(c, l)
	}
}

// usageTemplate is cobra's in a language; its flags are those of flagUsages.
func usageTemplate(of string, l tongue) string {
	words := []string{"{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}", `{{flagUsages "` + string(l) + `" .LocalFlags}}`,
		"{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}", `{{flagUsages "` + string(l) + `" .InheritedFlags}}`}
	if l == "zh" {
		words = append(words, "Usage:", "用法：", "[command]", "[命令]", "Aliases:", "别名：", "Examples:", "示例：", "Available Commands:", "可用命令：",
			"Global Flags:", "通用选项：", "Flags:", "选项：", `Use "`, "查看某一命令的帮助：", `--help" for more information about a command.`, "--help")
	}
	return strings.NewReplacer(words...).Replace(of)
}

func init() { cobra.AddTemplateFunc("flagUsages", flagUsages) }

// flagUsages lists flags as pflag does, in columns that take the width of Chinese into account.
func flagUsages(lang string, flags *pflag.FlagSet) string {
	var rows [][]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		left := "    --" + f.Name
		if f.Shorthand != "" {
			left = "-" + f.Shorthand + ", --" + f.Name
		}
		if d := f.DefValue; d != "" && d != "false" && d != "[]" {
			usage += tongue(lang).say("（默认 "+d+"）", " (default "+d+")")
		}
		rows = append(rows, []string{strings.TrimRight(left+" "+name, " ") + " ", usage})
	})
	return strings.Join(columns("  ", rows), "\n")
}
