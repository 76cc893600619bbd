// Package checker judges practices by law.
//
// One document walks through each room once:
//
//  1. package law has loaded the packs: places, instruments with their words and numbers, and their Rego as text.
//  2. package practice has loaded the document with the place of every value, and validated it against its kind, so that law
//     may trust its input.
//  3. law.Pack.Applicable selects the instruments that govern: of the place and of the places above it, in force on the day,
//     with a clause for the kind (judge.go).
//  4. package rules compiles of these the rules that judge this kind and bind this agency, and knows the facts that they read.
//  5. The authorities that the practice cites are resolved by the register (authority.go), and package explore builds the input
//     that all law reads: the practice as objects that notice when a missing fact is asked for, the day, the parameters of that
//     day, the authorities, and the settled readings.
//  6. Each clause is judged by itself (clause.go): package explore evaluates its conditions over the completions of the missing
//     facts, package decision joins them, and the joined trees tell whether the clause is out of scope, exempt, breached and
//     where, or open.
//  7. Outcomes become clause verdicts and findings with the words of instrument.yaml (findings.go), questions (questions.go), and
//     the verdict of the practice.
//
// A failure in one clause is a finding of that clause, and the others go on. The same input gives the same result, byte for
// byte, whatever else is judged beside it.
package checker
