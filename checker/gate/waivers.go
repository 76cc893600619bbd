package gate

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
)

// WaiversVersion is the value of the key "waivers" in a file of waivers.
const WaiversVersion = "credlint/v1"

// MaxWaivers is the maximum number of waivers in one file.
const MaxWaivers = 10_000

// Waiver sets the findings of one clause in one practice aside, for a reason and until a day.
type Waiver struct {
	Citation string // of one clause, "cn/shanghai/social_credit_2017#35.1"
	// Practice is the id of one practice, or the path of its file relative to the folder of the waivers. A waiver that matches
	// several practices of a run sets nothing aside.
	Practice string
	Place    string  // the jurisdiction of the practice; empty: any
	Pointer  *string // the exact JSON pointer of the finding; nil: every finding of the clause in the practice
	// Of are the approved subjects, see finding.Finding. Without them a waiver with a pointer covers only what has no value, since
	// nobody knows for which value it was given.
	Of []string
	// Status is the approved status, Breached or Undetermined. Neither covers the other, because a breach and an open question
	// need separate approval. Breached also covers a breach under some readings only.
	Status     finding.Status
	Reason     string
	ApprovedBy string
	Expires    string // the last day on which the waiver is valid, YYYY-MM-DD
}

// waiverKeys are the keys of a waiver in the order of output.
var waiverKeys = []string{"citation", "practice", "place", "pointer", "of", "status", "reason", "approved_by", "expires"}

// Waivers has the waivers of a file, evaluated on one day.
type Waivers struct {
	// Findings are the problems of the file and its waivers. After an error, no waiver of the file is valid.
	Findings []finding.Finding

	file  *file
	law   Law
	today string
	all   []Waiver // as written, including invalid ones
	valid []int    // indexes in all
}

// ReadWaivers parses a file of waivers in YAML, or in JSON if the name ends in .json. Waivers that expired before today,
// YYYY-MM-DD, are invalid. Every problem is a finding: with severity error for the whole file, with review for a waiver.
func ReadWaivers(name string, text []byte, law Law, today string) *Waivers {
	w := &Waivers{law: law, today: today}
	f, ok := parse(name, text, "waivers")
	w.file = f
	if ok {
		w.read(law)
	}
	w.Findings = finding.Sort(f.findings)
	return w
}

func (w *Waivers) read(law Law) {
	f := w.file
	const rule = "waivers"
	hint := finding.Text{ZH: "以“waivers: " + WaiversVersion + "”开头，在 entries 之下逐项列出豁免", EN: `begin with "waivers: ` + WaiversVersion + `" and list the waivers under "entries"`}
	head, ok := f.doc.Value.(map[string]any)
	if _, marked := head["waivers"]; !ok || !marked {
		f.reject(rule, "", finding.Text{ZH: "这不是豁免文件", EN: "this is no file of waivers"}, hint)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(head)) {
		if keys := []string{"waivers", "entries"}; !slices.Contains(keys, key) {
			f.findings = append(f.findings, f.finding(rule, finding.Error, f.keyPosition("/"+source.Escape(key)),
				finding.Text{ZH: fmt.Sprintf("豁免文件没有“%s”这一键", truncate(key)), EN: fmt.Sprintf("unknown key %q in a file of waivers", truncate(key))}, suggestion(law.Nearest(key, keys), keys)))
		}
	}
	if version, ok := head["waivers"].(string); !ok || version != WaiversVersion {
		f.reject(rule, "/waivers", finding.Text{ZH: "豁免文件的版本不是“" + WaiversVersion + "”", EN: fmt.Sprintf("the file of waivers is not of the version %q", WaiversVersion)}, hint)
	}
	entries, ok := head["entries"].([]any)
	switch _, written := head["entries"]; {
	case !written:
		f.reject(rule, "", finding.Text{ZH: "豁免文件缺少 entries", EN: "the file of waivers has no entries"}, hint)
	case !ok:
		f.reject(rule, "/entries", finding.Text{ZH: "entries 应为列表", EN: "entries must be a list"}, finding.Text{ZH: "每项以“- ”开头；没有豁免的，写作 []", EN: `begin each with "- "; write [] if there is none`})
	case len(entries) > MaxWaivers:
		f.reject(rule, "/entries", finding.Text{ZH: fmt.Sprintf("豁免过多，一个文件至多 %d 项", MaxWaivers), EN: fmt.Sprintf("the file holds more than %d waivers", MaxWaivers)}, finding.Text{})
	}
	if len(f.findings) > 0 {
		return
	}
	first := map[string]int{} // the valid waiver of each subject
	for i, v := range entries {
		x, valid := w.entry(i, v, law)
		w.all = append(w.all, x)
		if !valid {
			continue
		}
		earlier, twice := first[x.subject()]
		if twice {
			f.findings = append(f.findings, w.duplicate(earlier, f.positionOf(entryPointer(i))))
			continue
		}
		first[x.subject()] = i
		w.valid = append(w.valid, i)
	}
}

