#!/usr/bin/env bash
# Runs an image as production does, with keys and on a read-only root file system, and tries it: `try-image.sh <image>`.
# CONTAINER_ENGINE names another engine than docker.
set -euo pipefail
image=${1:?name the image}
engine=${CONTAINER_ENGINE:-docker}
name=synth911-try-$$
hardened=(--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --volume "$name:/data")
clear_away() { "$engine" rm --force "$name" >/dev/null 2>&1 || true; "$engine" volume rm "$name" >/dev/null 2>&1 || true; }
trap clear_away EXIT

"$engine" volume create "$name" >/dev/null
key=$("$engine" run --rm "${hardened[@]}" "$image" synth911 keys create --name try --role MAINTAINER)
"$engine" run --detach --name "$name" "${hardened[@]}" "$image" >/dev/null
for _ in $(seq 1 60); do
  if "$engine" exec "$name" node /app/scripts/healthy.mjs; then break; fi
  sleep 1
done
"$engine" exec --env SYNTH911_KEY="$key" "$name" node /app/scripts/try-service.mjs http://127.0.0.1:4000 --closed --write
"$engine" stop --time 15 "$name" >/dev/null
code=$("$engine" inspect --format '{{.State.ExitCode}}' "$name")
if [ "$code" != 0 ]; then echo "it ended with exit code $code on SIGTERM" >&2; exit 1; fi
# shellcheck disable=SC2016 # the container's shell is to expand it
if "$engine" run --rm --entrypoint '' "$image" sh -c 'command -v npm || command -v python3 || command -v make || command -v g++ || [ "$(id -u)" = 0 ]'; then
  echo 'the image has a package manager or build tools in it, or runs as root' >&2
  exit 1
fi
echo "$image works: keys, read-only root file system, not root, ends with exit code 0"
