package rules

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Law holds no data of its own: everything it may know comes in with the input.
var (
	EmptyStore       = inmem.New()
	EmptyTransaction = storage.NewTransactionOrDie(context.Background(), EmptyStore)
)

// evaluationTime is the time of every evaluation: law has no clock, and reading the machine's takes time.
var evaluationTime = time.Unix(1, 0)

// Query is a query over the rules of the unit. It may be evaluated again when the input object answers differently.
func (u *Unit) Query(body ast.Body, input *ast.Term) *topdown.Query {
	return topdown.NewQuery(body).WithCompiler(u.Compiler).WithStore(EmptyStore).WithTransaction(EmptyTransaction).WithInput(input).
		WithStrictBuiltinErrors(true).WithIndexing(true).WithEarlyExit(true).WithMetrics(metrics.NoOp()).WithTime(evaluationTime)
}

// PanicError says that OPA panicked during an evaluation.
type PanicError struct{ Value any }

func (e PanicError) Error() string { return fmt.Sprintf("evaluation panicked: %v", e.Value) }

var errFound = errors.New("found")

// Holds evaluates a query up to its first result. A panic inside OPA is a PanicError of this evaluation.
func Holds(ctx context.Context, q *topdown.Query) (yes bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = PanicError{r}
		}
	}()
	err = q.Iter(ctx, func(topdown.QueryResult) error { yes = true; return errFound })
	if errors.Is(err, errFound) {
		return true, nil
	}
	return yes, err
}

// periodSteps ends the comparison of two periods that takes more steps than any can need.
type periodSteps int

func (n *periodSteps) Cancel()         {}
func (n *periodSteps) Cancelled() bool { *n++; return *n > 1_000_000 }

// ComparePeriods calls a function of lib/periods with two periods, once for each pair. A period that the function cannot
// read is answered with false: the clause itself reports the error.
func (u *Unit) ComparePeriods(function ast.Ref, a, b *ast.Term) bool {
	key := function.String() + "\x00" + a.String() + "\x00" + b.String()
	if v, ok := u.periods.Load(key); ok {
		return v.(bool)
	}
	call := ast.NewExpr([]*ast.Term{ast.NewTerm(function), a, b})
	yes, _ := Holds(context.Background(), u.Query(ast.NewBody(call), ast.NullTerm()).WithCancel(new(periodSteps)))
	u.periods.Store(key, yes)
	return yes
}
