//! Releases: whole, the same everywhere, never changed, and checkable by anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use kanyin::carried::received::Received;
use kanyin::figures;
use kanyin::messages::Lang;
use kanyin::reading::Pdf;
use kanyin::release::folder::Folder;
use kanyin::release::signature::{self, Signature};
use kanyin::release::sums;
use kanyin::release::verify::{Checked, Problem, against_source, by_sums, check_folder};
use kanyin::survey::Dataset;
use kanyin::typeset::fonts::{self, hex_sum};
use serde_json::{Value, json};

use crate::common::{Outcome, Project, copy_tree, fixture, root, squeeze};

const STEM: &str = "虚构签名-2030-v1.0";

/// What must stand in no file.
const PRIVATE: &str = "内部机密";

type Files = BTreeMap<String, Vec<u8>>;

/// The fictional annual report, with something to hide in every place that editors write for themselves.
fn project() -> Project {
    let project = Project::empty();
    for folder in ["data", "templates"] {
        copy_tree(&fixture("annual").join(folder), &project.path(folder));
    }
    copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    let noted = format!("\"count\": 160, \"note\": \"{PRIVATE}\"");
    project.edit("data/2030.json", "\"count\": 160", &noted);
    let question = format!("\"kind\": \"series\", \"note\": \"{PRIVATE}\"");
    project.edit("data/2030.json", "\"kind\": \"series\"", &question);
    let base = format!("\"label\": \"全部受访企业\", \"note\": \"{PRIVATE}\"");
    project.edit("data/2030.json", "\"label\": \"全部受访企业\"", &base);
    let prose = format!("// {PRIVATE}\n#unjudged(\"{PRIVATE}\")[超过七成]读者满意。\n\n#claim(\"验证.短信\")");
    project.edit("templates/2030/chapter-2.typ", "#claim(\"验证.短信\")", &prose);
    let waiver = json!({ "waivers": [{ "rule": "term-mixed", "text": PRIVATE, "reason": PRIVATE }] });
    fs::write(project.path("data/2030.waivers.json"), waiver.to_string()).unwrap();
    project
}

fn released(project: &Project, version: &str) -> Outcome {
    project.run(&["release", version])
}

fn path_of(project: &Project, version: &str) -> PathBuf {
    project.path(&format!("dist/虚构签名-2030-v{version}"))
}

fn read(folder: &Path) -> Files {
    Folder::read(folder).unwrap().files
}

/// The first release, made once, by two threads east of Greenwich.
static RELEASE: LazyLock<Files> = LazyLock::new(|| {
    let project = project();
    let mut command = project.command(&["release", "1.0"]);
    command.env("TZ", "Asia/Shanghai").env("LANG", "zh_CN.UTF-8").env("RAYON_NUM_THREADS", "2");
    let outcome = Outcome::from(command.output().unwrap());
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    let files = read(&path_of(&project, "1.0"));
    let said = format!("dist/{STEM}  {} 个文件  {} 字节", files.len(), files.values().map(Vec::len).sum::<usize>());
    assert_eq!(outcome.stdout.lines().next(), Some(said.as_str()));
    assert_eq!(fs::read_dir(project.path("dist")).unwrap().count(), 1, "nothing else is left behind");
    files
});

