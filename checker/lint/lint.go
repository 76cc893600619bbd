// Package lint checks law beyond what OPA's compiler sees. It is for those who write law: checks of practices do not run it.
package lint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// Instrument checks an instrument of the pack that c judges by, and reports at the law's own lines: names and constants that
// no practice can have, constructs that cannot be judged exactly, texts in the wrong language, and clauses that are never or
// always breached. Once ctx is done the findings are incomplete.
func Instrument(ctx context.Context, c *checker.Checker, in *law.Instrument) []finding.Finding {
	u, err := c.Rules().Whole(in)
	if err != nil {
		return finding.Sort(rules.Findings(in, err))
	}
	l := &linter{c: c, u: u, ctx: ctx}
	l.elements()
	l.values()
	l.words()
	// A clause is judged for every kind and agency, which takes time; clauses are independent of each other.
	var each []*linter
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for cl := range in.Clauses() {
		if cl.Status != "encoded" {
			continue
		}
		one := &linter{c: c, u: u, ctx: ctx}
		each = append(each, one)
		g.Go(func() error {
			one.clause(cl, in.Pointer(cl))
			return nil
		})
	}
	_ = g.Wait() // none fails
	out := l.out
	for _, one := range each {
		out = append(out, one.out...)
	}
	return finding.Sort(out)
}

type linter struct {
	ctx context.Context
	c   *checker.Checker
	u   *rules.Unit
	all map[string]*practice.Fact
	out []finding.Finding
}

func (l *linter) say(at *ast.Location, zh, en string, args ...any) {
	l.out = append(l.out, rules.Finding(at, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)))
}

func (l *linter) sayAt(pointer, zh, en string, args ...any) {
	f := rules.Finding(nil, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...))
	f.At = l.u.Instrument.At(pointer)
	l.out = append(l.out, f)
}

// elements checks that breaches are stated so that each place can be asked for alone, and that they are not built upon:
// an element is an object literal with the path of a place and at most a constant reason.
func (l *linter) elements() {
	kinds := l.kinds()
	for _, name := range sortedKeys(l.u.Instrument.Modules()) {
		for _, r := range l.u.Parsed[name].Rules {
			for ; r != nil; r = r.Else {
				l.borrowed(r)
				ref := r.Head.Ref()
				if head, ok := ref[0].Value.(ast.Var); ok && len(ref) == 2 && (rules.Head(head) == rules.Breach || rules.Head(head) == rules.Unsettled) {
					l.element(r, kinds)
				}
			}
		}
	}
}

// values refuses rules of one name that may have two values at once. Evaluation stops at the first value that answers a
// condition, so that a conflict would be an error or no error by the order of rules.
func (l *linter) values() {
	names := map[string][]*ast.Rule{}
	for _, name := range sortedKeys(l.u.Parsed) {
		m := l.u.Parsed[name]
		for _, r := range m.Rules {
			if !r.Default && r.Head.Key == nil && len(r.Head.Args) == 0 && len(r.Head.Ref()) == 1 {
				key := m.Package.Path.String() + "." + r.Head.Name.String()
				names[key] = append(names[key], r)
			}
		}
	}
	for _, key := range sortedKeys(names) {
		first := names[key][0]
		for _, r := range names[key][1:] {
			if !r.Head.Value.IsGround() || !r.Head.Value.Equal(first.Head.Value) {
				l.say(r.Location, "规则 %s 可能同时有两个值；请用 else 写成一条规则", "%s may have two values at once; write one rule with else", first.Head.Name)
			}
		}
	}
}

// borrowed refuses conditions that are the breaches of a clause: what two clauses share is a helper with a name.
func (l *linter) borrowed(r *ast.Rule) {
	ast.WalkRefs(r.Body, func(ref ast.Ref) bool {
		head := ref
		if ref.HasPrefix(l.u.Package) {
			head = ref[len(l.u.Package):]
		}
		if len(head) == 0 {
			return false
		}
		name := rules.Head(strings.Trim(head[0].Value.String(), `"`))
		if name == rules.Breach || name == rules.Unsettled {
			l.say(ref[0].Location, "规则以另一条款的 %s 为条件；请将共同的条件写成单独的规则", "a rule is built on %s of a clause; write the conditions they share as a helper", name)
		}
		return false
	})
}

