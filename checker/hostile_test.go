package checker_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/lawtest"
)

// hostile is the made-up pack with one more clause, 31, of which rules are the rules.
func hostile(t testing.TB, rules string) fstest.MapFS {
	t.Helper()
	files := tinyPack(t)
	files[lawtest.TinyWords].Data = append(files[lawtest.TinyWords].Data, lawtest.ClauseWords("31")...)
	files[lawtest.TinyRules].Data = append(files[lawtest.TinyRules].Data, "\n"+rules+"\n"...)
	return files
}

// breach31 is a rule of clause 31 with a condition.
func breach31(condition string) string {
	return `breach["31"] contains {"at": ["colour"]} if ` + condition
}

// TestHostileLawRefused compiles law that would read the machine, or whose single steps have no bound: each is refused at its
// line, in both languages.
func TestHostileLawRefused(t *testing.T) {
	t.Parallel()
	double := func(format string) string {
		var b strings.Builder
		b.WriteString("{\n\tx0 := p.size\n")
		for i := range 40 {
			fmt.Fprintf(&b, "\tx%d := "+format+"\n", i+1, i, i)
		}
		return b.String() + "\tx40 == p.size\n}"
	}
	var chain strings.Builder
	for i := range 30 {
		fmt.Fprintf(&chain, "wide_%d(x) := wide_%d([x, x])\n", i, i+1)
	}
	chain.WriteString("wide_30(x) := x\n")
	for _, test := range []struct{ name, rules, line, says string }{
		{"network", breach31(`http.send({"method": "get", "url": "http://127.0.0.1"}).status_code == 200`), "http.send", "reads the network"},
		{"network: names", breach31(`net.lookup_ip_addr("localhost")`), "net.lookup", "reads the network"},
		{"environment", breach31(`opa.runtime().env.HOME`), "opa.runtime", "reads the environment"},
		{"environment through with", "own(x) := x\n" + breach31(`own(1).env with own as opa.runtime`), "opa.runtime", "var opa is unsafe"},
		{"clock", breach31(`time.now_ns() > 0`), "time.now_ns", "reads the clock"},
		{"clock in a comprehension", breach31(`count({x | x := time.now_ns()}) > 0`), "time.now_ns", "reads the clock"},
		{"zone Local", breach31(`time.clock([0, "Local"])[0] != 0`), "time.clock", "time zones"},
		{"zone file", breach31(`time.date([0, "Secret/Zone"])[0] == 1970`), "time.date", "time zones"},
		{"zone of a format", breach31(`time.format([0, "Local"]) == ""`), "time.format", "time zones"},
		{"zone of a text", breach31(`time.parse_ns("MST", "CET") > 0`), "time.parse_ns", "time zones"},
		{"zone of a day", breach31(`time.weekday([0, "Local"]) == "Monday"`), "time.weekday", "time zones"},
		{"random", breach31(`rand.intn("x", 3) == 1`), "rand.intn", "random"},
		{"random names", breach31(`uuid.rfc4122("x") == ""`), "uuid.rfc4122", "random"},
		{"printing", breach31(`{ print(p.colour); p.colour == "red" }`), "print(", "prints"},
		{"tracing", breach31(`{ trace("x"); p.colour == "red" }`), "trace(", "prints"},
		{"files through schemas", breach31(`json.match_schema({}, {"$ref": "file:///etc/passwd"})[0]`), "json.match_schema", "schemas from files"},
		{"schemas of the network", breach31(`json.verify_schema({"$ref": "http://127.0.0.1/x"})[0]`), "json.verify_schema", "schemas from files"},
		{"regex", breach31(`regex.match("(((a{100}){100}){100}){100}", p.colour)`), "regex.match", "patterns"},
		{"glob", breach31(`glob.match("{a,b}{a,b}{a,b}", [], p.colour)`), "glob.match", "patterns"},
		{"templates", breach31(`regex.globs_match("[a-z]*", "[0-9]*")`), "regex.globs_match", "patterns"},
		{"range", breach31(`count(numbers.range(1, 1000000000)) > 3`), "numbers.range", "very large"},
		{"addresses", breach31(`count(net.cidr_expand("10.0.0.0/2")) > 3`), "net.cidr_expand", "very large"},
		{"wide text", breach31(`sprintf("%1000000000d", [1]) == ""`), "sprintf", "for tests only"},
		{"text put together", breach31(`concat("x", ["a", "b"]) == p.colour`), "concat", "for tests only"},
		{"text in text", breach31("$`{p.colour}` == \"red\""), "", "template-strings are not supported"},
		{"shift", breach31(`bits.lsh(1, 1000000000000) > 3`), "bits.lsh", "very large"},
		{"digits", breach31(`p.size == 1e600000000`), "1e600000000", "number too big"},
		{"a value doubled", breach31(double("[x%d, x%d]")), ":= ", "can grow to more than"},
		{"a number squared", breach31(double("x%d * x%d")), ":= ", "can grow to more than"},
		{"doubled by functions", chain.String() + breach31(`wide_0(p.size) == 3`), "wide_", "can grow to more than"},
		{"recursion", "deep(x) if deep(x - 1)\n" + breach31(`deep(3)`), "deep(x) if", "recursive"},
		{"a long body", "many if {\n" + strings.Repeat("\tp.colour == \"red\"\n", 501) + "}\n" + breach31(`many`), `p.colour == "red"`, "more than 500 expressions"},
		{"many rules", strings.Repeat("many if p.colour == \"red\"\n", 20_001) + breach31(`many`), "many if", "more than 20000 expressions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			files := hostile(t, test.rules)
			pack, c := lawtest.Checker(t, "..", files, checker.Options{})
			lines := strings.Split(string(files[lawtest.TinyRules].Data), "\n")
			said := false
			in, _ := pack.Instrument("cn/tiny_2020")
			found := c.Rules().Compile(in)
			for _, f := range found {
				if strings.Contains(f.Message.EN, test.says) && f.Severity == finding.Error && f.At.Line > 0 && f.Message.ZH != f.Message.EN {
					said = said || strings.Contains(lines[f.At.Line-1], test.line)
				}
			}
			if !said {
				t.Errorf("no finding at the line says %q: %v", test.says, found)
			}
			j, err := c.Check(t.Context(), load(t, "../testdata/schemas", tinyHead+"colour: red\nsize: 3\n"))
			if err != nil {
				t.Fatal(err)
			}
			if j.Verdict != finding.NotJudged {
				t.Errorf("a practice is %s by this law", j.Verdict)
			}
		})
	}
}

