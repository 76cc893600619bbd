// Package largepages has the system give the first 64 MiB of the heap in large pages, where it can. A check of one practice
// fills some 20 MiB once, and without them a fault for each 4 KiB of it costs up to half of the run.
//
// It works by being imported, and does so before the packages of the libraries fill the heap: the linker initialises packages
// in the order of their paths as soon as what they import is initialised, so this one imports next to nothing.
package largepages
