package main

import (
	"testing"
)

func TestLocale(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		want string
	}{
		{nil, "en"},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, "zh"},
		{map[string]string{"LANG": "zh_TW"}, "zh"},
		{map[string]string{"LANG": "zh-Hant-HK@modifier"}, "zh"},
		{map[string]string{"LANG": "en_US.UTF-8"}, "en"},
		{map[string]string{"LANG": "fr_FR.UTF-8"}, "en"},
		{map[string]string{"LANG": "C"}, "en"},
		{map[string]string{"LANG": "POSIX"}, "en"},
		{map[string]string{"LANG": "no such thing"}, "en"},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"},
		{map[string]string{"LANG": "en_GB", "LC_ALL": "zh_CN.UTF-8"}, "zh"},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"},
	} {
		if got := localeLang(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%v: %s, want %s", test.env, got, test.want)
		}
	}
}

func TestColored(t *testing.T) {
	for _, test := range []struct {
		when     string
		terminal bool
		noColor  string
		want     bool
	}{
		{"auto", true, "", true},
		{"auto", true, "1", false},
		{"auto", false, "", false},
		{"always", false, "", true},
		{"always", true, "1", true},
		{"never", true, "", false},
	} {
		if got := colored(test.when, test.terminal, test.noColor); got != test.want {
			t.Errorf("--color %s, at a terminal %v, NO_COLOR=%q: %v", test.when, test.terminal, test.noColor, got)
		}
	}
}
