package main

import (
	"bytes"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

// otherSchemas are schemas of documents other than practices and agencies. They have no references to other schemas.
var otherSchemas = []string{"baseline", "instrument", "report", "waivers"}

// schemaNames returns the names of all schemas.
func schemaNames() []string {
	names := append(practice.Kinds(schemas.FS), "agency", "input")
	names = append(names, otherSchemas...)
	slices.Sort(names)
	return names
}

func schemaCommand(l tongue) *cobra.Command {
	return &cobra.Command{
		Use: l.say("schema 类别", "schema KIND"),
		Short: l.say("输出某类文件的 JSON Schema：各类方案、单位、豁免、报告、基线、规范，或者规则的输入",
			"print the JSON Schema of a kind of practice, an agency, waivers, a report, a baseline, an instrument or the input of law"),
		Long: l.say("schema 输出独立完整的 JSON Schema（2020-12），供编辑器和其他校验工具使用：引用均已展开，并写明哪些事项互相排斥。input 是各条规则\n"+
			"读取的文件，即 credlint check --print-input 的输出，包括全部类别以及程序自带规范的参数和有争议的法律问题。",
			"schema prints a JSON Schema (2020-12) that stands for itself, for editors and other validators: references are resolved,\n"+
				"and which facts exclude each other is said in its own words. \"input\" is the document that every rule reads, which\n"+
				"credlint check --print-input prints: all kinds, and the numbers and open questions of the law of the program."),
		Example:           "  credlint schema collection > credlint-collection.schema.json",
		Args:              arguments(1, 1, both("文件的类别", "the kind of document")),
		ValidArgsFunction: completeOne(schemaNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := schemaText(args[0])
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(append(bytes.TrimRight(text, "\n"), '\n'))
			return err
		},
	}
}

func schemaText(name string) ([]byte, error) {
	switch {
	case !slices.Contains(schemaNames(), name):
		return nil, usage("没有“%s”这一类文件；%s", "no schema is called %q; %s", name, suggestion(name, schemaNames()))
	case slices.Contains(otherSchemas, name):
		return fs.ReadFile(schemas.FS, name+".json")
	case name == "agency":
		return practice.ExpandAgency(schemas.FS)
	case name == "input":
		pack, err := law.Load(policies.FS)
		if err != nil {
			return nil, err
		}
		return checker.InputSchema(pack)
	}
	return practice.Expand(schemas.FS, name, practice.Written)
}

// completeOne completes the single argument of a command.
func completeOne(names func() []string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return names(), cobra.ShellCompDirectiveNoFileComp
	}
}
