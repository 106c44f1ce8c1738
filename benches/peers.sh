#!/usr/bin/env bash
# shellcheck disable=SC2016 # Code spans of Markdown stand in single quotes.
# The 2018 report by kanyin and by what one would take instead: whole processes, in one run.
#
#   benches/peers.sh [--install] [ROUNDS]
#
# --install   fetches what is missing: Debian packages (root), PyPI packages into a cache
# KANYIN      a release binary; built where it is not given
# TYPST       stock Typst of the version that Kanyin embeds, built as its own releases are; built once into the cache
#
# A peer that is not there is left out, and the results say so. They go into benches/RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD

install=false
if [ "${1:-}" = --install ]; then
    install=true
    shift
fi
rounds=${1:-31}

cache=${KANYIN_BENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kanyin-benches}
python_packages=$cache/python
export PYTHONPATH=$python_packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source=benches/tools/binaries.sh
. benches/tools/binaries.sh

if $install; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        hyperfine poppler-utils librsvg2-bin libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        texlive-xetex texlive-lang-chinese >/dev/null
    python3 -m pip install --quiet --disable-pip-version-check --target "$python_packages" --upgrade \
        typst==0.15.2 pypandoc_binary==1.17 weasyprint==66.0
fi
pandoc=$(find "$python_packages" -path '*/pypandoc/files/pandoc' 2>/dev/null || true)

# What everyone starts from.
ejected=$work/ejected
"$kanyin" eject "$ejected" >/dev/null
"$kanyin" build -o "$work/kanyin.pdf" >/dev/null

# The same words and charts as a manuscript for those who cannot read the report's own prose.
book=$work/book
mkdir -p "$book"
cp -r "$ejected/fonts" "$ejected/kanyin/figures" "$book"
manuscript() {
    python3 benches/tools/manuscript.py tests/fixtures/published-2018.txt tests/fixtures/outline-2018.txt figures "$1"
}
title='电子合同信任服务用户调查报告（2018 年）'

contestants=$work/contestants
left_out=()
enter() { # name, folder, command
    printf '%s\t%s\t%s\n' "$@" >>"$contestants"
}
leave_out() { # name, reason
    left_out+=("$1: $2")
    printf 'left out: %s: %s\n' "$1" "$2" >&2
}
first_line() {
    "$@" 2>/dev/null | sed -n 1p
}

stock="compile --ignore-system-fonts --ignore-embedded-fonts --font-path fonts report.typ"
enter 'stock `typst compile`, ejected report' "$ejected" "$typst $stock $work/stock.pdf"
enter '**`kanyin build`**' "$repository" "$kanyin build -o $work/kanyin.pdf"
enter 'stock `typst compile --pdf-standard a-3a,ua-1`' "$ejected" "$typst $stock --pdf-standard a-3a,ua-1 $work/archival.pdf"
enter '`kanyin build --no-source`' "$repository" "$kanyin build --no-source -o $work/bare.pdf"

if python3 -c 'import typst' 2>/dev/null; then
    cat >"$work/in_process.py" <<'END'
import sys
import typst

typst.compile("report.typ", output=sys.argv[1], font_paths=["fonts"], ignore_system_fonts=True)
END
    enter '`typst` from PyPI in Python, ejected report' "$ejected" "python3 $work/in_process.py $work/python.pdf"
else
    leave_out '`typst` from PyPI' 'not installed'
fi

if [ -n "$pandoc" ]; then
    manuscript .svg >"$book/report.md"
    # It knows the engine by its name, and hands it charts by their absolute paths.
    ln -sf "$typst" "$work/typst"
    enter 'pandoc and Typst, same words and charts' "$book" \
        "env TYPST_FONT_PATHS=fonts $pandoc report.md --toc -V lang=zh -M 'title=$title' -V 'mainfont=Noto Serif SC' --pdf-engine=$work/typst --pdf-engine-opt=--root=/ --pdf-engine-opt=--ignore-system-fonts -o $work/pandoc.pdf"
else
    leave_out 'pandoc and Typst' 'no pandoc of version 3'
fi

if [ -n "$pandoc" ] && python3 -c 'import weasyprint' 2>/dev/null; then
    cat >"$book/report.css" <<'END'
@font-face { font-family: Song; src: url(fonts/NotoSerifSC-Regular.ttf) }
@font-face { font-family: Song; font-weight: bold; src: url(fonts/NotoSerifSC-Bold.ttf) }
@page { size: A4; margin: 30mm 32mm }
html { font: 12pt/1.8 Song }
img { width: 100% }
END
    (cd "$book" && "$pandoc" report.md --standalone --toc -M lang=zh -M title="$title" -c report.css -o report.html)
    enter 'WeasyPrint, same words and charts' "$book" "python3 -m weasyprint report.html $work/weasyprint.pdf"
