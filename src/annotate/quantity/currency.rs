//! Currencies: their signs, codes and names, with the codes of ISO 4217.

use crate::english::words::{self, Class};

/// The currency of a sign before a number.
pub(super) fn sign(form: &str) -> Option<&'static str> {
    words::value(Class::CurrencySign, form)
}

/// The code of a currency after a number (*5 million USD*); none if its letters are not a sign themselves.
pub(super) fn code(form: &str) -> Option<&'static str> {
    sign(form).filter(|code| *code == form || matches!(form, "€" | "£" | "$" | "RMB"))
}

/// The currency of a name after a number, by the country before it if there is one, and its fraction of the unit. No
/// code if the name alone is ambiguous (*dinars*). None if the word names no currency.
pub(super) fn name(issuer: &str, word: &str) -> Option<(Option<&'static str>, f64)> {
    if let Some(code) = words::value(Class::Currency, word) {
        return Some((Some(code), 1.0));
    }
    if let Some(code) = words::value(Class::Subunit, word) {
        return Some((Some(code), 0.01));
    }
    let name = words::value(Class::SharedCurrency, word)?;
    let code = match issuer {
        "" => words::value(Class::NationalCurrency, name),
        _ => words::value(Class::NationalCurrency, &[issuer, name].join(" ")),
    };
    Some((code, 1.0))
}
