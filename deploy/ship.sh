#!/usr/bin/env bash
# Brings a release to a machine and has it take the place of the version there: `ship.sh <release folder> <user@machine>`.
# The machine has Node of .nvmrc's version and HAProxy, and the service's settings in /etc/synth911/settings; releases go to
# SYNTH911_RELEASES (/opt/synth911/releases), each into a folder named by its version. What is tested on the way, and that
# the version before goes on or comes back when something fails, is up to blue-green.sh there.
#   SYNTH911_SSH   how the machine is reached (ssh), with its flags
set -euo pipefail
release=${1:?name the folder of a release} machine=${2:?name the machine}
releases=${SYNTH911_RELEASES:-/opt/synth911/releases}
read -ra ssh <<<"${SYNTH911_SSH:-ssh}"
version=$(node -p 'require(require("path").resolve(process.argv[1], "package.json")).version' "$release")
place=$releases/$version

there() { "${ssh[@]}" "$machine" "$@"; }

# Under another name until it is whole; a version that is there already is never written over.
there "set -e; mkdir -p '$releases'; if [ -e '$place' ]; then echo '$place is there already' >&2; exit 1; fi; rm -rf '$place.part'; mkdir '$place.part'"
tar -C "$release" -cf - . | there "set -e; tar -C '$place.part' -xf -; mv '$place.part' '$place'"
there "'$place/deploy/blue-green.sh' release '$place'"
