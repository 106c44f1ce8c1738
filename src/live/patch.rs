//! How one picture becomes another: what stays, goes, comes, and what changes its attributes only.

use serde::Serialize;

use super::picture::Picture;

/// Elements in between equal ends whose outlines are compared each with each, at most; beyond, they are drawn anew.
const COMPARED: usize = 1_000_000;

/// What to do with the elements of the old picture, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Step {
    /// So many stay as they are, or go where it is less than nothing.
    Pass(isize),
    /// The next one stays, with these attributes.
    Set(Vec<(String, String)>),
    /// These come.
    Draw(String),
}

/// The steps from one picture to another; none where a browser had better take the new one whole.
pub fn patch(old: &Picture, new: &Picture) -> Option<Vec<Step>> {
    if old.head != new.head {
        return None;
    }
    let (before, after) = (&old.elements[..], &new.elements[..]);
    let most = before.len().min(after.len());
    let head = (0..most).take_while(|index| before[*index] == after[*index]).count();
    let same = |index: &usize| before[before.len() - 1 - index] == after[after.len() - 1 - index];
    let tail = (0..most - head).take_while(same).count();
    let (before, after) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);

    let mut steps = Steps::default();
    steps.pass(head as isize);
    let (mut here, mut there) = (0, 0);
    for (at, to) in twins(before, after).into_iter().chain([(before.len(), after.len())]) {
        steps.pass(-((at - here) as isize));
        after[there..to].iter().for_each(|element| steps.draw(element));
        if let (Some(old), Some(new)) = (before.get(at), after.get(to)) {
            steps.change(old, new);
        }
        (here, there) = (at + 1, to + 1);
    }
    steps.pass(tail as isize);
    Some(steps.steps)
}

/// The longest row of elements of the same outline in both, by their places.
fn twins(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    if before.len() * after.len() > COMPARED {
        return Vec::new();
    }
    let old: Vec<&str> = before.iter().map(|element| kind(element)).collect();
    let new: Vec<&str> = after.iter().map(|element| kind(element)).collect();
    // How many can still be matched from a place in each on.
    let width = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            longest[at * width + to] = if old[at] == new[to] {
                longest[(at + 1) * width + to + 1] + 1
            } else {
                longest[(at + 1) * width + to].max(longest[at * width + to + 1])
            };
        }
    }
    let (mut at, mut to, mut found) = (0, 0, Vec::new());
    while at < old.len() && to < new.len() {
        if old[at] == new[to] {
            found.push((at, to));
            (at, to) = (at + 1, to + 1);
        } else if longest[(at + 1) * width + to] >= longest[at * width + to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    found
}

/// What two elements must share for one to become the other by its attributes: the outline, which is long, or all of it.
fn kind(element: &str) -> &str {
    attributes(element).find(|(name, _)| *name == "d").map_or(element, |(_, outline)| outline)
}

/// Names and values of a tag's attributes; none of an element that is more than one tag.
fn attributes(element: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = element.strip_prefix("<path ").unwrap_or_default();
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once("='")?;
        let (value, after) = after.split_once('\'')?;
        rest = after.trim_start();
        Some((name, value))
    })
}

#[derive(Default)]
struct Steps {
    steps: Vec<Step>,
}

impl Steps {
    fn pass(&mut self, count: isize) {
        match self.steps.last_mut() {
            _ if count == 0 => {}
            Some(Step::Pass(passed)) if (*passed > 0) == (count > 0) => *passed += count,
            _ => self.steps.push(Step::Pass(count)),
        }
    }

    fn draw(&mut self, element: &str) {
        match self.steps.last_mut() {
            Some(Step::Draw(drawn)) => drawn.push_str(element),
            _ => self.steps.push(Step::Draw(element.to_owned())),
        }
    }

