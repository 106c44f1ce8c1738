//! How long a report takes to be rebuilt after a save, beside a cold build of the same: `cargo bench --bench rebuild`, or
//! with `--profile dev` in the profile that is built already. Each round is a cold build of the project as it is, an
//! edit to what it never was before, and a warm rebuild. Prints a line for each stage: median and 95th percentile in ms.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kanyin::audit::{Edition, PagesSay};
use kanyin::config::Project;
use kanyin::error::Result;
use kanyin::figures::page::PageWriter;
use kanyin::survey::{Dataset, waivers};
use kanyin::typeset::fingerprint::fingerprint;
use kanyin::typeset::{Typesetter, claims, glyphs, text};

const ROUNDS: usize = 40;
const STAGES: [&str; 8] = ["read", "open", "charts", "compile", "words", "audit", "fingerprint", "pages"];
/// The stages up to the verdicts: a cold build writes every page after them, a warm one those that changed.
const BUILT: usize = 6;
/// Parts of compiling, measured once more by themselves.
const PARTS: [&str; 2] = ["mentions", "glyphs"];

/// What an editor changes, to what it never was before in this run.
struct Edit {
    name: &'static str,
    file: &'static str,
    from: &'static str,
    to: fn(usize) -> String,
}

const CHAPTER: &str = "templates/2018/chapter-2.typ";
const EDITS: [Edit; 5] = [
    Edit {
        name: "a number",
        file: "data/2018.json",
        from: "\"35.53\"",
        to: |round| format!("\"35.{:02}\"", (round + 1) % 100),
    },
    Edit { name: "a sentence", file: CHAPTER, from: "仍处于", to: |round| format!("{}处于", han(round)) },
    Edit {
        name: "a longer one", file: CHAPTER, from: "调查发现", to: |round| format!("调查{}发现", han(round))
    },
    Edit {
        name: "a colour",
        file: "templates/kit/tokens.json",
        from: "\"#5A626B\",",
        to: |round| format!("\"#5A62{:02X}\",", round + 1),
    },
    Edit { name: "lines above", file: CHAPTER, from: "\n\n= ", to: |round| "\n".repeat(round + 3) + "= " },
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["data", "templates"] {
        copy(&own.join(part), &root.join(part));
    }
    for Edit { name, file, from, to } in EDITS {
        let (mut cold, mut warm, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            restore(own, root, file);
            comemo::evict(0);
            let (mut session, before) = Session::open(root).expect("a report");
            edit(root, file, from, &to(round));
            let after = session.rebuild().expect("a report");
            let differs = |index: &usize| before.prints.get(*index) != after.prints.get(*index);
            pages.push((0..after.prints.len()).filter(differs).count());
            cold.push(before);
            warm.push(after);
        }
        restore(own, root, file);
        println!("\n{name}: {} of {} pages changed", middle(&pages), cold[0].prints.len());
        report(&cold, &warm);
    }
}

/// One build's times in ms, and what its pages look like.
struct Build {
    stages: [f64; STAGES.len()],
    parts: [f64; PARTS.len()],
    prints: Vec<u128>,
}

struct Session {
    project: Project,
    typesetter: Typesetter,
    writer: PageWriter,
    prints: Vec<u128>,
}

impl Session {
    fn open(root: &Path) -> Result<(Session, Build)> {
        let mut clock = Clock::default();
        let project = Project::find(Some(&root.join("data/2018.json")))?;
        clock.lap(0);
        let typesetter = Typesetter::open(&project.root, &project.shown_root, &[])?;
        clock.lap(1);
        let mut session = Session { project, typesetter, writer: PageWriter::default(), prints: Vec::new() };
        let build = session.build(clock)?;
        Ok((session, build))
    }

    fn rebuild(&mut self) -> Result<Build> {
        let mut clock = Clock::default();
        self.typesetter.reread()?;
        clock.lap(1);
        self.build(clock)
    }

