# `watch`: pages that follow their sources.

watch-serving = { $address }
watch-project = 活页在浏览器中打开上面的地址；数据、正文、样式一保存就重排。按 Ctrl+C 结束
watch-built = 第 { $build } 次排版：{ $milliseconds } 毫秒，{ $pages } 页，{ $changed }
watch-changed = 改动 { $pages }
watch-changed-none = 版面不变
watch-page = 第 { $folio } 页
watch-cover = 封面
watch-sheet = 全文第 { $number } 页
watch-recovered = 已恢复
watch-port-taken = 端口 { $port } 不能用：{ $cause }
    .hint = 换一个端口，或不写 --port，由刊印找一个空闲的
watch-no-server = 无法开启本机的网页服务：{ $cause }
    .hint = 请重试；仍然不行时，用 kanyin build 排出 PDF
watch-no-browser = 无法打开浏览器：{ $cause }
    .hint = 自行在浏览器中打开上面的地址
watch-no-news = 系统不能告知文件的变化，改为每隔片刻查看一次
    .hint = Linux 上可调大 fs.inotify.max_user_watches

# What a mark on a page is about.
watch-counted = { $value }（{ $count }）
watch-none = —
watch-total = 合计
watch-rest = 余下
watch-options = { $options } 个选项
watch-options-of = { $options } 个选项，N={ $n }
watch-kind-single = 单选
watch-kind-multiple = 多选
watch-kind-series = 历年数额
watch-gap-not-published = 未公布
watch-gap-not-asked = 未设此项
watch-gap-not-collected = 待采集
watch-gap-suppressed = 样本过少不公布
watch-gap-redefined = 口径已改
watch-column-option = 选项
watch-column-year = 年份
watch-column-group = 群组
watch-column-count = 人数
watch-column-share = 占比
watch-column-amount = 数额
