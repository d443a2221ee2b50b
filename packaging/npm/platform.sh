#!/usr/bin/env bash
# Makes the npm package for one platform out of a built program: platform.sh PROGRAM PLATFORM ARCH FOLDER
# as in `platform.sh target/release/noticelint linux x64 dist`. The version is that of the main package.
set -euo pipefail

program=$1 platform=$2 arch=$3 folder=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name="noticelint-$platform-$arch"
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$here/package.json")
file=noticelint
[ "$platform" = win32 ] && file=noticelint.exe

mkdir -p "$folder/$name/bin"
install -m 755 "$program" "$folder/$name/bin/$file"
cat > "$folder/$name/package.json" <<JSON
{
  "name": "$name",
  "version": "$version",
  "description": "noticelint for $platform on $arch",
  "license": "MIT OR Apache-2.0",
  "os": ["$platform"],
  "cpu": ["$arch"],
  "files": ["bin"]
}
JSON
echo "$folder/$name"
