# `--timings`: where a build's time goes, in milliseconds.

timings = { $whole } ms: data { $data }, style and fonts { $style }, charts { $charts }, layout { $layout }, audit { $audit }, source or further layout { $again }, export { $export }
