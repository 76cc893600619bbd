package law

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// maker says which organs make instruments of a rank, by which law, and at which places: kinds of place in places.tsv, or ids
// where the law names the places themselves.
type maker struct {
	who     finding.Text
	by      finding.Text
	clauses []string
	kinds   []string
	places  []string
}

var (
	legislation  = finding.Text{ZH: "《立法法》", EN: "Legislation Law"}
	constitution = finding.Text{ZH: "《宪法》", EN: "Constitution"}

	provincial = []string{"province", "autonomous_region", "municipality"}
	// Cities divided into districts, a few others by special decision, and autonomous prefectures.
	cities = []string{"prefecture_city", "subprovincial_city", "autonomous_prefecture"}
	// Places that make no law, except autonomous counties and banners.
	others = []string{"district", "county", "county_city", "province_administered_city", "autonomous_county", "banner", "autonomous_banner", "prefecture", "league", "new_area"}
)

// makers has the ranks that not every place can give. Normative documents, regulations of party and state, drafts and doctrine
// come from any place.
var makers = map[Rank]maker{
	"constitution":              {finding.Text{ZH: "宪法由全国人民代表大会修改", EN: "the constitution is amended by the National People's Congress"}, constitution, []string{"62.0.1"}, []string{"state"}, nil},
	"law":                       {finding.Text{ZH: "法律由全国人民代表大会及其常务委员会制定", EN: "laws are made by the National People's Congress and its Standing Committee"}, legislation, []string{"10"}, []string{"state"}, nil},
	"state_council_decision":    {finding.Text{ZH: "国务院决定由国务院作出", EN: "decisions of the State Council are made by it alone"}, constitution, []string{"89.0.1"}, []string{"state"}, nil},
	"administrative_regulation": {finding.Text{ZH: "行政法规由国务院制定", EN: "administrative regulations are made by the State Council"}, legislation, []string{"72"}, []string{"state"}, nil},
	"supervision_regulation":    {finding.Text{ZH: "监察法规由国家监察委员会制定", EN: "supervision regulations are made by the National Commission of Supervision"}, legislation, []string{"118"}, []string{"state"}, nil},
	"judicial_interpretation":   {finding.Text{ZH: "司法解释由最高人民法院、最高人民检察院作出", EN: "judicial interpretations are made by the Supreme People's Court and the Supreme People's Procuratorate"}, legislation, []string{"119"}, []string{"state"}, nil},
	"departmental_rule":         {finding.Text{ZH: "部门规章由国务院各部门制定", EN: "departmental rules are made by the departments of the State Council"}, legislation, []string{"91"}, []string{"state"}, nil},
	"local_regulation": {finding.Text{ZH: "地方性法规由省、自治区、直辖市和设区的市、自治州的人民代表大会及其常务委员会制定", EN: "local regulations are made by the people's congresses of provinces, autonomous regions, municipalities, cities with districts and autonomous prefectures"},
		legislation, []string{"80", "81"}, slices.Concat(provincial, cities), nil},
	"local_government_rule": {finding.Text{ZH: "地方政府规章由省、自治区、直辖市和设区的市、自治州的人民政府制定", EN: "rules of local governments are made by those of provinces, autonomous regions, municipalities, cities with districts and autonomous prefectures"},
		legislation, []string{"93"}, slices.Concat(provincial, cities), nil},
	"special_zone_regulation": {finding.Text{ZH: "经济特区法规由经济特区所在地的省、市的人民代表大会及其常务委员会制定", EN: "special zone regulations are made by the people's congresses of the provinces and cities that have a special economic zone"},
		legislation, []string{"84.1"}, nil, []string{"cn/guangdong", "cn/guangdong/shenzhen", "cn/guangdong/zhuhai", "cn/guangdong/shantou", "cn/fujian", "cn/fujian/xiamen", "cn/hainan"}},
	"pudong_regulation":          {finding.Text{ZH: "浦东新区法规由上海市人民代表大会及其常务委员会制定，在浦东新区实施", EN: "Pudong regulations are made by the people's congress of Shanghai for Pudong New Area"}, legislation, []string{"84.2"}, nil, []string{"cn/shanghai", "cn/shanghai/pudong"}},
	"free_trade_port_regulation": {finding.Text{ZH: "海南自由贸易港法规由海南省人民代表大会及其常务委员会制定", EN: "free trade port regulations are made by the people's congress of Hainan"}, legislation, []string{"84.3"}, nil, []string{"cn/hainan"}},
	"autonomous_regulation": {finding.Text{ZH: "自治条例和单行条例由民族自治地方的人民代表大会制定", EN: "autonomous regulations are made by the people's congresses of autonomous regions, prefectures and counties"},
		legislation, []string{"85"}, []string{"autonomous_region", "autonomous_prefecture", "autonomous_county", "autonomous_banner"}, nil},
}