// TestHostileLawCutOff judges by law that compiles and does not end: the clause fails alone, and the clauses beside it
// are judged as ever.
func TestHostileLawCutOff(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("evaluates to the bound of steps")
	}
	const stated = "colour: red\nsize: 3\nitems: []\n"
	_, beside := judgeTiny(t, tinyPack(t), stated)
	var digits strings.Builder
	digits.WriteString("digits := {")
	for i := range 100 {
		fmt.Fprintf(&digits, "%d, ", i)
	}
	digits.WriteString("100}\n")
	for _, test := range []struct{ name, rules, says string }{
		{"cross product", digits.String() + breach31(`{ some a in digits; some b in digits; some c in digits; some d in digits; a + b + c + d > p.size + 1000 }`), "steps"},
		{"comprehension", digits.String() + breach31(`count({[a, b, c, d] | some a in digits; some b in digits; some c in digits; some d in digits; a * b * c * d == -1}) > p.size`), "steps"},
		{"huge set", digits.String() + breach31(`count({[a, b, c, d] | some a in digits; some b in digits; some c in digits; some d in digits}) < p.size`), "too long"},
		{"every in every", digits.String() + breach31(`every a in digits { every b in digits { every c in digits { every d in digits { a + b + c + d > -1 } } } }`), "steps"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j, got := judgeTiny(t, hostile(t, test.rules), stated)
			if got["31"].Status != finding.Failed {
				t.Errorf("the clause is %s", got["31"].Status)
			}
			said := false
			for _, f := range j.Findings {
				said = said || f.Citation == got["31"].Citation && strings.Contains(f.Message.EN, test.says) && f.Message.ZH != ""
			}
			if !said {
				t.Error("no finding says why")
			}
			for clause, v := range beside {
				if got[clause].Status != v.Status {
					t.Errorf("clause %s is %s beside it, and %s alone", clause, got[clause].Status, v.Status)
				}
			}
		})
	}
}
