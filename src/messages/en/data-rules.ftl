# data-rules

share-sum = { $question } is a single-choice question, but its shares add up to { $sum } %
    .hint = check the shares; if respondents could choose several, write kind "multiple"
    .counts = { $question } is a single-choice question: its counts add up to { $sum }, but its base is { $n }

share-ratio = { $figure } “{ $label }”: { $percent } % is no whole number of { $n } people
    .hint = the nearest are { $below } % and { $above } %; check the share and the base

base-unstated = { $figures }: no base is stated; the published shares fit { $n } people only{ $valid }; one of them is { $step } percentage points{ $also }
    .valid = , while there are { $valid } valid questionnaires
    .also = {" "}({ $figure } fits { $others } too)
    .vague = { $figures }: no base is stated, and the shares fit too many numbers of people to infer it
    .hint = ask the surveyors and state it in bases or as n; what is inferred is never printed and never computed with

base-impossible = { $figure }: no number of people up to { $valid } valid questionnaires gives these shares
    .suspect = probably { $percent } % was mistyped: without it the others fit
    .hint = check each share; weighted data need policy.weighted

small-base = “{ $label }” has a base of { $n } only
    .hint = say so under the figure, and neither split nor compare it

false-precision = of { $n } people one is { $step } percentage points, yet { $decimals } decimals are printed
    .hint = set policy.decimals to 1

class-overlap = { $figure }: classes overlap at { $limits }
    .hint = write 1 年以上、不满 3 年, so that each number belongs to one class

class-gap = { $figure }: there is a gap between classes: { $gaps }
    .hint = let neighbouring classes meet

missing-unit = { $figure } { $labels }: “{ $sign }” of what is not said
    .series = { $figure }: its amounts have no unit
    .hint = add the unit: “5 万元以下”
    .series-hint = give the question a unit, such as "亿元"

duplicate-label = { $figure }: two options are called “{ $label }”
    .title = two questions are called “{ $title }”
    .there = first used here
    .hint = rename one, or delete it

scale-unsorted = { $figure }: its classes go up and down
    .unmarked = { $figure }: its options are classes, but it is not marked as a scale
    .hint = sort the options from small to large or from large to small
    .unmarked-hint = write "ordered": true

figure-without-data = { $figure } “{ $title }” has no data
    .hint = add the data or take the figure out; what was never published gets a status and a waiver

question-unused = “{ $title }” has data that the prose does not use
    .hint = show it with #chart("{ $id }"), or waive it with a reason

net-impossible = { $figure }: the net “{ $label }” is { $share } %, but should lie between { $least } % and { $most } %
    .hint = check the net’s count and its options

multiple-adds-up = { $figure } is a multiple-choice question, but its shares add up to 100 %
    .hint = if everyone chose one option, write kind "single"

exclusive-exceeded = { $figure } “{ $label }” is { $share } %, but only { $left } % did not choose the exclusive option
    .hint = check both shares, or which option is exclusive

rounding-note = { $figure }: the printed shares add up to { $sum } %, and no note says why
    .hint = write “因四舍五入，合计可能不等于 100%” into the question’s notes

erratum-unset = the erratum’s “{ $text }” is not on the pages
    .still = the slip “{ $text }” is still on the pages
    .hint = change the prose, or the erratum

value-pending = #{ $function }: { $words } is still to be filled in
    .hint = import the results with kanyin import, or fill them in in the data file

link-unknown = last year’s data have no “{ $id }”

id-reused = the id “{ $id }” was “{ $before }” last year and is “{ $now }” now
    .hint = take a new id; if it was only renamed, say renamed in links

merge-unknown = { $figure }: “{ $label }” was merged from several options, whose shares in a multiple choice do not add; it is not compared with last year
    .hint = count last year’s respondents who named any of them, or say comparable: false in links, with a note

base-above-sample = “{ $name }” has { $n } people, more than { $most }
    .hint = Check the numbers; with final data survey.valid and the bases change, too

base-differs = { $figure } is not last year’s question: { $why }
    .kind = its kind has changed
    .weights = one year is weighted, the other is not
    .population = last year it was “{ $before }”, now it is “{ $now }”
    .hint = say in a note of the link why the years are still comparable, or comparable: false
