// Package checker judges practices by law. It is the one door to OPA's evaluator.
//
// What happens to one document:
//
//  1. law.Load has read the packs: places, instruments with their words and numbers, and their Rego as text.
//  2. practice.Load has read the document with the place of every value, and validated it against its kind, so that law
//     may trust its input.
//  3. Pack.Applicable selects what governs: the instruments of the place and of the places above it, in force on the day,
//     with a clause for the kind. Only these are compiled, once, with OPA's capabilities trimmed to what a function of the
//     practice and the day may use (compile.go).
//  4. One input is prepared for all (judge.go): the practice as objects that note what missing fact is asked for (world.go),
//     the day, the parameters of that day, the cited authorities as the register resolved them (authority.go), and the
//     readings that are settled.
//  5. Each clause is asked by itself (clause.go). Where nothing missing was asked for, that is the answer. Otherwise its
//     stages (scope, exemption, each place of a breach) are explored over all completions of what is missing
//     (explore.go), with values that the clause cannot tell apart taken together (domain.go, by the analysis in facts.go).
//  6. Outcomes become clause verdicts, findings with words from instrument.yaml, questions, and the verdict of the practice.
//
// A failure in one clause is that clause's finding and the others go on. The same input gives the same result, byte for byte.
package checker
