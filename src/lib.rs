//! Dateline turns news into events, with rules that read like the news.
//!
//! Two rivers and one confluence. Four types meet there, and nothing else crosses:
//! [`Program`](lang::compile::Program), [`Document`](document::Document), [`Event`](extract::Event) and
//! [`Diagnostic`](diagnostic::Diagnostic).
//!
//! ```text
//! 1  rule text ──parse──▶ ast::File ──check──▶ ir::Ruleset ──compile──▶ Program ─┐
//!                lang::syntax         lang::check            lang::compile        │
//!                                                                                 ├─ extract ─▶ Events
//! 2  bytes ──read──▶ Article ──annotate (on demand, layer by layer)──▶ Document ──┘  extract ──write──▶ files
//!           read         annotate                 document                  write
//! ```

pub mod annotate;
pub mod diagnostic;
pub mod document;
pub mod english;
pub mod extract;
pub mod lang;
pub mod read;
pub mod source;
pub mod tools;
pub mod write;
