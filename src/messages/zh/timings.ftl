# `--timings`: where a build's time goes, in milliseconds.

timings = 用时 { $whole } 毫秒：数据 { $data }，样式与字体 { $style }，图 { $charts }，排版 { $layout }，另排 { $again }，导出 { $export }，核校 { $audit }{ $beside ->
        [yes] （与导出同时）
       *[no] { "" }
    }
