package finding

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Personal is a kind of number by which a person can be found.
type Personal int

// The kinds of personal numbers.
const (
	// NoPersonal is the absence of one.
	NoPersonal Personal = iota
	// IdentityNumber is a resident identity number of 18 (GB 11643) or of 15 digits, its form until 1999.
	IdentityNumber
	// MobileNumber is a mobile number of mainland China: eleven digits from 13 to 19.
	MobileNumber
	// BankCard is the number of a bank card (ISO/IEC 7812): 16 to 19 digits with a check digit by Luhn.
	BankCard
)

// numeral is a decimal digit of any script in a text, or the check character X with the value 10.
type numeral struct {
	at, size int // offset and length in bytes
	value    int
	first    bool // of its group: it is not next to the numeral before it
	dot      bool // a dot stands directly before it
}

// Mask replaces the digits of personal numbers in s by "*", except for three at the beginning and the last, and returns the
// kind of the first of them. A number is found whatever is around it, in digits of any script, with invisible marks between
// the digits, and in groups with blanks, hyphens or dots between them. Digits without a check digit that could be an amount, a
// date or a part of a hash are not taken for one: their groups must be those in which people write such numbers.
func Mask(s string) (string, Personal) {
	if !mayBePersonal(s) {
		return s, NoPersonal
	}
	var hidden []numeral
	found := NoPersonal
	var chain []numeral
	flush := func() {
		if len(chain) < 11 {
			chain = chain[:0]
			return
		}
		for _, m := range personalNumbers(s, chain) {
			if found == NoPersonal {
				found = m.kind
			}
			hidden = append(hidden, chain[m.from+3:m.to-1]...)
		}
		chain = chain[:0]
	}
	gap := 0 // visible separators since the last numeral
	prev := rune(0)
	for i, r := range s {
		v, ok := digit(r)
		if !ok && len(chain) > 0 && chain[len(chain)-1].value < 10 && strings.ContainsRune("XxＸｘХхΧχⅩⅹ×", r) {
			v, ok = 10, true
		}
		switch {
		case ok:
			chain = append(chain, numeral{i, utf8.RuneLen(r), v, gap > 0 || len(chain) == 0, gap > 0 && (prev == '.' || prev == '．')})
			gap = 0
		case len(chain) == 0: // most of a text
		case isPlain(r) && r != ' ' && r != '-' && r != '.' && r != '_', gap == 3:
			flush()
			gap = 0
		case isInvisible(r):
			continue
		case unicode.In(r, unicode.Zs, unicode.Pd) || strings.ContainsRune("\t\n\r._−．·•‧・。｡", r):
			gap++
		default:
			flush()
			gap = 0
		}
		prev = r
	}
	flush()
	if found == NoPersonal {
		return s, found
	}
	var b strings.Builder
	done := 0
	for _, n := range hidden {
		b.WriteString(s[done:n.at] + "*")
		done = n.at + n.size
	}
	return b.String() + s[done:], found
}

// mayBePersonal reports whether a text has as many digits as the shortest personal number.
func mayBePersonal(s string) bool {
	n := 0
	for _, r := range s {
		if _, ok := digit(r); ok {
			if n++; n == 11 {
				return true
			}
		}
	}
	return false
}

// digit returns the value of a decimal digit of any script.
func digit(r rune) (int, bool) {
	switch {
	case r < 0x80:
		return int(r - '0'), '0' <= r && r <= '9'
	case r < 0x660 || isPlain(r) || !unicode.Is(unicode.Nd, r):
		return 0, false
	}
	for _, t := range unicode.Nd.R16 { // every range begins with a zero
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10, true
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10, true
		}
	}
	return 0, false
}

// match is a personal number in a chain of numerals.
type match struct {
	from, to int
	kind     Personal
}

// personalNumbers returns the personal numbers in a chain, in order.
func personalNumbers(s string, chain []numeral) []match {
	var out []match
	n := len(chain)
	for i := 0; i+11 <= n; {
		m, ok := personalAt(s, chain, i, len(out) > 0 && out[len(out)-1].to == i)
		if !ok {
			i++
			continue
		}
		out = append(out, m...)
		i = out[len(out)-1].to
	}
	return out
}

// personalAt returns the personal number that begins at i, or the numbers that a group consists of. after says that another
// number ends there.
func personalAt(s string, chain []numeral, i int, after bool) ([]match, bool) {
	boundary := func(j int) bool { return j == len(chain) || chain[j].first || chain[j].value == 10 }
	if j := i + 18; j <= len(chain) && isIdentity(chain[i:j]) {
		// Eighteen digits in one group have a valid date and check digit by accident once in a hundred thousand.
		if grouped := groups(chain[i:j]); len(grouped) == 1 || (after || boundary(i)) && (boundary(j) || len(chain)-j >= 18 && isIdentity(chain[j:j+18])) {
			return []match{{i, j, IdentityNumber}}, true
		}
	}
	if !chain[i].first || chain[i].dot && i > 0 {
		return nil, false
	}
	for j := min(i+19, len(chain)); j >= i+11; j-- { // the longest
		if !boundary(j) || j < len(chain) && chain[j].dot && len(groups(chain[i:j])) == 1 {
			continue
		}
		if kind := personalKind(chain[i:j]); kind != NoPersonal && !inHash(s, chain[i].at, chain[j-1].at) {
			if kind == MobileNumber { // without the code of the country
				i = j - 11
			}
			return []match{{i, j, kind}}, true
		}
	}
	j := i + 1
	for j < len(chain) && !boundary(j) {
		j++
	}
	if j-i < 22 || inHash(s, chain[i].at, chain[j-1].at) || j < len(chain) && chain[j].dot {
		return nil, false
	}
	return inARow(chain, i, j)
}

