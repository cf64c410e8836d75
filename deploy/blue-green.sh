#!/usr/bin/env bash
# Puts a new version of the service beside the one that runs, on the same data, and moves the traffic to it through HAProxy.
#
#   blue-green.sh release <folder>   deploy and switch
#   blue-green.sh deploy <folder>    start the version in the folder, wait until it is ready, try it; no traffic yet
#   blue-green.sh switch             send the traffic there, try it from outside, drain the old version and stop it
#   blue-green.sh rollback           go back: stop what was deployed and not switched to, else release the version before
#   blue-green.sh up | down          start the balancer and the live version (after a boot) | stop everything
#   blue-green.sh reload             have the balancer read its configuration and certificates again
#   blue-green.sh status             what runs
#
# A release is a folder made by `node scripts/release.mjs <folder>`, or a built clone. Whatever fails, the old version goes
# on serving, and the exit code is 1. Settings, from the environment or from the file that SYNTH911_SETTINGS names
# (/etc/synth911/settings); the service's own are handed on to it:
#   SYNTH911_DATA_DIR       the data (/var/lib/synth911/data)
#   SYNTH911_DEPLOY_DIR     what this needs to know, logs, the balancer's socket (/var/lib/synth911/deploy)
#   SYNTH911_BIND           where the balancer listens (127.0.0.1:4000); haproxy/haproxy.cfg has more
#   SYNTH911_METRICS_BIND   where Prometheus reads the live version's figures (127.0.0.1:4003)
#   SYNTH911_URL            how it is reached from here, for the tests (http://, at the port of SYNTH911_BIND)
#   SYNTH911_BLUE_PORT, SYNTH911_GREEN_PORT   of the two versions, on 127.0.0.1 (4001 and 4002)
#   SYNTH911_KEY            an API key for the tests, where keys are used; the service does not get it
#   SYNTH911_READY_SECONDS  within which a version has to be ready (60)
#   SYNTH911_DRAIN_SECONDS  within which downloads of the old version have to end (600)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
settings=${SYNTH911_SETTINGS:-/etc/synth911/settings}
# shellcheck source=/dev/null
if [ -f "$settings" ]; then set -a; . "$settings"; set +a; fi
export SYNTH911_DATA_DIR=${SYNTH911_DATA_DIR:-/var/lib/synth911/data}
export SYNTH911_DEPLOY_DIR=${SYNTH911_DEPLOY_DIR:-/var/lib/synth911/deploy}
export SYNTH911_BIND=${SYNTH911_BIND:-127.0.0.1:4000}
export SYNTH911_METRICS_BIND=${SYNTH911_METRICS_BIND:-127.0.0.1:4003}
export SYNTH911_BLUE=127.0.0.1:${SYNTH911_BLUE_PORT:-4001} SYNTH911_GREEN=127.0.0.1:${SYNTH911_GREEN_PORT:-4002}
ready_seconds=${SYNTH911_READY_SECONDS:-60}
drain_seconds=${SYNTH911_DRAIN_SECONDS:-600}
dir=$SYNTH911_DEPLOY_DIR

say() { echo "$(date -u +%H:%M:%S) $*" >&2; }
fail() { say "failed: $*"; exit 1; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }

# --- what is known, in files ---

live() { awk '$1 == "live" { print $2 }' "$dir/live.map"; }
other() { if [ "$1" = blue ]; then echo green; else echo blue; fi; }
address() { if [ "$1" = blue ]; then echo "$SYNTH911_BLUE"; else echo "$SYNTH911_GREEN"; fi; }
release_of() { cat "$dir/$1.release" 2>/dev/null || true; }
note() { printf '%s\n' "$2" >"$dir/$1.new" && mv "$dir/$1.new" "$dir/$1"; }
# Whoever runs holds a lock, which ends with it: a number in a file may be another process's by now.
runs() { ! flock -n "$dir/$1.lock" true; }

# --- the two versions ---

