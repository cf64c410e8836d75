#!/usr/bin/env bash
# Prints what a release's image is called, for GITHUB_OUTPUT; fails when the tag GITHUB_REF_NAME is not v and the version.
set -euo pipefail
version=$(node -p 'require("./package.json").version')
if [ "$GITHUB_REF_NAME" != "v$version" ]; then
  echo "the tag is $GITHUB_REF_NAME, and package.json has version $version" >&2
  exit 1
fi
echo "image=ghcr.io/$(tr '[:upper:]' '[:lower:]' <<<"$GITHUB_REPOSITORY")"
