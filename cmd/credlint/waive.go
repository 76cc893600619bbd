package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/gate"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
)

// waiversName is the default file of waivers.
const waiversName = "waivers.yaml"

func waiveCommand(l tongue) *cobra.Command {
	var x gate.Waiver
	var pointer, status, file string
	cmd := &cobra.Command{
		Use:   l.say("waive 引用 方案", "waive CITATION PRACTICE"),
		Short: l.say("写入一项豁免：某一问题因某一理由在一定期限内可以存在", "write a waiver: a finding may stand, for a reason and a time"),
		Long: l.say("waive 在豁免文件末尾增加一项豁免，没有该文件的，新建一个；已有内容保持不变。引用为一款；方案为方案文件（一个文件有多份方案的，写作\n"+
			"文件#编号）或者方案的编号。写明文件的，先作判断：须有可以豁免的问题，豁免中写明所批准的是违反还是待定、针对何种内容，情况变化的，\n"+
			"豁免不再生效。写明编号的，照录而不作判断。\n\n"+
			"不能生效的豁免不予写入：条款不得豁免，没有理由或者批准人，或者已经到期。",
			"waive puts a waiver behind those in the file of waivers, or begins one; what stands there is kept as it is. CITATION is one\n"+
				"clause, PRACTICE the file of a practice (of several, FILE#ID) or its id. The practice of a file is judged: there must be a\n"+
				"finding to waive, and the waiver says whether it is a breach or an open question, and of what: should that change, the waiver\n"+
				"does not count. An id is taken as it is.\n\n"+
				"A waiver that would not count is not written: of a clause that nobody may waive, without a reason or approver, past its day."),
		Example: l.say("  credlint waive cn/shanghai/social_credit_2017#35.1 plan.yaml --reason '系统改造中' --approved-by 法制科 --expires 2026-12-31\n"+
			"  credlint waive 《上海市社会信用条例》第三十五条第一款 sh-plan --reason … --approved-by … --expires …",
			"  credlint waive cn/shanghai/social_credit_2017#35.1 plan.yaml --reason 'being rebuilt' --approved-by 'legal office' --expires 2026-12-31\n"+
				"  credlint waive 《上海市社会信用条例》第三十五条第一款 sh-plan --reason … --approved-by … --expires …"),
		Args: arguments(2, 2, both("条款或者方案", "the clause, or the practice,")),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings(cmd)
			if err != nil {
				return err
			}
			for _, name := range []string{"reason", "approved-by", "expires"} {
				if f := cmd.Flags().Lookup(name); strings.TrimSpace(f.Value.String()) == "" {
					_, what := pflag.UnquoteUsage(f)
					return usage("缺少选项 --%s：%s", "flag --%s is missing: %s", name, what)
				}
			}
			if cmd.Flags().Changed("pointer") {
				x.Pointer = &pointer
			}
			if choices := []string{string(finding.Breached), string(finding.Undetermined)}; status != "" && !slices.Contains(choices, status) {
				return usage("选项 --status：没有“%s”这一状态；%s", "unknown status %q; %s", status, suggestion(status, choices))
			}
			if x.Status = finding.Status(status); file == "" {
				if file, err = configuredWaivers(); err != nil {
					return err
				}
			}
			return waive(cmd.Context(), s, x, args[0], args[1], file, cmd.OutOrStdout())
		},
	}
	addOptions(cmd, l)
	f := cmd.Flags()
	f.StringVar(&x.Reason, "reason", "", l.say("该问题可以存在的`理由`", "the `REASON` why the finding may stand"))
	f.StringVar(&x.ApprovedBy, "approved-by", "", l.say("批准的`人员`或者部门", "the `PERSON` or office that approved it"))
	f.StringVar(&x.Expires, "expires", "", l.say("豁免有效的最后`日期`，如 2026-12-31", "the last `DATE` on which the waiver counts, 2026-12-31"))
	f.StringVar(&pointer, "pointer", "", l.say("问题的`位置`，按 JSON 报告中的写法，如 /items/0/category；未写明的，为所发现的各处", "the `PLACE` of the finding as the JSON report has it, /items/0/category; without it, every place that is found"))
	f.StringVar(&x.Place, "place", "", l.say("方案的`地域`，用于区分不同地域编号相同的方案", "the `JURISDICTION` that the practice must have, where practices of several share an id"))
	f.StringVar(&status, "status", "", l.say("所批准的`状态`：breached（违反）或者 undetermined（待定）；默认以判断结果为准，写明编号的为 breached", "the `STATUS` that was approved: breached or undetermined; by default what is found, and breached for an id"))
	f.StringVar(&file, "file", "", l.say("豁免`文件`；默认为 credlint.yaml 所指定的文件，没有指定的，为 ", "the `FILE` of waivers; by default that of credlint.yaml, else ")+waiversName)
	return cmd
}

