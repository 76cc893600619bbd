package finding

import (
	"cmp"
	"fmt"
	"strings"
)

// Errorf is fmt.Errorf in both languages: Error returns English, and TextOf both. An argument that is a text or an error is
// written in the language around it; an error brings the colon or the brackets before it in Chinese, so that the Chinese format
// has none. Other texts are sanitized in Chinese, where quotation marks escape nothing.
func Errorf(zh, en string, args ...any) error {
	chinese := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case Text:
			chinese[i], args[i] = a.ZH, a.EN
		case string:
			chinese[i] = Sanitize(a)
		case error:
			if t := TextOf(a); t.ZH != "" {
				chinese[i] = "：" + t.ZH
			} else {
				chinese[i] = "（" + t.EN + "）"
			}
		default:
			chinese[i] = a
		}
	}
	err := fmt.Errorf(en, args...)
	return &textError{err, Text{ZH: strings.TrimPrefix(fmt.Sprintf(zh, chinese...), "："), EN: err.Error()}}
}

// TextOf returns the text of an error, in English only if nobody worded it in Chinese. Joined errors stand on one line.
func TextOf(err error) Text {
	switch err := err.(type) {
	case interface{ Text() Text }:
		return err.Text()
	case interface{ Unwrap() []error }:
		var out Text
		for i, e := range err.Unwrap() {
			t := TextOf(e)
			t.ZH = cmp.Or(t.ZH, t.EN)
			if i == 0 {
				out = t
			} else {
				out = out.With(t)
			}
		}
		return out
	}
	return Text{EN: err.Error()}
}

type textError struct {
	error
	text Text
}

func (e *textError) Text() Text { return e.text }

func (e *textError) Unwrap() error { return e.error }
