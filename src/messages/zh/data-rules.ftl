# data-rules

share-sum = { $question } 是单选题，各项占比之和却是 { $sum }%
    .hint = 核对各项占比；若可多选，请把 kind 写作 "multiple"
    .counts = { $question } 是单选题，各项频数之和为 { $sum }，基数却是 { $n }

share-ratio = { $figure }“{ $label }”的 { $percent }% 不是 { $n } 人的整数分之几
    .hint = 最近的是 { $below }% 与 { $above }%；核对占比与基数

base-unstated = { $figures } 未注明基数：所公布的占比只合 { $n } 人{ $valid }；一人即 { $step } 个百分点{ $also }
    .valid = ，而有效问卷为 { $valid } 份
    .also = （{ $figure } 也合 { $others } 人）
    .vague = { $figures } 未注明基数，占比合于许多人数，推不出是多少人
    .hint = 向调查方核实后写进 bases 或题目的 n；推得的人数不会印出，也不用于计算

base-impossible = { $figure } 的占比无从得出：不超过 { $valid } 份有效问卷的任何人数都不合
    .suspect = 多半是 { $percent }% 抄错：去掉它，其余各项就合得上
    .hint = 逐项核对占比；加权的数据请写明 policy.weighted

small-base = “{ $label }”的基数只有 { $n }
    .hint = 在图下注明基数偏小，不再分组，也不作比较

false-precision = 基数 { $n } 人，一人即 { $step } 个百分点，却印 { $decimals } 位小数
    .hint = 把 policy.decimals 改为 1

class-overlap = { $figure } 的分组在 { $limits } 处重叠
    .hint = 写作“1 年以上、不满 3 年”，让每个数只属于一组

class-gap = { $figure } 的分组之间有缺口：{ $gaps }
    .hint = 让相邻的分组首尾相接

missing-unit = { $figure }{ $labels }的“{ $sign }”没有单位
    .series = { $figure } 的数额没有单位
    .hint = 补上单位，如“5 万元以下”
    .series-hint = 给题目写 unit，如 "亿元"

duplicate-label = { $figure } 有两个选项都叫“{ $label }”
    .title = 有两道题都叫“{ $title }”
    .there = 先出现在此
    .hint = 改成不同的名称，或删去重复的一个

scale-unsorted = { $figure } 的分组忽大忽小
    .unmarked = { $figure } 的选项是分组，却没有标明是量表
    .hint = 把选项由小到大或由大到小排列
    .unmarked-hint = 给题目写 "ordered": true

figure-without-data = { $figure }《{ $title }》没有数据
    .hint = 补上数据，或删去这幅图；没有公布的写明 status 并保留理由

question-unused = “{ $title }”有数据，正文却没有用到
    .hint = 用 #chart("{ $id }") 放图，或写明保留理由

net-impossible = { $figure } 合计项“{ $label }”为 { $share }%，应在 { $least }% 与 { $most }% 之间
    .hint = 核对合计项的人数与所含的选项

multiple-adds-up = { $figure } 是多选题，各项之和却恰为 100%
    .hint = 若每人只选一项，请把 kind 写作 "single"

exclusive-exceeded = { $figure }“{ $label }”为 { $share }%，而没有选互斥项的只有 { $left }%
    .hint = 核对这两项的占比，或核对哪一项是互斥项

rounding-note = { $figure } 各项印出的占比之和为 { $sum }%，图下没有说明
    .hint = 在题目的 notes 里写“因四舍五入，合计可能不等于 100%”

erratum-unset = 勘误要改作的“{ $text }”不在版面上
    .still = 勘误所记的错误“{ $text }”还在版面上
    .hint = 改正文，或改勘误

value-pending = #{ $function }：{ $words } 待填
    .hint = 用 kanyin import 导入结果，或在数据文件里补上

link-unknown = 上年数据没有“{ $id }”

id-reused = 标识“{ $id }”上年是“{ $before }”，今年是“{ $now }”
    .hint = 换一个新标识；若只是改名，在 links 里写明 renamed

merge-unknown = { $figure }“{ $label }”由几个选项合并而来：多选题的占比不能相加，这一项不与上年比较
    .hint = 从上年答卷算出任选其一的人数，或在 links 里写 comparable: false 并说明

base-above-sample = “{ $name }”有 { $n } 人，多于 { $most } 人
    .hint = 核对人数；换成终稿数据时，有效问卷数（survey.valid）与基数要一并更新

base-differs = { $figure } 与上年口径不同：{ $why }
    .kind = 题型改了
    .weights = 一年加权，一年没有
    .population = 上年是“{ $before }”，今年是“{ $now }”
    .hint = 在 links 里写 note 说明为何仍可比，或写 comparable: false
