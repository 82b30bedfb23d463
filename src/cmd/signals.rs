//! Ctrl-C and other signals that end a program: children end with it, and nothing is left behind.

use huffwire::tools::scratch;

/// From now on, a signal that ends the program tidies up before. The exit code is 128 and the signal's number.
///
/// A signal that whoever started the program had ignored is left alone, as `nohup` wants it of SIGHUP and a shell of
/// SIGINT for what it runs in the background.
#[cfg(unix)]
pub fn handle() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    let wanted = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter().filter(|&signal| !ignored(signal));
    // Without a handler the default one ends the process as well, only less tidily.
    if let Ok(mut signals) = Signals::new(wanted) {
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                let _held = scratch::clean_up();
                std::process::exit(128 + signal);
            }
        });
    }
    // A file beyond the limit of its size (`ulimit -f`) is an error of writing, as on a full disk.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::<AtomicBool>::default());
}

#[cfg(unix)]
fn ignored(signal: i32) -> bool {
    // SAFETY: the struct is plain data, and the call only fills it: without a new action it changes none.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut action) == 0 && action.sa_sigaction == libc::SIG_IGN
    }
}

/// From now on, Ctrl-C tidies up before it ends the program.
#[cfg(not(unix))]
pub fn handle() {
    let interrupted = || {
        let _held = scratch::clean_up();
        std::process::exit(130);
    };
    // Without a handler the default one ends the process as well, only less tidily.
    let _ = ctrlc::set_handler(interrupted);
}
