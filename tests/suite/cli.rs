//! The command as its users meet it: results on stdout, messages on stderr, exit codes, files whole or not at all.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{Outcome, Project, root};
use crate::pdf::Pdf;

const PDF: &str = "dist/电子合同信任服务用户调查报告（2018年）.pdf";

#[test]
fn build_writes_the_report_and_says_so_in_two_lines() {
    let project = Project::new();
    let outcome = project.run(&["build"]);
    let bytes = fs::read(project.path(PDF)).unwrap();
    let (written, claims) = outcome.stdout.split_once('\n').unwrap();
    assert_eq!(written, format!("{PDF}  17 页  {} 字节", bytes.len()));
    assert!(claims.starts_with("表述 15 处：属实 13，不实 0"), "{claims}");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(fs::read_dir(project.path("dist")).unwrap().count(), 1, "nothing else is left behind");
}

#[test]
fn where_the_time_went_is_told_when_asked() {
    let project = Project::new();
    let spent = |arguments: &[&str]| -> Vec<f64> {
        let outcome = project.run(&[&["--lang", "en", "build", "--timings"], arguments].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let line = outcome.stderr.lines().find(|line| line.contains(" ms: data ")).unwrap();
        line.split([' ', ',']).filter_map(|word| word.parse().ok()).collect()
    };
    // A printer's edition and a proof are laid out once more, after the audit; all else is made beside it.
    for (arguments, again) in [(&[][..], false), (&["--no-source"], false), (&["--print"], true), (&["--proof"], true)]
    {
        let [whole, stages @ ..] = &spent(arguments)[..] else { panic!() };
        let [data, style, charts, layout, second, export, audit] = stages else { panic!("{stages:?}") };
        assert!([data, style, charts, layout, export, audit].iter().all(|stage| **stage > 0.0), "{stages:?}");
        assert_eq!(*second > 1.0, again, "{stages:?}");
        let beside = if again { 0.0 } else { *audit };
        assert!((stages.iter().sum::<f64>() - beside - whole).abs() < 0.5, "{stages:?} of {whole}");
    }
}

#[test]
fn the_newest_data_and_the_nearest_project_are_found_from_anywhere() {
    let project = Project::new();
    fs::write(project.path("data/2019.json"), "{").unwrap();
    fs::create_dir_all(project.path("notes/deep")).unwrap();
    let outcome =
        project.command(&["build"]).current_dir(project.path("notes/deep")).output().map(Outcome::from).unwrap();
    assert_eq!(outcome.code, 2, "2019 is newer than 2018");
    assert!(outcome.stderr.contains("2019.json:1:1"), "{}", outcome.stderr);

    let data = project.path("data/2018.json");
    let outcome = Command::new(env!("CARGO_BIN_EXE_kanyin"))
        .current_dir("/")
        .args(["build".as_ref(), data.as_os_str(), "-o".as_ref(), project.path("a.pdf").as_os_str()])
        .output()
        .map(Outcome::from)
        .unwrap();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
}

#[test]
fn a_failed_build_leaves_the_old_report_as_it_was() {
    let project = Project::new();
    fs::create_dir(project.path("dist")).unwrap();
    let faults = [
        ("data/2018.json", r#""percent": "35.53""#, r#""percent": "135.53""#, "data/2018.json:39:", "不是有效的百分比"),
        (
            "templates/2018/chapter-2.typ",
            "#chart(\"使用时间\")",
            "#chart(\"使用\")",
            "templates/2018/chapter-2.typ:12:2",
            "没有这道题",
        ),
        (
            "templates/2018/chapter-2.typ",
            "目前，",
            "目前#undefined，",
            "templates/2018/chapter-2.typ:5:4",
            "unknown variable",
        ),
        ("templates/2018/chapter-2.typ", "目前，", "目前😀，", "templates/2018/chapter-2.typ:5:3", "字体缺字"),
        ("data/2018.json", "不足 1 年", "不足 𠮷 年", "data/2018.json:39:", "“𠮷”（U+20BB7）"),
        (
            "templates/kit/tokens.json",
            "\"row\": 25",
            "\"row\": 0",
            "templates/kit/tokens.json:",
            "chart.bar.row 不能是 0",
        ),
        (
            "templates/kit/tokens.json",
            "\"Noto Serif SC\"",
            "\"FangSong\"",
            "templates/kit/tokens.json:2:22",
            "没有字体 “FangSong”",
        ),
        ("templates/kit/tokens.json", "\"#000000\"", "\"black\" x", "templates/kit/tokens.json:4:", "设计参数有误"),
    ];
    for (file, from, to, place, message) in faults {
        let before = fs::read_to_string(project.path(file)).unwrap();
        fs::write(project.path(PDF), "the old report").unwrap();
        project.edit(file, from, to);
        let outcome = project.run(&["build"]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{to}");
        assert!(outcome.stderr.contains(place) && outcome.stderr.contains(message), "{to}: {}", outcome.stderr);
        assert_eq!(fs::read_to_string(project.path(PDF)).unwrap(), "the old report", "{to}");
        assert_eq!(fs::read_dir(project.path("dist")).unwrap().count(), 1, "{to}: nothing is left behind");
        fs::write(project.path(file), before).unwrap();
    }
}

#[test]
fn what_cannot_be_done_is_said_with_a_remedy() {
    let project = Project::new();
    fs::create_dir_all(project.path("a/report.pdf")).unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["build", "data/2017.json"], "不存在"),
        (&["build", "--pages", "14"], "没有页码为 “14” 的页"),
        (&["build", "--pages", "3-1"], "前后颠倒"),
        (&["build", "--font-path", "none"], "读取字体文件夹"),
        (&["build", "--font-path", "a"], "里没有字体文件"),
        (&["build", "-o", "a/report.pdf"], "这是一个文件夹"),
        (&["build", "-o", "new/"], "这是一个文件夹"),
        (&["build", "-o", "page.png"], "--format png"),
        (&["build", "--format", "png", "-o", "data/2018.json"], "这不是文件夹"),
        (&["build", "data"], "这是一个文件夹"),
        (&["build", "-o", "data/2018.json/x.pdf"], "写入"),
    ];
    for (arguments, message) in cases {
        let outcome = project.run(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.stderr.contains(message), "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("建议"), "{arguments:?}: {}", outcome.stderr);
    }
    let outside = tempfile::tempdir().unwrap();
    let outcome = project.command(&["build"]).current_dir(outside.path()).output().map(Outcome::from).unwrap();
    assert!(outcome.code == 2 && outcome.stderr.contains("不是报告项目"), "{}", outcome.stderr);
}

#[test]
fn a_prose_folder_outside_the_project_is_refused() {
    for folder in ["../elsewhere", "/etc", "/", ".", "templates/2017", "templates/../../x"] {
        let project = Project::new();
        project.edit("data/2018.json", "\"year\": 2018,", &format!("\"year\": 2018, \"prose\": \"{folder}\","));
        let outcome = project.run(&["build"]);
        assert!(outcome.code == 2 && outcome.stderr.contains("没有正文文件夹"), "{folder}: {}", outcome.stderr);
    }
}

#[test]
fn a_range_of_pages_is_a_preview_and_says_so() {
    let project = Project::new();
    let outcome = project.run(&["build", "--pages", "II,3-5", "-o", "preview.pdf"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("警告") && outcome.stderr.contains("预览"), "{}", outcome.stderr);
    let pdf = Pdf::read(&fs::read(project.path("preview.pdf")).unwrap());
    assert_eq!(pdf.labels(), ["II", "3", "4", "5"]);
    assert!(!pdf.is_tagged());
}

#[test]
fn a_proof_lies_beside_its_report() {
    let project = Project::new();
    let outcome = project.run(&["build", "--proof"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let path = project.path("dist/电子合同信任服务用户调查报告（2018年）（校样）.pdf");
    let pdf = Pdf::read(&fs::read(path).unwrap());
    assert!(pdf.is_tagged());
    let labels = pdf.labels();
    assert_eq!((labels[5].as_str(), labels[17].as_str()), ("2", "校1"));
    assert!(!project.path("dist/电子合同信任服务用户调查报告（2018年）.pdf").exists());
}

#[test]
fn pages_come_as_pictures_too() {
    let project = Project::new();
    let files = |folder: &str| {
        let mut names: Vec<String> = fs::read_dir(project.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(project.run(&["build", "--format", "png", "--pages", "封面,1", "-o", "png"]).code, 0);
    assert_eq!(files("png"), ["page-01.png", "page-05.png"]);
    assert!(fs::read(project.path("png/page-01.png")).unwrap().starts_with(b"\x89PNG"));

    assert_eq!(project.run(&["build", "--format", "svg", "-o", "svg"]).code, 0);
    assert_eq!(files("svg").len(), 17);

    assert_eq!(project.run(&["build", "--format", "svg", "--pages", "7", "-o", "one.svg"]).code, 0);
    assert!(fs::read_to_string(project.path("one.svg")).unwrap().starts_with("<svg"));
}

#[test]
fn schema_prints_the_schema() {
    let outcome = Project::new().run(&["schema"]);
    assert_eq!(outcome.stdout, fs::read_to_string(root().join("data/schema.json")).unwrap());
}

#[test]
fn an_editors_own_fonts_are_used() {
    let project = Project::new();
    fs::create_dir(project.path("own")).unwrap();
    // A face of another name: the bundled one with its names rewritten, in UTF-16 as fonts keep them.
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (from, to) = (utf16("Noto"), utf16("Echo"));
    let mut font = fs::read(root().join("fonts/NotoSerifSC-Regular.ttf")).unwrap();
    for start in 0..font.len() - from.len() {
        if font[start..].starts_with(&from) {
            font[start..start + from.len()].copy_from_slice(&to);
        }
    }
    fs::write(project.path("own/echo.ttf"), font).unwrap();
    project.edit("templates/kit/tokens.json", "Noto Serif SC", "Echo Serif SC");

    let outcome = project.run(&["build"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("没有字体 “Echo Serif SC”"), "{}", outcome.stderr);
    let outcome = project.run(&["build", "--font-path", "own", "-o", "own.pdf"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let fonts = Pdf::read(&fs::read(project.path("own.pdf")).unwrap()).fonts();
    assert!(fonts.iter().any(|(name, _)| name.ends_with("+EchoSerifSC-Regular")), "{fonts:?}");

    fs::write(project.path("own/broken.ttf"), "no font").unwrap();
    let outcome = project.run(&["build", "--font-path", "own"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("broken.ttf 不是可用的字体文件"), "{}", outcome.stderr);
}

#[test]
fn nothing_outside_the_project_is_read_or_written_over() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("main.typ"), "外").unwrap();
    let project = Project::new();
    fs::create_dir(project.path("full")).unwrap();
    fs::write(project.path("full/notes.txt"), "mine").unwrap();
    let outcome = project.run(&["build", "--format", "png", "-o", "full"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("里有别的文件：notes.txt"), "{}", outcome.stderr);
    assert_eq!(fs::read_to_string(project.path("full/notes.txt")).unwrap(), "mine");

    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), project.path("templates/link")).unwrap();
        project.edit("templates/2018/main.typ", "#cover()", "#include \"/templates/link/main.typ\"");
        let outcome = project.run(&["build"]);
        assert!(outcome.code == 2 && outcome.stderr.contains("templates/2018/main.typ:4:10"), "{}", outcome.stderr);
    }
}

/// Two folders, time zones, locales, umasks and thread counts.
#[cfg(unix)]
#[test]
fn builds_are_the_same_bytes_everywhere() {
    let build = |folder: &Path, environment: &[(&str, &str)], umask: &str| {
        let script = format!("umask {umask}; exec \"$0\" build -o out.pdf");
        let status = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_kanyin")])
            .current_dir(folder)
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
        fs::read(folder.join("out.pdf")).unwrap()
    };
    let (first, second) = (Project::new(), Project::new());
    let a = build(&first.path(""), &[("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")], "022");
    let b =
        build(&second.path(""), &[("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8"), ("SOURCE_DATE_EPOCH", "7")], "077");
    assert!(a == b, "two builds differ");
    second.edit("data/2018.json", "84.21", "84.22");
    assert!(a != build(&second.path(""), &[], "022"), "a changed number changes the bytes");

    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(first.path("out.pdf")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o644, "an ordinary file of its user");
}