// duplicate is the finding, at a place, that an earlier waiver is for the same.
func (w *Waivers) duplicate(earlier int, at finding.Position) finding.Finding {
	first := w.file.positionOf(entryPointer(earlier))
	x := w.file.finding("waiver-duplicate", finding.Review, at,
		finding.Text{ZH: fmt.Sprintf("同一事项已有豁免（第 %d 行），此项不生效", first.Line), EN: fmt.Sprintf("the waiver on line %d is for the same, so that this one does not count", first.Line)},
		finding.Text{ZH: "只保留其中一项", EN: "keep one of the two"})
	x.Related = []finding.Position{first}
	return x
}

// subject identifies the findings of a waiver. Two waivers with the same subject are duplicates.
func (x Waiver) subject() string {
	key := fmt.Sprintf("%q %q %q %q", x.Citation, x.Practice, x.Place, x.Status)
	if x.Pointer != nil { // an empty pointer is the whole practice, not every place
		key += fmt.Sprintf(" %q", *x.Pointer)
	}
	return key + fmt.Sprintf(" %q", x.Of)
}

func entryPointer(i int) string { return "/entries/" + strconv.Itoa(i) }

// keyPosition returns the position of the key of an entry.
func (f *file) keyPosition(pointer string) finding.Position {
	span, _ := f.doc.Key(pointer)
	return f.position(span, pointer)
}

// invalidate adds the finding that waiver i is invalid, at one of its keys, or at the waiver if key is empty or missing.
func (w *Waivers) invalidate(rule string, i int, key string, message, hint finding.Text) {
	pointer := entryPointer(i)
	if key != "" {
		pointer += "/" + source.Escape(key)
	}
	w.file.findings = append(w.file.findings, w.file.finding(rule, finding.Review, w.file.positionOf(pointer), message, hint))
}

