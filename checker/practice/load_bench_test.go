package practice

import (
	"context"
	"testing"
)

// BenchmarkRead reads the examples, each time anew, and keeps none of them.
func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		files, err := Find(context.Background(), []string{"../../examples"}, Options{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		if _, err := files.Read(context.Background(), func(docs []*Document) error { n += len(docs); return nil }); err != nil {
			b.Fatal(err)
		}
		if n == 0 {
			b.Fatal("no practice was read")
		}
	}
}
