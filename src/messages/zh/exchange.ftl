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
    .hint = 确认以工作簿为准，请加 --replace；不加则不写入，--dry-run 显示改动
import-done = { $data }  导入 { $imported } 题，未变 { $unchanged } 题，留待处理 { $left } 处
import-would = 将导入 { $imported } 题，未变 { $unchanged } 题，留待处理 { $left } 处；{ $data } 没有改动
import-nothing = { $data } 没有改动：导入 { $imported } 题，未变 { $unchanged } 题，留待处理 { $left } 处

export-done = { $target }  { $questions } 题
export-misnamed = 导出的是 Excel 工作簿，文件名却是 { $target }
    .hint = 请用 .xlsx 结尾
export-failed = 写不成工作簿：{ $cause }
    .hint = 一格至多 32767 字，过长的文字请分开
workbook-no-sheet = 缺少工作表“{ $sheet }”
    .hint = 改了名的改回来；删去的用 kanyin export 重新导出后补回，没有内容的只留表头
workbook-sheet-renamed = 若“{ $name }”就是它，请改回“{ $sheet }”
workbook-no-column = 工作表“{ $sheet }”缺少列：{ $heads }
    .hint = 在表头补回这一列；不用的列可以空着
workbook-column-renamed = 补回这一列，不用的列可以空着；没有认出的表头：{ $unknown }，若是改了名，请改回来
workbook-column-twice = 表头重复：{ $heads }
    .hint = 只留一列
workbook-no-item = 工作表“报告”缺少项目：{ $items }
    .hint = 在“项目”一列补回；没有内容的，“内容”空着
workbook-item-twice = 项目“{ $item }”有两行
    .hint = 只留一行
workbook-item-unread = 没有读项目“{ $item }”
workbook-sheets-unread = 没有读这些工作表：{ $sheets }
workbook-columns-unread = 工作表“{ $sheet }”没有读这些列：{ $columns }
workbook-cell-unread = 工作表“{ $sheet }”的这一行有内容不在任何表头之下，没有读
    .hint = 若是单元格移了位，请移回来；若是备注，请给这一列加表头
workbook-bad-cell = “{ $head }”不能是“{ $text }”
    .hint = 人数、频数、年份等写整数
workbook-bad-word = “{ $head }”不能是“{ $text }”
    .hint = 可写：{ $words }
workbook-blank = “{ $head }”空着
    .hint = 填上“{ $head }”；这一行若不要，请整行删去
workbook-blank-item = “{ $head }”空着
    .hint = 这一项必须填写；“上年数据”在“关联”有内容时必填
workbook-date-cell = “{ $head }”被 Excel 当成了日期：{ $text }
    .hint = 把单元格设为“文本”，再照原样写，如 1-3
workbook-number-share = “{ $head }”在 Excel 里成了数 { $text }
    .hint = 把单元格设为“文本”，再照公布的位数写，如 { $text }
workbook-number-fraction = “{ $head }”在 Excel 里成了数 { $text }
    .hint = 把单元格设为“文本”再写：是 { $share }% 写 { $share }，是 { $text }% 写 { $text }
workbook-unknown-cell = “{ $head }”是错误值，或是没有算出的公式
    .hint = 在 Excel 里改正，或把公式换成值
workbook-no-question = 没有题目“{ $id }”
    .hint = 先在“题目”表中加这一题，题目标识须一致；属于它的其余各行不再列出
workbook-no-link = “关联”表没有上年题目“{ $from }”与今年题目“{ $to }”的一行
    .hint = 先在“关联”表中加这一行，两列都须一致
workbook-fact-kind = “内容”填了“{ $text }”，“类型”却是待填或空着
    .hint = “类型”选“数”或“文字”
workbook-name-twice = “{ $name }”有两行
    .hint = 只留一行
workbook-two-bases = 分组“{ $group }”的分组人数先后不一：{ $one }、{ $other }
    .hint = 同一题、同一分组只有一个分组人数
workbook-in-column = “{ $head }”：{ $problem }
workbook-write-amount = 写作十进制数，如 344.8
workbook-write-date = 写作 2018-08-14
workbook-write-share = 写作 0 到 100 之间、至多四位小数的数，如 35.53
workbook-write-file = 上年数据与本年数据放在同一文件夹，只写文件名，如 2018.json
workbook-give-base = 在“基数”表填“人数”，或填“答题人数”（分组结果填“分组人数”），或同时写明“占比”
workbook-give-value = 填“频数”或“占比”；没有的在“缺失原因”选明原因，不要填 0
workbook-give-rows = 在“选项”表（数额题在“数额”表）按题目标识加各行，或在“缺失原因”选明原因
workbook-value-or-gap = 清空“缺失原因”，或清空数值
workbook-check-detail = 核对“细分题目”，或清空“细分选项”与“细分题目”
workbook-no-donut = 清空“图形”，或改为“条形”
workbook-link-once = 每项只写在一行关联里；几项合并写“合并”，一项拆分写“拆分”
workbook-list-options = 在“所含选项”中列出不同的选项，每行一个
workbook-relations = 相同、改名是一对一，合并是多对一，拆分是一对多，新增只有今年，取消只有上年
workbook-add-base = 先在“基数”表中登记
workbook-add-group = 先在“分组”表中登记

kind-single = 单选题
kind-multiple = 多选题
kind-series = 数额序列
