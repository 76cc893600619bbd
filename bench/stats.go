package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// sample is one run of a process, from its start until it is waited for.
type sample struct {
	wall, cpu time.Duration // cpu is user and system time of the process and of what it waited for
	peak      float64       // largest resident set in bytes, NaN where the system does not say
}

// quartiles are the middle of a series and the bounds of the half around it.
type quartiles struct{ low, median, high float64 }

// spread interpolates linearly between the values next to a quartile. It leaves values as it is; none give NaN.
func spread(values []float64) quartiles {
	sorted := slices.Sorted(slices.Values(values))
	at := func(q float64) float64 {
		if len(sorted) == 0 {
			return math.NaN()
		}
		below, rest := math.Modf(q * float64(len(sorted)-1))
		i := int(below)
		if rest == 0 {
			return sorted[i]
		}
		return sorted[i] + rest*(sorted[i+1]-sorted[i])
	}
	return quartiles{at(0.25), at(0.5), at(0.75)}
}

// over divides what two commands took in the same round and looks at the quotients: what slows the machine for a while
// slows both, and a quotient of two medians would not know which runs stood side by side.
func over(a, b []sample, of func(sample) float64) quartiles {
	quotients := make([]float64, min(len(a), len(b)))
	for i := range quotients {
		quotients[i] = of(a[i]) / of(b[i])
	}
	return spread(quotients)
}

func median(of func(sample) float64, samples []sample) float64 {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	return spread(values).median
}

func wall(s sample) float64 { return float64(s.wall) }
func cpu(s sample) float64  { return float64(s.cpu) }
func peak(s sample) float64 { return s.peak }

// A series is what one command took, a sample a round. goal is the most that the first command of the race may take of
// this one's wall time; 0 asks nothing.
type series struct {
	name    string
	goal    float64
	samples []sample
}

// verdict says whether a share of the wall time of this series keeps to its goal; NaN does not.
func (s series) verdict(share float64) (text string, held bool) {
	switch {
	case s.goal == 0:
		return "", true
	case share <= s.goal:
		return fmt.Sprintf("; wall at most %.2f: held", s.goal), true
	}
	return fmt.Sprintf("; wall at most %.2f: MISSED", s.goal), false
}

// table compares the first series with the others, and reports whether every goal is held.
func table(all []series) (text string, held bool) {
	var b strings.Builder
	held = true
	first := all[0]
	fmt.Fprintf(&b, "%-15s %9s %9s %9s   %s takes of it: wall (half of the rounds), cpu, peak\n", "", "wall", "cpu", "peak", first.name)
	for i, s := range all {
		line := fmt.Sprintf("%-15s %6.0f ms %6.0f ms %5.0f MiB", s.name, median(wall, s.samples)/1e6, median(cpu, s.samples)/1e6, median(peak, s.samples)/(1<<20))
		if i > 0 {
			q := over(first.samples, s.samples, wall)
			line += fmt.Sprintf("   %.2f (%.2f to %.2f), %.2f, %.2f", q.median, q.low, q.high,
				over(first.samples, s.samples, cpu).median, over(first.samples, s.samples, peak).median)
			verdict, ok := s.verdict(q.median)
			line, held = line+verdict, held && ok
		}
		b.WriteString(line + "\n")
	}
	return b.String(), held
}

// grown says how many times as long the same commands took in the second of two races.
func grown(before, after []series) string {
	var out []string
	for _, a := range after {
		for _, b := range before {
			if strings.TrimSuffix(a.name, " --pack") == b.name {
				out = append(out, fmt.Sprintf("%s %.1f times", a.name, median(wall, a.samples)/median(wall, b.samples)))
			}
		}
	}
	return strings.Join(out, ", ")
}
