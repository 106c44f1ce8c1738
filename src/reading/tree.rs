//! Name trees and number trees, walked to a bounded depth, each node once.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;

use super::Unreadable;
use super::screen::{MAX_DEPTH, MAX_PAGES};

/// What follows a reference, with the object's number where it stands elsewhere.
pub(super) fn resolved<'a>(
    item: MaybeRef<Object<'a>>,
    xref: &'a XRef,
) -> Option<(Option<ObjectIdentifier>, Object<'a>)> {
    match item {
        MaybeRef::Ref(reference) => {
            let id = ObjectIdentifier::from(reference);
            Some((Some(id), xref.get(id)?))
        }
        MaybeRef::NotRef(object) => Some((None, object)),
    }
}

/// An entry of a tree: key, value, and the value's number where it stands elsewhere.
pub(super) struct Entry<'a> {
    pub key: Object<'a>,
    pub value: Object<'a>,
    pub id: Option<ObjRef>,
}

/// All entries of a tree in order; `leaf` is `Names` or `Nums`.
///
/// # Errors
/// A tree that is too deep, too wide or circular.
pub(super) fn entries<'a>(root: &Dict<'a>, leaf: &str, xref: &'a XRef) -> Result<Vec<Entry<'a>>, Unreadable> {
    let mut entries = Vec::new();
    walk(root, leaf, xref, 0, &mut HashSet::new(), &mut entries)?;
    Ok(entries)
}

fn walk<'a>(
    node: &Dict<'a>,
    leaf: &str,
    xref: &'a XRef,
    depth: usize,
    seen: &mut HashSet<ObjectIdentifier>,
    entries: &mut Vec<Entry<'a>>,
) -> Result<(), Unreadable> {
    if depth > MAX_DEPTH {
        return Err(Unreadable::TooDeep);
    }
    for kid in node.get::<Array>("Kids").iter().flat_map(Array::raw_iter) {
        let Some((id, Object::Dict(kid))) = resolved(kid, xref) else { continue };
        if id.is_some_and(|id| !seen.insert(id)) {
            return Err(Unreadable::TooDeep);
        }
        walk(&kid, leaf, xref, depth + 1, seen, entries)?;
    }
    let Some(pairs) = node.get::<Array>(leaf) else { return Ok(()) };
    let mut pairs = pairs.raw_iter();
    while let (Some(key), Some(value)) = (pairs.next(), pairs.next()) {
        let id = value.as_obj_ref();
        let (Some((_, key)), Some((_, value))) = (resolved(key, xref), resolved(value, xref)) else { continue };
        entries.push(Entry { key, value, id });
        if entries.len() > MAX_PAGES {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(())
}
