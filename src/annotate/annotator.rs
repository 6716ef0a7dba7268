//! The English annotator: the weights built into the program, and the order of the steps.

use std::sync::Arc;

use super::names::recognizer::Names;
use super::network::{Encoding, Network};
use super::parser::Parser;
use super::repair::unite;
use super::sentence::SentenceSplitter;
use super::tag::Tagger;
use super::{
    Annotate, AnnotateError, annotated, boilerplate, case, coreference, dateline, names, parenthetical,
    quantity, repair,
};
use crate::document::{
    Article, Document, Layer, Layers, NO_HEAD, NameKind, Origin, Relation, Vocabulary, Word,
};
use crate::english::lexicon::Lexicon;
use crate::english::weights::{Weights, WeightsError};

/// Everything that annotating English needs. Immutable, shared between threads, and cheap to clone.
#[derive(Clone, Debug)]
pub struct Annotator {
    /// Readings and lemmas of forms.
    pub lexicon: Arc<Lexicon>,
    /// Borders of sentences.
    pub sentences: Arc<SentenceSplitter>,
    /// Names of persons, organisations and places; rules add the other kinds.
    pub names: Arc<Names>,
    network: Arc<Network>,
}

impl Annotator {
    /// Reads the weights inside the program. This takes a few milliseconds, so do it once.
    ///
    /// # Errors
    /// Only if the program was built with damaged weights.
    pub fn english() -> Result<Annotator, WeightsError> {
        let lexicon = Weights::read(include_bytes!("../../models/english/lexicon.bin"))?;
        let sentences = Weights::read(include_bytes!("../../models/english/sentences.bin"))?;
        let names = Weights::read(include_bytes!("../../models/english/names.bin"))?;
        let network = Weights::read(include_bytes!("../../models/english/network.bin"))?;
        Ok(Annotator {
            lexicon: Arc::new(Lexicon::read(&lexicon)?),
            sentences: Arc::new(SentenceSplitter::read(&sentences)?),
            names: Arc::new(Names::read(&names)?),
            network: Arc::new(Network::read(&network)?),
        })
    }

    /// Cuts the article into sentences and tokens, over the vocabulary of a program. Linear in the text.
    pub fn document(&self, article: Article, shared: &Arc<Vocabulary>) -> Document {
        let sentences = self.sentences.sentences(&article.text);
        let mut document = Document::new(article, Arc::clone(shared));
        document.tokens.reserve(sentences.iter().map(|sentence| sentence.tokens.len()).sum());
        for sentence in sentences {
            document.start_sentence();
            for token in sentence.tokens {
                let form = token.form(&document.article.text).into_owned();
                document.push_token(&form, token.start..token.end);
            }
        }
        case::restore(&mut document, &self.names, &self.lexicon);
        document
    }

    fn fill_tags(&self, document: &mut Document, sentence: usize) {
        let tokens = document.sentences[sentence].tokens.clone();
        let forms: Vec<&str> = tokens.clone().map(|token| document.cased(token)).collect();
        let encoding = self.network.encode(&forms);
        let tags = Tagger::new(&self.network).tag_encoded(&encoding);
        document.encoded = Some((sentence, encoding.parts));
        for (token, (upos, xpos)) in tokens.zip(tags) {
            let lemma = self.lexicon.lemma(document.form(token), upos, xpos).into_owned();
            let lemma = document.strings.intern(&lemma);
            let index = token as usize;
            document.tokens.lemma[index] = lemma;
            document.tokens.upos[index] = upos;
            document.tokens.xpos[index] = xpos;
        }
    }

    fn fill_names(&self, document: &mut Document) {
        names::find(document, &self.names);
        document.quantities = quantity::find(document);
        for sentence in &mut document.sentences {
            sentence.layers = sentence.layers.with(Layer::Names);
        }
    }