func (l *linter) element(r *ast.Rule, kinds map[string]*practice.Fact) {
	const form = `{"at": ["items", i, "category"]}`
	if r.Head.Key == nil {
		l.say(r.Location, "应当写作 contains %s", "the rule must be a set of places; write contains %s", form)
		return
	}
	obj, ok := r.Head.Key.Value.(ast.Object)
	if !ok {
		l.say(r.Location, "元素应当直接写成对象，如 %s", "the element must be an object literal, as %s", form)
		return
	}
	bound := map[string]bool{}
	vis := ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.SomeDecl:
			for _, s := range x.Symbols {
				ast.WalkVars(s, func(v ast.Var) bool { bound[string(v)] = true; return false })
			}
		case *ast.SetComprehension, *ast.ArrayComprehension, *ast.ObjectComprehension, *ast.Every:
			return true
		}
		return false
	})
	vis.Walk(r.Body)
	path := []string{}
	obj.Foreach(func(k, v *ast.Term) {
		switch {
		case k.Value.Compare(ast.String("at")) == 0:
			arr, ok := v.Value.(*ast.Array)
			if !ok {
				l.say(r.Location, "at 应当直接写成数组，如 %s", "\"at\" must be an array literal, as %s", form)
				path = nil
				return
			}
			arr.Foreach(func(s *ast.Term) {
				switch x := s.Value.(type) {
				case ast.String:
					path = append(path, string(x))
					return
				case ast.Var:
					path = append(path, "*")
					if bound[string(x)] {
						return
					}
				}
				l.say(r.Location, "at 中的 %v 既不是常量，也不是由 some 引入的变量", "\"at\" holds %v, which is neither a constant nor a variable bound by some; a path is not computed", s)
				path = append(path, "*")
			})
		case k.Value.Compare(ast.String("why")) == 0:
			if _, ok := v.Value.(ast.String); !ok {
				l.say(r.Location, "why 应当是字符串常量", "\"why\" is %v and must be a string constant; the words stand in instrument.yaml", v)
			}
		default:
			l.say(r.Location, "元素只能有 at 和 why，不能有 %v", "an element has \"at\" and \"why\" and no %v", k)
		}
	})
	if obj.Get(ast.StringTerm("at")) == nil {
		l.say(r.Location, "元素缺少 at", "the element has no \"at\"; write %s", form)
	} else if len(path) > 0 {
		l.fact(r.Location, path, kinds)
	}
}

// clause checks one encoded clause.
func (l *linter) clause(c *law.Clause, pointer string) {
	kinds := map[string]*practice.Fact{}
	for _, kind := range c.Kinds {
		f, err := l.c.Kind(kind)
		if errors.Is(err, fs.ErrNotExist) {
			zh, en := meant(kind, l.c.Kinds())
			l.sayAt(pointer+"/kinds", "没有名为 %s 的种类"+zh, "no kind is called %q"+en, kind)
			return
		}
		if err != nil {
			l.sayAt(pointer+"/kinds", "%v", "%v", err)
			return
		}
		kinds[kind] = f
	}
	l.addressees(c, pointer, kinds)
	fs := l.u.Facts(c.Clause)
	l.capacities(fs.Reads["practice/agency/type"], kinds)
	for _, p := range fs.Problems {
		l.say(p.At, "%s", "%s", p.Text)
	}
	for _, path := range sortedKeys(fs.Opaque) {
		l.say(fs.Opaque[path][0], "事实 %s 被用于无法逐值判断的运算", "%s is used in an operation that cannot be judged value by value", rules.Dotted(path))
	}
	for _, path := range sortedKeys(fs.Reads) {
		if fs.Own[path] {
			l.path(path, fs.Reads[path], kinds)
		} else {
			// a helper may serve clauses of several kinds, and read facts of each
			l.path(path, fs.Reads[path], l.kinds())
		}
	}
	for _, path := range sortedKeys(fs.Compared) {
		l.constants(path, fs.Compared[path], kinds)
		if len(fs.Compared[path].Limits) > 0 && !l.u.Has(rules.Unsettled, c.Clause) && !l.u.Has(rules.Permit, c.Clause) {
			l.say(fs.Compared[path].At, "期限 %s 与限期比较，但没有 unsettled[%q] 说明所填单位无法比较的情形", "the period %s is compared with a limit, and no unsettled[%q] says where its unit settles nothing", rules.Dotted(path), c.Clause)
		}
	}
	l.norm(c, fs, pointer)
	l.blamed(c, fs, kinds)
	l.reach(c, pointer, kinds)
}

