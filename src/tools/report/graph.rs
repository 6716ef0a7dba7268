//! The graph of who did what with whom: names as nodes, events between them as edges, with a force-directed layout.
//!
//! The layout uses only sums, products and square roots in a fixed order, so it is the same on every machine.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Named;

/// The maximum number of names in the drawing; the table has all.
const MOST_NODES: usize = 30;
/// The size of the drawing, in pixels.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 620.0;
/// The number of iterations.
const STEPS: usize = 400;
/// The length of an edge without other forces.
const LENGTH: f64 = 260.0;
/// How strongly nodes repel each other, and within which distance.
const PUSH: (f64, f64) = (95.0, 240.0);
/// How strongly everything is pulled to the middle, sideways and up and down: the drawing is wide.
const PULL: (f64, f64) = (0.22, 0.42);

/// An event between two names.
pub(super) struct Meeting {
    pub(super) one: Named,
    pub(super) other: Named,
    /// Whether one acts on the other.
    pub(super) directed: bool,
    pub(super) kind: String,
    /// Whether it is asserted as a fact.
    pub(super) fact: bool,
    pub(super) event: String,
}

/// A drawing, and the same data as a table.
#[derive(Debug, Serialize)]
pub(super) struct Graph {
    width: i64,
    height: i64,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    table: Vec<Line>,
    /// How many names are in the table only.
    more: usize,
}

#[derive(Debug, Serialize)]
struct Node {
    name: String,
    /// The name, shortened to the room.
    label: String,
    kind: String,
    x: i64,
    y: i64,
    width: i64,
    count: usize,
}

/// The edge between two names.
#[derive(Debug, Serialize)]
struct Edge {
    from: usize,
    to: usize,
    path: String,
    label: String,
    label_x: i64,
    label_y: i64,
    directed: bool,
    fact: bool,
    count: usize,
    first: String,
}

#[derive(Debug, Serialize)]
struct Line {
    one: String,
    what: String,
    other: String,
    directed: bool,
    count: usize,
    first: String,
}

/// The events of one type between two names.
struct Between {
    directed: bool,
    fact: bool,
    events: BTreeSet<String>,
    first: String,
}

impl Graph {
    pub(super) fn new(meetings: impl Iterator<Item = Meeting>) -> Graph {
        let mut kinds: BTreeMap<String, String> = BTreeMap::new();
        let mut found: BTreeMap<(String, String, String), Between> = BTreeMap::new();
        for meeting in meetings {
            let (mut one, mut other) = (meeting.one, meeting.other);
            if !meeting.directed && other.0 < one.0 {
                std::mem::swap(&mut one, &mut other);
            }
            for (name, kind) in [&one, &other] {
                kinds.entry(name.clone()).or_insert_with(|| kind.clone());
            }
            let between = found.entry((one.0, other.0, meeting.kind)).or_insert_with(|| Between {
                directed: meeting.directed,
                fact: false,
                events: BTreeSet::new(),
                first: meeting.event.clone(),
            });
            between.fact |= meeting.fact;
            between.events.insert(meeting.event);
        }
        let drawn = drawn(&found);
        let more = kinds.len() - drawn.len();
        let mut nodes: Vec<Node> =
            drawn.iter().map(|(name, count)| Node::new(name, &kinds, *count)).collect();
        let index: BTreeMap<&str, usize> = drawn.iter().map(|(name, _)| name.as_str()).zip(0..).collect();
        let mut edges: BTreeMap<(usize, usize), Edge> = BTreeMap::new();
        for ((one, other, kind), between) in &found {
            let (Some(&from), Some(&to)) = (index.get(one.as_str()), index.get(other.as_str())) else {
                continue;
            };
            let edge = edges.entry((from, to)).or_insert_with(|| Edge::new(from, to, between));
            edge.count += between.events.len();
            edge.fact |= between.fact;
            edge.directed |= between.directed;
            let label = match between.events.len() {
                1 => kind.clone(),
                count => format!("{kind} ×{count}"),
            };
            edge.label = if edge.label.is_empty() { label } else { format!("{}, {label}", edge.label) };
        }
        let mut edges: Vec<Edge> = edges.into_values().collect();
        lay_out(&mut nodes, &edges);
        edges.iter_mut().for_each(|edge| edge.draw(&nodes));
        let mut table: Vec<Line> = found
            .into_iter()
            .map(|((one, other, what), between)| Line {
                one,
                what,
                other,
                directed: between.directed,
                count: between.events.len(),
                first: between.first,
            })
            .collect();
        table.sort_by(|a, b| {
            (b.count.cmp(&a.count))
                .then_with(|| (&a.one, &a.other, &a.what).cmp(&(&b.one, &b.other, &b.what)))
        });
        Graph { width: WIDTH as i64, height: HEIGHT as i64, nodes, edges, table, more }
    }
}

