package checker

import (
	"context"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
)

// Lint checks an instrument beyond what OPA's compiler sees, and reports at the law's own lines: names and constants that
// no practice can have, rules without a clause and clauses without a rule, constructs that cannot be judged exactly, words
// that do not fit their language, and clauses that can never or must always be breached. It is for those who write law;
// a check of practices does not run it. What is found once ctx is done says nothing.
func (c *Checker) Lint(ctx context.Context, in *law.Instrument) []finding.Finding {
	u, err := c.unit(in, "", "")
	if err != nil {
		return finding.Sort(compileFindings(in, err))
	}
	l := &linter{c: c, u: u, ctx: ctx}
	l.heads()
	l.elements()
	l.words()
	// A clause is judged for every kind and agency, which takes its time; none needs another.
	var each []*linter
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range in.Articles() {
		for k := range in.Articles()[i].Clauses {
			cl := &in.Articles()[i].Clauses[k]
			if cl.Status != "encoded" {
				continue
			}
			one := &linter{c: c, u: u, ctx: ctx}
			each = append(each, one)
			g.Go(func() error {
				one.clause(cl, fmt.Sprintf("/articles/%d/clauses/%d", i, k))
				return nil
			})
		}
	}
	_ = g.Wait() // none fails
	out := l.out
	for _, one := range each {
		out = append(out, one.out...)
	}
	return finding.Sort(out)
}

// Compile compiles an instrument with every check, and says at the law's own lines what does not compile. It finds nothing
// that a check would not, but for every kind of practice at once.
func (c *Checker) Compile(in *law.Instrument) []finding.Finding {
	if _, err := c.unit(in, "", ""); err != nil {
		return finding.Sort(compileFindings(in, err))
	}
	return nil
}

// compileFindings says why rules do not compile, at their places; in is nil for shared rules.
func compileFindings(in *law.Instrument, err error) []finding.Finding {
	var out []finding.Finding
	if errs, ok := err.(ast.Errors); ok {
		for _, e := range errs {
			zh, en := "规则无法编译："+e.Message, e.Message
			if name, ok := strings.CutPrefix(e.Message, "undefined function "); ok {
				if _, known := ast.BuiltinMap[name]; known {
					zh = fmt.Sprintf("规则不得使用 %s：法律判断只取决于所述做法和日期，不得读取时钟、网络或环境", name)
					en = fmt.Sprintf("%s is not for law, which reads the practice and the day and no clock, network or surroundings", name)
				}
			}
			out = append(out, lawFinding(e.Location, zh, en))
		}
		return out
	}
	f := lawFinding(nil, "规则无法编译："+err.Error(), err.Error())
	if in != nil {
		f.At = in.At("")
	}
	return append(out, f)
}

func lawFinding(at *ast.Location, zh, en string) finding.Finding {
	f := finding.Finding{Rule: "credlint/law", Severity: finding.Error, Message: finding.Text{ZH: zh, EN: en}}
	if at != nil {
		f.At = finding.Position{File: at.File, Line: at.Row, Column: at.Col, EndLine: at.Row, EndColumn: at.Col}
	}
	return f
}

type linter struct {
	ctx context.Context
	c   *Checker
	u   *unit
	all map[string]*practice.Fact
	out []finding.Finding
}

func (l *linter) say(at *ast.Location, zh, en string, args ...any) {
	l.out = append(l.out, lawFinding(at, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)))
}

func (l *linter) sayAt(pointer, zh, en string, args ...any) {
	f := lawFinding(nil, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...))
	f.At = l.u.in.At(pointer)
	l.out = append(l.out, f)
}

// heads compares the rules with the clauses of instrument.yaml.
func (l *linter) heads() {
	numbers := []string{}
	for i := range l.u.in.Articles() {
		for k := range l.u.in.Articles()[i].Clauses {
			numbers = append(numbers, l.u.in.Articles()[i].Clauses[k].Clause)
		}
	}
	for head, byClause := range l.u.rules {
		for clause, rules := range byClause {
			c, ok := l.u.in.Clause(clause)
			switch {
			case head == headApplies:
			case !ok:
				zh, en := meant(clause, numbers)
				l.say(rules[0].Location, "规则 %s[\"%s\"] 没有对应的条款"+zh, "%s[%q] has no clause in instrument.yaml"+en, head, clause)
			case c.Status != "encoded" && head == headBreach:
				l.say(rules[0].Location, "条款 %s 的状态是 %s，却有规则", "clause %s is %s in instrument.yaml and yet has a rule", clause, c.Status)
			case head == headBreach && (c.Modality == law.Permission || c.Modality == law.Definition || c.Modality == law.Power):
				l.say(rules[0].Location, "条款 %s 是 %s，不能被违反", "clause %s is a %s; it cannot be breached", clause, c.Modality)
			}
		}
	}
}

