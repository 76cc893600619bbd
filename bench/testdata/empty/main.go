// Command empty does nothing: what a Go program costs that has OPA's evaluator in it.
package main

import _ "github.com/open-policy-agent/opa/v1/rego"

func main() {}
