//! 校样: the same pages with notes beside them. No line moves, no number is without its note, no note is lost.

use std::fs;

use kanyin::audit::proof::{self, Layout};
use kanyin::audit::{Edition, Finding, PagesSay, rules};
use kanyin::diagnostics::Place;
use kanyin::messages::Message;
use kanyin::survey::Dataset;
use kanyin::typeset::claims::MentionKind;
use kanyin::typeset::proof::{Entry, Line, Mark, Proof, Verdict};
use kanyin::typeset::spots::Spots;
use kanyin::typeset::{Pages, Typesetter, folio, text};
use typst::layout::{Frame, FrameItem, Point};
use typst::text::FontWeight;

use crate::common::{copy_tree, data_2018, export, fixture, lay_out, parse, root, squeeze, typesetter};

/// Where the report's page ends and the column of notes begins.
const COLUMN: f64 = 595.28;
const SHEET: (f64, f64) = (COLUMN + 246.6, 841.89);

/// A report, what is said of it, and its proof.
struct Proofed {
    typesetter: Typesetter,
    pages: Pages,
    proof: Proof,
    proof_pages: Pages,
}

impl Proofed {
    fn of(typesetter: Typesetter, dataset: &Dataset) -> Self {
        Proofed::with(typesetter, dataset, |_, findings| findings)
    }

    /// The same, with other findings than the audit's own.
    fn with(
        mut typesetter: Typesetter,
        dataset: &Dataset,
        change: impl Fn(&Edition, Vec<Finding>) -> Vec<Finding>,
    ) -> Self {
        let pages = lay_out(&mut typesetter, dataset);
        let (words, prose) = (text::words(&pages.document), typesetter.prose());
        let say = Some(PagesSay { mentions: &pages.mentions, text: &words });
        let edition = Edition::new(dataset, None, &prose, &[], say);
        let spots = Spots::of(typesetter.world(), &pages.document);
        let layout = Layout { spots: &spots, folios: &folio::folios(&pages.document) };
        let proof = proof::of(&edition, &change(&edition, edition.findings()), layout);
        drop(spots);
        typesetter.set_proof(Some(&proof));
        let proof_pages = typesetter.compile().unwrap_or_else(|error| panic!("{error:?}"));
        Proofed { typesetter, pages, proof, proof_pages }
    }

    fn report_2018() -> Self {
        Proofed::of(typesetter(&root()), &parse(data_2018()))
    }

    /// The notes column of a page, from 1, without white space.
    fn notes(&self, page: usize) -> String {
        let inks = inks(&self.proof_pages.document.pages()[page - 1].frame);
        squeeze(&inks.into_iter().filter(|ink| ink.x > COLUMN).map(|ink| ink.text).collect::<String>())
    }

    fn mark_of(&self, words: &str) -> &Mark {
        let mentions = &self.pages.mentions;
        let mention = mentions
            .iter()
            .find(|mention| squeeze(&mention.words) == squeeze(words))
            .unwrap_or_else(|| panic!("{words}"));
        self.proof.marks.iter().find(|mark| mark.element == Some(mention.element)).unwrap()
    }
}

/// The number under which a finding is listed.
fn number_of(entries: &[Entry], rule: &str, words: &str) -> usize {
    1 + entries.iter().position(|entry| entry.rule == rule && squeeze(&entry.words) == squeeze(words)).unwrap()
}

/// A run of text, or a picture, which has no text; in pt.
#[derive(Debug, Clone, PartialEq)]
struct Ink {
    text: String,
    bold: bool,
    x: f64,
    y: f64,
    width: f64,
    size: f64,
}

impl Ink {
    /// The same at the same place; sums of floating numbers in another order may differ in their last digits.
    fn is(&self, other: &Ink) -> bool {
        let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
        let placed = near(self.x, other.x) && near(self.y, other.y) && near(self.width, other.width);
        placed && self.text == other.text && self.size == other.size && self.bold == other.bold
    }

