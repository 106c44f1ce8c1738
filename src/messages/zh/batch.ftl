# `kanyin batch`

io-read-list = 读取清单
io-read-summary = 读取结果
io-start-worker = 启动工作进程

list-no-column = 清单缺 { $column } 一列
    .hint = 清单要有 output（输出的 PDF）与 data（数据文件）两列，其余各列写明数据中的一项，如 report.title、使用时间.不足1年.count
list-column-unnamed = 这一列没有名称
    .hint = 第一行写明各列是数据中的哪一项；多余的列删去
list-column-twice = { $column } 这一列写了两次
    .hint = 留下一个
list-ragged = 这一行有 { $cells } 格，首行有 { $columns } 列
    .hint = 补上或删去逗号；含逗号的文字要放在英文引号里
list-empty = 清单里没有一个版本
    .hint = 一行写一个版本，至少写明 output 与 data
list-no-data = 这一行没有写明数据文件
    .hint = 在 data 一列写数据文件，路径从清单所在的文件夹算起
list-bad-output = 输出不能写作“{ $output }”
    .hint = 写输出文件夹之下的路径，以 .pdf 结尾，如 北京.pdf、华东/上海.pdf
list-twice = “{ $output }”与第 { $line } 行的输出同名
    .hint = 每个版本要有自己的文件名；只有大小写不同也算同名
list-more-faults = 另有 { $count } 处
list-no-json = 这一行不是 JSON：{ $parser }
    .hint = 一行写一个对象，如 { "{" } "output": "北京.pdf", "data": "data/2018.json" { "}" }
list-no-object = 这一行不是一个对象
    .hint = 一行写一个对象，如 { "{" } "output": "北京.pdf", "data": "data/2018.json" { "}" }
list-no-text = { $column } 应为文字
    .hint = 放在英文引号里
list-not-single = { $column } 不是单独的一项，不能在清单里设定
    .hint = 写到底，如 题.选项.count、题.选项.percent、bases.基数.n
list-no-field = { $column }：数据中没有“{ $step }”
    .hint = 列名从 report、survey、bases 或题的标识写起，如 report.title、使用时间.不足1年.count
    .hint-near = 是否为 { $near }？
list-other-project = { $data } 属于另一个项目
    .hint = 一份清单的数据文件要在同一个项目里，用同一套正文

shard-form = 要写作 K/N，如 2/4：共 4 份中的第 2 份

batch-progress = { $done }/{ $total }，每秒 { $rate } 个，约剩 { $left }
batch-progress-failed = ，失败 { $failed } 个
batch-failed = { $output }（{ $list } 第 { $line } 行）没有排出：
batch-failed-more = 还有失败的版本，不再一一列出，见结果文件
batch-worker-died = 排这个版本的进程意外结束：{ $status }
    .hint = 其他版本不受影响；内存不足时减少 --jobs，之后用 --resume 补排
batch-worker-said = 它最后说：{ $text }
batch-done = 共 { $total } 个版本：新排 { $done }，沿用 { $kept }，失败 { $failed }；结果见 { $path }
batch-merged = 共 { $total } 个版本：排好 { $done }，失败 { $failed }，缺 { $missing }；结果见 { $path }

merge-nothing = { $folder } 里没有各份的结果
    .hint = 先用 --shard 1/N … N/N 各排一份，结果为 batch-1-of-N.json …
merge-unreadable = { $path } 不是 batch 的结果
    .hint = 重排这一份，或移走这个文件
merge-other-version = { $path } 出自另一版本的刊印
    .hint = 各份用同一版本排
merge-other-list = { $path } 是按另一份清单排的
    .hint = 各份用同一份清单排；清单改过时，用 --resume 重排这一份
