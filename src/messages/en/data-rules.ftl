# data-rules

share-sum = { $question } is a single-choice question, but its shares add up to { $sum } %
    .hint = check the shares; if respondents could choose several, write kind "multiple"
