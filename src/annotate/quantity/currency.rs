//! Currencies: their signs, codes and names, with the codes of ISO 4217.

use crate::english::words::{self, Class};

/// The currency of a sign before a number.
pub(super) fn sign(form: &str) -> Option<&'static str> {
    words::value(Class::CurrencySign, form)
}

/// The code of a currency after a number (*5 million USD*); one that is no sign of its own letters is none.
pub(super) fn code(form: &str) -> Option<&'static str> {
    sign(form).filter(|code| *code == form || matches!(form, "€" | "£" | "$" | "RMB"))
}

/// The currency of a name after a number, by the country before it if one is told, and what part of its unit it is.
/// No code where the name alone leaves it open (*dinars*). None where the word names no currency.
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
