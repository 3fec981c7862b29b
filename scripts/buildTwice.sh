#!/usr/bin/env bash
# Builds twice and compares: the same commit must give the same bytes, so that anyone can verify a package.
set -euo pipefail
cd "$(dirname "$0")/.."

checksums() {
  sha256sum dist/ringcentral-engage.tar.gz dist/transformers/*
}

bash build.sh
first=$(checksums)
npx ts-node scripts/build.ts
if ! diff <(echo "$first") <(checksums); then
  echo "Two builds of one commit differ." >&2
  exit 1
fi
