# prose-rules

# Style.
doubled-character = “{ $words }”多了一个字
    .hint = 删去一个“{ $one }”

doubled-punctuation = 标点“{ $words }”重复
    .hint = 删去一个

punctuation-width = 中文里用了半角的“{ $words }”，应为“{ $proper }”
    .wide = “{ $words }”是全角的，字母与数字应为半角
    .hint = 切换到中文（或英文）标点重新输入

missing-stop = 段末没有标点：……{ $words }
    .hint = 补上句号

range-hyphen = “{ $words }”用连字符表示范围
    .hint = 写作“{ $proper }”

other-word = 全文多作“{ $other }”，此处作“{ $word }”
    .hint = 统一为“{ $other }”

digit-spacing = 数字前后的空格不一
    .close = 汉字与数字之间多有空格（{ $many } 处），{ $few } 处没有
    .spaced = 汉字与数字之间多不空格（{ $many } 处），{ $few } 处有空格
    .hint = 全文统一

lone-respectively = “{ $words }”：“分别”只有一个数
    .hint = 相等的写“均有”，只有一项的写“有”

term-mixed = 此处说“{ $word }”，本报告用“{ $term }”
    .hint = 改为“{ $term }”，或修改数据中的 terms

# Words and numbers that are bound to nothing.
unbound-number = “{ $words }”是直接写的数
    .hint = 用 #pct、#count、#sample 等从数据取数

unbound-word = “{ $words }”没有绑定数据
    .hint = 写作 #roughly(…) 或 #claim(…)[…]；没有数据的说法用 #view[…]
    .change-hint = 与上年相比的话写作 #since(…)[，较#last-year()#moved()#delta()]，或用 #claim(…)[…] 绑定
    .since-hint = #since 里的升降由 #moved()、#delta() 写，随数据而变；自己的说法用 #claim(…)[…]

name-outdated = “{ $old }”是上年的名称，今年叫“{ $now }”
    .dropped = “{ $old }”是上年的名称，今年已不设
    .hint = 改为“{ $now }”，或用 #label("题.选项") 从数据取名
    .dropped-hint = 改写或删去这句话；有意说到旧名的，写明“上年称”

summary-unbacked = “{ $words }”说到“{ $label }”，各章都没有说到
    .hint = 在有图的一章里写出依据，或从摘要中删去

since-contradicted = #since 里写的“{ $words }”与数据相反：{ $why }
    .hint = 动词改用 #moved()，方向随数据而变
order-contradicted = 按数据应先说“{ $printed }”，此处先写“{ $written }”
    .hint = 按数据的次序重排各项，并核对句中依次序写的话

# Slips of typing that Typst reads in its own way.
trap-wide-code = 代码里有全角的“{ $glyph }”
    .hint = 代码里的引号、括号、逗号用半角：#pct("题.选项")

trap-tilde = “~”是不断行的空格，印不出范围
    .hint = 范围用全角“～”

trap-comment = “{ $words }”成了注释，印不出来
    .hint = 作为文字写作“/\/”

trap-at = “{ $words }”成了引用
    .hint = 写作“\@{ $words }”

trap-name-runs-on = “#{ $name }”连成了一个名称，要的是“#{ $meant }”
    .hint = 写作“#{ $meant };{ $rest }”

trap-second-call = “{ $words }”成了函数的参数
    .hint = 括注用全角括号，或在括号前加分号

trap-term-colon = “/ { $option }”之后用了全角冒号
    .hint = 写作“/ { $option }: ……”，半角冒号加空格

trap-list-marker = 行首的“{ $marker }”成了列表：{ $line }
    .hint = 接到上一行，或写作“{ $marker }”；真要列表，前面空一行

trap-emphasis = “{ $words }”里的符号印不出来
    .hint = 作为文字在符号前加反斜线；乘号用“×”

trap-math = “{ $words }”成了公式
    .hint = 作为文字写作“\$”

trap-label = “{ $words }”成了标签，印不出来
    .hint = 书名号用《》；作为文字写作“\<”

trap-missing-hash = “{ $name }”前漏了“#”，会原样印出
    .hint = 写作“#{ $name }(…)”

trap-hash-number = “{ $words }”只印出数字
    .hint = 作为文字写作“\{ $words }”
