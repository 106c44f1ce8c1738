"""Judges PDF files as a reader's software meets them, in what veraPDF leaves alone.

    reading.py FILE...

One line for each file and check, PASS or FAIL:

    title     the window shows the document's title, and the text is Chinese by its own word
    labels    pages are numbered as printed: a cover without, then I II III …, 1 2 3 …, a proof's lists 校1 …
    outline   the bookmarks are the document's headings, in their order
    attached  each carried file tells what it is, of which kind, and how it relates to the document
    headings  the first is of level 1, and none skips a level
    figures   each figure has an alternative text
    tables    each table has header cells, and each cell knows its headers
    order     on each page, what is read later stands lower, and cells of a row go from left to right

Needs pikepdf. Exit 0: all pass; 1: something fails.
"""

import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Matrix

# What only groups; everything else is a block, read as one.
GROUPS = {"Document", "Part", "Art", "Sect", "Div", "Aside", "NonStruct", "TOC", "L", "Table", "THead", "TBody", "TFoot"}
# Points by which a later block may stand higher: descenders, and marks of another size on one line.
SLACK = 6
RELATIONS = {"/Source", "/Data", "/Alternative", "/Supplement"}


class Element:
    """One element of the structure tree, with its type by the role map."""

    def __init__(self, node, roles, page):
        kind = str(node.S)
        self.kind = str(roles.get(kind, kind))[1:]
        self.node = node
        page = node.get("/Pg", page)
        kids = node.get("/K", Array([]))
        kids = kids if isinstance(kids, Array) else [kids]
        self.kids = []  # elements, and (page, mcid) of content
        for kid in kids:
            if not isinstance(kid, Dictionary):
                self.kids.append((page.objgen, int(kid)))
            elif "/S" in kid:
                self.kids.append(Element(kid, roles, page))
            elif "/MCID" in kid:
                self.kids.append((kid.get("/Pg", page).objgen, int(kid.MCID)))

    def below(self):
        """All elements below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield kid
                yield from kid.below()

    def content(self):
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.content()
            else:
                yield kid

    def blocks(self):
        """What is read as one, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                # A figure and its caption are one: the caption is read first, wherever it stands.
                captioned = kid.kind == "Div" and any(one.kind == "Caption" for one in kid.kids)
                if kid.kind in GROUPS and not captioned:
                    yield from kid.blocks()
                else:
                    yield kid

    def attribute(self, name):
        sets = self.node.get("/A", Array([]))
        for one in sets if isinstance(sets, Array) else [sets]:
            if isinstance(one, Dictionary) and name in one:
                return one[name]
        return None


def structure(pdf):
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    top = root.K[0] if isinstance(root.K, Array) else root.K
    return Element(top, root.get("/RoleMap", {}), None)


def text_of(value):
    return str(value) if value is not None else ""


def title(pdf, _tree):
    shown = pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
    if shown is not True:
        yield "the title is not shown"
    if not text_of(pdf.docinfo.get("/Title")).strip():
        yield "no title"
    if text_of(pdf.Root.get("/Lang")) != "zh-CN":
        yield "not in zh-CN"


def labels(pdf, _tree):
    said = [page.label for page in pdf.pages]
    if "/PageLabels" not in pdf.Root:
        yield "no labels"
        return
    cover = [label for label in said[:1] if label == ""]
    front = [label for label in said if re.fullmatch("[IVX]+", label)]
    lists = [label for label in said if re.fullmatch(r"校\d+", label)]
    body = len(said) - len(cover) - len(front) - len(lists)
    expected = cover + ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][: len(front)]
    expected += [str(number) for number in range(1, body + 1)]
    expected += [f"校{number}" for number in range(1, len(lists) + 1)]
    if said != expected:
        yield "pages go " + " ".join(said)


def outline(pdf, tree):
    marks = []

    def walk(items, level):
        for item in items:
            marks.append((level, item.title))
            walk(item.children, level + 1)

    with pdf.open_outline() as opened:
        walk(opened.root, 1)
    headings = [element for element in tree.below() if re.fullmatch("H[1-6]", element.kind)]
    if len(marks) > len(headings):
        yield f"{len(marks)} bookmarks for {len(headings)} headings"
    if not marks and len(headings) > 1:
        yield "no bookmarks"
    for (level, name), following in zip(marks, marks[1:]):
        if following[0] > level + 1:
            yield f"{following[1]} skips a level"


def files(pdf):
    """Names and specifications of carried files, by the name tree."""
    tree = pdf.Root.get("/Names", {}).get("/EmbeddedFiles")
    return dict(pikepdf.NameTree(tree).items()) if tree is not None else {}


def attached(pdf, _tree):
    carried = files(pdf)
    associated = {spec.objgen for spec in pdf.Root.get("/AF", Array([]))}
    for name, spec in carried.items():
        stream = spec.EF.get("/F")
        if spec.objgen not in associated:
            yield f"{name} is not associated with the document"
        if text_of(spec.get("/AFRelationship")) not in RELATIONS:
            yield f"{name} has no relationship"
        if not text_of(spec.get("/Desc")).strip():
            yield f"{name} has no description"
        if not re.fullmatch(r"/\w+/[\w.+-]+", text_of(stream.get("/Subtype"))):
            yield f"{name} has no type"
        if text_of(spec.get("/UF")) != name or text_of(spec.get("/F")) != name:
            yield f"{name} has two names"