// checkPlaces reports and removes instruments of unknown places and of ranks that no organ of their place can give; the law of
// the program is left to a test. Without a table of places in any pack nothing is checked.
func (p *Pack) checkPlaces(byID map[string]*Instrument) error {
	var ids []string
	for id, in := range byID {
		if !in.Shipped {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	places, err := LoadPlaces(p.Tables())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, id := range ids {
		if f, ok := misranked(places, byID[id]); ok {
			p.Findings = append(p.Findings, f)
			delete(byID, id)
		}
	}
	return nil
}

// misranked returns a finding that says why an instrument cannot be law of its place; false where it can.
func misranked(places *Places, in *Instrument) (finding.Finding, bool) {
	pl, ok := places.Place(in.Place())
	if !ok {
		zh, en := "", ""
		if near := places.Nearest(in.Place()); len(near) > 0 {
			zh, en = "，是否为 "+near[0].ID, "; did you mean "+near[0].ID
		}
		return in.defect("/id", fmt.Sprintf("没有编号为“%s”的地方%s；自有的地方应写入规范包的 places.tsv", in.Place(), zh),
			fmt.Sprintf("no place is called %q%s; a place of your own belongs into the places.tsv of the pack", in.Place(), en)), true
	}
	if pl.ID != "cn" && !strings.HasPrefix(pl.ID, "cn/") {
		return finding.Finding{}, false // the law of China does not say who makes law elsewhere
	}
	kind := strings.TrimPrefix(pl.Kind, "former_")
	known := slices.Concat([]string{"state", "special_administrative_region"}, provincial, cities, others)
	if !slices.Contains(known, kind) {
		zh, en := "", "one of "+strings.Join(known, ", ")
		if near := Nearest(pl.Kind, known); len(near) > 0 {
			zh, en = "，是否为 "+near[0], "did you mean "+near[0]
		}
		return in.defect("/id", fmt.Sprintf("places.tsv 中“%s”的类别“%s”不存在%s", pl.ID, pl.Kind, zh),
			fmt.Sprintf("the kind of %q in places.tsv is %q, which there is not; %s", pl.ID, pl.Kind, en)), true
	}
	m, ok := makers[in.Rank]
	if !ok || slices.Contains(m.kinds, kind) || slices.Contains(m.places, pl.ID) || kind == "special_administrative_region" && !slices.Contains(m.kinds, "state") {
		return finding.Finding{}, false // the basic law of a special administrative region names the ranks there
	}
	var can []string
	for _, r := range Ranks {
		if m, ok := makers[r]; ok && (slices.Contains(m.kinds, kind) || slices.Contains(m.places, pl.ID)) || r == "normative_document" {
			can = append(can, string(r))
		}
	}
	by := m.by
	for i, c := range m.clauses {
		t := finding.Lawyers(c)
		if i > 0 {
			by.ZH, by.EN = by.ZH+"、", by.EN+" and"
		}
		by.ZH, by.EN = by.ZH+t.ZH, by.EN+" "+t.EN
	}
	return in.defect("/rank", fmt.Sprintf("“%s”不能有位阶为 %s 的规范：%s（%s）；该地可用的位阶有 %s", pl.Name.ZH, in.Rank, m.who.ZH, by.ZH, strings.Join(can, "、")),
		fmt.Sprintf("%s cannot have an instrument of rank %q: %s (%s); its ranks are %s", pl.ID, in.Rank, m.who.EN, by.EN, strings.Join(can, ", "))), true
}
