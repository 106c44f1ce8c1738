//! Release folders that somebody changed: what was changed is found and named, and who stands for them is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kanyin::checksum::hex_sum;
use kanyin::messages::Lang;
use kanyin::release::folder::Folder;
use kanyin::release::signature::{self, Signature};
use kanyin::release::sums;
use kanyin::release::verify::{Checked, Problem, against_source, by_sums, check_folder};
use kanyin::typeset::fonts;
use serde_json::json;

use crate::common::Outcome;
use crate::release::{Files, RELEASE, STEM, path_of, project, read, text, value, written};

fn check(folder: &Path, signers: Option<&Path>) -> kanyin::error::Result<Checked> {
    check_folder(folder, signers, |folder, _| Ok(against_source(folder, fonts::load(&[]).unwrap(), Lang::Zh)))
}

fn checked(folder: &Path) -> Checked {
    check(folder, None).unwrap_or_else(|error| panic!("{error:?}"))
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
    // No word of another version makes anybody look less closely.
    let pretended = tampered(&|files: &mut Files| {
        let manifest = text(files, "manifest.json").replacen("\"kanyin\": \"0.1.0\"", "\"kanyin\": \"0.0.9\"", 1);
        files.insert("manifest.json".into(), manifest.into_bytes());
        files.insert("cover.png".into(), b"other".to_vec());
    });
    let of = |path: &str| Problem::NotItsSource(path.to_owned());
    assert!(pretended.contains(&of("cover.png")) && pretended.contains(&of("manifest.json")), "{pretended:?}");
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
