use super::{console, output};
use anyhow::Context as _;
use clap_mangen::Man;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the manual page of the program or of a command, or write all of them.
#[derive(clap::Args)]
pub struct Args {
    /// The command [default: the program].
    #[arg(conflicts_with = "output")]
    command: Option<String>,
    /// Write the pages of all commands into this folder: huffwire.1, huffwire-calibrate.1 and so on.
    #[arg(short, long, value_name = "FOLDER", value_parser = output::folder())]
    output: Option<PathBuf>,
}

pub fn run(args: &Args, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    // Gives the commands their names with the program's before them.
    program.build();
    if let Some(folder) = &args.output {
        let commands = program.get_subcommands().filter(|command| command.get_name() != "help").cloned();
        let pages = [program.clone()].into_iter().chain(commands).map(|command| {
            let name = Man::new(command.clone()).get_filename();
            Ok((folder.join(name), page(command)?))
        });
        output::replace_all(&pages.collect::<anyhow::Result<Vec<_>>>()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(name) = &args.command {
        let names = || {
            let names = program.get_subcommands().map(|command| command.get_name().to_owned());
            names.filter(|name| name != "help").collect::<Vec<_>>().join(", ")
        };
        let found = program.find_subcommand(name);
        program = found.cloned().with_context(|| format!("no command `{name}`: there are {}", names()))?;
    }
    console::print(&page(program)?)?;
    Ok(ExitCode::SUCCESS)
}

fn page(command: clap::Command) -> anyhow::Result<String> {
    let man = Man::new(command).source(concat!("huffwire ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    man.render(&mut text)?;
    Ok(String::from_utf8(text)?)
}
