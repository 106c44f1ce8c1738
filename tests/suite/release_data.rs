//! A release's numbers for other programs: a Frictionless data package and JSON-stat, digit by digit.

use kanyin::checksum::hex_sum;
use kanyin::figures;
use kanyin::survey::Dataset;
use serde_json::{Value, json};

use crate::release::{RELEASE, text, value};

#[test]
fn the_tables_are_a_data_package() {
    let package = value(&RELEASE, "datapackage.json");
    let name = package["name"].as_str().unwrap();
    assert!(name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{name}");
    assert_eq!((&package["version"], &package["created"]), (&json!("1.0"), &json!("2030-06-18T00:00:00Z")));
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 6);
    for resource in resources {
        let bytes = &RELEASE[resource["path"].as_str().unwrap()];
        assert_eq!(
            (&resource["bytes"], &resource["hash"]),
            (&json!(bytes.len()), &json!(format!("sha256:{}", hex_sum(bytes))))
        );
        // Excel's mark is no part of a name.
        let head =
            std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}').lines().next().unwrap().to_owned();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(names.join(","), head);
        assert_eq!(resource["schema"]["missingValues"], json!([""]));
        assert!(fields.iter().all(|field| field["title"].is_string() && field["description"].is_string()));
    }
    assert_eq!(resources[5]["description"], "来源：虚构协会");
    assert_eq!(resources[2]["description"], "调查对象：已应用电子签名的企业（N=208）");
}

#[test]
fn the_numbers_are_json_stat() {
    let collection = value(&RELEASE, "figures.json");
    assert_eq!((&collection["version"], &collection["class"]), (&json!("2.0"), &json!("collection")));
    let items = collection["link"]["item"].as_array().unwrap();
    assert_eq!(items.len(), 6);
    for item in items {
        assert_eq!((&item["version"], &item["class"]), (&json!("2.0"), &json!("dataset")));
        let (ids, sizes) = (item["id"].as_array().unwrap(), item["size"].as_array().unwrap());
        let sizes: Vec<usize> = sizes.iter().map(|size| size.as_u64().unwrap() as usize).collect();
        for (id, size) in ids.iter().zip(&sizes) {
            let category = &item["dimension"][id.as_str().unwrap()]["category"];
            assert_eq!(category["index"].as_array().unwrap().len(), *size);
            assert_eq!(category["label"].as_object().unwrap().len(), *size);
        }
        assert_eq!(item["value"].as_array().unwrap().len(), sizes.iter().product::<usize>());
        assert_eq!(item["role"]["metric"], json!(["measure"]));
    }
    assert_eq!(items[2]["id"], json!(["survey", "option", "measure"]));
    assert_eq!(items[2]["value"].as_array().unwrap()[..3], [json!(76.9), json!(160), json!(208)]);
    let percent = &items[2]["dimension"]["measure"]["category"]["unit"]["percent"];
    assert_eq!(*percent, json!({ "decimals": 1, "label": "%" }));
    // Amounts keep their digits, and a forecast is one.
    assert!(text(&RELEASE, "figures.json").contains("126.0,"), "as published, not 126");
    assert_eq!((&items[5]["role"]["time"], &items[5]["status"]), (&json!(["year"]), &json!({ "3": "forecast" })));
}

/// Groups of respondents, earlier years, gaps and a question that breaks another down, as cubes.
#[test]
fn json_stat_has_an_axis_for_everything_a_table_tells() {
    let data = json!({
        "report": { "id": "甲乙", "title": "题", "year": 2031, "month": 5, "status": "正式稿", "issuer": "丙" },
        "survey": { "label": "2031 年" }, "groups": [{ "id": "金融", "label": "金融机构" }],
        "questions": [
            { "id": "题", "title": "题", "kind": "single", "n": 200, "detail": { "option": "甲", "question": "细" },
              "options": [{ "id": "甲", "label": "甲", "count": 50 }, { "id": "乙", "label": "乙", "count": 150 }],
              "by": { "金融": { "base": 40, "options": [{ "id": "甲", "count": 10 }, { "id": "乙", "count": 30 }] } } },
            { "id": "细", "title": "细", "kind": "single", "n": 50,
              "options": [{ "id": "子", "label": "子", "count": 20 }, { "id": "丑", "label": "丑", "count": 30 }] },
            { "id": "缺", "title": "缺", "kind": "single", "status": "not_published" }] });
    let dataset = Dataset::parse("2031.json", data.to_string()).unwrap_or_else(|error| panic!("{error:?}"));
    let survey = &dataset.survey;
    let tables: Vec<_> =
        ["题", "缺"].iter().enumerate().filter_map(|(at, id)| figures::table(survey, id, Some(at + 1), &[])).collect();
    let manifest = serde_json::from_slice(&RELEASE["manifest.json"]).unwrap();
    let with_paths: Vec<_> = tables.iter().map(|table| (table, "data/x.csv")).collect();
    let stat: Value = serde_json::from_str(&kanyin::release::jsonstat::write(&manifest, survey, &with_paths)).unwrap();
    let items = stat["link"]["item"].as_array().unwrap();
    assert_eq!(items.len(), 3, "{stat:#}");
    assert_eq!(items[0]["id"], json!(["survey", "group", "option", "measure"]));
    assert_eq!(items[0]["value"], json!([25.0, 50, 200, 75.0, 150, 200, 25.0, 10, 40, 75.0, 30, 40]));
    assert_eq!(items[0]["dimension"]["group"]["category"]["label"]["金融"], "金融机构");
    assert_eq!((&items[1]["label"], &items[1]["value"]), (&json!("细"), &json!([40.0, 20, 50, 60.0, 30, 50])));
    assert_eq!((&items[2]["value"], &items[2]["status"]), (&json!([null]), &json!({ "0": "not_published" })));
}
