#!/usr/bin/env bash
# Builds the release: program, completions, manual pages, licences and documents, in one archive under target/release.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked
target=${CARGO_TARGET_DIR:-target}/release
version=$("$target/huffwire" --version)
name="${version/ /-}-$(rustc -vV | sed -n 's/^host: //p')"
folder="$target/$name"
rm -rf "$folder"
mkdir -p "$folder/completions"
cp "$target/huffwire" README.md CHANGELOG.md LICENSE-* "$folder"
cp -r docs "$folder"
"$target/huffwire" man -o "$folder/man/man1"
for shell in bash zsh fish elvish powershell; do
    "$target/huffwire" completions "$shell" > "$folder/completions/huffwire.$shell"
done
tar -czf "$folder.tar.gz" -C "$target" "$name"
echo "$folder.tar.gz"
