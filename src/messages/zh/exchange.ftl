# Tables in and out.

io-read-table = 读取表格
import-encoding = { $name } 既不是 UTF-8，也不是 GBK
    .hint = 用 Excel 或编辑器另存为 UTF-8 的 CSV，或直接导入 XLSX
import-no-table = { $name } 不是可读的表格：{ $cause }
import-no-workbook = { $name } 不是可读的工作簿：{ $cause }
    .hint = 用 Excel 重新另存为 XLSX，或导出 CSV
import-no-sheet = 没有名为“{ $sheet }”的工作表
    .hint = 已有的工作表：{ $known }
import-sheet-unread = 工作表“{ $sheet }”看不出是什么表，没有读
    .hint = 用 --sheet 只读需要的一张
import-unrecognised = 看不出 { $name } 是什么表
    .hint = 可读的有：问卷星统计（题干[单选题]）；表头含 题目、选项、频数 的表格；首行为题目的逐人答卷；kanyin export 写出的工作簿
import-ask = “{ $name }”就是“{ $known }”吗？
import-ask-numbers = “{ $title }”的答案都是数字，是选项的序号吗？

import-unknown-type = “{ $title }”是{ $kind }，不能统计成占比，没有读
    .hint = 需要时人工归类后，用表头含 题目、选项、频数 的表格导入
import-no-counts = “{ $title }”没有“小计”或“比例”一列，没有读
    .hint = 核对表头
import-average = “{ $title }”的平均分没有导入：数据里只有频数与占比
    .hint = 需要时写进 survey.facts
import-ranking = “{ $title }”是排序题：综合得分与名次没有导入，有“小计”时按多选题读
    .hint = 需要时把首选的频数另列成一道单选题
import-no-number = 这一行没有可用的数：{ $words }
    .hint = 每行要有选项与频数（或占比）
import-columns-unread = 没有读这些列：{ $columns }
    .hint = 若是题目，用 --map 列名=题目标识 指明；若是新题，先在数据中加上
import-doubtful-column = 列“{ $column }”可能是“{ $near }”，没有把握，没有读
    .hint = 若是，加 --map "{ $column }={ $id }"
import-strange-columns = “{ $title }”没有这些列所说的选项：{ $columns }；这道题没有导入
    .hint = 先在数据中补上选项，或用 --map 列名=题.选项 指明
import-unknown-values = “{ $column }”列有 { $rows } 处不是这道题的选项，如 { $values }；这道题没有导入
    .hint = 先在数据中补上选项，或改正表格

import-doubtful-question = “{ $title }”可能是“{ $near }”，没有把握，没有导入
    .hint = 若是，加 --map "{ $title }={ $id }"，或用 --accept 认可所有相近的名称；若是新题，加 --add --map "{ $title }=+"
import-unknown-question = 数据中没有“{ $title }”
    .hint = 若是新题，加 --add；若是改了名，加 --map "{ $title }=题目标识"
import-kindless-question = 数据中没有“{ $title }”，表格也没有说明题型，不能添加
    .hint = 先在数据文件里写上这道题的 id、title 与 kind
import-kind-differs = “{ $title }”在表格中是{ $table }，在数据中是{ $data }，没有导入
    .hint = 核对题型；改了题型的题应另立标识
import-doubtful-option = “{ $label }”可能是“{ $near }”，没有把握，这道题没有导入
    .hint = 若是，加 --map "{ $title }/{ $label }={ $id }"，或用 --accept 认可所有相近的名称；若是新选项，加 --add --map "{ $title }/{ $label }=+"
import-unknown-option = “{ $title }”没有选项“{ $label }”，这道题没有导入
    .hint = 若是新选项，加 --add；若是改了名，加 --map "{ $title }/{ $label }=题.选项"
import-option-twice = “{ $title }”的“{ $label }”在表格中有两行，这道题没有导入
    .hint = 合并或删去重复的一行
import-conflict = “{ $title }”的“{ $label }”原为 { $old }，表格为 { $new }；已有的数值没有改动
    .hint = 以表格为准请加 --replace
import-n-conflict = “{ $title }”的基数原为 { $old }，表格为 { $new }；已有的数值没有改动
    .hint = 以表格为准请加 --replace
import-sum = “{ $title }”是单选题，各项之和 { $sum } 不等于有效人次 { $n }，没有导入
    .hint = 核对表格是否漏了选项
import-count-above = “{ $label }”的频数 { $count } 大于有效人次 { $n }，这道题没有导入
    .hint = 核对表格
import-percent = “{ $label }”的占比 { $percent }% 与频数不符：{ $count }/{ $n } = { $computed }%，这道题没有导入
    .hint = 核对表格；占比若按选择次数而非人数计算，这里不能用
import-no-base = “{ $title }”是多选题，表格和数据都没有基数，没有导入
    .hint = 表格加一列“基数”，或先在数据中给出 n
import-option-missing = “{ $title }”还有没有数值的：{ $labels }
    .hint = 今年不再设的选项请从数据中删去；合计项要自己的人数
import-valid-set = 有效问卷记为表格的行数 { $rows }
    .hint = 表格若只是部分受访者，请改正 survey.valid
import-no-options = “{ $title }”下没有可读的选项，没有导入
    .hint = 核对这道题下面的各行
import-empty = { $name } 是空的
    .hint = 核对导出的文件，或用 --sheet 指定有内容的工作表
import-bad-map = --map { $map } 不能用
    .hint = 写作 题干=题 或 题干/选项=题.选项，右边须是数据中的标识；新的写作 +
import-overwrites = 工作簿会改动已有的 { $count } 处：{ $paths }
    .hint = 确认以工作簿为准，请加 --replace；可先用 --dry-run 看改动
import-done = { $data }  导入 { $imported } 题，未变 { $unchanged } 题，留待处理 { $left } 处
import-would = 将导入 { $imported } 题，未变 { $unchanged } 题，留待处理 { $left } 处；{ $data } 没有改动
import-nothing = { $data } 没有改动：导入 { $imported } 题，未变 { $unchanged } 题，留待处理 { $left } 处

export-done = { $target }  { $questions } 题
export-misnamed = 导出的是 Excel 工作簿，文件名却是 { $target }
    .hint = 请用 .xlsx 结尾
export-failed = 写不成工作簿：{ $cause }
workbook-bad-cell = “{ $head }”不能是“{ $text }”
    .hint = 人数与频数写整数，是否写“是”或“否”
workbook-no-question = 没有题目“{ $id }”
    .hint = 先在“题目”表中加这一题，题目标识须一致
workbook-no-link = “关联”表没有第 { $row } 行
    .hint = “关联行”写“关联”表中的行号

kind-single = 单选题
kind-multiple = 多选题
kind-series = 数额序列
