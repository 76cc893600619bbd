package law

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/valyala/fastjson"

	"github.com/credlint/credlint/checker/finding"
)

// The functions below read an instrument as JSON. encoding/json would need no such functions and ten times as long, which a
// check of one practice would spend more on than on evaluating its law.

func readHead(v *fastjson.Value) *Instrument {
	in := &Instrument{
		ID: readString(v, "id"), Title: readText(v.Get("title")), Aliases: readStrings(v, "aliases"), Rank: Rank(readString(v, "rank")),
		Issuer: readText(v.Get("issuer")), Promulgated: readString(v, "promulgated"),
		InForce: InForce{readString(v, "in_force", "from"), readString(v, "in_force", "until"), readString(v, "in_force", "from_source")},
		Text:    TextStatus{readString(v, "text", "status"), readString(v, "text", "as_of")},
	}
	for _, e := range v.GetArray("earlier") {
		in.Earlier = append(in.Earlier, Earlier{readString(e, "until"), readString(e, "text")})
	}
	for _, r := range v.GetArray("readings") {
		reading := Reading{ID: readString(r, "id"), Question: readText(r.Get("question"))}
		for _, c := range r.GetArray("choices") {
			reading.Choices = append(reading.Choices, Choice{readString(c, "id"), readText(c.Get("text"))})
		}
		in.Readings = append(in.Readings, reading)
	}
	return in
}

func readBody(v *fastjson.Value) body {
	var out body
	v.GetObject("params").Visit(func(name []byte, list *fastjson.Value) {
		if out.params == nil {
			out.params = map[string][]Param{}
		}
		for _, p := range list.GetArray() {
			out.params[string(name)] = append(out.params[string(name)], Param{
				From: readString(p, "from"), Until: readString(p, "until"), Value: readValue(p.Get("value")), Clause: readString(p, "clause")})
		}
	})
	for _, a := range v.GetArray("articles") {
		out.articles = append(out.articles, readArticle(a))
	}
	return out
}

func readArticle(v *fastjson.Value) Article {
	clauses := v.GetArray("clauses")
	out := Article{
		Article: readString(v, "article"), Articles: readString(v, "articles"), SHA256: readString(v, "text_sha256"),
		Status: readString(v, "status"), Why: readText(v.Get("why")),
	}
	for k, c := range clauses {
		out.Clauses = append(out.Clauses, Clause{
			Clause: readString(c, "clause"), Modality: Modality(readString(c, "modality")), Kinds: readStrings(c, "kinds"),
			Addressees: readStrings(c, "addressees"), Status: readString(c, "status"), Why: readText(c.Get("why")),
			Summary: readText(c.Get("summary")), Breach: readMessages(c.Get("breach")), Hint: readMessages(c.Get("hint")),
			From: readString(c, "from"), Until: readString(c, "until"),
		})
		if w := c.Get("waivable"); w != nil {
			waivable := w.Type() == fastjson.TypeTrue
			out.Clauses[k].Waivable = &waivable
		}
	}
	return out
}

// kinds are the kinds of practice that a clause judges.
func (b body) kinds() []string {
	var kinds []string
	for _, a := range b.articles {
		for _, c := range a.Clauses {
			if c.Status == "encoded" || c.Status == "by_hand" {
				kinds = append(kinds, c.Kinds...)
			}
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// readMessages reads one text, or a text for each why constant.
func readMessages(v *fastjson.Value) (m Messages) {
	if v.Exists("zh") {
		m.Text = readText(v)
		return m
	}
	if object := v.GetObject(); object != nil {
		m.ByWhy = make(map[string]finding.Text, object.Len())
		object.Visit(func(why []byte, text *fastjson.Value) { m.ByWhy[string(why)] = readText(text) })
	}
	return m
}

func readText(v *fastjson.Value) finding.Text {
	return finding.Text{ZH: readString(v, "zh"), EN: readString(v, "en")}
}

// readString returns a copy, which does not keep all of the text in memory.
func readString(v *fastjson.Value, keys ...string) string { return string(v.GetStringBytes(keys...)) }

func readStrings(v *fastjson.Value, key string) []string {
	var out []string
	for _, s := range v.GetArray(key) {
		out = append(out, readString(s))
	}
	return out
}

// readValue reads a number as json.Number, a period, or a text.
func readValue(v *fastjson.Value) any {
	var out any
	d := json.NewDecoder(bytes.NewReader(v.MarshalTo(nil)))
	d.UseNumber()
	if d.Decode(&out) != nil {
		return nil
	}
	return out
}
