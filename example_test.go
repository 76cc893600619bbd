package credlint_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/credlint/credlint"
	"github.com/credlint/credlint/checker/finding"
)

// A practice is held to all law that governs it on its day in its place.
func Example() {
	report, err := credlint.Check(context.Background(), []string{"examples/metro_fare_evasion.yaml"}, credlint.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range report.Practices {
		fmt.Println(p.ID, p.Verdict)
	}
	fmt.Println("passed:", credlint.Passed(report, finding.Review))
	// Output:
	// sh-metro-uncatalogued unlawful
	// sh-metro-catalogued contested
	// sh-metro-children unlawful
	// passed: false
}

// A finding says which clause speaks, where in the practice, and what to do, in Chinese and English.
func ExampleCheck_findings() {
	report, err := credlint.Check(context.Background(), []string{"examples/metro_fare_evasion.yaml"}, credlint.Options{Only: []string{"cn/shanghai/social_credit_2017#11"}})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range report.All() {
		if f.Severity == finding.Error {
			fmt.Printf("%s:%d: %s\n%s\n%s\n", f.At.File, f.At.Line, f.Law.EN, f.Message.EN, f.Hint.EN)
			break
		}
	}
	for _, narrowed := range report.Narrowed {
		fmt.Println(narrowed.EN)
	}
	// Output:
	// examples/metro_fare_evasion.yaml:53: Shanghai Social Credit Regulation art. 11(1)
	// fare evasion does not stand in the catalogue of the city and may not go to the municipal platform
	// take it through the procedure of article 10 into the city's catalogue first, or leave it out
	// only these were checked: cn/shanghai/social_credit_2017#11
}

// A pack adds law, or replaces an instrument of the same id. What is wrong with it is in the report.
func ExampleCheck_pack() {
	report, err := credlint.Check(context.Background(), []string{"examples/blood_donors.yaml"},
		credlint.Options{Packs: []credlint.Pack{{Name: "testdata/packs/wuyou", FS: os.DirFS("testdata/packs/wuyou")}}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Packs.Instruments, "instruments;", len(report.Findings), "findings about packs and files;", report.Complete())
	// Output:
	// 9 instruments; 0 findings about packs and files; true
}