/// Files in a folder of their own.
fn written(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn value(files: &Files, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
}

fn check(folder: &Path, signers: Option<&Path>) -> kanyin::error::Result<Checked> {
    check_folder(folder, signers, |folder, _| Ok(against_source(folder, fonts::load(&[]).unwrap(), Lang::Zh)))
}

fn checked(folder: &Path) -> Checked {
    check(folder, None).unwrap_or_else(|error| panic!("{error:?}"))
}

#[test]
fn a_release_has_everything_in_its_place() {
    let files = &*RELEASE;
    let mut expected: BTreeSet<String> =
        ["CHANGELOG.md", "SHA256SUMS", "cover.png", "datapackage.json", "figures.json", "manifest.json"]
            .map(str::to_owned)
            .into();
    expected.extend([format!("{STEM}.pdf"), format!("{STEM}-web.pdf")]);
    for figure in 1..=6 {
        let stem = format!("figure-{figure:02}");
        expected.extend([format!("figures/{stem}.svg"), format!("figures/{stem}.png"), format!("data/{stem}.csv")]);
    }
    assert_eq!(files.keys().cloned().collect::<BTreeSet<_>>(), expected);

    let (report, web) = (&files[&format!("{STEM}.pdf")], &files[&format!("{STEM}-web.pdf")]);
    assert!(web.len() < report.len());
    let [report, web] = [report, web].map(|bytes| Pdf::read(bytes.clone()).unwrap());
    assert_eq!(report.page_count(), web.page_count());
    assert_eq!(web.attachments().unwrap(), []);
    for attachment in report.attachments().unwrap().iter().filter(|file| file.name.ends_with(".csv")) {
        let path = attachment.name.replace("figures/", "data/");
        assert_eq!(files[&path], attachment.bytes, "{path}: the numbers that the PDF carries");
    }
    // Width of a PNG: the big-endian number after the first chunk's name.
    assert_eq!(files["cover.png"][16..20], 720_u32.to_be_bytes());
    assert!(text(files, "CHANGELOG.md").ends_with("\n第一版。\n"));
}

#[test]
fn the_manifest_tells_what_it_is_and_what_it_claims() {
    let files = &*RELEASE;
    let manifest = value(files, "manifest.json");
    assert_eq!(
        [&manifest["id"], &manifest["version"], &manifest["status"], &manifest["date"], &manifest["report"]],
        ["虚构签名", "1.0", "正式稿", "2030-06-18", format!("{STEM}.pdf").as_str()]
    );
    assert_eq!((&manifest["previous"], &manifest["year"]), (&Value::Null, &json!(2030)));
    let claims = &manifest["claims"];
    assert_eq!(
        (&claims["true"], &claims["false"], claims["list"].as_array().unwrap().len()),
        (&json!(3), &json!(0), 3)
    );
    let claim = json!({ "words": "超过七成", "about": ["验证.短信"], "figure": 3, "verdict": "true" });
    assert!(claims["list"].as_array().unwrap().contains(&claim), "{claims}");
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.len() - 2, "all but itself and the checksums");
    for entry in listed {
        let bytes = &files[entry["path"].as_str().unwrap()];
        assert_eq!((&entry["bytes"], &entry["sha256"]), (&json!(bytes.len()), &json!(hex_sum(bytes))));
    }
    // The data in public form are those that the PDF carries.
    let pdf = Pdf::read(files[&format!("{STEM}.pdf")].clone()).unwrap();
    let named = pdf.attachments().unwrap().into_iter().map(|file| (file.name, file.bytes));
    let received = Received::of(named).unwrap();
    assert_eq!(received.lock.setting.version.as_deref(), Some("1.0"));
    assert_eq!(
        manifest["source"]["data"],
        json!({ "file": "data/2030.json", "sha256": hex_sum(&received.files["data/2030.json"]) })
    );
}

#[test]
fn the_same_release_comes_out_everywhere() {
    let project = project();
    let mut command = project.command(&["release", "1.0", "-o", "别处", "--data", "data/2030.json", "--lang", "en"]);
    command.env("TZ", "America/New_York").env("LANG", "C").env("LC_ALL", "C").env("RAYON_NUM_THREADS", "1");
    command.env("SOURCE_DATE_EPOCH", "1").env("HOME", "/").env("USER", "another");
    let outcome = Outcome::from(command.output().unwrap());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let other = read(&project.path("别处").join(STEM));
    for (path, bytes) in &*RELEASE {
        assert!(other.get(path) == Some(bytes), "{path}");
    }
    assert_eq!(other.len(), RELEASE.len());
}

#[test]
fn the_checksums_cover_everything_and_sha256sum_reads_them() {
    let listed = text(&RELEASE, "SHA256SUMS");
    let expected: String = RELEASE
        .iter()
        .filter(|(path, _)| *path != "SHA256SUMS")
        .map(|(path, bytes)| format!("{}  {path}\n", hex_sum(bytes)))
        .collect();
    let sorted = |text: &str| text.lines().map(|line| line[64..].to_owned()).collect::<Vec<_>>();
    assert_eq!(listed, expected);
    assert!(sorted(listed).is_sorted());
    let folder = written(&RELEASE);
    match Command::new("sha256sum").args(["-c", "--strict", "SHA256SUMS"]).current_dir(folder.path()).output() {
        Ok(done) => assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout)),
        Err(cause) => eprintln!("SKIPPED: sha256sum -c did not run: {cause}"),
    }
}

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