    /// Chinese is a little smaller than its em box, which stands on a line 0.12 em below the baseline.
    fn overlaps(&self, other: &Ink) -> bool {
        let apart = |one: (f64, f64), other: (f64, f64)| one.1 <= other.0 + 0.01 || other.1 <= one.0 + 0.01;
        let across = |ink: &Ink| (ink.x, ink.x + ink.width);
        let down = |ink: &Ink| (ink.y - 0.8 * ink.size, ink.y + 0.1 * ink.size);
        !apart(across(self), across(other)) && !apart(down(self), down(other))
    }
}

fn inks(frame: &Frame) -> Vec<Ink> {
    fn collect(frame: &Frame, origin: Point, inks: &mut Vec<Ink>) {
        for (position, item) in frame.items() {
            let at = origin + *position;
            let (x, y) = (at.x.to_pt(), at.y.to_pt());
            match item {
                FrameItem::Group(group) => collect(&group.frame, at, inks),
                FrameItem::Text(item) => inks.push(Ink {
                    text: item.text.to_string(),
                    bold: item.font.font().info().variant.weight > FontWeight::REGULAR,
                    x,
                    y,
                    width: item.width().to_pt(),
                    size: item.size.to_pt(),
                }),
                FrameItem::Image(_, size, _) => {
                    let (width, size) = (size.x.to_pt(), size.y.to_pt());
                    inks.push(Ink { text: String::new(), bold: false, x, y, width, size });
                }
                _ => {}
            }
        }
    }
    let mut inks = Vec::new();
    collect(frame, Point::zero(), &mut inks);
    inks
}

/// No note lies over another, and none leaves the sheet.
fn assert_notes_are_legible(proofed: &Proofed) {
    let count = proofed.pages.document.pages().len();
    for (index, page) in proofed.proof_pages.document.pages()[..count].iter().enumerate() {
        let notes: Vec<Ink> = inks(&page.frame).into_iter().filter(|ink| ink.x > COLUMN).collect();
        for (index_of_note, note) in notes.iter().enumerate() {
            let right = note.x + note.width;
            let inside = right <= SHEET.0 && note.y - note.size >= 0.0 && note.y + 0.2 * note.size <= SHEET.1;
            assert!(inside, "page {}: {note:?} leaves the sheet", index + 1);
            for other in &notes[index_of_note + 1..] {
                assert!(!note.overlaps(other), "page {}: {note:?} and {other:?}", index + 1);
            }
        }
    }
}

/// Beside each page stand the numbers of its marks, each once and in order.
fn assert_notes_are_complete(proofed: &Proofed) {
    for index in 0..proofed.pages.document.pages().len() {
        let marks = proofed.proof.marks.iter().zip(1..).filter(|(mark, _)| mark.page == index + 1);
        let expected: Vec<String> = marks.map(|(_, number): (_, usize)| number.to_string()).collect();
        let beside = inks(&proofed.proof_pages.document.pages()[index].frame).into_iter();
        let is_number = |ink: &Ink| ink.x > COLUMN && ink.bold && ink.text.chars().all(|c| c.is_ascii_digit());
        let numbers: Vec<String> = beside.filter(is_number).map(|ink| ink.text).collect();
        assert_eq!(numbers, expected, "page {}", index + 1);
    }
}

#[test]
fn a_report_is_the_same_bytes_before_and_after_its_proof() {
    let mut proofed = Proofed::report_2018();
    let before = export(&proofed.typesetter, &proofed.pages);
    assert!(before != export(&proofed.typesetter, &proofed.proof_pages));
    proofed.typesetter.set_proof(None);
    let after = proofed.typesetter.compile().unwrap_or_else(|error| panic!("{error:?}"));
    assert!(before == export(&proofed.typesetter, &after), "an ordinary build after a proof differs");
}