    /// From an element to one of its kind.
    fn change(&mut self, old: &str, new: &str) {
        if old == new {
            return self.pass(1);
        }
        let names = |element| attributes(element).map(|(name, _)| name).collect::<Vec<_>>();
        if names(old) != names(new) {
            self.pass(-1);
            return self.draw(new);
        }
        let differs = |((_, old), (name, new)): ((&str, &str), (&str, &str))| {
            (old != new).then(|| (name.to_owned(), new.to_owned()))
        };
        self.steps.push(Step::Set(attributes(old).zip(attributes(new)).filter_map(differs).collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a window does, on the elements' text.
    fn patched(old: &Picture, steps: &[Step]) -> Vec<String> {
        let mut rest = old.elements.iter();
        let mut found = Vec::new();
        for step in steps {
            match step {
                Step::Pass(count) if *count > 0 => found.extend(rest.by_ref().take(count.unsigned_abs()).cloned()),
                Step::Pass(count) => drop(rest.by_ref().take(count.unsigned_abs()).count()),
                Step::Draw(drawn) => found.extend(drawn.split_inclusive("/>").map(str::to_owned)),
                Step::Set(changed) => {
                    let element = rest.next().unwrap();
                    let now =
                        |name| changed.iter().find(|(changed, _)| changed == name).map(|(_, value)| value.as_str());
                    let all = attributes(element).map(|(name, old)| format!("{name}='{}'", now(name).unwrap_or(old)));
                    found.push(format!("<path {}/>", all.collect::<Vec<_>>().join(" ")));
                }
            }
        }
        assert_eq!(rest.next(), None, "every element is spoken of");
        found
    }

    fn picture(elements: Vec<String>) -> Picture {
        Picture { head: "<svg>".into(), elements }
    }

    fn element(fill: usize, place: usize, outline: usize) -> String {
        let place = if place == 0 { String::new() } else { format!("transform='translate({place} 0)' ") };
        format!("<path {place}fill='#{fill}' d='M{outline} 0'/>")
    }

    /// Numbers that look like chance, the same every time.
    fn chance(state: &mut u64, below: usize) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize % below
    }

    #[test]
    fn any_picture_becomes_any_other() {
        let state = &mut 7;
        for _ in 0..2000 {
            let old: Vec<String> =
                (0..chance(state, 12)).map(|_| element(chance(state, 3), chance(state, 3), chance(state, 6))).collect();
            let mut new = old.clone();
            for _ in 0..chance(state, 5) {
                let at = chance(state, new.len() + 1);
                let fresh = element(chance(state, 3), chance(state, 3), chance(state, 6));
                match chance(state, 3) {
                    0 => new.insert(at, fresh),
                    1 if at < new.len() => drop(new.remove(at)),
                    _ if at < new.len() => new[at] = fresh,
                    _ => {}
                }
            }
            let (old, new) = (picture(old), picture(new));
            assert_eq!(patched(&old, &patch(&old, &new).unwrap()), new.elements);
        }
    }

    #[test]
    fn little_is_told_of_little() {
        let before = picture((0..9).map(|index| element(1, 1, index)).collect());
        let mut after = before.clone();
        after.elements[3] = element(2, 1, 3);
        after.elements.remove(5);
        after.elements.insert(7, element(1, 1, 99));
        let steps = [
            Step::Pass(3),
            Step::Set(vec![("fill".into(), "#2".into())]),
            Step::Pass(1),
            Step::Pass(-1),
            Step::Pass(2),
            Step::Draw(element(1, 1, 99)),
            Step::Pass(1),
        ];
        assert_eq!(patch(&before, &after).unwrap(), steps);
        let told = r##"[3,[["fill","#2"]],1,-1,2,"<path transform='translate(1 0)' fill='#1' d='M99 0'/>",1]"##;
        assert_eq!(serde_json::to_string(&steps).unwrap(), told);
        let other = Picture { head: "<svg >".into(), ..before.clone() };
        assert_eq!(patch(&before, &other), None, "another size of page");
    }
}
