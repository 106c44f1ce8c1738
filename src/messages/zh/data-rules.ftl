# data-rules

share-sum = { $question }是单选题，各项占比之和却是 { $sum }%
    .hint = 核对各项占比；若可多选，请把 kind 写作 "multiple"
