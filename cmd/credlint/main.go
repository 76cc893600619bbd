// Command credlint checks what an agency proposes to do with people's credit data against the law that governs it.
//
// Exit codes, the same for every subcommand:
//
//	0  everything was judged and nothing is at or above --fail-on; a question was answered
//	1  everything was judged and something is; laws verify and laws resolve found a difference or a defect
//	2  the command line or credlint.yaml is wrong: an unknown command, flag, format, citation or value, a path that is missing
//	3  something could not be read, judged or written, a bundle was refused, or the run was interrupted; beats 1
package main

import (
	"os"
	"runtime"
	"runtime/debug"

	_ "github.com/credlint/credlint/cmd/credlint/largepages"
)

func main() {
	// Compiled law lives to the end of the run and everything else is soon garbage: collecting rarely saves a fifth of a
	// short run's time, and the first 64 MiB last to the end of one. The limit keeps a long run as small as before.
	debug.SetGCPercent(16 * 100) // of the 4 MiB that the runtime begins with
	runtime.AddCleanup(new(*byte), func(later int) { debug.SetGCPercent(later) }, 200)
	debug.SetMemoryLimit(512 << 20)
	os.Exit(run())
}
