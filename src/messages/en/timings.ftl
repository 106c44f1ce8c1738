# `--timings`: where a build's time goes, in milliseconds.

timings = { $whole } ms: data { $data }, style and fonts { $style }, charts { $charts }, layout { $layout }, further layout { $again }, export { $export }, audit { $audit }{ $beside ->
        [yes] { " " }beside the export
       *[no] { "" }
    }
