//go:build unix

package practice

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinksAndOtherFiles(t *testing.T) {
	write(t, map[string]string{"p/a.yaml": good, "p/big.yaml": "#" + strings.Repeat(" ", 4<<20)})
	for link, to := range map[string]string{"p/loop": "..", "p/self": ".", "p/same.yaml": "a.yaml", "p/lost.yaml": "nowhere.yaml"} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo("p/pipe.yaml", 0o600); err != nil {
		t.Fatal(err)
	}
	l := load(t, "p")
	if len(l.Documents) != 1 || l.Documents[0].File != "p/a.yaml" {
		t.Errorf("%d documents, want p/a.yaml alone", len(l.Documents))
	}
	want := []string{
		"p/big.yaml:1:1 unreadable the file has 4194305 bytes, more than the 4194304 that are read; split it into several files",
		"p/loop:1:1 link this is a symbolic link, and was not judged: links in folders are not followed; put the file itself there, or exclude the link in credlint.yaml",
		"p/lost.yaml:1:1 link this is a symbolic link, and was not judged: links in folders are not followed; put the file itself there, or exclude the link in credlint.yaml",
		"p/pipe.yaml:1:1 unreadable this is no regular file; what a pipe holds is read from standard input (-)",
		"p/same.yaml:1:1 link this is a symbolic link, and was not judged: links in folders are not followed; put the file itself there, or exclude the link in credlint.yaml",
		"p/self:1:1 link this is a symbolic link, and was not judged: links in folders are not followed; put the file itself there, or exclude the link in credlint.yaml",
	}
	if diff := cmp.Diff(want, said(all(l))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
