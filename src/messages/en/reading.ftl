# Why a PDF cannot be read back.

pdf-not-pdf = { $file } is no PDF
    .hint = give a PDF that kanyin build wrote
pdf-encrypted = { $file } is encrypted and cannot be read
    .hint = use the original, without encryption
pdf-broken = { $file } is damaged and cannot be read
    .hint = download or copy it again; kanyin build can write it anew
pdf-too-large = { $file } is too large, packed or unpacked, to be read
    .hint = use the original that kanyin build wrote
pdf-too-deep = { $file } is nested too deep or in a circle and cannot be read
    .hint = use the original that kanyin build wrote
