#!/usr/bin/env bash
# Installs noticelint for the action: a release, or the revision of the action itself.
# Reads VERSION, ACTION, REPOSITORY, SERVER, RUNNER_TEMP and GITHUB_PATH.
set -euo pipefail

folder="$RUNNER_TEMP/noticelint"
mkdir -p "$folder/bin"

if [ -z "$VERSION" ]; then
  command -v cargo >/dev/null || { echo "::error::cargo is not there to build noticelint: set \`version\` to install a release"; exit 2; }
  cargo install --quiet --locked --path "$ACTION" --root "$folder"
else
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) target=x86_64-unknown-linux-musl ending=tar.gz ;;
    Linux-aarch64) target=aarch64-unknown-linux-musl ending=tar.gz ;;
    Darwin-x86_64) target=x86_64-apple-darwin ending=tar.gz ;;
    Darwin-arm64) target=aarch64-apple-darwin ending=tar.gz ;;
    MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ending=zip ;;
    *) echo "::error::there is no release of noticelint for $(uname -s) on $(uname -m): leave \`version\` empty to build it"; exit 2 ;;
  esac
  archive="noticelint-v$VERSION-$target.$ending"
  curl --fail --silent --show-error --location --retry 3 --output "$folder/$archive" \
    "$SERVER/$REPOSITORY/releases/download/v$VERSION/$archive"
  case "$ending" in
    zip) unzip -q -j -o "$folder/$archive" -d "$folder/bin" ;;
    *) tar -xzf "$folder/$archive" -C "$folder/bin" --strip-components=1 ;;
  esac
fi

echo "$folder/bin" >> "$GITHUB_PATH"
"$folder/bin/noticelint" --version
