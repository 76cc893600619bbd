# What a contributor runs. `make ci` is what CI runs, see .ci/run.

# The tests of the law run on the OPA that evaluates it: its version stands in go.mod and nowhere else.
OPA      = go run github.com/open-policy-agent/opa@$(shell go list -m -f '{{.Version}}' github.com/open-policy-agent/opa)
GOVULNCHECK = go run golang.org/x/vuln/cmd/govulncheck@v1.9.0
ACTIONLINT  = go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
GOVULNDB ?= https://vuln.go.dev
FUZZTIME ?= 10s

.PHONY: build generate manual completions reproducible vuln workflows test ci reports suites form race law bench fuzz exhaustive mutate-numbers

# The program as it is released: it needs no library of the system, and the same commit gives the same bytes in every folder.
# VERSION names the version where the source has no repository around it; with one, Go takes it from there.
build:
	GOFLAGS= CGO_ENABLED=0 go build -trimpath -buildvcs=auto -ldflags '-s -w$(if $(VERSION), -X main.stamped=$(VERSION))' -o bin/credlint ./cmd/credlint

# The index.jsonl beside each instrument.yaml. A test says which is stale.
generate:
	go generate ./policies

# Pages of the manual in English and Chinese, and completions, for the archives of a release; dated like the last commit.
manual:
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) go test -count=1 -run '^TestManual$$' ./cmd/credlint -manual $(CURDIR)/bin/manual

completions: build
	mkdir -p bin/completions
	for shell in bash zsh fish powershell; do bin/credlint completion $$shell > bin/completions/credlint.$$shell || exit; done

# The last commit, built twice in different surroundings and compared; then run as the image runs it.
reproducible:
	.ci/reproducible

# Known vulnerabilities of what the program calls. It needs the network, or a copy that GOVULNDB names; CI says where it had neither.
vuln:
	$(GOVULNCHECK) -db "$(GOVULNDB)" ./...

# The workflow that docs/ci.md gives.
workflows:
	$(ACTIONLINT) docs/ci/policy-repository/.github/workflows/*.yaml

test:
	go test ./...

# Reports before the validators of SARIF and JUnit, with what was skipped because a validator is missing. They run in test
# too; .ci/run installs them and lets none be missing.
reports:
	go test -count=1 -v -run 'Passes' ./checker/report

# The suites by which parsers of JSON and YAML are compared, with the counts that SECURITY.md quotes. They too run in test.
suites:
	go test -count=1 -v -run 'Suite$$' ./checker/source

# In order of what a reader cares for: the command the README gives, then form, then what that command samples, then races, then
# the law by plain OPA.
ci: test form suites exhaustive race law workflows reproducible
	.ci/vulnerabilities
	@echo "ci: ran go test ./... and what it samples in full, gofmt, go vet, go test -race -short, opa check, test and fmt on policies, actionlint, and built the program twice"

form:
	@unformatted=$$(gofmt -l .) && if [ -n "$$unformatted" ]; then \
		echo "not formatted; run gofmt -w on:" >&2; echo "$$unformatted" >&2; exit 1; fi
	go vet ./...

race:
	go test -race -short -timeout 40m ./...

# The tests that take a sample in go test ./..., in full.
exhaustive:
	CREDLINT_EXHAUSTIVE=1 go test -count=1 -v -timeout 60m -run '^Test(Numbers|ExactTiny|PartialTiny|PartialExamples|BasisNotStated|Silence|SilenceDrawn|BoundNotReached|SameBytes|Company|NeededJudgesLikeWhole|QuestionsCanBeAnswered|Steps|ShortPlansAccuseNobody|ObligationsCanBeRefused|Shipped)$$' ./checker ./checker/trial

# Cases are practices, several in a file, and not data for OPA. The version of the linter regal stands in .ci/regal.mod, and
# its configuration in .regal/config.yaml; CREDLINT_REGAL names a program that is built already.
law:
	$(OPA) check --strict --ignore cases policies
	$(OPA) test --ignore cases policies
	$(OPA) fmt --list --fail policies
	$${CREDLINT_REGAL:-go tool -modfile=.ci/regal.mod regal} lint policies

# Whole processes beside other tools, and the Go benchmarks; see docs/speed.md, into which it writes the numbers.
bench:
	go run ./bench -write docs/speed.md

# Every fuzz target for FUZZTIME each; go fuzzes one target of one package at a time. Cutting an input down would take a
# minute each, and no new one would be tried meanwhile.
fuzz:
	@set -e; for package in $$(go list ./...); do \
		listed=$$(go test -list '^Fuzz' "$$package"); \
		for target in $$(echo "$$listed" | grep '^Fuzz'); do \
			echo "fuzz $$package $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 100x "$$package"; \
		done; \
	done

# Every number of every instrument changed by one, up and down: which case notices, and which number none holds in place.
mutate-numbers:
	CREDLINT_EXHAUSTIVE=1 go test -count=1 -v -run '^TestNumbers$$' ./checker
