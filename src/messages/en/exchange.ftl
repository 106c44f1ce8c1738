# Tables in and out.

io-read-table = read the table
import-encoding = { $name } is neither UTF-8 nor GBK
    .hint = Save it as CSV in UTF-8, or import the XLSX
import-no-table = { $name } cannot be read as a table: { $cause }
import-no-workbook = { $name } cannot be read as a workbook: { $cause }
    .hint = Save it again as XLSX, or export CSV
import-no-sheet = there is no sheet “{ $sheet }”
    .hint = Sheets there are: { $known }
import-sheet-unread = sheet “{ $sheet }” looks like no known table and was not read
    .hint = Read the one that is wanted with --sheet
import-unrecognised = { $name } looks like no known table
    .hint = What can be read: statistics of 问卷星 (题干[单选题]); a table headed 题目, 选项, 频数; respondents’ answers headed by questions; a workbook of kanyin export
import-ask = Is “{ $name }” the same as “{ $known }”?
import-ask-numbers = The answers to “{ $title }” are numbers: do they number its options?

import-unknown-type = “{ $title }” is of type { $kind }, which has no shares, and was not read
    .hint = Classify the answers by hand and import them as a table headed 题目, 选项, 频数
import-no-counts = “{ $title }” has no column 小计 or 比例 and was not read
    .hint = Check the head of the table
import-average = the average score of “{ $title }” was not imported: the data hold counts and shares
    .hint = Write it into survey.facts if it is needed
import-ranking = “{ $title }” is a ranking: scores and places were not imported; with a column 小计 it is read as a multiple choice
    .hint = List the counts of first places as a single-choice question if they are needed
import-no-number = no usable number in this row: { $words }
    .hint = Each row needs an option and a count (or a percentage)
import-columns-unread = these columns were not read: { $columns }
    .hint = If they are questions, say so with --map COLUMN=QUESTION; new ones go into the data first
import-doubtful-column = column “{ $column }” may be “{ $near }”; nobody said so, it was not read
    .hint = If it is, add --map "{ $column }={ $id }"
import-strange-columns = “{ $title }” has no such options as these columns name: { $columns }; the question was not imported
    .hint = Add the options to the data first, or say with --map COLUMN=QUESTION.OPTION which they are
import-unknown-values = { $rows } cells of column “{ $column }” are no options of the question, such as { $values }; it was not imported
    .hint = Add the options to the data first, or correct the table

import-doubtful-question = “{ $title }” may be “{ $near }”; that is not certain, so it was not imported
    .hint = If it is, add --map "{ $title }={ $id }", or --accept for all such likenesses; if it is new, --add --map "{ $title }=+"
import-unknown-question = the data have no “{ $title }”
    .hint = If it is new, add --add; if it was renamed, add --map "{ $title }=ID"
import-kindless-question = the data have no “{ $title }”, and the table does not say its kind, so it cannot be added
    .hint = Write the question’s id, title and kind into the data file first
import-kind-differs = “{ $title }” is { $table } in the table and { $data } in the data; it was not imported
    .hint = Check the kind; a question whose kind changed needs an id of its own
import-doubtful-option = “{ $label }” may be “{ $near }”; that is not certain, so the question was not imported
    .hint = If it is, add --map "{ $title }/{ $label }={ $id }", or --accept for all such likenesses; if it is new, --add --map "{ $title }/{ $label }=+"
import-unknown-option = “{ $title }” has no option “{ $label }”; the question was not imported
    .hint = If it is new, add --add; if it was renamed, add --map "{ $title }/{ $label }=QUESTION.OPTION"
import-option-twice = “{ $label }” of “{ $title }” has two rows in the table; the question was not imported
    .hint = Merge or remove one of them
import-conflict = “{ $label }” of “{ $title }” is { $old }, the table says { $new }; what was there stays
    .hint = Add --replace to take the table’s values
import-n-conflict = the base of “{ $title }” is { $old }, the table says { $new }; what was there stays
    .hint = Add --replace to take the table’s values
import-sum = “{ $title }” is single choice, but its counts add up to { $sum }, not to { $n }; it was not imported
    .hint = Check whether the table lacks an option
import-count-above = the count { $count } of “{ $label }” is above the base { $n }; the question was not imported
    .hint = Check the table
import-percent = { $percent } % of “{ $label }” does not fit its count: { $count }/{ $n } = { $computed } %; the question was not imported
    .hint = Check the table; percentages of responses instead of respondents cannot be used
import-no-base = “{ $title }” is multiple choice and neither table nor data state its base; it was not imported
    .hint = Add a column 基数 to the table, or give n in the data first
import-option-missing = “{ $title }” still lacks values: { $labels }
    .hint = Remove options that are no longer asked from the data; a net needs its own count
import-valid-set = the table's rows, { $rows }, were taken as valid questionnaires
    .hint = Correct survey.valid if the table holds some of the respondents only
import-no-options = there are no readable options under “{ $title }”; it was not imported
    .hint = Check the rows below this question
import-empty = { $name } is empty
    .hint = Check the exported file, or name the sheet that holds something with --sheet
import-bad-map = --map { $map } cannot be used
    .hint = Write TITLE=QUESTION or TITLE/LABEL=QUESTION.OPTION, the right side being ids of the data, or + for what is new
