//! How far a run is: a bar with rate and remaining time on a terminal, a plain line now and then elsewhere.

use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::messages::{Lang, Message};
use crate::output;

/// Time between plain lines.
const PAUSE: Duration = Duration::from_secs(5);

/// A bar that stays as it is for a while says how long it has been waiting.
const TICK: Duration = Duration::from_millis(250);

/// Counts editions as they are done.
pub struct Progress {
    bar: Option<ProgressBar>,
    lang: Lang,
    total: usize,
    state: Mutex<State>,
}

struct State {
    begun: Instant,
    said: Instant,
    done: usize,
    failed: usize,
}

impl Progress {
    /// Of so many editions to make.
    pub fn of(total: usize, lang: Lang) -> Progress {
        let bar = (io::stderr().is_terminal() && total > 0).then(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:32} {msg}").expect("a template");
            bar.set_style(style.progress_chars("━━─"));
            bar.enable_steady_tick(TICK);
            bar
        });
        let now = Instant::now();
        let progress =
            Progress { bar, lang, total, state: Mutex::new(State { begun: now, said: now, done: 0, failed: 0 }) };
        if let Some(bar) = &progress.bar {
            bar.set_message(progress.words(&progress.lock()));
        }
        progress
    }

    /// One more is done, well or not.
    pub fn count(&self, failed: bool) {
        let mut state = self.lock();
        state.done += 1;
        state.failed += usize::from(failed);
        let words = self.words(&state);
        match &self.bar {
            Some(bar) => {
                bar.set_message(words);
                bar.inc(1);
            }
            None if state.said.elapsed() >= PAUSE => {
                state.said = Instant::now();
                // A log that cannot be written stops no run.
                output::progress(&words).ok();
            }
            None => {}
        }
    }

    /// Says something beside the bar.
    pub fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::progress(text).ok()),
            None => output::progress(text).ok(),
        };
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn words(&self, state: &State) -> String {
        let (rate, left) = pace(state.done, self.total, state.begun.elapsed());
        let message = Message::new("batch-progress")
            .with("done", state.done)
            .with("total", self.total)
            .with("rate", rate.map_or("–".to_owned(), |rate| format!("{rate:.1}")))
            .with("left", left.map_or("–".to_owned(), clock));
        let failed = (state.failed > 0).then(|| Message::new("batch-progress-failed").with("failed", state.failed));
        message.text(self.lang) + &failed.map_or(String::new(), |failed| failed.text(self.lang))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Editions per second so far, and how long the rest will take; nothing before the first one is done.
fn pace(done: usize, total: usize, elapsed: Duration) -> (Option<f64>, Option<Duration>) {
    if done == 0 || elapsed.is_zero() {
        return (None, None);
    }
    let rate = done as f64 / elapsed.as_secs_f64();
    (Some(rate), Some(Duration::from_secs_f64((total - done) as f64 / rate)))
}

/// 1:02:03, or 2:03.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs_f64().ceil() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_what_was_done_by_time() {
        let second = Duration::from_secs(1);
        assert_eq!(pace(0, 10, second), (None, None));
        assert_eq!(pace(10, 30, 2 * second), (Some(5.0), Some(4 * second)));
        assert_eq!(pace(30, 30, second).1, Some(Duration::ZERO));
        assert_eq!([clock(second / 2), clock(63 * second), clock(3723 * second)], ["0:01", "1:03", "1:02:03"]);
    }
}
