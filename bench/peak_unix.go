//go:build unix

package main

import (
	"math"
	"os"
	"runtime"
	"syscall"
)

// peakOf is the largest resident set of a process that was waited for, in bytes. A process begins as a copy of the one
// that starts it, so the number is never less than this program's own size; see measuredBy.
func peakOf(p *os.ProcessState) float64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return math.NaN()
	}
	if runtime.GOOS == "darwin" {
		return float64(usage.Maxrss)
	}
	return float64(usage.Maxrss) * 1024
}
