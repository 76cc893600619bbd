package main

import (
	"strings"

	"golang.org/x/text/language"
)

// localeLang returns the language of the environment, "zh" or "en", by the first of LC_ALL, LC_MESSAGES and LANG that is set.
// Every language except Chinese gives English.
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
			return "en" // such as C and POSIX
		}
		if base, _ := tag.Base(); base.String() == "zh" {
			return "zh"
		}
		return "en"
	}
	return "en"
}
