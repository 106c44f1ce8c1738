# The printer's edition.

print-not-with = --print cannot be used with { $other }
    .hint = A printer gets all pages, as PDF; build proofs, pictures and some pages apart
print-no-ink = Printer's edition: this colour is not of the four inks, the printer will have to convert it
    .hint = Prose holds no colours; they come from templates/kit/tokens.json
print-ink-limit = Printer's edition: { $total } % of ink here, more than { $limit } %
    .hint = Take a colour of less ink
print-picture = Printer's edition: a picture goes in as it is, not as the four inks
    .hint = Agree on its colours and resolution with the printer
print-no-boxes = The pages of the printer's PDF have no trim box
    .hint = This is a defect of the program; please report it with data and prose
inks-table = The tokens' print is wrong: { $cause }
inks-missing = The colour { $name } has no inks: four percentages of cyan, magenta, yellow and black
inks-count = The colour { $name } needs { $count } sets of inks
inks-limit = The colour { $name } takes { $total } % of ink, more than { $limit } %
inks-hint = Every colour of color in tokens.json has one of its name in print.color, like [100, 70, 28, 24]
