package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// The validators that others trust run where they are at hand; .ci/run installs them and demands that they run.
const (
	validatorsRequired = "CREDLINT_VALIDATORS"      // "required": a validator that is missing fails the test
	sarifMultitool     = "CREDLINT_SARIF_MULTITOOL" // the path of Sarif.Multitool, of npm's @microsoft/sarif-multitool-linux
)

// validator finds a program, or ends the test.
func validator(t *testing.T, name, from string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("validators are processes of their own")
	}
	program := name
	if p := os.Getenv(sarifMultitool); name == "Sarif.Multitool" && p != "" {
		program = p
	}
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv(validatorsRequired) == "required" {
		t.Fatalf("%s is missing, and %s=required; it comes with %s", name, validatorsRequired, from)
	}
	t.Skipf("NOT VALIDATED: %s is missing; it comes with %s", name, from)
	return ""
}

// written writes every report in a format and both languages into a folder, and returns the files.
func written(t *testing.T, format string) []string {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for name, r := range reports() {
		for _, lang := range []string{"zh", "en"} {
			var b bytes.Buffer
			if err := formats[format](&b, r, Options{Lang: lang, Dir: "/repository/plans", Root: "/repository"}); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, name+"_"+lang+"."+format)
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	return files
}

func TestSARIFPassesTheMultitool(t *testing.T) {
	tool := validator(t, "Sarif.Multitool", "npm install @microsoft/sarif-multitool-linux; name its path in "+sarifMultitool)
	check := func(files ...string) (worst []string) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "validated.json")
		cmd := exec.Command(tool, append([]string{"validate", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--output", out}, files...)...)
		cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1") // else it wants ICU installed
		said, _ := cmd.CombinedOutput()                                           // it exits with 1 where it found an error
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatalf("the multitool wrote nothing (%v):\n%s", err, said)
		}
		log, err := sarif.FromBytes(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range log.Runs {
			for _, r := range run.Results {
				worst = append(worst, *r.RuleID)
			}
		}
		if len(worst) > 0 {
			worst = append(worst, string(said))
		}
		return worst
	}
	if worst := check(written(t, "sarif")...); len(worst) > 0 {
		t.Errorf("errors and warnings: %s", strings.Join(worst, "\n"))
	}

	// Proof that it looks: without a version it warns.
	r := reports()["gene"]
	r.Tool.Version = ""
	var b bytes.Buffer
	if err := writeSARIF(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "broken.sarif")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if len(check(file)) == 0 {
		t.Error("the multitool says nothing of a tool without a version")
	}
}

func TestJUnitPassesXmllint(t *testing.T) {
	xmllint := validator(t, "xmllint", "Debian's libxml2-utils")
	const schema = "../../testdata/junit.xsd"
	if said, err := exec.Command(xmllint, append([]string{"--nonet", "--noout", "--schema", schema}, written(t, "junit")...)...).CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, said)
	}
	// Proof that it looks.
	file := filepath.Join(t.TempDir(), "broken.xml")
	if err := os.WriteFile(file, []byte(`<testsuites><testsuite name="a" tests="1" failures="0"/></testsuites>`), 0o644); err != nil {
		t.Fatal(err)
	}
	if exec.Command(xmllint, "--nonet", "--noout", "--schema", schema, file).Run() == nil {
		t.Error("xmllint accepts a suite that does not count its errors")
	}
}
