package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/credlint/credlint/checker/finding"
	"github.com/fsnotify/fsnotify"
)

// debounce is the time without further events after which a change is complete, because editors write in several steps.
const debounce = 200 * time.Millisecond

// watchPacks calls run once and after each change in the folders, until ctx is done, and returns the error of the last run. An
// error of run is printed, because the next change may fix it.
func watchPacks(ctx context.Context, l tongue, folders []string, stdout, stderr io.Writer, run func() error) error {
	for _, dir := range folders {
		if info, err := os.Stat(dir); err != nil {
			return run() // with a better message
		} else if !info.IsDir() {
			return usage("选项 --watch：“%s”不是文件夹", "flag --watch: pack %q is no folder", filepath.ToSlash(dir))
		}
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return finding.Errorf("无法监视文件%v", "files cannot be watched: %w", err)
	}
	defer w.Close()
	for _, dir := range folders {
		if err := watchFolder(w, dir); err != nil {
			return usage("无法监视规范文件夹“%s”%v", "pack %q cannot be watched: %w", filepath.ToSlash(dir), err)
		}
	}
	last := runWatched(l, stdout, stderr, run)
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
			if errors.Is(err, fsnotify.ErrEventOverflow) { // too many changes to name one
				changed = folders[0]
				rest.Reset(debounce)
				continue
			}
			return finding.Errorf("无法监视文件%v", "files cannot be watched: %w", err)
		case e := <-w.Events:
			if !isRelevant(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				_ = watchFolder(w, e.Name) // fails for a file or a folder that is gone
			}
			changed = e.Name
			rest.Reset(debounce)
		case <-rest.C:
			l.line(stderr, "credlint: “%s”已变动", "credlint: %s changed", filepath.ToSlash(changed))
			last = runWatched(l, stdout, stderr, run)
		}
	}
}

// isRelevant reports whether an event can change law. Hidden files and backups of editors cannot.
func isRelevant(e fsnotify.Event) bool {
	name := filepath.Base(e.Name)
	return e.Op != fsnotify.Chmod && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~")
}

// watchFolder watches a folder and its subfolders.
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

// runWatched calls run, flushes standard output and prints the error.
func runWatched(l tongue, stdout, stderr io.Writer, run func() error) error {
	err := run()
	if out, ok := stdout.(*output); ok {
		if failed := out.flush(); failed != nil {
			return &exitError{exitFailed, failed}
		}
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	if e := (*exitError)(nil); err != nil && !(errors.As(err, &e) && e.err == nil) {
		lines(stderr, "credlint: %s", l.message(err))
		return &exitError{code: exitFailed}
	}
	return err
}
