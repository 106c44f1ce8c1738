# claim-rules

# What a claim is about and its values, its data's place, and what became of it.
claim-value = { $figure } “{ $label }” is { $share } %
claim-value-total = { $figure } { $labels } add up to { $share } %
claim-value-rest = { $figure } the remaining { $labels } add up to { $share } %
claim-amount = { $figure } in { $year } is { $amount } { $unit }
quoted = “{ $text }”
data-here = the data

claim-false = “{ $words }”: { $values }; { $why }
    .rewrite = write “{ $rewrite }”, or check the data, or waive it with a reason
    .hint = reword it, or check the data, or waive it with a reason

claim-doubtful = “{ $words }”: { $values }; { $why }
    .rewrite = write “{ $rewrite }”, or waive it with a reason
    .hint = use a definite word, or waive it with a reason

claim-unread = “{ $words }” was not judged: { $why }
    .no-word = it holds no quantity, rank or change
    .hint = an opinion goes into #view[…], what need not be judged into #unjudged("reason")[…]

joint-share = “{ $words }” governs several options that “{ $joining }” then joins: readers take it for the share of those who chose all of them ({ $values })
    .hint = write #pcts(…), or two sentences

words-differ = { $values }: here it is called “{ $other }”, earlier “{ $one }”
    .there = called “{ $words }” here
    .hint = use one word in both places, best by #roughly(…)

waiver-unused = no “{ $text }” breaks { $rule }: this waiver covers nothing
    .no-rule = there is no rule named { $rule }
    .named = a waiver names its rule by id: { $rule }
    .itself = an unused waiver cannot be waived
    .hint = delete it, or check its rule and text
claim-misnamed = it speaks of “{ $named }” but is bound to { $bound }

# The comparisons of words with numbers. $share and $bound are percentages or points without their unit.
unit-points = points
why-share = { $share } { $unit } is{" "}
why-holds = { $share }in agreement with { $bound } { $unit }
why-about = { $share }about { $bound } { $unit }
why-not-above = { $share }not above { $bound } { $unit }
why-below = { $share }below { $bound } { $unit }
why-not-below = { $share }not below { $bound } { $unit }
why-above = { $share }above { $bound } { $unit }
why-rounding = { $share }a rounded number: whether it reaches { $bound } { $unit } cannot be told
why-too-far-below = { $share }too far below { $bound } { $unit } for “近”
why-too-far = { $share }too far from { $bound } { $unit }
why-rather-far = { $share }rather far from { $bound } { $unit }
why-not-equal = { $share }not { $bound } { $unit }
why-not-half = { $share }not the half
why-not-little = { $share }above { $bound } { $unit }, which is not little
why-not-most = { $share }less than the { $bound } { $unit } that the word promises
why-contradiction = its two words contradict each other
why-no-share = what it is bound to has no share to compare with
why-no-rank = what it is bound to is not of one question, or an option lacks its value: there is no rank
why-rank = it ranks { $places } of { $of }
why-tie = it ranks { $places } of { $of }, but shares its place with another
why-not-first = it ranks { $places } of { $of }, not first
why-not-last = it ranks { $places } of { $of }, not last
why-not-nth = it ranks { $places } of { $of }, not { $place }
why-other-number = it is not bound to { $count } options
why-outweighed = an option set apart (other, exclusive) has a larger share
why-main-small = { $share }less than half, which is little for “主要”
why-no-last-year = there are no comparable data of last year
why-not-two = there are no two values to compare
why-alike = they differ by { $difference } percentage points, within sampling error
why-not-alike = they differ by { $difference } percentage points, more than sampling error
why-alike-no-base = they differ by { $difference } percentage points; without a base, sampling error is unknown
why-alike-open = they differ by { $difference } percentage points; whether that is sampling error hangs on how many chose both, or on digits that were rounded away
why-alike-too-few = they differ by { $difference } percentage points, but the people or answers are too few to compare
why-alike-two-questions = they differ by { $difference } percentage points and are not two options of one question; sampling error is unknown
why-unchanged = there is no change
why-changed = the change is { $change }
why-direction = the change is { $change }, in that direction
why-other-direction = the change is { $change }, in the other direction
why-change-within-error = the change of { $difference } points is within sampling error: neither a rise nor a fall
why-change-too-few = it changed by { $difference } points, but the people or answers are too few to compare years
why-change-untestable = it changed by { $difference } points; a base is not stated, so that nobody can tell it from sampling error
why-change-rounding = the change is { $change }, within rounding
why-percent-of-share = shares change in percentage points
why-never-down-times = nothing goes down by times
why-not-large = a change of { $change } is less than { $bound }, which is not large
why-not-small = a change of { $change } is { $bound } or more, which is not small
why-times = the first is { $ratio } times the second
why-not-times = the first is { $ratio } times the second, not { $bound } times
why-denied = what it denies is so: { $why }
why-then-share = { $share } % last year: { $why }
why-then = last year: { $why }
why-places = place { $before } last year, { $now } this year
why-amount = { $amount } agrees with { $bound }
why-not-amount = { $amount } does not agree with { $bound }
amount-of = { $amount } { $unit }
why-left = this year is { $ratio } times last year
why-unread = a change, comparison or negation in it has no exact reading
why-other-year = there are no data of that year to compare with, only of last year
why-points-of-amount = amounts change in percent; percentage points are for shares
