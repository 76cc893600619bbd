# Article 31: the financial credit database charges no more than its costs for a query.
package policies.cn.credit_reporting_2013

engaged["31"] if input.practice.mode in {"query", "on_application"}

breach["31"] contains {"at": ["fee"]} if input.practice.fee == "above_cost"
