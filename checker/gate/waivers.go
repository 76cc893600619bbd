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

// WaiversVersion is what the first line of a file of waivers says.
const WaiversVersion = "credlint/v1"

// MaxWaivers bounds the waivers of one file.
const MaxWaivers = 10_000

// Waiver sets the findings of one clause in one practice aside for a reason and a time.
type Waiver struct {
	Citation string // of one clause, "cn/shanghai/social_credit_2017#35.1"
	// Practice is the id of one practice, or the path of its file from the folder of the waivers. What fits more than one
	// practice of a run sets nothing aside.
	Practice string
	Place    string  // the jurisdiction the practice must have; empty: any
	Pointer  *string // the JSON pointer of the finding, exactly; nil: every place of the clause in the practice
	// Status is Breached or Undetermined: what was approved. A breach that is known and an open question are different
	// things to approve, so that neither covers the other; Breached covers what is breached on some readings only, too.
	Status     finding.Status
	Reason     string
	ApprovedBy string
	Expires    string // the last day on which it counts, YYYY-MM-DD
}

// waiverKeys are the keys of a waiver in the order in which they are written.
var waiverKeys = []string{"citation", "practice", "place", "pointer", "status", "reason", "approved_by", "expires"}

// Waivers is a file of waivers as it stands on one day.
type Waivers struct {
	// Findings are what is wrong with the file, which then has no waivers, and with the waivers that do not count.
	Findings []finding.Finding

	file     *file
	today    string
	all      []Waiver // as written, those that do not count too
	counting []int    // in all
}

// ReadWaivers reads a file of waivers in YAML, or in JSON where its name ends so. today, YYYY-MM-DD, decides what has
// expired. Whatever is wrong is a finding at its place: severity error for the file as a whole, review for a waiver that
// does not count.
func ReadWaivers(name string, text []byte, law Law, today string) *Waivers {
	w := &Waivers{today: today}
	f, ok := open(name, text, "waivers")
	w.file = f
	if ok {
		w.read(law)
	}
	w.Findings = finding.Sort(f.found)
	return w
}

func (w *Waivers) read(law Law) {
	f := w.file
	const rule = "waivers"
	hint := finding.Text{ZH: "以“waivers: " + WaiversVersion + "”开头，在 entries 之下逐项列出豁免", EN: `begin with "waivers: ` + WaiversVersion + `" and list the waivers under "entries"`}
	head, ok := f.doc.Value.(map[string]any)
	if _, marked := head["waivers"]; !ok || !marked {
		f.fault(rule, "", finding.Text{ZH: "这不是豁免文件", EN: "this is no file of waivers"}, hint)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(head)) {
		if keys := []string{"waivers", "entries"}; !slices.Contains(keys, key) {
			f.found = append(f.found, f.finding(rule, finding.Error, f.key("/"+source.Escape(key)),
				finding.Text{ZH: fmt.Sprintf("豁免文件没有“%s”这一键", clip(key)), EN: fmt.Sprintf("unknown key %q in a file of waivers", clip(key))}, meant(law.Nearest(key, keys), keys)))
		}
	}
	if version, ok := head["waivers"].(string); !ok || version != WaiversVersion {
		f.fault(rule, "/waivers", finding.Text{ZH: "豁免文件的版本不是“" + WaiversVersion + "”", EN: fmt.Sprintf("the file of waivers is not of the version %q", WaiversVersion)}, hint)
	}
	entries, ok := head["entries"].([]any)
	switch _, written := head["entries"]; {
	case !written:
		f.fault(rule, "", finding.Text{ZH: "豁免文件缺少 entries", EN: "the file of waivers has no entries"}, hint)
	case !ok:
		f.fault(rule, "/entries", finding.Text{ZH: "entries 应为列表", EN: "entries must be a list"}, finding.Text{ZH: "每项以“- ”开头；没有豁免的，写作 []", EN: `begin each with "- "; write [] if there is none`})
	case len(entries) > MaxWaivers:
		f.fault(rule, "/entries", finding.Text{ZH: fmt.Sprintf("豁免过多，一个文件至多 %d 项", MaxWaivers), EN: fmt.Sprintf("the file holds more than %d waivers", MaxWaivers)}, finding.Text{})
	}
	if len(f.found) > 0 {
		return
	}
	first := map[subject]int{} // of those that are for the same, the one that counts
	for i, v := range entries {
		x, counts := w.entry(i, v, law)
		w.all = append(w.all, x)
		if !counts {
			continue
		}
		earlier, twice := first[x.subject()]
		if twice {
			at := f.place(entryAt(earlier))
			w.refuse("waiver-duplicate", i, "",
				finding.Text{ZH: fmt.Sprintf("同一事项已有豁免（第 %d 行），此项不生效", at.Line), EN: fmt.Sprintf("the waiver on line %d is for the same, so that this one does not count", at.Line)},
				finding.Text{ZH: "只保留其中一项", EN: "keep one of the two"})
			f.found[len(f.found)-1].Related = []finding.Position{at}
			continue
		}
		first[x.subject()] = i
		w.counting = append(w.counting, i)
	}
}