// elements checks that breaches are stated so that each place can be asked for alone, and that they are not built upon:
// an element is an object literal with the path of a place and at most a constant reason.
func (l *linter) elements() {
	kinds := l.kinds()
	for _, name := range sortedKeys(l.u.in.Modules()) {
		for _, r := range l.u.modules[name].Rules {
			for ; r != nil; r = r.Else {
				l.borrowed(r)
				ref := r.Head.Ref()
				if head, ok := ref[0].Value.(ast.Var); ok && len(ref) == 2 && (head == headBreach || head == headUnsettled) {
					l.element(r, kinds)
				}
			}
		}
	}
}

// borrowed refuses conditions that are the breaches of a clause: what two clauses share is a helper with a name.
func (l *linter) borrowed(r *ast.Rule) {
	ast.WalkRefs(r.Body, func(ref ast.Ref) bool {
		head := ref
		if ref.HasPrefix(l.u.pkg) {
			head = ref[len(l.u.pkg):]
		}
		if len(head) == 0 {
			return false
		}
		name := strings.Trim(head[0].Value.String(), `"`)
		if name == headBreach || name == headUnsettled {
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
	has := false
	switch c.Modality {
	case law.Permission, law.Power:
		has = l.u.has(headPermit, c.Clause)
	case law.Prohibition, law.Obligation:
		has = l.u.has(headBreach, c.Clause)
	default:
		has = true // exceptions and definitions are read by the rules of other clauses
	}
	if !has {
		l.sayAt(pointer+"/clause", "条款 %s 标为已编入，却没有规则", "clause %s is encoded and has no rule", c.Clause)
		return
	}
	kinds := map[string]*practice.Fact{}
	for _, kind := range c.Kinds {
		load, ok := l.c.kinds[kind]
		if !ok {
			zh, en := meant(kind, sortedKeys(l.c.kinds))
			l.sayAt(pointer+"/kinds", "没有名为 %s 的种类"+zh, "no kind is called %q"+en, kind)
			return
		}
		f, err := load()
		if err != nil {
			l.sayAt(pointer+"/kinds", "%v", "%v", err)
			return
		}
		kinds[kind] = f
	}
	l.addressees(c, pointer, kinds)
	fs := l.u.factsOf(c.Clause)
	for _, p := range fs.problems {
		l.say(p.at, "%s", "%s", p.text)
	}
	for _, path := range sortedKeys(fs.opaque) {
		l.say(fs.opaque[path][0], "事实 %s 被用于无法逐值判断的运算", "%s is used in an operation that cannot be judged value by value", dots(path))
	}
	for _, path := range sortedKeys(fs.reads) {
		if fs.own[path] {
			l.path(path, fs.reads[path], kinds)
		} else {
			// a helper may serve clauses of several kinds and ask of each what it has
			l.path(path, fs.reads[path], l.kinds())
		}
	}
	for _, path := range sortedKeys(fs.cmp) {
		l.constants(path, fs.cmp[path], kinds)
	}
	l.reach(c, pointer, kinds)
}

// kinds are those of all clauses of the instrument.
func (l *linter) kinds() map[string]*practice.Fact {
	if l.all == nil {
		l.all = map[string]*practice.Fact{}
		for _, a := range l.u.in.Articles() {
			for _, c := range a.Clauses {
				for _, kind := range c.Kinds {
					if load, ok := l.c.kinds[kind]; ok {
						l.all[kind], _ = load()
					}
				}
			}
		}
	}
	return l.all
}

func dots(path string) string {
	return strings.ReplaceAll(strings.TrimPrefix(path, "practice/"), "/", ".")
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
		if !slices.ContainsFunc(l.u.in.Readings, func(r law.Reading) bool { return r.ID == name }) {
			var names []string
			for _, r := range l.u.in.Readings {
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
		name, ok := strings.CutPrefix(rest, l.u.in.ID)
		name = strings.TrimPrefix(name, "/")
		if !ok {
			l.say(at[0], "规则读取了其他规范的参数 %s", "the rule reads parameters that are not its own: %s", rest)
			return
		}
		name, _, _ = strings.Cut(name, "/")
		if name == "" || name == "*" {
			return
		}
		if _, ok := l.u.in.Params()[name]; !ok {
			zh, en := meant(name, sortedKeys(l.u.in.Params()))
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
			if len(factsAt(kinds[kind], steps[:n+1])) > 0 {
				continue
			}
			wrong = steps[n]
			for _, f := range factsAt(kinds[kind], steps[:n]) {
				for _, c := range f.Children {
					names = append(names, c.Name)
				}
				names = append(names, f.Units...)
			}
			break
		}
		if len(factsAt(kinds[kind], steps)) > 0 {
			return
		}
	}
	zh, en := meant(wrong, names)
	list := sortedKeys(kinds)
	l.say(at, "%s 的做法没有 %s 这一事实"+zh, "practices of kind %s have no fact %s"+en, strings.Join(list, ", "), strings.Join(steps, "."))
}

// factsAt are the facts at a path, in which "*" stands for every element or every property.
func factsAt(f *practice.Fact, steps []string) []*practice.Fact {
	at := []*practice.Fact{f}
	for _, s := range steps {
		var next []*practice.Fact
		for _, f := range at {
			switch {
			case f.Type == "array":
				if f.Items != nil {
					next = append(next, f.Items)
				}
			case f.Type == "period":
				if len(f.Units) == 0 || slices.Contains(f.Units, s) || s == "*" {
					n := &practice.Fact{Name: s, Type: "integer", Title: f.Title}
					if s == "unlimited" {
						n.Type = "boolean"
					}
					next = append(next, n)
				}
			case s == "*":
				next = append(next, f.Children...)
			default:
				if c := f.Child(s); c != nil {
					next = append(next, c)
				}
			}
		}
		at = next
	}
	return at
}

// constants checks that what a fact is compared with is a value it can have in some kind.
func (l *linter) constants(path string, c *compared, kinds map[string]*practice.Fact) {
	steps := strings.Split(path, "/")
	var fs []*practice.Fact
	switch steps[0] {
	case "practice":
		for _, kind := range sortedKeys(kinds) {
			fs = append(fs, factsAt(kinds[kind], steps[1:])...)
		}
	case "authorities":
		if len(steps) == 3 && authorityFacts[steps[2]] != nil {
			fs = append(fs, authorityFacts[steps[2]])
		}
	}
	if path == "practice/kind" {
		fs = []*practice.Fact{{Name: "kind", Type: "string", Enum: sortedKeys(l.c.kinds)}}
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
		l.say(at, "%s 不可能等于 %v"+zh, "%s is never %v"+en, dots(path), v)
	}
	for _, k := range c.consts {
		check(k.value, k.at)
	}
	for _, s := range c.sets {
		switch v := s.(type) {
		case ast.Set:
			v.Foreach(func(t *ast.Term) { check(t.Value, c.at) })
		case *ast.Array:
			v.Foreach(func(t *ast.Term) { check(t.Value, c.at) })
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

// reach judges a practice of which only kind and agency are stated: a clause that is breached in every completion for
// everyone it binds says nothing, nor does one that no completion breaches.
func (l *linter) reach(c *law.Clause, pointer string, kinds map[string]*practice.Fact) {
	if c.Modality != law.Prohibition && c.Modality != law.Obligation {
		return
	}
	authority := l.u.factsOf(c.Clause).authorities
	day := l.u.in.InForce.From
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
			doc := &practice.Document{Kind: kind, Jurisdiction: l.u.in.Place(), Day: day, Value: map[string]any{
				"practice": practice.Version, "kind": kind, "id": "x", "jurisdiction": l.u.in.Place(), "day": day, "basis": []any{}, "agency": map[string]any{"type": agency}}}
			j := l.c.judging(l.ctx, doc)
			if !j.bare() {
				continue
			}
			for _, o := range j.clause(l.u, c) {
				switch o.status {
				case finding.Breached:
					never, fires = false, true
				case finding.Undetermined:
					always, never, fires = false, false, true
				case finding.Failed:
					l.sayAt(pointer+"/clause", "条款 %s 求值出错：%v", "clause %s cannot be evaluated: %v", c.Clause, o.err)
					return
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
	case never:
		l.sayAt(pointer+"/clause", "条款 %s 在任何情况下都不会被违反", "clause %s can never be breached", c.Clause)
	case always && !authority:
		l.sayAt(pointer+"/clause", "条款 %s 在任何情况下都被违反", "clause %s is breached by every practice it judges", c.Clause)
	}
}

// bare prepares a practice of which nothing is stated.
func (j *judging) bare() bool {
	kind, err := j.c.kinds[j.doc.Kind]()
	if err != nil {
		return false
	}
	j.kind = kind
	j.w = newWorld(j.c.shapes, kind, j.doc.Value)
	j.w.anything = true
	j.numbers = j.c.numbersOn(j.day)
	j.buildInput()
	return true
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
				if _, ok := l.u.in.Params()[rest]; !ok {
					zh, en := meant(rest, sortedKeys(l.u.in.Params()))
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
	walk("/title", l.u.in.Title)
	for i, a := range l.u.in.Articles() {
		walk(fmt.Sprintf("/articles/%d/why", i), a.Why)
		for k, c := range a.Clauses {
			p := fmt.Sprintf("/articles/%d/clauses/%d", i, k)
			walk(p+"/summary", c.Summary)
			walk(p+"/why", c.Why)
			messages(p+"/breach", c.Breach)
			messages(p+"/hint", c.Hint)
			l.whys(&c, p)
		}
	}
}

// whys checks that every reason a rule gives has its message, and every message a rule.
func (l *linter) whys(c *law.Clause, pointer string) {
	given := map[string]*ast.Location{}
	for _, r := range l.u.rules[headBreach][c.Clause] {
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
		if c.Breach.For(why).IsZero() {
			l.say(at, "条款 %s 没有“%s”的说明文字", "clause %s has no message for why %q", c.Clause, why)
		}
	}
	for why := range c.Breach.ByWhy {
		if given[why] == nil {
			l.sayAt(pointer+"/breach/"+why, "没有规则给出“%s”这一原因", "no rule of clause %s gives the reason %q", c.Clause, why)
		}
	}
}
