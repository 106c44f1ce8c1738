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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::ZlibEncoder;
    use hayro_syntax::object::FromBytes;

    use super::*;

    fn stream(filters: &str, times: usize) -> Vec<u8> {
        let mut packed = vec![b'['; 1_000_000];
        for _ in 0..times {
            let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(&packed).unwrap();
            packed = encoder.finish().unwrap();
        }
        let head = format!("<</Length {}/Filter {filters}>>stream\n", packed.len());
        [head.as_bytes(), &packed, b"\nendstream"].concat()
    }

    #[test]
    fn nothing_is_unpacked_past_the_bound() {
        let once = stream("/FlateDecode", 1);
        let once = Stream::from_bytes(&once).unwrap();
        assert_eq!(unpack(&once, 1_000_000).map(|bytes| bytes.len()), Ok(1_000_000));
        assert_eq!(unpack(&once, 999_999), Err(Unreadable::TooLarge));
        assert_eq!(measure(&once, 1_000_000).map(|measured| measured.brackets), Ok(1_000_000));
        assert_eq!(measure(&once, 999_999).err(), Some(Unreadable::TooLarge));
        let twice = stream("[/FlateDecode/FlateDecode]", 2);
        let twice = Stream::from_bytes(&twice).unwrap();
        assert_eq!(unpack(&twice, 1_000_000), Err(Unreadable::TooLarge), "what it comes to is not known before");
        assert_eq!(unpack(&twice, 1 << 40).map(|bytes| bytes.len()), Ok(1_000_000));
        assert_eq!(measure(&twice, 1_000).err(), Some(Unreadable::TooLarge));
        let whole = stream("/FlateDecode", 1);
        let cut = [&whole[..whole.len() / 2], b"\nendstream"].concat();
        assert_eq!(unpack(&Stream::from_bytes(&cut).unwrap(), 1_000_000), Err(Unreadable::Broken));
    }
}