// subject is what a waiver is for, without who approved it, why and until when.
type subject struct {
	citation, practice, place string
	status                    finding.Status
	pointer                   string
	everywhere                bool
}

func (x Waiver) subject() subject {
	s := subject{citation: x.Citation, practice: x.Practice, place: x.Place, status: x.Status, everywhere: x.Pointer == nil}
	if x.Pointer != nil {
		s.pointer = *x.Pointer
	}
	return s
}

func entryAt(i int) string { return "/entries/" + strconv.Itoa(i) }

// key is the place of a key.
func (f *file) key(pointer string) finding.Position {
	span, _ := f.doc.Key(pointer)
	return f.at(span, pointer)
}

// refuse finds that waiver i does not count, at one of its keys or, where that is empty or not written, at the waiver.
func (w *Waivers) refuse(rule string, i int, key string, message, hint finding.Text) {
	pointer := entryAt(i)
	if key != "" {
		pointer += "/" + source.Escape(key)
	}
	w.file.found = append(w.file.found, w.file.finding(rule, finding.Review, w.file.place(pointer), message, hint))
}

// entry reads waiver i and reports whether it counts.
func (w *Waivers) entry(i int, v any, law Law) (x Waiver, counts bool) {
	before := len(w.file.found)
	keys, ok := v.(map[string]any)
	if !ok {
		w.refuse("waiver", i, "", finding.Text{ZH: "豁免应由键和值组成，此项不生效", EN: "a waiver must be keys with values, so that this one does not count"},
			finding.Text{ZH: "写明 " + strings.Join(waiverKeys, "、"), EN: "write " + strings.Join(waiverKeys, ", ")})
		return x, false
	}
	misspelt := map[string]bool{} // keys that an unknown one stands for: that they are missing is said already
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if slices.Contains(waiverKeys, key) {
			continue
		}
		near := law.Nearest(key, waiverKeys)
		for _, n := range near {
			misspelt[n] = true
		}
		w.refuse("waiver", i, key, finding.Text{ZH: fmt.Sprintf("豁免没有“%s”这一键，此项不生效", clip(key)), EN: fmt.Sprintf("a waiver has no key %q, so that this one does not count", clip(key))}, meant(near, waiverKeys))
		w.file.found[len(w.file.found)-1].At = w.file.key(entryAt(i) + "/" + source.Escape(key))
	}
	// text reads one key. What is missing is said in the words given, unless a misspelt key says it.
	text := func(key string, missing, hint finding.Text) string {
		value, written := keys[key]
		s, isText := value.(string)
		if n, ok := value.(json.Number); ok && key == "practice" {
			s, isText = n.String(), true // an id of digits
		}
		switch {
		case written && !isText && (value != nil || missing.IsZero()):
			w.refuse("waiver", i, key, finding.Text{ZH: key + " 应为文字，此项豁免不生效", EN: key + " must be text, so that the waiver does not count"}, finding.Text{})
		case strings.TrimSpace(s) == "" && !missing.IsZero() && !misspelt[key]:
			w.refuse("waiver", i, key, missing, hint)
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
			w.refuse("waiver", i, "pointer", finding.Text{ZH: fmt.Sprintf("“%s”不是 JSON 指针，此项豁免不生效", clip(p)), EN: fmt.Sprintf("%q is no JSON pointer, so that the waiver does not count", clip(p))},
				finding.Text{ZH: "按 JSON 报告中的写法，如 /items/0/category", EN: "write it as the JSON report does, such as /items/0/category"})
		}
	}
	if v, written := keys["status"]; written {
		s, _ := v.(string)
		x.Status = finding.Status(s)
		if choices := []string{string(finding.Breached), string(finding.Undetermined)}; !slices.Contains(choices, s) {
			w.refuse("waiver", i, "status", finding.Text{ZH: fmt.Sprintf("没有“%s”这一状态（status），此项豁免不生效", clip(s)), EN: fmt.Sprintf("unknown status %q, so that the waiver does not count", clip(s))}, meant(law.Nearest(s, choices), choices))
		}
	}
	if x.Citation != "" {
		w.clause(i, x.Citation, law)
	}
	if x.Expires != "" {
		w.day(i, x.Expires)
	}
	return x, len(w.file.found) == before
}