// configuredWaivers returns the file of waivers in credlint.yaml, or the default. It is written, so it must be below the folder of
// the settings, which may be a stranger's.
func configuredWaivers() (string, error) {
	config, err := findConfig()
	if err != nil {
		return "", err
	}
	given := config.values["waivers"]
	if len(given) == 0 {
		return waiversName, nil
	}
	file := given[len(given)-1].text
	if below, err := filepath.Rel(realPath(config.dir), realPath(file)); err != nil || !filepath.IsLocal(below) {
		return "", usage("豁免文件“%s”不在 %s 所在的文件夹内；请用 --file 写明", "waivers file %q is outside of the folder of %s; name it by --file", filepath.ToSlash(file), config.shown)
	}
	return file, nil
}

// realPath returns the absolute path of a file without links, also of one that does not exist yet.
func realPath(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		return filepath.Join(dir, filepath.Base(name))
	}
	return name
}

// waive writes one waiver. Its error has the exit code.
func waive(ctx context.Context, s *settings, x gate.Waiver, citation, practice, file string, stdout io.Writer) error {
	laws, err := loadLaw(s.packs, s.keys...)
	if err != nil {
		return err
	}
	if x.Citation, err = laws.oneClause(citation); err != nil {
		return &exitError{exitUsage, err}
	}
	if known, waivable := laws.gateLaw().Clause(x.Citation); known && !waivable {
		return usage("%s 不得豁免：该条款保护的权利不得由单位放弃；应当改正方案", "%s may not be waived: the right it protects is not the agency's to give up; change the practice", x.Citation)
	}
	judged, err := findWaivable(ctx, s, laws, &x, practice)
	if err != nil {
		return err
	}
	if x.Status == "" {
		x.Status = finding.Breached
	}
	var text []byte
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		if text, err = readInput(both("豁免文件", "waivers file"), file); err != nil {
			return err
		}
	}
	today, err := s.currentDay()
	if err != nil {
		return err
	}
	added, line, err := gate.Add(file, text, x, laws.gateLaw(), today)
	var invalid gate.InvalidWaiverError
	switch {
	case errors.As(err, &invalid):
		return &exitError{exitUsage, err}
	case err != nil:
		return &exitError{exitFailed, err}
	}
	if err := writeAtomic(ctx, file, func(w io.Writer) error { _, err := w.Write(added); return err }); err != nil {
		return failed("豁免文件“%s”无法写入%v", "waivers file %q cannot be written: %w", filepath.ToSlash(file), cause(err))
	}
	at := both("各处", "at every place")
	if len(x.Of) > 0 {
		at = both("针对 "+strings.Join(x.Of, ", "), "for "+strings.Join(x.Of, ", "))
	} else if x.Pointer != nil {
		at = both("位于“"+*x.Pointer+"”", fmt.Sprintf("at %q", *x.Pointer))
	}
	l := tongue(s.lang)
	l.line(stdout, "%s:%d: %[3]s 的问题（%[4]s）已豁免：方案 %[5]s，%[6]s，至 %[7]s 止", "%s:%d: %s is waived as %s for %s, %s, until %s", filepath.ToSlash(file), line, x.Citation,
		both(report.StatusIn("zh", x.Status), string(x.Status)), x.Practice, at, x.Expires)
	if !judged {
		l.line(stdout, "没有判断方案 %s 是否有这一问题；写明其文件的，才作判断", "whether %s has such a finding was not looked at; name its file to have that done", x.Practice)
	}
	return nil
}

// oneClause returns the citation of the single clause that written names.
func (c *corpus) oneClause(written string) (string, error) {
	named, err := c.resolve(written)
	if err != nil {
		return "", err
	}
	var clauses []string
	for _, n := range named {
		id, number, _ := strings.Cut(n, "#")
		in, _ := c.Instrument(id)
		if number == "" {
			return "", finding.Errorf("%s 是整部规范；豁免只能针对其中一款，见 credlint explain %s", "%s is a whole instrument; a waiver is for one clause of it, see credlint explain %s", n, n)
		}
		if _, ok := in.Clause(number); ok {
			clauses = append(clauses, n)
			continue
		}
		for _, clause := range in.Within(number) {
			clauses = append(clauses, in.Cite(clause.Clause))
		}
	}
	if len(clauses) != 1 {
		return "", finding.Errorf("“%s”包括数款，豁免只能针对其中一款：%s", "%q is several clauses, and a waiver is for one of them: %s", written, strings.Join(clauses, ", "))
	}
	return clauses[0], nil
}

