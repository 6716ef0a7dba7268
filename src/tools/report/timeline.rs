//! A timeline: a row a type of event, a column a day, month or year.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::day::Day;

/// The maximum number of columns.
const MOST_COLUMNS: i64 = 36;
/// The maximum number of rows in the drawing; the table has all.
const MOST_ROWS: usize = 24;
/// The width and height of a cell, and the width of the names of rows.
const CELL: (i64, i64, i64) = (22, 24, 150);

/// A drawing, and the same data as a table.
#[derive(Debug, Serialize)]
pub(super) struct Timeline {
    width: i64,
    height: i64,
    unit: &'static str,
    rows: Vec<Row>,
    columns: Vec<Column>,
    dots: Vec<Dot>,
    table: Vec<Line>,
    /// How many types are in the table only.
    more: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    kind: String,
    y: i64,
}

#[derive(Debug, Serialize)]
struct Column {
    label: String,
    x: i64,
}

/// The events of a type in a column.
#[derive(Debug, Serialize)]
struct Dot {
    x: i64,
    y: i64,
    /// In tenths.
    radius: i64,
    kind: String,
    label: String,
    from: String,
    to: String,
    count: usize,
    first: String,
}

#[derive(Debug, Serialize)]
struct Line {
    day: String,
    kind: String,
    count: usize,
    first: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    fn of(self, day: Day) -> i64 {
        match self {
            Unit::Day => day.number(),
            Unit::Month => day.months(),
            Unit::Year => i64::from(day.year),
        }
    }

    /// The name of a day in this unit.
    fn label(self, day: Day) -> String {
        match self {
            Unit::Day => day.to_string(),
            Unit::Month => Day { day: 0, ..day }.to_string(),
            Unit::Year => Day { day: 0, month: 0, ..day }.to_string(),
        }
    }
}

impl Timeline {
    /// The timeline of events with their day, type and id.
    pub(super) fn new<'a>(events: impl Iterator<Item = (Day, &'a str, String)>) -> Timeline {
        let mut days: BTreeMap<Day, Vec<(&str, String)>> = BTreeMap::new();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (day, kind, id) in events {
            days.entry(day).or_default().push((kind, id));
            *kinds.entry(kind).or_default() += 1;
        }
        let unit = unit(&days);
        let columns = columns(unit, &days);
        let mut order: Vec<(&str, usize)> = kinds.into_iter().collect();
        order.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        let more = order.len().saturating_sub(MOST_ROWS);
        order.truncate(MOST_ROWS);
        let (width, height, names) = CELL;
        let rows: Vec<Row> = (order.iter().zip(0..))
            .map(|((kind, _), row)| Row { kind: (*kind).to_owned(), y: row * height + height / 2 })
            .collect();
        let mut dots = BTreeMap::new();
        for (day, told) in &days {
            let Some(column) = columns.iter().position(|column| *column == unit.of(*day)) else { continue };
            for (kind, id) in told {
                let Some(row) = order.iter().position(|(name, _)| name == kind) else { continue };
                let dot = dots.entry((column, row)).or_insert_with(|| Dot {
                    x: names + column as i64 * width + width / 2,
                    y: row as i64 * height + height / 2,
                    radius: 0,
                    kind: (*kind).to_owned(),
                    label: unit.label(*day),
                    from: day.to_string(),
                    to: day.to_string(),
                    count: 0,
                    first: id.clone(),
                });
                dot.count += 1;
                dot.to = day.to_string();
            }
        }
        let mut dots: Vec<Dot> = dots.into_values().collect();
        for dot in &mut dots {
            // the area shows the number, until the cell is full
            dot.radius = ((dot.count as f64).sqrt() * 30.0).min(105.0).round() as i64;
        }
        let labels = labels(unit, &days);
        let columns: Vec<Column> = (columns.iter().zip(0..))
            .map(|(column, index)| Column {
                label: labels.get(column).cloned().unwrap_or_default(),
                x: names + index * width + width / 2,
            })
            .collect();
        Timeline {
            width: names + width * columns.len() as i64 + 10,
            height: height * rows.len() as i64 + 78,
            unit: match unit {
                Unit::Day => "day",
                Unit::Month => "month",
                Unit::Year => "year",
            },
            rows,
            columns,
            dots,
            table: table(&days),
            more,
        }
    }
}

/// The finest unit that has room for nine tenths of the events.
fn unit(days: &BTreeMap<Day, Vec<(&str, String)>>) -> Unit {
    let all: Vec<Day> = days.iter().flat_map(|(day, told)| std::iter::repeat_n(*day, told.len())).collect();
    let at = |tenth: usize| all.get((all.len().saturating_sub(1)) * tenth / 20).copied();
    let (Some(early), Some(late)) = (at(1), at(19)) else { return Unit::Year };
    let units = [Unit::Day, Unit::Month];
    units.into_iter().find(|unit| unit.of(late) - unit.of(early) < MOST_COLUMNS).unwrap_or(Unit::Year)
}

/// The columns with events: the fullest ones, in order.
fn columns(unit: Unit, days: &BTreeMap<Day, Vec<(&str, String)>>) -> Vec<i64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (day, told) in days {
        *counts.entry(unit.of(*day)).or_default() += told.len();
    }
    let mut most: Vec<(i64, usize)> = counts.into_iter().collect();
    most.sort_by_key(|(column, count)| (std::cmp::Reverse(*count), *column));
    let kept: BTreeSet<i64> =
        most.into_iter().take(MOST_COLUMNS as usize).map(|(column, _)| column).collect();
    kept.into_iter().collect()
}

fn labels(unit: Unit, days: &BTreeMap<Day, Vec<(&str, String)>>) -> BTreeMap<i64, String> {
    days.keys().map(|day| (unit.of(*day), unit.label(*day))).collect()
}

fn table(days: &BTreeMap<Day, Vec<(&str, String)>>) -> Vec<Line> {
    let mut lines: BTreeMap<(Day, &str), Line> = BTreeMap::new();
    for (day, told) in days {
        for (kind, id) in told {
            let line = lines.entry((*day, kind)).or_insert_with(|| Line {
                day: day.to_string(),
                kind: (*kind).to_owned(),
                count: 0,
                first: id.clone(),
            });
            line.count += 1;
        }
    }
    lines.into_values().collect()
}
