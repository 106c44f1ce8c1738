# The printer's edition.

print-not-with = --print 不能与 { $other } 并用
    .hint = 印刷版是排全的 PDF；校样、图片与部分页请另排一次
print-no-ink = 印刷版：这里的颜色不是四色油墨，会由印厂自行转换
    .hint = 正文里不写颜色；颜色出自 templates/kit/tokens.json
print-ink-limit = 印刷版：这里的油墨总量 { $total } %，超过 { $limit } %
    .hint = 改用油墨少些的颜色
print-picture = 印刷版：图片照原样放入，没有转换成四色
    .hint = 付印前与印厂确认图片的颜色与分辨率
print-no-boxes = 印刷版的 PDF 里找不到各页的裁切框
    .hint = 这是程序的缺陷，请连同数据与正文反馈
inks-table = 设计参数的 print 有误：{ $cause }
inks-missing = 颜色 { $name } 没有油墨：要有青、品、黄、黑四个百分数
inks-count = 颜色 { $name } 要有 { $count } 组油墨
inks-limit = 颜色 { $name } 的油墨总量 { $total } %，超过 { $limit } %
inks-hint = tokens.json 的 color 里每种颜色，在 print.color 里都要有同名的一项，如 [100, 70, 28, 24]
