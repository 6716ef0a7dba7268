//! Whether output is coloured.

use clap::ValueEnum;

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set or the terminal has none
    Auto,
    /// Even into files and pipes
    Always,
    /// Never
    Never,
}

impl When {
    /// Turns colours on stdout and stderr on or off from here on.
    pub(crate) fn hold(self) {
        let choice = match self {
            When::Auto => anstream::ColorChoice::Auto,
            When::Always => anstream::ColorChoice::Always,
            When::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}
