//! Files that somebody tampered with: one change each, everything else as it was.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A file with one change.
pub struct Tampered {
    /// What was done.
    pub what: &'static str,
    pub bytes: Vec<u8>,
    /// Words that the verdict must hold.
    pub found: &'static str,
}

/// What is done, how, and the words that the verdict must hold.
type Edit = (&'static str, fn(&mut Document), &'static str);

/// Every kind of tampering with a finished report.
pub fn all(report: &[u8]) -> Vec<Tampered> {
    let mut all = vec![
        plain("bytes after the end", report, |bytes| bytes.extend(b"\n% more\n"), "字节起不同"),
        edited("saved by another program", report, |_| {}, "不同"),
    ];
    let edits: [Edit; 26] = [
        ("words of a page", |pdf| content(pdf, 7, |text| swap_glyphs(text, false)), "第 4 页"),
        ("words of a figure", |pdf| content(pdf, 8, |text| swap_glyphs(text, true)), "第 5 页"),
        ("two pages swapped", |pdf| kids(pdf, |kids| kids.swap(6, 7)), "互换了位置"),
        ("a page taken out", |pdf| drop_page(pdf, 8), "文件有 16 页，重排为 17 页"),
        ("a page twice", |pdf| kids(pdf, |kids| kids.push(kids[3].clone())), "文件有 18 页"),
        (
            "a colour on a page",
            |pdf| content(pdf, 7, |text| replace_once(text, b" scn", b" scn 0.9 0 0 rg")),
            "版面不同",
        ),
        (
            "a line drawn over a page",
            |pdf| content(pdf, 4, |text| text.extend(b"\nq 5 w 90 600 m 400 600 l S Q")),
            "第 1 页文字相同而版面不同",
        ),
        ("what a glyph is copied as", to_unicode, "，重排为“"),
        ("a font program", |pdf| font_program(pdf), "嵌入的字体"),
        ("an alternative text", |pdf| alternative_text(pdf), "供朗读的结构不同"),
        ("a heading made a paragraph", |pdf| element(pdf, b"H1", b"P"), "供朗读的结构不同"),
        ("a page label", |pdf| labels(pdf), "的页码"),
        ("a bookmark", |pdf| bookmark(pdf), "书签"),
        ("the title", |pdf| info(pdf, b"Title"), "文件信息中的题名"),
        ("the author", |pdf| info(pdf, b"Author"), "文件信息中的作者"),
        ("the producer", |pdf| info(pdf, b"Producer"), "文件信息中的生成工具"),
        ("the creator", |pdf| info(pdf, b"Creator"), "文件信息中的制作工具"),
        ("the language", |pdf| catalog(pdf, |catalog| catalog.set("Lang", Object::string_literal("en"))), "语言"),
        (
            "an attachment's words",
            |pdf| attached(pdf, "templates/2018/afterword.typ", |text| text.extend("补".as_bytes())),
            "重排为“",
        ),
        (
            "an attached table",
            |pdf| attached(pdf, "figures/figure-02.csv", |text| text.extend(b"x")),
            "figures/figure-02.csv 改动过",
        ),
        (
            "an attachment taken out",
            |pdf| drop_attachment(pdf, "figures/figure-02.csv"),
            "缺少应带的 figures/figure-02.csv",
        ),
        (
            "what an attachment is",
            |pdf| specification(pdf, "data/2018.json", |file| file.set("AFRelationship", "Supplement")),
            "标注",
        ),
        (
            "an attachment's description",
            |pdf| specification(pdf, "data/2018.json", |file| file.set("Desc", Object::string_literal("x"))),
            "标注",
        ),
        ("a script", |pdf| script(pdf), "对象"),
        ("a link to elsewhere", |pdf| annotation(pdf), "对象"),
        ("the archival claim", |pdf| xmp(pdf), "对象"),
    ];
    all.extend(edits.map(|(what, edit, found)| edited(what, report, edit, found)));
    all.push(Tampered {
        what: "an attachment put in",
        bytes: with_attachment(report, "notes.txt"),
        found: "多带了 notes.txt",
    });
    all
}

