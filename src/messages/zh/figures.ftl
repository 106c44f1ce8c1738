# `figures`: single figures and their tables.

figures-done = { $target }/  { $figures } 幅图  { $bytes } 字节
figures-unknown = 数据中没有标识为“{ $id }”的题目
    .hint = 题目的标识写在数据文件的 questions 里
figures-none = 正文里没有图
    .hint = 写出题目的标识，如 kanyin figures { $id } -o 图
figure-not-flat = 图中有位图、渐变、裁剪或透明的部分，不能化成纯轮廓
    .hint = 在 templates/kit/standalone.typ 里只用文字、线条与单色的形状
figures-book-failed = 无法写出图的工作簿：{ $cause }
    .hint = Excel 的单元格至多容纳 32767 个字，缩短过长的文字