import-overwrites = the workbook would change { $count } existing values: { $paths }
    .hint = Add --replace to take the workbook’s values; --dry-run shows the change
import-done = { $data }  questions imported: { $imported }, unchanged: { $unchanged }; left alone: { $left }
import-would = would import { $imported } questions, { $unchanged } unchanged; left alone: { $left }; { $data } was not changed
import-nothing = { $data } was not changed: questions imported: { $imported }, unchanged: { $unchanged }; left alone: { $left }

export-done = { $target }  { $questions } questions
export-misnamed = what is exported is an Excel workbook, but the file is called { $target }
    .hint = Use a name that ends in .xlsx
export-failed = the workbook could not be written: { $cause }
    .hint = A cell holds 32,767 characters at most; divide what is longer
workbook-no-sheet = the sheet “{ $sheet }” is missing
    .hint = Give a renamed sheet its name back; put a deleted one back from a new kanyin export, with its heads only where it holds nothing
workbook-sheet-renamed = If “{ $name }” is that sheet, call it “{ $sheet }” again
workbook-no-column = the sheet “{ $sheet }” lacks columns: { $heads }
    .hint = Put the head back; a column that is not used may be blank
workbook-column-renamed = Put the head back, the column may be blank; these heads are not known and may be that column renamed: { $unknown }
workbook-column-twice = heads that stand twice: { $heads }
    .hint = Keep one column
workbook-no-item = the sheet “报告” lacks items: { $items }
    .hint = Put them back in the column “项目”; “内容” may be blank
workbook-item-twice = the item “{ $item }” has two rows
    .hint = Keep one row
workbook-item-unread = the item “{ $item }” was not read
workbook-sheets-unread = these sheets were not read: { $sheets }
workbook-columns-unread = these columns of the sheet “{ $sheet }” were not read: { $columns }
workbook-cell-unread = this row of the sheet “{ $sheet }” holds something under no head, which was not read
    .hint = Move the cells back if they were pushed aside; give the column a head if they are remarks
workbook-bad-cell = “{ $head }” cannot be “{ $text }”
    .hint = Write whole numbers of people, counts and years
workbook-bad-word = “{ $head }” cannot be “{ $text }”
    .hint = It may be: { $words }
workbook-blank = “{ $head }” is blank
    .hint = Fill “{ $head }” in, or delete the whole row if it is not wanted
workbook-blank-item = “{ $head }” is blank
    .hint = This item is needed; “上年数据” is needed where “关联” holds anything
workbook-date-cell = Excel took “{ $head }” for a date: { $text }
    .hint = Format the cell as text and write it again, such as 1-3
workbook-number-share = “{ $head }” became the number { $text } in Excel
    .hint = Format the cell as text and write it with its published digits, such as { $text }
workbook-number-fraction = “{ $head }” became the number { $text } in Excel
    .hint = Format the cell as text and write { $share } if it is { $share } %, { $text } if it is { $text } %
workbook-unknown-cell = “{ $head }” is an error, or a formula that was not calculated
    .hint = Correct it in Excel, or replace the formula by its value
workbook-no-question = there is no question “{ $id }”
    .hint = Add it to the sheet “题目” first, under the same id; its other rows are not listed
workbook-no-link = the sheet “关联” has no row from last year's “{ $from }” to this year's “{ $to }”
    .hint = Add that row first; both ids must be the same
workbook-fact-kind = “内容” is filled in with “{ $text }”, but “类型” is 待填 or blank
    .hint = Choose 数 or 文字 in “类型”
workbook-name-twice = “{ $name }” has two rows
    .hint = Keep one row
workbook-two-bases = the group “{ $group }” has two sizes: { $one }, { $other }
    .hint = A group has one size in a question
workbook-in-column = “{ $head }”: { $problem }
workbook-write-amount = Write a decimal number, such as 344.8
workbook-write-date = Write 2018-08-14
workbook-write-share = Write a number from 0 to 100 with at most four decimals, such as 35.53
workbook-write-file = Keep last year's data in the same folder and write the file's name only, such as 2018.json
workbook-give-base = Fill in “人数” of the sheet “基数”, or “答题人数” (“分组人数” of a group), or state “占比” as well
workbook-give-value = Fill in “频数” or “占比”, or choose in “缺失原因” why there is none; never write 0
workbook-give-rows = Add its rows to the sheet “选项” (of a series, “数额”), or choose in “缺失原因” why there are none
workbook-value-or-gap = Clear “缺失原因”, or clear the numbers
workbook-check-detail = Check “细分题目”, or clear “细分选项” and “细分题目”
workbook-no-donut = Clear “图形”, or choose 条形
workbook-link-once = Put each into one row of links; several that became one are 合并, one that became several is 拆分
workbook-list-options = List different options in “所含选项”, one a line
workbook-relations = 相同 and 改名 join one with one, 合并 several with one, 拆分 one with several; 新增 has this year only, 取消 last year only
workbook-add-base = Add it to the sheet “基数” first
workbook-add-group = Add it to the sheet “分组” first

kind-single = single choice
kind-multiple = multiple choice
kind-series = a series