// norm checks what an encoded clause loses most often: whom it allows, what its own words say, and which citation lifts it.
func (l *linter) norm(c *law.Clause, fs *rules.Facts, pointer string) {
	zh := c.Summary().ZH
	says := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(zh, w) })
	}
	allows := c.Modality == law.Permission || c.Modality == law.Power
	reads := func(path string) bool {
		return slices.ContainsFunc(sortedKeys(fs.Reads), func(p string) bool { return meets(p, path) })
	}
	switch {
	case allows && len(c.Addressees) == 0 && !reads("practice/agency/type") && !says("任何"):
		l.sayAt(pointer+"/modality", "条款 %s 未写明允许谁；请填写 addressees，或者在规则中判断实施单位", "clause %s allows without saying whom; write addressees, or ask of the agency in the rule", c.Clause)
	case c.Modality == law.Permission && says("应当", "不得", "禁止") && !says("可以", "鼓励") && c.Why.IsZero():
		l.sayAt(pointer+"/modality", "条款 %s 的摘要为应当、不得，却列为许可；请更正，或者在 why 中说明理由", "clause %s is a permission, and its summary obliges or forbids; mend one, or give the reason under why", c.Clause)
	case !allows && says("鼓励") && c.Why.IsZero():
		l.sayAt(pointer+"/modality", "条款 %s 的摘要为鼓励，却列为义务或者禁止；请更正，或者在 why 中说明理由", "clause %s only encourages by its summary, and is no permission; mend one, or give the reason under why", c.Clause)
	}
	if at := fs.Reads["authorities/*/grants"]; len(at) > 0 && !(reads("authorities/*/at") && (reads("authorities/*/rank") || reads("authorities/*/article"))) {
		l.say(at[0], "条款 %s 因任何依据即可解除；请判断依据的位阶或者条款，以及其所在位置", "any citation lifts clause %s; ask of the rank or the article of a citation, and where it stands", c.Clause)
	}
}

// blamed checks that a breach reads the fact that it blames. The name of an element stands for all of it, the basis for the
// citations.
func (l *linter) blamed(c *law.Clause, fs *rules.Facts, kinds map[string]*practice.Fact) {
	for _, r := range l.u.Rules(rules.Breach, c.Clause) {
		steps := place(r)
		var facts []*practice.Fact // none: there is no such fact, as is said elsewhere
		for _, kind := range kinds {
			facts = append(facts, rules.FactsAt(kind, steps)...)
		}
		if len(steps) == 0 || len(facts) == 0 || facts[0].Name == "basis" && fs.Authorities || slices.ContainsFunc(facts, func(f *practice.Fact) bool { return f.Required }) {
			continue
		}
		path := "practice/" + strings.Join(steps, "/")
		if !slices.ContainsFunc(sortedKeys(fs.Reads), func(p string) bool { return meets(p, path) }) {
			l.say(r.Location, "条款 %s 指摘 %s，而规则并不读取该事实", "clause %s blames %s, which no rule of it reads", c.Clause, strings.Join(steps, "."))
		}
	}
}

// place is the path of the fact that a breach blames, with "*" for each variable step.
func place(r *ast.Rule) (steps []string) {
	if r.Head.Key == nil {
		return nil
	}
	obj, _ := r.Head.Key.Value.(ast.Object)
	if obj == nil || obj.Get(ast.InternedTerm("at")) == nil {
		return nil
	}
	if at, ok := obj.Get(ast.InternedTerm("at")).Value.(*ast.Array); ok {
		at.Foreach(func(t *ast.Term) {
			step := "*"
			if s, ok := t.Value.(ast.String); ok {
				step = string(s)
			}
			steps = append(steps, step)
		})
	}
	return steps
}

// meets reports whether a path is another or leads below it, where "*" is any step.
func meets(path, of string) bool {
	p, o := strings.Split(path, "/"), strings.Split(of, "/")
	if len(p) < len(o) {
		return false
	}
	for i := range o {
		if p[i] != o[i] && p[i] != "*" && o[i] != "*" {
			return false
		}
	}
	return true
}