// entry parses waiver i and reports whether it is valid.
func (w *Waivers) entry(i int, v any, law Law) (x Waiver, valid bool) {
	before := len(w.file.findings)
	keys, ok := v.(map[string]any)
	if !ok {
		w.invalidate("waiver", i, "", finding.Text{ZH: "豁免应由键和值组成，此项不生效", EN: "a waiver must be keys with values, so that this one does not count"},
			finding.Text{ZH: "写明 " + strings.Join(waiverKeys, "、"), EN: "write " + strings.Join(waiverKeys, ", ")})
		return x, false
	}
	misspelt := map[string]bool{} // keys suggested for unknown keys; they are not reported as missing
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if slices.Contains(waiverKeys, key) {
			continue
		}
		near := law.Nearest(key, waiverKeys)
		for _, n := range near {
			misspelt[n] = true
		}
		w.invalidate("waiver", i, key, finding.Text{ZH: fmt.Sprintf("豁免没有“%s”这一键，此项不生效", truncate(key)), EN: fmt.Sprintf("a waiver has no key %q, so that this one does not count", truncate(key))}, suggestion(near, waiverKeys))
		w.file.findings[len(w.file.findings)-1].At = w.file.keyPosition(entryPointer(i) + "/" + source.Escape(key))
	}
	// text returns the value of a key. A missing value is reported with the given texts, unless the key is misspelt.
	text := func(key string, missing, hint finding.Text) string {
		value, written := keys[key]
		s, isText := value.(string)
		if n, ok := value.(json.Number); ok && key == "practice" {
			s, isText = n.String(), true // an unquoted id of digits
		}
		switch {
		case written && !isText && (value != nil || missing.IsZero()):
			w.invalidate("waiver", i, key, finding.Text{ZH: key + " 应为文字，此项豁免不生效", EN: key + " must be text, so that the waiver does not count"}, finding.Text{})
		case !finding.Visible(s) && !missing.IsZero() && !misspelt[key]:
			w.invalidate("waiver", i, key, missing, hint)
		}
		return s
	}
	x = Waiver{
		Citation: text("citation", finding.Text{ZH: "该豁免没有写明条款，不生效", EN: "the waiver names no clause and does not count"},
			finding.Text{ZH: "写明一个条款，如 cn/shanghai/social_credit_2017#35.1", EN: "name one, such as cn/shanghai/social_credit_2017#35.1"}),
		Practice: text("practice", finding.Text{ZH: "该豁免没有写明方案，不生效", EN: "the waiver names no practice and does not count"},
			finding.Text{ZH: "写明方案的编号（id）或者文件", EN: "name its id or its file"}),
		Place: text("place", finding.Text{}, finding.Text{}),
		Reason: text("reason", finding.Text{ZH: "该豁免没有写明理由，不生效", EN: "the waiver gives no reason and does not count"},
			finding.Text{ZH: "在 reason 中写明理由", EN: "say why in reason"}),
		ApprovedBy: text("approved_by", finding.Text{ZH: "该豁免没有写明批准人，不生效", EN: "the waiver does not say who approved it and does not count"},
			finding.Text{ZH: "在 approved_by 中写明批准的人员或者部门", EN: "name the person or office in approved_by"}),
		Expires: text("expires", finding.Text{ZH: "该豁免没有写明截止日期，不生效", EN: "the waiver has no last day and does not count"},
			finding.Text{ZH: "在 expires 中写明最后一日，如 2026-06-30", EN: "write its last day in expires, such as 2026-06-30"}),
		Status: finding.Breached,
	}
	if _, written := keys["pointer"]; written {
		p := text("pointer", finding.Text{}, finding.Text{})
		x.Pointer = &p
		if p != "" && !strings.HasPrefix(p, "/") {
			w.invalidate("waiver", i, "pointer", finding.Text{ZH: fmt.Sprintf("“%s”不是 JSON 指针，此项豁免不生效", truncate(p)), EN: fmt.Sprintf("%q is no JSON pointer, so that the waiver does not count", truncate(p))},
				finding.Text{ZH: "按 JSON 报告中的写法，如 /items/0/category", EN: "write it as the JSON report does, such as /items/0/category"})
		}
	}
	switch v := keys["of"].(type) {
	case []any:
		for k := range v {
			s, ok := v[k].(string)
			if x.Of = append(x.Of, s); !ok || s == "" {
				w.invalidate("waiver", i, "of", finding.Text{ZH: "of 的各项应为文字，此项豁免不生效", EN: "what stands in of must be text, so that the waiver does not count"}, finding.Text{})
			}
		}
	default:
		if _, written := keys["of"]; written {
			x.Of = []string{text("of", finding.Text{ZH: "of 没有内容，此项豁免不生效", EN: "of is empty, so that the waiver does not count"}, finding.Text{ZH: "写明批准的内容，或者删除该行", EN: "write what was approved, or remove the line"})}
		}
	}
	if v, written := keys["status"]; written {
		s, _ := v.(string)
		x.Status = finding.Status(s)
		if choices := []string{string(finding.Breached), string(finding.Undetermined)}; !slices.Contains(choices, s) {
			w.invalidate("waiver", i, "status", finding.Text{ZH: fmt.Sprintf("没有“%s”这一状态（status），此项豁免不生效", truncate(s)), EN: fmt.Sprintf("unknown status %q, so that the waiver does not count", truncate(s))}, suggestion(law.Nearest(s, choices), choices))
		}
	}
	for _, key := range []string{"reason", "approved_by"} {
		span, _ := w.file.doc.At(entryPointer(i) + "/" + key)
		for _, cut := range w.file.doc.Warnings {
			if cut.Cut && cut.Span == span { // what was approved may have ended otherwise
				w.invalidate("waiver-cut", i, key, finding.Text{ZH: cut.ZH + "，此项豁免不生效", EN: cut.EN + ", so that the waiver does not count"}, finding.Text{ZH: cut.HintZH, EN: cut.HintEN})
			}
		}
	}
	invalid := func(rule, key string, message, hint finding.Text) { w.invalidate(rule, i, key, message, hint) }
	if x.Citation != "" {
		checkClause(x.Citation, law, invalid)
	}
	if x.Expires != "" {
		checkExpiry(x.Expires, w.today, invalid)
	}
	return x, len(w.file.findings) == before
}

