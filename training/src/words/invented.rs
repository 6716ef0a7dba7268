//! Sentences with other names in them: the treebanks have few names from Asia and the Arab world, and few companies.

use super::names::Sentence;
use crate::random::Random;
use dateline::annotate::names::recognizer::{decode, spans};
use dateline::document::NameKind;

/// Family names and given names of one language.
struct People {
    family: &'static str,
    given: &'static str,
    form: Form,
}

enum Form {
    /// *Park Jung-ho*, the family name first and two syllables joined.
    FamilySyllables,
    /// *Chua Sock Koong*, the family name first and two syllables.
    FamilyWords,
    /// *Zhang Weiming*, the family name first.
    FamilyFirst,
    /// *Ahmed al-Sayed*, the family name with an article.
    Article,
    /// *Maria Fernandez Ortiz*, two family names.
    TwoFamilies,
    /// *Anil Kapoor*
    GivenFirst,
}

const PEOPLE: [People; 8] = [
    People {
        family: "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong Moon Bae Baek Ko",
        given: "Jung Min Hyun Seok Ji Woo Young Sung Jae Ho Kyung Soo Hee Tae Won Dong Chul Eun Joon Jin Mi Sang In Ki Yong",
        form: Form::FamilySyllables,
    },
    People {
        family: "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Shin Kwon Hwang Ahn Moon",
        given: "Jaewon Minho Sunghoon Jiyoung Hyunwoo Seokjin Eunji Taeyang Younghee Kyungsoo Donghyun Sangmin",
        form: Form::GivenFirst,
    },
    People {
        family: "Chua Tan Lim Ng Goh Wong Lee Ong Teo Koh Chan Leung Cheung Lam Yeo Ho Quek Loh Sim Foo Chew Low",
        given: "Sock Koong Wei Ling Boon Keng Siew Kok Heng Swee Chee Meng Kian Hock Mei Yew Kuan Teck Soon Lay Choo",
        form: Form::FamilyWords,
    },
    People {
        family: "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie",
        given: "Wei Ming Jianguo Xiaoming Lihua Zhiqiang Guowei Yifan Haitao Meiling Jing Tao Yun Hongbo Jianping Xinyu Lei",
        form: Form::FamilyFirst,
    },
    People {
        family: "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Mori Abe",
        given: "Hiroshi Kenji Takashi Yuki Akira Haruka Shinzo Naoto Taro Yoko Keiko Makoto Satoshi Junichi Kazuo Emi",
        form: Form::GivenFirst,
    },
    People {
        family: "Sayed Hashemi Masri Rashid Sadr Maliki Jaber Otaibi Assad Faisal Qasim Zawahiri Shammari Harbi Husseini Najjar",
        given: "Ahmed Mohammed Ali Hassan Hussein Omar Khalid Abdullah Ibrahim Mahmoud Youssef Fatima Layla Tariq Nasser Salim",
        form: Form::Article,
    },
    People {
        family: "Fernandez Ortiz Garcia Lopez Martinez Gonzalez Rodriguez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Reyes",
        given: "Maria Jose Juan Carlos Luis Ana Jorge Miguel Carmen Pedro Rafael Lucia Andres Sofia Alejandro Diego Elena",
        form: Form::TwoFamilies,
    },
    People {
        family: "Kapoor Sharma Singh Gupta Patel Kumar Reddy Iyer Nair Mehta Chopra Rao Okafor Adeyemi Mwangi Nkosi Novak Petrov \
                 Ivanov Kowalski Popescu Nowak Horvat Kovacs Schmidt Dubois Rossi Jansen Larsen Virtanen",
        given: "Anil Priya Rahul Sanjay Deepak Sunita Chinedu Amina Kwame Ivan Olga Dmitri Marek Anna Hans Pierre Giulia Lars",
        form: Form::GivenFirst,
    },
];

