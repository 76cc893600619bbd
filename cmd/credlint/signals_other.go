//go:build !unix

package main

import (
	"os"
	"syscall"
)

// failedWrites are the signals that say what the write that caused them says too.
var failedWrites = []os.Signal{syscall.SIGPIPE}