// kinds are the kinds that the clauses of the instrument judge.
func (l *linter) kinds() map[string]*practice.Fact {
	if l.all == nil {
		l.all = map[string]*practice.Fact{}
		for c := range l.u.Instrument.Clauses() {
			for _, kind := range c.Kinds {
				if f, err := l.c.Kind(kind); err == nil {
					l.all[kind] = f
				}
			}
		}
	}
	return l.all
}

// addressees must be types of agency.
func (l *linter) addressees(c *law.Clause, pointer string, kinds map[string]*practice.Fact) {
	for i, a := range c.Addressees {
		for _, f := range kinds {
			if t := f.Find("/agency/type"); t != nil && !slices.Contains(t.Enum, a) {
				zh, en := meant(a, slices.Clone(t.Enum))
				l.sayAt(fmt.Sprintf("%s/addressees/%d", pointer, i), "没有“%s”这一单位类型"+zh, "no type of agency is called %q"+en, a)
			}
			break
		}
	}
}

// capacities refuses law that asks for the type of an agency where an agency may have further capacities: the shared Rego asks
// for both.
func (l *linter) capacities(reads []*ast.Location, kinds map[string]*practice.Fact) {
	own := l.u.Instrument.Modules()
	for _, at := range reads {
		if _, law := own[at.File]; !law {
			continue
		}
		for _, f := range kinds {
			if f.Find("/agency/capacities") != nil {
				l.say(at, "规则只看单位类型，不看兼有的身份；请用 agencies.acts_as({…})", "the rule asks for the type of the agency alone, and not for its further capacities; write agencies.acts_as({…})")
			}
			break
		}
	}
}

var authorityFields = []string{"at", "for", "instrument", "article", "rank", "jurisdiction", "in_force", "has_article", "governs", "grants"}

// path checks that a fact that is read exists in a kind the clause judges.
func (l *linter) path(path string, at []*ast.Location, kinds map[string]*practice.Fact) {
	head, rest, _ := strings.Cut(path, "/")
	switch head {
	case "day":
		return
	case "readings":
		name, _, _ := strings.Cut(rest, "/")
		if name == "" || name == "*" {
			return
		}
		if !slices.ContainsFunc(l.u.Instrument.Readings, func(r law.Reading) bool { return r.ID == name }) {
			var names []string
			for _, r := range l.u.Instrument.Readings {
				names = append(names, r.ID)
			}
			zh, en := meant(name, names)
			l.say(at[0], "本规范没有列出待决问题 %s"+zh, "instrument.yaml lists no reading %q"+en, name)
		}
		return
	case "params":
		if rest == "" {
			return
		}
		name, ok := strings.CutPrefix(rest, l.u.Instrument.ID)
		name = strings.TrimPrefix(name, "/")
		if !ok {
			l.say(at[0], "规则读取了其他规范的参数 %s", "the rule reads parameters that are not its own: %s", rest)
			return
		}
		name, _, _ = strings.Cut(name, "/")
		if name == "" || name == "*" {
			return
		}
		if _, ok := l.u.Instrument.Params()[name]; !ok {
			zh, en := meant(name, sortedKeys(l.u.Instrument.Params()))
			l.say(at[0], "本规范没有参数 %s"+zh, "instrument.yaml has no parameter %q"+en, name)
		}
		return
	case "authorities":
		parts := strings.Split(rest, "/")
		if len(parts) > 1 && parts[1] != "*" && !slices.Contains(authorityFields, parts[1]) {
			zh, en := meant(parts[1], slices.Clone(authorityFields))
			l.say(at[0], "依据没有 %s 这一项"+zh, "an authority has no %q"+en, parts[1])
		}
		return
	case "practice":
		if rest == "" {
			return
		}
		l.fact(at[0], strings.Split(rest, "/"), kinds)
	default:
		zh, en := meant(head, []string{"practice", "day", "authorities", "params", "readings"})
		l.say(at[0], "输入没有 %s"+zh, "the input has no %q"+en, head)
	}
}

