#!/usr/bin/env bash
# Makes the four font subsets in this folder from the full static TrueType faces, byte for byte the same each time.
#   fonts/make.sh            rebuild the subsets in place
#   fonts/make.sh --check    rebuild elsewhere and compare with what is committed
# Needs npm, Python 3 with pip, and Debian's unicode-data (for the 8105 characters of 通用规范汉字表, field kTGH).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$here
[ "${1:-}" = --check ] && out=$work/out && mkdir -p "$out"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q fonttools==4.60.1

cd "$work"
for family in serif sans; do
  npm pack --silent "@expo-google-fonts/noto-$family-sc@0.4.3" >/dev/null
  mkdir "$family"
  tar xzf "expo-google-fonts-noto-$family-sc-0.4.3.tgz" -C "$family" --strip-components 1
done

# One "U+XXXX" a line: GB 2312, 通用规范汉字表, and the blocks a Chinese report draws its signs from.
python3 - > "$work/unicodes.txt" <<'PY'
import bz2, glob, re
points = set()
for high in range(0xA1, 0xF8):                    # GB 2312, decoded from its own code table
    for low in range(0xA1, 0xFF):
        try: points.add(ord(bytes([high, low]).decode("gb2312")))
        except (UnicodeDecodeError, TypeError): pass
for path in glob.glob("/usr/share/unicode/Unihan_*.txt*"):
    opened = bz2.open(path, "rt", encoding="utf-8") if path.endswith(".bz2") else open(path, encoding="utf-8")
    for line in opened:
        found = re.match(r"U\+([0-9A-F]+)\tkTGH\t", line)
        if found: points.add(int(found.group(1), 16))
for first, last in [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x02FF), (0x0300, 0x036F),   # Latin, modifiers, combining marks
    (0x0370, 0x03FF), (0x0400, 0x045F),                                       # Greek, Cyrillic
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),   # more Latin, punctuation, currency
    (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF),   # letterlike, arrows, maths, technical
    (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x27BF), (0x2776, 0x2793),   # enclosed, box drawing, shapes, dingbats
    (0x3000, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x3200, 0x33FF),   # CJK punctuation, kana, bopomofo, enclosed
    (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),                     # vertical, compatibility and full-width forms
]: points.update(range(first, last + 1))
print("\n".join(f"U+{point:04X}" for point in sorted(points)))
PY

subset() { # SOURCE TARGET
  "$work/venv/bin/pyftsubset" "$1" --output-file="$2" --unicodes-file="$work/unicodes.txt" \
    --layout-features=ccmp,locl,mark,mkmk,kern,vkrn,liga,dlig,halt,vhal,palt,vpal,chws,vchw,vert,vrt2,fwid,hwid,pwid,ruby,tnum,lnum,sups,subs \
    --name-IDs='*' --name-languages='*' --notdef-outline --no-recalc-timestamp
}
subset serif/400Regular/NotoSerifSC_400Regular.ttf "$out/NotoSerifSC-Regular.ttf"
subset serif/700Bold/NotoSerifSC_700Bold.ttf       "$out/NotoSerifSC-Bold.ttf"
subset sans/400Regular/NotoSansSC_400Regular.ttf   "$out/NotoSansSC-Regular.ttf"
subset sans/700Bold/NotoSansSC_700Bold.ttf         "$out/NotoSansSC-Bold.ttf"

if [ "$out" != "$here" ]; then
  for font in "$out"/*.ttf; do cmp "$font" "$here/$(basename "$font")"; done
  echo "fonts/: all four subsets are what this script makes"
fi
