# `watch`: pages that follow their sources.

watch-serving = { $address }
watch-project = Open this address in a browser; the pages are set anew whenever data, prose or style are saved. Ctrl+C ends it
watch-built = Build { $build }: { $milliseconds } ms, { $pages } pages, { $changed }
watch-changed = changed: { $pages }
watch-changed-none = nothing moved
watch-page = page { $folio }
watch-cover = the cover
watch-sheet = sheet { $number }
watch-recovered = recovered
watch-port-taken = port { $port } cannot be used: { $cause }
    .hint = choose another, or leave --port out and let Kanyin find a free one
watch-no-server = cannot serve pages on this machine: { $cause }
    .hint = try again; if it stays so, make the PDF with kanyin build
watch-no-browser = cannot open the browser: { $cause }
    .hint = open the address above yourself
watch-no-news = the system cannot tell when files change; they are looked at every now and then instead
    .hint = on Linux, raise fs.inotify.max_user_watches

# What a mark on a page is about.
watch-counted = { $value } ({ $count })
watch-none = —
watch-total = total
watch-rest = rest
watch-options = { $options } options
watch-options-of = { $options } options, N={ $n }
watch-kind-single = single choice
watch-kind-multiple = multiple choice
watch-kind-series = amounts over years
watch-gap-not-published = not published
watch-gap-not-asked = not asked
watch-gap-not-collected = to be collected
watch-gap-suppressed = too few people
watch-gap-redefined = redefined
watch-column-option = Option
watch-column-year = Year
watch-column-group = Group
watch-column-count = Count
watch-column-share = Share
watch-column-amount = Amount