/// The names with most events between them, each with its number: pairs are taken in the order of their events, then of
/// those of the less busy of the two, until there is no more room, so no node is isolated and no hub takes all.
fn drawn(found: &BTreeMap<(String, String, String), Between>) -> Vec<(String, usize)> {
    let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for ((one, other, _), between) in found {
        let count = between.events.len();
        *degree.entry(one).or_default() += count;
        *degree.entry(other).or_default() += count;
        *pairs.entry((one, other)).or_default() += count;
    }
    let weight = |name: &str| degree.get(name).copied().unwrap_or_default();
    let mut order: Vec<((&str, &str), usize)> = pairs.into_iter().collect();
    order.sort_by_key(|((one, other), count)| {
        (std::cmp::Reverse((*count, weight(one).min(weight(other)))), *one, *other)
    });
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for ((one, other), _) in order {
        let added = usize::from(!names.contains(one)) + usize::from(!names.contains(other));
        if names.len() + added <= MOST_NODES {
            names.extend([one, other]);
        }
    }
    let mut names: Vec<(String, usize)> =
        names.into_iter().map(|name| (name.to_owned(), weight(name))).collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    names
}

impl Node {
    fn new(name: &str, kinds: &BTreeMap<String, String>, count: usize) -> Node {
        let mut label: String = name.chars().take(24).collect();
        if label.len() < name.len() {
            label.push('…');
        }
        Node {
            width: label.chars().count() as i64 * 8 + 18,
            label,
            name: name.to_owned(),
            kind: kinds.get(name).cloned().unwrap_or_default(),
            x: 0,
            y: 0,
            count,
        }
    }
}

impl Edge {
    fn new(from: usize, to: usize, between: &Between) -> Edge {
        Edge {
            from,
            to,
            path: String::new(),
            label: String::new(),
            label_x: 0,
            label_y: 0,
            directed: false,
            fact: false,
            count: 0,
            first: between.first.clone(),
        }
    }

    /// A slight curve from box to box, so that both directions can be seen.
    fn draw(&mut self, nodes: &[Node]) {
        let (one, other) = (&nodes[self.from], &nodes[self.to]);
        let (x1, y1, x2, y2) = (one.x as f64, one.y as f64, other.x as f64, other.y as f64);
        let (dx, dy) = (x2 - x1, y2 - y1);
        let (cx, cy) = ((x1 + x2) / 2.0 - dy * 0.12, (y1 + y2) / 2.0 + dx * 0.12);
        let start = leave((x1, y1), (cx, cy), one.width as f64 / 2.0 + 2.0, 14.0);
        let end = leave((x2, y2), (cx, cy), other.width as f64 / 2.0 + 4.0, 16.0);
        let round = |number: f64| number.round() as i64;
        self.path = format!(
            "M{} {}Q{} {} {} {}",
            round(start.0),
            round(start.1),
            round(cx),
            round(cy),
            round(end.0),
            round(end.1)
        );
        self.label_x = round((start.0 + 2.0 * cx + end.0) / 4.0);
        self.label_y = round((start.1 + 2.0 * cy + end.1) / 4.0);
    }
}

/// The point where the line from the middle of a box to a point leaves the box.
fn leave(middle: (f64, f64), to: (f64, f64), half_width: f64, half_height: f64) -> (f64, f64) {
    let (dx, dy) = (to.0 - middle.0, to.1 - middle.1);
    let part = f64::min(
        if dx.abs() < 0.01 { f64::MAX } else { half_width / dx.abs() },
        if dy.abs() < 0.01 { f64::MAX } else { half_height / dy.abs() },
    );
    let part = part.min(1.0);
    (middle.0 + dx * part, middle.1 + dy * part)
}

