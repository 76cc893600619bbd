package main

import (
	"strings"

	"golang.org/x/text/language"
)

// localeLang is the language the environment asks for: the first of LC_ALL, LC_MESSAGES and LANG that is set decides, and
// English stands for every language but Chinese.
func localeLang(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := getenv(name)
		if locale == "" {
			continue
		}
		locale, _, _ = strings.Cut(locale, ".") // zh_CN.UTF-8
		locale, _, _ = strings.Cut(locale, "@")
		tag, err := language.Parse(locale)
		if err != nil {
			return "en" // C and POSIX are no languages
		}
		if base, _ := tag.Base(); base.String() == "zh" {
			return "zh"
		}
		return "en"
	}
	return "en"
}
