package bundle

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// The tools that bundles are for run where they are at hand; .ci/run installs them and demands that they run.
const toolsRequired = "CREDLINT_VALIDATORS" // "required": a tool that is missing fails the test

// tool finds a program by the variable that names it or on the path, or ends the test.
func tool(t *testing.T, name, variable string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("other tools are processes of their own")
	}
	path, err := exec.LookPath(cmp.Or(os.Getenv(variable), name))
	if err == nil {
		return path
	}
	if os.Getenv(toolsRequired) == "required" {
		t.Fatalf("%s is missing, and %s=required; name it with %s", name, toolsRequired, variable)
	}
	t.Skipf("NOT COMPARED: %s is missing; name it with %s", name, variable)
	return ""
}

// run runs a tool and reads the JSON it prints. conftest ends with 1 where it found something.
func run(t *testing.T, out any, program string, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var status *exec.ExitError
	if err != nil && !(errors.As(err, &status) && status.ExitCode() == 1 && json.Valid(stdout.Bytes())) {
		t.Fatalf("%s: %v\n%s%s", program, err, stdout.Bytes(), stderr.Bytes())
	}
	if err := json.Unmarshal(stdout.Bytes(), out); err != nil {
		t.Fatalf("%s prints no JSON: %v\n%s", program, err, stdout.Bytes())
	}
}

// The examples with open questions of law settled one way and the other, as law reads them and as credlint judges them.
type judgedInput struct {
	judged finding.Judged
	input  json.RawMessage
}

