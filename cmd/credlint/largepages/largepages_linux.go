package largepages

import (
	"syscall"
	"unsafe"
)

const (
	// size is that of the memory asked for. With the frames above it, a stack of the next power of two holds it.
	size = 64<<20 - 64<<10
	// begun is the heap that the runtime begins with, and largePage the least of what its advice can be followed for.
	begun, largePage = 4 << 20, 2 << 20
	// collapse puts what is in small pages into large ones (MADV_COLLAPSE of linux/mman.h, which package syscall lacks).
	collapse = 25
)

// first lies at the beginning of the heap, since nearly nothing was there before it.
var first *[64]byte

// The runtime has no function for it. But a stack comes from the same memory as the heap, is not cleared, and is given back
// as soon as its goroutine ends: what is allocated from then on lies where it was. Should a later runtime do otherwise, or
// the system not follow, the program is slower and not wrong: it is no more than advice.
func init() {
	first = new([64]byte)
	done := make(chan struct{})
	go func() {
		defer close(done)
		advise(false)
	}()
	<-done
}

// advise needs a stack of size for the call that it never makes.
//
//go:noinline
func advise(call bool) {
	var top byte
	if call {
		take([size]byte{})
	}
	start := uintptr(unsafe.Pointer(first)) &^ (largePage - 1)
	end := uintptr(unsafe.Pointer(&top)) &^ (largePage - 1)
	if start < end && end-start < 2*size {
		madvise(start, end-start, syscall.MADV_HUGEPAGE)
		madvise(start, begun, collapse)
	}
}

func madvise(start, length, advice uintptr) {
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, start, length, advice)
}

//go:noinline
func take([size]byte) {}
