//go:build unix

package main

import (
	"os"
	"syscall"
)

// failedWrites are signals of failed writes. They are ignored, because the write returns an error too.
var failedWrites = []os.Signal{syscall.SIGPIPE, syscall.SIGXFSZ}
