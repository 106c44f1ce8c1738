//! PDFs read back: what a report's own file says, and that no file, however hostile, ends the program.

use std::fmt::Write;

use kanyin::reading::{Pdf, Unreadable};

use crate::common::{report_2018, squeeze};

#[test]
fn a_report_reads_back_whole() {
    let bytes = report_2018();
    let independent = crate::pdf::Pdf::read(&bytes);
    let pdf = Pdf::read(bytes).unwrap();
    assert_eq!(pdf.page_count(), independent.page_count());
    assert_eq!(pdf.labels().unwrap(), independent.labels());
    assert_eq!(pdf.lang().as_deref(), Some("zh-CN"));
    let bookmarks = pdf.bookmarks().unwrap().into_iter().map(|it| (it.level, it.title, it.page.unwrap()));
    assert_eq!(bookmarks.collect::<Vec<_>>(), independent.bookmarks());
    let texts = pdf.page_texts().unwrap();
    for (ours, theirs) in texts.iter().zip(independent.pages()) {
        assert_eq!(squeeze(&ours.body), squeeze(&theirs.body));
        assert_eq!(squeeze(&ours.artifacts), squeeze(&theirs.artifacts));
    }
    let blocks = pdf.blocks().unwrap();
    let of = |role: &str, text: &str| blocks.iter().find(|block| block.role == role && block.text.contains(text));
    assert_eq!(of("H1", "观点摘要").unwrap().page, 4);
    assert!(of("P", "共回收有效问卷106\u{a0}份").unwrap().text.ends_with("真实可信的数据支撑。"), "lines close up");
    assert!(of("P", "OpenSource Cloud Alliance for industry, OSCAR").is_some());
    assert!(of("Figure", "司法鉴定71.05%").unwrap().alt.as_ref().unwrap().contains("司法鉴定 71.05%"));
    let all: String = blocks.iter().map(|block| squeeze(&block.text)).collect();
    let shown: String = texts.iter().map(|page| squeeze(&page.body)).collect();
    assert_eq!(all.chars().count(), shown.chars().count(), "every character is in one block");
    let fonts = pdf.fonts().unwrap();
    assert!(!fonts.is_empty() && fonts.iter().all(|font| font.program.as_ref().is_some_and(|it| it.bytes > 10_000)));
    assert_eq!(pdf.objects().unwrap().iter().filter(|object| object.kind.as_deref() == Some("Page")).count(), 17);
    let page = pdf.render(7, 36).unwrap();
    assert_eq!((page.width, page.height), (298, 421));
    assert!(page.pixels.chunks(4).filter(|pixel| pixel[0] < 128).count() > 2_000, "there is print on the page");
    assert!(pdf.render(17, 36).is_err());
}

/// A file of these objects, numbered from 1, the first being the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = String::new();
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1).unwrap();
    }
    let (count, start) = (objects.len() + 1, file.len());
    write!(file, "xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\n").unwrap();
    write!(file, "startxref\n{start}\n%%EOF").unwrap();
    file.into_bytes()
}

