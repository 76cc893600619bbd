# Article 41(1): the applicant does not pay for the credit reports that organs use.
package policies.cn.shanghai.social_credit_2017

breach["41.1"] contains {"at": ["report_paid_by"]} if input.practice.report_paid_by == "applicant"
