# Why a PDF cannot be read back.

pdf-not-pdf = { $file } 不是 PDF
    .hint = 请给出 kanyin build 排出的 PDF
pdf-encrypted = { $file } 加了密，不能读
    .hint = 请用未加密的原件
pdf-broken = { $file } 已损坏，不能读
    .hint = 重新下载或复制一份；用 kanyin build 可以重新排出
pdf-too-large = { $file } 太大，或展开后太大，不能读
    .hint = 请用 kanyin build 排出的原件
pdf-too-deep = { $file } 的结构嵌套过深或首尾相连，不能读
    .hint = 请用 kanyin build 排出的原件
