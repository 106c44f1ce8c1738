//! Single figures: their tables are the data's numbers, their pictures need no font, and the same data give the same
//! bytes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use kanyin::figures::{self, FigureTable, Picture, Purpose, Values, workbook};
use kanyin::survey::Dataset;
use kanyin::typeset::Typesetter;
use serde_json::Value;

use crate::common::{Project, copy_tree, data_2018, fixture, parse, root, typesetter};

const PURPOSES: [Purpose; 3] = [Purpose::Plain, Purpose::Slides, Purpose::Social];

/// The 2018 edition, loaded, and the tables of its figures.
fn edition_2018() -> (Typesetter, Dataset, Vec<FigureTable>) {
    let mut typesetter = typesetter(&root());
    let dataset = parse(data_2018());
    typesetter.load(&dataset, &[]).unwrap();
    let tables = figures::tables(&dataset.survey, &typesetter.prose().figures, &[]);
    (typesetter, dataset, tables)
}

/// An edition of these questions.
fn edition(year: u16, more: &str, questions: &str) -> Dataset {
    let json = format!(
        r#"{{ "report": {{ "id": "甲", "title": "甲", "year": {year}, "month": 1, "status": "讨论稿", "issuer": "乙" }},
             "survey": {{ "label": "{year} 年" }}, "groups": [{{ "id": "金融", "label": "金融机构" }}],
             "bases": [{{ "id": "全部", "label": "全部企业", "n": 200 }}], {more}
             "questions": [{questions}] }}"#
    );
    Dataset::parse("data.json", json).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A table as CSV, without the mark that Excel needs.
fn csv_of(table: &FigureTable) -> String {
    figures::csv(table).strip_prefix('\u{feff}').expect("a byte order mark").to_owned()
}

/// The table of one question's figure as CSV.
fn csv(dataset: &Dataset, id: &str, previous: &[Dataset]) -> String {
    csv_of(&figures::table(&dataset.survey, id, Some(1), previous).unwrap())
}

#[test]
fn every_figure_of_2018_has_the_numbers_of_the_data() {
    let (_, _, tables) = edition_2018();
    let data: Value = serde_json::from_str(&data_2018()).unwrap();
    assert_eq!(tables.len(), 16);
    for (index, (table, question)) in tables.iter().zip(data["questions"].as_array().unwrap()).enumerate() {
        assert_eq!(table.stem(), format!("figure-{:02}", index + 1));
        let id = question["id"].as_str().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut expected = "question,survey,group,id,label,count,percent,base,status\n".to_owned();
        for option in question["options"].as_array().into_iter().flatten() {
            let [option_id, label, percent] = ["id", "label", "percent"].map(|key| text(&option[key]));
            assert!(percent.contains('.'), "as published");
            expected += &format!("{id},2018 年,,{option_id},{label},,{percent},,\n");
        }
        if question.get("options").is_none() {
            expected += &format!("{id},2018 年,,,,,,,not_published\n");
        }
        assert_eq!(csv_of(table), expected, "{id}");
    }
    // A changed number changes its table alone.
    let other = parse(data_2018().replacen("78.95", "78.96", 1));
    let order: Vec<String> = tables.iter().map(|table| table.question.clone()).collect();
    let changed = figures::tables(&other.survey, &order, &[]);
    let differ: Vec<usize> = (0..16).filter(|index| changed[*index] != tables[*index]).collect();
    assert_eq!(differ, [12]);
}

#[test]
fn texts_are_quoted_and_never_changed() {
    let label = r#"=1+1, \"甲\""#;
    let dataset = edition(
        2031,
        "",
        &format!(
            r#"{{ "id": "问", "title": "问", "kind": "multiple", "base": "全部",
                 "options": [{{ "id": "@a", "label": "{label}", "count": 20 }},
                             {{ "id": "-b", "label": "+", "count": 0 }}] }}"#
        ),
    );
    let text = csv(&dataset, "问", &[]);
    assert_eq!(
        text,
        "question,survey,group,id,label,count,percent,base,status\n\
         问,2031 年,,@a,\"=1+1, \"\"甲\"\"\",20,10.0,200,\n\
         问,2031 年,,-b,+,0,0.0,200,\n"
    );
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][4], "=1+1, \"甲\"");
    assert!(!text.contains('\r'));
}

