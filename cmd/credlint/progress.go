package main

import (
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is the line at the terminal that says how far a long run is. Nil is none, of which every method does nothing.
type progress struct {
	bar *progressbar.ProgressBar
	of  atomic.Int64
}

// newProgress begins the line where somebody sees it: on a terminal that can take it away again, and not in a pipe or log.
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
		progressbar.OptionSetRenderBlankState(false), // before the first practice nothing is known of the time
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(20),
		progressbar.OptionSetPredictTime(width >= 60), // a line that is broken in two cannot be taken away
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

// judged counts one practice more, of as many as are known by now.
func (p *progress) judged(of int) {
	if p == nil {
		return
	}
	if p.of.Swap(int64(of)) != int64(of) {
		p.bar.ChangeMax(of)
	}
	_ = p.bar.Add(1) // a terminal that is gone is no reason to stop
}

// clear takes the line away.
func (p *progress) clear() {
	if p != nil {
		_, _ = p.bar.Clear(), p.bar.Exit()
	}
}
