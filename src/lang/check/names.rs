//! Numbers for types, events and lists, and the subtype relation.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::NameKind;
use crate::lang::ir::{BuiltInType, EntityType, EventId, EventType, List, ListId, SHAPES, TypeId};
use crate::lang::syntax::ast::{Entity, File, ItemKind, Name};
use crate::source::FileId;

/// The groups of names that must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Entities and events.
    Type,
    /// Lists and parts of patterns: both are used as `@name`.
    List,
    Rule,
}

impl Checker<'_> {
    /// Gives every type, event and list of the files its number.
    pub(super) fn declare(&mut self, files: &[File]) {
        let mut entities: BTreeMap<&str, (FileId, &Entity, &str)> = BTreeMap::new();
        let mut events: BTreeMap<&str, &str> = BTreeMap::new();
        let mut lists: BTreeMap<&str, &str> = BTreeMap::new();
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            match &item.kind {
                ItemKind::Entity(entity) if self.is_new(Kind::Type, file, &entity.name) => {
                    entities.insert(&entity.name.text, (file, entity, &item.doc));
                }
                ItemKind::Event(event) if self.is_new(Kind::Type, file, &event.name) => {
                    events.insert(&event.name.text, &item.doc);
                }
                ItemKind::List(list) if self.is_new(Kind::List, file, &list.name) => {
                    lists.insert(&list.name.text, &item.doc);
                }
                ItemKind::Let(fragment) if self.is_new(Kind::List, file, &fragment.name) => {
                    let known = (file, fragment.pattern.clone());
                    self.fragments.insert(fragment.name.text.clone(), known);
                }
                ItemKind::Rule(rule) => {
                    self.is_new(Kind::Rule, file, &rule.name);
                }
                // declared twice, or without a name
                ItemKind::Entity(_) | ItemKind::Event(_) | ItemKind::List(_) | ItemKind::Let(_) => {}
                ItemKind::Use(_) | ItemKind::Cue(_) | ItemKind::Words(_) | ItemKind::Test(_) => {}
            }
        }
        let built_in = BuiltInType::all().map(|kind| (kind.as_str(), ""));
        for (name, doc) in built_in.chain(entities.iter().map(|(name, (_, _, doc))| (*name, *doc))) {
            let id = TypeId::at(self.ruleset.types.len());
            self.type_ids.insert(name.to_owned(), id);
            let is = BTreeSet::from([id]);
            self.ruleset.types.push(EntityType { name: name.to_owned(), doc: doc.to_owned(), is });
        }
        for (name, doc) in events {
            let id = EventId::at(self.ruleset.events.len());
            self.event_ids.insert(name.to_owned(), id);
            let (name, doc, is) = (name.to_owned(), doc.to_owned(), BTreeSet::from([id]));
            self.ruleset.events.push(EventType { name, doc, is, roles: Vec::new() });
        }
        for (name, doc) in lists {
            self.list_ids.insert(name.to_owned(), ListId::at(self.ruleset.lists.len()));
            let (name, doc) = (name.to_owned(), doc.to_owned());
            self.ruleset.lists.push(List { name, doc, makes: None, entries: Vec::new() });
        }
        self.subtypes(entities.into_values().map(|(file, entity, _)| (file, entity)).collect());
    }

    /// Whether this is the declaration that counts: the first of its name.
    pub(super) fn is_declared_at(&self, kind: Kind, file: FileId, name: &Name) -> bool {
        self.declared.get(&(kind, name.text.clone())) == Some(&(file, name.span))
    }

    fn is_new(&mut self, kind: Kind, file: FileId, name: &Name) -> bool {
        let built_in = BuiltInType::named(&name.text).is_some() || SHAPES.contains(&&*name.text);
        if kind == Kind::Type && built_in {
            let message = format!("`{}` is a built-in type", name.text);
            self.problems.push(
                Diagnostic::new(Code::DeclaredTwice, file, name.span, message).note("choose another name"),
            );
            return false;
        }
        if let Some((other, span)) = self.declared.get(&(kind, name.text.clone())) {
            let problem = Diagnostic::new(
                Code::DeclaredTwice,
                file,
                name.span,
                format!("`{}` is declared twice", name.text),
            )
            .label("a second time here")
            .also(*other, *span, "first declared here");
            self.problems.push(problem);
            return false;
        }
        self.declared.insert((kind, name.text.clone()), (file, name.span));
        true
    }

    /// Fills in the supertypes of each type, through bases and unions.
    fn subtypes(&mut self, entities: Vec<(FileId, &Entity)>) {
        let mut above: BTreeMap<TypeId, BTreeSet<TypeId>> = BTreeMap::new();
        // an airport also counts as a place
        above.entry(NameKind::Facility.into()).or_default().insert(NameKind::Place.into());
        for (file, entity) in &entities {
            let Some(&own) = self.type_ids.get(&entity.name.text) else { continue };
            if let Some(base) = &entity.base
                && let Some(base) = self.entity(*file, base)
            {
                above.entry(own).or_default().insert(base);
            }
            for member in &entity.members {
                if let Some(member) = self.entity(*file, member) {
                    above.entry(member).or_default().insert(own);
                }
            }
        }
        for id in (0..self.ruleset.types.len() as u32).map(TypeId) {
            let mut is = BTreeSet::from([id]);
            let mut open: Vec<TypeId> = vec![id];
            let mut circular = false;
            while let Some(next) = open.pop() {
                for &type_above in above.get(&next).into_iter().flatten() {
                    circular |= type_above == id;
                    if is.insert(type_above) {
                        open.push(type_above);
                    }
                }
            }
            self.ruleset.types[id.index()].is = is;
            let name = &self.ruleset.types[id.index()].name;
            if circular && let Some((file, span)) = self.declared.get(&(Kind::Type, name.clone())) {
                let message = format!("`{name}` is a kind of itself");
                self.problems.push(Diagnostic::new(Code::CircularType, *file, *span, message));
            }
        }
    }

    /// The entity type of this name; events and unknown names are reported.
    pub(super) fn entity(&mut self, file: FileId, name: &Name) -> Option<TypeId> {
        if let Some(id) = self.type_ids.get(&name.text) {
            return Some(*id);
        }
        let other = match &*name.text {
            text if SHAPES.contains(&text) => Some("no entity"),
            text if self.event_ids.contains_key(text) => Some("an event"),
            _ => None,
        };
        match other {
            Some(what) => {
                let message = format!("`{}` is {what}, but an entity is needed", name.text);
                self.problems.push(Diagnostic::new(Code::WrongKind, file, name.span, message));
            }
            None => self.unknown_type(file, name),
        }
        None
    }

    /// The event of this name; entities and unknown names are reported.
    pub(super) fn event(&mut self, file: FileId, name: &Name) -> Option<EventId> {
        if let Some(id) = self.event_ids.get(&name.text) {
            return Some(*id);
        }
        let problem = if self.type_ids.contains_key(&name.text) || SHAPES.contains(&&*name.text) {
            let message = format!("`{}` is not an event", name.text);
            Diagnostic::new(Code::WrongKind, file, name.span, message).label("an event is needed here")
        } else {
            let known = self.event_ids.keys().map(String::as_str);
            Diagnostic::new(Code::UnknownEvent, file, name.span, format!("unknown event `{}`", name.text))
                .did_you_mean(&name.text, known, name.span)
        };
        self.problems.push(problem);
        None
    }
}