#[test]
fn what_is_missing_is_empty_and_says_why() {
    let question = r#"{ "id": "问", "title": "问", "kind": "single", "options": [
        { "id": "a", "label": "甲", "percent": "40" },
        { "id": "b", "label": "乙", "status": "suppressed" } ],
        "by": { "金融": { "base": 50, "options": [{ "id": "a", "count": 3 }] } } }"#;
    let dataset = edition(2031, r#""policy": { "decimals": 2, "min_count": 5 },"#, question);
    assert_eq!(
        csv(&dataset, "问", &[]),
        "question,survey,group,id,label,count,percent,base,status\n\
         问,2031 年,,a,甲,,40.00,,\n\
         问,2031 年,,b,乙,,,,suppressed\n\
         问,2031 年,金融,a,甲,,6.00,50,\n\
         问,2031 年,金融,b,乙,,,50,suppressed\n",
        "no base is inferred, and no count below the smallest is shown"
    );
}

#[test]
fn earlier_years_stand_below_as_far_as_the_figure_shows_them() {
    let shares = |year: u16, counts: [u64; 2], chart: &str, third: &str| {
        let [a, b] = counts;
        let links = format!(r#""links": {{ "previous": "{}.json" }},"#, year - 1);
        let question = format!(
            r#"{{ "id": "问", "title": "问", "kind": "multiple", "base": "全部"{chart}, "options": [
                {{ "id": "a", "label": "甲", "count": {a} }}, {{ "id": "b", "label": "乙", "count": {b} }}{third} ] }}"#
        );
        edition(year, &links, &question)
    };
    let previous = || vec![shares(2030, [100, 51], "", ""), shares(2029, [90, 50], "", "")];
    let head = "question,survey,group,id,label,count,percent,base,status\n";
    let lines = csv(&shares(2031, [110, 52], "", ""), "问", &previous());
    let years = |text: &str| text.lines().skip(1).map(|line| line[4..8].to_owned()).collect::<Vec<_>>();
    assert_eq!(years(&lines), ["2031", "2031", "2030", "2030", "2029", "2029"], "lines show every year");
    assert!(lines.contains("问,2030 年,,b,乙,51,25.5,200,\n"));
    let new = r#", { "id": "c", "label": "丙", "count": 7 }"#;
    let pairs = csv(&shares(2031, [110, 52], r#", "chart": "bars""#, new), "问", &previous());
    assert_eq!(
        pairs,
        format!(
            "{head}问,2031 年,,a,甲,110,55.0,200,\n问,2031 年,,b,乙,52,26.0,200,\n问,2031 年,,c,丙,7,3.5,200,\n\
             问,2030 年,,a,甲,100,50.0,200,\n问,2030 年,,b,乙,51,25.5,200,\n问,2030 年,,c,丙,,,200,not_asked\n"
        ),
        "pairs show the year before"
    );
    assert_eq!(years(&csv(&shares(2031, [110, 52], "", ""), "问", &[])), ["2031", "2031"]);
}

#[test]
fn amounts_name_the_edition_that_states_them() {
    let series = |year: u16, points: &str| {
        let question =
            format!(r#"{{ "id": "规模", "title": "规模", "kind": "series", "unit": "亿元", "points": [{points}] }}"#);
        edition(year, "", &question)
    };
    let now = series(
        2031,
        r#"{ "year": 2031, "value": "425.50" }, { "year": 2032, "value": "500", "forecast": true },
           { "year": 2030, "value": null }"#,
    );
    let before = series(2030, r#"{ "year": 2029, "value": "300.1" }, { "year": 2030, "value": "344.8" }"#);
    assert_eq!(
        csv(&now, "规模", &[before]),
        "question,survey,year,value,unit,forecast,status\n\
         规模,2030 年,2029,300.1,亿元,false,\n\
         规模,2031 年,2030,,亿元,false,not_collected\n\
         规模,2031 年,2031,425.50,亿元,false,\n\
         规模,2031 年,2032,500,亿元,true,\n"
    );
}

#[test]
fn what_breaks_an_option_down_is_in_the_table() {
    let questions = r#"
        { "id": "应用", "title": "应用", "kind": "single", "base": "全部", "detail": { "option": "已", "question": "方式" },
          "options": [{ "id": "已", "label": "已用", "count": 150 }, { "id": "未", "label": "未用", "count": 50 }] },
        { "id": "方式", "title": "方式", "kind": "single", "n": 150,
          "options": [{ "id": "买", "label": "采购", "count": 90 }, { "id": "建", "label": "自建", "count": 60 }] }"#;
    let dataset = edition(2031, "", questions);
    let table = csv(&dataset, "应用", &[]);
    assert!(table.ends_with("方式,2031 年,,买,采购,90,60.0,150,\n方式,2031 年,,建,自建,60,40.0,150,\n"), "{table}");
    // Beside last year there is no room for it in the figure.
    let before = edition(2030, "", questions);
    assert!(!csv(&dataset, "应用", &[before]).contains("方式"));
}

/// What a browser or a slide program may trip over.
fn check_svg(picture: &Picture) {
    let svg = picture.svg();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let element = document.root_element();
    let names: BTreeSet<&str> = element.descendants().filter(|n| n.is_element()).map(|n| n.tag_name().name()).collect();
    assert_eq!(names, BTreeSet::from(["desc", "path", "svg", "title"]), "{}", picture.stem);
    assert_eq!(element.attribute("role"), Some("img"));
    let text = |name: &str| element.children().find(|n| n.has_tag_name(("http://www.w3.org/2000/svg", name))).unwrap();
    assert_eq!(text("title").text(), Some(picture.title.as_str()));
    assert_eq!(text("desc").text(), Some(picture.description.as_str()));
    let ids = ["title", "desc"].map(|name| text(name).attribute("id").unwrap());
    assert_eq!(element.attribute("aria-labelledby"), Some(ids.join(" ").as_str()));
    assert!(ids.iter().all(|id| id.starts_with(&picture.stem)));
    assert!(!svg.contains("font") && !svg.contains("url("), "{}", picture.stem);
}

/// Width and height in pixels, and pixels a metre.
fn size_of(png: &[u8]) -> (u32, u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(&png[37..41], b"pHYs");
    (number(16), number(20), number(41))
}

/// Red, green, blue and alpha of the uppermost pixel at the left.
fn corner(png: &[u8]) -> [u8; 4] {
    let pixel = tiny_skia::Pixmap::decode_png(png).unwrap().pixel(0, 0).unwrap();
    [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
}

#[test]
fn pictures_need_no_font_and_have_their_size() {
    let (mut typesetter, dataset, tables) = edition_2018();
    for purpose in PURPOSES {
        let pictures = figures::draw(&mut typesetter, &dataset, &[], &tables, purpose).unwrap();
        assert_eq!(pictures.len(), 16);
        pictures.iter().for_each(check_svg);
        // One ring, one row of bars, and the figure that was never published.
        for index in [0, 1, 9] {
            let png = pictures[index].png().unwrap();
            let (width, height, density) = size_of(&png);
            match purpose {
                // 415.56 pt at 300 dpi.
                Purpose::Plain => assert_eq!((width, density, corner(&png)[3]), (1732, 11811, 0)),
                Purpose::Slides => assert_eq!((width, height, density, corner(&png)[3]), (1920, 1080, 5669, 0)),
                Purpose::Social => assert_eq!((width, height, corner(&png)), (1080, 1080, [255; 4])),
            }
        }
        let again = figures::draw(&mut typesetter, &dataset, &[], &tables[9..10], purpose).unwrap();
        assert_eq!(again[0].svg(), pictures[9].svg(), "the others change nothing");
        assert_eq!(again[0].png().unwrap(), pictures[9].png().unwrap());
    }
}

/// The pictures tell more numbers where there is more: the report's outlines are the chart's text.
#[test]
fn outlines_are_the_text_of_the_chart() {
    let (mut typesetter, _, tables) = edition_2018();
    let mut shapes = |data: String| {
        let dataset = parse(data);
        typesetter.load(&dataset, &[]).unwrap();
        figures::draw(&mut typesetter, &dataset, &[], &tables[6..7], Purpose::Plain).unwrap()[0].drawing.shapes.clone()
    };
    let shown = shapes(data_2018());
    // A shape at least for each label, value and bar, and the axis.
    assert!(shown.len() > 3 * 3, "{}", shown.len());
    assert_ne!(shapes(data_2018().replacen("\"SaaS 服务平台\"", "\"SaaS 服务平合\"", 1)), shown);
    assert_eq!(shapes(data_2018()), shown);
}

#[test]
fn every_kind_of_chart_becomes_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    copy_tree(&fixture("stress"), folder.path());
    copy_tree(&root().join("templates/kit"), &folder.path().join("templates/kit"));
    fs::copy(root().join("templates/report.typ"), folder.path().join("templates/report.typ")).unwrap();
    let read = |year: u16| Dataset::read(&folder.path().join(format!("data/{year}.json")), "data.json").unwrap();
    let (dataset, previous) = (read(2031), [read(2030), read(2029), read(2028)]);
    let mut typesetter = Typesetter::open(folder.path(), Path::new(""), &[]).unwrap();
    typesetter.load(&dataset, &previous).unwrap();
    let tables = figures::tables(&dataset.survey, &typesetter.prose().figures, &previous);
    assert!(tables.len() > 30);
    for purpose in PURPOSES {
        let pictures = figures::draw(&mut typesetter, &dataset, &previous, &tables, purpose).unwrap();
        pictures.iter().for_each(check_svg);
        let taller = pictures.iter().filter(|picture| picture.drawing.height > 540.0).count();
        assert_eq!(taller > 0, purpose == Purpose::Social, "only cards grow");
    }
    check_workbook(&dataset, &tables);
}

/// Every number of the tables stands in the workbook as a number, with the printed decimals, in the order of the table.
fn check_workbook(dataset: &Dataset, tables: &[FigureTable]) {
    let bytes = workbook::write(&dataset.survey, tables).unwrap();
    assert_eq!(bytes, workbook::write(&dataset.survey, tables).unwrap());
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let names = book.sheet_names().to_vec();
    assert_eq!(names.len(), tables.len() + 1);
    assert_eq!((names[0].as_str(), names[1].as_str()), ("目录", "图1"));
    for (table, name) in tables.iter().zip(&names[1..]) {
        let sheet = book.worksheet_range(name).unwrap();
        let mut found: Vec<String> = sheet
            .rows()
            .flatten()
            .filter_map(|cell| match cell {
                Data::Float(number) => Some(format!("{number}")),
                _ => None,
            })
            .collect();
        let mut expected: Vec<String> = match &table.values {
            Values::Shares { rows, .. } => rows
                .iter()
                .flat_map(|row| {
                    let share = row.percent.map(|percent| (percent / rust_decimal::Decimal::ONE_HUNDRED).normalize());
                    [share.map(|share| share.to_string()), row.count.map(|count| count.to_string())]
                })
                .flatten()
                .collect(),
            Values::Amounts { rows, .. } => rows
                .iter()
                .flat_map(|row| [Some(row.year.to_string()), row.value.map(|value| value.normalize().to_string())])
                .flatten()
                .collect(),
        };
        // A base stands once for each column of shares.
        if let Values::Shares { rows, .. } = &table.values {
            let mut columns: Vec<_> =
                rows.iter().map(|row| (&row.question, &row.survey, &row.group, row.base)).collect();
            columns.dedup();
            expected.extend(columns.into_iter().filter_map(|(.., base)| Some(base?.to_string())));
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{name}");
        let words: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
        let has = |text: &str| words.iter().any(|cell| cell.contains(text));
        assert!(has(&table.title) && has(&dataset.survey.report.title), "{name}");
        assert!(table.source.iter().chain(&table.notes).all(|note| has(note)), "{name}");
    }
}

#[test]
fn the_workbook_has_every_number_of_2018() {
    let (_, dataset, tables) = edition_2018();
    check_workbook(&dataset, &tables);
}

/// Names and bytes of a folder's files.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn the_command_writes_a_folder_whole_or_not_at_all() {
    let project = Project::new();
    let folder = project.path("图");
    let run = |arguments: &[&str]| project.run(&[&["figures", "-o", "图"], arguments].concat());
    let all = run(&[]);
    assert_eq!((all.code, all.stderr.as_str()), (0, ""));
    assert!(all.stdout.starts_with("图/  16 幅图"), "{}", all.stdout);
    let written = files(&folder);
    assert_eq!(written.len(), 33);
    run(&[]);
    assert_eq!(files(&folder), written, "the same bytes");

    let one = run(&["投入", "投入", "--format", "svg", "--for", "slides"]);
    assert!(one.stdout.contains("1 幅图"), "{}", one.stdout);
    let names: Vec<String> = files(&folder).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["figure-04.svg", "figures.xlsx"], "no stale file stays; numbers are the prose's");

    let unknown = run(&["投人情况"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("没有标识为“投人情况”的题目"), "{}", unknown.stderr);
    let near = run(&["集成需要"]);
    assert!(near.stderr.contains("集成需求"), "{}", near.stderr);

    fs::write(folder.join("figure-notes.png"), "mine").unwrap();
    let stranger = run(&[]);
    assert_eq!(stranger.code, 2);
    assert!(stranger.stderr.contains("figure-notes.png"), "{}", stranger.stderr);
    assert_eq!(fs::read(folder.join("figure-notes.png")).unwrap(), b"mine");
    assert_eq!(files(&folder).len(), 3, "nothing was touched");
}

#[test]
fn a_question_that_the_prose_does_not_show_has_its_place_for_a_name() {
    let project = Project::new();
    let chapter = "templates/2018/chapter-2.typ";
    project.edit(chapter, "#chart(\"投入\")", "");
    let run = project.run(&["figures", "投入", "预算", "-o", "图", "--format", "svg"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let names: Vec<String> = files(&project.path("图")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["figure-04.svg", "figures.xlsx", "question-04.svg"]);
}
