//! The workbook of editors: it loses nothing, and whatever is done to it in Excel is read, or said at its cell.

use std::fs;
use std::path::Path;

use kanyin::exchange::{table, workbook};
use kanyin::survey::model::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::{Value, json};

use crate::common::{fixture, root};
use crate::exchange::{EMPTY, counts, import, project, survey};

/// What labels may look like, as the data contract allows it.
const TEXTS: [&str; 14] = [
    "普通",
    "=1+1",
    "+5",
    "-3",
    "@甲",
    "'引号",
    "\"双引号\"",
    "0012",
    " 前后有空格 ",
    "<b>&amp;",
    "🦀 与 𠮷",
    "_x0041_",
    "1234567890",
    "很长的文字，很长的文字，很长的文字，很长的文字，很长的文字，很长的文字，很长的文字",
];

/// A survey that uses every field somewhere, another one for every seed.
fn any_survey(seed: u64) -> Value {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) % below
    };
    let gaps = ["not_published", "not_asked", "not_collected", "suppressed", "redefined"];
    let mut questions = Vec::new();
    for number in 0..1 + random(5) {
        let text = |random: &mut dyn FnMut(u64) -> u64| TEXTS[random(TEXTS.len() as u64) as usize];
        let kind = ["single", "multiple", "series"][random(3) as usize];
        let mut question = json!({ "id": format!("题{number}"), "title": text(&mut random), "kind": kind });
        if kind == "series" {
            let points = (0..1 + random(4)).map(|year| {
                let mut point = json!({ "year": 2025 + year, "value": format!("{}.{:02}", random(999), random(100)) });
                if random(3) == 0 {
                    point["forecast"] = json!(true);
                }
                if random(4) == 0 {
                    point["value"] = Value::Null;
                }
                point
            });
            question["points"] = points.collect();
            question["unit"] = json!(text(&mut random));
            questions.push(question);
            continue;
        }
        match (random(3), kind) {
            (0, _) => question["chart"] = json!("bars"),
            (1, "single") => question["chart"] = json!("donut"),
            _ => {}
        }
        question["n"] = json!(1000);
        question["effective_n"] = json!(random(1000));
        question["ordered"] = json!(random(2) == 0);
        question["notes"] = json!([text(&mut random), "第二条"]);
        let options = (0..2 + random(4)).map(|at| {
            let mut option = json!({ "id": format!("o{at}"), "label": format!("{}{at}", text(&mut random)) });
            match random(3) {
                0 => option["count"] = json!(random(1001)),
                1 => option["percent"] = json!(format!("{}.{:02}", random(100), random(100))),
                _ => option["status"] = json!(gaps[random(5) as usize]),
            }
            match random(6) {
                0 => option["role"] = json!("other"),
                1 => option["role"] = json!("exclusive"),
                2 => option["text"] = json!(text(&mut random)),
                3 => option["note"] = json!(text(&mut random)),
                _ => {}
            }
            option
        });
        question["options"] = options.collect();
        question["nets"] =
            json!([{ "id": "合", "of": ["o0", "o1"], "label": text(&mut random), "count": random(1001) }]);
        if random(2) == 0 {
            question["by"] = json!({ "金融": { "base": 500, "options": [{ "id": "o0", "count": random(501) }] }, "空": { "options": [] } });
        }
        if random(3) == 0 {
            question["source"] = json!(text(&mut random));
        }
        questions.push(question);
    }
    json!({
        "$schema": "schema.json",
        "report": { "id": "虚构", "title": TEXTS[seed as usize % TEXTS.len()], "year": 2031, "month": 5, "date": "2031-05-06",
                    "status": "送审稿", "issuer": "虚构协会", "issuer_en": "Fiction", "thanks": ["甲", "=乙"], "prose": "templates/x" },
        "survey": { "label": "2031 年", "valid": 1000, "facts": { "省市": 12, "编号": "0012", "待": null } },
        "bases": [{ "id": "全部", "label": "全部", "n": 1000, "effective_n": 900, "note": "甲" }],
        "groups": [{ "id": "金融", "label": "金融机构" }, { "id": "空", "label": "空" }],
        "policy": { "decimals": 2, "min_base": 30, "min_count": 5, "weighted": true },
        "questions": questions,
        "errata": [{ "published": "甲", "set": "乙" }],
        "terms": [{ "term": "甲", "instead_of": ["乙", "丙"], "note": "丁" }],
        "links": { "previous": "2030.json", "questions": any_links(seed) }
    })
}

