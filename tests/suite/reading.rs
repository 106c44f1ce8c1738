//! PDFs read back: what a report's own file says, and that no file, however broken, ends the program.

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
    let blocks = pdf.blocks().unwrap();
    let of = |role: &str, text: &str| blocks.iter().find(|block| block.role == role && block.text.contains(text));
    assert_eq!(of("H1", "观点摘要").unwrap().page, 4);
    assert!(of("P", "共回收有效问卷106\u{a0}份").unwrap().text.ends_with("真实可信的数据支撑。"), "lines close up");
    assert!(of("P", "OpenSource Cloud Alliance for industry, OSCAR").is_some());
    assert!(of("Figure", "司法鉴定71.05%").unwrap().alt.as_ref().unwrap().contains("司法鉴定 71.05%"));
    let fonts = pdf.fonts().unwrap();
    assert!(!fonts.is_empty() && fonts.iter().all(|font| font.program.as_ref().is_some_and(|it| it.bytes > 10_000)));
    assert!(pdf.objects().unwrap().iter().filter(|object| object.kind.as_deref() == Some("Page")).count() == 17);
    let texts = pdf.page_texts().unwrap();
    for (ours, theirs) in texts.iter().zip(independent.pages()) {
        assert_eq!(squeeze(&ours.body), squeeze(&theirs.body));
        assert_eq!(squeeze(&ours.artifacts), squeeze(&theirs.artifacts));
    }
    assert_eq!(Pdf::read(b"x".to_vec()).err(), Some(Unreadable::NotPdf));
}
