//! The standard streams. Results go to standard output; notes, progress and errors to standard error. Nothing else in the
//! program writes to them, and nothing here panics.
//!
//! A pipe that nobody reads any more is no error: whoever closed it has what they wanted. The command goes on without it,
//! and ends as it would have. A standard output that fails otherwise, such as on a full disk, is an error. What cannot be
//! written to standard error is lost: there is nobody left to tell.

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

static QUIET: AtomicBool = AtomicBool::new(false);

/// Leaves out everything but results and errors from now on (`--quiet`).
pub fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

fn quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// Writes a result to standard output.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What became of writing to standard output.
pub fn written(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output: cannot be written"),
    }
}

/// Writes a result as JSON to standard output.
pub fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Says on standard error what is of use beside the result.
pub fn say(text: impl Display) {
    if !quiet() {
        error_line(&text);
    }
}

/// Says on standard error what the reader should know.
pub fn note(text: impl Display) {
    say(format_args!("note: {text}"));
}

/// Says on standard error what went wrong.
pub fn error(error: &anyhow::Error) {
    error_line(&format_args!("huffwire: {error:#}"));
}

fn error_line(text: &dyn Display) {
    // In one piece: other processes may write there, too.
    let _ = io::stderr().lock().write_all(format!("{text}\n").as_bytes());
}

/// Whether somebody sees a progress bar.
fn attended() -> bool {
    !quiet() && io::stderr().is_terminal()
}

/// Says what begins now, where no progress bar shows it.
pub fn step(text: impl Display) {
    if !attended() {
        say(text);
    }
}

/// A progress bar of so many steps, or one that only moves; nothing where nobody sees it.
pub fn progress(length: Option<u64>) -> ProgressBar {
    let target = if attended() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    ProgressBar::with_draw_target(length, target)
}

/// Ends the program, because nobody reads its result any more.
pub fn nobody_reads() -> ! {
    let _held = huffwire::tools::scratch::clean_up();
    std::process::exit(0)
}
