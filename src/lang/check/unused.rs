//! Warns of items that can have no effect.

use std::collections::BTreeMap;

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{EventId, RoleId};
use crate::lang::syntax::ast::{File, ItemKind};

impl Checker<'_> {
    /// Warns of unused lists, of events that no rule makes and of roles that no rule fills; but not in `std`, which is
    /// meant for all users.
    pub(super) fn unused(&mut self, files: &[File]) {
        // a rule for a subtype also makes the base
        let mut makers_of: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
        for &made in &self.made_events {
            for &is in &self.ruleset.events[made.index()].is {
                makers_of.entry(is).or_default().push(made);
            }
        }
        let is_own = |name: &str| !name.strip_prefix("rules/").unwrap_or(name).starts_with("std/");
        let own = files.iter().filter(|file| is_own(self.sources.name(file.id)));
        for (file, item) in own.flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            match &item.kind {
                ItemKind::List(list) => {
                    let Some(id) = self.list_ids.get(&list.name.text) else { continue };
                    if self.used_lists.contains(id) || list.makes.is_some() {
                        continue;
                    }
                    let message = format!("nothing uses the list `{}`", list.name.text);
                    let problem = Diagnostic::new(Code::UnusedList, file, list.name.span, message);
                    self.problems.push(problem.note(format!("a pattern uses it as `@{}`", list.name.text)));
                }
                ItemKind::Let(fragment) if !self.used_fragments.contains(&fragment.name.text) => {
                    let name = &fragment.name;
                    let message = format!("nothing uses the part `{}`", name.text);
                    let problem = Diagnostic::new(Code::UnusedList, file, name.span, message);
                    self.problems.push(problem.note(format!("a token pattern uses it as `@{}`", name.text)));
                }
                ItemKind::Event(event) => {
                    let Some(&id) = self.event_ids.get(&event.name.text) else { continue };
                    let Some(makers) = makers_of.get(&id) else {
                        let message = format!("no rule makes `{}`", event.name.text);
                        self.problems.push(Diagnostic::new(
                            Code::UnmadeEvent,
                            file,
                            event.name.span,
                            message,
                        ));
                        continue;
                    };
                    for role in &event.roles {
                        let is_filled = makers.iter().any(|maker| {
                            let roles = &self.ruleset.events[maker.index()].roles;
                            let index = roles.iter().position(|known| known.name == role.name.text);
                            index
                                .is_some_and(|index| self.filled_roles.contains(&(*maker, RoleId::at(index))))
                        });
                        if is_filled {
                            continue;
                        }
                        let message = format!("no rule fills the role `{}`", role.name.text);
                        let mut problem = Diagnostic::new(Code::UnfilledRole, file, role.name.span, message);
                        if role.least > 0 {
                            problem = problem.note(format!(
                                "`{}` must have one, so no such event is ever reported; write `{}?` to make it optional",
                                event.name.text, role.name.text
                            ));
                        }
                        self.problems.push(problem);
                    }
                }
                ItemKind::Use(_)
                | ItemKind::Entity(_)
                | ItemKind::Cue(_)
                | ItemKind::Words(_)
                | ItemKind::Let(_)
                | ItemKind::Rule(_)
                | ItemKind::Test(_) => {}
            }
        }
    }
}