# Runs a version and starts it again when it crashes, until it is told to end. In a session of its own.
keep() {
  local colour=$1 release code stopping='' service=''
  release=$(release_of "$colour")
  unset SYNTH911_KEY
  export HOST=127.0.0.1 PORT SYNTH911_SHUTDOWN_SECONDS=$drain_seconds
  export SYNTH911_TRUST_PROXY=${SYNTH911_TRUST_PROXY:-loopback} # the balancer says where requests come from
  PORT=$(address "$colour" | cut -d: -f2)
  trap 'stopping=1; kill -TERM "$service" 2>/dev/null || true' TERM
  while [ -z "$stopping" ]; do
    "$release/scripts/serve.sh" & service=$!
    note "$colour.service" "$service"
    while code=0; wait "$service" || code=$?; kill -0 "$service" 2>/dev/null; do :; done # a signal interrupts waiting
    [ -z "$stopping" ] || break
    say "$colour ended with exit code $code" 2>&1 | tee "$dir/$colour.ended"
    [ "$code" -ne 2 ] || break # its settings are wrong, and will be
    sleep 1
  done
}

start_version() {
  local colour=$1 release=$2
  rm -f "$dir/$colour.ended"
  note "$colour.release" "$release"
  exec 9>"$dir/$colour.lock"
  flock -n 9 || fail "$colour runs already"
  while [ "$(check_of "$colour")" = L7OK ]; do sleep 0.1; done # that was whoever ran before
  setsid "$here/blue-green.sh" keep "$colour" 8>&- >>"$dir/$colour.log" 2>&1 </dev/null &
  note "$colour.pid" $!
  exec 9>&- # what was started keeps it
}

# Tells a version to end, which finishes its downloads first, and waits until it has.
stop_version() {
  local colour=$1 end=$((SECONDS + drain_seconds + 10)) said=$SECONDS
  runs "$colour" || return 0
  kill -TERM "$(cat "$dir/$colour.pid")" 2>/dev/null || kill -TERM "$(cat "$dir/$colour.service")" 2>/dev/null || true
  while runs "$colour"; do
    if [ $SECONDS -ge $end ]; then kill -KILL "$(cat "$dir/$colour.service")" || true; return 0; fi
    if [ $((SECONDS - said)) -ge 10 ]; then said=$SECONDS; say "$colour still has $(sessions "$colour") sessions"; fi
    sleep 0.2
  done
}

wait_ready() {
  local colour=$1 end=$((SECONDS + ready_seconds))
  until [ "$(check_of "$colour")" = L7OK ]; do
    if [ -f "$dir/$colour.ended" ]; then say "$(cat "$dir/$colour.ended"); the end of $dir/$colour.log:"; tail -n 20 "$dir/$colour.log" >&2; return 1; fi
    if [ $SECONDS -ge $end ]; then say "$colour is not ready after $ready_seconds s; see $dir/$colour.log"; return 1; fi
    sleep 0.2
  done
}

# --- the balancer ---

ask() { node "$here/haproxy/ask.mjs" "$dir/haproxy.sock" "$@"; }
balancer_runs() { [ -S "$dir/haproxy.sock" ] && ask show info >/dev/null 2>&1; }

balancer_pid() { ask show info 2>/dev/null | awk '$1 == "Pid:" { print $2 }' || true; }

# A figure that the balancer has of a backend or of a line of it, by its name in `show stat`.
figure() {
  ask show stat | awk -F, -v backend="$1" -v line="$2" -v name="$3" '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
    $1 == backend && $2 == line { sub(/^\* /, "", $column[name]); print $column[name] }'
}
check_of() { figure "$1" service check_status; }
sessions() { figure "$1" BACKEND scur; }

# Starts it, with what its flags say besides.
start_balancer() {
  setsid haproxy -db -f "$here/haproxy/haproxy.cfg" "$@" 8>&- >>"$dir/haproxy.log" 2>&1 </dev/null &
  for _ in $(seq 1 50); do
    if [ "$(balancer_pid)" = $! ]; then return 0; fi
    kill -0 $! 2>/dev/null || break
    sleep 0.1
  done
  tail -n 5 "$dir/haproxy.log" >&2
  fail "HAProxy does not start; see $dir/haproxy.log"
}

# From the next request on; what is under way stays where it is. The file is for the balancer's next start.
send_traffic_to() {
  local answer
  answer=$(ask set map "$dir/live.map" live "$1")
  [ -z "${answer//[[:space:]]/}" ] || fail "HAProxy does not switch: $answer"
  note live.map "live $1"
}

# --- tests ---

is_open_to_none_but_us() { [[ "$SYNTH911_BIND" =~ ^(127\.|localhost:|\[::1\]) ]]; }

