use super::console;
use clap_complete::Shell;
use std::process::ExitCode;

/// Print completions for a shell.
///
/// bash: `source <(huffwire completions bash)` in ~/.bashrc; for the others see docs/files.md.
#[derive(clap::Args)]
pub struct Args {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut program, "huffwire", &mut text);
    console::print(&String::from_utf8(text)?)?;
    Ok(ExitCode::SUCCESS)
}