/// The report with a further attachment of this name.
pub fn with_attachment(report: &[u8], name: &str) -> Vec<u8> {
    let mut pdf = Document::load_mem(report).unwrap();
    let stream = pdf.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"stray".to_vec()));
    let file = pdf.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal(name), "UF" => Object::string_literal(name),
        "AFRelationship" => "Source", "EF" => dictionary! { "F" => stream },
    });
    attached_names(&mut pdf).extend([Object::string_literal(name), file.into()]);
    save(pdf)
}

fn plain(what: &'static str, report: &[u8], edit: impl Fn(&mut Vec<u8>), found: &'static str) -> Tampered {
    let mut bytes = report.to_vec();
    edit(&mut bytes);
    Tampered { what, bytes, found }
}

fn edited(what: &'static str, report: &[u8], edit: impl Fn(&mut Document), found: &'static str) -> Tampered {
    let mut pdf = Document::load_mem(report).unwrap();
    edit(&mut pdf);
    Tampered { what, bytes: save(pdf), found }
}

fn save(mut pdf: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn page(pdf: &Document, index: usize) -> ObjectId {
    pdf.page_iter().nth(index).unwrap()
}

/// Changes the content stream of the page at an index.
fn content(pdf: &mut Document, index: usize, edit: impl Fn(&mut Vec<u8>)) {
    let id = pdf.get_page_contents(page(pdf, index))[0];
    stream(pdf, id, edit);
}

fn stream(pdf: &mut Document, id: ObjectId, edit: impl Fn(&mut Vec<u8>)) {
    let stream = pdf.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let mut bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let before = bytes.clone();
    edit(&mut bytes);
    assert_ne!(bytes, before, "the edit changes something");
    stream.dict.remove(b"Filter");
    stream.set_plain_content(bytes);
}

fn replace_once(text: &mut Vec<u8>, from: &[u8], to: &[u8]) {
    let at = text.windows(from.len()).position(|window| window == from).expect("something to replace");
    text.splice(at..at + from.len(), to.iter().copied());
}

fn kids(pdf: &mut Document, edit: impl Fn(&mut Vec<Object>)) {
    // The pages may stand in a tree; in one list they are a tree as well.
    let pages: Vec<Object> = pdf.page_iter().map(Object::Reference).collect();
    let root = pdf.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    for page in &pages {
        pdf.get_dictionary_mut(page.as_reference().unwrap()).unwrap().set("Parent", root);
    }
    let mut list = pages;
    edit(&mut list);
    let tree = pdf.get_dictionary_mut(root).unwrap();
    tree.set("Count", list.len() as i64);
    tree.set("Kids", list);
}

fn drop_page(pdf: &mut Document, index: usize) {
    kids(pdf, |kids| {
        kids.remove(index);
    });
}

/// Two neighbouring glyphs of the page's first text, or of its last, change places.
fn swap_glyphs(text: &mut Vec<u8>, last: bool) {
    let mut operations = lopdf::content::Content::decode(text).unwrap().operations;
    let shows = |operation: &lopdf::content::Operation| matches!(operation.operator.as_str(), "Tj" | "TJ");
    let strings =
        operations.iter_mut().filter(|operation| shows(operation)).flat_map(|operation| &mut operation.operands);
    let strings = strings.flat_map(|operand| match operand {
        Object::Array(parts) => parts.iter_mut().collect::<Vec<_>>(),
        other => vec![other],
    });
    let codes = strings.filter_map(|string| string.as_str_mut().ok());
    let mut different: Vec<_> = codes.filter(|codes| codes.len() >= 4 && codes[..2] != codes[2..4]).collect();
    let at = if last { different.len() - 1 } else { 0 };
    different[at][..4].rotate_left(2);
    *text = lopdf::content::Content { operations }.encode().unwrap();
}

/// Every digit 3 that is copied becomes an 8.
fn to_unicode(pdf: &mut Document) {
    let tables: Vec<ObjectId> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"ToUnicode").ok()?.as_reference().ok())
        .collect();
    let maps_three = |pdf: &Document, id: &ObjectId| {
        let table = pdf.get_object(*id).unwrap().as_stream().unwrap().decompressed_content().unwrap();
        table.windows(6).any(|window| window == b"<0033>")
    };
    let table = tables.into_iter().find(|id| maps_three(pdf, id)).expect("a table");
    stream(pdf, table, |text| {
        let at = text.windows(6).rposition(|window| window == b"<0033>").unwrap();
        text[at..at + 6].copy_from_slice(b"<0038>");
    });
}