/// Links of questions, of another relation for every seed, and of options, of every relation.
fn any_links(seed: u64) -> Value {
    const RELATIONS: [(&str, usize, usize); 6] =
        [("same", 1, 1), ("renamed", 1, 1), ("merged", 2, 1), ("split", 1, 2), ("new", 0, 1), ("dropped", 2, 0)];
    let ids =
        |name: &str, at: usize, count: usize| (0..count).map(|part| format!("{name}{at}之{part}")).collect::<Vec<_>>();
    let option = |(at, (relation, from, to)): (usize, &(&str, usize, usize))| json!({ "from": ids("旧", at, *from), "to": ids("新", at, *to), "relation": relation });
    // Options of a question that is gone are checked against nothing.
    let options: Vec<Value> = RELATIONS.iter().enumerate().map(option).collect();
    let gone = json!({ "from": "甲", "relation": "dropped", "comparable": false, "note": "=丙", "options": options });
    let (relation, from, to) = RELATIONS[seed as usize % RELATIONS.len()];
    let mut link = json!({ "relation": relation, "comparable": true, "options": [option((5, &RELATIONS[5]))] });
    if from > 0 {
        link["from"] = json!("乙");
    }
    if to > 0 {
        link["to"] = json!("题0");
    }
    if seed.is_multiple_of(2) { json!([gone, link]) } else { json!([link, gone]) }
}

#[test]
fn the_workbook_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("数据.xlsx");
    let back = |survey: &Survey| {
        let bytes = workbook::write(survey).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(bytes, workbook::write(survey).unwrap(), "the same bytes every time");
        fs::write(&path, bytes).unwrap();
        let tables = table::read(&path, "数据.xlsx").unwrap_or_else(|error| panic!("{error:?}"));
        assert!(workbook::recognises(&tables));
        // Editors see no word of the JSON.
        let words = ["single", "multiple", "series", "other", "exclusive", "bars", "donut", "not_asked", "suppressed"];
        let words = [&words[..], &["not_collected", "not_published", "redefined", "same", "merged", "split", "true"]];
        let cells = || tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells());
        assert!(words.concat().iter().all(|word| cells().all(|cell| cell != *word)));
        let edited = workbook::read(&tables).unwrap_or_else(|error| panic!("{error:?}"));
        assert!(edited.remarks.is_empty());
        edited.survey
    };
    for seed in 0..60 {
        let text = serde_json::to_string_pretty(&any_survey(seed)).unwrap();
        let survey = survey(&text);
        let read = back(&survey);
        assert_eq!(read, survey, "seed {seed}");
        assert_eq!(workbook::overwritten(&survey, &read), [""; 0]);
    }
    for file in [root().join("data/2018.json"), fixture("every-field.json"), fixture("kit/data/2031.json")] {
        let survey = survey(&fs::read_to_string(file).unwrap());
        assert_eq!(back(&survey), survey);
    }
}

