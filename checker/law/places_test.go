package law

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// packRoot is the embedded pack as it stands in the tree; reading it from disk keeps these tests apart from the law folders.
const packRoot = "../../policies"

func loadPlaces(t testing.TB) *Places {
	t.Helper()
	ps, err := LoadPlaces(os.DirFS(packRoot))
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func TestPlaces(t *testing.T) {
	ps := loadPlaces(t)
	if n := len(ps.All()); n < 170 {
		t.Errorf("%d places, expected at least 170", n)
	}
	p, ok := ps.Place("cn/zhejiang/hangzhou")
	if !ok || p.Name.ZH != "杭州市" || p.Name.EN != "Hangzhou" || p.Code != "330100" || p.Kind != "subprovincial_city" {
		t.Errorf("hangzhou is %+v, %v", p, ok)
	}
	if p, _ := ps.Place("cn/shandong/laiwu"); p.MergedInto != "cn/shandong/jinan" || p.Until != "2018-12-26" {
		t.Errorf("laiwu is %+v", p)
	}
	if _, ok := ps.Place("cn/jiangsu"); !ok {
		t.Error("cn/jiangsu is not known; every province can be named, with or without law of its own here")
	}
	for _, p := range ps.All() {
		if p.Name.ZH == "" || p.Name.EN == "" || len(p.Code) != 6 || p.Kind == "" {
			t.Errorf("%s: incomplete row %+v", p.ID, p)
		}
	}
	if got, want := Chain("cn/zhejiang/hangzhou"), []string{"cn/zhejiang/hangzhou", "cn/zhejiang", "cn"}; !cmp.Equal(got, want) {
		t.Errorf("chain is %v", got)
	}
	if Chain("") != nil {
		t.Error("the empty id has a chain")
	}
}

func TestAbove(t *testing.T) {
	for _, tt := range []struct {
		upper, lower string
		want         bool
	}{
		{"cn", "cn/shanghai", true},
		{"cn/shanghai", "cn/shanghai", true},
		{"cn/shanghai", "cn", false},
		{"cn/shanxi", "cn/shanxidong", false},
		{"cn/zhejiang/hangzhou", "cn/zhejiang/ningbo", false},
		{"eu", "cn", false},
		{"", "cn", false},
	} {
		if got := Above(tt.upper, tt.lower); got != tt.want {
			t.Errorf("Above(%q, %q) = %v", tt.upper, tt.lower, got)
		}
	}
}

func TestNearestPlaces(t *testing.T) {
	ps := loadPlaces(t)
	for written, want := range map[string]string{
		"shanghai":             "cn/shanghai",
		"上海":                   "cn/shanghai",
		"上海市":                  "cn/shanghai",
		"cn/shanhgai":          "cn/shanghai",
		"cn/hangzhou":          "cn/zhejiang/hangzhou",
		"浙江省杭州市":               "cn/zhejiang/hangzhou",
		"Hangzhou City":        "cn/zhejiang/hangzhou",
		"cn/guangdong/shenzen": "cn/guangdong/shenzhen",
		"浦东":                   "cn/shanghai/pudong",
		"CN":                   "cn",
		"中国":                   "cn",
		"Inner Mongolia":       "cn/neimenggu",
		"新疆":                   "cn/xinjiang",
	} {
		got := ps.Nearest(written)
		if len(got) == 0 || got[0].ID != want {
			t.Errorf("Nearest(%q) = %v, want %s first", written, got, want)
		}
	}
	for _, written := range []string{"", " ", "atlantis", "某某某某某"} {
		if got := ps.Nearest(written); got != nil {
			t.Errorf("Nearest(%q) = %v, want none", written, got)
		}
	}
}

func TestBrokenPlaces(t *testing.T) {
	const header = "id\tzh\ten\tcode\tkind\tuntil\tmerged_into\n"
	for text, want := range map[string]string{
		"":                                `places.tsv:1: header is "", expected "id\tzh\ten\tcode\tkind\tuntil\tmerged_into"`,
		header:                            "places.tsv holds no rows",
		header + "cn\tx\n":                "places.tsv:2: row has 2 cells, expected 7",
		header + "cn/a\tx\ty\t1\tz\t\t\n": `places.tsv:2: "cn/a" stands under "cn", which is not in the table`,
		header + "cn\t\t\t\t\t\t\ncn\t\t\t\t\t\t\n": `places.tsv:3: id "cn" is empty or stands twice`,
	} {
		_, err := LoadPlaces(fstest.MapFS{"places.tsv": {Data: []byte(text)}})
		if err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
	if _, err := LoadPlaces(fstest.MapFS{}); err == nil {
		t.Error("no error without places.tsv")
	}
}
