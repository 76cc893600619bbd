package policies.cn.shanghai.centre_rules_2026

breach["2"] contains {"at": ["prior_publicity"]} if not input.practice.prior_publicity