def headings(_pdf, tree):
    level = 0
    for element in tree.below():
        if re.fullmatch("H[1-6]", element.kind):
            own = int(element.kind[1])
            if own > level + 1:
                yield f"H{own} after " + (f"H{level}" if level else "nothing")
            level = own


def figures(_pdf, tree):
    for number, element in enumerate((one for one in tree.below() if one.kind in ("Figure", "Formula")), 1):
        if not text_of(element.node.get("/Alt")).strip():
            yield f"figure {number} has no alternative text"


def tables(_pdf, tree):
    for number, table in enumerate((one for one in tree.below() if one.kind == "Table"), 1):
        rows = [element for element in table.below() if element.kind == "TR"]
        cells = [element for row in rows for element in row.kids if element.kind in ("TH", "TD")]
        heads = [element for element in cells if element.kind == "TH"]
        known = {str(head.node.ID) for head in heads if "/ID" in head.node}
        if not heads:
            yield f"table {number} has no header cells"
        elif any(row.kids[0].kind == "TD" for row in rows[:1]):
            yield f"table {number} has plain cells in its first row"
        for head in heads:
            if text_of(head.attribute("/Scope")) not in ("/Column", "/Row", "/Both"):
                yield f"table {number}: a header cell of no scope"
        for cell in cells:
            named = [str(one) for one in cell.attribute("/Headers") or []]
            if cell.kind == "TD" and heads and not set(named) & known:
                yield f"table {number}: a cell of no header"


def places(page):
    """Where marked content stands on a page: mcid -> (left, top) in points."""
    found = {}

    def mark(mcid, matrix, x, y):
        x, y = matrix.transform((x, y))
        left, top = found.get(mcid, (x, y))
        found[mcid] = (min(left, x), max(top, y))

    resources = page.obj.get("/Resources", {})
    matrix, saved, marks, text = Matrix(), [], [], Matrix()
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop()
        elif operator == "cm":
            matrix = Matrix(*map(float, operands)) @ matrix
        elif operator in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else None
            if isinstance(properties, pikepdf.Name):
                properties = resources.Properties[properties]
            own = int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
            artifact = str(operands[0]) == "/Artifact"
            marks.append(None if artifact else own if own is not None else (marks[-1] if marks else None))
        elif operator == "EMC":
            marks.pop()
        elif operator == "BT":
            text = Matrix()
        elif operator == "Tm":
            text = Matrix(*map(float, operands))
        elif operator in ("Td", "TD"):
            text = Matrix(1, 0, 0, 1, *map(float, operands)) @ text
        elif not marks or marks[-1] is None:
            pass
        elif operator in ("Tj", "TJ"):
            mark(marks[-1], text @ matrix, 0, 0)
        elif operator == "Do":
            form = resources.XObject[operands[0]]
            own = Matrix(*map(float, form.get("/Matrix", [1, 0, 0, 1, 0, 0])))
            box = list(map(float, form.get("/BBox", [0, 0, 1, 1])))
            for x in box[0::2]:
                for y in box[1::2]:
                    mark(marks[-1], own @ matrix, x, y)
        elif operator in ("m", "l"):
            mark(marks[-1], matrix, *map(float, operands))
        elif operator == "re":
            x, y, width, height = map(float, operands)
            mark(marks[-1], matrix, x, y)
            mark(marks[-1], matrix, x + width, y + height)
    return found


def order(pdf, tree):
    stands = {}
    numbers = {}
    for number, page in enumerate(pdf.pages, 1):
        numbers[page.obj.objgen] = number
        for mcid, place in places(page).items():
            stands[page.obj.objgen, mcid] = place

    def tops(element):
        """The element's highest point on each page."""
        highest = {}
        for page, mcid in element.content():
            if (page, mcid) in stands:
                top = stands[page, mcid][1]
                highest[page] = max(highest.get(page, top), top)
        return highest

    above = {}
    last_page = 0
    for block in tree.blocks():
        for page, top in tops(block).items():
            if numbers[page] < last_page:
                yield f"{block.kind} goes back from page {last_page} to {numbers[page]}"
            last_page = max(last_page, numbers[page])
            if top > above.get(page, top) + SLACK:
                yield f"page {numbers[page]}: {block.kind} stands above what is read before it"
            above[page] = top
        if block.kind == "TR":
            cells = [[stands[at][0] for at in cell.content() if at in stands] for cell in block.kids]
            lefts = [min(cell) for cell in cells if cell]
            if lefts != sorted(lefts):
                yield "cells of a row are not read from left to right"


CHECKS = [title, labels, outline, attached, headings, figures, tables, order]


def judge(file):
    failed = False
    with pikepdf.open(file) as pdf:
        tree = structure(pdf)
        for check in CHECKS:
            if tree is None and check not in (title, labels, attached):
                faults = ["no structure"]
            else:
                faults = list(check(pdf, tree))
            name = check.__name__
            print(f"FAIL  {name}  {file}: {'; '.join(faults[:4])}" if faults else f"PASS  {name}  {file}")
            failed |= bool(faults)
    return failed


def main(names):
    failed = False
    for file in names:
        try:
            failed |= judge(file)
        except pikepdf.PdfError as error:
            print(f"FAIL  reading  {file}: unreadable, {error}")
            failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