// clause holds that waiver i is for a clause that may be waived.
func (w *Waivers) clause(i int, citation string, law Law) {
	known, waivable := law.Clause(citation)
	switch {
	case known && waivable:
	case known:
		w.refuse("waiver-not-allowed", i, "citation",
			finding.Text{ZH: fmt.Sprintf("“%s”不得豁免，此项不生效", citation), EN: fmt.Sprintf("%s may not be waived, so that the waiver does not count", citation)},
			finding.Text{ZH: "该条款保护的权利不得由机关放弃，应当改正方案", EN: "the right it protects is not the agency's to give up; change the practice"})
	case !strings.Contains(citation, "#"):
		w.refuse("waiver-unknown", i, "citation",
			finding.Text{ZH: fmt.Sprintf("“%s”不是一个条款；豁免须逐款指明，此项不生效", clip(citation)), EN: fmt.Sprintf("%q names no clause; a waiver names one exactly, so that this one does not count", clip(citation))},
			finding.Text{ZH: "写作 cn/shanghai/social_credit_2017#35.1 的样子", EN: "write it as cn/shanghai/social_credit_2017#35.1"})
	default:
		w.refuse("waiver-unknown", i, "citation",
			finding.Text{ZH: fmt.Sprintf("规范库中没有条款“%s”，此项豁免不生效", clip(citation)), EN: fmt.Sprintf("no clause is %q in the law at hand, so that the waiver does not count", clip(citation))},
			meant(law.Meant(citation), nil))
	}
}

// day holds that waiver i has not expired. It counts on its last day too.
func (w *Waivers) day(i int, expires string) {
	if _, err := time.Parse(time.DateOnly, expires); err != nil {
		w.refuse("waiver", i, "expires", finding.Text{ZH: fmt.Sprintf("“%s”不是日期，此项豁免不生效", clip(expires)), EN: fmt.Sprintf("%q is not a day, so that the waiver does not count", clip(expires))},
			finding.Text{ZH: "写作 2026-06-30", EN: "write it as 2026-06-30"})
	} else if expires < w.today {
		w.refuse("waiver-expired", i, "expires", finding.Text{ZH: fmt.Sprintf("该豁免已于 %s 届满，不再有效", expires), EN: fmt.Sprintf("the waiver expired on %s and does not count", expires)},
			finding.Text{ZH: "改正方案，或者另行报请批准；不再需要的，删除此项", EN: "change the practice, have it approved again, or take the waiver out"})
	}
}
