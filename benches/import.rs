//! How long 100,000 respondents × 60 columns take to import: `cargo bench --bench import`, or with `--profile dev` in
//! the profile that is built already. Prints the median and the spread of five runs.

use std::fs;
use std::time::Instant;

use kanyin::exchange::{Decisions, apply, respondents, table};
use kanyin::survey::Dataset;
use serde_json::json;

const RESPONDENTS: usize = 100_000;
const SINGLES: usize = 20;
/// Each with ten columns.
const MULTIPLES: usize = 4;
const OPTIONS: usize = 10;
const RUNS: usize = 5;

fn main() {
    let options: Vec<_> =
        (0..OPTIONS).map(|at| json!({ "id": format!("o{at}"), "label": format!("选项{at}") })).collect();
    let question = |name: String, kind: &str| json!({ "id": name, "title": format!("关于{name}"), "kind": kind, "status": "not_collected", "options": options });
    let singles = (0..SINGLES).map(|at| question(format!("单选{at}"), "single"));
    let multiples = (0..MULTIPLES).map(|at| question(format!("多选{at}"), "multiple"));
    let data = json!({
        "report": { "id": "虚构", "title": "虚构", "year": 2031, "month": 1, "status": "讨论稿", "issuer": "虚构" },
        "survey": { "label": "2031 年" },
        "questions": singles.chain(multiples).collect::<Vec<_>>(),
    });
    let dataset = Dataset::parse("bench.json", data.to_string()).expect("a survey");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("答卷.csv");
    fs::write(&path, answers()).expect("a table");

    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let tables = table::read(&path, "答卷.csv").expect("a table");
            let decisions = Decisions { maps: &[], replace: false, add: false, accept: false, agrees: &|_| false };
            let readings = respondents::read(&tables[0], &dataset.survey, &decisions);
            let outcome = apply(&dataset, readings, &decisions);
            assert_eq!(outcome.imported, SINGLES + MULTIPLES);
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let columns = SINGLES + MULTIPLES * OPTIONS;
    println!(
        "{RESPONDENTS} × {columns}: {:.2} s (median of {RUNS}, {:.2}–{:.2} s)",
        times[RUNS / 2],
        times[0],
        times[RUNS - 1]
    );
}

/// Answers that look like chance, the same every time.
fn answers() -> String {
    let mut state = 2031_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    let singles = (0..SINGLES).map(|at| format!("{}、关于单选{at}", at + 1));
    let multiples = (0..MULTIPLES * OPTIONS).map(|at| format!("关于多选{}(选项{})", at / OPTIONS, at % OPTIONS));
    let mut text = singles.chain(multiples).collect::<Vec<_>>().join(",");
    for _ in 0..RESPONDENTS {
        text.push('\n');
        for at in 0..SINGLES {
            text.push_str(&format!("{}选项{}", if at == 0 { "" } else { "," }, random(OPTIONS)));
        }
        for _ in 0..MULTIPLES * OPTIONS {
            text.push_str(if random(3) == 0 { ",1" } else { ",0" });
        }
    }
    text
}
