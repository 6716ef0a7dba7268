//! The words that start items, declared once.

use std::fmt;

/// Declares the words in the order of the documentation.
macro_rules! item_words {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// A word that starts an item, as `item_word` of the grammar has them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ItemWord { $($(#[$doc])* $name),* }

        impl ItemWord {
            /// All of them.
            pub const ALL: &[ItemWord] = &[$(ItemWord::$name),*];

            /// The word as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $(ItemWord::$name => $word),* }
            }
        }
    };
}

item_words! {
    /// `allow D0210`: what the item below may do without a warning.
    Allow = "allow",
    /// `use std::time`
    Use = "use",
    /// `entity City : Place`
    Entity = "entity",
    /// `event Visit { … }`
    Event = "event",
    /// `list agreement = MOU | deal`
    List = "list",
    /// `cue planned = be on track to do`
    Cue = "cue",
    /// `words title = harbourmaster`
    Words = "words",
    /// `let price = / … /`
    Let = "let",
    /// `rule visit -> Visit { … }`
    Rule = "rule",
    /// `test "…" => Visit`
    Test = "test",
    /// `todo test "…" => Visit`: a test that is known to fail.
    Todo = "todo",
}

impl ItemWord {
    /// The word with this spelling, if there is one.
    pub fn of(text: &str) -> Option<ItemWord> {
        ItemWord::ALL.iter().copied().find(|word| word.as_str() == text)
    }

    /// All words as they are written.
    pub fn texts() -> impl Iterator<Item = &'static str> {
        ItemWord::ALL.iter().map(|word| word.as_str())
    }

    /// All words in a sentence: `` `use`, `entity` or `test` ``.
    pub fn listed() -> String {
        let words: Vec<String> = ItemWord::texts().map(|word| format!("`{word}`")).collect();
        match words.split_last() {
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

impl fmt::Display for ItemWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
