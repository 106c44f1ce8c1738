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
