package largepages

import (
	"syscall"
	"unsafe"
)

// size is that of the memory asked for: with the page that its end lies in, a stack of the next power of two holds it.
const size = 64<<20 - 64<<10

// The runtime has no function for it. But a stack comes from the same memory as the heap, is not cleared, and is given back
// as soon as its goroutine ends: what is allocated from then on lies where it was. Should a later runtime do otherwise, the
// program is slower and not wrong, since the system was only advised.
func init() {
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
	end := uintptr(unsafe.Pointer(&top)) &^ uintptr(syscall.Getpagesize()-1)
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, end-size, size, syscall.MADV_HUGEPAGE) // an old system knows none
}

//go:noinline
func take([size]byte) {}
