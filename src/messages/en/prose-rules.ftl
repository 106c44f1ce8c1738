# prose-rules

# Style.
doubled-character = “{ $words }” has one character too many
    .hint = delete one “{ $one }”

doubled-punctuation = the mark “{ $words }” is doubled
    .hint = delete one

punctuation-width = half-width “{ $words }” in Chinese, where “{ $proper }” belongs
    .wide = “{ $words }” is full-width; letters and digits are half-width
    .hint = type it again with Chinese (or English) punctuation

missing-stop = the paragraph ends without a mark: …{ $words }
    .hint = add a full stop

range-hyphen = “{ $words }” writes a range with a hyphen
    .hint = write “{ $proper }”

other-word = the report mostly says “{ $other }”, here “{ $word }”
    .hint = make it “{ $other }” throughout

digit-spacing = spaces around digits differ
    .close = mostly there is a space between Chinese characters and digits ({ $many } times), but not in { $few } places
    .spaced = mostly there is no space between Chinese characters and digits ({ $many } times), but in { $few } places there is
    .hint = make them alike throughout

lone-respectively = “{ $words }”: “分别” of one number
    .hint = equal values take “均有”, a single one “有”

term-mixed = here it says “{ $word }”; this report says “{ $term }”
    .hint = write “{ $term }”, or change the data’s terms

# Words and numbers that are bound to nothing.
unbound-number = “{ $words }” is a typed number
    .hint = take it from the data with #pct, #count, #sample …

unbound-word = “{ $words }” is bound to no data
    .hint = write #roughly(…) or #claim(…)[…]; words without data go into #view[…]
    .change-hint = write the change as #since(…)[，较#last-year()#moved()#delta()], or bind it with #claim(…)[…]
    .since-hint = inside #since, #moved() and #delta() say what the data say; words of your own take #claim(…)[…]

name-outdated = “{ $old }” is last year's name of what is now called “{ $now }”
    .dropped = “{ $old }” is a name of last year's: it is no longer asked
    .hint = write “{ $now }”, or take the name from the data with #label("题.选项")
    .dropped-hint = reword or delete the sentence; one that means the old name says 上年称

summary-unbacked = “{ $words }” speaks of “{ $label }”, of which no chapter speaks
    .hint = give the evidence in a chapter with figures, or take it out of the summary

since-contradicted = “{ $words }” typed inside #since goes against the data: { $why }
    .hint = let #moved() write the verb: it follows the data
order-contradicted = by the data “{ $printed }” comes first, but “{ $written }” is written first
    .hint = put the phrases in the order of the data, and check the words that rest on the order

# Slips of typing that Typst reads in its own way.
trap-wide-code = full-width “{ $glyph }” in code
    .hint = quotes, brackets and commas are half-width in code: #pct("题.选项")

trap-tilde = ~ is a space that does not break: the range does not print
    .hint = ranges take “～”

trap-comment = “{ $words }” is a comment and does not print
    .hint = as text write “/\/”

trap-at = “{ $words }” is a reference
    .hint = write “\@{ $words }”

trap-name-runs-on = “#{ $name }” is one name, where “#{ $meant }” is meant
    .hint = write “#{ $meant };{ $rest }”

trap-second-call = “{ $words }” are arguments of the function
    .hint = remarks take full-width brackets, or a semicolon before the bracket

trap-term-colon = “/ { $option }” is followed by a full-width colon
    .hint = write “/ { $option }: …” with a half-width colon and a space

trap-list-marker = “{ $marker }” at the line’s start makes a list item: { $line }
    .hint = join the line to the one before, or write “{ $marker }”; for a real list leave an empty line above

trap-emphasis = the signs of “{ $words }” do not print
    .hint = as text put a backslash before each; the sign for times is ×

trap-math = “{ $words }” is a formula
    .hint = as text write “\$”

trap-label = “{ $words }” is a label and does not print
    .hint = titles take 《》; as text write “\<”

trap-missing-hash = “{ $name }” lacks its # and prints itself
    .hint = write “#{ $name }(…)”

trap-hash-number = of “{ $words }” only the number prints
    .hint = as text write “\{ $words }”
