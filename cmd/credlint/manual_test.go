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

// writeManual writes a page for every command. day is that of the release, or the pages would differ from run to run.
func writeManual(dir string, day time.Time) error {
	root := newRoot()
	plain(root)
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "credlint", Manual: "credlint", Date: &day}, dir)
}

// plain makes the texts of a command and those below it what they are: the generator reads them as Markdown, where a line that
// is set in stands for code and lines in a row are one.
func plain(cmd *cobra.Command) {
	cmd.DisableAutoGenTag = true
	cmd.Long = strings.NewReplacer("<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`").Replace(cmd.Long)
	// A page shows the default of a flag instead of its type.
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Value.Type() == "bool" {
			f.DefValue = "false"
			return
		}
		if f.DefValue != "" {
			f.Usage += " (by default " + f.DefValue + ")"
		}
		f.DefValue = f.Value.Type()
	})
	for _, c := range cmd.Commands() {
		plain(c)
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
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if !cmd.IsAvailableCommand() && cmd.HasParent() {
			return
		}
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			return
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
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(newRoot())
}
