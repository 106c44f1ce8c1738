//! What stands on which page, read from the compiled document and from the PDF's own text.

use kanyin::typeset::folio;

use crate::common::{data_2018, lay_out, parse, read_2018, root, squeeze, typesetter};
use crate::pdf::text_string;

/// Contents entries of the published report.
const CONTENTS: [(&str, &str); 9] = [
    ("前言", "II"),
    ("观点摘要", "1"),
    ("一、调查背景", "3"),
    ("（一）调查方法", "3"),
    ("（二）样本描述", "3"),
    ("二、电子合同信任服务用户接受程度", "3"),
    ("三、电子合同信任服务应用与部署", "6"),
    ("四、电子合同信任服务用户使用习惯", "8"),
    ("五、用户对服务能力及资质需求", "11"),
];

/// Page of each figure, from figure 1.
const FIGURES: [&str; 16] = ["3", "4", "4", "5", "6", "6", "7", "7", "8", "9", "9", "10", "10", "11", "12", "12"];

/// What else stands where: the first words of a part or paragraph, and its page.
const STARTS: [(&str, &str); 12] = [
    ("版权声明", "I"),
    ("前言随着", "II"),
    ("报告目录", "III"),
    ("观点摘要电子", "1"),
    ("一、调查背景", "3"),
    ("目前，企业用户电子合同信任服务使用时间普遍在3年以内，仍处于用户行为习惯培养阶段。调查发现", "3"),
    ("市场潜力巨大。调查发现", "5"),
    ("在被调研的企业中，有超过八成用户倾向使用身份证信息", "8"),
    ("目前，互联网金融是电子合同信任服务的主要应用场景。调查发现", "6"),
    ("其中司法鉴定需求最为旺盛。调查发现", "11"),
    ("成为企业用户最看重的三大能力。调查发现", "11"),
    ("编后语", "13"),
];

#[test]
fn contents_page_reads_as_published() {
    let page = squeeze(&read_2018().pages()[3].body);
    let mut rest = page.strip_prefix("报告目录").expect("its title first");
    for (title, folio) in CONTENTS {
        rest = rest.strip_prefix(title).unwrap_or_else(|| panic!("{title} next in {rest}"));
        rest = rest.trim_start_matches('.');
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        assert_eq!(&rest[..digits], folio, "{title}");
        rest = &rest[digits..];
    }
    assert_eq!(rest, "", "nothing else is listed");
}

#[test]
fn every_figure_and_part_stands_on_its_page_in_the_pdf() {
    let pdf = read_2018();
    let (labels, pages) = (pdf.labels(), pdf.pages());
    let page_of = |words: &str| -> Vec<&str> {
        let words = squeeze(words);
        let body = |index: usize| index != 3 || words == "报告目录";
        let found = (0..pages.len()).filter(|index| body(*index) && squeeze(&pages[*index].body).contains(&words));
        found.map(|index| labels[index].as_str()).collect()
    };
    for (index, page) in FIGURES.iter().enumerate() {
        let title = &parse(data_2018()).survey.questions[index].title;
        assert_eq!(page_of(&format!("图{}{title}", index + 1)), [*page], "figure {}", index + 1);
    }
    for (words, page) in STARTS {
        assert_eq!(page_of(words), [page], "{words}");
    }
}

#[test]
fn figures_stand_on_their_pages_in_the_document() {
    let mut typesetter = typesetter(&root());
    let pages = lay_out(&mut typesetter, &parse(data_2018()));
    let folios = folio::folios(&pages.document);
    let charts: Vec<&str> = pages
        .mentions
        .iter()
        .filter(|mention| mention.function == "chart")
        .map(|mention| folios[mention.page - 1].as_str())
        .collect();
    assert_eq!(charts, FIGURES);
    assert!(pages.warnings.is_empty(), "{:?}", pages.warnings);
}

#[test]
fn folios_labels_and_bookmarks_agree() {
    let pdf = read_2018();
    let labels = pdf.labels();
    let front = ["I", "II", "III"].map(str::to_owned);
    assert_eq!(labels[1..4], front);
    let arabic: Vec<String> = (1..=13).map(|number: u32| number.to_string()).collect();
    assert_eq!(labels[4..], arabic);
    assert_eq!(pdf.page_count(), 17);

    for (label, page) in labels.iter().zip(pdf.pages()).skip(1) {
        // The contents' leaders are artifacts too.
        let artifacts = squeeze(&page.artifacts).replace('.', "");
        assert_eq!(artifacts, format!("云计算开源产业联盟{label}"), "header and folio of page {label}");
    }
    assert_eq!(squeeze(&pdf.pages()[0].artifacts), "", "the cover bears neither");

    let bookmarks: Vec<(usize, String, String)> = pdf
        .bookmarks()
        .into_iter()
        .map(|(level, title, page)| (level, squeeze(&title), labels[page].clone()))
        .collect();
    let expected = [
        (0, "版权声明", "I"),
        (0, "前言", "II"),
        (0, "报告目录", "III"),
        (0, "观点摘要", "1"),
        (0, "一、调查背景", "3"),
        (1, "（一）调查方法", "3"),
        (1, "（二）样本描述", "3"),
        (0, "二、电子合同信任服务用户接受程度", "3"),
        (0, "三、电子合同信任服务应用与部署", "6"),
        (0, "四、电子合同信任服务用户使用习惯", "8"),
        (0, "五、用户对服务能力及资质需求", "11"),
        (0, "编后语", "13"),
    ];
    let shown: Vec<(usize, &str, &str)> =
        bookmarks.iter().map(|(level, title, label)| (*level, title.as_str(), label.as_str())).collect();
    assert_eq!(shown, expected);
}

#[test]
fn metadata_comes_from_the_data() {
    let pdf = read_2018();
    let metadata = pdf.metadata();
    let field = |bytes: &Option<Vec<u8>>| text_string(bytes.as_ref().unwrap());
    assert_eq!(field(&metadata.title), "电子合同信任服务用户调查报告（2018 年）");
    assert_eq!(field(&metadata.author), "云计算开源产业联盟");
    let date = metadata.creation_date.unwrap();
    assert_eq!((date.year, date.month, date.day), (2018, 8, 14));
    let language = pdf.catalog().get::<hayro_syntax::object::String>("Lang").unwrap();
    assert_eq!(text_string(language.as_bytes()), "zh-CN");
    let fonts = pdf.fonts();
    assert!(!fonts.is_empty());
    for (name, embedded) in fonts {
        assert!(embedded, "{name} is embedded");
        let (prefix, family) = name.split_once('+').expect("a subset");
        assert!(
            prefix.len() == 6 && ["NotoSerifSC", "NotoSansSC"].iter().any(|known| family.starts_with(known)),
            "{name}"
        );
    }
}
