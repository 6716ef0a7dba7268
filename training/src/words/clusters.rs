//! Clusters of words that occur in the same surroundings, by the exchange algorithm for class bigrams (Martin, Liermann
//! and Ney 1998).

use std::collections::BTreeMap;

/// Puts the more frequent words of the sentences into `count` clusters, numbered from 1.
pub fn clusters(sentences: &[Vec<u64>], count: usize, least: usize, rounds: usize) -> BTreeMap<u64, u16> {
    let mut frequencies: BTreeMap<u64, usize> = BTreeMap::new();
    sentences.iter().flatten().for_each(|word| *frequencies.entry(*word).or_default() += 1);
    let mut words: Vec<(usize, u64)> =
        frequencies.iter().filter(|(_, n)| **n >= least).map(|(word, n)| (*n, *word)).collect();
    words.sort_by_key(|(n, word)| (std::cmp::Reverse(*n), *word));
    let numbers: BTreeMap<u64, usize> =
        words.iter().enumerate().map(|(i, (_, word))| (*word, i + 1)).collect();

    // Number 0 stands for the edge of a sentence and for rare words; it keeps its cluster 0.
    let number = |word: &u64| numbers.get(word).copied().unwrap_or(0);
    let mut after: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); words.len() + 1];
    let mut before = after.clone();
    for sentence in sentences {
        let row: Vec<usize> = [0].into_iter().chain(sentence.iter().map(number)).chain([0]).collect();
        for pair in row.windows(2) {
            *after[pair[0]].entry(pair[1]).or_default() += 1;
            *before[pair[1]].entry(pair[0]).or_default() += 1;
        }
    }
    let mut state = State::new(count + 1, &after, &before);
    for _ in 0..rounds {
        for word in 1..=words.len() {
            state.exchange(word);
        }
    }
    words.iter().enumerate().map(|(i, (_, word))| (*word, state.cluster[i + 1] as u16)).collect()
}

struct State<'a> {
    count: usize,
    after: &'a [BTreeMap<usize, i64>],
    before: &'a [BTreeMap<usize, i64>],
    cluster: Vec<usize>,
    /// How often a word of one cluster follows one of another.
    pairs: Vec<i64>,
    lefts: Vec<i64>,
    rights: Vec<i64>,
}

impl<'a> State<'a> {
    fn new(count: usize, after: &'a [BTreeMap<usize, i64>], before: &'a [BTreeMap<usize, i64>]) -> State<'a> {
        let cluster: Vec<usize> =
            (0..after.len()).map(|w| if w == 0 { 0 } else { 1 + (w - 1) % (count - 1) }).collect();
        let (mut pairs, mut lefts, mut rights) = (vec![0; count * count], vec![0; count], vec![0; count]);
        for (left, row) in after.iter().enumerate() {
            for (&right, &n) in row {
                pairs[cluster[left] * count + cluster[right]] += n;
                lefts[cluster[left]] += n;
                rights[cluster[right]] += n;
            }
        }
        State { count, after, before, cluster, pairs, lefts, rights }
    }

    /// Moves a word to the cluster where the likelihood of all pairs is highest.
    fn exchange(&mut self, word: usize) {
        let (mut out, mut into) = (vec![0i64; self.count], vec![0i64; self.count]);
        let mut own = 0;
        for (&right, &n) in &self.after[word] {
            if right == word { own = n } else { out[self.cluster[right]] += n }
        }
        for (&left, &n) in self.before[word].iter().filter(|(left, _)| **left != word) {
            into[self.cluster[left]] += n;
        }
        let old = self.cluster[word];
        self.shift(old, &out, &into, own, -1);
        let best = (1..self.count)
            .map(|to| (self.gain(to, &out, &into, own), to))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let to = best.map_or(old, |(_, to)| to);
        self.shift(to, &out, &into, own, 1);
        self.cluster[word] = to;
    }

    fn shift(&mut self, to: usize, out: &[i64], into: &[i64], own: i64, sign: i64) {
        for other in 0..self.count {
            self.pairs[to * self.count + other] += sign * out[other];
            self.pairs[other * self.count + to] += sign * into[other];
        }
        self.pairs[to * self.count + to] += sign * own;
        self.lefts[to] += sign * (out.iter().sum::<i64>() + own);
        self.rights[to] += sign * (into.iter().sum::<i64>() + own);
    }

    fn gain(&self, to: usize, out: &[i64], into: &[i64], own: i64) -> f64 {
        let entropy = |n: i64| if n > 0 { n as f64 * (n as f64).ln() } else { 0.0 };
        let grown = |n: i64, by: i64| entropy(n + by) - entropy(n);
        let mut gain = 0.0;
        for other in 0..self.count {
            if other == to {
                continue;
            }
            if out[other] > 0 {
                gain += grown(self.pairs[to * self.count + other], out[other]);
            }
            if into[other] > 0 {
                gain += grown(self.pairs[other * self.count + to], into[other]);
            }
        }
        gain += grown(self.pairs[to * self.count + to], out[to] + into[to] + own);
        let (left, right) = (out.iter().sum::<i64>() + own, into.iter().sum::<i64>() + own);
        gain - grown(self.lefts[to], left) - grown(self.rights[to], right)
    }
}
