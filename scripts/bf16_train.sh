#!/bin/sh
# The codebooks of the reference design bf16_train: two that blocks of all kinds of tensors share, and one of zeros.
#
#     scripts/bf16_train.sh DATA [OUT [BITS]]
#
# DATA/calib holds earlier tensors of a training: weights, activations, gradients, in .safetensors files of bf16, as many
# kinds as the design is to serve; every tensor weighs the same. The codebooks become OUT/bf16_train_a.yaml, _b.yaml and
# _zeros.yaml (OUT: configs/codebooks) with codewords of at most BITS bits (10). HUFFWIRE is the program, if it is not
# target/release/huffwire.
set -eu
[ $# -ge 1 ] && [ $# -le 3 ] || { sed -n 's/^# \{0,1\}//p' "$0" | tail -n +2 >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
huffwire=${HUFFWIRE:-$root/target/release/huffwire}
out=$(cd "${2:-$root/configs/codebooks}" && pwd)
# Files are named in the codebooks as they are typed: from DATA on.
cd "$1"
set -- "${3:-10}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find calib -name '*.safetensors' | LC_ALL=C sort > "$work/files"
[ -s "$work/files" ] || { echo "$PWD/calib: no .safetensors files" >&2; exit 2; }
bits=$1
set --
while IFS= read -r file; do set -- "$@" "$file"; done < "$work/files"
"$huffwire" calibrate "$@" --element bf16 --base own --block 1024 --books 2 --zero-book --max-length "$bits" \
    -o "$work/book.yaml" > "$work/said"
sed "s#$work/book_0#bf16_train_a#g; s#$work/book_1#bf16_train_b#g; s#$work/book_zeros#bf16_train_zeros#g" "$work/said"
mv "$work/book_0.yaml" "$out/bf16_train_a.yaml"
mv "$work/book_1.yaml" "$out/bf16_train_b.yaml"
mv "$work/book_zeros.yaml" "$out/bf16_train_zeros.yaml"
