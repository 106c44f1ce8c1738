//! `batch`: every edition is what `build` makes of its data, however the work is cut; what fails is told and spoils
//! nothing; a killed run loses nothing that was done.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::annual::{done, project};
use crate::common::{Project, squeeze};
use crate::pdf::Pdf;

/// Regions with how many of 320 use it, how many of those less than a year, and what the report is called.
const LIST: &str = "\
output,data,report.title,应用.已应用.count,应用.计划.count,应用.没有.count,bases.用户.n,时间.不满1年.count,时间.1至3年.count,时间.3年以上.count
华北/北京.pdf,data/2030.json,北京电子签名调查报告,210,70,40,210,52,98,60
华东/上海.pdf,data/2030.json,“上海”电子签名调查报告,209,71,40,209,50,99,60
华东/浙江.pdf,data/2030.json,,208,72,40,208,49,99,60
四川.pdf,data/2030.json,四川电子签名调查报告,212,68,40,212,54,98,60
广东.pdf,data/2030.json,广东电子签名调查报告,220,60,40,220,62,98,60
甘肃.pdf,data/2030.json,,,,,,,,
";

fn listed() -> Project {
    let project = project();
    fs::write(project.path("list.csv"), LIST).unwrap();
    project
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true => {
                files.extend(self::files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)))
            }
            false => drop(files.insert(name, fs::read(path).unwrap())),
        }
    }
    files
}

fn pdfs(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(&project.path(folder));
    files.retain(|name, _| name.ends_with(".pdf"));
    files
}

fn summary(project: &Project, file: &str) -> Value {
    serde_json::from_slice(&fs::read(project.path(file)).unwrap()).unwrap()
}

