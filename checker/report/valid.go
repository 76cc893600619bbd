package report

import "strings"

// valid replaces what is not UTF-8, which neither JSON nor XML holds.
func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
