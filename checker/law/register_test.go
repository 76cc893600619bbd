package law

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

func newRegister(t testing.TB, encoded ...*Instrument) *Register {
	t.Helper()
	return NewRegister(os.DirFS(packRoot), loadPlaces(t), encoded)
}

func resolveOne(t testing.TB, r *Register, text, day, place string) Resolution {
	t.Helper()
	all, err := r.ResolveText(text, day, place)
	if err != nil || len(all) != 1 {
		t.Fatalf("%s: %d resolutions, error %v", text, len(all), err)
	}
	return all[0]
}

func defects(res Resolution) string {
	var out []string
	for _, d := range res.Defects {
		out = append(out, strings.TrimPrefix(d.Rule, "credlint/citation-")+"/"+d.Severity.String())
	}
	return strings.Join(out, " ")
}

const today = "2026-03-01"

func TestResolve(t *testing.T) {
	r := newRegister(t)
	for _, tt := range []struct {
		cite, day, place string
		known            Answer
		rank             Rank
		of               string
		inForce          Answer
		has              Answer
		governs          Answer
		defects          string
	}{
		{"《征信业管理条例》第十四条第一款", today, "cn/shanghai", Yes, "administrative_regulation", "cn", Yes, Yes, Yes, ""},
		{"《中华人民共和国行政处罚法》第四十八条第一款", today, "cn/shanghai", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"行政处罚法第四十八条第一款", today, "cn/shanghai", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《宪法》第一条", today, "cn", Yes, "constitution", "cn", Yes, Yes, Yes, ""},
		{"《上海市轨道交通管理条例》第三十条第四款", today, "cn/shanghai", Yes, "local_regulation", "cn/shanghai", Yes, Yes, Yes, ""},
		{"《上海市轨道交通管理条例》第三十条第四款", today, "cn/shanghai/pudong", Yes, "local_regulation", "cn/shanghai", Yes, Yes, Yes, ""},
		{"《信访工作条例》第五条", today, "cn", Yes, "party_state_regulation", "cn", Yes, Yes, Yes, ""},
		{"《深圳经济特区社会信用条例》第一条", today, "cn/guangdong/shenzhen", Yes, "special_zone_regulation", "cn/guangdong/shenzhen", Yes, Yes, Yes, ""},

		// past the end
		{"《征信业管理条例》第四十八条", today, "cn", Yes, "administrative_regulation", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《征信业管理条例》第四十七条", today, "cn", Yes, "administrative_regulation", "cn", Yes, Yes, Yes, ""},
		{"《行政处罚法》第四十八条第三款", today, "cn", Yes, "law", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《征信业管理条例》第十四条、第四十八条至第五十条", today, "cn", Yes, "administrative_regulation", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《上海市社会信用条例》第九条第二款第（六）项", today, "cn/shanghai", Yes, "local_regulation", "cn/shanghai", Yes, Yes, Yes, ""},
		{"《上海市社会信用条例》第九条第二款第（七）项", today, "cn/shanghai", Yes, "local_regulation", "cn/shanghai", Yes, No, Yes, "no-such-article/error"},
		{"《上海市社会信用条例》第九条第一款第（一）项", today, "cn/shanghai", Yes, "local_regulation", "cn/shanghai", Yes, No, Yes, "no-such-article/error"},
		{"《上海市社会信用条例》第九条第（六）项", today, "cn/shanghai", Yes, "local_regulation", "cn/shanghai", Yes, Yes, Yes, ""},
		{"《刑法》第二百五十三条之一第四款", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《刑法》第二百五十三条之二", today, "cn", Yes, "law", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《征信业管理条例》第十四条之一", today, "cn", Yes, "administrative_regulation", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《刑法》第十七条之一第一款第1项", today, "cn", Yes, "law", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《征信业管理条例》第四十条第（一）项第1目", today, "cn", Yes, "administrative_regulation", "cn", Yes, Unknown, Yes, "uncertain/review"},

		// days
		{"《征信业管理条例》第十四条", "2013-03-14", "cn", Yes, "administrative_regulation", "cn", No, Unknown, Yes, "not-in-force/error"},
		{"《征信业管理条例》第十四条", "2013-03-15", "cn", Yes, "administrative_regulation", "cn", Yes, Yes, Yes, ""},
		{"《学位条例》第四条", "2024-12-31", "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《学位条例》第四条", "2025-01-01", "cn", Yes, "law", "cn", No, Yes, Yes, "repealed/error"},
		{"《噪声污染防治法》第二条", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《噪声污染防治法》第二条", "2026-08-15", "cn", Yes, "law", "cn", No, Yes, Yes, "repealed/error"},
		{"《信访条例》第二条", today, "cn", Yes, "administrative_regulation", "cn", No, Yes, Yes, "repealed/error"},
		{"《信访条例》第二条", "2020-01-01", "cn", Yes, "administrative_regulation", "cn", Unknown, Yes, Yes, "repealed/review"},
		{"《乡镇企业法》第二条", today, "cn", Yes, "law", "cn", Unknown, Yes, Yes, "uncertain/review"},
		{"《立法法》第九十一条", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《行政处罚法》第四十八条", "2019-01-01", "cn", Yes, "law", "cn", Yes, Unknown, Yes, "uncertain/review"},
		{"《立法法》第一百一十条", "2020-01-01", "cn", Yes, "law", "cn", Yes, No, Yes, "no-such-article/error"},
		{"《立法法》第九十九条", "2020-01-01", "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《立法法》（2015修正）第九十一条", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, "not-in-force/warning"},
		{"《立法法》（2023修正）第九十一条", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},

		// places
		{"《杭州市文明行为促进条例》第三条", today, "cn/zhejiang/ningbo", Yes, "local_regulation", "cn/zhejiang/hangzhou", Yes, Yes, No, "other-place/error"},
		{"《杭州市文明行为促进条例》第三条", today, "cn/zhejiang", Yes, "local_regulation", "cn/zhejiang/hangzhou", Yes, Yes, No, "other-place/error"},
		{"《上海市社会信用条例》第九条", today, "cn/jiangsu", Yes, "local_regulation", "cn/shanghai", Yes, Yes, No, "other-place/error"},

		// titles
		{"《社会信用条例》第九条", today, "cn/shanghai", Yes, "local_regulation", "cn/shanghai", Yes, Yes, Yes, "informal/warning"},
		{"《社会信用条例》第九条", today, "cn/jiangsu", No, "", "", Unknown, Unknown, Unknown, "unknown/warning"},
		{"《个保法》第十三条", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, "informal/warning"},
		{"《关于公布失信被执行人名单信息的若干规定》第一条", today, "cn", Yes, "judicial_interpretation", "cn", Yes, Yes, Yes, "informal/warning"},
		{"《征信行业管理条例》第十四条", today, "cn", No, "", "", Unknown, Unknown, Unknown, "unknown/warning"},
		{"国办发〔1999〕1号", today, "cn", No, "normative_document", "", Unknown, Unknown, Unknown, "unknown/warning"},
		{"国办发〔2020〕49号", today, "cn", Yes, "normative_document", "cn", Yes, Unknown, Yes, "uncertain/review"},
		{"《征信业务管理办法》第五条", today, "cn", Yes, "", "cn", Yes, Unknown, Yes, "uncertain/review"},
		{"《信用修复管理办法》第五条", today, "cn", Yes, "", "cn", No, Unknown, Yes, "not-in-force/error"},
		{"《广东省社会信用条例》第五条", today, "cn/guangdong/shenzhen", Yes, "", "cn/guangdong", Yes, Unknown, Yes, "uncertain/review"},
		{"《网络安全法》第六十一条第三款", today, "cn", Yes, "law", "cn", Yes, Yes, Yes, ""},
		{"《台州市物业管理规定》第一条", today, "cn/zhejiang/taizhou", No, "", "", Unknown, Unknown, Unknown, "unknown/warning"},
		{"《工资支付暂行规定》第三条", today, "cn", Yes, "normative_document", "cn", Yes, Yes, Yes, ""},
		{"《征信业管理条例》", today, "cn", Yes, "administrative_regulation", "cn", Yes, Unknown, Yes, "uncertain/review"},
		{"《征信业管理条例》第一款", today, "cn", Yes, "administrative_regulation", "cn", Yes, Unknown, Yes, "unreadable/error"},
		{"本条例第十四条", today, "cn", Unknown, "", "", Unknown, Unknown, Unknown, "unreadable/error"},
		{"前款", today, "cn", Unknown, "", "", Unknown, Unknown, Unknown, "unreadable/error"},
		{"《征信业管理条例第十四条", today, "cn", Unknown, "", "", Unknown, Unknown, Unknown, "unreadable/error"},
		{"cn/nowhere_2000#1", today, "cn", No, "", "", Unknown, Unknown, Unknown, "unknown/warning"},
	} {
		res := resolveOne(t, r, tt.cite, tt.day, tt.place)
		got := fmt.Sprint(res.Known, res.Rank, res.Place, res.InForce, res.HasArticle, res.Governs, defects(res))
		want := fmt.Sprint(tt.known, tt.rank, tt.of, tt.inForce, tt.has, tt.governs, tt.defects)
		if got != want {
			t.Errorf("%s on %s in %s\n got %s\nwant %s", tt.cite, tt.day, tt.place, got, want)
		}
	}
}

// TestDefectsGolden compares the words of every defect, in both languages, with a golden file.
func TestDefectsGolden(t *testing.T) {
	r := newRegister(t, encodedForTest()...)
	var b strings.Builder
	for _, one := range []struct{ cite, day, place string }{
		{"《征信业管理条例》第四十八条", today, "cn"},
		{"《征信业管理条例》第十四条、第四十八条至第五十条", today, "cn"},
		{"《上海市社会信用条例》第九条第二款第（七）项", today, "cn/shanghai"},
		{"《上海市社会信用条例》第一条第二款", today, "cn/shanghai"},
		{"《上海市社会信用条例》第九条第一款第（一）项", today, "cn/shanghai"},
		{"《刑法》第二百五十三条之二", today, "cn"},
		{"《征信业管理条例》第十四条", "2013-03-14", "cn"},
		{"《外商投资法》第一条", "2015-01-01", "cn"},
		{"《宪法修正案（2018年）》第三十二条", "2018-05-01", "cn"},
		{"《学位条例》第四条", today, "cn"},
		{"《信访条例》第二条", today, "cn"},
		{"《信访条例》第二条", "2020-01-01", "cn"},
		{"《乡镇企业法》第二条", today, "cn"},
		{"《行政处罚法》第四十八条", "2019-01-01", "cn"},
		{"《立法法》（2015修正）第九十一条", today, "cn"},
		{"《杭州市文明行为促进条例》第三条", today, "cn/zhejiang/ningbo"},
		{"《个保法》第十三条", today, "cn"},
		{"《征信行业管理条例》第十四条", today, "cn"},
		{"《上海市社会信用条列》第九条", today, "cn/shanghai"},
		{"《星际航行法》第十四条", today, "cn"},
		{"《征信业管理条例》", today, "cn"},
		{"《征信业管理条例》第一款", today, "cn"},
		{"本条例第十四条", today, "cn"},
		{"《征信业管理条例第十四条", today, "cn"},
		{"cn/credit_reporting_2031#14.1", today, "cn"},
		{"《征信业管理条例》第四十条第（一）项第1目", today, "cn"},
		{"《北京市人民代表大会议事规则》第十六条", today, "cn/beijing"},
		{"国办发〔2020〕49号", today, "cn"},
		{"《东莞市电动自行车管理条例》第三条", today, "cn/guangdong/dongguan"},
		{"《台州市物业管理规定》第一条", today, "cn/zhejiang/taizhou"},
		{"《舟山市物业管理条例》第四十九条第（三）项", today, "cn/zhejiang/zhoushan"},
		{"《试验条例》第九条第二款", "2020-06-01", "cn"},
		{"《试验条例》第二十条", "2020-06-01", "cn"},
		{"《试验条例》第二条", "2024-01-01", "cn"},
	} {
		res := resolveOne(t, r, one.cite, one.day, one.place)
		fmt.Fprintf(&b, "%s  %s %s\n", one.cite, one.day, one.place)
		if len(res.Defects) == 0 {
			t.Errorf("%s: no defect", one.cite)
		}
		for _, d := range res.Defects {
			runes := []rune(one.cite)
			fmt.Fprintf(&b, "  %s: %s at %s\n    zh %s\n       %s\n    en %s\n       %s\n", d.Severity, d.Rule, string(runes[d.Start:d.End]), d.Message.ZH, d.Hint.ZH, d.Message.EN, d.Hint.EN)
			checkWords(t, d)
		}
	}
	golden := filepath.Join("testdata", "register", "defects.golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("words differ from %s (-want +got), see -update:\n%s", golden, d)
	}
}

var titles = regexp.MustCompile(`《[^》]*》|"[^"]*"`)

// checkWords checks the style of the messages of a defect: both languages, no full stop, and no Chinese in English but titles.
func checkWords(t *testing.T, d Defect) {
	t.Helper()
	if d.Message.ZH == "" || d.Message.EN == "" {
		t.Errorf("%s lacks a language: %+v", d.Rule, d.Message)
	}
	for _, s := range []string{d.Message.EN, d.Message.ZH, d.Hint.EN, d.Hint.ZH} {
		if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "。") {
			t.Errorf("%q ends with a full stop", s)
		}
	}
	if en := titles.ReplaceAllString(d.Message.EN, ""); d.Rule != CitationUnreadable && strings.IndexFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
		t.Errorf("Chinese in %q", d.Message.EN)
	}
}

// encodedForTest has a law of two texts that no table knows, and the encoded form of one the table does know.
func encodedForTest() []*Instrument {
	return []*Instrument{
		{
			ID: "cn/credit_reporting_2013", Title: finding.Text{ZH: "征信业管理条例", EN: "Regulation on the Administration of the Credit Reporting Industry"},
			Rank: "administrative_regulation", InForce: InForce{From: "2013-03-15"}, Text: TextStatus{Status: "held", AsOf: "2025-04-19"},
		},
		{
			ID: "cn/trial_2019", Title: finding.Text{ZH: "试验条例", EN: "Trial Regulation"}, Aliases: []string{"试条"},
			Rank: "administrative_regulation", InForce: InForce{From: "2019-01-01", Until: "2021-12-31"},
			articles: []Article{{Articles: "1-8"}, {Article: "9", Clauses: []Clause{{Clause: "9.1"}}}, {Article: "9-1"}, {Articles: "10-12"}},
		},
		{
			ID: "cn/trial_2021", Title: finding.Text{ZH: "试验条例", EN: "Trial Regulation"},
			Rank: "administrative_regulation", InForce: InForce{From: "2022-01-01", Until: "2023-12-31"},
			articles: []Article{{Articles: "1-20"}},
		},
		{
			ID: "cn/shanghai/trial_2020", Title: finding.Text{ZH: "试验办法", EN: "Trial Measures"}, Rank: "local_government_rule",
			InForce: InForce{From: "2020-01-01"}, articles: []Article{{Articles: "1-3"}},
		},
		{
			ID: "cn/beijing/trial_2020", Title: finding.Text{ZH: "试验办法", EN: "Trial Measures"}, Rank: "local_government_rule",
			InForce: InForce{From: "2020-01-01"}, articles: []Article{{Articles: "1-3"}},
		},
	}
}

func TestEncodedGoesFirst(t *testing.T) {
	r := newRegister(t, encodedForTest()...)
	for _, tt := range []struct{ cite, day, place, instrument, inForce, has, defects string }{
		{"《征信业管理条例》第十四条第一款", today, "cn", "cn/credit_reporting_2013", "yes", "yes", ""},
		{"Regulation on the Administration of the Credit Reporting Industry art. 14(1)", today, "cn", "cn/credit_reporting_2013", "yes", "yes", ""},
		{"cn/credit_reporting_2013#14.1", today, "cn", "cn/credit_reporting_2013", "yes", "yes", ""},
		{"cn/credit_reporting_2013#48", today, "cn", "cn/credit_reporting_2013", "yes", "no", "no-such-article/error"},
		{"cn/credit_reporting_2013#14", "2013-03-14", "cn", "cn/credit_reporting_2013", "no", "unknown", "not-in-force/error"},
		{"《征信业管理条例》第十四条", "2013-03-14", "cn", "", "no", "unknown", "not-in-force/error"},
		{"《试验条例》第九条第一款", "2020-06-01", "cn", "cn/trial_2019", "yes", "yes", ""},
		{"《试条》第九条", "2020-06-01", "cn", "cn/trial_2019", "yes", "yes", ""},
		{"《试验条例》第九条之一", "2020-06-01", "cn", "cn/trial_2019", "yes", "yes", ""},
		{"《试验条例》第九条之二", "2020-06-01", "cn", "cn/trial_2019", "yes", "no", "no-such-article/error"},
		{"《试验条例》第九条第二款", "2020-06-01", "cn", "cn/trial_2019", "yes", "unknown", "uncertain/review"},
		{"《试验条例》第十三条", "2020-06-01", "cn", "cn/trial_2019", "yes", "no", "no-such-article/error"},
		{"《试验条例》第十三条", "2022-06-01", "cn", "cn/trial_2021", "yes", "yes", ""},
		{"《试验条例》第十三条", "2021-12-31", "cn", "cn/trial_2019", "yes", "no", "no-such-article/error"},
		{"《试验条例》第十三条", "2022-01-01", "cn", "cn/trial_2021", "yes", "yes", ""},
		{"cn/trial_2019#9", "2022-01-01", "cn", "cn/trial_2019", "no", "yes", "repealed/error"},
		{"《试验办法》第三条", today, "cn/shanghai", "cn/shanghai/trial_2020", "yes", "yes", ""},
		{"《试验办法》第三条", today, "cn/beijing/haidian", "cn/beijing/trial_2020", "yes", "yes", ""},
		{"《试验办法》第三条", today, "cn/tianjin", "cn/shanghai/trial_2020", "yes", "yes", "other-place/error"},
	} {
		res := resolveOne(t, r, tt.cite, tt.day, tt.place)
		got := fmt.Sprint(res.Instrument, " ", res.InForce, " ", res.HasArticle, " ", defects(res))
		want := fmt.Sprint(tt.instrument, " ", tt.inForce, " ", tt.has, " ", tt.defects)
		if got != want {
			t.Errorf("%s on %s in %s\n got %s\nwant %s", tt.cite, tt.day, tt.place, got, want)
		}
	}
}

func TestNearestTitles(t *testing.T) {
	r := newRegister(t, encodedForTest()...)
	for written, want := range map[string]string{
		"征信行业管理条例":         "征信业管理条例",
		"个人信息保户法":          "个人信息保护法",
		"上海市社会信用条列":        "上海市社会信用条例",
		"上海社会信用条例":         "上海市社会信用条例",
		"Trial Regulatoin": "Trial Regulation",
	} {
		res := resolveOne(t, r, written+" art. 1", today, "cn/shanghai")
		if res.Known != No || !strings.Contains(res.Defects[0].Hint.EN, "《"+want+"》") {
			t.Errorf("%s: hint %q, want 《%s》", written, res.Defects[0].Hint.EN, want)
		}
	}
}

// TestNearestTitlesStayAtHome: the law of another place than the one a title names is not what was meant, wherever it is cited.
func TestNearestTitlesStayAtHome(t *testing.T) {
	r := newRegister(t)
	table, err := r.table()
	if err != nil {
		t.Fatal(err)
	}
	places := loadPlaces(t)
	tried := 0
	for i, known := range table.records {
		of, _ := places.Place(known.place)
		rest, ok := strings.CutPrefix(known.cited, of.Name.ZH)
		if !ok || of.ID == "cn" || i%41 != 0 {
			continue
		}
		for _, other := range []string{"贵州省", "贵洲省", "广西壮族自治区", "河北省", "湖北省", "江苏省", "毕节市", "上诲市"} {
			for _, in := range []string{known.place, "cn/guizhou", "cn"} {
				tried++
				for _, title := range r.nearestTitles(table, other+rest, in) {
					for _, e := range table.records {
						if e.cited == title && e.place != "cn" && !strings.HasPrefix(title, other) && !(other == "上诲市" && Above("cn/shanghai", e.place)) {
							t.Errorf("《%s》 cited in %s: did you mean 《%s》 of %s", other+rest, in, title, e.place)
						}
					}
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("%d titles tried", tried)
	}
}

func TestNotLaw(t *testing.T) {
	r := newRegister(t)
	res := resolveOne(t, r, "《工资支付暂行规定》第三条", today, "cn")
	d, ok := res.NotLaw()
	if !ok || d.Rule != CitationNotLaw || d.Severity != finding.Error {
		t.Errorf("a normative document: %v %+v", ok, d)
	}
	checkWords(t, d)
	res = resolveOne(t, r, "《行政处罚法》第三条", today, "cn")
	if _, ok := res.NotLaw(); ok {
		t.Error("a law was taken for a normative document")
	}
}

// TestAmbiguous: one title, two places above the practice's at the same height.
func TestAmbiguous(t *testing.T) {
	row := func(place, rank, title string) string {
		return strings.Join([]string{place, rank, title, "", "", "", "", "", "2010-01-01", "2010-01-01", "=", "", ",2"}, "\t") + "\n"
	}
	pack := fstest.MapFS{"register.tsv": {Data: []byte(registerHeader + "\n" +
		row("cn", "law", "甲办法") + row("cn", "administrative_regulation", "甲办法") +
		row("cn/beijing", "local_regulation", "乙条例") + row("cn/shanghai", "local_regulation", "乙条例") +
		row("cn", "law", "丙条例") + row("cn/shanghai", "local_regulation", "丙条例"))}}
	r := NewRegister(pack, loadPlaces(t), nil)
	for _, tt := range []struct{ cite, place, of, defects string }{
		{"《甲办法》第一条", "cn", "cn", "uncertain/review"},
		{"《乙条例》第一条", "cn/shanghai", "cn/shanghai", ""},
		{"《乙条例》第一条", "cn/beijing", "cn/beijing", ""},
		{"《乙条例》第一条", "cn/tianjin", "cn/shanghai", "uncertain/review other-place/error"},
		{"《丙条例》第一条", "cn/shanghai", "cn/shanghai", ""},
		{"《丙条例》第一条", "cn/beijing", "cn", ""},
	} {
		res := resolveOne(t, r, tt.cite, today, tt.place)
		if res.Place != tt.of || defects(res) != tt.defects {
			t.Errorf("%s in %s: of %s, %q; want %s, %q", tt.cite, tt.place, res.Place, defects(res), tt.of, tt.defects)
		}
	}
}

func TestBrokenRegister(t *testing.T) {
	for text, want := range map[string]string{
		"x\ty\n":                       "register.tsv:1: header is",
		registerHeader + "\n":          "register.tsv holds no rows",
		registerHeader + "\ncn\tlaw\n": "register.tsv:2: row has 2 cells, expected 13",
	} {
		r := NewRegister(fstest.MapFS{"register.tsv": {Data: []byte(text)}}, loadPlaces(t), nil)
		if _, err := r.ResolveText("《A法》第一条", today, "cn"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.20q: error %v, want %s", text, err, want)
		}
	}
	r := NewRegister(fstest.MapFS{}, loadPlaces(t), nil)
	if _, err := r.ResolveText("《A法》第一条", today, "cn"); err == nil {
		t.Error("no error without register.tsv")
	}
	if _, err := newRegister(t).ResolveText("《A法》第一条", "1 March", "cn"); err == nil {
		t.Error("no error for a day that is none")
	}
}

// TestTable walks every row: ranks and places are known, days are days, structures can be read.
func TestTable(t *testing.T) {
	r := newRegister(t)
	table, err := r.table()
	if err != nil {
		t.Fatal(err)
	}
	day := regexp.MustCompile(`^((19|20)\d\d-\d\d-\d\d)?$`)
	cell := regexp.MustCompile(`^(-|\d*([a-z]\d+)*)$`)
	for _, in := range table.records {
		if !slices.Contains(Ranks, in.rank) || !r.places.Known(in.place) {
			t.Errorf("%s: rank %q or place %q is not known", in.title, in.rank, in.place)
		}
		for _, text := range in.texts {
			for _, d := range []string{text.date, text.effective, in.since, in.repealedOn} {
				if !day.MatchString(d) {
					t.Errorf("%s: %q is not a day", in.title, d)
				}
			}
			if text.structure == "?" {
				continue
			}
			body, inserted, _ := strings.Cut(text.structure, ";")
			cells := strings.Split(body, ",")
			if inserted != "" {
				for one := range strings.SplitSeq(inserted, ";") {
					_, c, _ := strings.Cut(one, "=")
					cells = append(cells, c)
				}
			}
			for _, c := range cells {
				if !cell.MatchString(c) {
					t.Errorf("%s: %q is not the shape of an article", in.title, c)
				}
				if s := readShape(c); len(s.items) > 0 {
					for p, n := range s.items {
						if p > s.paragraphs || n < 1 {
							t.Errorf("%s: %q counts items of paragraph %d", in.title, c, p)
						}
					}
				}
			}
		}
	}
	if n := len(table.records); n < 3000 {
		t.Errorf("%d instruments, expected more than 3000", n)
	}
}

// TestCorpusResolves looks up the articles that the laws at hand cite of themselves (本法第十条). A law does not cite articles
// that it does not have, so every No is a mistake of the table or of the parser.
func TestCorpusResolves(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/law/texts/cn*/*(*).md")
	if len(files) == 0 {
		t.Skip("SKIPPED: the texts of law are not beside this tree, so the register was not measured on them")
	}
	const num = `[零〇一二三四五六七八九十百千]+`
	own := regexp.MustCompile(`本(?:法|条例|规定|办法|细则)(第` + num + `条(?:之` + num + `)?(?:第` + num + `款)?)`)
	r := newRegister(t)
	answers := map[Answer]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		title, _, _ := strings.Cut(filepath.Base(file), "(")
		for _, m := range own.FindAllStringSubmatch(string(data), -1) {
			res := resolveOne(t, r, "《"+title+"》"+m[1], today, "cn")
			for _, a := range res.Refs {
				answers[a.Exists]++
				if a.Exists != Yes {
					t.Logf("%s: %s is %s: %s", title, m[0], a.Exists, a.Detail.EN)
				}
			}
		}
	}
	t.Logf("%d places there, %d not known, %d not there", answers[Yes], answers[Unknown], answers[No])
	if total := answers[Yes] + answers[Unknown] + answers[No]; total < 500 || answers[No] > 0 || 100*answers[Unknown] > total {
		t.Errorf("of %d places, %d are said not to be there and %d are not known", total, answers[No], answers[Unknown])
	}
}

// TestGenerated makes the register again and compares bytes.
func TestGenerated(t *testing.T) {
	const material = "../../../shared/law"
	if _, err := os.Stat(filepath.Join(material, "register.json")); err != nil {
		t.Skip("SKIPPED: the material is not beside this tree, so the register was not made again")
	}
	out := t.TempDir()
	if msg, err := exec.Command("go", "run", "./gen", "-material", material, "-out", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	want, err1 := os.ReadFile(filepath.Join(out, "register.tsv"))
	got, err2 := os.ReadFile(filepath.Join(packRoot, "register.tsv"))
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if !bytes.Equal(want, got) {
		t.Error("policies/register.tsv is not what the material gives; run go generate in checker/law")
	}
}

func BenchmarkResolveFirst(b *testing.B) {
	places := loadPlaces(b)
	for b.Loop() {
		r := NewRegister(os.DirFS(packRoot), places, nil)
		if _, err := r.ResolveText("《中华人民共和国行政处罚法》第四十八条第一款", today, "cn"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	r := newRegister(b)
	for b.Loop() {
		if _, err := r.ResolveText("《中华人民共和国行政处罚法》第四十八条第一款", today, "cn"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolveUnknown(b *testing.B) {
	r := newRegister(b)
	for b.Loop() {
		if _, err := r.ResolveText("《征信行业管理条例》第十四条", today, "cn"); err != nil {
			b.Fatal(err)
		}
	}
}
