# What several parts say.

verbatim = { $text }
list-of = { $items }

# How a question is called: by its figure where it has one.
named-figure = 图 { $number }
named-question = “{ $title }”

# How bad a message is, with the rule it comes from, and what to do.
severity-error = 错误
severity-warning = 警告
severity-note = 提示
named-rule = { $severity }〔{ $rule }〕
hint = 建议

# What a note of the proof is about, where it is no question.
proof-sample = 样本信息
proof-report = 报告信息
proof-group = { $name } · { $group }

# What was waived.
waived-heading = 保留 { $count } 处：
waived-reason = 理由：{ $reason }