fn font_program(pdf: &mut Document) {
    let program =
        pdf.objects.values().find_map(|object| object.as_dict().ok()?.get(b"FontFile2").ok()?.as_reference().ok());
    stream(pdf, program.expect("a font program"), |bytes| *bytes.last_mut().unwrap() ^= 1);
}

fn element(pdf: &mut Document, from: &[u8], to: &[u8]) {
    let found = pdf.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let mut elements = found.filter(|dict| {
        dict.get(b"S").is_ok_and(|role| role.as_name().is_ok_and(|role| role == from)) && dict.has(b"P")
    });
    elements.next().expect("an element").set("S", Object::Name(to.to_vec()));
}

fn alternative_text(pdf: &mut Document) {
    let mut found =
        pdf.objects.values_mut().filter_map(|object| object.as_dict_mut().ok()).filter(|dict| dict.has(b"Alt"));
    found.next().expect("a figure").set("Alt", Object::string_literal("x"));
}

fn catalog(pdf: &mut Document, edit: impl Fn(&mut Dictionary)) {
    edit(pdf.catalog_mut().unwrap());
}

fn labels(pdf: &mut Document) {
    let label = |start: i64| dictionary! { "S" => "D", "St" => start };
    catalog(pdf, |catalog| catalog.set("PageLabels", dictionary! { "Nums" => vec![0.into(), label(5).into()] }));
}

fn bookmark(pdf: &mut Document) {
    let mut found = pdf.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let item = found.find(|dict| dict.has(b"Title") && dict.has(b"Parent"));
    item.expect("a bookmark").set("Title", Object::string_literal("x"));
}

fn info(pdf: &mut Document, key: &[u8]) {
    let id = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    pdf.get_dictionary_mut(id).unwrap().set(key, Object::string_literal("x"));
}

/// The list of the attachments' names and of what they name.
fn attached_names(pdf: &mut Document) -> &mut Vec<Object> {
    let names = pdf.catalog_mut().unwrap().get_mut(b"Names").unwrap().as_dict_mut().unwrap();
    let files = names.get_mut(b"EmbeddedFiles").unwrap().as_dict_mut().unwrap();
    files.get_mut(b"Names").unwrap().as_array_mut().unwrap()
}

fn specification_id(pdf: &Document, name: &str) -> ObjectId {
    let is_it = |object: &Object| {
        let file = object.as_dict().ok()?;
        (file.has(b"EF") && file.get(b"F").ok()?.as_str().ok()? == name.as_bytes()).then_some(())
    };
    pdf.objects.iter().find(|(_, object)| is_it(object).is_some()).map(|(id, _)| *id).expect("an attachment")
}

fn specification(pdf: &mut Document, name: &str, edit: impl Fn(&mut Dictionary)) {
    let id = specification_id(pdf, name);
    edit(pdf.get_dictionary_mut(id).unwrap());
}

fn attached(pdf: &mut Document, name: &str, edit: impl Fn(&mut Vec<u8>)) {
    let file = pdf.get_dictionary(specification_id(pdf, name)).unwrap();
    let id = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
    stream(pdf, id, edit);
}

fn drop_attachment(pdf: &mut Document, name: &str) {
    let id = specification_id(pdf, name);
    let is_it = |object: &Object| object.as_reference().is_ok_and(|other| other == id);
    let names = attached_names(pdf);
    let at = names.iter().position(is_it).unwrap();
    names.drain(at - 1..=at);
    let associated = pdf.catalog_mut().unwrap().get_mut(b"AF").unwrap().as_array_mut().unwrap();
    associated.retain(|file| !is_it(file));
}

fn script(pdf: &mut Document) {
    let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    catalog(pdf, |catalog| catalog.set("OpenAction", action.clone()));
}

fn annotation(pdf: &mut Document) {
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org/") },
    };
    let link = pdf.add_object(link);
    let page = page(pdf, 5);
    pdf.get_dictionary_mut(page).unwrap().set("Annots", vec![link.into()]);
}

fn xmp(pdf: &mut Document) {
    let id = pdf.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    stream(pdf, id, |text| replace_once(text, b"pdfaid:part", b"pdfaid:trap"));
}
