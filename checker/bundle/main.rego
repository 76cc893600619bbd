# Written by "credlint bundle build", for tools that look for deny and warn in package main.
package main

import data.credlint

deny contains object.union(object.remove(b, ["summary"]), {"practice": practice, "msg": msg}) if {
	some b in credlint.breaches
	pointer := concat("", [sprintf("/%v", [step]) | some step in b.at])
	msg := sprintf("%s: %s at %s: %s · %s", [practice, b.citation, pointer, b.summary.zh, b.summary.en])
}

deny contains {"practice": practice, "msg": sprintf("%s: %s", [practice, problem])} if some problem in credlint.problems

warn contains {"practice": practice, "msg": sprintf("%s: %s", [practice, note])} if some note in credlint.notes

practice := credlint.report.practice
