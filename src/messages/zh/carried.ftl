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
