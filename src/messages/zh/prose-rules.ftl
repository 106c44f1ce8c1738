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

summary-unbacked = “{ $words }”说到“{ $label }”，各章都没有说到
    .hint = 在有图的一章里写出依据，或从摘要中删去

order-contradicted = 按数据应先说“{ $printed }”，此处先写“{ $written }”
    .hint = 按数据的次序重排各项，并核对句中依次序写的话
