// Command credlint checks what an agency proposes to do with people's credit data against the law that governs it.
//
// Exit codes, the same for every subcommand:
//
//	0  everything was judged and no finding is at or above --fail-on; other commands succeeded
//	1  everything was judged and a finding is at or above --fail-on; laws verify and laws resolve found a difference or a defect
//	2  the command line or credlint.yaml is wrong: an unknown command, flag, format, citation or value, or a missing path
//	3  something could not be read, judged or written, a bundle was rejected, or the run was interrupted; takes precedence over 1
package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

func main() {
	// A check of one practice allocates some tens of MiB and exits, so garbage collection would be wasted work. The first
	// collection starts at 64 MiB, 16 times the runtime's minimum heap of 4 MiB. Its cleanup sets 200 %, because a long run
	// should not hold much more memory than its live data; at 100 % it spends a tenth more time.
	debug.SetGCPercent(16 * 100)
	runtime.AddCleanup(new(*byte), func(percent int) { debug.SetGCPercent(percent) }, 200)
	os.Exit(run())
}
