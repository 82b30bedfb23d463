use super::console;
use clap::ValueEnum;
use std::process::ExitCode;

/// Print the JSON Schema of designs, codebooks or links, for editors that complete and check YAML.
#[derive(clap::Args)]
pub struct Args {
    /// Of what.
    of: Of,
}

/// A kind of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Of {
    /// What `generate` takes.
    Design,
    /// What a design names.
    Codebook,
    /// What `link --link` takes.
    Link,
}

impl Of {
    /// The schema.
    pub fn text(self) -> &'static str {
        match self {
            Self::Design => include_str!("../../schemas/design.json"),
            Self::Codebook => include_str!("../../schemas/codebook.json"),
            Self::Link => include_str!("../../schemas/link.json"),
        }
    }
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    console::print(args.of.text())?;
    Ok(ExitCode::SUCCESS)
}
