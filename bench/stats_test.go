package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSpread(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct {
		name   string
		values []float64
		want   quartiles
	}{
		{"none", nil, quartiles{nan, nan, nan}},
		{"one", []float64{3}, quartiles{3, 3, 3}},
		{"two", []float64{2, 1}, quartiles{1.25, 1.5, 1.75}},
		{"odd, in no order", []float64{5, 1, 4, 2, 3}, quartiles{2, 3, 4}},
		{"even", []float64{4, 1, 3, 2}, quartiles{1.75, 2.5, 3.25}},
		{"one far out", []float64{1, 1, 1, 1, 1000}, quartiles{1, 1, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := append([]float64(nil), tt.values...)
			if diff := cmp.Diff(tt.want, spread(tt.values), cmp.AllowUnexported(quartiles{}), cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("quartiles (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, tt.values); diff != "" {
				t.Errorf("the values were changed:\n%s", diff)
			}
		})
	}
}

func samples(ms ...int) []sample {
	out := make([]sample, len(ms))
	for i, n := range ms {
		out[i] = sample{wall: time.Duration(n) * time.Millisecond, cpu: time.Duration(2*n) * time.Millisecond, peak: float64(int64(n) << 20)}
	}
	return out
}

// Rounds in which the machine was slow weigh no more than others, which they do in a quotient of medians.
func TestOverGoesByRounds(t *testing.T) {
	a, b := samples(10, 40, 30), samples(20, 160, 40)
	if got := over(a, b, wall).median; got != 0.5 {
		t.Errorf("median of 10/20, 40/160, 30/40 is %v, want 0.5", got)
	}
	if got := median(wall, a) / median(wall, b); got == 0.5 {
		t.Error("the numbers do not tell the two apart")
	}
}

func TestTable(t *testing.T) {
	for _, tt := range []struct {
		name  string
		all   []series
		held  bool
		lines []string
	}{
		{"at the goal", []series{{"ours", 0, samples(50, 50)}, {"theirs", 0.5, samples(100, 100)}}, true,
			[]string{"ours                50 ms    100 ms    50 MiB\n", "theirs             100 ms    200 ms   100 MiB   0.50 (0.50 to 0.50), 0.50, 0.50; wall at most 0.50: held\n"}},
		{"past it", []series{{"ours", 0, samples(51)}, {"theirs", 0.5, samples(100)}}, false,
			[]string{"0.51 (0.51 to 0.51), 0.51, 0.51; wall at most 0.50: MISSED\n"}},
		{"one of two", []series{{"ours", 0, samples(50)}, {"theirs", 0.1, samples(100)}, {"others", 1, samples(100)}}, false,
			[]string{"at most 0.10: MISSED\n", "at most 1.00: held\n"}},
		{"nothing asked", []series{{"ours", 0, samples(50)}, {"theirs", 0, samples(10)}}, true, []string{"5.00 (5.00 to 5.00), 5.00, 5.00\n"}},
		{"nothing measured", []series{{"ours", 0, nil}, {"theirs", 1, nil}}, false, []string{"MISSED\n"}},
		{"memory unknown", []series{{"ours", 0, []sample{{wall: time.Second, peak: math.NaN()}}}}, true, []string{"ours              1000 ms      0 ms   NaN MiB\n"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, held := table(tt.all)
			if held != tt.held {
				t.Errorf("held is %v, want %v", held, tt.held)
			}
			for _, line := range tt.lines {
				if !strings.Contains(text, line) {
					t.Errorf("no line has %q:\n%s", line, text)
				}
			}
		})
	}
}

func TestGrown(t *testing.T) {
	before := []series{{"ours", 0, samples(10, 20, 30)}, {"theirs", 0, samples(100)}}
	after := []series{{"ours", 0, samples(50)}, {"ours --pack", 0, samples(80)}, {"theirs", 0, samples(1000)}, {"others", 0, samples(1)}}
	if got, want := grown(before, after), "ours 2.5 times, ours --pack 4.0 times, theirs 10.0 times"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
