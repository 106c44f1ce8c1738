# What a PDF carries, and whether it is what it says.

carried-entry = 排印入口（Typst）
carried-data = 调查数据
carried-template = 版式与正文（Typst）
carried-derived = 由数据生成，供排印
carried-table = 图的数据表
carried-lock = 所用工具与字体
carried-editions-clash = 两份数据文件在 PDF 中会同名：{ $path }
    .hint = 把其中一份改名，或加 --no-source 不携带源文件

ejected = { $folder }  { $files } 个文件；排版：typst compile --ignore-system-fonts --ignore-embedded-fonts --font-path fonts report.typ

received-no-source = { $file } 没有携带源文件
    .hint = 只有整份的电子版携带源文件；校样、印刷版、部分页、a-2a 与 --no-source 的 PDF 都不带（发布的文件夹里是不以 -web 结尾的那份）。可用 kanyin diff 与另一份比较
received-bad-name = 所带文件的名称不安全，没有取用：{ $name }
    .hint = 这不是刊印写出的 PDF；名称须是文件夹之内的普通路径，彼此不重
received-bad-lock = 所带的 lock.json 读不懂：{ $cause }
    .hint = 如由更新的版本制作，请用该版本核验

verify-identical = 逐字节一致：按所带 { $files } 个源文件重排，{ $pages } 页、{ $bytes } 字节都相同
verify-same-content = 内容一致：由刊印 { $kanyin }（Typst { $typst }）制作，用刊印 { $ours }（Typst { $our-typst }）重排，{ $pages } 页的数值、文字与版面都相符，字节不尽相同
verify-differs = 不一致：{ $how }
verify-cannot-be-made = 不一致：所带的源文件排不出报告
    { $faults }
verify-bad-data = 用来比对的数据文件有误
    { $faults }
    .hint = 改正数据文件后再核验
verify-other-fonts = 制作时所用的字体这里没有：{ $fonts }
    .hint = 用 --font-path 指明这些字体所在的文件夹
verify-other-version = 此文件由刊印 { $kanyin }（Typst { $typst }）制作，这里是刊印 { $ours }（Typst { $our-typst }）
verify-data-agrees = 所载数据与 { $data } 相同
verify-too-long = 核验 { $file } 超过 { $seconds } 秒，已停止
    .hint = 所带的源文件不是通常的报告；没有得出结论
verify-died = 核验 { $file } 的进程中途停止（{ $status }）
    .hint = 多半是所带的源文件要用的内存超出限度；没有得出结论
verify-refused = 核验没有开始
    { $cause }
    .hint = 检查 --font-path 所指的文件夹
verify-strict = 要求逐字节一致（--strict）

difference-page-count = 文件有 { $found } 页，重排为 { $again } 页
difference-pages-swapped = { $one }与{ $other }互换了位置
difference-text = { $page }“{ $before }”之后，文件上是“{ $found }”，重排为“{ $again }”
difference-label = 第 { $position } 面的页码，文件上是“{ $found }”，重排为“{ $again }”
difference-carried-changed = 所带的 { $path } 改动过，自第 { $line } 行起与重排所得不同
difference-carried-missing = 缺少应带的 { $path }
difference-carried-extra = 多带了 { $path }，排版并未用到
difference-carried-label = 所带的 { $path } 的标注（关系、类型、说明）改动过
difference-font = 嵌入的字体 { $name } 与重排所得不同
difference-look = { $page }文字相同而版面不同
difference-structure = { $page }供朗读的结构不同，文件上是“{ $found }”，重排为“{ $again }”
difference-metadata = 文件信息中的{ $field }，文件上是“{ $found }”，重排为“{ $again }”
difference-bookmark = 书签，文件上是“{ $found }”，重排为“{ $again }”
difference-object = 页面与文字相同，但文件的第 { $number } 号对象（{ $kind }）不同
difference-bytes = 各部分相同，但自第 { $offset } 字节起不同（文件 { $found } 字节，重排 { $again } 字节）
difference-data = { $field }，文件所载为“{ $carried }”，给出的数据为“{ $given }”

metadata-title = 题名
metadata-author = 作者
metadata-subject = 主题
metadata-keywords = 关键词
metadata-creator = 制作工具
metadata-producer = 生成工具
metadata-language = 语言

extracted = { $folder }  { $files } 个文件；排版：kanyin build { $data }{ $against }

page-cover = 封面
page-labelled = 第 { $label } 页

verify-no-release = { $folder } 不是发布的文件夹：没有 SHA256SUMS，也没有 manifest.json
    .hint = 指明 kanyin release 写出的那个文件夹，如 dist/ 之下的

reason-told = #unjudged 的理由会随源文件公开
    .hint = 把理由直接写在 #unjudged("…") 的引号里，携带时会抹去；与正文用词相同时换一个说法；或加 --no-source

verify-style-own = 版式是刊印自带的
verify-style-changed = 版式与刊印自带的不同，数值如何印出由它决定：{ $files }
verify-unbound = 正文有 { $count } 处数值没有绑定数据（取出后用 kanyin check 查看）