#[test]
fn no_line_of_the_report_moves() {
    let proofed = Proofed::report_2018();
    let (pages, proofs) = (proofed.pages.document.pages(), proofed.proof_pages.document.pages());
    let folios = folio::folios(&proofed.proof_pages.document);
    assert_eq!(folios[..pages.len()], folio::folios(&proofed.pages.document));
    assert!(folios[pages.len()..].iter().all(|folio| folio.starts_with('校')), "{folios:?}");
    for (index, (page, proof)) in pages.iter().zip(proofs).enumerate() {
        let (mut expected, mut added) = (inks(&page.frame).into_iter().peekable(), Vec::new());
        for ink in inks(&proof.frame) {
            if expected.next_if(|expected| expected.is(&ink)).is_none() {
                added.push(ink);
            }
        }
        assert_eq!(expected.next(), None, "page {}: moved or gone", index + 1);
        let note = |ink: &Ink| ink.x > COLUMN || (ink.size < 7.0 && ink.text.chars().all(|c| c.is_ascii_digit()));
        let strange = added.iter().find(|ink| !note(ink));
        assert_eq!(strange, None, "page {}: neither note nor number", index + 1);
    }
}

#[test]
fn every_number_and_claim_has_one_note_on_its_page() {
    let proofed = Proofed::report_2018();
    for mention in &proofed.pages.mentions {
        let marks: Vec<&Mark> =
            proofed.proof.marks.iter().filter(|mark| mark.element == Some(mention.element)).collect();
        assert_eq!(marks.len(), 1, "{mention:?}");
        assert_eq!(marks[0].page, mention.page, "{mention:?}");
        let first = marks[0].stretches.first().unwrap_or_else(|| panic!("{mention:?} stands nowhere"));
        assert_eq!(first.page, mention.page, "{mention:?}");
        assert!(first.width > 0.0, "{mention:?}: its words were not found");
    }
    let of_words = proofed.proof.marks.iter().filter(|mark| mark.verdict == Verdict::Words);
    assert_eq!(proofed.proof.marks.len(), proofed.pages.mentions.len() + of_words.count());
    assert_notes_are_complete(&proofed);
    assert_notes_are_legible(&proofed);
}

#[test]
fn a_note_says_the_question_the_data_and_the_verdict() {
    let proofed = Proofed::report_2018();
    let option =
        |label: &str, value: &str| Line::Option { label: label.into(), count: None, value: Some(value.into()) };
    let mark = proofed.mark_of("超过 1/3");
    assert_eq!((mark.title.as_str(), mark.verdict), ("图 4", Verdict::False));
    assert_eq!(mark.lines, [option("5 万以下", "12.33%")]);
    let notes = proofed.notes(mark.page);
    assert!(notes.contains("图4“超过1/3”") && notes.contains("×不实") && notes.contains("12.33%"), "{notes}");
    let number = number_of(&proofed.proof.findings, "表述不实", "超过 1/3");
    assert!(notes.contains(&format!("问题{number}表述不实")), "{notes}");

    let mark = proofed.mark_of("超九成");
    assert_eq!((mark.title.as_str(), mark.verdict), ("图 5", Verdict::Bound));
    let total = Line::Total { value: "94.74%".into() };
    assert_eq!(mark.lines, [option("保持当前的资金投入力度", "59.21%"), option("加大资金投入", "35.53%"), total]);
}

