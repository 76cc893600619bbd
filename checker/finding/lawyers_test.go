package finding

import (
	"strconv"
	"testing"
)

func TestNumeral(t *testing.T) {
	for in, want := range map[string]string{
		"1": "一", "10": "十", "14": "十四", "20": "二十", "21": "二十一", "34": "三十四", "100": "一百", "105": "一百零五", "110": "一百一十",
		"114": "一百一十四", "1005": "一千零五", "1260": "一千二百六十", "0": "零",
	} {
		n, err := strconv.Atoi(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Numeral(n); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}

func TestLawyers(t *testing.T) {
	for clause, want := range map[string]Text{
		"14":       {ZH: "第十四条", EN: "art. 14"},
		"14.1":     {ZH: "第十四条第一款", EN: "art. 14(1)"},
		"24.1.5":   {ZH: "第二十四条第一款第（五）项", EN: "art. 24(1)(5)"},
		"44.0.3":   {ZH: "第四十四条第（三）项", EN: "art. 44(3)"},
		"9.2.4.1":  {ZH: "第九条第二款第（四）项第1目", EN: "art. 9(2)(4)(1)"},
		"120-1.2":  {ZH: "第一百二十条之一第二款", EN: "art. 120-1(2)"},
		"schedule": {ZH: "schedule", EN: "art. schedule"},
	} {
		if got := Lawyers(clause); got != want {
			t.Errorf("%s is %+v, want %+v", clause, got, want)
		}
	}
}
