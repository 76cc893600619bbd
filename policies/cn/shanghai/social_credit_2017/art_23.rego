# Article 23: organs and enterprises are encouraged to manage subjects by class of credit.
package policies.cn.shanghai.social_credit_2017

permit["23"] if input.practice.uses.graded_supervision
