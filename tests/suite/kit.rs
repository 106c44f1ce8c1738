//! The prose kit: every function, every sentence pattern, every mistake an editor can make with them.

use std::fs;
use std::path::Path;

use kanyin::error::Error;
use kanyin::messages::{Lang, Message};
use kanyin::survey::Dataset;
use kanyin::typeset::claims::MentionKind;
use kanyin::typeset::kit_problem::KitProblem;
use kanyin::typeset::{Pages, Typesetter};

use crate::common::{copy_tree, fixture, page_text, printed, root, said, squeeze};

/// What the prose says and what is printed, white space aside.
const SENTENCES: &[(&str, &str)] = &[
    // Numbers.
    (r#"有#pct("应用.已应用")的企业"#, "有87.3%的企业"),
    (r#"#pct("应用.已应用", among: "金融")"#, "95.0%"),
    (r#"#pct("百分.多")"#, "63.5%"),
    (r#"#pct(total("应用.已应用", "应用.计划"))"#, "96.8%"),
    (r#"#pct("应用.关注")"#, "96.8%"),
    (r#"#pct("原因.降本增效")"#, "60.0%"),
    (r#"#pct(rest("应用.已应用"))"#, "12.8%"),
    (r#"#pct(rest("百分.多"))"#, "36.5%"),
    (r#"#pct(each("应用.已应用", "原因.成本"))"#, "20.0%"),
    (r#"#names(rest("应用.已应用"))"#, "计划应用以及没有计划"),
    (r#"#pct(rank("应用", 2), among: "金融")"#, "5.0%"),
    (r#"有#count("应用.已应用")家"#, "有349家"),
    (r#"#count("应用.已应用", among: "金融")"#, "76"),
    (r#"#count(total("应用.已应用", "应用.计划"))"#, "387"),
    (r#"#amount("市场规模.2030")"#, "425.5亿元"),
    (r#"#sample("valid")份，#sample("省市")个，#sample("period")"#, "400份，12个，2031年度"),
    (r#"#fact("issuer")#fact("date")#fact("month")#fact("thanks")"#, "虚构协会2031年5月6日2031年5月甲、乙以及丙"),
    (r#"#label("原因.效率")"#, "提高开发效率"),
    // 2: several shares.
    (r#"#pcts("应用.已应用", "应用.计划")企业"#, "分别有87.3%和9.5%企业"),
    (r#"#pcts("原因.成本", "原因.生态")企业"#, "均有20.0%企业"),
    (r#"#pcts("原因.成本", "原因.生态", equal: "分别有")企业"#, "分别有20.0%企业"),
    (r#"#pcts("原因.成本", "原因.已删")企业"#, "有20.0%企业"),
    (r#"#pcts("应用.已应用", "应用.计划", "应用.未应用")"#, "分别有87.3%、9.5%和3.3%"),
    // 3: quantity words.
    (r#"#roughly("量词.全")"#, "全部"),
    (r#"#roughly("量词.几乎")"#, "几乎全部"),
    (r#"#roughly("量词.半")"#, "半数"),
    (r#"#roughly("量词.近半")"#, "近半数"),
    (r#"#roughly("量词.过半")"#, "超半数"),
    (r#"#roughly("量词.近六")"#, "近六成"),
    (r#"#roughly("量词.两成")"#, "两成"),
    (r#"#roughly("量词.超两成")"#, "超两成"),
    (r#"#roughly("量词.超两成", over: "逾")"#, "逾两成"),
    (r#"#roughly("量词.微")"#, "1.3%"),
    (r#"#roughly("量词.无")"#, "无"),
    (r#"#roughly(total("应用.已应用", "应用.计划"), over: "超过")"#, "超过九成"),
    (r#"#roughly("量词.超两成", style: "about")"#, "约两成"),
    (r#"#roughly("量词.超三分", style: "about")"#, "超三成"),
    // 4: fractions.
    (r#"#roughly("量词.超三分", style: "fraction", over: "超过 ")用户"#, "超过1/3用户"),
    (r#"#roughly("量词.近三分", style: "fraction")用户"#, "近1/3用户"),
    (r#"#roughly("量词.半", style: "fraction")用户"#, "1/2用户"),
    (r#"#roughly("应用.已应用", style: "fraction")"#, "近九成"),
    // 5 and 6: names and ranks.
    (r#"#let t = rank("原因", 1, 2); #names(t)成为#howmany(t)大原因"#, "提高效率以及避免绑定成为两大原因"),
    (
        r#"#names(rank("原因", 1))占比最高，达到 #pct(rank("原因", 1))；其次是#named(rank("原因", 2))；其他还包括#named(rank("原因", 3, 4))。"#,
        "提高效率占比最高，达到50.0%；其次是避免绑定（30.0%）；其他还包括节约成本（20.0%）以及生态丰富（20.0%）。",
    ),
    // 1: evidence sentences.
    (
        r#"#tally("原因")[
            / 生态: 企业看重生态
            / 成本: 企业看重成本
            / 其他: 的企业有其他原因
            / 效率: 企业看重效率
            / 自主: 企业看重自主
        ]。"#,
        "有50.0%企业看重效率；30.0%企业看重自主；20.0%企业看重成本；20.0%企业看重生态；另有50.0%的企业有其他原因。",
    ),
    (
        r#"#tally("原因", lead: none, only: none, skip: ("成本", "生态", "其他"), then: (2, "其次，"))[
            / 效率: 企业看重效率
            / 自主: 企业看重自主
        ]"#,
        "50.0%企业看重效率；其次，30.0%企业看重自主",
    ),
    (
        r#"#tally("应用", last: "另有")[
            / 已应用: 已应用
            / 计划: 计划应用
            / 未应用: 没有计划
            / 已删: 不在了
        ]"#,
        "有87.3%已应用；9.5%计划应用；另有3.3%没有计划",
    ),
    // 7 and 8: conditional words, the editor's own words, opinions.
    (r#"前#when("原因.成本")[，看重成本]后"#, "前，看重成本后"),
    (r#"前#when("原因.已删")[，看重旧物]后"#, "前后"),
    (r#"前#when("百分.缺")[，缺]后"#, "前后"),
    (r#"有#claim(each("原因.效率", "原因.自主"))[超过两成]企业"#, "有超过两成企业"),
    (r#"#view[前景广阔]，#unjudged("沿用旧说")[众所周知]"#, "前景广阔，众所周知"),
    // 10: year on year.
    (r#"占比#since("应用.已应用")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年变化+0.6个百分点。"),
    (r#"占比#since("应用.未应用")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年变化−0.6个百分点。"),
    (r#"占比#since("应用.计划")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年持平。"),
    (r#"占比#since("原因.成本")[，相比#last-year()#moved()#delta()]。"#, "占比。"),
    (r#"占比#since("百分.多")[，相比#last-year()#moved()#delta()]。"#, "占比。"),
    (r#"规模#since("市场规模.2030")[，相比#last-year()#moved()#delta()]。"#, "规模，相比2029年增长23.4%。"),
    (r#"规模#since("市场规模.2031")[，相比#last-year()#moved()#delta()]。"#, "规模，相比2030年持平。"),
    (r#"规模#since("市场规模.2029")[，相比#last-year()#moved()#delta()]。"#, "规模。"),
    // What may be chance is no rise, and of too few people nothing is said.
    (r#"占比#since("变化.升")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年提升15.0个百分点。"),
    (r#"占比#since("变化.误差")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年基本持平。"),
    (r#"占比#since("变化.合")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年提升15.0个百分点。"),
    (r#"占比#since("变化.改")[，相比#last-year()#moved()#delta()]。"#, "占比。"),
    (r#"占比#since("应用.关注")[，相比#last-year()#moved()#delta()]。"#, "占比，相比2030年变化+0.6个百分点。"),
    (r#"占比#since("少人.升")[，相比#last-year()#moved()#delta()]。"#, "占比。"),
    // Typst's own names stay usable beside the kit's.
    (r#"#align(top)[上] #calc.max(1, 2) #(1, 2).sum() #box(width: 2em)[#label("x")#metadata(none)]"#, "上23"),
];

/// Mistakes, and what the kit says of each. All are reported in one run.
const MISTAKES: &[(&str, KitProblem)] = &[
    (r#"#pct("无此题.选项")"#, KitProblem::UnknownQuestion),
    (r#"#pct("应用.无此项")"#, KitProblem::UnknownOption),
    (r#"#pct("应用.已应用", among: "教育")"#, KitProblem::UnknownGroup),
    (r#"#pct("百分.缺")"#, KitProblem::NoValue),
    (r#"#count("百分.多")"#, KitProblem::NoValue),
    (r#"#pct(total("原因.成本", "原因.效率"))"#, KitProblem::NotSingle),
    (r#"#pct(rest("原因.成本"))"#, KitProblem::NotSingle),
    (r#"#pct(total("应用.已应用", "百分.多"))"#, KitProblem::MixedQuestions),
    (r#"#pct(total("应用.计划", "应用.计划"))"#, KitProblem::RepeatedOption),
    (r#"#names(rank("原因", 1, 3))"#, KitProblem::TieAtCut),
    (r#"#names(rank("原因", 9))"#, KitProblem::RankOutOfRange),
    (r#"#tally("应用")[/ 已应用: 已应用]"#, KitProblem::NoPhrase),
    (r#"#tally("无此题")[/ 已应用: 已应用]"#, KitProblem::UnknownQuestion),
    (r#"#pcts("应用.甲", "应用.乙")"#, KitProblem::NoItems),
    (r#"#pcts("无此题.甲", "应用.计划")"#, KitProblem::UnknownQuestion),
    (r#"#when("无此题.甲")[字]"#, KitProblem::UnknownQuestion),
    (r#"#when(12)[字]"#, KitProblem::BadArguments),
    (r#"#names(rank(12, 1))"#, KitProblem::UnknownQuestion),
    (r#"#names(rank("原因", "一"))"#, KitProblem::RankOutOfRange),
    (r#"#count(rank("原因", 1, 2))"#, KitProblem::BadArguments),
    (r#"#pct(12)"#, KitProblem::BadArguments),
    (r#"#pct()"#, KitProblem::BadArguments),
    (r#"#claim[没有所指]"#, KitProblem::BadArguments),
    (r#"#sample("无此项")"#, KitProblem::UnknownFact),
    (r#"#fact("无此项")"#, KitProblem::UnknownField),
    (r#"#amount("应用.已应用")"#, KitProblem::NotASeries),
    (r#"#moved()"#, KitProblem::OutsideSince),
    (r#"#chart("无此题")"#, KitProblem::UnknownQuestion),
    (r#"#see("原因")"#, KitProblem::UnknownFigure),
    // Arguments that would otherwise vanish, or mean something else.
    (r#"#pct("应用.已应用", amung: "金融")"#, KitProblem::BadArguments),
    (r#"#roughly("应用.已应用", "应用.计划")"#, KitProblem::BadArguments),
    (r#"#pct(total("应用.已应用", "应用.计划", of: 1))"#, KitProblem::BadArguments),
    (r#"#since(total("应用.已应用", "应用.计划"))[#moved()]"#, KitProblem::BadArguments),
    (r#"#count(rest("应用.已应用"))"#, KitProblem::BadArguments),
    (r#"#count(each("应用.已应用", "原因.成本"))"#, KitProblem::BadArguments),
    (r#"#pct("市场规模.2030")"#, KitProblem::NotAShare),
    (r#"#roughly("市场规模.2030")"#, KitProblem::NotAShare),
    (r#"#pct(rank("市场规模", 1))"#, KitProblem::NotAShare),
    (r#"#tally("市场规模")[/ 2030: 亿元]"#, KitProblem::NotAShare),
    (r#"#claim()"#, KitProblem::BadArguments),
    (r#"#tally("应用")[/ : 没有选项]"#, KitProblem::NoPhrase),
    (r#"#tally("应用", "x")"#, KitProblem::BadArguments),
    (r#"#tally("应用", then: 4)[/ 已应用: 甲]"#, KitProblem::BadArguments),
    (r#"#tally("应用", skip: "计划")[/ 已应用: 甲]"#, KitProblem::BadArguments),
    (r#"#tally("应用")[前文 / 已应用: 甲]"#, KitProblem::StrayText),
    (r#"#unjudged[众所周知]"#, KitProblem::BadArguments),
    (r#"#when("应用.已应用")"#, KitProblem::BadArguments),
];

/// A project with this prose over the fixture's data, in a folder of its own.
fn project(prose: &str) -> (tempfile::TempDir, Typesetter) {
    let folder = tempfile::tempdir().unwrap();
    copy_tree(&root().join("templates/kit"), &folder.path().join("templates/kit"));
    fs::copy(root().join("templates/report.typ"), folder.path().join("templates/report.typ")).unwrap();
    fs::create_dir(folder.path().join("templates/prose")).unwrap();
    let import = "#import \"/templates/kit/lib.typ\": *\n";
    fs::write(folder.path().join("templates/prose/main.typ"), format!("{import}{prose}")).unwrap();
    let mut typesetter = Typesetter::open(folder.path(), Path::new(""), &[]).unwrap();
    let read = |year: u16| Dataset::read(&fixture(&format!("kit/data/{year}.json")), &format!("{year}.json")).unwrap();
    typesetter.load(&read(2031), &[read(2030)]).unwrap();
    (folder, typesetter)
}

fn compile(typesetter: &Typesetter) -> Pages {
    match typesetter.compile() {
        Ok(pages) => pages,
        Err(Error::Input(diagnostics)) => panic!("{}", printed(&diagnostics)),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn every_sentence_prints_what_the_data_say() {
    let pages: Vec<&str> = SENTENCES.iter().map(|(prose, _)| *prose).collect();
    let (_folder, typesetter) = project(&pages.join("\n\n#pagebreak()\n\n"));
    let compiled = compile(&typesetter);
    assert_eq!(compiled.document.pages().len(), SENTENCES.len());
    for ((prose, expected), page) in SENTENCES.iter().zip(compiled.document.pages()) {
        assert_eq!(squeeze(&page_text(&page.frame)), *expected, "{prose}");
    }
}

#[test]
fn every_mistake_is_reported_at_its_line_in_one_run() {
    let lines: Vec<&str> = MISTAKES.iter().map(|(prose, _)| *prose).collect();
    let (_folder, typesetter) = project(&lines.join("\n\n"));
    let Err(Error::Input(diagnostics)) = typesetter.compile() else { panic!("mistakes are errors") };
    assert_eq!(diagnostics.len(), MISTAKES.len(), "{}", printed(&diagnostics));
    for (index, (prose, problem)) in MISTAKES.iter().enumerate() {
        // One import line, then one mistake every other line.
        let line = 2 + 2 * index;
        let at_line = |place: &kanyin::diagnostics::Place| {
            place.file.name == "templates/prose/main.typ" && place.line_column() == (line, 2)
        };
        let found = diagnostics.iter().find(|diagnostic| diagnostic.place.as_ref().is_some_and(at_line));
        let found = found.unwrap_or_else(|| panic!("{prose} in {}", printed(&diagnostics)));
        assert!(said(found).ends_with(&problem.message().text(Lang::Zh)), "{prose}: {}", said(found));
        assert_eq!(found.hints, [problem.message().hint()]);
    }
}

#[test]
fn a_mistyped_id_brings_the_one_that_was_meant() {
    let (_folder, typesetter) = project("#pct(\"应用.己应用\")、#chart(\"百份\")");
    let Err(Error::Input(diagnostics)) = typesetter.compile() else { panic!("mistakes are errors") };
    let near = |name: &str| Message::new("hint-near").with("near", name);
    assert_eq!(diagnostics[0].hints[1], near("应用.已应用"), "{}", printed(&diagnostics));
    assert_eq!(diagnostics[1].hints[1], near("百分"), "{}", printed(&diagnostics));
}

#[test]
fn mentions_say_what_they_cover_and_where() {
    let prose = r#"有#claim(each("原因.效率", "原因.自主"))[超过 #pct("原因.成本")]企业，#view[前景广阔]。

#tally("应用")[
  / 计划: 计划
  / 已应用: 已应用
  / 未应用: 没有
]#pcts("原因.成本", "原因.已删")"#;
    let (_folder, typesetter) = project(prose);
    let Pages { mentions, warnings, .. } = compile(&typesetter);
    let [warning] = warnings.as_slice() else { panic!("{}", printed(&warnings)) };
    assert!(said(warning).contains("#pcts（原因.已删）"), "what went is reported: {}", said(warning));
    let seen: Vec<_> = mentions
        .iter()
        .map(|mention| {
            let place = mention.place.as_ref().unwrap();
            let source = &place.file.text[place.range.clone()];
            let covers: Vec<String> = mention.options().map(str::to_owned).collect();
            (mention.kind, squeeze(&mention.words), covers, place.line_column(), source.chars().next().unwrap())
        })
        .collect();
    assert_eq!(seen.len(), 6, "{seen:?}");
    assert_eq!(
        seen[0],
        (MentionKind::Claim, "超过20.0%".into(), vec!["原因.效率".to_owned(), "原因.自主".to_owned()], (2, 3), 'c')
    );
    assert_eq!(seen[1], (MentionKind::Bound, "20.0%".into(), vec!["原因.成本".to_owned()], (2, 37), 'p'));
    assert_eq!((seen[2].0, &seen[2].1), (MentionKind::View, &"前景广阔".to_owned()));
    assert_eq!(seen[3].2, ["应用.已应用", "应用.计划", "应用.未应用"]);
    assert_eq!((seen[4].0, &seen[4].2), (MentionKind::Omitted, &vec!["原因.已删".to_owned()]));
    assert_eq!((seen[5].0, &seen[5].2), (MentionKind::Bound, &vec!["原因.成本".to_owned()]));
}

#[test]
fn a_figure_placed_twice_is_reported_at_its_second_place() {
    let (_folder, typesetter) = project("#chart(\"应用\")\n\n#chart(\"原因\")\n\n#chart(\"应用\")\n");
    let Err(Error::Input(diagnostics)) = typesetter.compile() else { panic!("a figure stands once") };
    assert_eq!(diagnostics.len(), 1, "{}", printed(&diagnostics));
    assert!(said(&diagnostics[0]).ends_with(&KitProblem::FigureTwice.message().text(Lang::Zh)));
    assert_eq!(diagnostics[0].place.as_ref().unwrap().line_column(), (6, 2));
}

#[test]
fn figures_number_themselves_and_references_follow() {
    let prose =
        |order: [&str; 2]| format!("如#see(\"原因\")所示。\n\n#chart(\"{}\")\n\n#chart(\"{}\")", order[0], order[1]);
    for (order, number) in [(["应用", "原因"], 2), (["原因", "应用"], 1)] {
        let (_folder, typesetter) = project(&prose(order));
        let compiled = compile(&typesetter);
        let text: String = compiled.document.pages().iter().map(|page| page_text(&page.frame)).collect();
        let text = squeeze(&text);
        assert!(text.contains(&format!("如图{number}所示")), "{text}");
        assert!(text.contains(&format!("图{number}选择开源的原因（N=400）")), "{text}");
    }
}
