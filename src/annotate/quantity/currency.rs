//! Currencies: their signs, codes and names, with the codes of ISO 4217.

/// The currency of a sign before a number.
pub(super) fn sign(form: &str) -> Option<&'static str> {
    Some(match form {
        "$" | "US$" | "USD" | "U.S.$" => "USD",
        "C$" | "CA$" | "CAD" => "CAD",
        "A$" | "AU$" | "AUD" => "AUD",
        "NZ$" | "NZD" => "NZD",
        "HK$" | "HKD" => "HKD",
        "S$" | "SGD" => "SGD",
        "NT$" | "TWD" => "TWD",
        "R$" | "BRL" => "BRL",
        "€" | "EUR" => "EUR",
        "£" | "GBP" => "GBP",
        "¥" | "JPY" => "JPY",
        "RMB" | "CNY" => "CNY",
        "₩" | "KRW" => "KRW",
        "₹" | "Rs" | "Rs." | "INR" => "INR",
        "₽" | "RUB" => "RUB",
        "₺" | "TRY" => "TRY",
        "₦" | "NGN" => "NGN",
        "₴" | "UAH" => "UAH",
        "₱" | "PHP" => "PHP",
        "₫" | "VND" => "VND",
        "₪" | "ILS" => "ILS",
        "฿" | "THB" => "THB",
        "CHF" => "CHF",
        "SEK" => "SEK",
        "NOK" => "NOK",
        "DKK" => "DKK",
        _ => return None,
    })
}

/// The code of a currency after a number (*5 million USD*); one that is no sign of its own letters is none.
pub(super) fn code(form: &str) -> Option<&'static str> {
    sign(form).filter(|code| *code == form || matches!(form, "€" | "£" | "$" | "RMB"))
}

/// The currency of a name after a number, by the country before it if one is told, and what part of its unit it is.
/// No code where the name alone leaves it open (*dinars*). None where the word names no currency.
pub(super) fn name(issuer: &str, word: &str) -> Option<(Option<&'static str>, f64)> {
    let code = match word {
        "dollar" | "dollars" | "dlr" | "dlrs" => match issuer {
            "" | "U.S." | "US" | "American" => "USD",
            "Canadian" => "CAD",
            "Australian" => "AUD",
            "New Zealand" => "NZD",
            "Hong Kong" => "HKD",
            "Singapore" | "Singaporean" => "SGD",
            "Taiwan" | "Taiwanese" => "TWD",
            _ => return Some((None, 1.0)),
        },
        "euro" | "euros" => "EUR",
        "pound" | "pounds" => match issuer {
            "" | "British" => "GBP",
            "Egyptian" => "EGP",
            _ => return Some((None, 1.0)),
        },
        "sterling" | "stg" => "GBP",
        "yen" => "JPY",
        "won" => "KRW",
        "yuan" | "renminbi" => "CNY",
        "rupee" | "rupees" => match issuer {
            "" | "Indian" => "INR",
            "Pakistani" => "PKR",
            "Sri Lankan" => "LKR",
            _ => return Some((None, 1.0)),
        },
        "franc" | "francs" => match issuer {
            "" | "Swiss" => "CHF",
            _ => return Some((None, 1.0)),
        },
        "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "peso" | "pesos" => match issuer {
            "Mexican" => "MXN",
            "Philippine" => "PHP",
            "Argentine" => "ARS",
            "Chilean" => "CLP",
            "Colombian" => "COP",
            _ => return Some((None, 1.0)),
        },
        "real" | "reais" => "BRL",
        "rand" => "ZAR",
        "krona" | "kronor" => "SEK",
        "krone" | "kroner" => match issuer {
            "Norwegian" => "NOK",
            "Danish" => "DKK",
            _ => return Some((None, 1.0)),
        },
        "lira" | "liras" => "TRY",
        "shekel" | "shekels" => "ILS",
        "dirham" | "dirhams" => "AED",
        "riyal" | "riyals" => "SAR",
        "naira" => "NGN",
        "baht" => "THB",
        "ringgit" => "MYR",
        "rupiah" => "IDR",
        "dong" => "VND",
        "zloty" | "zlotys" => "PLN",
        "forint" | "forints" => "HUF",
        "hryvnia" | "hryvnias" => "UAH",
        "cent" | "cents" => return Some((Some("USD"), 0.01)),
        "pence" => return Some((Some("GBP"), 0.01)),
        "dinar" | "dinars" => return Some((None, 1.0)),
        _ => return None,
    };
    Some((Some(code), 1.0))
}
