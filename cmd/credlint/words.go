package main

import (
	"fmt"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// rankTitle returns the name of a rank, or the rank itself if it is unknown.
func rankTitle(r law.Rank) finding.Text {
	if t, ok := rankTitles[r]; ok {
		return t
	}
	return finding.Text{ZH: string(r), EN: string(r)}
}

var rankTitles = map[law.Rank]finding.Text{
	"constitution":               {ZH: "宪法", EN: "constitution"},
	"law":                        {ZH: "法律", EN: "law"},
	"state_council_decision":     {ZH: "国务院决定", EN: "decision of the State Council"},
	"administrative_regulation":  {ZH: "行政法规", EN: "administrative regulation"},
	"supervision_regulation":     {ZH: "监察法规", EN: "supervision regulation"},
	"judicial_interpretation":    {ZH: "司法解释", EN: "judicial interpretation"},
	"departmental_rule":          {ZH: "部门规章", EN: "departmental rule"},
	"local_regulation":           {ZH: "地方性法规", EN: "local regulation"},
	"special_zone_regulation":    {ZH: "经济特区法规", EN: "special economic zone regulation"},
	"pudong_regulation":          {ZH: "浦东新区法规", EN: "Pudong New Area regulation"},
	"free_trade_port_regulation": {ZH: "海南自由贸易港法规", EN: "free trade port regulation"},
	"autonomous_regulation":      {ZH: "自治条例、单行条例", EN: "autonomous regulation"},
	"local_government_rule":      {ZH: "地方政府规章", EN: "local government rule"},
	"party_state_regulation":     {ZH: "党政联合文件", EN: "regulation of party and state"},
	"normative_document":         {ZH: "规范性文件", EN: "normative document"},
	"draft":                      {ZH: "草案", EN: "draft"},
	"doctrine":                   {ZH: "学理", EN: "doctrine"},
}

var modalityTitles = map[law.Modality]finding.Text{
	law.Prohibition: {ZH: "禁止", EN: "prohibition"},
	law.Obligation:  {ZH: "义务", EN: "obligation"},
	law.Permission:  {ZH: "许可", EN: "permission"},
	law.Exception:   {ZH: "例外", EN: "exception"},
	law.Definition:  {ZH: "定义", EN: "definition"},
	law.Power:       {ZH: "职权", EN: "power"},
}

var statusTitles = map[string]finding.Text{
	"encoded":        {ZH: "已编入", EN: "encoded"},
	"by_hand":        {ZH: "须人工判断", EN: "for a person to judge"},
	"definition":     {ZH: "定义", EN: "definition"},
	"organisational": {ZH: "组织性规定", EN: "organisational"},
}

// fateTitles say what becomes of a sentence of the law.
var fateTitles = map[string]finding.Text{
	"rule":        {ZH: "由规则判断", EN: "judged by rule"},
	"scope":       {ZH: "适用范围", EN: "scope"},
	"exception":   {ZH: "例外", EN: "exception"},
	"definition":  {ZH: "定义", EN: "definition"},
	"permission":  {ZH: "许可", EN: "permission"},
	"clause":      {ZH: "另见", EN: "judged by"},
	"by_hand":     {ZH: "须人工判断", EN: "for a person to judge"},
	"no_practice": {ZH: "不约束任何做法", EN: "binds no practice"},
}

// count formats a number with its noun in English.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
