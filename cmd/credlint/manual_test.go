package main

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
)

// The manual is made from the commands. The maker stands in a test, since the program needs none of it at run time: releases
// write the pages with "make manual".
var manual = flag.String("manual", "", "write the pages of the manual into this folder")

// writeManual writes a page for every command, and those in Chinese into a folder of their own. day is that of the release, or
// the pages would differ from run to run.
func writeManual(dir string, day time.Time) error {
	chinese := filepath.Join(dir, "zh_CN")
	if err := os.MkdirAll(chinese, 0o777); err != nil {
		return err
	}
	for l, dir := range map[tongue]string{"en": dir, "zh": chinese} {
		root := newRoot(l)
		plain(root, l)
		if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "credlint", Manual: "credlint", Date: &day}, dir); err != nil {
			return err
		}
	}
	// The generator knows English headings alone.
	headings := strings.NewReplacer(".SH NAME\n", ".SH 名称\n", ".SH SYNOPSIS\n", ".SH 用法\n", ".SH DESCRIPTION\n", ".SH 说明\n", ".SH OPTIONS\n", ".SH 选项\n",
		".SH OPTIONS INHERITED FROM PARENT COMMANDS\n", ".SH 通用选项\n", ".SH EXAMPLE\n", ".SH 示例\n", ".SH SEE ALSO\n", ".SH 另见\n")
	pages, err := filepath.Glob(filepath.Join(chinese, "*.1"))
	for _, page := range pages {
		var text []byte
		if text, err = os.ReadFile(page); err == nil {
			err = os.WriteFile(page, []byte(headings.Replace(string(text))), 0o666)
		}
		if err != nil {
			return err
		}
	}
	return err
}

// plain makes the texts of a command and those below it what they are: the generator reads them as Markdown, where a line that
// is set in stands for code and lines in a row are one.
func plain(cmd *cobra.Command, l tongue) {
	cmd.DisableAutoGenTag = true
	cmd.Long = strings.NewReplacer("<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`").Replace(cmd.Long)
	// A page shows the default of a flag instead of what its value is.
	cmd.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(f)
		f.Usage = usage
		if f.Value.Type() == "bool" {
			f.DefValue = "false"
			return
		}
		if f.DefValue != "" && f.DefValue != "[]" {
			f.Usage += l.say("（默认 "+f.DefValue+"）", " (by default "+f.DefValue+")")
		}
		f.DefValue = value
	})
	for _, c := range cmd.Commands() {
		plain(c, l)
	}
}

func TestManual(t *testing.T) {
	seconds, _ := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	day := time.Unix(seconds, 0).UTC()
	dir := t.TempDir()
	if *manual != "" {
		dir = *manual
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	again := t.TempDir()
	for _, d := range []string{dir, again} {
		if err := writeManual(d, day); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range append(tree(newRoot("en")), tree(newRoot("zh"))...) {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		if han.MatchString(cmd.Short) {
			name = filepath.Join("zh_CN", name)
		}
		if cmd.Name() == "help" {
			continue // the generator leaves it out
		}
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if second, err := os.ReadFile(filepath.Join(again, name)); err != nil || string(second) != string(page) {
			t.Errorf("%s is another the second time: %v", name, err)
		}
		text := strings.ReplaceAll(string(page), `\-`, "-")
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !strings.Contains(text, "--"+f.Name) {
				t.Errorf("%s does not name --%s", name, f.Name)
			}
		})
		if strings.Contains(text, day.AddDate(0, 1, 0).Format("Jan 2006")) || !strings.Contains(text, day.Format("Jan 2006")) {
			t.Errorf("%s is not dated %s", name, day.Format("Jan 2006"))
		}
		if word := foreign("en", text, nil); !han.MatchString(cmd.Short) && word != "" {
			t.Errorf("%s has %q", name, word)
		}
	}
}
