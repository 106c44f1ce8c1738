# What a PDF carries, and whether it is what it says.

carried-entry = entry for Typst
carried-data = survey data
carried-template = house style and prose (Typst)
carried-derived = made from the data for typesetting
carried-table = a figure’s numbers
carried-lock = tools and fonts used
carried-editions-clash = two data files would have one name in the PDF: { $path }
    .hint = rename one of them, or build with --no-source

ejected = { $folder }  { $files } files; to compile: typst compile --ignore-system-fonts --ignore-embedded-fonts --font-path fonts report.typ

received-no-source = { $file } carries no source
    .hint = only the whole screen edition carries its source; proofs, printer’s editions, page ranges, a-2a and --no-source do not (in a release folder it is the file without -web). Compare it with another using kanyin diff
received-bad-name = the name of a carried file is unsafe, nothing was taken: { $name }
    .hint = this PDF was not written by Kanyin; names must be plain paths below a folder, each different
received-bad-lock = the carried lock.json cannot be read: { $cause }
    .hint = if a newer version made the file, verify it with that version

verify-identical = identical byte for byte: rebuilt from its { $files } source files, { $pages } pages and { $bytes } bytes are the same
verify-same-content = same content: made by Kanyin { $kanyin } (Typst { $typst }), rebuilt by Kanyin { $ours } (Typst { $our-typst }); numbers, text and look of all { $pages } pages agree, not every byte does
verify-differs = different: { $how }
verify-cannot-be-made = different: no report can be made from the carried source
    { $faults }
verify-bad-data = the data to compare with are faulty
    { $faults }
    .hint = mend the data file, then verify again
verify-other-fonts = fonts it was made with are not here: { $fonts }
    .hint = name the folder that holds them with --font-path
verify-other-version = this file was made by Kanyin { $kanyin } (Typst { $typst }); this is Kanyin { $ours } (Typst { $our-typst })
verify-data-agrees = the data in it are those of { $data }
verify-too-long = verifying { $file } took more than { $seconds } seconds and was stopped
    .hint = what it carries is no ordinary report; there is no verdict
verify-died = the process that verified { $file } ended early ({ $status })
    .hint = most likely what it carries needs more memory than is allowed; there is no verdict
verify-refused = verifying did not begin
    { $cause }
    .hint = check the folders named with --font-path
verify-strict = byte for byte was asked for (--strict)

difference-page-count = the file has { $found } pages, rebuilt it has { $again }
difference-pages-swapped = { $one } and { $other } have changed places
difference-text = { $page }, after “{ $before }”: the file says “{ $found }”, rebuilt it says “{ $again }”
difference-label = the label of page { $position } from the front: “{ $found }” in the file, “{ $again }” rebuilt
difference-carried-changed = the carried { $path } was changed: it differs from what is rebuilt from line { $line } on
difference-carried-missing = { $path }, which should be carried, is missing
difference-carried-extra = { $path } is carried though no page was made from it
difference-carried-label = what the file says of the carried { $path } (relationship, type, description) was changed
difference-font = the embedded font { $name } is not the one that is rebuilt
difference-look = { $page } says the same and looks different
difference-structure = the structure for reading aloud differs on { $page }: “{ $found }” in the file, “{ $again }” rebuilt
difference-metadata = the { $field } in the file’s metadata: “{ $found }” in the file, “{ $again }” rebuilt
difference-bookmark = a bookmark: “{ $found }” in the file, “{ $again }” rebuilt
difference-object = pages and text are the same, but object { $number } of the file ({ $kind }) differs
difference-bytes = all parts are the same, but bytes differ from { $offset } on ({ $found } bytes in the file, { $again } rebuilt)
difference-data = { $field }: the file carries “{ $carried }”, the given data say “{ $given }”

metadata-title = title
metadata-author = author
metadata-subject = subject
metadata-keywords = keywords
metadata-creator = creator
metadata-producer = producer
metadata-language = language

extracted = { $folder }  { $files } files; to build: kanyin build { $data }{ $against }

page-cover = the cover
page-labelled = page { $label }

verify-no-release = { $folder } is no release folder: it has neither SHA256SUMS nor manifest.json
    .hint = name the folder that kanyin release wrote, such as one below dist/

reason-told = the reason given to #unjudged would travel with the source
    .hint = write the reason in the quotation marks of #unjudged("…") itself, where it is blanked; word it otherwise if the prose says the same; or build with --no-source

verify-style-own = the house style is Kanyin’s own
verify-style-changed = the house style is not Kanyin’s own, and decides how numbers are printed: { $files }
verify-unbound = numbers typed in the prose and bound to no data: { $count } (extract it and run kanyin check)
