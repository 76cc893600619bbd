# Article 23: reasonable measures for the accuracy of what is supplied.
package policies.cn.credit_reporting_2013

breach["23.1"] contains {"at": ["agency", "accuracy"]} if not input.practice.agency.accuracy
