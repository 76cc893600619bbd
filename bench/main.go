// Command bench measures credlint beside other tools that evaluate the same law: conftest and OPA's own commands. It builds
// them, feeds each the same rules and the same practice, runs them in turn and prints what one takes of the other, with the law
// that is shipped and with ten times as much. docs/speed.md says what is compared and why; `make bench` writes the numbers
// there.
package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

const (
	opaModule       = "github.com/open-policy-agent/opa"
	conftestModule  = "github.com/open-policy-agent/conftest"
	conftestVersion = "v0.71.1"
)

// goalMany is the most that credlint may take of conftest's wall time for many practices; see sizes for one.
const goalMany = 0.8

// size is how much law there is.
type size struct {
	name string   // of its folder of rules: "shipped", or the number of instruments
	pack []string // arguments that give credlint the same law
	goal float64  // the most that credlint, with the law built in, may take of conftest's wall time for one practice
}

var sizes = []size{{"shipped", nil, 0.6}, {"40", []string{"--pack", "pack"}, 0.33}}

// options are the flags.
type options struct {
	rounds         int
	strict         bool
	opa, conftest  string
	benchtime      string
	write, prepare string
	phases         string
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "n", 11, "how many rounds count, after one that does not")
	flag.BoolVar(&o.strict, "strict", false, "exit with 1 where a goal is missed or could not be measured")
	flag.StringVar(&o.opa, "opa", "", "an opa that is at hand; by default it is installed, in the version of go.mod")
	flag.StringVar(&o.conftest, "conftest", "", "a conftest that is at hand; by default "+conftestVersion+" is installed")
	flag.StringVar(&o.benchtime, "benchtime", "1s", "for how long, or how often (1x), each Go benchmark runs; 0 leaves them out")
	flag.StringVar(&o.write, "write", "", "a document to write what is printed into as well, between its marks")
	flag.StringVar(&o.prepare, "prepare", "", "only write what is judged into this folder")
	flag.StringVar(&o.phases, "phases", "", "only time the phases of judging this practice, with the law in the folders that follow")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	code, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		code = 2
	}
	stop()
	os.Exit(code)
}

// run returns the exit code: 0, or 1 for a goal that is not held where that is asked.
func run(ctx context.Context, o options) (int, error) {
	if o.phases != "" {
		return 0, printPhases(ctx, o.phases, flag.Args())
	}
	if flag.NArg() > 0 {
		return 0, fmt.Errorf("unexpected argument %q; see -help", flag.Arg(0))
	}
	if o.rounds < 1 {
		return 0, fmt.Errorf("-n %d: at least one round must count", o.rounds)
	}
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return 0, err
	}
	if o.prepare != "" {
		m := material{o.prepare}
		if err := m.write(ctx, filepath.Join(root, "examples")); err != nil {
			return 0, err
		}
		return 0, m.writeVerdicts(ctx)
	}
	for _, path := range []*string{&o.opa, &o.conftest, &o.write} { // what is measured runs in another folder
		if *path == "" {
			continue
		}
		if *path, err = filepath.Abs(*path); err != nil {
			return 0, err
		}
		if _, err := os.Stat(*path); err != nil {
			return 0, err
		}
	}
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "credlint-bench-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	b := &bench{options: o, root: root, dir: dir, self: self, held: true}
	if err := b.all(ctx); err != nil {
		return 0, err
	}
	if o.write != "" {
		if err := replace(o.write, b.out.String()); err != nil {
			return 0, err
		}
	}
	if o.strict && !b.held {
		return 1, nil
	}
	return 0, nil
}

// bench is one measurement.
type bench struct {
	options
	root     string // of the module
	dir      string // all that is made for the measurement
	self     string // this program
	credlint string
	builtIn  string       // the folder of this program and credlint as they are with the copies of law built in
	out      bytes.Buffer // what was printed
	held     bool         // every goal so far was measured and is held
}

// say prints, and keeps it for the document.
func (b *bench) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Print(text)
	b.out.WriteString(text)
}

