#!/bin/sh
# Runs the built service as this very process, so that signals and exit code are its own: what a container and
# deploy/blue-green.sh start. `npm start` is for people.
set -eu
# Each worker thread keeps one of libuv's threads busy while DuckDB writes; requests need some of their own.
export UV_THREADPOOL_SIZE="${UV_THREADPOOL_SIZE:-$((8 + 2 * $(nproc)))}"
export NODE_ENV="${NODE_ENV:-production}"
exec node "$(dirname "$0")/../dist/main.js"