fn stream(dict: &str, content: &str) -> String {
    format!("<<{dict}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A small file with one of everything that is read.
fn small() -> Vec<String> {
    let table =
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n1 beginbfrange\n<0001> <0003> <520A>\nendbfrange";
    let content = "/P<</MCID 0>>BDC BT /F 12 Tf 9 90 Td <0001>Tj 0 -20 Td [<0002>-9<0003>]TJ ET EMC /X Do \
                   /Artifact BMC BT <0001>Tj ET EMC /Span<</ActualText<FEFF5370>/MCID 1>>BDC BT <0001>Tj ET EMC";
    [
        "<</Type/Catalog/Pages 2 0 R/Lang(zh)/StructTreeRoot 6 0 R/AF[9 0 R]/Outlines 12 0 R/PageLabels<</Nums[0 13 0 R]>>\
         /Names<</EmbeddedFiles<</Kids[11 0 R]>>>>>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 14 0 R>>>>>>",
        &stream("", content),
        "<</Type/Font/Subtype/Type0/ToUnicode 15 0 R>>",
        "<</Type/StructTreeRoot/RoleMap<</Mine/P>>/K[7 0 R]>>",
        "<</S/Document/K[8 0 R]>>",
        "<</S/Mine/Pg 3 0 R/Alt(alt)/K[0<</Type/MCR/Pg 3 0 R/MCID 1>>]>>",
        "<</Type/Filespec/F(a.json)/UF<FEFF520A>/AFRelationship/Data/Desc(what)/EF<</F 10 0 R>>>>",
        &stream("/Subtype/application#2Fjson", "{}"),
        "<</Names[(a.json)9 0 R(b.json)<</UF<FEFF520A>/EF<</F 10 0 R>>>>]>>",
        "<</First 13 0 R>>",
        "<</Title(t)/Dest[3 0 R/Fit]/S/R/St 4>>",
        &stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "BT (plain) Tj ET"),
        &stream("", table),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// A file of one page without structure that says some words, as PDF writes them.
pub fn page_saying(words: &str) -> Vec<u8> {
    let mut objects = small();
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>".to_owned();
    objects[3] = stream("", &format!("BT /G 12 Tf 9 90 Td {words} Tj ET"));
    objects[2] = objects[2].replace("/F 5 0 R", "/G<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    file(&objects)
}

#[test]
fn a_small_file_says_everything() {
    let pdf = Pdf::read(file(&small())).unwrap();
    assert_eq!(pdf.labels().unwrap(), ["IV"]);
    assert_eq!(pdf.bookmarks().unwrap()[0].page, Some(0));
    let page = &pdf.page_texts().unwrap()[0];
    assert_eq!((page.body.as_str(), page.artifacts.as_str()), ("刊\n刋刌\n\u{fffd}\u{fffd}\u{fffd}印", "刊"));
    let blocks = pdf.blocks().unwrap();
    assert_eq!((blocks.len(), blocks[0].role.as_str(), blocks[0].text.as_str()), (1, "P", "刊刋刌印"));
    assert_eq!(blocks[0].alt.as_deref(), Some("alt"));
    let attachments = pdf.attachments().unwrap();
    assert_eq!(attachments.iter().map(|it| it.repeated).collect::<Vec<_>>(), [false, true], "one a specification");
    let first = &attachments[0];
    assert_eq!((first.name.as_str(), first.bytes.as_slice()), ("刊", &b"{}"[..]));
    assert_eq!([&first.relationship, &first.mime].map(Option::as_deref), [Some("Data"), Some("application/json")]);
    assert_eq!(first.description.as_deref(), Some("what"));
}

/// Everything there is to ask of a file; the first thing that cannot be read.
fn ask(bytes: Vec<u8>) -> Result<(), Unreadable> {
    let pdf = Pdf::read(bytes)?;
    let results = [
        pdf.labels().err(),
        pdf.bookmarks().err(),
        pdf.attachments().err(),
        pdf.blocks().err(),
        pdf.page_texts().err(),
        pdf.fonts().err(),
        pdf.objects().err(),
        pdf.render(0, 20).err(),
    ];
    let _ = (pdf.lang(), pdf.metadata(), pdf.is_tagged());
    results.into_iter().flatten().next().map_or(Ok(()), Err)
}

#[test]
fn hostile_files_are_errors() {
    assert_eq!(ask(file(&small())), Ok(()));
    let changed = |number: usize, object: &str| {
        let mut objects = small();
        objects[number - 1] = object.to_owned();
        ask(file(&objects))
    };
    let deep = |levels: usize, open: &str, close: &str| format!("{}{}", open.repeat(levels), close.repeat(levels));
    for (what, said, expected) in [
        ("nothing", ask(Vec::new()), Unreadable::NotPdf),
        ("a text", ask("电子合同".into()), Unreadable::NotPdf),
        ("a head alone", ask(b"%PDF-1.7".to_vec()), Unreadable::Broken),
        ("a catalog of nothing", changed(1, "<<>>"), Unreadable::Broken),
        ("pages in a circle", changed(2, "<</Type/Pages/Kids[2 0 R]>>"), Unreadable::TooDeep),
        ("a name tree in a circle", changed(11, "<</Kids[11 0 R]>>"), Unreadable::TooDeep),
        ("a structure in a circle", changed(7, "<</S/Document/K[6 0 R 7 0 R]>>"), Unreadable::TooDeep),
        ("bookmarks in a circle", changed(13, "<</Title(t)/Next 13 0 R>>"), Unreadable::TooDeep),
        ("bookmarks below themselves", changed(13, "<</Title(t)/First 13 0 R>>"), Unreadable::TooDeep),
        (
            "a form inside itself",
            { changed(14, &stream("/Subtype/Form/Resources<</XObject<</X 14 0 R>>>>", "/X Do")) },
            Unreadable::TooDeep,
        ),
        ("an attachment without a file", changed(9, "<</EF<<>>>>"), Unreadable::Broken),
        ("an attachment wrongly packed", changed(10, &stream("/Filter/FlateDecode", "not packed")), Unreadable::Broken),
        (
            "a page of a hundred thousand points",
            changed(3, "<</Type/Page/MediaBox[0 0 99999 99999]>>"),
            Unreadable::TooLarge,
        ),
    ] {
        assert_eq!(said, Err(expected), "{what}");
    }
    // What is odd and yet can be read, or not, as long as it ends.
    for object in [
        "<</Type/Pages/Count 2147483647/Kids[3 0 R]>>",
        "<</Type/Pages/Kids[3 0 R 99 0 R(x)null<<>>[]]>>",
        "null",
        "[",
        "<</Kids[3 0 R]/Kids",
        &format!("[{}]", deep(200_000, "[", "]")),
        &deep(100_000, "<</K", ">>"),
        &deep(100_000, "[(])", ""),
    ] {
        ask({
            let mut objects = small();
            objects[1] = object.to_owned();
            file(&objects)
        })
        .ok();
    }
    let nums =
        "<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/D/St 2147483647>>-1<<>>(x)]>>/StructTreeRoot 2 0 R>>";
    assert_eq!(changed(1, nums), Ok(()));
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/StructTreeRoot {}>>", deep(100_000, "[", "]"));
    assert_eq!(changed(1, &catalog), Ok(()), "a catalog nested deep");
    assert_eq!(changed(4, &stream("", &deep(100_000, "[", ""))), Ok(()), "content nested without an end");
}

#[test]
fn wide_and_deep_trees_are_errors() {
    let pages = |levels: usize, kids: usize| {
        let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
        let node = |number| format!("<</Type/Pages/Kids[{}]>>", format!("{number} 0 R ").repeat(kids));
        objects.extend((3..levels + 3).map(node));
        objects.push("<</Type/Page/MediaBox[0 0 9 9]>>".to_owned());
        ask(file(&objects))
    };
    assert_eq!(pages(3, 3), Ok(()));
    assert_eq!(pages(50, 2), Err(Unreadable::TooLarge), "a thousand billion pages");
    assert_eq!(pages(5_000, 1), Err(Unreadable::TooDeep));
    // The same in a stream of objects, which the parser does not watch over.
    let packed = "2 0 <</Type/Pages/Kids[2 0 R]>>";
    let objects = ["<</Type/Catalog/Pages 2 0 R>>".to_owned(), stream("/Type/ObjStm/N 1/First 4", packed)];
    assert_eq!(ask(file(&objects)), Err(Unreadable::TooDeep));
}

#[test]
fn cut_and_changed_bytes_never_end_the_program() {
    let small = file(&small());
    for end in 0..small.len() {
        ask(small[..end].to_vec()).ok();
    }
    // A fixed sequence: the same files each time.
    let mut state = 2_018_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let pieces: [&[u8]; 8] = [b"<<", b">>", b"[", b"]", b"(", b" 0 R", b"9999999999", b"obj"];
    let mut read = 0;
    for round in 0..1_500 {
        let mut bytes = small.clone();
        for _ in 0..=random(6) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = random(256) as u8,
                1 => drop(bytes.splice(at..at, pieces[random(pieces.len())].iter().copied())),
                2 => drop(bytes.drain(at..(at + random(20)).min(bytes.len()))),
                _ => bytes[at] = b"0123456789"[random(10)],
            }
        }
        read += usize::from(ask(bytes).is_ok());
        assert!(round < 100 || read > 0, "some can still be read");
    }
    let report = report_2018();
    for _ in 0..12 {
        let mut bytes = report.clone();
        for _ in 0..40 {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        ask(bytes).ok();
    }
}