// note tells who waits what is being done.
func note(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

func (b *bench) all(ctx context.Context) error {
	if err := b.build(ctx); err != nil {
		return err
	}
	// A process of its own writes the material, for this one must stay small: see peakOf.
	if _, err := output(ctx, b.root, b.self, "-prepare", b.dir); err != nil {
		return err
	}
	if err := b.buildIn(ctx); err != nil {
		return err
	}
	b.say("%s %s/%s, %d processors%s; rounds that count: %d\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), loadAverage(), b.rounds)
	b.say("%s\n", strings.Join([]string{b.described("opa", b.opa), b.described("conftest", b.conftest)}, "; "))
	if err := b.one(ctx); err != nil {
		return err
	}
	if _, err := b.inputs(ctx, "many", sizes[0]); err != nil {
		return err
	}
	verdicts, err := os.ReadFile(filepath.Join(b.dir, verdictsFile))
	if err != nil {
		return err
	}
	b.say("\n%d different complete practices in one call, the %s instruments\n%s", many, sizes[0].name, verdicts)
	if _, err := b.race(ctx, b.manyPractices(sizes[0])); err != nil {
		return err
	}
	if err := b.growth(ctx); err != nil {
		return err
	}
	if own := measuredBy(); own > 0 {
		b.say("\nno peak can be seen below %.0f MiB, the size of the program that measures\n", float64(own)/(1<<20))
	}
	return b.goBenchmarks(ctx)
}

// one judges one practice of each kind with each size of law. Of the larger one only practices count that half of it governs:
// others have little more to read than with the law that is shipped.
func (b *bench) one(ctx context.Context) error {
	first := map[string][]series{} // by practice, with the smallest size
	for n, s := range sizes {
		all, err := b.inputs(ctx, "one", s)
		if err != nil {
			return err
		}
		for _, i := range heaviest(all) {
			if n > 0 && 2*len(i.Params) < instruments {
				continue
			}
			b.say("\none practice: %s (%s), governed by %d of the %s instruments\n", i.Practice.Kind, i.Practice.ID, len(i.Params), s.name)
			measured, err := b.race(ctx, b.onePractice(i, s))
			if err != nil {
				return err
			}
			if n == 0 {
				first[i.file] = measured
				continue
			}
			for _, other := range measured[2:] {
				share := over(measured[1].samples, other.samples, wall).median
				if other.name == "conftest" {
					other.goal = s.goal
				}
				verdict, held := other.verdict(share)
				b.say("credlint, with this law built in, takes of %s: wall %.2f, cpu %.2f%s\n", other.name, share,
					over(measured[1].samples, other.samples, cpu).median, verdict)
				b.held = b.held && held
			}
			b.say("from the %s to the %s instruments: %s\n", sizes[0].name, s.name, grown(first[i.file], measured))
			if err := b.phasesOf(ctx, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// build makes the programs. A tool that cannot be had is left out, and no goal against it counts as held.
func (b *bench) build(ctx context.Context) error {
	bin := filepath.Join(b.dir, "bin")
	b.credlint = filepath.Join(bin, "credlint")
	note("building credlint")
	if _, err := output(ctx, b.root, "go", "build", "-o", b.credlint, "./cmd/credlint"); err != nil {
		return err
	}
	version, err := output(ctx, b.root, "go", "list", "-m", "-f", "{{.Version}}", opaModule)
	if err != nil {
		return err
	}
	for _, tool := range []struct {
		path            *string
		module, version string
	}{{&b.opa, opaModule, version}, {&b.conftest, conftestModule, conftestVersion}} {
		if *tool.path != "" {
			continue
		}
		name := filepath.Base(tool.module)
		note("installing %s@%s", tool.module, tool.version)
		cmd := exec.CommandContext(ctx, "go", "install", tool.module+"@"+tool.version)
		cmd.Dir, cmd.Env = b.root, append(os.Environ(), "GOBIN="+bin)
		if text, err := cmd.CombinedOutput(); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			note("SKIPPED: %s could not be installed, which needs the network; give one that is at hand with -%s PATH\n%s", name, name, bytes.TrimSpace(text))
			b.held = false
			continue
		}
		*tool.path = filepath.Join(bin, name)
	}
	return nil
}

// buildIn builds credlint and this program from a copy of the source that has the copies of law among the shipped ones: what
// is shipped is read from its index and was checked in tests, and what a user brings is not.
func (b *bench) buildIn(ctx context.Context) error {
	note("building credlint with %d instruments", instruments)
	source := filepath.Join(b.dir, "source")
	for _, folder := range []string{"bench", "checker", "cmd", "examples", "policies", "schemas"} {
		if err := os.CopyFS(filepath.Join(source, folder), os.DirFS(filepath.Join(b.root, folder))); err != nil {
			return err
		}
	}
	files, err := filepath.Glob(filepath.Join(b.root, "*.*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if !slices.Contains([]string{".go", ".mod", ".sum"}, filepath.Ext(file)) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(source, filepath.Base(file)), text, 0o666); err != nil {
			return err
		}
	}
	if err := os.CopyFS(filepath.Join(source, "policies"), os.DirFS(filepath.Join(b.dir, "pack"))); err != nil {
		return err
	}
	if _, err := output(ctx, source, "go", "generate", "./policies"); err != nil {
		return err
	}
	b.builtIn = filepath.Join(b.dir, "built_in")
	if err := os.Mkdir(b.builtIn, 0o777); err != nil {
		return err
	}
	_, err = output(ctx, source, "go", "build", "-o", b.builtIn, "./cmd/credlint", "./bench")
	return err
}

// described says which version a tool is, and with which OPA.
func (b *bench) described(name, path string) string {
	if path == "" {
		return name + " NOT MEASURED: it could not be installed"
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return fmt.Sprintf("%s of unknown version (%v)", name, err)
	}
	version := func(module string) string {
		if info.Main.Path == module {
			return info.Main.Version
		}
		for _, d := range info.Deps {
			if d.Path == module {
				return d.Version
			}
		}
		return "of unknown version"
	}
	if name == "conftest" {
		return fmt.Sprintf("conftest %s with OPA %s", version(conftestModule), version(opaModule))
	}
	return name + " " + version(opaModule)
}

// input is what is used here of a prepared practice.
type input struct {
	file     string // the practice
	prepared string
	Practice struct{ ID, Kind string }
	Params   map[string]any // by the instruments that govern
}

// inputs has credlint prepare the practices of a folder under so much law, and writes what law reads into files beside it.
func (b *bench) inputs(ctx context.Context, folder string, law size) ([]input, error) {
	text, err := output(ctx, b.dir, b.credlint, slices.Concat([]string{"check", "--print-input"}, law.pack, []string{folder})...)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(b.dir, folder, "[0-9]*.*"))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) != len(files) {
		return nil, fmt.Errorf("%d practices in %s, and %d were prepared", len(files), folder, len(lines))
	}
	prepared := preparedFolder(folder, law)
	if err := os.Mkdir(filepath.Join(b.dir, prepared), 0o777); err != nil {
		return nil, err
	}
	out := make([]input, len(lines))
	for i, line := range lines {
		if err := json.Unmarshal([]byte(line), &out[i]); err != nil {
			return nil, err
		}
		name := filepath.Base(files[i])
		out[i].file = folder + "/" + name
		out[i].prepared = prepared + "/" + strings.TrimSuffix(name, filepath.Ext(name)) + ".json"
		if err := os.WriteFile(filepath.Join(b.dir, out[i].prepared), []byte(line), 0o666); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func preparedFolder(folder string, law size) string { return folder + "_prepared_" + law.name }

// heaviest is one practice of each kind: the first of those that most instruments govern, since what credlint has to
// compile is what it takes its time for.
func heaviest(all []input) []input {
	best := map[string]input{}
	var kinds []string
	for _, i := range all {
		kind := i.Practice.Kind
		old, ok := best[kind]
		if !ok {
			kinds = append(kinds, kind)
		}
		if !ok || len(i.Params) > len(old.Params) {
			best[kind] = i
		}
	}
	slices.Sort(kinds)
	out := make([]input, len(kinds))
	for i, kind := range kinds {
		out[i] = best[kind]
	}
	return out
}

// goBenchmarks prints what the program's own benchmarks say: what is inside of one process.
func (b *bench) goBenchmarks(ctx context.Context) error {
	if b.benchtime == "0" {
		return nil
	}
	note("running the Go benchmarks")
	text, err := output(ctx, b.root, "go", "test", "-run", "^$", "-bench", ".", "-benchtime", b.benchtime, "-benchmem", "./checker/...")
	if err != nil {
		return err
	}
	b.say("\nGo benchmarks\n")
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "Benchmark") {
			b.say("%s\n", strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == '\t' }), " "))
		}
	}
	return nil
}