/// How many editions a run made and kept, as it says.
fn made_and_kept(stdout: &str) -> (usize, usize) {
    let count = |word: &str| {
        let rest = stdout.split_once(word).unwrap_or_else(|| panic!("{stdout}")).1.trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    (count("新排"), count("沿用"))
}

#[test]
fn an_edition_is_what_build_makes_of_its_data() {
    let project = listed();
    done(project.run(&["batch", "list.csv", "-o", "out", "--jobs", "2"]));
    let made = pdfs(&project, "out");
    assert_eq!(made.len(), 6);
    // The third row says what this data file says, word for word.
    let data = fs::read_to_string(project.path("data/2030.json")).unwrap();
    project.edit("data/2030.json", r#""不满 1 年", "count": 50"#, r#""不满 1 年", "count": 49"#);
    project.edit("data/2030.json", r#""1 年以上、不满 3 年", "count": 98"#, r#""1 年以上、不满 3 年", "count": 99"#);
    done(project.run(&["build", "-o", "a.pdf"]));
    assert!(fs::read(project.path("a.pdf")).unwrap() == made["华东/浙江.pdf"]);
    // The last one sets nothing.
    fs::write(project.path("data/2030.json"), data).unwrap();
    done(project.run(&["build", "-o", "a.pdf"]));
    assert!(fs::read(project.path("a.pdf")).unwrap() == made["甘肃.pdf"]);
    let cover = Pdf::read(&made["华东/上海.pdf"]).pages().remove(0).body;
    assert!(squeeze(&cover).contains("“上海”电子签名调查报告"), "{cover}");
    let verified = project.run(&["verify", "out/广东.pdf"]);
    assert!(verified.stdout.contains("逐字节一致"), "{}", verified.stdout);
}

#[test]
fn bytes_hang_on_nothing_but_the_rows() {
    let project = listed();
    done(project.run(&["batch", "list.csv", "-o", "one", "--jobs", "1"]));
    let (made, told) = (pdfs(&project, "one"), fs::read(project.path("one/batch.json")).unwrap());
    done(project.run(&["batch", "list.csv", "-o", "three", "--jobs", "3"]));
    assert!(made == pdfs(&project, "three") && told == fs::read(project.path("three/batch.json")).unwrap());
    for part in ["1/3", "3/3", "2/3"] {
        done(project.run(&["batch", "list.csv", "-o", "parts", "--jobs", "1", "--shard", part]));
    }
    let merged = done(project.run(&["batch", "list.csv", "-o", "parts", "--merge"]));
    assert_eq!(merged, "共 6 个版本：排好 6，失败 0，缺 0；结果见 parts/batch.json\n");
    assert!(made == pdfs(&project, "parts") && told == fs::read(project.path("parts/batch.json")).unwrap());
    let mut lines: Vec<&str> = LIST.lines().collect();
    lines[1..].reverse();
    fs::write(project.path("list.csv"), lines.join("\n")).unwrap();
    done(project.run(&["batch", "list.csv", "-o", "reversed", "--jobs", "1"]));
    assert!(made == pdfs(&project, "reversed"));

    // The same list as lines of JSON.
    let heads: Vec<&str> = lines[0].split(',').collect();
    let row = |line: &&str| {
        let cells = heads.iter().zip(line.split(',')).filter(|(_, cell)| !cell.is_empty());
        let value = |(head, cell): (&&str, &str)| {
            let number = cell.parse::<u64>().map(Value::from);
            ((*head).to_owned(), number.unwrap_or_else(|_| Value::from(cell)))
        };
        Value::Object(cells.map(value).collect()).to_string()
    };
    let rows: Vec<String> = lines[1..].iter().map(row).collect();
    fs::write(project.path("list.jsonl"), rows.join("\n")).unwrap();
    done(project.run(&["batch", "list.jsonl", "-o", "json"]));
    assert!(made == pdfs(&project, "json"));
}

#[test]
fn what_fails_is_told_where_it_stands_and_spoils_no_other() {
    let project = listed();
    let list = LIST
        .replace(
            "上海.pdf,data/2030.json,“上海”电子签名调查报告,209,",
            "上海.pdf,data/2030.json,“上海”电子签名调查报告,二百,",
        )
        .replace("四川.pdf,data/2030.json", "四川.pdf,data/2029.json")
        .replace("广东电子签名调查报告", "广东𠀀调查报告");
    fs::write(project.path("list.csv"), list).unwrap();
    let outcome = project.run(&["batch", "list.csv", "-o", "out", "--jobs", "2"]);
    outcome.expect(1);
    assert_eq!(outcome.stdout, "共 6 个版本：新排 3，沿用 0，失败 3；结果见 out/batch.json\n");
    for place in
        ["list.csv:3:39", "list.csv:5:1", "list.csv:6:23", "华东/上海.pdf（list.csv 第 3 行）", "data/2029.json", "𠀀"]
    {
        assert!(outcome.stderr.contains(place), "{place}: {}", outcome.stderr);
    }
    let told = summary(&project, "out/batch.json");
    assert_eq!((&told["done"], &told["failed"], &told["missing"]), (&3.into(), &3.into(), &0.into()));
    let [_, failed, ..] = told["editions"].as_array().unwrap().as_slice() else { panic!() };
    let fault = &failed["diagnostics"][0];
    let place = [&failed["state"], &fault["file"], &fault["line"], &fault["column"]];
    assert_eq!(place, [&Value::from("failed"), &"list.csv".into(), &3.into(), &39.into()]);

    // Repaired, only those are made; and they are as if nothing had failed.
    fs::write(project.path("list.csv"), LIST).unwrap();
    let repaired = done(project.run(&["batch", "list.csv", "-o", "out", "--resume"]));
    assert_eq!(made_and_kept(&repaired), (3, 3));
    done(project.run(&["batch", "list.csv", "-o", "whole"]));
    assert!(pdfs(&project, "out") == pdfs(&project, "whole"));
    assert!(fs::read(project.path("out/batch.json")).unwrap() == fs::read(project.path("whole/batch.json")).unwrap());

    for (list, code, said) in [
        (LIST.replace("时间.不满1年.count", "时间.不满一年.count"), 1, "是否为 不满1年？"),
        (LIST.replace("时间.不满1年.count", "时间"), 1, "时间 不是单独的一项"),
        (LIST.replace("四川.pdf", "../四川.pdf"), 2, "list.csv:5:1"),
        (LIST.replace("四川.pdf", "甘肃.PDF"), 2, "与第 5 行的输出同名"),
    ] {
        fs::write(project.path("list.csv"), list).unwrap();
        let outcome = project.run(&["batch", "list.csv", "-o", "bad"]);
        outcome.expect(code);
        assert!(outcome.stderr.contains(said), "{said}: {}", outcome.stderr);
    }
    assert!(!project.path("四川.pdf").exists());
}

#[test]
fn false_claims_fail_an_edition_where_they_are_denied() {
    let project = listed();
    fs::write(
        project.path("list.csv"),
        "output,data,验证.短信.count\n甲.pdf,data/2030.json,100\n乙.pdf,data/2030.json,\n",
    )
    .unwrap();
    done(project.run(&["batch", "list.csv", "-o", "out"]));
    let told = summary(&project, "out/batch.json");
    let counts = [0, 1].map(|index| told["editions"][index]["claims"]["false"].as_u64().unwrap());
    assert_eq!(counts, [1, 0], "{told}");
    let denied = project.run(&["batch", "list.csv", "-o", "denied", "--deny-false"]);
    denied.expect(1);
    assert!(
        denied.stderr.contains("甲.pdf（list.csv 第 2 行）") && denied.stderr.contains("超过七成"),
        "{}",
        denied.stderr
    );
    assert_eq!(pdfs(&project, "denied").into_keys().collect::<Vec<_>>(), ["乙.pdf"]);
}

#[test]
fn what_is_there_and_the_same_is_kept() {
    let project = listed();
    let resume = |folder: &str| made_and_kept(&done(project.run(&["batch", "list.csv", "-o", folder, "--resume"])));
    assert_eq!(resume("out"), (6, 0), "nothing to go on with");
    let made = pdfs(&project, "out");
    assert_eq!(resume("out"), (0, 6));
    // Whatever was cut otherwise before is known too.
    let parts = ["1/2", "2/2"].map(|part| {
        made_and_kept(&done(project.run(&["batch", "list.csv", "-o", "out", "--resume", "--shard", part])))
    });
    assert_eq!((parts[0].0 + parts[1].0, parts[0].1 + parts[1].1), (0, 6));

    fs::remove_file(project.path("out/四川.pdf")).unwrap();
    fs::write(project.path("out/广东.pdf"), &made["广东.pdf"][..1000]).unwrap();
    assert_eq!(resume("out"), (2, 4), "gone or damaged");
    project.edit("list.csv", "广东电子签名", "广东省电子签名");
    assert_eq!(resume("out"), (1, 5), "another title");
    project.edit("list.csv", "广东省电子签名", "广东电子签名");
    assert_eq!(resume("out"), (1, 5), "the title from before");
    assert!(pdfs(&project, "out") == made);
    project.edit("templates/2030/chapter-1.typ", "。", "！");
    assert_eq!(resume("out"), (6, 0), "other prose");
    fs::write(project.path("templates/2030/unread.typ"), "无人读").unwrap();
    assert_eq!(resume("out"), (0, 6), "what no edition reads");
    project.edit("data/2030.json", r#""省市": 21"#, r#""省市": 22"#);
    assert_eq!(resume("out"), (6, 0), "other data");
    let without = done(project.run(&["batch", "list.csv", "-o", "out", "--resume", "--no-source"]));
    assert_eq!(made_and_kept(&without), (6, 0), "other options");
    assert_eq!(made_and_kept(&done(project.run(&["batch", "list.csv", "-o", "out"]))), (6, 0), "not asked to go on");
}

#[test]
fn shards_that_do_not_fit_together_are_not_merged() {
    let project = listed();
    let merge = |code: i32, said: &str| {
        let outcome = project.run(&["batch", "list.csv", "-o", "out", "--merge"]);
        outcome.expect(code);
        assert!((outcome.stdout + &outcome.stderr).contains(said), "{said}");
    };
    fs::create_dir(project.path("out")).unwrap();
    merge(2, "没有各份的结果");
    done(project.run(&["batch", "list.csv", "-o", "out", "--shard", "1/2"]));
    merge(1, "缺 ");
    assert!(summary(&project, "out/batch.json")["missing"].as_u64().unwrap() > 0);
    project.edit("list.csv", "四川电子", "四川省电子");
    done(project.run(&["batch", "list.csv", "-o", "out", "--shard", "2/2"]));
    merge(2, "batch-1-of-2.json 是按另一份清单排的");
    done(project.run(&["batch", "list.csv", "-o", "out", "--shard", "1/2", "--resume"]));
    merge(0, "排好 6，失败 0，缺 0");
    fs::write(project.path("out/batch-1-of-2.json"), "{").unwrap();
    merge(2, "不是 batch 的结果");
}

#[cfg(target_os = "linux")]
mod killed {
    use std::process::{Child, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, kill_process};

    use super::*;

    /// The processes that another one started.
    fn children(of: u32) -> Vec<Pid> {
        let tasks =
            fs::read_dir(format!("/proc/{of}/task")).map(|tasks| tasks.flatten().collect()).unwrap_or(Vec::new());
        let texts = tasks.iter().map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
        let pids: Vec<i32> =
            texts.flat_map(|text| text.split(' ').filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>()).collect();
        pids.into_iter().filter_map(Pid::from_raw).collect()
    }

    fn start(project: &Project, folder: &str, jobs: &str) -> Child {
        let mut command = project.command(&["batch", "long.csv", "-o", folder, "--resume", "--jobs", jobs]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The list several times over, each edition under a name of its own.
    fn long(project: &Project, times: usize) -> usize {
        let (head, rows) = LIST.split_once('\n').unwrap();
        let rows: Vec<String> =
            (0..times).flat_map(|time| rows.lines().map(move |row| format!("{time}/{row}"))).collect();
        fs::write(project.path("long.csv"), format!("{head}\n{}\n", rows.join("\n"))).unwrap();
        rows.len()
    }

    fn journalled(project: &Project, folder: &str) -> usize {
        let text = fs::read_to_string(project.path(folder).join("batch.jsonl")).unwrap_or_default();
        text.lines().filter(|line| line.contains("\"output\"")).count()
    }

    #[test]
    fn a_killed_run_loses_nothing_that_was_done() {
        let project = listed();
        let total = long(&project, 3);
        let mut undisturbed = project.command(&["batch", "long.csv", "-o", "whole"]).spawn().unwrap();
        let mut made = 0;
        for after in 1..=4 {
            let mut run = start(&project, "out", "2");
            let workers = || children(run.id());
            let begun = Instant::now();
            let enough = || journalled(&project, "out") >= made + after;
            while !enough() && begun.elapsed() < Duration::from_secs(60) {
                thread::sleep(Duration::from_millis(3));
            }
            let workers = workers();
            run.kill().unwrap();
            run.wait().unwrap();
            // They end with it.
            let alive = |pid: &Pid| rustix::process::test_kill_process(*pid).is_ok();
            let begun = Instant::now();
            while workers.iter().any(alive) && begun.elapsed() < Duration::from_secs(10) {
                thread::sleep(Duration::from_millis(3));
            }
            // Whatever is there is whole, and is kept.
            let there = pdfs(&project, "out").into_iter().filter(|(name, _)| !name.starts_with(".batch")).count();
            assert!(there <= journalled(&project, "out"), "nothing stands there unknown");
            made = journalled(&project, "out");
            assert!(there + 2 >= made);
        }
        let before = pdfs(&project, "out").into_iter().filter(|(name, _)| !name.starts_with(".batch")).count();
        let output = start(&project, "out", "2").wait_with_output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(made_and_kept(&said), (total - before, before), "none is made twice");
        assert!(undisturbed.wait().unwrap().success());
        let strip = |folder: &str| {
            let mut files = files(&project.path(folder));
            files.remove("batch.jsonl");
            files
        };
        assert!(strip("out") == strip("whole"), "the same files and no other");
    }

    #[test]
    fn a_worker_that_dies_takes_its_own_edition_with_it() {
        let project = listed();
        let total = long(&project, 2);
        let run = start(&project, "out", "1");
        let begun = Instant::now();
        while journalled(&project, "out") < 2 && begun.elapsed() < Duration::from_secs(60) {
            thread::sleep(Duration::from_millis(2));
        }
        kill_process(children(run.id())[0], Signal::KILL).unwrap();
        let output = run.wait_with_output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("进程意外结束：signal: 9") && said.contains("失败 1"), "{said}");
        assert_eq!(pdfs(&project, "out").len(), total - 1);
        let again = start(&project, "out", "1").wait_with_output().unwrap();
        assert_eq!(made_and_kept(&String::from_utf8(again.stdout).unwrap()), (1, total - 1));
    }
}
