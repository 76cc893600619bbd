package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
	"github.com/credlint/credlint/policies"
)

// phases are what judging one practice consists of, in the order in which it is done.
var phases = []string{"reading law", "reading the practice", "parsing Rego", "compiling", "judging"}

// timePhases judges a practice by the law of the program and of the packs, and returns the time of each phase. It should run at
// the start of a process and on one processor: later, memory and caches are warm, and with several processors the checker
// compiles instruments at the same time.
func timePhases(ctx context.Context, file string, packs []string) ([]time.Duration, error) {
	var took []time.Duration
	start := time.Now()
	done := func() {
		took = append(took, time.Since(start))
		start = time.Now()
	}
	roots := []fs.FS{policies.FS}
	for _, p := range packs {
		roots = append(roots, os.DirFS(p))
	}
	pack, err := law.Load(roots...)
	if err != nil {
		return nil, err
	}
	c, err := checker.New(pack, checker.Options{})
	if err != nil {
		return nil, err
	}
	done()
	loaded, err := practice.Load(ctx, []string{file}, practice.Options{})
	if err != nil {
		return nil, err
	}
	if len(loaded.Documents) != 1 {
		return nil, fmt.Errorf("%s holds %d practices, not one", file, len(loaded.Documents))
	}
	doc := loaded.Documents[0]
	done()
	places, err := law.LoadPlaces(pack.Tables())
	if err != nil {
		return nil, err
	}
	governing := pack.Applicable(places, nil, doc.Jurisdiction, doc.Kind, doc.Day)
	for _, in := range governing.Instruments {
		in.Articles()
	}
	took[0] += time.Since(start) // the words of an instrument are read when they are asked for
	start = time.Now()
	texts := []map[string][]byte{pack.Lib}
	for _, in := range governing.Instruments {
		texts = append(texts, in.Modules())
	}
	for _, of := range texts {
		for name, text := range of {
			if _, err := rules.Parse(name, text); err != nil {
				return nil, err
			}
		}
	}
	done()
	for range 2 { // the first parses, compiles and judges, the second only judges
		if _, err := c.Check(ctx, doc); err != nil {
			return nil, err
		}
		done()
	}
	took[3] -= took[2] + took[4]
	return took, nil
}

// printPhases prints what the phases took as JSON.
func printPhases(ctx context.Context, file string, packs []string) error {
	took, err := timePhases(ctx, file, packs)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(took)
}

// phasesOf prints where the time of one practice goes inside of one process, with each size of law.
func (b *bench) phasesOf(ctx context.Context, i input) error {
	b.say("where credlint's time goes, one phase after the other on one processor, in ms:\n  %-16s", "")
	for _, name := range phases {
		b.say("%22s", name)
	}
	b.say("\n")
	for _, law := range []struct {
		name, program string
		packs         []string
	}{
		{sizes[0].name, b.self, nil},
		{sizes[1].name, filepath.Join(b.builtIn, "bench"), nil},
		{sizes[1].name + ", --pack", b.self, []string{"pack"}},
	} {
		all := make([][]sample, len(phases))
		for range min(b.rounds, 5) {
			cmd := exec.CommandContext(ctx, law.program, append([]string{"-phases", i.file}, law.packs...)...)
			cmd.Dir, cmd.Stderr = b.dir, os.Stderr
			cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "GOGC=1600") // the program collects as seldom in a short run
			text, err := cmd.Output()
			if err != nil {
				return err
			}
			var took []time.Duration
			if err := json.Unmarshal(text, &took); err != nil {
				return err
			}
			for p, d := range took {
				all[p] = append(all[p], sample{wall: d})
			}
		}
		b.say("  %-16s", law.name)
		for p := range phases {
			b.say("%22.0f", median(wall, all[p])/1e6)
		}
		b.say("\n")
	}
	return nil
}
