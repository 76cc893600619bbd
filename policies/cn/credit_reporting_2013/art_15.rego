# Article 15: who supplies adverse information tells the person first. Articles 29(2), 41 and 44(1) count those who
# supply the financial credit database among the providers.
package policies.cn.credit_reporting_2013

engaged["15"] if {
	supplies_credit_reporting
	keeps_adverse_personal_information
}

breach["15"] contains {"at": ["notice", "time"]} if input.practice.notice.time != "before"

# 但是……除外: of adverse information that laws or administrative regulations make public, and of nothing beside it.
exempt["15"] if not some_adverse_item_needs_notice

exempt["15"] if handed_over_at_the_end

some_adverse_item_needs_notice if {
	some item in input.practice.items
	adverse_personal(item)
	not published_under_law(item)
}