#[test]
fn what_the_house_wrote_for_itself_is_in_no_file() {
    for (path, bytes) in &*RELEASE {
        let shows = |bytes: &[u8]| bytes.windows(PRIVATE.len()).any(|window| window == PRIVATE.as_bytes());
        assert!(!shows(bytes), "{path}");
        if path.ends_with(".pdf") {
            let pdf = Pdf::read(bytes.clone()).unwrap();
            let attachments = pdf.attachments().unwrap();
            assert!(attachments.iter().all(|file| !shows(&file.bytes) && !file.name.contains("waivers")), "{path}");
            assert!(!squeeze(&crate::pdf::Pdf::read(bytes).text()).contains(PRIVATE));
        }
    }
    // It bites: the editor's own files hold it.
    assert!(fs::read_to_string(project().path("data/2030.json")).unwrap().contains(PRIVATE));
}

#[test]
fn what_may_not_be_released_is_refused_and_nothing_is_written() {
    for (version, words) in
        [("v1.0", "不是版本号"), ("1", "不是版本号"), ("1.0-rc1", "不是版本号"), ("01.0", "不是版本号")]
    {
        let outcome = released(&project(), version);
        assert!(outcome.code == 2 && outcome.stderr.contains(words), "{version}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("建议"));
    }
    let cases = [
        ("data/2030.json", "正式稿", "征求意见稿", 2, "data/2030.json:3:", "征求意见稿不能发布"),
        ("data/2030.json", "\"id\": \"虚构签名\"", "\"id\": \"虚构/签名\"", 2, "data/2030.json:3:", "不能用作文件名"),
        ("data/2030.json", "\"count\": 160", "\"count\": 90", 1, "templates/2030/chapter-2.typ:", "表述不实"),
        ("templates/2030/chapter-2.typ", "#chart(", "#chat(", 2, "templates/2030/chapter-2.typ:", "unknown variable"),
    ];
    for (file, from, to, code, place, words) in cases {
        let project = project();
        project.edit(file, from, to);
        let outcome = released(&project, "1.0");
        let said = outcome.stdout + &outcome.stderr;
        assert!(outcome.code == code && said.contains(place) && said.contains(words), "{to}: {said}");
        assert!(!project.path("dist").exists(), "{to}");
    }
}

#[test]
fn a_released_version_never_changes() {
    let project = project();
    let folder = path_of(&project, "1.0");
    copy_tree(written(&RELEASE).path(), &folder);
    let again = released(&project, "1.0");
    assert!(again.code == 0 && again.stdout.contains("没有改动"), "{}{}", again.stdout, again.stderr);

    // Whoever stands for it is no part of it.
    fs::write(folder.join("SHA256SUMS.sig"), "x").unwrap();
    assert_eq!(released(&project, "1.0").code, 0);
    let before = read(&folder);
    let refused = |words: &str| {
        let outcome = released(&project, "1.0");
        assert!(outcome.code == 2 && outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("如 1.0.1"), "{}", outcome.stderr);
    };
    let cases = [
        ("data/2030.json", "\"count\": 160", "\"count\": 155", "数据改了而版本号没有变"),
        ("templates/2030/chapter-2.typ", "用户使用人脸识别", "用户采用人脸识别", "正文改了而版本号没有变"),
        ("templates/kit/tokens.json", "\"row\": 25", "\"row\": 26", "版式改了而版本号没有变"),
    ];
    for (file, from, to, words) in cases {
        let own = fs::read(project.path(file)).unwrap();
        project.edit(file, from, to);
        refused(words);
        fs::write(project.path(file), own).unwrap();
        assert!(read(&folder) == before, "{file}");
    }
    // Comments and notes are not released: changing them changes nothing.
    project.edit("templates/2030/chapter-2.typ", "// 内部机密", "// 另一句");
    assert_eq!(released(&project, "1.0").code, 0);

    let manifest = String::from_utf8(before["manifest.json"].clone()).unwrap();
    fs::write(folder.join("manifest.json"), manifest.replace("\"kanyin\": \"", "\"kanyin\": \"9")).unwrap();
    refused("排印工具或字体换了");
    fs::write(folder.join("manifest.json"), manifest).unwrap();
    fs::write(folder.join("data/figure-01.csv"), "x").unwrap();
    refused("这些文件与所发布的不同：data/figure-01.csv");
    fs::write(folder.join("data/figure-01.csv"), &before["data/figure-01.csv"]).unwrap();
    fs::write(folder.join("多.txt"), "x").unwrap();
    refused("多.txt");

    for (version, newest) in [("0.9", "1.0"), ("1.0.0", "1.0")] {
        let outcome = released(&project, version);
        let words = format!("版本 {version} 不高于已发布的 {newest}");
        assert!(outcome.code == 2 && outcome.stderr.contains(&words), "{}", outcome.stderr);
    }
    assert_eq!(fs::read_dir(project.path("dist")).unwrap().count(), 1);
}

#[test]
fn the_changelog_tells_what_changed_since_the_release_before() {
    let project = project();
    copy_tree(written(&RELEASE).path(), &path_of(&project, "1.0"));
    project.edit("data/2030.json", "\"count\": 160", "\"count\": 155");
    assert_eq!(released(&project, "1.1").code, 0);
    let files = read(&path_of(&project, "1.1"));
    let expected = "# 虚构行业电子签名调查报告（2030 年）更新记录\n\n## 1.1（2030-06-18）\n\n与 1.0 版相比：\n\n### 数值\n\n\
                    - “身份验证方式”的“短信动态验证码”：76.9% → 74.5%（−2.4 个百分点）\n";
    assert_eq!(text(&files, "CHANGELOG.md"), expected);
    assert_eq!(value(&files, "manifest.json")["previous"], "1.0");

    for (file, from, to) in [
        ("data/2030.json", "\"value\": \"101.2\"", "\"value\": \"102.0\""),
        ("data/2030.json", "\"label\": \"一般\"", "\"label\": \"<一般>\""),
        ("data/2030.json", "{ \"year\": 2028, \"value\": \"80.5\" },", ""),
        (
            "data/2030.json",
            "\"count\": 89 }",
            "\"count\": 89 },\n{ \"id\": \"安全\", \"label\": \"更安全\", \"count\": 20 }",
        ),
        ("templates/2030/chapter-2.typ", "[超过七成]用户", "[七成以上]用户"),
    ] {
        project.edit(file, from, to);
    }
    let outcome = released(&project, "1.2");
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    let files = read(&path_of(&project, "1.2"));
    let log = text(&files, "CHANGELOG.md");
    for line in [
        "与 1.1 版相比：",
        "- “电子签名市场规模”2029 年：101.2 → 102.0（亿元）",
        "### 新增\n\n- “采用电子签名的原因”的“更安全”",
        "### 删去\n\n- “电子签名市场规模”的 2028 年",
        "- “服务满意程度”的“一般” → “\\<一般\\>”",
        "### 表述\n\n- 图 3“超过七成” → “七成以上”：属实",
        "### 其他\n\n- 正文有改动",
    ] {
        assert!(log.contains(line), "{line} in {log}");
    }
    assert!(!log.contains("短信"), "that was told before: {log}");

    // The same from the first release's PDF alone; a release may be made again where it was made so.
    let pdf = format!("dist/{STEM}/{STEM}.pdf");
    let outcome = project.run(&["release", "1.3", "--previous", &pdf]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let log = fs::read_to_string(path_of(&project, "1.3").join("CHANGELOG.md")).unwrap();
    assert!(log.contains("与 1.0 版相比") && log.contains("短信") && log.contains("“超过七成” → “七成以上”"), "{log}");
    let otherwise = released(&project, "1.3");
    assert!(otherwise.code == 2 && otherwise.stderr.contains("所承接的上一版不同"), "{}", otherwise.stderr);
    let refused = |previous: &str, words: &str| {
        let outcome = project.run(&["release", "1.4", "--previous", previous]);
        assert!(outcome.code == 2 && outcome.stderr.contains(words), "{previous}: {}", outcome.stderr);
    };
    refused("data", "不是发布的版本");
    refused("data/2030.json", "不是 PDF");
    refused(&format!("dist/{STEM}/{STEM}-web.pdf"), "没有携带源文件");
    refused("没有", "不存在");
}

/// Every file that is tampered with is found and named, by its checksum alone.
#[test]
fn a_changed_byte_is_found_in_every_file() {
    for path in RELEASE.keys().filter(|path| *path != "SHA256SUMS") {
        let mut folder = Folder { files: RELEASE.clone(), strange: Vec::new() };
        let bytes = folder.files.get_mut(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        assert_eq!(by_sums(&folder), [Problem::Wrong(path.clone())]);
        folder.files.remove(path);
        assert_eq!(by_sums(&folder), [Problem::Missing(path.clone())]);
    }
}

#[test]
fn a_folder_is_checked_against_its_own_source() {
    let folder = written(&RELEASE);
    let clean = checked(folder.path());
    assert_eq!(
        (clean.problems.as_slice(), &clean.signature, clean.by_other_version),
        (&[][..], &Signature::Unsigned, false)
    );
    assert_eq!(clean.manifest.unwrap().version, "1.0");

    // Whoever changes a number and every checksum of it is found by the source.
    let tampered = |edit: &dyn Fn(&mut Files)| {
        let mut files = RELEASE.clone();
        edit(&mut files);
        let mut manifest = value(&files, "manifest.json");
        for entry in manifest["files"].as_array_mut().unwrap() {
            let bytes = &files[entry["path"].as_str().unwrap()];
            (entry["bytes"], entry["sha256"]) = (json!(bytes.len()), json!(hex_sum(bytes)));
        }
        let mut manifest: kanyin::release::manifest::Manifest = serde_json::from_value(manifest).unwrap();
        manifest.files.sort_by(|one, other| one.path.cmp(&other.path));
        files.insert("manifest.json".into(), manifest.to_json());
        files.remove("SHA256SUMS");
        let list: Vec<_> = files.iter().map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        files.insert("SHA256SUMS".into(), sums::write(&list).into_bytes());
        let folder = written(&files);
        checked(folder.path()).problems
    };
    let replace = |files: &mut Files, path: &str, from: &str, to: &str| {
        let text = text(files, path).replacen(from, to, 1);
        assert!(text != *std::str::from_utf8(&files[path]).unwrap(), "{from} in {path}");
        files.insert(path.to_owned(), text.into_bytes());
    };
    for (path, from, to) in [
        ("data/figure-03.csv", "76.9", "96.9"),
        ("figures.json", "76.9", "96.9"),
        ("datapackage.json", "身份验证方式", "身份"),
        ("manifest.json", "\"figure\": 3", "\"figure\": 2"),
        ("figures/figure-03.svg", "76.9", "96.9"),
    ] {
        let problems = tampered(&|files| replace(files, path, from, to));
        assert!(problems.contains(&Problem::NotItsSource(path.to_owned())), "{path}: {problems:?}");
        let said = problems[0].message().text(Lang::Zh);
        assert!(said.contains("重排所得不同"), "{said}");
    }
    let web = format!("{STEM}-web.pdf");
    let problems = tampered(&|files| {
        let report = files[&format!("{STEM}.pdf")].clone();
        files.insert(web.clone(), report);
    });
    assert!(problems.contains(&Problem::NotItsSource(web.clone())), "{problems:?}");
    let problems = tampered(&|files| {
        let web = files[&web].clone();
        files.insert(format!("{STEM}.pdf"), web);
    });
    assert!(matches!(problems.as_slice(), [Problem::NoSource(_)]), "{problems:?}");
    // The changelog tells what is not in the source: it is as good as who signed it.
    assert_eq!(tampered(&|files| replace(files, "CHANGELOG.md", "第一版", "第二版")), []);
}

#[test]
fn tricks_with_folders_are_named() {
    let problems = |edit: &dyn Fn(&Path)| {
        let folder = written(&RELEASE);
        edit(folder.path());
        by_sums(&Folder::read(folder.path()).unwrap())
    };
    let extra = problems(&|folder| fs::write(folder.join("data/多.csv"), "x").unwrap());
    assert_eq!(extra, [Problem::Extra("data/多.csv".into())]);
    assert_eq!(problems(&|folder| fs::remove_file(folder.join("SHA256SUMS")).unwrap()), [Problem::NoSums]);
    for path in ["../a", "/etc/passwd", "data/../../a"] {
        let list = |folder: &Path| fs::write(folder.join("SHA256SUMS"), format!("{}  {path}\n", hex_sum(b""))).unwrap();
        let found = problems(&list);
        assert_eq!(found, [Problem::Sums(sums::BadSums::Path(path.into()))]);
        assert!(found[0].message().text(Lang::Zh).contains(path));
    }
    #[cfg(unix)]
    {
        let outside = tempfile::NamedTempFile::new().unwrap();
        fs::write(outside.path(), &RELEASE["cover.png"]).unwrap();
        let linked = problems(&|folder| {
            fs::remove_file(folder.join("cover.png")).unwrap();
            std::os::unix::fs::symlink(outside.path(), folder.join("cover.png")).unwrap();
        });
        assert_eq!(linked, [Problem::Strange("cover.png".into())], "not followed, though its bytes are right");
    }
}

/// A throwaway key and who may sign with it; none, loudly, where there is no `ssh-keygen`.
fn key(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let key = folder.join("key");
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "x", "-f"]).arg(&key).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: no ssh-keygen, nothing was signed");
        return None;
    }
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    let signers = folder.join("signers");
    fs::write(&signers, format!("editor@example.org namespaces=\"kanyin\" {public}")).unwrap();
    Some((key, signers))
}

