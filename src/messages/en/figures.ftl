# `figures`: single figures and their tables.

figures-done = { $target }/  { $figures } figures  { $bytes } bytes
figures-unknown = the data have no question with the id “{ $id }”
    .hint = ids of questions stand in the data file, under questions
figures-none = the prose has no figure
    .hint = name a question, as in kanyin figures { $id } -o figures
figure-not-flat = the figure has a bitmap, a gradient, clipping or transparency and cannot be made of outlines
    .hint = use text, lines and plain shapes only in templates/kit/standalone.typ
figures-book-failed = the workbook of figures cannot be written: { $cause }
    .hint = a cell of Excel holds 32767 characters; shorten the text that is longer
