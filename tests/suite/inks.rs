//! Reads the colours of a PDF's content streams: which operators set them, in which colour spaces, and what words are
//! set in.

use std::collections::BTreeSet;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};

use crate::pdf::Pdf;

/// What one page is coloured with.
#[derive(Debug, Default)]
pub struct Inks {
    /// Fills and strokes of four inks, in percent, rounded.
    pub process: BTreeSet<[u32; 4]>,
    /// Fills that words are shown in.
    pub words: BTreeSet<[u32; 4]>,
    /// Anything that is no ink: operators and colour spaces of RGB, gray, ICC, shadings, and pictures.
    pub other: BTreeSet<String>,
}

/// Every page's inks.
pub fn inks(pdf: &Pdf) -> Vec<Inks> {
    let read = |(content, resources): (Vec<u8>, Dict)| {
        let mut inks = Inks::default();
        inks.read(&content, &resources);
        inks
    };
    pdf.contents().into_iter().map(read).collect()
}

impl Inks {
    fn read(&mut self, content: &[u8], resources: &Dict) {
        let mut fill = None;
        let mut saved = Vec::new();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<&Object> = instruction.operands().collect();
            match (&**instruction.operator, operands.as_slice()) {
                (b"q", _) => saved.push(fill),
                (b"Q", _) => fill = saved.pop().expect("a saved state"),
                (operator @ (b"k" | b"K"), shares) => {
                    let shares = shares_of(shares);
                    self.process.insert(shares);
                    if operator == b"k" {
                        fill = Some(shares);
                    }
                }
                (b"Tj" | b"TJ", _) => match fill {
                    Some(shares) => drop(self.words.insert(shares)),
                    None => drop(self.other.insert("words without a colour".to_owned())),
                },
                (b"Do", [Object::Name(name)]) => self.object(name, resources),
                (
                    operator @ (b"g" | b"G" | b"rg" | b"RG" | b"cs" | b"CS" | b"sc" | b"SC" | b"scn" | b"SCN" | b"sh"),
                    _,
                ) => {
                    self.other.insert(String::from_utf8_lossy(operator).into_owned());
                }
                (b"BI", _) => drop(self.other.insert("an inline picture".to_owned())),
                _ => {}
            }
        }
    }

    fn object(&mut self, name: &Name, resources: &Dict) {
        let stream = resources.get::<Dict>("XObject").unwrap().get::<Stream>(&**name).unwrap();
        if stream.dict().get::<Name>("Subtype").as_deref() != Some(b"Form") {
            self.other.insert("a picture".to_owned());
            return;
        }
        let own = stream.dict().get::<Dict>("Resources");
        self.read(&stream.decoded().unwrap(), own.as_ref().unwrap_or(resources));
    }
}

fn shares_of(operands: &[&Object]) -> [u32; 4] {
    let share = |operand: &&Object| match operand {
        Object::Number(number) => (number.as_f64() * 100.0).round() as u32,
        other => panic!("{other:?} is no share of ink"),
    };
    let shares: Vec<u32> = operands.iter().map(share).collect();
    shares.try_into().expect("four inks")
}
