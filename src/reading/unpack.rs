//! Streams unpacked up to a bound: a packed kilobyte can hold a megabyte, and one packed twice a gigabyte.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};

use super::{Unreadable, screen};

/// The most that any packing can make of one byte.
const MOST_A_BYTE: usize = 1_100;

/// What unpacking a stream comes to.
pub(super) struct Measured {
    pub bytes: usize,
    pub brackets: usize,
}

/// A stream's bytes.
///
/// # Errors
/// More than `limit` bytes; a stream that is cut off or wrongly packed.
pub(super) fn unpack(stream: &Stream, limit: usize) -> Result<Vec<u8>, Unreadable> {
    let raw = stream.raw_data();
    let filters = stream.filters();
    match filters.as_slice() {
        [] if raw.len() > limit => Err(Unreadable::TooLarge),
        [] => Ok(raw.into_owned()),
        [Filter::FlateDecode] if !predicted(stream) => {
            let mut bytes = Vec::new();
            let read = ZlibDecoder::new(&*raw).take(limit as u64 + 1).read_to_end(&mut bytes);
            match read {
                Ok(length) if length > limit => Err(Unreadable::TooLarge),
                Ok(_) => Ok(bytes),
                Err(_) => Err(Unreadable::Broken),
            }
        }
        // Packed in rarer ways, which only the parser knows: it may unpack what cannot pass the bound.
        filters => {
            let most = filters.iter().fold(raw.len(), |most, filter| most.saturating_mul(growth(*filter)));
            if most > limit {
                return Err(Unreadable::TooLarge);
            }
            let bytes = stream.decoded().map_err(|_| Unreadable::Broken)?;
            if bytes.len() > limit { Err(Unreadable::TooLarge) } else { Ok(bytes.into_owned()) }
        }
    }
}

/// How much a stream unpacks to. What is wrongly packed comes to what can be read of it.
///
/// # Errors
/// More than `limit` bytes.
pub(super) fn measure(stream: &Stream, limit: usize) -> Result<Measured, Unreadable> {
    let raw = stream.raw_data();
    let filters = stream.filters();
    let (Some(Filter::FlateDecode), true) = (filters.first(), filters.len() <= 2) else {
        // Pictures have their own bounds; the rest is bounded by what packing can do.
        let most = filters.iter().fold(raw.len(), |most, filter| most.saturating_mul(growth(*filter)));
        return if most > limit {
            Err(Unreadable::TooLarge)
        } else {
            Ok(Measured { bytes: raw.len(), brackets: most })
        };
    };
    let (mut bytes, mut brackets, mut buffer) = (0, 0, [0; 1 << 13]);
    let mut decoder = ZlibDecoder::new(&*raw);
    while let Ok(read @ 1..) = decoder.read(&mut buffer) {
        bytes += read;
        brackets += screen::brackets(&buffer[..read]);
        if bytes > limit {
            return Err(Unreadable::TooLarge);
        }
    }
    let again = filters.get(1).map_or(1, |filter| growth(*filter));
    if bytes.saturating_mul(again) > limit { Err(Unreadable::TooLarge) } else { Ok(Measured { bytes, brackets }) }
}

fn growth(filter: Filter) -> usize {
    match filter {
        Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode => MOST_A_BYTE,
        _ => 1,
    }
}

/// Whether the bytes are differences, which the parser has to sum up.
fn predicted(stream: &Stream) -> bool {
    let dict = stream.dict();
    let own = dict.get::<Dict>("DecodeParms").or_else(|| dict.get::<Array>("DecodeParms")?.iter::<Dict>().next());
    own.and_then(|own| own.get::<i32>("Predictor")).is_some_and(|predictor| predictor > 1)
}
