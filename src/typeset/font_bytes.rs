//! A font file's bytes as Typst gets them. It tells fonts apart by a hash of all that is in them, and so would read
//! fifteen megabytes of which a report takes a few hundred glyphs; here the hash is taken of the file's checksum, which
//! is as good a name for the same bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use typst::foundations::Bytes;
use typst::utils::hash128;

/// The bytes, and what they are called while the hash is taken.
struct Named<T> {
    data: T,
    sha256: String,
    is_named: Arc<AtomicBool>,
}

impl<T: AsRef<[u8]>> AsRef<[u8]> for Named<T> {
    fn as_ref(&self) -> &[u8] {
        if self.is_named.load(Ordering::Acquire) { self.data.as_ref() } else { self.sha256.as_bytes() }
    }
}

/// The bytes of a font file with this checksum.
pub fn named(data: impl AsRef<[u8]> + Send + Sync + 'static, sha256: &str) -> Bytes {
    let is_named = Arc::new(AtomicBool::new(false));
    let bytes = Bytes::new(Named { data, sha256: sha256.to_owned(), is_named: is_named.clone() });
    // It is kept from now on.
    hash128(&bytes);
    is_named.store(true, Ordering::Release);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_checksum_is_the_same_font_and_the_bytes_are_all_there() {
        let font = |data: &'static [u8], sum| named(data, sum);
        assert_eq!(font(b"one", "1"), font(b"one", "1"));
        assert_ne!(font(b"one", "1"), font(b"two", "2"));
        assert_eq!(font(b"one", "1").as_slice(), b"one");
        // The hash is taken once: another reading would have found the bytes.
        assert_eq!(hash128(&font(b"one", "1")), hash128(&font(b"another", "1")));
        assert_ne!(hash128(&font(b"one", "1")), hash128(&Bytes::new(*b"one")));
    }
}
