package law

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/policies"
)

// The kinds of place that the table of the program has are all known to the check of ranks.
func TestEveryPlaceIsOfAKnownKind(t *testing.T) {
	places := loadPlaces(t)
	for _, p := range places.All() {
		in := &Instrument{ID: p.ID + "/x_2026", Rank: "normative_document"}
		if f, bad := misranked(places, in); bad {
			t.Errorf("%s: %s", p.ID, f.Message.EN)
		}
	}
}

func TestShippedRanksCanBe(t *testing.T) {
	pack, err := Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range pack.Instruments {
		if f, bad := misranked(loadPlaces(t), in); bad {
			t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
		}
	}
}

const placesHeader = "id\tzh\ten\tcode\tkind\tuntil\tmerged_into\n"

func words(id, rank string) string {
	return fmt.Sprintf(`id: %s
title: {zh: 某条例, en: Some Regulation}
rank: %s
issuer: {zh: 某机关, en: some organ}
promulgated: 2026-01-01
in_force: {from: 2026-01-01}
text: {status: held, as_of: 2026-01-01}
articles: [{articles: "1-2", status: organisational}]
`, id, rank)
}

func TestRanks(t *testing.T) {
	own := placesHeader + "cn/zixu\t子虚省\tZixu\t990000\tprovince\t\t\ncn/zixu/wuyou\t乌有市\tWuyou\t990100\tprefecture_city\t\t\n" +
		"cn/zixu/wuyou/wangshi\t亡是县\tWangshi\t990121\tcounty\t\t\ncn/zixu/ruzhou\t如县\tRuzhou\t990122\tautonomous_county\t\t\ncn/zixu/typo\t误\tTypo\t990200\tprefecture_citty\t\t\nfar\t远\tFar\t999999\tstate\t\t\n"
	for _, tt := range []struct{ place, rank, want string }{
		{"cn", "law", ""},
		{"cn", "departmental_rule", ""},
		{"cn", "party_state_regulation", ""},
		{"cn", "local_regulation", "rank: cn cannot have an instrument of rank \"local_regulation\": local regulations are made by the people's congresses of provinces, autonomous regions, municipalities, cities with districts and autonomous prefectures (Legislation Law art. 80 and art. 81); its ranks are constitution, law,"},
		{"cn/zixu", "local_regulation", ""},
		{"cn/zixu", "special_zone_regulation", "(Legislation Law art. 84(1))"},
		{"cn/zixu/wuyou", "local_regulation", ""},
		{"cn/zixu/wuyou", "local_government_rule", ""},
		{"cn/zixu/wuyou", "draft", ""},
		{"cn/zixu/wuyou", "doctrine", ""},
		{"cn/zixu/wuyou", "law", "rank: cn/zixu/wuyou cannot have an instrument of rank \"law\": laws are made by the National People's Congress and its Standing Committee (Legislation Law art. 10); its ranks are local_regulation, local_government_rule, normative_document"},
		{"cn/zixu/wuyou", "constitution", "(Constitution art. 62(1))"},
		{"cn/zixu/wuyou", "administrative_regulation", "(Legislation Law art. 72)"},
		{"cn/zixu/wuyou", "autonomous_regulation", "(Legislation Law art. 85)"},
		{"cn/zixu/wuyou/wangshi", "local_regulation", "its ranks are normative_document"},
		{"cn/zixu/wuyou/wangshi", "local_government_rule", "(Legislation Law art. 93); its ranks are normative_document"},
		{"cn/zixu/wuyou/wangshi", "normative_document", ""},
		{"cn/zixu/ruzhou", "autonomous_regulation", ""},
		{"cn/zixu/ruzhou", "local_regulation", "its ranks are autonomous_regulation, normative_document"},
		{"cn/guangdong/shenzhen", "special_zone_regulation", ""},
		{"cn/guangdong/guangzhou", "special_zone_regulation", "special economic zone"},
		{"cn/shanghai/pudong", "pudong_regulation", ""},
		{"cn/shanghai/xuhui", "pudong_regulation", "for Pudong New Area"},
		{"cn/hainan", "free_trade_port_regulation", ""},
		{"cn/shanghai", "free_trade_port_regulation", "people's congress of Hainan"},
		{"cn/zixu/wuyu", "local_regulation", `id: no place is called "cn/zixu/wuyu"; did you mean cn/zixu/wuyou; a place of your own belongs into the places.tsv of the pack`},
		{"cn/zixu/typo", "local_regulation", `id: the kind of "cn/zixu/typo" in places.tsv is "prefecture_citty", which there is not; did you mean prefecture_city`},
		{"cn/xianggang", "local_regulation", ""},
		{"cn/xianggang", "law", "Legislation Law art. 10"},
		{"far", "local_regulation", ""},
	} {
		t.Run(tt.place+" "+tt.rank, func(t *testing.T) {
			id := tt.place + "/some_2026"
			pack, err := Load(policies.FS, fstest.MapFS{
				id + "/instrument.yaml": {Data: []byte(words(id, tt.rank))},
				"places.tsv":            {Data: []byte(own)},
			})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, f := range pack.Findings {
				got += fmt.Sprintf("%s: %s", strings.TrimPrefix(f.At.Pointer, "/"), f.Message.EN)
				if f.At.File != id+"/instrument.yaml" || f.At.Line < 1 || f.Message.ZH == "" {
					t.Errorf("finding at %s:%d, Chinese text %q", f.At.File, f.At.Line, f.Message.ZH)
				}
			}
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if _, ok := pack.Instrument(id); ok != (tt.want == "") {
				t.Errorf("the instrument is there: %v", ok)
			}
		})
	}
}

