# claim-rules

# What a claim is about and its values, its data's place, and what became of it.
claim-value = { $figure }“{ $label }”为 { $share }%
claim-value-total = { $figure }{ $labels }合计 { $share }%
claim-value-rest = { $figure } 余下的{ $labels }合计 { $share }%
claim-amount = { $figure } { $year } 年为 { $amount } { $unit }
quoted = “{ $text }”
data-here = 数据在此

claim-false = “{ $words }”：{ $values }，{ $why }
    .rewrite = 可改为“{ $rewrite }”，或核对数据，或写明保留理由
    .hint = 改写这句话，或核对数据，或写明保留理由

claim-doubtful = “{ $words }”：{ $values }，{ $why }
    .rewrite = 可改为“{ $rewrite }”，或写明保留理由
    .hint = 换一个确切的说法，或写明保留理由

claim-unread = “{ $words }”没有核对：{ $why }
    .no-word = 其中没有量词、名次或变化
    .hint = 看法请用 #view[…]，不必核对的话请用 #unjudged("理由")[…]

joint-share = “{ $words }”管着几个选项，后文又用“{ $joining }”连接，读者会以为是同时选了这几项的占比：{ $values }
    .hint = 改为 #pcts(…)（分别有……），或分成两句

words-differ = { $values }，此处说“{ $other }”，前面说“{ $one }”
    .there = 前面说“{ $words }”
    .hint = 统一用一种说法，最好两处都用 #roughly(…)

waiver-unused = 没有哪处“{ $text }”违反 { $rule }，这条保留落空了
    .no-rule = 没有名为 { $rule } 的规则
    .named = 规则要写标识 { $rule }
    .itself = 落空的保留不能再用保留掩盖
    .hint = 删去这条保留，或核对 rule 与 text
claim-misnamed = 说的是“{ $named }”，所指的却是{ $bound }

# The comparisons of words with numbers. $share and $bound are percentages or points without their unit.
unit-points = {" "}个百分点
why-share = { $share }{ $unit }{" "}
why-holds = { $share }合乎 { $bound }{ $unit }
why-about = { $share }在 { $bound }{ $unit } 上下
why-not-above = { $share }未超过 { $bound }{ $unit }
why-below = { $share }不到 { $bound }{ $unit }
why-not-below = { $share }并非不足 { $bound }{ $unit }
why-above = { $share }超过了 { $bound }{ $unit }
why-rounding = { $share }是四舍五入的数，与 { $bound }{ $unit } 孰大孰小无从判断
why-too-far-below = { $share }比 { $bound }{ $unit } 低得太多，说“近”勉强
why-too-far = { $share }离 { $bound }{ $unit } 太远
why-rather-far = { $share }离 { $bound }{ $unit } 较远
why-not-equal = { $share }并非 { $bound }{ $unit }
why-not-half = { $share }不是半数
why-not-little = { $share }高于 { $bound }{ $unit }，不算少
why-not-most = { $share }不到 { $bound }{ $unit }，算不上这样多
why-contradiction = 前后两个词互相矛盾
why-no-share = 所指的没有占比可供比较
why-no-rank = 所指的不在同一道题里，或有选项没有数值，排不出名次
why-rank = 名次为 { $places }（共 { $of } 项）
why-tie = 名次为 { $places }（共 { $of } 项），但与别项并列
why-not-first = 名次为 { $places }（共 { $of } 项），并非居首
why-not-last = 名次为 { $places }（共 { $of } 项），并非最末
why-not-nth = 名次为 { $places }（共 { $of } 项），不是第 { $place }
why-other-number = 所指的选项不是 { $count } 个
why-outweighed = 其他项或互斥项的占比更大
why-main-small = { $share }不到半数，“主要”勉强
why-no-last-year = 没有可比的上年数据
why-not-two = 没有两个可比的数值
why-alike = 相差 { $difference } 个百分点，在抽样误差之内
why-not-alike = 相差 { $difference } 个百分点，超出抽样误差
why-alike-no-base = 相差 { $difference } 个百分点，没有基数，无从判断是否在抽样误差之内
why-alike-open = 相差 { $difference } 个百分点，是否在抽样误差之内，要看有多少人两项都选（或四舍五入掉的位数）
why-alike-too-few = 相差 { $difference } 个百分点，但样本过少，不作比较
why-alike-two-questions = 相差 { $difference } 个百分点，两项不是同一道题的两个选项，无从判断是否在抽样误差之内
why-unchanged = 没有变化
why-changed = 变化为 { $change }
why-direction = 变化为 { $change }，方向一致
why-other-direction = 变化为 { $change }，方向相反
why-change-within-error = 变化 { $difference } 个百分点在抽样误差之内，算不上升降
why-change-too-few = 变化 { $difference } 个百分点，但样本过少，两年不作比较
why-change-untestable = 变化 { $difference } 个百分点，但有一年没有给出基数，无从判断是否只是抽样误差
why-change-rounding = 变化为 { $change }，在四舍五入的误差之内
why-percent-of-share = 占比的变化应以百分点计
why-never-down-times = 不能说下降几倍
why-not-large = 变化 { $change }，不到 { $bound }，称不上大幅
why-not-small = 变化 { $change }，不止 { $bound }，称不上小幅
why-times = 前者是后者的 { $ratio } 倍
why-not-times = 前者是后者的 { $ratio } 倍，不是 { $bound } 倍
why-denied = 否定了的恰恰属实：{ $why }
why-then-share = 上年为 { $share }%，{ $why }
why-then = 上年：{ $why }
why-places = 上年第 { $before }，本次第 { $now }
why-amount = { $amount }合乎 { $bound }
why-not-amount = { $amount }不合 { $bound }
amount-of = { $amount } { $unit }
why-left = 本次是上年的 { $ratio } 倍
why-unread = 其中的变化、比较或否定读不出确切的意思
why-other-year = 没有那一年的数据可比，可比的只有上年
why-points-of-amount = 数额的变化应以百分数计，百分点只用于占比