// findWaivable sets the practice of a waiver and, if written is a file, the status of the findings in it. judged reports whether
// the practice was judged.
func findWaivable(ctx context.Context, s *settings, laws *corpus, x *gate.Waiver, written string) (judged bool, err error) {
	id := "" // of one practice of a file of several
	if i := strings.LastIndexByte(written, '#'); i > 0 {
		if _, err := os.Stat(written); err != nil {
			if _, err := os.Stat(written[:i]); err == nil {
				written, id = written[:i], written[i+1:]
			}
		}
	}
	if _, err := os.Stat(written); err != nil {
		if strings.ContainsAny(written, "/\\") || slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(written))) {
			return false, usage("方案“%s”不存在", "practice %q does not exist", filepath.ToSlash(written))
		}
		if x.Pointer != nil {
			return false, usage("选项 --pointer：针对某一位置的豁免须写明该处的内容；请写明“%s”所在的文件，或者 文件#编号", "flag --pointer: a waiver for one place says what stands there; name the file of %q, or FILE#ID", written)
		}
		x.Practice = written
		return false, nil
	}
	loaded, err := practice.Load(ctx, []string{written}, practice.Options{Day: s.day})
	if err != nil {
		return false, &exitError{exitUsage, err}
	}
	for _, f := range loaded.Findings {
		if f.Severity == finding.Error {
			return false, failed("%s:%d:%d: %s", "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message)
		}
	}
	var ids []string
	for _, d := range loaded.Documents {
		ids = append(ids, d.ID)
	}
	shown := filepath.ToSlash(written)
	named := slices.DeleteFunc(slices.Clone(loaded.Documents), func(d *practice.Document) bool { return id != "" && d.ID != id })
	switch {
	case len(ids) == 0:
		return false, usage("“%s”中没有方案", "%q holds no practice", shown)
	case len(named) == 0:
		return false, usage("“%s”中没有编号为“%s”的方案；%s", "%q holds no practice %q; %s", shown, id, suggestion(id, ids))
	case len(named) > 1 && id != "":
		return false, usage("“%[1]s”中有 %[2]d 份方案的编号都是“%[3]s”；请各用不同的编号", "%q holds %d practices with the id %q; give each an id of its own", shown, len(named), id)
	case len(named) > 1:
		return false, usage("“%s”中有 %d 份方案；请写明其中一份：%s#编号，编号为 %s", "%q holds %d practices; name one as %s#ID, with the id %s", shown, len(ids), shown, strings.Join(ids, ", "))
	}
	doc := named[0]
	x.Practice = doc.ID
	c, err := checker.New(laws.Pack, checker.Options{Only: []string{x.Citation}, Readings: s.readings, Day: s.day})
	if err != nil {
		return false, &exitError{exitUsage, err}
	}
	j, err := c.Check(ctx, doc)
	if err != nil {
		return false, err
	}
	if x.Place != "" && x.Place != j.Jurisdiction {
		return false, usage("方案“%s”的地域为 %s，不是 %s", "practice %q is of the place %s, not %s", doc.ID, j.Jurisdiction, x.Place)
	}
	var here []finding.Finding
	var elsewhere []string // pointers
	found := map[finding.Status]bool{}
	for _, f := range j.Findings {
		if f.Citation != x.Citation || f.Status != finding.Breached && f.Status != finding.Undetermined || x.Status != "" && x.Status != f.Status {
			continue
		}
		if x.Pointer != nil && *x.Pointer != f.At.Pointer {
			elsewhere = append(elsewhere, f.At.Pointer)
			continue
		}
		here, found[f.Status] = append(here, f), true
	}
	switch {
	case len(here) == 0 && len(elsewhere) > 0:
		return false, usage("%[3]s的“%[2]s”处没有 %[1]s 的问题；问题在 %[4]s", "nothing is found by %s at %q in %s; it is at %s", x.Citation, *x.Pointer, doc.ID, strings.Join(elsewhere, ", "))
	case len(here) == 0:
		status := finding.Text{}
		if k := slices.IndexFunc(j.Clauses, func(v finding.ClauseVerdict) bool { return v.Citation == x.Citation }); k >= 0 {
			found := j.Clauses[k].Status
			status = both("；该条款的判断为“"+report.StatusIn("zh", found)+"”", fmt.Sprintf("; the clause is %q", found))
		}
		return false, usage("没有需要豁免的问题：方案 %[2]s 没有 %[1]s 的问题%[3]s", "there is nothing to waive: %s finds nothing in %s%s", x.Citation, doc.ID, status)
	case x.Status == "" && found[finding.Breached]:
		x.Status = finding.Breached
	case x.Status == "":
		x.Status = finding.Undetermined
	}
	for _, f := range here {
		if f.Status == x.Status && f.Subject != "" && !slices.Contains(x.Of, f.Subject) {
			x.Of = append(x.Of, f.Subject)
		}
	}
	return true, nil
}