// checkClause checks that a waiver names a clause that may be waived.
func checkClause(citation string, law Law, invalid func(rule, key string, message, hint finding.Text)) {
	known, waivable := law.Clause(citation)
	switch {
	case known && waivable:
	case known:
		invalid("waiver-not-allowed", "citation",
			finding.Text{ZH: fmt.Sprintf("“%s”不得豁免，此项不生效", citation), EN: fmt.Sprintf("%s may not be waived, so that the waiver does not count", citation)},
			finding.Text{ZH: "该条款保护的权利不得由机关放弃，应当改正方案", EN: "the right it protects is not the agency's to give up; change the practice"})
	case !strings.Contains(citation, "#"):
		invalid("waiver-unknown", "citation",
			finding.Text{ZH: fmt.Sprintf("“%s”不是一个条款；豁免须逐款指明，此项不生效", truncate(citation)), EN: fmt.Sprintf("%q names no clause; a waiver names one exactly, so that this one does not count", truncate(citation))},
			finding.Text{ZH: "写作 cn/shanghai/social_credit_2017#35.1 的样子", EN: "write it as cn/shanghai/social_credit_2017#35.1"})
	default:
		invalid("waiver-unknown", "citation",
			finding.Text{ZH: fmt.Sprintf("规范库中没有条款“%s”，此项豁免不生效", truncate(citation)), EN: fmt.Sprintf("no clause is %q in the law at hand, so that the waiver does not count", truncate(citation))},
			suggestion(law.SuggestClauses(citation), nil))
	}
}

// checkExpiry checks that a waiver has not expired. It is still valid on its last day.
func checkExpiry(expires, today string, invalid func(rule, key string, message, hint finding.Text)) {
	if _, err := time.Parse(time.DateOnly, expires); err != nil {
		invalid("waiver", "expires", finding.Text{ZH: fmt.Sprintf("“%s”不是日期，此项豁免不生效", truncate(expires)), EN: fmt.Sprintf("%q is not a day, so that the waiver does not count", truncate(expires))},
			finding.Text{ZH: "写作 2026-06-30", EN: "write it as 2026-06-30"})
	} else if expires < today {
		invalid("waiver-expired", "expires", finding.Text{ZH: fmt.Sprintf("该豁免已于 %s 届满，不再有效", expires), EN: fmt.Sprintf("the waiver expired on %s and does not count", expires)},
			finding.Text{ZH: "改正方案，或者另行报请批准；不再需要的，删除此项", EN: "change the practice, have it approved again, or take the waiver out"})
	}
}
