#!/bin/sh
# Makes a backup in a folder and deletes old ones: sh deploy/nightly-backup.sh /var/backups/lapor
# Keeps the 14 newest, and the newest one that is whole. One that lacks evidence has "-incomplete" in its name.
set -eu
folder=$1
name=$folder/lapor-$(date +%Y-%m-%d-%H%M)
code=0
node "$(dirname "$0")/../bin/lapor.mjs" backup --out "$name.tar" || code=$?
case $code in
  0) ;;
  3)
    mv "$name.tar" "$name-incomplete.tar"
    echo "Kept as $name-incomplete.tar"
    ;;
  *) exit "$code" ;;
esac
cd "$folder"
whole=$(ls -1t lapor-*.tar* | grep -v -e '-incomplete\.' -e '\.partial$' | head -n 1 || true)
# By number and not by age: after one night with a wrong clock all others would be too old.
ls -1t lapor-*.tar* | tail -n +15 | grep -vxF -e "$whole" | xargs -r rm -- || true
exit "$code"