// An id in several packs: the law of the program may be replaced, which is reported; the law of another pack may not.
func TestSeveralPacks(t *testing.T) {
	pack := func(id, lib string) fstest.MapFS {
		return fstest.MapFS{
			id + "/instrument.yaml": {Data: []byte(words(id, "normative_document"))},
			id + "/rules.rego":      {Data: []byte("package x\n")},
			"lib/a.rego":            {Data: []byte("package policies.lib.a\n" + lib)},
			"lib/a_test.rego":       {Data: []byte("package policies.lib.a_test\n")},
		}
	}
	for _, tt := range []struct {
		name            string
		packs           []fstest.MapFS
		replaced, found []string
		origin          int
	}{
		{"one", []fstest.MapFS{pack("cn/a_2026", "")}, nil, nil, 0},
		{"another beside", []fstest.MapFS{pack("cn/a_2026", ""), pack("cn/b_2026", "")}, nil, nil, 0},
		{"the first replaced", []fstest.MapFS{pack("cn/a_2026", ""), pack("cn/a_2026", "")}, []string{"cn/a_2026"}, nil, 1},
		{"shared rules replaced", []fstest.MapFS{pack("cn/a_2026", ""), pack("cn/b_2026", "x := 1\n")}, []string{"lib/a.rego"}, nil, 0},
		{"other shared rules of two that came later", []fstest.MapFS{pack("cn/a_2026", ""), pack("cn/b_2026", "x := 1\n"), pack("cn/c_2026", "x := 2\n")},
			[]string{"lib/a.rego"}, []string{`shared Rego "lib/a.rego" is in two of the packs, with other rules in it`}, 0},
		{"the same shared rules of two that came later", []fstest.MapFS{pack("cn/a_2026", "x := 1\n"), pack("cn/b_2026", "x := 2\n"), pack("cn/c_2026", "x := 2\n")}, []string{"lib/a.rego"}, nil, 0},
		{"two that came later", []fstest.MapFS{pack("cn/c_2026", ""), pack("cn/a_2026", ""), pack("cn/a_2026", "")}, nil, []string{`id "cn/a_2026" is in two of the packs; leave one of them out`}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var roots []fs.FS
			for _, p := range tt.packs {
				roots = append(roots, p)
			}
			p, err := Load(roots...)
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, f := range p.Findings {
				found = append(found, f.Message.EN)
			}
			if d := cmp.Diff(tt.replaced, p.Replaced); d != "" {
				t.Errorf("replaced (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.found, found); d != "" {
				t.Errorf("findings (-want +got):\n%s", d)
			}
			in, _ := p.Instrument("cn/a_2026")
			if got := p.Origin(in.Dir + "/rules.rego"); got != tt.origin {
				t.Errorf("cn/a_2026 is from pack %d, want %d", got, tt.origin)
			}
			if len(p.LibTests) != 1 || len(p.Lib) != 1 {
				t.Errorf("shared rules %v, their tests %v", p.Lib, p.LibTests)
			}
		})
	}
}
