//! Worker processes, each given one task after the other. One that dies takes its own task with it and no other: it is
//! replaced.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Of what a dying worker said, the end is kept: so many bytes.
const LAST_WORDS: usize = 2000;

/// How a worker ended that was to answer.
#[derive(Debug)]
pub struct Death {
    pub status: ExitStatus,
    /// What it said last.
    pub words: String,
}

/// Has `jobs` workers do `tasks`, and gives each answer to `done` with the task's index. Each worker is started with
/// `start`, told `orders` first, and given the next task before the answer to its last one is looked at.
///
/// # Errors
/// A worker that cannot be started, or what `done` failed with: no task is begun after it.
pub fn run<Task, Answer, Failure>(
    jobs: usize,
    start: impl Fn() -> io::Result<Command> + Sync,
    orders: &(impl Serialize + Sync),
    tasks: &[Task],
    done: impl Fn(usize, Result<Answer, Death>) -> Result<(), Failure> + Sync,
) -> Result<(), Failure>
where
    Task: Serialize + Sync,
    Answer: DeserializeOwned,
    Failure: From<io::Error> + Send,
{
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<Failure>> = Mutex::default();
    let work = || -> Result<(), Failure> {
        let mut worker: Option<Worker> = None;
        let mut last: Option<(usize, Result<Answer, Death>)> = None;
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let task = tasks.get(index);
            if let Some(task) = task {
                let worker = match &mut worker {
                    Some(worker) => worker,
                    none => none.insert(Worker::start(start()?, orders)?),
                };
                worker.give(task);
            }
            if let Some((index, answer)) = last.take() {
                done(index, answer)?;
            }
            if task.is_none() {
                // Closed standard input ends it.
                return worker.map_or(Ok(()), |worker| Ok(worker.finish()?));
            }
            // There is one: it was given a task.
            let answer = match worker.take().map(Worker::answer) {
                Some(Ok((alive, answer))) => {
                    worker = Some(alive);
                    Ok(answer)
                }
                Some(Err(cause)) => Err(cause?),
                None => return Ok(()),
            };
            last = Some((index, answer));
        }
    };
    let work_or_stop = || {
        if let Err(failure) = work() {
            // Nobody begins another task.
            next.store(tasks.len(), Ordering::Relaxed);
            failed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get_or_insert(failure);
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.min(tasks.len()) {
            scope.spawn(work_or_stop);
        }
    });
    failed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()).map_or(Ok(()), Err)
}

struct Worker {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    words: JoinHandle<String>,
}

impl Worker {
    fn start(mut command: Command, orders: &impl Serialize) -> io::Result<Worker> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn()?;
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        let input = process.stdin.take().ok_or_else(broken)?;
        let output = BufReader::new(process.stdout.take().ok_or_else(broken)?);
        let stderr = process.stderr.take().ok_or_else(broken)?;
        let mut worker = Worker { process, input, output, words: thread::spawn(|| last_words(stderr)) };
        worker.give(orders);
        Ok(worker)
    }

    /// A worker that is gone hears nothing, and is found gone when it is to answer.
    fn give(&mut self, what: &impl Serialize) {
        let line = serde_json::to_string(what).expect("strings, numbers and lists serialise") + "\n";
        self.input.write_all(line.as_bytes()).and_then(|()| self.input.flush()).ok();
    }

    /// Its answer; or how it ended instead.
    fn answer<Answer: DeserializeOwned>(mut self) -> Result<(Worker, Answer), io::Result<Death>> {
        let mut line = String::new();
        let read = self.output.read_line(&mut line);
        match read.ok().and_then(|_| serde_json::from_str(&line).ok()) {
            Some(answer) => Ok((self, answer)),
            None => Err(self.end()),
        }
    }

    fn finish(self) -> io::Result<()> {
        let Worker { mut process, input, output, words } = self;
        drop((input, output));
        process.wait()?;
        words.join().ok();
        Ok(())
    }

    fn end(self) -> io::Result<Death> {
        let Worker { mut process, input, output, words } = self;
        drop((input, output));
        // Whatever it answered, if it did: it is no worker of ours.
        process.kill().ok();
        let status = process.wait()?;
        Ok(Death { status, words: words.join().unwrap_or_default() })
    }
}

fn last_words(mut stderr: ChildStderr) -> String {
    let mut words = Vec::new();
    let mut part = [0; LAST_WORDS];
    while let Ok(count @ 1..) = stderr.read(&mut part) {
        words.extend_from_slice(&part[..count]);
        words.drain(..words.len().saturating_sub(LAST_WORDS));
    }
    String::from_utf8_lossy(&words).into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A worker of a few words: it reads its orders, then answers each line with itself, or dies of it.
    const SCRIPT: &str = r#"read orders; while read line; do
        case $line in *die*) echo "last words" >&2; kill -9 $$;; *babble*) echo babble;; *) echo "$line";; esac; done"#;

    fn shell() -> io::Result<Command> {
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT]);
        Ok(command)
    }

    fn outcome(jobs: usize, tasks: &[&str]) -> BTreeMap<usize, String> {
        let seen = Mutex::new(BTreeMap::new());
        run(jobs, shell, &"orders", tasks, |index, answer: Result<String, Death>| {
            let told = answer.unwrap_or_else(|death| {
                use std::os::unix::process::ExitStatusExt;
                assert_eq!(death.status.signal(), Some(9));
                format!("died: {}", death.words.trim())
            });
            assert!(seen.lock().unwrap().insert(index, told).is_none(), "once");
            Ok::<(), io::Error>(())
        })
        .unwrap();
        seen.into_inner().unwrap()
    }

    #[test]
    fn every_task_is_answered_once_whoever_dies() {
        let tasks = ["a", "die", "b", "c", "die", "die", "babble", "d", "die"];
        for jobs in [1, 2, 5, 20] {
            let outcome = outcome(jobs, &tasks);
            for (index, task) in tasks.iter().enumerate() {
                let expected = match *task {
                    "die" => "died: last words",
                    "babble" => "died: ",
                    task => task,
                };
                assert_eq!(outcome[&index], expected, "{jobs} {index}");
            }
            assert_eq!(outcome.len(), tasks.len());
        }
        assert!(outcome(3, &[]).is_empty());
    }

    #[test]
    fn a_failure_ends_the_run() {
        let tasks = vec!["a"; 1000];
        let count = AtomicUsize::new(0);
        let failed =
            run(2, shell, &"", &tasks, |_, _: Result<String, Death>| match count.fetch_add(1, Ordering::Relaxed) {
                5 => Err(io::Error::other("disk full")),
                _ => Ok(()),
            });
        assert_eq!(failed.unwrap_err().to_string(), "disk full");
        assert!(count.into_inner() < 20);
        let missing = || Ok(Command::new("/no/such/program"));
        assert!(run(2, missing, &"", &tasks, |_, _: Result<String, Death>| Ok::<(), io::Error>(())).is_err());
    }
}