# Tries a version at its own address, or whatever is live from outside.
try() {
  local flags=()
  is_open_to_none_but_us || [ "${SYNTH911_OPEN:-0}" = 1 ] || flags=(--closed)
  node "$2/scripts/try-service.mjs" "$1" "${flags[@]}" >&2
}

front() {
  local place=${SYNTH911_BIND%% *}
  place=${place/#\*:/127.0.0.1:}; place=${place/#0.0.0.0:/127.0.0.1:}; place=${place/#:::/127.0.0.1:}; place=${place/#:/127.0.0.1:}
  echo "${SYNTH911_URL:-http://$place}"
}

# --- commands ---

up() {
  balancer_runs || start_balancer
  local colour; colour=$(live)
  if ! runs "$colour" && [ -n "$(release_of "$colour")" ]; then
    start_version "$colour" "$(release_of "$colour")"
    wait_ready "$colour" || fail "the live version does not start"
  fi
}

deploy() {
  local release colour old
  [ -x "$1/scripts/serve.sh" ] || fail "'$1' is no release; scripts/release.mjs makes one"
  release=$(cd "$1" && pwd)
  balancer_runs || start_balancer
  old=$(live) colour=$(other "$old")
  stop_version "$colour" # deployed, and never switched to
  say "starting $release as $colour, beside $old"
  start_version "$colour" "$release"
  if wait_ready "$colour" && try "http://$(address "$colour")" "$release" && old_still_works "$old"; then return 0; fi
  stop_version "$colour"
  fail "$release is stopped again; $old was live all the while"
}

# On the catalog as the new version's migrations have left it.
old_still_works() { ! runs "$1" || try "http://$(address "$1")" "$(release_of "$1")"; }

switch() {
  local old new; old=$(live) new=$(other "$old")
  runs "$new" || fail "there is nothing to switch to; deploy it first"
  wait_ready "$new" || fail "$new is not ready; $old stays live"
  send_traffic_to "$new"
  say "traffic goes to $new"
  if ! try "$(front)" "$(release_of "$new")"; then
    if runs "$old"; then send_traffic_to "$old"; stop_version "$new"; fail "$new does not work from outside; traffic goes to $old again"; fi
    fail "$new does not work from outside, and $old does not run"
  fi
  note previous "$(release_of "$old")"
  sleep 1 # what was on its way to the old one arrives
  stop_version "$old"
  say "$old is stopped; $new is live: $(release_of "$new")"
}

rollback() {
  local idle before; idle=$(other "$(live)") before=$(cat "$dir/previous" 2>/dev/null || true)
  if runs "$idle"; then stop_version "$idle"; say "$idle is stopped; it was never live"; return; fi
  [ -n "$before" ] || fail "there is no version before this one"
  deploy "$before"; switch
}

reload() {
  local pid; pid=$(balancer_pid)
  [ -n "$pid" ] || fail 'the balancer does not run'
  haproxy -c -q -f "$here/haproxy/haproxy.cfg" || fail 'the balancer stays as it is'
  start_balancer -x "$dir/haproxy.sock" -sf "$pid"
}

down() {
  local pid; pid=$(balancer_pid)
  [ -z "$pid" ] || kill -USR1 "$pid" # takes no more connections
  stop_version blue & stop_version green & wait
}

status() {
  local colour
  for colour in blue green; do
    if runs "$colour"; then
      echo "$colour $([ "$(live)" = "$colour" ] && echo live || echo deployed) $(release_of "$colour")" \
        "pid $(cat "$dir/$colour.service"), check $(check_of "$colour"), $(sessions "$colour") sessions"
    else echo "$colour stopped"; fi
  done
  if balancer_runs; then echo "balancer at $SYNTH911_BIND"; else echo "balancer stopped"; fi
}

case "${1:-}" in
  release | deploy | switch | rollback | up | down | reload | status | keep) ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
umask 027
mkdir -p "$dir" "$SYNTH911_DATA_DIR"
[ -f "$dir/live.map" ] || note live.map 'live blue'
case "$1" in
  keep) keep "$2" ;;
  status) status ;;
  *)
    exec 8>"$dir/lock"
    flock -n 8 || fail 'another one is at work here'
    case "$1" in
      release) deploy "${2:-}"; switch ;;
      deploy) deploy "${2:-}" ;;
      *) "$1" ;;
    esac
    ;;
esac