// fact checks that a path with "*" leads to a fact of some kind.
func (l *linter) fact(at *ast.Location, steps []string, kinds map[string]*practice.Fact) {
	var names []string
	wrong := ""
	for _, kind := range sortedKeys(kinds) {
		for n := range steps {
			if len(rules.FactsAt(kinds[kind], steps[:n+1])) > 0 {
				continue
			}
			wrong = steps[n]
			for _, f := range rules.FactsAt(kinds[kind], steps[:n]) {
				for _, c := range f.Children {
					names = append(names, c.Name)
				}
				names = append(names, f.Units...)
			}
			break
		}
		if len(rules.FactsAt(kinds[kind], steps)) > 0 {
			return
		}
	}
	zh, en := meant(wrong, names)
	list := sortedKeys(kinds)
	l.say(at, "%s 的做法没有 %s 这一事实"+zh, "practices of kind %s have no fact %s"+en, strings.Join(list, ", "), strings.Join(steps, "."))
}

// constants checks that the constants a fact is compared with are values it can have in some kind.
func (l *linter) constants(path string, c *rules.Comparisons, kinds map[string]*practice.Fact) {
	steps := strings.Split(path, "/")
	var fs []*practice.Fact
	switch steps[0] {
	case "practice":
		for _, kind := range sortedKeys(kinds) {
			fs = append(fs, rules.FactsAt(kinds[kind], steps[1:])...)
		}
	case "authorities":
		if len(steps) == 3 && checker.AuthorityFacts[steps[2]] != nil {
			fs = append(fs, checker.AuthorityFacts[steps[2]])
		}
	}
	if path == "practice/kind" {
		fs = []*practice.Fact{{Name: "kind", Type: "string", Enum: l.c.Kinds()}}
	}
	if len(fs) == 0 {
		return
	}
	check := func(v ast.Value, at *ast.Location) {
		var allowed []string
		for _, f := range fs {
			switch x := v.(type) {
			case ast.String:
				if len(f.Enum) == 0 && f.Type == "string" || slices.Contains(f.Enum, string(x)) {
					return
				}
				allowed = append(allowed, f.Enum...)
			case ast.Boolean:
				if f.Type == "boolean" {
					return
				}
			case ast.Number:
				if f.Type == "integer" || f.Type == "number" {
					return
				}
			default:
				return
			}
		}
		written := strings.Trim(v.String(), `"`)
		zh, en := meant(written, allowed)
		l.say(at, "%s 不可能等于 %v"+zh, "%s is never %v"+en, rules.Dotted(path), v)
	}
	for _, k := range c.Consts {
		check(k.Value, k.At)
	}
	for _, s := range c.Sets {
		switch v := s.(type) {
		case ast.Set:
			v.Foreach(func(t *ast.Term) { check(t.Value, c.At) })
		case *ast.Array:
			v.Foreach(func(t *ast.Term) { check(t.Value, c.At) })
		}
	}
}

// meant offers the names nearest to a wrong one, for the end of a message; nothing where none is near.
func meant(written string, names []string) (zh, en string) {
	slices.Sort(names)
	near := law.Nearest(written, slices.Compact(names))
	if len(near) == 0 {
		return "", ""
	}
	return "；是否为 " + strings.Join(near, "、"), "; did you mean " + strings.Join(near, " or ")
}

// reach judges a practice that states kind and agency only: a clause that is breached in every completion for
// everyone it binds says nothing, nor does one that no completion breaches.
func (l *linter) reach(c *law.Clause, pointer string, kinds map[string]*practice.Fact) {
	if c.Modality != law.Prohibition && c.Modality != law.Obligation {
		return
	}
	authority := l.u.Facts(c.Clause).Authorities
	day := l.u.Instrument.InForce.From
	if c.From > day {
		day = c.From
	}
	always, never := true, true
	for _, kind := range sortedKeys(kinds) {
		types := c.Addressees
		if t := kinds[kind].Find("/agency/type"); len(types) == 0 && t != nil {
			types = t.Enum
		}
		fires := false
		for _, agency := range types {
			outcomes, err := l.c.Outcomes(l.ctx, l.u, c, kind, agency, day)
			if err != nil {
				l.sayAt(pointer+"/clause", "条款 %s 求值出错：%v", "clause %s cannot be evaluated: %v", c.Clause, err)
				return
			}
			for _, status := range outcomes {
				switch status {
				case finding.Breached:
					never, fires = false, true
				case finding.Undetermined:
					always, never, fires = false, false, true
				default:
					always = false
				}
			}
			if fires && !always {
				break
			}
		}
		if !fires && len(kinds) > 1 {
			l.sayAt(pointer+"/kinds", "条款 %s 对 %s 类做法从不成立", "clause %s can never be breached by a practice of kind %s", c.Clause, kind)
		}
	}
	switch {
	case never && !authority: // what only a citation breaks, this cannot see
		l.sayAt(pointer+"/clause", "条款 %s 在任何情况下都不会被违反", "clause %s can never be breached", c.Clause)
	case always && !authority:
		l.sayAt(pointer+"/clause", "条款 %s 在任何情况下都被违反", "clause %s is breached by every practice it judges", c.Clause)
	}
}