// inARow divides the group from i to j into personal numbers.
func inARow(chain []numeral, i, j int) ([]match, bool) {
	if i == j {
		return nil, true
	}
	if j-i > 200 { // no number, but a number of nobody
		return nil, false
	}
	for _, n := range []int{11, 15, 16, 17, 18, 19} {
		if i+n > j {
			break
		}
		part := slices.Clone(chain[i : i+n])
		part[0].first = true
		kind := personalKind(part)
		if n == 18 && isIdentity(part) {
			kind = IdentityNumber
		}
		if kind == NoPersonal {
			continue
		}
		if rest, ok := inARow(chain, i+n, j); ok {
			return append([]match{{i, i + n, kind}}, rest...), true
		}
	}
	return nil, false
}

// groups returns the lengths of the groups of digits.
func groups(digits []numeral) []int {
	var out []int
	for i, d := range digits {
		if i == 0 || d.first {
			out = append(out, 0)
		}
		out[len(out)-1]++
	}
	return out
}

// inHash reports whether the numerals stand in a long word of Latin letters and digits, such as a digest.
func inHash(s string, from, to int) bool {
	alnum := func(i int) bool {
		return i >= 0 && i < len(s) && s[i] < utf8.RuneSelf && (unicode.IsLetter(rune(s[i])) || unicode.IsDigit(rune(s[i])))
	}
	start, end := from, to+1
	for alnum(start - 1) {
		start--
	}
	for alnum(end) {
		end++
	}
	return end-start > 24 && strings.ContainsFunc(s[start:end], func(r rune) bool { return unicode.IsLetter(r) && r != 'X' && r != 'x' })
}

// isIdentity reports whether digits are an identity number of 18: a region, a day of birth and a check character of ISO 7064
// MOD 11-2.
func isIdentity(digits []numeral) bool {
	if !isBorn(digits, 6, 4) {
		return false
	}
	weight, sum := 1, 0
	for i := 17; i >= 0; i-- {
		if digits[i].value == 10 && i < 17 {
			return false
		}
		sum += weight * digits[i].value
		weight = weight * 2 % 11
	}
	return sum%11 == 1
}

// provinces are the first two digits of region codes (GB/T 2260).
const provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 "

// isBorn reports whether digits begin with the code of a region and have a day at an offset, with a year of that many digits.
func isBorn(digits []numeral, at, year int) bool {
	text := make([]byte, len(digits))
	for i, d := range digits {
		text[i] = byte('0' + d.value)
	}
	if !strings.Contains(provinces, " "+string(text[:2])+" ") {
		return false
	}
	day := string(text[at : at+year+4])
	if year == 2 {
		day = "19" + day
	}
	born, err := time.Parse("20060102", day)
	return err == nil && born.Year() >= 1880 && born.Year() < 2100
}

// personalKind returns the kind of a number that is not an identity number of 18 digits.
func personalKind(digits []numeral) Personal {
	n := len(digits)
	for _, d := range digits {
		if d.value == 10 {
			return NoPersonal
		}
	}
	grouped := groups(digits)
	single := len(grouped) == 1 || len(grouped) == n
	in := func(forms ...[]int) bool {
		return single || slices.ContainsFunc(forms, func(f []int) bool { return slices.Equal(f, grouped) })
	}
	switch {
	case n == 11 && isMobile(digits) && in([]int{3, 4, 4}, []int{3, 8}, []int{7, 4}, []int{4, 3, 4}, []int{4, 4, 3}, []int{3, 3, 5}):
		return MobileNumber
	case (n == 13 || n == 15) && hasCountry(digits[:n-11]) && isMobile(digits[n-11:]) && (single || !slices.Contains(grouped, 1)):
		return MobileNumber
	case n == 15 && isBorn(digits, 6, 2) && in([]int{6, 6, 3}, []int{6, 9}, []int{3, 3, 6, 3}, []int{6, 2, 2, 2, 3}):
		return IdentityNumber
	case n >= 16 && n <= 19 && isCard(digits) && (in([]int{6, n - 6}, []int{n - 4, 4}) || fours(grouped)):
		return BankCard
	}
	return NoPersonal
}

// hasCountry reports whether digits are the code of China, 86 or 0086.
func hasCountry(digits []numeral) bool {
	n := len(digits)
	return digits[n-2].value == 8 && digits[n-1].value == 6 && (n == 2 || digits[0].value == 0 && digits[1].value == 0)
}

// isMobile reports whether eleven digits are a mobile number and no round amount.
func isMobile(digits []numeral) bool {
	return digits[0].value == 1 && digits[1].value >= 3 && slices.ContainsFunc(digits[5:], func(d numeral) bool { return d.value > 0 })
}

// fours reports whether all groups but the last have four digits.
func fours(grouped []int) bool {
	last := len(grouped) - 1
	return grouped[last] <= 4 && !slices.ContainsFunc(grouped[:last], func(n int) bool { return n != 4 })
}

// isCard reports whether digits begin as bank cards do and have a check digit by Luhn. A unified social credit code of digits
// alone begins with 91, 93, 51 or 52 and is no card.
func isCard(digits []numeral) bool {
	first := digits[0].value*10 + digits[1].value
	switch {
	case first < 22, first > 27 && first < 30, first > 69 && first < 90:
		return false
	case len(digits) == 18 && (first == 51 || first == 52 || first == 91 || first == 93):
		return false
	}
	sum := 0
	for i, d := range digits {
		v := d.value
		if (len(digits)-i)%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
