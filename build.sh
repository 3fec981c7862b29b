#!/usr/bin/env bash
# Type-checks, bundles and packs: the result is dist/ringcentral-engage.tar.gz, ready for Manage > Extensions.
set -euo pipefail
cd "$(dirname "$0")"

[ -d node_modules ] || npm ci
npx tsc --noEmit
npx ts-node scripts/build.ts
