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
workbook-bad-cell = “{ $head }” cannot be “{ $text }”
    .hint = Write whole numbers of people, and 是 or 否
workbook-no-question = there is no question “{ $id }”
    .hint = Add it to the sheet 题目 first, under the same id
workbook-no-link = the sheet 关联 has no row { $row }
    .hint = The column 关联行 holds row numbers of the sheet 关联

kind-single = single choice
kind-multiple = multiple choice
kind-series = a series