// output is what a command prints on standard output, without the last end of line. What it says of trouble is in the error.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, excerpt(stdout.Bytes()), excerpt(stderr.Bytes()))
	}
	return strings.TrimRight(stdout.String(), "\n"), nil
}

// loadAverage says how busy the machine was before, where it says so: numbers from a busy one are worth less.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	one, _, _ := strings.Cut(string(text), " ")
	return ", load " + one
}

// measuredBy is the largest resident set of this process in bytes, 0 where the system does not say: what peakOf cannot
// see below.
func measuredBy() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kib int64
	if m := highWater.FindSubmatch(text); m != nil {
		kib, _ = strconv.ParseInt(string(m[1]), 10, 64)
	}
	return kib << 10
}

var highWater = regexp.MustCompile(`(?m)^VmHWM:\s+(\d+) kB$`)

// block is the place of the numbers in a document.
var block = regexp.MustCompile("(?s)(<!-- numbers -->\n```text\n).*?(```\n<!-- end of numbers -->\n)")

// replace writes the numbers into a document.
func replace(file, numbers string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	at := block.FindSubmatchIndex(text)
	if at == nil {
		return fmt.Errorf("%s has no block of text between <!-- numbers --> and <!-- end of numbers -->", file)
	}
	return os.WriteFile(file, slices.Concat(text[:at[3]], []byte(numbers), text[at[4]:]), 0o666)
}
