//! Releases: whole, the same everywhere, never changed, and checkable by anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use kanyin::carried::received::Received;
use kanyin::checksum::hex_sum;
use kanyin::reading::Pdf;
use kanyin::release::folder::Folder;
use serde_json::{Value, json};

use crate::common::{Outcome, Project, copy_tree, fixture, root, squeeze};

pub const STEM: &str = "虚构签名-2030-v1.0";

/// What must stand in no file.
const PRIVATE: &str = "内部机密";

pub type Files = BTreeMap<String, Vec<u8>>;

/// The fictional annual report, with something to hide in every place that editors write for themselves.
pub fn project() -> Project {
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

pub fn path_of(project: &Project, version: &str) -> PathBuf {
    project.path(&format!("dist/虚构签名-2030-v{version}"))
}

pub fn read(folder: &Path) -> Files {
    Folder::read(folder).unwrap().files
}

/// The first release, made once, by two threads east of Greenwich.
pub static RELEASE: LazyLock<Files> = LazyLock::new(|| {
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
pub fn written(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

pub fn value(files: &Files, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap()
}

pub fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
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
