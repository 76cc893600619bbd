package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long files must be left alone before a change counts as one: editors write in several steps.
const settle = 200 * time.Millisecond

// watchPacks runs once, and again after each change in the folders, until ctx is done; it returns what the last run did. What
// prevents a run is said, and the next change may mend it.
func watchPacks(ctx context.Context, folders []string, stdout, stderr io.Writer, run func() error) error {
	for _, dir := range folders {
		if info, err := os.Stat(dir); err != nil {
			return run() // says it better
		} else if !info.IsDir() {
			return usage("flag --watch: pack %q is no folder", filepath.ToSlash(dir))
		}
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("files cannot be watched: %w", err)
	}
	defer w.Close()
	for _, dir := range folders {
		if err := watchFolder(w, dir); err != nil {
			return usage("pack %q cannot be watched: %w", filepath.ToSlash(dir), err)
		}
	}
	last := runWatched(stdout, stderr, run)
	changed := ""
	rest := time.NewTimer(0)
	if !rest.Stop() {
		<-rest.C
	}
	for {
		select {
		case <-ctx.Done():
			return last
		case err := <-w.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) { // too many changes to name; one of them counts
				changed = folders[0]
				rest.Reset(settle)
				continue
			}
			return fmt.Errorf("files cannot be watched: %w", err)
		case e := <-w.Events:
			if !matters(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				_ = watchFolder(w, e.Name) // a file, or gone again
			}
			changed = e.Name
			rest.Reset(settle)
		case <-rest.C:
			lines(stderr, "credlint: %s changed", filepath.ToSlash(changed))
			last = runWatched(stdout, stderr, run)
		}
	}
}

// matters reports whether an event can change law: what editors keep beside a file cannot.
func matters(e fsnotify.Event) bool {
	name := filepath.Base(e.Name)
	return e.Op != fsnotify.Chmod && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~")
}

// watchFolder watches a folder and those in it.
func watchFolder(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case name != dir && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		return w.Add(name)
	})
}

// runWatched runs and lets everything be read that was written.
func runWatched(stdout, stderr io.Writer, run func() error) error {
	err := run()
	if out, ok := stdout.(*output); ok {
		if failed := out.flush(); failed != nil {
			return &exit{exitFailed, failed}
		}
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	if e := (*exit)(nil); err != nil && !(errors.As(err, &e) && e.err == nil) {
		lines(stderr, "credlint: %v", err)
		return &exit{code: exitFailed}
	}
	return err
}
