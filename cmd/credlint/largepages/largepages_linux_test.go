package largepages

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// TestHeap holds that what is allocated lies where large pages were asked for.
func TestHeap(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("this system has no large pages:", err)
	}
	b := make([]byte, 8<<20)
	middle := uintptr(unsafe.Pointer(&b[len(b)/2]))
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = maps.Close() }() // it was only read
	here := false
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var lo, hi uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &lo, &hi); n == 2 {
			here = lo <= middle && middle < hi
		}
		if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && here {
			if !slices.Contains(strings.Fields(flags), "hg") {
				t.Errorf("the heap has the flags %s, and no hg among them", flags)
			}
			return
		}
	}
	t.Error("the heap is in none of the mappings that /proc/self/smaps lists")
}
