# `kanyin batch`

io-read-list = read the list
io-read-summary = read the summary
io-start-worker = start a worker process

list-no-column = the list has no column { $column }
    .hint = a list needs the columns output (the PDF) and data (the data file); every other one names a field of the data, such as report.title or 使用时间.不足1年.count
list-column-unnamed = this column has no name
    .hint = name the field of the data in the first row, or remove the column
list-column-twice = column { $column } is there twice
    .hint = keep one of them
list-ragged = this row has { $cells } cells, the first one { $columns } columns
    .hint = add or remove commas; a text that holds one goes into quotation marks
list-empty = the list holds no edition
    .hint = write an edition a row, with output and data at least
list-no-data = this row names no data file
    .hint = name it in the column data, from the list's own folder
list-bad-output = an output cannot be called “{ $output }”
    .hint = name a path below the output folder that ends in .pdf: 北京.pdf, 华东/上海.pdf
list-twice = “{ $output }” is the output of line { $line } too
    .hint = each edition needs a name of its own, in more than capitals
list-more-faults = { $count } more
list-no-json = this line is no JSON: { $parser }
    .hint = write one object a line: { "{" } "output": "北京.pdf", "data": "data/2018.json" { "}" }
list-no-object = this line is no object
    .hint = write one object a line: { "{" } "output": "北京.pdf", "data": "data/2018.json" { "}" }
list-no-text = { $column } must be a text
    .hint = put it into quotation marks
list-not-single = { $column } is no single field and cannot be set by a list
    .hint = name the field itself: question.option.count, question.option.percent, bases.id.n
list-no-field = { $column }: there is no “{ $step }” in the data
    .hint = a column begins with report, survey, bases or a question's id: report.title, 使用时间.不足1年.count
    .hint-near = did you mean { $near }?
list-other-project = { $data } belongs to another project
    .hint = the data files of one list lie in one project and share its prose

shard-form = write K/N: 2/4 is the second of four parts

batch-progress = { $done }/{ $total }, { $rate } a second, about { $left } left
batch-progress-failed = , { $failed } failed
batch-failed = { $output } ({ $list }, line { $line }) was not made:
batch-failed-more = more editions failed and are not listed here; see the summary
batch-worker-died = the process that made this edition ended: { $status }
    .hint = other editions are not touched; where memory ran out, give fewer --jobs, then --resume
batch-worker-said = its last words: { $text }
batch-done = { $total } editions: { $done } made, { $kept } kept, { $failed } failed; see { $path }
batch-merged = { $total } editions: { $done } done, { $failed } failed, { $missing } missing; see { $path }

merge-nothing = { $folder } holds no shard's summary
    .hint = make the parts first, with --shard 1/N … N/N; each leaves a batch-1-of-N.json
merge-unreadable = { $path } is no summary of a batch
    .hint = make this part again, or move the file away
merge-other-version = { $path } is of another version of Kanyin
    .hint = make all parts with one version
merge-other-list = { $path } is of another list
    .hint = make all parts from one list; where it changed, make this one again with --resume
