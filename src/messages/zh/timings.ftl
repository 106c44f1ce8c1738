# `--timings`: where a build's time goes, in milliseconds.

timings = 用时 { $whole } 毫秒：数据 { $data }，样式与字体 { $style }，图 { $charts }，排版 { $layout }，核校 { $audit }，附源文件或另排 { $again }，导出 { $export }