else
    leave_out 'WeasyPrint' 'not installed, or no pandoc to make its HTML'
fi

if [ -n "$pandoc" ] && command -v xelatex >/dev/null && command -v rsvg-convert >/dev/null; then
    printf '<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' "$book/fonts" "$work" >"$work/fonts.conf"
    # It takes charts as PDF; they are converted before the race.
    for chart in "$book"/figures/*.svg; do
        FONTCONFIG_FILE=$work/fonts.conf rsvg-convert -f pdf -o "${chart%.svg}.pdf" "$chart"
    done
    manuscript .pdf >"$book/report-tex.md"
    (cd "$book" && "$pandoc" --quiet report-tex.md --template="$repository/benches/tools/report.tex" -M title="$title" -t latex -o report.tex)
    mkdir -p "$work/tex"
    pass="xelatex -interaction=batchmode -output-directory=$work/tex report.tex"
    # The second run of TeX knows the pages of the contents.
    enter 'XeLaTeX with ctex, two passes, same words and charts' "$book" \
        "sh -c 'rm -f $work/tex/*; $pass && $pass'"
else
    leave_out 'XeLaTeX with ctex' 'no xelatex, rsvg-convert or pandoc'
fi

echo "racing: $rounds rounds" >&2
python3 benches/tools/race.py "$rounds" <"$contestants" >"$work/pdf.md"

# Nobody wins by leaving something out.
[ ! -e "$work/tex/report.pdf" ] || mv "$work/tex/report.pdf" "$work/xelatex.pdf"
for pdf in "$work"/*.pdf; do
    words=$(pdftotext "$pdf" - | tr -d '[:space:]')
    for sentence in 参与调查企业规模 电子合同信任服务使用时间调查 互联网金融是电子合同信任服务的主要应用场景 企业用户看重服务资质调查 编后语; do
        case $words in
        *"$sentence"*) ;;
        *)
            echo "$pdf has not: $sentence" >&2
            exit 1
            ;;
        esac
    done
done

enter_pictures() {
    : >"$contestants"
    mkdir -p "$work/pages"
    enter 'stock `typst compile --format png`, ejected report' "$ejected" "$typst $stock --format png --ppi 144 $work/pages/{0p}.png"
    enter '**`kanyin build --format png`**' "$repository" "$kanyin build --format png -o $work/pictures"
}
enter_pictures
python3 benches/tools/race.py "$((rounds / 3 + 2))" <"$contestants" >"$work/png.md"

across() {
    hyperfine --shell none --warmup 2 --runs "$rounds" --export-markdown "$work/hyperfine.md" \
        --command-name stock "$typst compile --root $ejected --ignore-system-fonts --ignore-embedded-fonts --font-path $ejected/fonts $ejected/report.typ $work/stock.pdf" \
        --command-name kanyin "$kanyin build $repository/data/2018.json -o $work/kanyin.pdf" >/dev/null 2>&1
}

{
    echo "### One report, cold"
    echo
    echo "$rounds rounds, whole processes from start to exit; every round runs each once."
    echo
    cat "$work/pdf.md"
    echo
    for line in "${left_out[@]}"; do echo "- Left out: $line"; done
    echo "- \`kanyin build\` reads and checks the data, draws the 16 charts, judges every claim, and writes PDF/A-3a and"
    echo "  PDF/UA-1 with the source in it. The others get the charts as files; none of them judges or carries anything."
    echo "- pandoc, WeasyPrint and XeLaTeX set a plain manuscript of the same words, headings, contents and charts, without"
    echo "  the house style. The HTML and the TeX file were made, and charts for TeX converted, before the race."
    echo "- Versions: $(first_line "$kanyin" --version); $(first_line "$typst" --version); typst of PyPI $(python3 -c 'import importlib.metadata as m; print(m.version("typst"))' 2>/dev/null || echo none);"
    echo "  $(first_line "${pandoc:-true}" --version); $(python3 -m weasyprint --version 2>/dev/null || echo 'no WeasyPrint'); $(first_line xelatex --version)."
    echo
    echo "### All pages as pictures, 144 dpi"
    echo
    cat "$work/png.md"
    if command -v hyperfine >/dev/null && across; then
        echo
        echo "### The same two by hyperfine"
        echo
        echo "Blocks one after the other: the machine's mood is in the ratio."
        echo
        cat "$work/hyperfine.md"
    fi
} | python3 benches/tools/results.py peers
sed -n '/<!-- peers -->/,/<!-- \/peers -->/p' benches/RESULTS.md
