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

# What the commands end with.
claims-summary = claims: { $checked }; true { $true }, false { $false }, doubtful { $doubtful }, not judged { $unread }, waived { $waived }
check-summary = { $claims }
    findings: errors { $errors }, warnings { $warnings }, notes { $notes }; waived { $waived }
views-listed = opinions: { $count }

# `explain`.
explain-bad = Reported:
explain-good = Left alone:
explain-unknown = there is no rule named { $rule }
    .hint = run kanyin explain for all rules

# What a note of the proof is about, where it is no question.
proof-sample = sample
proof-report = report
proof-group = { $name } · { $group }

# What was waived.
waived-heading = waived, { $count }:
waived-reason = because: { $reason }
