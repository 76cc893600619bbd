// Command gen writes policies/register.tsv from the collected material, a folder with register.json. The table is sorted and holds
// no day of generation, so that the same material gives the same bytes. Beside it, places.mjs writes places.tsv.
//
//	go run ./gen -material DIR -out ../../policies                    (from checker/law)
//
// It also writes the index.jsonl beside each instrument.yaml, the instrument in a form that is parsed faster:
//
//	go generate ./policies                    (from the root of the repository)
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/law"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	material := flag.String("material", "", "folder with register.json")
	out := flag.String("out", "../../policies", "folder to write register.tsv to")
	index := flag.String("index", "", "write the indexes of the instruments in this folder of law, and no table")
	flag.Parse()
	if *index != "" {
		files, err := law.Index(os.DirFS(*index))
		if err != nil {
			log.Fatal(err)
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(*index, filepath.FromSlash(name)), text, 0o644); err != nil {
				log.Fatal(err)
			}
		}
		return
	}
	if *material == "" {
		log.Fatal("name the folder of the material with -material DIR")
	}
	data, err := os.ReadFile(filepath.Join(*material, "register.json"))
	if err != nil {
		log.Fatal(err)
	}
	text, err := Register(data)
	if err != nil {
		log.Fatalf("register.json: %v", err)
	}
	if err := os.WriteFile(filepath.Join(*out, "register.tsv"), text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// instrument is a line of register.json, version one of its texts.
type (
	instrument struct {
		Title          string
		OfficialTitle  string `json:"official_title"`
		Aliases        []string
		Informal       []string
		Rank           string
		Jurisdiction   string
		Status         string
		RepealedOn     string `json:"repealed_on"`
		RepealedBy     string `json:"repealed_by"`
		FirstEffective string `json:"first_effective"`
		Versions       []version
	}
	version struct {
		Date, Effective, Unit string
		Uncertain             bool `json:"effective_uncertain"`
		Articles              int
		Missing               []int
		IrregularLists        int `json:"irregular_lists"`
		Structure             string
		Events                [][2]string
	}
)

// Register writes register.json as a table: a row a version, ordered by place, rank, title and day; what belongs to the
// instrument is repeated on each of its rows. The reader of the table (checker/law, register.go) says what the cells mean.
func Register(data []byte) ([]byte, error) {
	var instruments []instrument
	if err := json.Unmarshal(data, &instruments); err != nil {
		return nil, err
	}
	const state = "中华人民共和国"
	var rows []string
	for _, in := range instruments {
		official := in.OfficialTitle
		switch official {
		case in.Title:
			official = ""
		case state + in.Title:
			official = "+"
		}
		also := slices.Clone(in.Aliases)
		for _, name := range in.Informal {
			also = append(also, "~"+name)
		}
		rank := in.Rank
		if rank == "party_regulation" { // all three were issued jointly by the Party's centre and the State Council
			rank = "party_state_regulation"
		}
		status := in.Status
		if status == "in_force" {
			status = ""
		}
		for _, v := range in.Versions {
			since := in.FirstEffective
			if since == "" { // then the day of adoption is the earliest day it can have been law
				since = v.Date
				for _, e := range v.Events {
					if since == "" || e[0] < since {
						since = e[0]
					}
				}
				since += "?"
			}
			effective := v.Effective
			switch {
			case effective == "":
			case v.Uncertain && effective == v.Date && v.Date != "":
				effective = "?"
			case v.Uncertain:
				effective += "?"
			case effective == since:
				effective = "="
			}
			var doubt []string
			if v.Unit == "point" {
				doubt = append(doubt, "points")
			}
			if v.IrregularLists > 0 {
				doubt = append(doubt, "lists")
			}
			if len(v.Missing) > 0 {
				doubt = append(doubt, "gaps")
			}
			structure := v.Structure
			if structure == "" && v.Unit == "" {
				structure = "?" // the text was not read into articles
			} else if n := strings.Count(strings.SplitN(structure, ";", 2)[0], ",") + 1; n != v.Articles {
				return nil, fmt.Errorf("%s (%s): %d articles but the structure of %d", in.Title, v.Date, v.Articles, n)
			}
			rows = append(rows, row(in.Jurisdiction, rank, in.Title, official, strings.Join(also, "|"), status,
				in.RepealedOn, in.RepealedBy, since, v.Date, effective, strings.Join(doubt, "|"), structure))
		}
	}
	return table(row("place", "rank", "title", "official", "also", "status", "repealed_on", "repealed_by", "since", "date",
		"effective", "doubt", "structure"), rows)
}

func row(cells ...string) string { return strings.Join(cells, "\t") }

func table(header string, rows []string) ([]byte, error) {
	slices.Sort(rows)
	for i, r := range rows {
		if strings.Count(r, "\t") != strings.Count(header, "\t") || strings.ContainsAny(r, "\n\r\"") {
			return nil, fmt.Errorf("row %q would not survive the table: a cell holds a tab, a line end or a quotation mark", r)
		}
		if i > 0 && r == rows[i-1] {
			return nil, fmt.Errorf("row %q stands twice", r)
		}
	}
	return []byte(header + "\n" + strings.Join(rows, "\n") + "\n"), nil
}
