# What several parts say.

verbatim = { $text }
list-of = { $items }

# How a question is called: by its figure where it has one.
named-figure = figure { $number }
named-question = “{ $title }”

# How bad a message is, with the rule it comes from, and what to do.
severity-error = error
severity-warning = warning
severity-note = note
named-rule = { $severity } ({ $rule })
hint = help

# What a note of the proof is about, where it is no question.
proof-sample = sample
proof-report = report
proof-group = { $name } · { $group }

# What was waived.
waived-heading = waived, { $count }:
waived-reason = because: { $reason }
