//! Dateline turns news into typed, dated, attributed events, with rules that read like the news.
//!
//! ```
//! use dateline::{Annotator, Article, Extractor, Rules};
//!
//! let annotator = Annotator::english()?;
//! let rules = Rules::builder().packs(&["diplomacy"])?.build(&annotator);
//! let extractor = Extractor::new(&rules, &annotator);
//! let article = Article::new("Anna Brandt visited Norway on Monday.").date("2026-03-12");
//! let events = extractor.events(article)?;
//! assert_eq!(events[0].to_string(), "Visit { agent: Anna Brandt; place: Norway }");
//! assert_eq!(events[0].time.as_ref().and_then(|time| time.value.as_deref()), Some("2026-03-09"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Rules`] are texts that were read and checked, with what is wrong with them; an [`Extractor`] applies them to an
//! [`Article`]; an [`Event`] says who did what to whom, when, and who says so. All of them are cheap to clone and may be
//! shared between threads.
//!
//! Behind the doors are two rivers and one confluence:
//!
//! ```text
//! rule text ──parse──▶ syntax tree ──check──▶ ruleset ──compile──▶ Program ─┐
//!         lang::syntax          lang::check         lang::compile           ├─ extract ─▶ Events ──write──▶ files
//! bytes ──read──▶ Article ──annotate (on demand, layer by layer)──▶ Document┘
//! ```

// the commands name the library as any other program does
#[cfg(feature = "cli")]
extern crate self as dateline;

pub mod annotate;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod display;
pub mod document;
pub mod english;
pub mod extract;
mod extractor;

pub mod label;
pub mod lang;
mod library;
#[cfg(feature = "pipeline")]
pub mod pipeline;
pub mod read;
mod rules;
pub mod source;
pub mod tools;
pub mod write;

pub use annotate::Annotator;
pub use document::{Article, Document};
pub use extract::Event;
pub use extractor::Extractor;
pub use library::{Library, UnknownPack};
pub use rules::{Rules, RulesBuilder};
