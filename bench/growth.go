package main

import (
	"context"
	"os"
	"path/filepath"
)

// counts are how many practices one call judges where it is shown how time and memory grow.
var counts = []int{1000, 3000, 10000}

// growth judges more and more practices in one call. Time that grows with their number and memory that does not keep a large
// repository judged in one run.
func (b *bench) growth(ctx context.Context) error {
	texts, err := documents(filepath.Join(b.root, "examples"))
	if err != nil {
		return err
	}
	m := material{b.dir}
	if err := os.CopyFS(filepath.Join(b.dir, "growth", "agencies"), os.DirFS(filepath.Join(b.root, "examples", "agencies"))); err != nil {
		return err
	}
	b.say("\nthe examples again and again in one call, credlint alone\n%10s  %10s  %8s  %10s  beside the first row: a practice, peak\n", "practices", "wall", "a practice", "peak")
	written := 0
	var firstEach, firstPeak float64
	for _, n := range counts {
		for ; written < n; written++ {
			if err := os.WriteFile(m.file("growth", written), []byte(numbered(texts[written%len(texts)], written)), 0o666); err != nil {
				return err
			}
		}
		c := command{name: "credlint", args: []string{b.credlint, "check", "growth"}, exits: []int{1}}
		var all []sample
		for range min(b.rounds, 3) {
			s, _, err := b.once(ctx, c, false)
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		took, most := median(wall, all), median(peak, all)
		each := took / float64(n)
		if n == counts[0] {
			firstEach, firstPeak = each, most
		}
		b.say("%10d  %7.0f ms  %7.2f ms  %6.0f MiB  %.2f, %.2f\n", n, took/1e6, each/1e6, most/(1<<20), each/firstEach, most/firstPeak)
	}
	return nil
}