#[test]
fn a_signature_says_who_stands_for_a_release() {
    let keys = tempfile::tempdir().unwrap();
    let Some((key, signers)) = key(keys.path()) else { return };
    let project = project();
    let folder = path_of(&project, "1.0");
    let outcome = project.run(&["release", "1.0", "--sign", key.to_str().unwrap()]);
    assert!(outcome.code == 0 && outcome.stdout.contains("已签名"), "{}{}", outcome.stdout, outcome.stderr);
    let signed = read(&folder);
    assert!(RELEASE.iter().all(|(path, bytes)| signed.get(path) == Some(bytes)), "a signature changes nothing else");
    let signature = &signed["SHA256SUMS.sig"];
    let sums = &signed["SHA256SUMS"];
    assert_eq!(signature::check(&signers, sums, signature).unwrap(), Signature::By("editor@example.org".into()));
    let again = project.run(&["release", "1.0", "--sign", key.to_str().unwrap()]);
    assert!(again.code == 0 && again.stdout.contains("已经发布并签名"), "{}", again.stdout);
    assert_eq!(checked(&folder).signature, Signature::Unchecked);

    // Other bytes, another's list, another purpose.
    let bad =
        |signers: &Path, sums: &[u8]| matches!(signature::check(signers, sums, signature).unwrap(), Signature::Bad(_));
    assert!(bad(&signers, b"other"));
    let list = fs::read_to_string(&signers).unwrap();
    fs::write(&signers, list.replace("\"kanyin\"", "\"git\"")).unwrap();
    assert!(bad(&signers, sums));
    fs::write(&signers, "").unwrap();
    assert!(bad(&signers, sums));

    // A signature may come later, and none is made of what is no key; without the program nothing is written.
    fs::remove_file(folder.join("SHA256SUMS.sig")).unwrap();
    let unsigned = check(&folder, Some(&signers)).unwrap();
    assert_eq!(unsigned.problems, [Problem::Unsigned]);
    let later = project.run(&["release", "1.0", "--sign", key.to_str().unwrap()]);
    assert!(later.code == 0 && later.stdout.contains("补上了签名"), "{}{}", later.stdout, later.stderr);
    assert_eq!(&read(&folder)["SHA256SUMS.sig"], signature, "the same key signs the same");
    for (key, words) in [("没有", "不存在"), ("data/2030.json", "签名没有成功")] {
        let outcome = project.run(&["release", "1.1", "--sign", key]);
        assert!(outcome.code == 2 && outcome.stderr.contains(words), "{key}: {}", outcome.stderr);
    }
    let mut command = project.command(&["release", "1.1", "--sign", key.to_str().unwrap()]);
    let outcome = Outcome::from(command.env("PATH", "/nonexistent").output().unwrap());
    assert!(outcome.code == 2 && outcome.stderr.contains("没有找到 ssh-keygen"), "{}", outcome.stderr);
    assert!(!path_of(&project, "1.1").exists());
}