#[test]
fn an_edited_workbook_comes_back() {
    let project = project(EMPTY);
    let unchanged = project.run(&["export", "data/2031.json", "-o", "数据.xlsx"]);
    assert_eq!(unchanged.code, 0, "{}", unchanged.stderr);
    let outcome = project.run(&["import", "数据.xlsx", "--into", "data/2031.json"]);
    assert_eq!((outcome.code, fs::read_to_string(project.path("data/2031.json")).unwrap().as_str()), (0, EMPTY));

    // As an editor would have filled it in: numbers as numbers, percentages as text.
    let edited = |change: &dyn Fn(&mut Value)| {
        let mut data: Value = serde_json::from_str(EMPTY).unwrap();
        change(&mut data);
        let bytes = workbook::write(&survey(&data.to_string())).unwrap();
        import(&project, "改.xlsx", &bytes, &[])
    };
    let (code, said, data) = edited(&|data| {
        data["questions"][0].as_object_mut().unwrap().remove("status");
        data["questions"][0]["n"] = json!(100);
        data["questions"][0]["options"][0]["count"] = json!(60);
        data["questions"][0]["options"][1]["count"] = json!(40);
        data["questions"][0]["options"].as_array_mut().unwrap().reverse();
    });
    assert_eq!((code, counts(&data).as_str()), (0, "应用=40,60/100 方式=-"), "{said}");
    // The other questions are still written as they were.
    assert!(data.contains(r#"        { "id": "短信", "label": "短信动态验证码", "text": "短信" },"#));
    let (code, said, kept) = edited(&|data| data["questions"][1]["title"] = json!("改了题"));
    assert!(code == 2 && kept == data && said.contains("选项 › 应用.已用 › 频数"), "{said}");

    let outcome = project.run(&["export", "data/2031.json", "-o", "数据.csv"]);
    assert!(outcome.code == 2 && outcome.stderr.contains(".xlsx"));
    assert!(!Path::new(&project.path("数据.csv")).exists());
}

/// What a person puts into a cell.
enum Put {
    Text(&'static str),
    Number(f64),
    /// 18.2 % as Excel keeps it.
    Share(f64),
    /// 1-3 as Excel takes it.
    Date,
    Error,
}

use Put::{Date, Error, Number, Share};

/// A workbook in an editor's hands; rows count from 1, as Excel counts them.
struct Book(Vec<(String, Vec<Vec<Put>>)>);

impl Book {
    fn open(path: &Path) -> Book {
        let tables = table::read(path, "").unwrap_or_else(|error| panic!("{error:?}"));
        let cells = |row: &table::Row| row.cells().map(|cell| Put::Text(cell.to_owned().leak())).collect();
        Book(tables.iter().map(|table| (table.name.clone(), table.rows.iter().map(cells).collect())).collect())
    }

    fn rows(&mut self, sheet: &str) -> &mut Vec<Vec<Put>> {
        &mut self.0.iter_mut().find(|(name, _)| name == sheet).unwrap_or_else(|| panic!("{sheet}")).1
    }

    fn put(&mut self, sheet: &str, row: usize, head: &str, put: Put) {
        let rows = self.rows(sheet);
        let column = rows[0].iter().position(|cell| matches!(cell, Put::Text(text) if *text == head));
        rows[row - 1][column.unwrap_or_else(|| panic!("{head}"))] = put;
    }

    fn text(&mut self, sheet: &str, row: usize, head: &str, text: &'static str) {
        self.put(sheet, row, head, Put::Text(text));
    }

    fn save(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let (percent, day) = (Format::new().set_num_format("0.0%"), Format::new().set_num_format("m-d"));
        for (name, rows) in &self.0 {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let (row, column) = (row as u32, column as u16);
                    match cell {
                        Put::Text("") => continue,
                        Put::Text(text) => sheet.write_string(row, column, *text),
                        Number(number) => sheet.write_number(row, column, *number),
                        Share(number) => sheet.write_number_with_format(row, column, *number, &percent),
                        Date => {
                            let date = ExcelDateTime::from_ymd(2031, 1, 3).unwrap();
                            sheet.write_datetime_with_format(row, column, &date, &day)
                        }
                        Error => sheet.write_formula(row, column, Formula::new("=1/0").set_result("#DIV/0!")),
                    }
                    .unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}

struct Edit {
    name: &'static str,
    edit: fn(&mut Book),
    code: i32,
    /// All must be said.
    said: &'static [&'static str],
}

/// What is done to the workbook of `every-field.json`, with --dry-run.
#[rustfmt::skip]
const EDITS: &[Edit] = &[
    Edit { name: "nothing", edit: |_| {}, code: 0, said: &["将导入 0 题，未变 3 题，留待处理 0 处"] },
    // Values.
    Edit { name: "a word", edit: |book| book.text("题目", 2, "题型", "单选题"), code: 2, said: &["“题型”不能是“单选题”", "x.xlsx › 题目:2:", "可写：单选、多选、数额"] },
    Edit { name: "words of the data", edit: |book| book.text("题目", 2, "题型", "single"), code: 0, said: &["将导入 0 题"] },
    Edit { name: "a flag", edit: |book| book.text("题目", 2, "有序", "有"), code: 2, said: &["“有序”不能是“有”", "可写：是、否"] },
    Edit { name: "a count in words", edit: |book| book.text("选项", 2, "频数", "三百"), code: 2, said: &["“频数”不能是“三百”", "x.xlsx › 选项:2:"] },
    Edit { name: "a share with its sign", edit: |book| book.text("选项", 2, "占比", " 75.0％ "), code: 0, said: &["将导入 0 题"] },
    Edit { name: "a share that became a fraction", edit: |book| book.put("选项", 2, "占比", Share(0.182)), code: 2, said: &["“占比”在 Excel 里成了数 0.182", "是 18.2% 写 18.2，是 0.182% 写 0.182", "选项:2:"] },
    Edit { name: "a share that became a number", edit: |book| book.put("合计项", 2, "占比", Number(75.0)), code: 2, said: &["“占比”在 Excel 里成了数 75\n", "照公布的位数写"] },
    Edit { name: "no share", edit: |book| book.text("分组结果", 2, "占比", "七成"), code: 2, said: &["“占比”：“七成” 不是有效的百分比", "分组结果:2:", "写作 0 到 100 之间、至多四位小数的数"] },
    Edit { name: "counts and amounts as numbers", edit: |book| { book.put("选项", 2, "频数", Number(300.0)); book.put("数额", 2, "数额", Number(344.8)) }, code: 1, said: &["数额 › 规模.2030 › 数额"] },
    Edit { name: "a label that became a date", edit: |book| book.put("选项", 3, "名称", Date), code: 2, said: &["“名称”被 Excel 当成了日期：2031-01-03", "选项:3:"] },
    Edit { name: "the date as a date", edit: |book| book.put("报告", 7, "内容", Date), code: 1, said: &["报告 › 日期"] },
    Edit { name: "an error", edit: |book| book.put("选项", 2, "频数", Error), code: 2, said: &["“频数”是错误值，或是没有算出的公式", "选项:2:"] },
    Edit { name: "a pending fact filled in", edit: |book| { let rows = book.rows("样本信息"); rows.push(["甲", "12", "待填"].map(Put::Text).into()) }, code: 2, said: &["“内容”填了“12”"] },
    Edit { name: "a fact twice", edit: |book| { let rows = book.rows("样本信息"); rows.push(["省市", "13", "数"].map(Put::Text).into()) }, code: 2, said: &["“省市”有两行"] },
    // Rows.
    Edit { name: "no id", edit: |book| book.text("选项", 3, "标识", ""), code: 2, said: &["“标识”空着", "x.xlsx › 选项:3:1"] },
    Edit { name: "all at once", edit: |book| { book.text("选项", 2, "频数", "三百"); book.text("选项", 3, "标识", ""); book.text("报告", 4, "内容", "") }, code: 2, said: &["“频数”不能是“三百”", "“标识”空着", "“题名”空着", "报告:4:"] },
    Edit { name: "of no question", edit: |book| book.text("选项", 3, "题目标识", "应 用"), code: 2, said: &["没有题目“应 用”", "选项:3:"] },
    Edit { name: "an id twice", edit: |book| book.text("选项", 3, "标识", "已"), code: 2, said: &["“标识”：标识 “已” 重复", "选项:3:"] },
    Edit { name: "of no base", edit: |book| book.text("题目", 2, "基数", "没有"), code: 2, said: &["“基数”：没有名为 “没有” 的基数", "先在“基数”表中登记"] },
    Edit { name: "neither value nor reason", edit: |book| book.text("选项", 3, "缺失原因", ""), code: 2, said: &["既没有频数也没有百分比", "选项:3:1", "在“缺失原因”选明原因"] },
    Edit { name: "of no option", edit: |book| book.text("合计项", 2, "所含选项", "已\n没有"), code: 2, said: &["“所含选项”：题目 “应用” 没有选项 “没有”", "合计项:2:"] },
    Edit { name: "a wrong link", edit: |book| book.text("关联", 2, "关系", "新增"), code: 2, said: &["关联:2:", "新增只有今年"] },
    Edit { name: "options of no link", edit: |book| book.text("选项关联", 2, "上年题目", "方式"), code: 2, said: &["“关联”表没有上年题目“方式”与今年题目“应用”的一行", "选项关联:2:"] },
    Edit { name: "links in another order", edit: |book| { let rows = book.rows("关联"); rows.insert(1, ["旧", "", "取消", "否", ""].map(Put::Text).into()); rows.insert(1, vec![]) }, code: 1, said: &["\"from\": \"旧\""] },
    Edit { name: "no last year", edit: |book| book.text("报告", 20, "内容", ""), code: 2, said: &["“上年数据”空着", "报告:20:"] },
    Edit { name: "an option gone", edit: |book| { book.rows("选项").remove(2); }, code: 1, said: &["工作簿会改动已有的 1 处：选项 › 应用.未", "-        {", "各项之和 300 不等于 400 人", "留待处理 2 处"] },
    Edit { name: "another year", edit: |book| book.text("报告", 5, "内容", "2019"), code: 2, said: &["工作簿是“", "2019 年的", "2031 年的"] },
    Edit { name: "a scale in another order", edit: |book| book.rows("选项").swap(1, 2), code: 1, said: &["工作簿会改动已有的 1 处：选项 › 应用的次序"] },
    Edit { name: "many of no question", edit: |book| book.text("题目", 2, "标识", "应用2"), code: 2, said: &["没有题目“应用”"] },
    Edit { name: "two sizes of a group", edit: |book| { let rows = book.rows("分组结果"); rows.push(["应用", "金融", "81", "未", "1", ""].map(Put::Text).into()) }, code: 2, said: &["分组“金融”的分组人数先后不一：80、81"] },
    Edit { name: "blank rows", edit: |book| { book.rows("选项").insert(2, vec![]); book.rows("题目").insert(0, vec![]) }, code: 0, said: &["将导入 0 题"] },
    // Sheets and columns.
    Edit { name: "a sheet renamed", edit: |book| book.0.iter_mut().filter(|(name, _)| name == "选项").for_each(|(name, _)| *name = "Sheet9".to_owned()), code: 2, said: &["错误: 缺少工作表“选项”", "若“Sheet9”就是它，请改回“选项”"] },
    Edit { name: "a sheet gone", edit: |book| book.0.retain(|(name, _)| name != "用语"), code: 2, said: &["错误: 缺少工作表“用语”"] },
    Edit { name: "the guide gone", edit: |book| book.0.retain(|(name, _)| name != "说明"), code: 0, said: &["将导入 0 题"] },
    Edit { name: "a head renamed", edit: |book| book.text("选项", 1, "频数", "人次"), code: 2, said: &["工作表“选项”缺少列：频数", "没有认出的表头：人次", "选项:1:1"] },
    Edit { name: "a head twice", edit: |book| book.text("选项", 1, "备注", "名称"), code: 2, said: &["缺少列：备注", "表头重复：名称"] },
    Edit { name: "an item gone", edit: |book| { book.rows("报告").remove(2); }, code: 2, said: &["工作表“报告”缺少项目：报告标识"] },
    Edit { name: "an item twice", edit: |book| book.text("报告", 3, "项目", "题名"), code: 2, said: &["项目“题名”有两行"] },
    Edit { name: "remarks", edit: |book| {
        book.0.push(("草稿".to_owned(), vec![vec![Number(1.0)]]));
        book.rows("选项").iter_mut().enumerate().for_each(|(row, cells)| cells.insert(0, Put::Text(if row == 0 { "核对" } else { "好" })));
        book.rows("选项").push(vec![Put::Text("以下没有了")]);
    }, code: 0, said: &["没有读这些工作表：草稿", "工作表“选项”没有读这些列：核对", "将导入 0 题，未变 3 题，留待处理 0 处"] },
    Edit { name: "cells pushed aside", edit: |book| book.rows("用语")[1].insert(0, Put::Text("")), code: 2, said: &["“用语”空着", "用语:2:"] },
    Edit { name: "cells under no head", edit: |book| book.rows("用语")[1].push(Put::Text("问过")), code: 1, said: &["工作表“用语”的这一行有内容不在任何表头之下"] },
];

#[test]
fn whatever_an_editor_does_is_read_or_said_at_its_cell() {
    let data = fs::read_to_string(fixture("every-field.json")).unwrap();
    let project = project(&data);
    assert_eq!(project.run(&["export", "data/2031.json", "-o", "数据.xlsx"]).code, 0);
    let mut wrong = Vec::new();
    for case in EDITS {
        let mut book = Book::open(&project.path("数据.xlsx"));
        (case.edit)(&mut book);
        let (code, said, kept) = import(&project, "x.xlsx", &book.save(), &["--dry-run"]);
        let missing: Vec<_> = case.said.iter().filter(|words| !said.contains(**words)).collect();
        if code != case.code || !missing.is_empty() || said.contains("\": \"") && code == 2 {
            wrong.push(format!("{}: {code}, not said {missing:?}\n{said}", case.name));
        }
        assert_eq!(kept, data, "{}: a dry run writes nothing", case.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_would_be_overwritten_is_shown_and_left_alone() {
    let data = fs::read_to_string(fixture("every-field.json")).unwrap();
    let project = project(&data);
    assert_eq!(project.run(&["export", "data/2031.json", "-o", "数据.xlsx"]).code, 0);
    let mut book = Book::open(&project.path("数据.xlsx"));
    book.text("选项", 2, "名称", "已经应用");
    let (code, said, kept) = import(&project, "x.xlsx", &book.save(), &["--dry-run"]);
    assert!(code == 1 && kept == data && said.contains("工作簿会改动已有的 1 处：选项 › 应用.已 › 名称"), "{said}");
    assert!(
        said.contains("+        { \"id\": \"已\", \"label\": \"已经应用\"") && said.contains("--replace"),
        "{said}"
    );
    let (code, said, kept) = import(&project, "x.xlsx", &book.save(), &[]);
    assert!(code == 2 && kept == data && said.contains("--replace"), "{said}");
    let (code, said, new) = import(&project, "x.xlsx", &book.save(), &["--replace"]);
    assert!(code == 0 && new.contains("已经应用"), "{said}");
}
