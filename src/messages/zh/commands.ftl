# Commands, files and folders.

io-failed = 无法{ $doing } { $path }：{ $cause }
io-not-found = 不存在
    .hint = 核对路径与文件名
io-permission-denied = 没有权限
    .hint = 检查文件与文件夹的权限
io-already-exists = 已经存在
    .hint = 换一个位置，或先移走原有的文件
io-no-plain-file = 这不是普通文件
    .hint = 换一个文件名
io-is-folder = 这是一个文件夹
    .hint = 请指定文件
io-is-no-folder = 这不是文件夹
    .hint = 请指定文件夹
io-storage-full = 磁盘已满
    .hint = 腾出空间后再试，原有的文件没有改动
io-read-only = 磁盘只读
    .hint = 换一个可写的位置
io-not-utf8 = 不是 UTF-8 文本
    .hint = 用编辑器另存为 UTF-8 编码
io-other = { $cause }
    .hint = 排除上述原因后再试
io-write = 写入
io-write-folder = 写入文件夹
io-print = 写到
io-read-waivers = 读取保留文件
io-read-data = 读取数据文件
io-read-here = 读取当前文件夹
io-read = 读取
io-read-data-folder = 读取数据文件夹
io-read-font = 读取字体
io-read-font-folder = 读取字体文件夹
io-read-tokens = 读取版式参数
folder-not-ours = 文件夹 { $folder } 里有别的文件：{ $name }
    .hint = 换一个空文件夹，或先移走其中的文件
no-project = { $folder } 及其上级都不是报告项目（没有 templates 文件夹）
    .hint = 在项目文件夹里运行，或写出项目中数据文件的路径
no-prose = 没有正文文件夹 { $folder }
    .hint = 正文放在 templates/<年份>/；放在别处时写进数据的 report.prose，须在项目之内
no-data = { $folder } 里没有 <年>.json
    .hint = 写出数据文件的路径，或把数据命名为 data/2018.json 的样子
pdf-preview = 只含部分页的 PDF 是预览：不带标签，不符合 PDF/A 与 PDF/UA
    .hint = 付印与归档请排出全部页
written = { $target }  { $pages } 页  { $bytes } 字节
pdf-misnamed = 输出 PDF，文件名却是 { $target }
    .hint = 要图片请加 --format { $ending }；要 PDF 请用 .pdf 结尾
    .hint-other = PDF 请用 .pdf 结尾
output-is-input = 结果会盖掉输入的文件 { $target }
    .hint = 用 -o 另取一个文件名
png-failed = 无法生成 PNG：{ $cause }

# What the commands end with.
claims-summary = 表述 { $checked } 处：属实 { $true }，不实 { $false }，存疑 { $doubtful }，未核 { $unread }，保留 { $waived }
claims-unjudged = 表述没有核对：报告排不出来，先改正上面的错误
check-summary = { $claims }
    问题：错误 { $errors }，警告 { $warnings }，提示 { $notes }；保留 { $waived }
views-listed = 看法 { $count } 处

# `explain`.
explain-bad = 会报告：
explain-good = 不会报告：
explain-unknown = 没有名为 { $rule } 的规则
    .hint = 运行 kanyin explain 查看全部规则

# A command line that cannot be understood.
usage-unknown-command = 没有名为 { $name } 的命令
usage-unknown-argument = 没有名为 { $name } 的选项
usage-bad-value = { $name } 不能是 “{ $value }”
usage-no-value = { $name } 后面缺少内容
usage-missing = 缺少 { $name }
usage-repeated = { $name } 不能这样重复或并用
usage-other = 命令行有误：{ $words }
usage-help = 运行 kanyin --help 查看用法

# `new`.
new-not-later = { $year } 不在 { $old } 之后
    .hint = 新报告的年份要晚于 --from 的报告
new-exists = { $path } 已经存在
    .hint = 换一个年份，或先移走它；不会覆盖已有的文件
new-made = { $data }  { $questions } 题待填，关联上一年
    { $prose }/  正文 { $files } 个文件
    沿用了 { $month } 月发布；致谢、日期、调查时期与样本信息待填；上年的保留不沿用

# What waits for data.
pending-summary = 待填 { $places } 处，印作〖待填：…〗；kanyin check 逐处列出

links-of-another = links 写的是与 { $linked } 的关系，这里比的是 { $other }：没有改过标识、也没有写明不可比的题目才作比较
    .hint = 要比改名、合并过的题目与选项，请与 { $linked } 比较，或在 links 里另写
against-not-earlier = { $year } 年不在 { $newer } 年之前
    .hint = --against 由近及远列出更早的数据文件
