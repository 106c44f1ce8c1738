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

# What the commands end with.
claims-summary = 表述 { $checked } 处：属实 { $true }，不实 { $false }，存疑 { $doubtful }，未核 { $unread }，保留 { $waived }
check-summary = { $claims }
    问题：错误 { $errors }，警告 { $warnings }，提示 { $notes }；保留 { $waived }
views-listed = 看法 { $count } 处

# `explain`.
explain-bad = 会报告：
explain-good = 不会报告：
explain-unknown = 没有名为 { $rule } 的规则
    .hint = 运行 kanyin explain 查看全部规则

# What a note of the proof is about, where it is no question.
proof-sample = 样本信息
proof-report = 报告信息
proof-group = { $name } · { $group }

# What was waived.
waived-heading = 保留 { $count } 处：
waived-reason = 理由：{ $reason }
