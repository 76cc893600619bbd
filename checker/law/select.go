package law

import (
	"fmt"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// Governing are the instruments that govern practices of one kind at one place on one day.
type Governing struct {
	Instruments []*Instrument        // higher places first, then by id
	NotChecked  []finding.NotChecked // instruments that apply and are not judged, and why
}

// Applicable selects the instruments that govern: of the place or a place above it, in force on the day, with a clause for the
// kind. Instruments that are known to apply but whose text is not held are listed as not checked.
func (p *Pack) Applicable(places *Places, unheld []Unheld, place, kind, day string) Governing {
	var g Governing
	checked := finding.Text{ZH: "国家层面的规范", EN: "national law"}
	for _, above := range slices.Backward(Chain(place)) {
		encoded := false
		for _, in := range p.Instruments {
			if in.Place() != above {
				continue
			}
			if !in.On(day) {
				if day < in.InForce.From {
					for _, e := range in.Earlier {
						if day <= e.Until {
							g.NotChecked = append(g.NotChecked, finding.NotChecked{Instrument: in.ID, Title: in.Title, Why: finding.Text{
								ZH: fmt.Sprintf("该日适用的是更早的文本（施行至%s），本工具未持有", e.Until),
								EN: fmt.Sprintf("on that day an earlier text was law (until %s), which is not held here", e.Until)}})
							break
						}
					}
				}
				continue
			}
			encoded = true
			if !slices.Contains(in.kinds, kind) {
				continue
			}
			g.Instruments = append(g.Instruments, in)
			if in.Text.AsOf < day {
				g.NotChecked = append(g.NotChecked, finding.NotChecked{Instrument: in.ID, Title: in.Title, Why: finding.Text{
					ZH: fmt.Sprintf("已按所持文本检查；文本核实至%s，此后有无修改未知", in.Text.AsOf),
					EN: fmt.Sprintf("checked by the text held, which is known to be current up to %s; later changes are unknown", in.Text.AsOf)}})
			}
		}
		if !strings.Contains(above, "/") {
			continue
		}
		name := finding.Text{ZH: above, EN: above}
		if pl, ok := places.Place(above); ok {
			name = pl.Name
		}
		if encoded {
			checked = finding.Text{ZH: checked.ZH + "和" + name.ZH + "的规范", EN: checked.EN + " and that of " + name.EN}
			continue
		}
		g.NotChecked = append(g.NotChecked, finding.NotChecked{Instrument: above, Title: name, Why: finding.Text{
			ZH: fmt.Sprintf("未持有%s的地方性法规和规章，仅检查了%s", name.ZH, checked.ZH),
			EN: fmt.Sprintf("no law of %s is held; only %s was checked", name.EN, checked.EN)}})
	}
	for _, u := range unheld {
		if u.applies(place, kind, day) {
			g.NotChecked = append(g.NotChecked, finding.NotChecked{Instrument: u.ID(), Title: u.Title, Why: u.why()})
		}
	}
	return g
}

// Unheld is a row of unheld.tsv: an instrument that is known to apply and whose text is not held.
type Unheld struct {
	Place       string
	Title       finding.Text
	From, Until string   // first and last day, each may be empty
	Kinds       []string // of practice; empty: all
}

// ID is the Chinese title in 《》, since the instrument has no folder.
func (u Unheld) ID() string { return "《" + u.Title.ZH + "》" }

func (u Unheld) applies(place, kind, day string) bool {
	return slices.Contains(Chain(place), u.Place) && (len(u.Kinds) == 0 || slices.Contains(u.Kinds, kind)) &&
		(u.From == "" || u.From <= day) && (u.Until == "" || day <= u.Until)
}

func (u Unheld) why() finding.Text {
	return finding.Text{ZH: "已知适用，但未持有其文本，未作检查", EN: "known to apply; its text is not held, so it was not checked"}
}
