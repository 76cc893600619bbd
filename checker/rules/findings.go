package rules

import (
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// Compile compiles all rules of an instrument with every check, and says at the law's own lines what does not compile.
func (p *Pack) Compile(in *law.Instrument) []finding.Finding {
	if _, err := p.Whole(in); err != nil {
		return finding.Sort(Findings(in, err))
	}
	return nil
}

// Findings says why rules do not compile, at their places. The instrument is nil for shared rules.
func Findings(in *law.Instrument, err error) []finding.Finding {
	if found, ok := err.(mismatches); ok {
		return found
	}
	if errs, ok := err.(ast.Errors); ok {
		out := make([]finding.Finding, len(errs))
		for i, e := range errs {
			zh, en := "规则无法编译："+e.Message, e.Message
			if name, ok := strings.CutPrefix(e.Message, "undefined function "); ok {
				if text, ok := refusal(name); ok {
					zh, en = text.ZH, text.EN
				}
			}
			out[i] = Finding(e.Location, zh, en)
		}
		return out
	}
	f := Finding(nil, "规则无法编译："+err.Error(), err.Error())
	if in != nil {
		f.At = in.At("")
	}
	return []finding.Finding{f}
}

// Finding is an error in the law, at a place in its rules if at is not nil.
func Finding(at *ast.Location, zh, en string) finding.Finding {
	f := finding.Finding{Rule: "credlint/law", Severity: finding.Error, Message: finding.Text{ZH: zh, EN: en}}
	if at != nil {
		f.At = finding.Position{File: at.File, Line: at.Row, Column: at.Col, EndLine: at.Row, EndColumn: at.Col}
	}
	return f
}

// ErrorText is an error of OPA in one line, without its place.
func ErrorText(err error) string {
	var e *ast.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Message
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}
