//! Events: their bases and roles.

use std::collections::BTreeMap;

use super::Checker;
use super::names::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{EventId, Role};
use crate::lang::syntax::ast::{Event, File, ItemKind};
use crate::source::FileId;

impl Checker<'_> {
    /// Fills in the roles of the events, those of the base first.
    pub(super) fn events(&mut self, files: &[File]) {
        let mut declared: BTreeMap<EventId, (FileId, &Event)> = BTreeMap::new();
        let mut bases: BTreeMap<EventId, EventId> = BTreeMap::new();
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            let ItemKind::Event(event) = &item.kind else { continue };
            if !self.is_declared_at(Kind::Type, file, &event.name) {
                continue;
            }
            let Some(&id) = self.event_ids.get(&event.name.text) else { continue };
            declared.insert(id, (file, event));
            if let Some(base) = event.base.as_ref().and_then(|base| self.event(file, base)) {
                bases.insert(id, base);
            }
        }
        for (&id, &(file, event)) in &declared {
            let mut chain = vec![id];
            while let Some(&base) = chain.last().and_then(|last| bases.get(last)) {
                if base == id {
                    let message = format!("`{}` is a kind of itself", event.name.text);
                    self.problems.push(Diagnostic::new(Code::CircularType, file, event.name.span, message));
                }
                if chain.contains(&base) {
                    break;
                }
                chain.push(base);
            }
            self.ruleset.events[id.index()].is = chain.iter().copied().collect();
            let mut roles: Vec<Role> = Vec::new();
            for ancestor in chain.iter().rev() {
                let Some((of_file, of)) = declared.get(ancestor) else { continue };
                self.roles(*of_file, of, file, event, &mut roles);
            }
            self.ruleset.events[id.index()].roles = roles;
        }
    }

    /// Adds the roles of `of`, which is `event` or one of its bases.
    fn roles(&mut self, of_file: FileId, of: &Event, file: FileId, event: &Event, roles: &mut Vec<Role>) {
        let own = std::ptr::eq(of, event);
        for role in &of.roles {
            if roles.iter().any(|known| known.name == role.name.text) {
                if own {
                    let message = format!("`{}` already has a role `{}`", event.name.text, role.name.text);
                    self.problems.push(Diagnostic::new(Code::DeclaredTwice, file, role.name.span, message));
                }
                continue;
            }
            let reported = self.problems.len();
            let accepts = self.accepts(of_file, &role.types);
            if !own {
                // The base has already been reported.
                self.problems.truncate(reported);
            }
            let (name, doc) = (role.name.text.clone(), role.doc.clone());
            roles.push(Role { name, doc, least: role.least, most: role.most, accepts });
        }
    }
}