var (
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
	quotedTitle = regexp.MustCompile(`《[^》]*》`)
)

// words checks that each language keeps to itself, and that placeholders are ones the checker fills.
func (l *linter) words() {
	walk := func(pointer string, t finding.Text) {
		for _, p := range slices.Concat(placeholder.FindAllString(t.ZH, -1), placeholder.FindAllString(t.EN, -1)) {
			head, rest, _ := strings.Cut(strings.Trim(p, "{}"), ".")
			switch head {
			case "value", "item", "practice", "agency":
			case "param":
				if _, ok := l.u.Instrument.Params()[rest]; !ok {
					zh, en := meant(rest, sortedKeys(l.u.Instrument.Params()))
					l.sayAt(pointer, "本规范没有参数 %s"+zh, "instrument.yaml has no parameter %q"+en, rest)
				}
			default:
				l.sayAt(pointer, "不认识的占位 %s", "unknown placeholder %s; one of {value}, {item.x}, {practice.x}, {agency.x}, {param.x}", p)
			}
		}
		plain := func(s string) string { return quotedTitle.ReplaceAllString(placeholder.ReplaceAllString(s, ""), "") }
		if i := strings.IndexFunc(plain(t.ZH), func(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }); i >= 0 {
			l.sayAt(pointer+"/zh", "中文文字中有外文字母：%s", "the Chinese text holds Latin letters: %s", t.ZH)
		}
		if i := strings.IndexFunc(plain(t.EN), func(r rune) bool { return unicode.Is(unicode.Han, r) }); i >= 0 {
			l.sayAt(pointer+"/en", "英文文字中有汉字：%s", "the English text holds Chinese characters: %s", t.EN)
		}
	}
	messages := func(pointer string, m law.Messages) {
		walk(pointer, m.Text)
		for _, why := range sortedKeys(m.ByWhy) {
			walk(pointer+"/"+why, m.ByWhy[why])
		}
	}
	walk("/title", l.u.Instrument.Title)
	for i, a := range l.u.Instrument.Articles() {
		walk(fmt.Sprintf("/articles/%d/why", i), a.Why)
	}
	for c := range l.u.Instrument.Clauses() {
		p := l.u.Instrument.Pointer(c)
		walk(p+"/summary", c.Summary())
		walk(p+"/why", c.Why)
		messages(p+"/breach", c.Breach())
		messages(p+"/hint", c.Hint())
		l.whys(c, p)
	}
}

// whys checks that every reason a rule gives has its message, and every message a rule.
func (l *linter) whys(c *law.Clause, pointer string) {
	given := map[string]*ast.Location{}
	for _, r := range l.u.Rules(rules.Breach, c.Clause) {
		why := ""
		if r.Head.Key != nil {
			if o, ok := r.Head.Key.Value.(ast.Object); ok {
				if t := o.Get(ast.InternedTerm("why")); t != nil {
					if s, ok := t.Value.(ast.String); ok {
						why = string(s)
					}
				}
			}
		}
		given[why] = r.Location
	}
	for why, at := range given {
		if c.Breach().For(why).IsZero() {
			l.say(at, "条款 %s 没有“%s”的说明文字", "clause %s has no message for why %q", c.Clause, why)
		}
	}
	for why := range c.Breach().ByWhy {
		if given[why] == nil {
			l.sayAt(pointer+"/breach/"+why, "没有规则给出“%s”这一原因", "no rule of clause %s gives the reason %q", c.Clause, why)
		}
	}
}

func sortedKeys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	return slices.Sorted(maps.Keys(m))
}
