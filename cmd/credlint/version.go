package main

import (
	"cmp"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/report"
)

// build describes the build of the program. Unknown fields are empty.
type build struct {
	Version  string // of the module
	Revision string // of the repository, with "+dirty" for uncommitted changes
	Time     string // of the revision
	Go       string
	OPA      string
}

const opaModule = "github.com/open-policy-agent/opa"

// stamped is the version of a build without a repository, as in an image or a CI action: -ldflags "-X main.stamped=v1.2.3".
// The version in Go's build information takes precedence.
var stamped string

var version = sync.OnceValue(func() build {
	var b build
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Go = info.GoVersion
	if v := info.Main.Version; v != "(devel)" {
		b.Version = v
	}
	dirty := ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+dirty"
			}
		}
	}
	if b.Revision != "" {
		b.Revision += dirty
	}
	b.Version = cmp.Or(b.Version, stamped)
	for _, m := range info.Deps {
		if m.Path == opaModule {
			b.OPA = m.Version
			if m.Replace != nil {
				b.OPA = m.Replace.Version
			}
		}
	}
	return b
})

func versionCommand(l tongue) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: l.say("输出程序、求值器和自带规范的版本", "print the versions of the program, its evaluator and its law"),
		Args:  arguments(0, 0, finding.Text{}),
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, w := version(), cmd.OutOrStdout()
			say := func(name, value string) {
				if value == "" {
					value = l.say("不明", "unknown")
				}
				lines(w, "%s  %s", report.Pad(name, 8), value)
			}
			say("credlint", b.Version)
			if b.Revision != "" {
				say(l.say("修订", "revision"), b.Revision+" "+b.Time)
			}
			say("go", b.Go)
			say("opa", b.OPA)
			laws, err := loadLaw(nil)
			if err != nil {
				return err
			}
			say(l.say("规范", "law"), checker.Digest(laws.Pack, nil))
			return nil
		},
	}
}
