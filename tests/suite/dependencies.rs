//! What the lock file must say.

use crate::common::root;

/// Name and version of every locked package.
fn packages() -> Vec<(String, String)> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let field = |entry: &str, name: &str| {
        let line = entry.lines().find(|line| line.starts_with(&format!("{name} = ")));
        line.and_then(|line| line.split('"').nth(1)).unwrap_or_default().to_owned()
    };
    lock.split("[[package]]").skip(1).map(|entry| (field(entry, "name"), field(entry, "version"))).collect()
}

/// Two copies would make evicting the layout cache a silent no-op.
#[test]
fn there_is_one_comemo() {
    assert_eq!(packages().iter().filter(|(name, _)| name == "comemo").count(), 1);
}

#[test]
fn the_typst_family_is_one_exact_version() {
    let family: Vec<_> =
        packages().into_iter().filter(|(name, _)| name == "typst" || name.starts_with("typst-")).collect();
    assert!(family.len() > 5);
    for (name, version) in family {
        assert_eq!(version, "0.15.1", "{name}");
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for line in manifest.lines().filter(|line| line.starts_with("typst") || line.starts_with("comemo")) {
        assert!(line.contains("\"="), "pinned exactly: {line}");
    }
}
