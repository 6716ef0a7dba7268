//! The readings of the words of patterns. Each is looked up once, because patterns share the same few words.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::english::lexicon::{Analysis, Lexicon};
use crate::english::words::Words;

/// A lexicon that caches its look-ups.
pub(super) struct Readings<'a> {
    lexicon: &'a Lexicon,
    /// The classes of words: the shipped ones and those of the rules.
    pub(super) words: Words,
    known: RefCell<FxHashMap<String, Rc<[Analysis]>>>,
}

impl<'a> Readings<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Readings<'a> {
        Readings { lexicon, words: Words::default(), known: RefCell::default() }
    }

    /// The readings of a form, as [`Lexicon::analyses`] gives them.
    pub(super) fn of(&self, form: &str) -> Rc<[Analysis]> {
        if let Some(known) = self.known.borrow().get(form) {
            return Rc::clone(known);
        }
        let analyses: Rc<[Analysis]> = self.lexicon.analyses(form).into();
        self.known.borrow_mut().insert(form.to_owned(), Rc::clone(&analyses));
        analyses
    }
}

impl Deref for Readings<'_> {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        self.lexicon
    }
}