    fn build(&mut self, mut clock: Clock) -> Result<Build> {
        let dataset = Dataset::read(&self.project.data, &self.project.shown_data)?;
        let waivers = waivers::read(&self.project.data, &self.project.shown_data)?;
        clock.lap(0);
        self.typesetter.load(&dataset, &[])?;
        clock.lap(2);
        let pages = self.typesetter.compile()?;
        clock.lap(3);
        let words = text::words(&pages.document);
        let prose = self.typesetter.prose();
        clock.lap(4);
        let say = PagesSay { mentions: &pages.mentions, text: &words };
        let edition = Edition::new(&dataset, None, &prose, &waivers, Some(say));
        let findings = edition.findings();
        let claims = edition.claim_count(&findings);
        assert!(claims.checked > 0);
        clock.lap(5);
        let prints: Vec<u128> = pages.document.pages().iter().map(fingerprint).collect();
        clock.lap(6);
        let before = std::mem::replace(&mut self.prints, prints.clone());
        for (index, page) in pages.document.pages().iter().enumerate() {
            if before.get(index) != prints.get(index) {
                assert!(!self.writer.svg(page).is_empty());
            }
        }
        clock.lap(7);
        let stages = clock.stages;
        let mut parts = Clock::default();
        assert_eq!(claims::mentions(self.typesetter.world(), &pages.document).len(), pages.mentions.len());
        parts.lap(0);
        assert!(glyphs::missing_in_pages(self.typesetter.world(), &pages.document).is_empty());
        parts.lap(1);
        Ok(Build { stages, parts: [parts.stages[0], parts.stages[1]], prints })
    }
}

struct Clock {
    last: Instant,
    stages: [f64; STAGES.len()],
}

impl Default for Clock {
    fn default() -> Self {
        Clock { last: Instant::now(), stages: [0.0; STAGES.len()] }
    }
}

impl Clock {
    fn lap(&mut self, stage: usize) {
        let now = Instant::now();
        self.stages[stage] += (now - self.last).as_secs_f64() * 1000.0;
        self.last = now;
    }
}

fn report(cold: &[Build], warm: &[Build]) {
    println!("{:12} {:>8} {:>8}   {:>8} {:>8}   ratio", "", "cold", "p95", "warm", "p95");
    let line = |name: &str, of: &dyn Fn(&Build) -> f64| {
        let times = |builds: &[Build]| {
            let mut times: Vec<f64> = builds.iter().map(of).collect();
            times.sort_by(f64::total_cmp);
            (times[times.len() / 2], times[times.len() * 95 / 100])
        };
        let ((cold, cold_high), (warm, warm_high)) = (times(cold), times(warm));
        println!("{name:12} {cold:8.2} {cold_high:8.2}   {warm:8.2} {warm_high:8.2}   {:5.2}", warm / cold);
    };
    for (index, name) in STAGES.iter().enumerate() {
        line(name, &|build| build.stages[index]);
    }
    line("built", &|build| build.stages[..BUILT].iter().sum());
    line("all", &|build| build.stages.iter().sum());
    for (index, name) in PARTS.iter().enumerate() {
        line(&format!("· {name}"), &|build| build.parts[index]);
    }
}

fn middle(counts: &[usize]) -> usize {
    let mut counts = counts.to_vec();
    counts.sort_unstable();
    counts[counts.len() / 2]
}

/// Another character for each round, all of them in the bundled fonts.
fn han(round: usize) -> char {
    let characters = include_str!("../templates/2018/preface.typ").chars().filter(|c| ('一'..='龥').contains(c));
    let mut known: Vec<char> = characters.collect();
    known.sort_unstable();
    known.dedup();
    known[round % known.len()]
}

/// Replaces the first of a text that must be there.
fn edit(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).expect("a file of the project");
    assert!(text.contains(from), "{from} in {file}");
    fs::write(&path, text.replacen(from, to, 1)).expect("a folder of our own");
}

/// A file as it was.
fn restore(own: &Path, root: &Path, file: &str) {
    fs::copy(own.join(file), root.join(file)).expect("a folder of our own");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder of our own");
    let entries: Vec<PathBuf> =
        fs::read_dir(from).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    for path in entries {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target)
        } else {
            fs::copy(&path, &target).map(|_| ()).expect("a folder of our own")
        }
    }
}
