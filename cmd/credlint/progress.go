package main

import (
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is the progress line of a long run. A nil progress shows nothing.
type progress struct {
	bar *progressbar.ProgressBar
	of  atomic.Int64
}

// newProgress returns a progress line on a terminal that can erase it, and nil for pipes, logs and quiet runs.
func newProgress(stderr io.Writer, quiet bool, practices int) *progress {
	f, ok := stderr.(*os.File)
	if !ok || quiet || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	options := []progressbar.Option{
		progressbar.OptionSetWriter(f),
		progressbar.OptionSetRenderBlankState(false), // no estimate of the time before the first practice
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(20),
		progressbar.OptionSetPredictTime(width >= 60), // a wrapped line cannot be erased
		progressbar.OptionSetElapsedTime(width >= 60),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "=", SaucerHead: ">", SaucerPadding: " ", BarStart: "[", BarEnd: "]"}),
	}
	if width >= 30 {
		options = append(options, progressbar.OptionShowCount())
	}
	if width >= 60 {
		options = append(options, progressbar.OptionSetDescription("judging"), progressbar.OptionShowIts(), progressbar.OptionSetItsString("practices"))
	}
	p := &progress{bar: progressbar.NewOptions(practices, options...)}
	p.of.Store(int64(practices))
	return p
}

// judged counts one more practice. of is the number of practices known so far.
func (p *progress) judged(of int) {
	if p == nil {
		return
	}
	if p.of.Swap(int64(of)) != int64(of) {
		p.bar.ChangeMax(of)
	}
	_ = p.bar.Add(1) // a closed terminal must not stop the run
}

// clear erases the line.
func (p *progress) clear() {
	if p != nil {
		_, _ = p.bar.Clear(), p.bar.Exit()
	}
}