    /// Parses a sentence without its dateline and its asides, and each aside by itself.
    fn fill_tree(&self, document: &mut Document, sentence: usize) {
        let tokens = document.sentences[sentence].tokens.clone();
        let encoded = document.encoded.take_if(|(of, _)| *of == sentence);
        let forms: Vec<&str> = tokens.clone().map(|token| document.cased(token)).collect();
        let columns = &document.tokens;
        let indices = tokens.start as usize..tokens.end as usize;
        let spaced: Vec<bool> =
            indices.clone().map(|i| i == 0 || columns.start[i] > columns.end[i - 1]).collect();
        let dateline = dateline::dateline(&forms, &spaced);
        let asides = parenthetical::asides(&forms[dateline..], &spaced[dateline..]).into_iter();
        let asides: Vec<_> = asides.map(|aside| aside.start + dateline..aside.end + dateline).collect();
        let kept: Vec<usize> =
            (dateline..forms.len()).filter(|at| !asides.iter().any(|a| a.contains(at))).collect();

        let parser = Parser::new(&self.network);
        let outer: Vec<&str> = kept.iter().map(|&at| forms[at]).collect();
        let mut heads = vec![usize::MAX; forms.len()];
        let mut relations = vec![Relation::Root; forms.len()];
        let mut margins = vec![f32::INFINITY; forms.len()];
        let encoding = match encoded {
            Some((_, parts)) if outer.len() == forms.len() => Encoding { parts },
            _ => self.network.encode(&outer),
        };
        for (&at, arc) in kept.iter().zip(parser.parse_encoded(&encoding)) {
            heads[at] = (arc.head as usize).checked_sub(1).map_or(usize::MAX, |head| kept[head]);
            (relations[at], margins[at]) = (arc.relation, arc.margin);
        }
        // a dateline belongs to the sentence, but to none of its clauses
        let root = kept.iter().copied().find(|&at| heads[at] == usize::MAX).unwrap_or(dateline);
        for at in 0..dateline {
            (heads[at], relations[at]) = if at == 0 { (root, Relation::Dep) } else { (0, Relation::Flat) };
        }
        let upos = &columns.upos[indices];
        for aside in &asides {
            let inner = parser.parse(&forms[aside.start + 1..aside.end - 1]);
            parenthetical::hang(aside, &inner, upos, &mut heads, &mut relations);
        }
        let place = |token: u32| (token - tokens.start) as usize;
        let names = document.names_in(&tokens).iter();
        let names: Vec<_> = names
            .map(|name| (place(name.tokens.start)..place(name.tokens.end), name.kind == NameKind::Person))
            .collect();
        unite::unite(&names, upos, &mut heads, &mut relations);
        let columns = &document.tokens;
        let text = |column: &[Word]| {
            let words = column.get(tokens.start as usize..tokens.end as usize).unwrap_or(&[]);
            words.iter().map(|&word| document.strings.text(word)).collect()
        };
        let xpos = &columns.xpos[tokens.start as usize..tokens.end as usize];
        let (lower, lemma) = (text(&columns.lower), text(&columns.lemma));
        let words = document.strings.shared().words();
        let times = document.times_in(&tokens).iter();
        let times: Vec<_> = times.map(|time| place(time.tokens.start)..place(time.tokens.end)).collect();
        let mut sentence =
            repair::Sentence::new((lower, lemma), (upos, xpos), (&mut heads, &mut relations), words);
        sentence.part_from_times(&times);
        sentence.mend();
        let margin = tokens.start as usize..tokens.end as usize;
        document.tokens.margin[margin].copy_from_slice(&margins);
        for (token, (head, relation)) in tokens.clone().zip(heads.into_iter().zip(relations)) {
            let head = if head == usize::MAX { NO_HEAD } else { tokens.start + head as u32 };
            document.tokens.head[token as usize] = head;
            document.tokens.relation[token as usize] = relation;
        }
    }
}

impl Annotate for Annotator {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError> {
        if document.sentences.get(sentence).is_none_or(|s| s.layers.has(layer)) {
            return Ok(());
        }
        if document.origin == Origin::Annotated {
            if document.sentences.iter().any(|sentence| sentence.layers != Layers::default()) {
                return annotated::fill(document, sentence, layer, &self.lexicon);
            }
            // the other tool has only cut the text into words
            document.origin = Origin::Text;
            case::restore(document, &self.names, &self.lexicon);
        }
        match layer {
            Layer::Tags => self.fill_tags(document, sentence),
            // a name is recognised by all that the document says about it
            Layer::Names => {
                self.fill_names(document);
                return Ok(());
            }
            Layer::Entities => {
                self.fill(document, sentence, Layer::Names)?;
                coreference::resolve(document);
            }
            Layer::Times => {
                self.fill(document, sentence, Layer::Tags)?;
                self.fill(document, sentence, Layer::Names)?;
                super::time::times(document, sentence);
            }
            Layer::Tree => {
                // a time is one unit, whatever the parser makes of it
                self.fill(document, sentence, Layer::Times)?;
                self.fill_tree(document, sentence);
            }
            Layer::Clauses => {
                self.fill(document, sentence, Layer::Tree)?;
                // who edited or owns a text is not news: such a line keeps no clauses
                let tokens = document.sentences[sentence].tokens.clone();
                let forms: Vec<&str> = tokens.map(|token| document.form(token)).collect();
                if !boilerplate::is_boilerplate(&forms) {
                    super::clause::clauses(document, sentence);
                }
            }
        }
        let layers = &mut document.sentences[sentence].layers;
        *layers = layers.with(layer);
        Ok(())
    }

    fn candidates(&self, form: &str, lemmas: &mut Vec<String>) {
        self.lexicon.candidates(form, lemmas);
    }
}