#[test]
fn words_with_a_finding_and_waivers_are_marked_and_listed() {
    let words = "移动办公已逐步深入企业管理当中";
    let proofed = Proofed::with(typesetter(&root()), &parse(data_2018()), |edition, mut findings| {
        for finding in &mut findings {
            finding.diagnostic.waived = Some("沿用原报告的说法。".into());
        }
        let rule = rules::find("claim-doubtful").unwrap();
        let chapter =
            edition.prose.chapters.iter().find(|chapter| chapter.file.name.ends_with("chapter-4.typ")).unwrap();
        let start = chapter.file.text.find(words).unwrap();
        let place = Place { file: chapter.file.clone(), range: start..start + words.len() };
        findings.push(rule.finding(words, Message::verbatim("此处有话。")).at(Some(place)));
        findings
    });
    let is_own = |mark: &&Mark| mark.verdict == Verdict::Words && mark.words.as_deref() == Some(words);
    let mark = proofed.proof.marks.iter().find(is_own).expect("a mark of its own");
    assert_eq!(mark.element, None);
    let own = &proofed.proof.findings[..];
    assert_eq!(own.len(), 1, "{own:?}");
    let number = proofed.proof.marks.iter().position(|other| other == mark).unwrap() + 1;
    assert_eq!((own[0].spots[0].mark, own[0].spots[0].folio.as_deref()), (Some(number), Some("10")));

    let waived = proofed.mark_of("超过 1/3");
    assert_eq!(waived.verdict, Verdict::Waived);
    let number = number_of(&proofed.proof.waived, "表述不实", "超过 1/3");
    assert!(proofed.notes(waived.page).contains(&format!("保留{number}表述不实")));
    assert_eq!(proofed.proof.waived[number - 1].spots.len(), 2, "one entry for the same words twice");

    let lists: String = proofed.proof_pages.document.pages()[proofed.pages.document.pages().len()..]
        .iter()
        .map(|page| squeeze(&inks(&page.frame).into_iter().map(|ink| ink.text).collect::<String>()))
        .collect();
    for said in ["此处有话。", "沿用原报告的说法。", "力争详实客观的反映用户需求", "第10页", "chapter-4.typ:"]
    {
        assert!(lists.contains(said), "{said} in {lists}");
    }
}

#[test]
fn text_in_notes_and_lists_is_text() {
    let label = "#panic() *x* $y$ _z_ <b> @ref // \\ 'q'";
    let data = data_2018().replace("\"label\": \"不足 1 年\"", &format!("\"label\": {}", serde_json::json!(label)));
    let data = data.replace(
        "\"published\": \"力争",
        &format!("\"published\": {}", serde_json::json!(label)).replace("'q'\"", "'q'力争"),
    );
    let proofed = Proofed::of(typesetter(&root()), &parse(data));
    let mark = proofed.mark_of("普遍在 3 年以内");
    assert!(proofed.notes(mark.page).contains(&squeeze(label)), "{}", proofed.notes(mark.page));
    let last = proofed.proof_pages.document.pages().last().unwrap();
    let lists = squeeze(&inks(&last.frame).into_iter().map(|ink| ink.text).collect::<String>());
    assert!(lists.contains(&squeeze(label)), "{lists}");
}

#[test]
fn a_crowded_page_drops_no_note() {
    let sentence = "有#pct(\"应用.已应用\")与#roughly(total(\"应用.计划\", \"应用.未应用\"))，\
                    #claim(\"应用.已应用\")[超过九成]认为#view[前景广阔]，#names(rank(\"原因\", 1, 3))居前；";
    for times in [1, 4, 16] {
        let folder = tempfile::tempdir().unwrap();
        let templates = folder.path().join("templates");
        copy_tree(&root().join("templates/kit"), &templates.join("kit"));
        fs::copy(root().join("templates/report.typ"), templates.join("report.typ")).unwrap();
        fs::create_dir(templates.join("prose")).unwrap();
        let main = format!("#import \"/templates/kit/lib.typ\": *\n\n{}\n", sentence.repeat(times));
        fs::write(templates.join("prose/main.typ"), main).unwrap();
        let json = fs::read_to_string(fixture("rules/data/2031.json")).unwrap();
        let dataset = Dataset::parse("data/2031.json", json).unwrap_or_else(|error| panic!("{error:?}"));
        let proofed = Proofed::of(typesetter(folder.path()), &dataset);
        assert_eq!(proofed.proof.marks.len(), times * 5);
        assert!(proofed.pages.mentions.iter().all(|mention| mention.kind != MentionKind::Omitted));
        assert_notes_are_complete(&proofed);
        assert_notes_are_legible(&proofed);
    }
}
