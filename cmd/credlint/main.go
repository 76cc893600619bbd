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
	// Nothing is collected before the first 64 MiB are full, which last to the end of a short run. From then on the heap may
	// grow to twice what lives, as usual: a long run keeps what its report says, and takes no more than that asks for.
	debug.SetGCPercent(16 * 100) // of the 4 MiB that the runtime begins with
	runtime.AddCleanup(new(*byte), func(later int) { debug.SetGCPercent(later) }, 100)
	os.Exit(run())
}
