//! `kanyin watch`: pages follow their sources, trouble is told and passes, and nobody else is served.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::Project;
use crate::live::{Live, PATIENCE, ask};

const CHAPTER: &str = "templates/2018/chapter-1.typ";
const DATA: &str = "data/2018.json";

fn is_well(trouble: &Value) -> bool {
    trouble["diagnostics"].as_array().unwrap().is_empty()
}

fn is_ill(trouble: &Value) -> bool {
    !is_well(trouble)
}

/// The pages whose looks changed, as printed.
fn changed(pages: &Value) -> Vec<String> {
    let folio = |number: &Value| pages["pages"][number.as_u64().unwrap() as usize - 1]["folio"].as_str().unwrap();
    pages["changed"].as_array().unwrap().iter().map(|number| folio(number).to_owned()).collect()
}

/// The values in the table of a question's figure.
fn shown_values<'a>(findings: &'a Value, question: &str) -> Vec<&'a str> {
    let figures = findings["figures"].as_array().unwrap();
    let figure = figures.iter().find(|figure| figure["question"] == question).unwrap();
    figure["rows"].as_array().unwrap().iter().map(|row| row[1].as_str().unwrap()).collect()
}

#[test]
fn pages_follow_prose_data_style_and_waivers() {
    let project = Project::new();
    let live = Live::start(&project, &[]);
    let window = live.window();
    let first = window.wait("pages", |_| true);
    assert_eq!((first["build"].as_u64(), first["pages"].as_array().unwrap().len()), (Some(1), 17));
    assert_eq!(first["outline"][4]["title"], "一、调查背景");
    let found = window.wait("findings", |_| true);
    assert_eq!(found["claims"]["true"], 13);
    assert_eq!(found["marks"].as_array().unwrap().iter().filter(|mark| mark["kind"] == "claim").count(), 15);
    window.wait("trouble", is_well);

    // A sentence: only pages on which it shows, and how the ones that are looked at change comes with the news.
    assert_eq!(live.get("/seen/1/100").status, 204);
    project.edit("templates/2018/chapter-2.typ", "= ", "= 关于");
    let pages = window.wait("pages", |pages| pages["build"] == 2);
    assert!(!changed(&pages).is_empty() && changed(&pages).len() < 6, "{:?}", changed(&pages));
    let id = pages["pages"][pages["changed"][0].as_u64().unwrap() as usize - 1]["id"].as_str().unwrap().to_owned();
    let patch = &pages["patches"][&id];
    let base = patch["base"].as_str().unwrap();
    assert_eq!(*base, first["pages"][pages["changed"][0].as_u64().unwrap() as usize - 1]["id"], "from the page before");
    let asked = live.get(&format!("/patches/{base}/{id}"));
    assert_eq!(serde_json::from_slice::<Value>(&asked.body).unwrap(), *patch, "the same, asked for");
    let svg = live.get(&format!("/pages/{id}.svg"));
    assert!(svg.status == 200 && svg.body.starts_with(b"<svg") && svg.body.len() > 4 * asked.body.len());
    assert_eq!(live.get(&format!("/patches/{id}0/{id}")).status, 204, "from a page that nobody knows");

    // A number: its figure, its words and its findings.
    project.edit(DATA, "\"35.53\"", "\"35.52\"");
    assert!(!changed(&window.wait("pages", |pages| pages["build"] == 3)).is_empty());
    let found = window.wait("findings", |found| found["build"] == 3);
    assert_eq!(shown_values(&found, "使用时间")[0], "35.52%");
    let mark = found["marks"].as_array().unwrap().iter().find(|mark| mark["options"][0] == "使用时间.不足1年").unwrap();
    assert_eq!((mark["lines"][0][1].as_str(), mark["data"]["line"].as_u64()), (Some("35.52%"), Some(39)));

    // A colour.
    project.edit("templates/kit/tokens.json", "\"lead\": \"#", "\"lead\": \"#0");
    let trouble = window.wait("trouble", is_ill);
    assert_eq!(trouble["diagnostics"][0]["place"]["file"], "templates/kit/tokens.json");
    project.edit("templates/kit/tokens.json", "\"lead\": \"#01F5A96", "\"lead\": \"#1F5A97");
    assert!(window.wait("pages", |pages| pages["build"] == 4)["changed"].as_array().unwrap().len() > 5);
    window.wait("trouble", is_well);

    // A waiver: no page changes.
    let before = window.wait("findings", |found| found["build"] == 4);
    assert_eq!(before["claims"]["waived"], 2);
    fs::write(project.path("data/2018.waivers.json"), r#"{ "waivers": [] }"#).unwrap();
    assert_eq!(window.wait("findings", |found| found["build"] == 5)["claims"]["false"], 2);
}

#[test]
fn while_a_source_is_broken_the_last_good_pages_stay() {
    let project = Project::new();
    let live = Live::start(&project, &[]);
    let window = live.window();
    let first = window.wait("pages", |_| true);
    let id = first["pages"][6]["id"].as_str().unwrap();
    window.wait("trouble", is_well);
    let breaks: [(&str, &str, &str, u64); 3] = [
        (CHAPTER, "= 调查背景", "#nothing", 3),
        (DATA, "\"valid\": 106", "\"valid\": 十", 17),
        (CHAPTER, "#chart(\"", "#chart(\"无此题", 17),
    ];
    for (file, from, to, line) in breaks {
        let whole = fs::read(project.path(file)).unwrap();
        project.edit(file, from, to);
        let trouble = window.wait("trouble", is_ill);
        let first = &trouble["diagnostics"][0];
        assert_eq!(
            (first["place"]["file"].as_str(), first["place"]["line"].as_u64()),
            (Some(file), Some(line)),
            "{first}"
        );
        assert!(!first["hints"].as_array().unwrap().is_empty());
        assert_eq!(live.get(&format!("/pages/{id}.svg")).status, 200, "the last good page is there");
        assert_eq!(live.get("/report.pdf").status, 409, "and no PDF");
        fs::write(project.path(file), whole).unwrap();
        window.wait("trouble", is_well);
    }
}

#[test]
fn saves_in_pieces_and_moves_are_no_trouble() {
    let project = Project::new();
    let live = Live::start(&project, &[]);
    let window = live.window();
    window.wait("pages", |_| true);
    window.wait("trouble", is_well);
    let data = fs::read_to_string(project.path(DATA)).unwrap();
    let chapter = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let pause = || thread::sleep(Duration::from_millis(60));

    // Half a file, then the rest.
    let new = data.replace("\"35.53\"", "\"35.54\"");
    fs::write(project.path(DATA), &new.as_bytes()[..new.len() / 2]).unwrap();
    pause();
    fs::write(project.path(DATA), &new).unwrap();
    let mut heard = Vec::new();
    let settled = |heard: &[(String, Value)]| {
        heard.iter().any(|(topic, news)| topic == "findings" && shown_values(news, "使用时间")[0] == "35.54%")
    };
    while !settled(&heard) {
        heard.extend(window.hear(Duration::from_millis(300)));
    }

    // Moved away, then a new one in its place, as careful editors save.
    fs::rename(project.path(CHAPTER), project.path("templates/2018/chapter-1.typ~")).unwrap();
    pause();
    fs::write(project.path("templates/2018/4913"), format!("{chapter}\n换行之后。\n")).unwrap();
    fs::rename(project.path("templates/2018/4913"), project.path(CHAPTER)).unwrap();
    heard.extend(window.hear(Duration::from_millis(900)));

    // A checkout: the whole folder is another one.
    fs::rename(project.path("templates/2018"), project.path("templates/旧")).unwrap();
    crate::common::copy_tree(&project.path("templates/旧"), &project.path("templates/2018"));
    fs::write(project.path(CHAPTER), chapter.replace("= ", "= 再论")).unwrap();
    heard.extend(window.hear(Duration::from_millis(2500)));
    let ill: Vec<_> = heard.iter().filter(|(topic, news)| topic == "trouble" && is_ill(news)).collect();
    assert!(ill.is_empty(), "{ill:?}");
    let last = heard.iter().rev().find(|(topic, _)| topic == "pages").unwrap();
    assert_eq!(last.1["outline"][4]["title"], "一、再论调查背景");
}

#[test]
fn broken_from_the_start_it_serves_what_is_wrong_and_then_the_pages() {
    let project = Project::new();
    let whole = fs::read(project.path(DATA)).unwrap();
    fs::write(project.path(DATA), "{").unwrap();
    let live = Live::start(&project, &[DATA]);
    let window = live.window();
    assert_eq!(window.wait("trouble", is_ill)["diagnostics"][0]["place"]["line"], 1);
    let reply = live.get("/report.pdf");
    let why = String::from_utf8(reply.body).unwrap();
    assert!(reply.status == 409 && why.contains("data/2018.json:1"), "{why}");
    fs::write(project.path(DATA), whole).unwrap();
    window.wait("pages", |pages| pages["pages"].as_array().unwrap().len() == 17);
    window.wait("trouble", is_well);
}

#[test]
fn what_was_missing_is_found_when_it_comes() {
    let project = Project::new();
    let away = |name: &str| fs::rename(project.path(name), project.path("暂存")).unwrap();
    let back = |name: &str| fs::rename(project.path("暂存"), project.path(name)).unwrap();
    away("templates/2018");
    let live = Live::start(&project, &[]);
    let window = live.window();
    window.wait("trouble", is_ill);
    back("templates/2018");
    window.wait("pages", |pages| pages["pages"].as_array().unwrap().len() == 17);
    window.wait("trouble", is_well);

    // A prose folder that the data name before it is there.
    project.edit(DATA, "\"report\": {", "\"report\": { \"prose\": \"templates/新\",");
    let trouble = window.wait("trouble", is_ill);
    assert!(trouble["diagnostics"][0]["message"].as_str().unwrap().contains("templates/新"), "{trouble}");
    fs::rename(project.path("templates/2018"), project.path("templates/新")).unwrap();
    window.wait("trouble", is_well);
}

#[cfg(unix)]
#[test]
fn links_and_fonts_are_followed_to_what_they_are_now() {
    let project = Project::new();
    fs::rename(project.path(DATA), project.path("data/一.json")).unwrap();
    let other = fs::read_to_string(project.path("data/一.json")).unwrap().replace("\"35.53\"", "\"35.54\"");
    fs::write(project.path("data/二.json"), other).unwrap();
    let link = |to: &str| {
        std::os::unix::fs::symlink(to, project.path("data/新.json")).unwrap();
        fs::rename(project.path("data/新.json"), project.path(DATA)).unwrap();
    };
    link("一.json");
    fs::create_dir(project.path("字体")).unwrap();
    let font = |name: &str| {
        fs::copy(crate::common::root().join("fonts").join(name), project.path("字体/深.ttf")).unwrap();
    };
    font("NotoSansSC-Bold.ttf");
    let live = Live::start(&project, &[DATA, "--font-path", "字体"]);
    let window = live.window();
    let first = window.wait("findings", |findings| shown_values(findings, "使用时间")[0] == "35.53%");
    link("二.json");
    let second = window.wait("findings", |findings| shown_values(findings, "使用时间")[0] == "35.54%");
    assert!(first["build"].as_u64() < second["build"].as_u64());

    // The regular face as the bold one: what is bold looks otherwise.
    let before = window.wait("pages", |_| true)["build"].as_u64();
    fs::create_dir(project.path("字体/内")).unwrap();
    fs::write(project.path("字体/内/坏.ttf"), "none").unwrap();
    window.wait("trouble", is_ill);
    fs::remove_file(project.path("字体/内/坏.ttf")).unwrap();
    window.wait("trouble", is_well);
    assert!(window.wait("pages", |_| true)["build"].as_u64() > before);
}

#[test]
fn why_there_is_no_pdf_is_told() {
    let project = Project::new();
    project.run(&["build", "-o", "图.pdf"]).expect(0);
    fs::copy(project.path("图.pdf"), project.path("templates/2018/图.pdf")).unwrap();
    let live = Live::start(&project, &[]);
    let window = live.window();
    window.wait("findings", |_| true);
    project.edit(CHAPTER, "= ", "#image(\"图.pdf\", width: 1cm, alt: \"图\")\n\n= ");
    window.wait("pages", |pages| pages["build"] == 2);
    let reply = live.get("/report.pdf");
    let why = String::from_utf8(reply.body).unwrap();
    assert_eq!(reply.status, 409, "{}", reply.head);
    assert!(reply.head.contains("text/plain; charset=utf-8") && why.contains("错误"), "{why}");
}

#[cfg(unix)]
#[test]
fn it_ends_when_told_to_and_leaves_inputs_alone() {
    let project = Project::new();
    fs::create_dir(project.path("夹.pdf")).unwrap();
    project.run(&["watch", "-o", "夹.pdf"]).expect(2);
    let chapter = fs::read(project.path(CHAPTER)).unwrap();
    std::os::unix::fs::symlink(CHAPTER, project.path("章.pdf")).unwrap();
    let mut live = Live::start(&project, &["-o", "章.pdf"]);
    live.window().wait("findings", |_| true);
    thread::sleep(Duration::from_millis(600));
    assert!(fs::read(project.path(CHAPTER)).unwrap() == chapter, "a link to prose is not written over");
    let ended = std::process::Command::new("kill").arg(live.child.id().to_string()).status().unwrap();
    assert!(ended.success());
    assert_eq!(live.child.wait().unwrap().code(), Some(143));
}

#[test]
fn the_pdf_is_the_one_that_build_writes() {
    let project = Project::new();
    let live = Live::start(&project, &["-o", "活页.pdf"]);
    live.window().wait("findings", |_| true);
    let asked = live.get("/report.pdf");
    assert!(asked.head.contains("application/pdf") && asked.head.contains("filename*=UTF-8''"), "{}", asked.head);
    assert!(live.get("/report.pdf").body == asked.body, "asked once more");
    project.edit(DATA, "\"35.53\"", "\"35.54\"");
    let end = Instant::now() + PATIENCE;
    let mut built = Vec::new();
    while Instant::now() < end && built.is_empty() {
        thread::sleep(Duration::from_millis(200));
        let written = fs::read(project.path("活页.pdf")).unwrap_or_default();
        if !written.is_empty() && written != asked.body {
            built = written;
        }
    }
    project.run(&["build", "-o", "build.pdf"]).expect(0);
    assert!(built == fs::read(project.path("build.pdf")).unwrap(), "after the edit");
    project.edit(DATA, "\"35.54\"", "\"35.53\"");
    project.run(&["build", "-o", "build.pdf"]).expect(0);
    assert!(asked.body == fs::read(project.path("build.pdf")).unwrap(), "before it");
    fs::write(project.path(DATA), "{").unwrap();
    live.window().wait("trouble", is_ill);
    assert_eq!(live.get("/report.pdf").status, 409, "no report is made from broken sources");
}

#[test]
fn a_terminal_that_is_gone_halts_nothing() {
    let project = Project::new();
    let mut live = Live::start_with(&project, &["--lang", "en"], Stdio::piped());
    drop(live.child.stderr.take());
    let window = live.window();
    for title in ["再论", "三论"] {
        window.wait("findings", |_| true);
        project.edit(CHAPTER, "= ", &format!("= {title}"));
        window.wait("pages", |pages| pages["outline"][4]["title"].as_str().unwrap().contains(title));
    }
}

#[test]
fn every_window_is_told_and_finds_its_server_again() {
    let project = Project::new();
    let live = Live::start(&project, &[]);
    let port = live.port;
    let early = live.window();
    early.wait("findings", |_| true);
    project.edit(CHAPTER, "= ", "= 再论");
    let late = live.window();
    for window in [&early, &late] {
        window.wait("pages", |pages| pages["outline"][4]["title"] == "一、再论调查背景");
    }
    drop(live);
    let live = Live::start(&project, &[]);
    assert_eq!(live.port, port, "the same address again");
    let again = live.window();
    again.wait("hello", |hello| {
        hello["title"] == "电子合同信任服务用户调查报告" && hello["words"]["findings"] == "问题"
    });
    again.wait("pages", |pages| pages["outline"][4]["title"] == "一、再论调查背景");

    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = project.run(&["watch", "--port", &port]);
    refused.expect(2);
    assert!(refused.stderr.contains(&port) && refused.stderr.contains("建议"), "{}", refused.stderr);
    let other = Live::start(&Project::new(), &[]);
    assert_ne!(other.port, live.port);
}

#[test]
fn others_are_not_served() {
    let project = Project::new();
    let live = Live::start(&project, &[]);
    let port = live.port;
    let id = live.window().wait("pages", |_| true)["pages"][0]["id"].as_str().unwrap().to_owned();
    let addresses = ["/", "/events", "/report.pdf", "/text/1", &format!("/pages/{id}.svg"), "/page.css"];
    let ours = format!("Host: 127.0.0.1:{port}\r\n");
    let foreign = [
        String::new(),
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("{ours}Origin: http://evil.example\r\n"),
        format!("{ours}Origin: null\r\n"),
        format!("{ours}Sec-Fetch-Site: cross-site\r\n"),
        format!("{ours}Sec-Fetch-Site: same-site\r\n"),
    ];
    for address in addresses {
        for headers in &foreign {
            let reply = ask(port, &format!("GET {address} HTTP/1.0\r\n{headers}\r\n"));
            assert_eq!((reply.status, reply.body.len()), (403, 0), "{address} {headers}");
        }
        let posted = ask(port, &format!("POST {address} HTTP/1.0\r\n{ours}\r\n"));
        assert_eq!((posted.status, posted.body.len()), (405, 0), "{address}");
        if address == "/events" {
            continue;
        }
        let reply = live.get(address);
        assert_eq!(reply.status, 200, "{address}");
        let head = reply.head.to_lowercase();
        assert!(head.contains("content-security-policy: default-src 'none'") && head.contains("nosniff"), "{head}");
        assert!(!head.contains("access-control-allow"), "{head}");
    }
    for nowhere in
        ["/nothing", "/pages/", "/pages/../data/2018.json", "/text/0", "/text/99", "/text/x", "/data/2018.json"]
    {
        assert_eq!(live.get(nowhere).status, 404, "{nowhere}");
    }
    // Loopback only.
    let listening = fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let hex = format!(":{port:04X} ");
    for line in listening.lines().filter(|line| line.contains(&hex) && line.contains(" 0A ")) {
        assert!(line.contains(&format!("0100007F{hex}")), "{line}");
    }
}

#[test]
fn words_of_a_page_lead_to_their_lines() {
    let project = Project::new();
    let live = Live::start(&project, &[]);
    live.window().wait("findings", |_| true);
    let page: Value = serde_json::from_slice(&live.get("/text/7").body).unwrap();
    let runs = page["runs"].as_array().unwrap();
    let heading = runs.iter().find(|run| run["text"].as_str().unwrap().contains("调查背景") && !run["place"].is_null());
    let place = &heading.unwrap()["place"];
    let source = fs::read_to_string(project.path(place["file"].as_str().unwrap())).unwrap();
    let line = source.lines().nth(place["line"].as_u64().unwrap() as usize - 1).unwrap();
    assert!(line.contains("调查背景"), "{place} {line}");
}
