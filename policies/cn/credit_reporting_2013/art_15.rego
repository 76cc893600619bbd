# Article 15: who supplies adverse information tells the person first. Articles 29(2), 41 and 44(1) count those who
# supply the financial credit database among the providers.
package policies.cn.credit_reporting_2013

engaged["15"] if supplies_credit_reporting

breach["15"] contains {"at": ["notice", "time"]} if {
	input.practice.notice.time != "before"
	supplies_adverse_personal_information
}

supplies_adverse_personal_information if {
	some item in input.practice.items
	adverse_personal(item)
	not published_under_law(item)
}
