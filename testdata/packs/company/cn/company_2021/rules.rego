# A made-up law with the same rules for two kinds of practice.
package policies.cn.company_2021

# 1: a number that practices of one kind can exceed and practices of the other cannot
breach["1"] contains {"at": ["size"]} if input.practice.size > 50