const STEMS: &str = "Sing Nor Astra Vel Kor Mer Han Dae Tri Zen Omni Luma Cor Vexa Nova Alto Bel Sino Pan Trans Medi Agri Solar Quant";
const ENDINGS: &str = "tel com tech soft corp bank pharm net gen mart sys lux gas oil jet ware chip med";
const ACRONYMS: &str = "SK KT LG JK NTV ABK GS CJ MTR HPC TKB STX DNB RGC NKT BRT";
const BUSINESSES: &str = "Telecom Telecoms Electronics Motors Group Holdings Bank Airlines Energy Steel Pharma Technologies Insurance Mobile \
                          Media Foods Chemical Shipping Networks Capital Partners Industries Semiconductor Broadband Securities";
const DESIGNATORS: &str = "Inc Inc. Corp Corp. Ltd Ltd. Co Co. plc AG SA Group Holdings";
/// A name that ends in one of these words, or is one of these, is that of a company, and can be another's.
const COMPANIES: &str = "Inc Inc. Corp Corp. Co Co. Ltd Ltd. Group Bank Airlines Motors Company Corporation Holdings Enron Google Microsoft Apple \
                         Boeing Toyota Samsung IBM Facebook Twitter Exxon Yahoo Intel Amazon Sony Nokia Ford Shell Reuters Airbus Huawei";

fn pick<'a>(list: &'a str, random: &mut Random) -> &'a str {
    let words: Vec<&str> = list.split_whitespace().collect();
    words[random.below(words.len())]
}

/// The sentence with other names of people and companies, if it has any.
pub fn invented(sentence: &Sentence, random: &mut Random) -> Option<Sentence> {
    let mut changed = Sentence { forms: Vec::new(), labels: Vec::new(), silver: sentence.silver };
    let (mut at, mut any) = (0, false);
    for name in spans(&sentence.labels) {
        let (start, end) = (name.tokens.start as usize, name.tokens.end as usize);
        changed.forms.extend_from_slice(&sentence.forms[at..start]);
        changed.labels.extend_from_slice(&sentence.labels[at..start]);
        let last = sentence.forms[end - 1].as_str();
        let new = match name.kind {
            NameKind::Person if end - start > 1 => Some(person(random)),
            NameKind::Organization if COMPANIES.split_whitespace().any(|word| word == last) => {
                Some(company(random))
            }
            _ => None,
        };
        any |= new.is_some();
        let forms = new.unwrap_or_else(|| sentence.forms[start..end].to_vec());
        let labels = (0..forms.len()).map(|i| decode::label(name.kind as usize, i, forms.len()));
        changed.labels.extend(labels);
        changed.forms.extend(forms);
        at = end;
    }
    changed.forms.extend_from_slice(&sentence.forms[at..]);
    changed.labels.extend_from_slice(&sentence.labels[at..]);
    any.then_some(changed)
}

fn person(random: &mut Random) -> Vec<String> {
    let people = &PEOPLE[random.below(PEOPLE.len())];
    let family = pick(people.family, random);
    let (first, second) = (pick(people.given, random), pick(people.given, random));
    let small = second.to_lowercase();
    let words: Vec<&str> = match people.form {
        Form::FamilySyllables => vec![family, first, "-", &small],
        Form::FamilyWords => vec![family, first, second],
        Form::FamilyFirst => vec![family, first],
        Form::Article => vec![first, "al", "-", family],
        Form::TwoFamilies => vec![first, family, pick(people.family, random)],
        Form::GivenFirst => vec![first, family],
    };
    words.into_iter().map(str::to_owned).collect()
}

fn company(random: &mut Random) -> Vec<String> {
    let made_up = [pick(STEMS, random), pick(ENDINGS, random)].concat();
    let business = pick(BUSINESSES, random);
    let people = &PEOPLE[random.below(PEOPLE.len())];
    let (one, two) = (pick(people.family, random), pick(people.family, random));
    let mut words: Vec<&str> = match random.below(6) {
        0 | 1 => vec![&made_up],
        2 | 3 => vec![pick(ACRONYMS, random), business],
        4 => vec![&made_up, business],
        _ => vec![one, two],
    };
    // A company that is called like people needs a word that says what it is.
    if words == [one, two] || random.below(3) == 0 {
        words.push(pick(DESIGNATORS, random));
    }
    words.into_iter().map(str::to_owned).collect()
}
