# Commands, files and folders.

io-failed = cannot { $doing } { $path }: { $cause }
io-not-found = it does not exist
    .hint = check the path and the name
io-permission-denied = permission denied
    .hint = check the rights of the file and its folder
io-already-exists = it already exists
    .hint = choose another place, or move away what is there
io-no-plain-file = it is no ordinary file
    .hint = choose another name
io-is-folder = it is a folder
    .hint = name a file
io-is-no-folder = it is no folder
    .hint = name a folder
io-storage-full = the disk is full
    .hint = make room and try again; what was there is unchanged
io-read-only = the disk is read-only
    .hint = choose a place that can be written
io-not-utf8 = it is no UTF-8 text
    .hint = save it as UTF-8
io-other = { $cause }
    .hint = remove the cause and try again
io-write = write
io-write-folder = write the folder
io-print = write to
io-read-waivers = read the waivers
io-read-data = read the data file
io-read-here = read the working folder
io-read = read
io-read-data-folder = read the data folder
io-read-font = read the font
io-read-font-folder = read the font folder
io-read-tokens = read the design tokens
folder-not-ours = the folder { $folder } holds other files: { $name }
    .hint = choose an empty folder, or move its files away
no-project = neither { $folder } nor a folder above it is a report project (none has a templates folder)
    .hint = run in a project’s folder, or name a data file of a project
no-prose = there is no prose folder { $folder }
    .hint = prose belongs in templates/<year>/; elsewhere in the project, say so in the data’s report.prose
no-data = there is no <year>.json in { $folder }
    .hint = name the data file, or call it like data/2018.json
pdf-preview = a PDF of some pages is a preview: untagged, neither PDF/A nor PDF/UA
    .hint = for print and archive set all pages
written = { $target }  { $pages } pages  { $bytes } bytes
pdf-misnamed = a PDF is to be written under the name { $target }
    .hint = for pictures add --format { $ending }; for a PDF end the name in .pdf
    .hint-other = end the name in .pdf
output-is-input = the result would replace the input file { $target }
    .hint = Name another file with -o
png-failed = cannot make a PNG: { $cause }

# What the commands end with.
claims-summary = claims: { $checked }; true { $true }, false { $false }, doubtful { $doubtful }, not judged { $unread }, waived { $waived }
claims-unjudged = claims were not judged: the report cannot be laid out; first correct the errors above
check-summary = { $claims }
    findings: errors { $errors }, warnings { $warnings }, notes { $notes }; waived { $waived }
views-listed = opinions: { $count }

# `explain`.
explain-bad = Reported:
explain-good = Left alone:
explain-unknown = there is no rule named { $rule }
    .hint = run kanyin explain for all rules

# A command line that cannot be understood.
usage-unknown-command = there is no command named { $name }
usage-unknown-argument = there is no option named { $name }
usage-bad-value = { $name } cannot be “{ $value }”
usage-no-value = { $name } lacks its value
usage-missing = { $name } is missing
usage-repeated = { $name } cannot be repeated or used together like this
usage-other = the command line is wrong: { $words }
usage-help = run kanyin --help for the usage

# `new`.
new-not-later = { $year } is not after { $old }
    .hint = The new report's year must be later than that of --from
new-exists = { $path } already exists
    .hint = Choose another year, or move it away; nothing that exists is overwritten
new-made = { $data }  { $questions } questions to be filled in, linked to last year
    { $prose }/  { $files } files of prose
    Published in month { $month } as before; thanks, date, period and sample are to be filled in; last year's waivers stay behind

# What waits for data.
pending-summary = { $places } places wait for data and print as 〖待填：…〗; kanyin check lists them

links-of-another = the links speak of { $linked }, and this is { $other }: only questions that kept their id and are not refused are compared
    .hint = Compare with { $linked } for what was renamed or merged, or write links for this file
against-not-earlier = { $year } is not before { $newer }
    .hint = --against lists earlier data files, the newest first
