package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is the progress line of a long run. It is safe for concurrent use.
type progress struct {
	stderr io.Writer
	lang   tongue
	quiet  bool

	mu    sync.Mutex
	begun bool
	bar   *progressbar.ProgressBar // nil for short runs, pipes, logs and quiet runs
	known int
}

// shortRun is the number of practices up to which a run shows no progress.
const shortRun = 64

// newBar returns a progress bar on a terminal that can erase it, else nil.
func newBar(stderr io.Writer, l tongue, quiet bool, practices int) *progressbar.ProgressBar {
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
		options = append(options, progressbar.OptionSetDescription(l.say("正在判断", "judging")), progressbar.OptionShowIts(), progressbar.OptionSetItsString(l.say("份", "practices")))
	}
	return progressbar.NewOptions(practices, options...)
}

// judged counts one more practice. known is the number of practices known so far.
func (p *progress) judged(known int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known <= shortRun && !p.begun {
		return
	}
	if !p.begun {
		p.begun, p.bar, p.known = true, newBar(p.stderr, p.lang, p.quiet, known), known
	}
	if p.bar == nil {
		return
	}
	if p.known != known {
		p.known = known
		p.bar.ChangeMax(known)
	}
	_ = p.bar.Add(1) // a closed terminal must not stop the run
}

// clear erases the line.
func (p *progress) clear() {
	if p.bar != nil {
		_, _ = p.bar.Clear(), p.bar.Exit()
	}
}