// judgeWithInput judges a practice and returns the input of its rules too.
func judgeWithInput(t *testing.T, c *checker.Checker, doc *practice.Document) (finding.Judged, json.RawMessage) {
	t.Helper()
	judged, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	input, err := c.Input(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return judged, input
}

func examples(t *testing.T) []judgedInput {
	t.Helper()
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), []string{"../../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []judgedInput
	for _, last := range []bool{false, true} {
		readings := map[string]string{}
		for _, in := range pack.Instruments {
			for _, r := range in.Readings {
				readings[r.ID] = r.Choices[0].ID
				if last {
					readings[r.ID] = r.Choices[len(r.Choices)-1].ID
				}
			}
		}
		c, err := checker.New(pack, checker.Options{Readings: readings})
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range loaded.Documents {
			judged, input := judgeWithInput(t, c, doc)
			judged.ID = fmt.Sprintf("%s, last choices %v", doc.ID, last)
			var named map[string]any
			if err := json.Unmarshal(input, &named); err != nil {
				t.Fatal(err)
			}
			named["practice"].(map[string]any)["id"] = judged.ID
			if input, err = json.Marshal(named); err != nil {
				t.Fatal(err)
			}
			out = append(out, judgedInput{judged, input})
		}
	}
	return out
}

// complete reports whether the practice states all that its verdict hangs on.
func (j judgedInput) complete() bool {
	return len(j.judged.Questions) == 0 && !slices.ContainsFunc(j.judged.Clauses, func(v finding.ClauseVerdict) bool {
		return v.Status == finding.Undetermined || v.Status == finding.Failed
	})
}

// breaches are the clauses and places that credlint finds breached, by practice.
func (j judgedInput) breaches() []string {
	out := []string{}
	for _, f := range j.judged.Findings {
		if f.Status == finding.Breached {
			out = append(out, f.Citation+" "+f.At.Pointer)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// found is a breach as the rules of a bundle say it.
type found struct {
	Citation, Why, Practice string
	At                      []any
}

func (f found) String() string {
	at := ""
	for _, step := range f.At {
		at += fmt.Sprintf("/%v", step)
	}
	return f.Citation + " " + at
}

// sorted are breaches in the words of judgedInput.breaches.
func sorted(all []found) []string {
	out := []string{}
	for _, f := range all {
		out = append(out, f.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// material writes a signed bundle of the program's law, the same unpacked, and all inputs in one file.
func material(t *testing.T, all []judgedInput) (packed, unpacked, inputs string) {
	t.Helper()
	dir := t.TempDir()
	b := shipped(t)
	if err := b.Sign(keys()["ES256"].private, ""); err != nil {
		t.Fatal(err)
	}
	packed, unpacked, inputs = filepath.Join(dir, "law.tar.gz"), filepath.Join(dir, "law"), filepath.Join(dir, "inputs.json")
	write := func(name string, text []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(packed, written(t, b))
	for name, text := range b.files {
		write(filepath.Join(unpacked, filepath.FromSlash(name)), text)
	}
	list := make([]json.RawMessage, len(all))
	for i := range all {
		list[i] = all[i].input
	}
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	write(inputs, text)
	return packed, unpacked, inputs
}

// What opa eval and conftest find by a bundle is, for a practice that states what the law asks for, what credlint finds; and
// the bare rules give in the bundle what they give in their folder. Each tool runs once, over all examples.
func TestToolsFindWhatCredlintFinds(t *testing.T) {
	opaTool, conftest := tool(t, "opa", "CREDLINT_OPA"), tool(t, "conftest", "CREDLINT_CONFTEST")
	all := examples(t)
	packed, unpacked, inputs := material(t, all)

	type answer struct {
		Report struct {
			Practice string
			Breaches []found
			Governs  []string
			Problems []string
			Notes    []string
		}
		Raw map[string]any
	}
	var raw []string
	for _, id := range shipped(t).instruments() {
		raw = append(raw, fmt.Sprintf("%q: data.policies.%s.breach", id, strings.ReplaceAll(id, "/", ".")))
	}
	each := "[r | some i in input; r := {%s\"raw\": {%s}} with input as i]"
	var byOPA [][]answer
	run(t, &byOPA, opaTool, "eval", "--format", "values", "--bundle", packed, "--input", inputs, fmt.Sprintf(each, `"report": data.credlint.report, `, strings.Join(raw, ", ")))
	if len(byOPA) != 1 || len(byOPA[0]) != len(all) {
		t.Fatalf("%d answers to %d practices", len(byOPA[0]), len(all))
	}

	// the rules of the folder, without the files for other tools
	source := t.TempDir()
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isRego(path.Base(name)) {
			return err
		}
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		to := filepath.Join(source, filepath.FromSlash(name))
		return errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, text, 0o644))
	})
	if err != nil {
		t.Fatal(err)
	}
	var bySource [][]answer
	run(t, &bySource, opaTool, "eval", "--format", "values", "--data", source, "--input", inputs, fmt.Sprintf(each, "", strings.Join(raw, ", ")))

	var byConftest []struct {
		Failures []struct {
			Msg      string
			Metadata found
		}
		Warnings []struct{ Msg string }
	}
	run(t, &byConftest, conftest, "test", "--output", "json", "--policy", unpacked, inputs)
	if len(byConftest) != 1 {
		t.Fatalf("conftest answers for %d files, not one", len(byConftest))
	}
	denied := map[string][]found{}
	for _, f := range byConftest[0].Failures {
		denied[f.Metadata.Practice] = append(denied[f.Metadata.Practice], f.Metadata)
	}

	complete, broken := 0, 0
	for i, j := range all {
		id, got := j.judged.ID, byOPA[0][i]
		if got.Report.Practice != id || len(got.Report.Problems) > 0 || len(got.Report.Notes) == 0 {
			t.Errorf("%s: answer to %s, problems %v, notes %v", id, got.Report.Practice, got.Report.Problems, got.Report.Notes)
		}
		var governs []string
		for _, in := range j.judged.Instruments {
			governs = append(governs, in.ID)
		}
		slices.Sort(governs)
		if diff := gocmp.Diff(governs, got.Report.Governs); diff != "" {
			t.Errorf("%s: what governs by credlint (-) and by the bundle (+):\n%s", id, diff)
		}
		if diff := gocmp.Diff(bySource[0][i].Raw, got.Raw); diff != "" {
			t.Errorf("%s: the bare rules in their folder (-) and in the bundle (+):\n%s", id, diff)
		}
		if diff := gocmp.Diff(sorted(got.Report.Breaches), sorted(denied[id])); diff != "" {
			t.Errorf("%s: opa (-) and conftest (+):\n%s", id, diff)
		}
		if !j.complete() {
			continue
		}
		complete++
		broken += len(j.breaches())
		if diff := gocmp.Diff(j.breaches(), sorted(got.Report.Breaches)); diff != "" {
			t.Errorf("%s: credlint (-) and the bundle (+):\n%s", id, diff)
		}
	}
	t.Logf("%d practices, %d of them complete, with %d breaches", len(all), complete, broken)
	if complete < 30 || broken < 30 {
		t.Errorf("only %d of %d practices are complete, with %d breaches: what is compared says little", complete, len(all), broken)
	}
}

// notInIDs is what no id holds.
var notInIDs = regexp.MustCompile(`[^a-z0-9]+`)

// Every way in which a clause may not speak to a practice, or may be excused, is heeded by the rules that ask it: place, day, kind,
// addressee by type and by capacity, exclusion, engagement, exemption, and the choice of an open question.
func TestToolsHeedScope(t *testing.T) {
	opaTool := tool(t, "opa", "CREDLINT_OPA")
	var text strings.Builder
	for _, place := range []string{"xx", "xx/city"} {
		for _, day := range []string{"2020-07-01", "2025-12-31", "2026-01-01"} {
			for _, agency := range []string{"state_organ", "court", "lender", "lender, capacities: [state_organ, platform]", "lender, capacities: {court: true, platform: false}"} {
				for _, title := range []string{"plain", "excused", "engaged"} {
					for _, category := range []string{"face", "gene", "name"} {
						fmt.Fprintf(&text, "---\npractice: credlint/v1\nkind: collection\nid: %s\ntitle: %s\njurisdiction: %s\nagency: {type: %s}\nday: %s\nbasis: []\nitems: [{category: %s, retention: {period: {years: 4}}}]\n",
							notInIDs.ReplaceAllString(strings.Join([]string{path.Base(place), day, agency, title, category}, "-"), "-"), title, place, agency, day, category)
					}
				}
			}
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "all.yaml"), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), []string{dir}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range loaded.Findings {
		t.Fatalf("%d: %s", f.At.Line, f.Message.EN)
	}
	b := build(t, small())
	pack, err := law.Load(policies.FS, b.Law())
	if err != nil {
		t.Fatal(err)
	}
	packed, inputs := filepath.Join(dir, "law.tar.gz"), filepath.Join(dir, "inputs.json")
	if err := os.WriteFile(packed, written(t, b), 0o644); err != nil {
		t.Fatal(err)
	}
	var all []judgedInput
	var list []json.RawMessage
	for _, faces := range []string{"yes", "no"} {
		c, err := checker.New(pack, checker.Options{Readings: map[string]string{"faces": faces}})
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range loaded.Documents {
			judged, input := judgeWithInput(t, c, doc)
			all, list = append(all, judgedInput{judged, input}), append(list, input)
		}
	}
	array, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(inputs, array, 0o644); err != nil {
		t.Fatal(err)
	}
	var got [][][]found
	run(t, &got, opaTool, "eval", "--format", "values", "--bundle", packed, "--input", inputs, "[r | some i in input; r := data.credlint.breaches with input as i]")
	clauses := map[string]bool{}
	for i, j := range all {
		if !j.complete() {
			t.Errorf("%s is not complete", j.judged.ID)
		}
		if diff := gocmp.Diff(j.breaches(), sorted(got[0][i])); diff != "" {
			t.Errorf("%s: credlint (-) and the bundle (+):\n%s", j.judged.ID, diff)
		}
		for _, f := range got[0][i] {
			clauses[f.Citation] = true
		}
	}
	if len(clauses) != 5 {
		t.Errorf("breached are %v, want all five clauses that judge a collection", clauses)
	}
}