/// Forces after Fruchterman and Reingold (1991), then overlapping boxes are moved apart. Quadratic in the nodes.
fn lay_out(nodes: &mut [Node], edges: &[Edge]) {
    let mut at = sunflower(nodes.len());
    let mut heat = 60.0;
    for _ in 0..STEPS {
        let mut push = vec![(0.0, 0.0); at.len()];
        for one in 0..at.len() {
            for other in one + 1..at.len() {
                let (dx, dy, distance) = apart(at[one], at[other]);
                if distance > PUSH.1 {
                    continue;
                }
                let force = PUSH.0 * PUSH.0 / distance / distance;
                move_by(&mut push, one, other, (dx * force, dy * force));
            }
            push[one].0 += (WIDTH / 2.0 - at[one].0) * PULL.0;
            push[one].1 += (HEIGHT / 2.0 - at[one].1) * PULL.1;
        }
        for edge in edges {
            let (dx, dy, distance) = apart(at[edge.from], at[edge.to]);
            let force = -distance / LENGTH;
            move_by(&mut push, edge.from, edge.to, (dx * force, dy * force));
        }
        for (at, push) in at.iter_mut().zip(&push) {
            let length = (push.0 * push.0 + push.1 * push.1).sqrt().max(0.01);
            let step = length.min(heat) / length;
            (at.0, at.1) = (at.0 + push.0 * step, at.1 + push.1 * step);
        }
        heat = (heat * 0.99f64).max(0.5);
    }
    let half: Vec<f64> = nodes.iter().map(|node| node.width as f64 / 2.0).collect();
    for _ in 0..STEPS {
        part(&mut at, &half);
        for (at, half) in at.iter_mut().zip(&half) {
            at.0 = at.0.clamp(half + 6.0, WIDTH - half - 6.0);
            at.1 = at.1.clamp(20.0, HEIGHT - 20.0);
        }
    }
    for (node, at) in nodes.iter_mut().zip(at) {
        (node.x, node.y) = (at.0.round() as i64, at.1.round() as i64);
    }
}

/// The direction and distance from one point to the other; never zero.
fn apart(one: (f64, f64), other: (f64, f64)) -> (f64, f64, f64) {
    let (dx, dy) = (one.0 - other.0, one.1 - other.1);
    let distance = (dx * dx + dy * dy).sqrt();
    if distance < 1.0 { (1.0, 0.5, 1.0) } else { (dx, dy, distance) }
}

fn move_by(push: &mut [(f64, f64)], one: usize, other: usize, by: (f64, f64)) {
    (push[one].0, push[one].1) = (push[one].0 + by.0, push[one].1 + by.1);
    (push[other].0, push[other].1) = (push[other].0 - by.0, push[other].1 - by.1);
}

/// Moves overlapping boxes apart a little, in the shorter direction.
fn part(at: &mut [(f64, f64)], half: &[f64]) {
    for one in 0..at.len() {
        for other in one + 1..at.len() {
            let (dx, dy) = (at[one].0 - at[other].0, at[one].1 - at[other].1);
            let (x, y) = (half[one] + half[other] + 14.0 - dx.abs(), 60.0 - dy.abs());
            if x <= 0.0 || y <= 0.0 {
                continue;
            }
            if y <= x {
                let by = if dy < 0.0 { -y / 2.0 } else { y / 2.0 };
                (at[one].1, at[other].1) = (at[one].1 + by, at[other].1 - by);
            } else {
                let by = if dx < 0.0 { -x / 2.0 } else { x / 2.0 };
                (at[one].0, at[other].0) = (at[one].0 + by, at[other].0 - by);
            }
        }
    }
}

/// Points like the seeds of a sunflower: each one golden angle from the last.
fn sunflower(count: usize) -> Vec<(f64, f64)> {
    // the cosine and sine of the golden angle
    let (cosine, sine) = (-0.737_368_878_078_319_7, 0.675_490_294_261_523_8);
    let mut turn = (1.0, 0.0);
    let mut points = Vec::with_capacity(count);
    for index in 0..count {
        let radius = 40.0 * (index as f64 + 0.5).sqrt();
        points.push((WIDTH / 2.0 + radius * turn.0 * 1.4, HEIGHT / 2.0 + radius * turn.1));
        turn = (turn.0 * cosine - turn.1 * sine, turn.0 * sine + turn.1 * cosine);
    }
    points
}
