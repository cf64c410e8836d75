#!/usr/bin/env bash
# Deploys an image to a cluster and tries it; when it does not work, the version before comes back, and the exit code is 1.
#   deploy.sh <development|staging|production> [--render]      --render: print the manifests, and do nothing
#   SYNTH911_IMAGE   image with its digest or tag
#   SYNTH911_URL     where the service is reached from here
#   SYNTH911_KEY     an API key of role USER, for the tests
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=${1:?development, staging or production} image=${SYNTH911_IMAGE:?name the image}
[ -d "$here/overlays/$place" ] || { echo "there is no $place" >&2; exit 2; }
work=$(mktemp -d "$here/rendered-XXXXXX")
trap 'rm -rf "$work"' EXIT
case $image in
  *@sha256:*) version="digest: '${image#*@}'" name=${image%@*} ;;
  *) version="newTag: '${image##*:}'" name=${image%:*} ;;
esac
original=$(awk '/newName:/ { match($0, /newName: [^,} ]+/); print substr($0, RSTART + 9, RLENGTH - 9) }' "$here/overlays/$place/kustomization.yaml")
cat >"$work/kustomization.yaml" <<KUSTOMIZATION
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../overlays/$place]
images:
  - { name: ${original:-synth911gen2}, newName: $name, $version }
KUSTOMIZATION
if [ "${2:-}" = --render ]; then kubectl kustomize "$work"; exit; fi

namespace=$(awk '$1 == "namespace:" { print $2 }' "$here/overlays/$place/kustomization.yaml")
kubectl apply -k "$work"
works() {
  kubectl -n "$namespace" rollout status deployment/synth911 --timeout=180s &&
    node "$here/../../scripts/try-service.mjs" "${SYNTH911_URL:?where is it reached}" --closed --write
}
if works; then exit 0; fi
echo 'it does not work; the version before comes back' >&2
kubectl -n "$namespace" rollout undo deployment/synth911
kubectl -n "$namespace" rollout status deployment/synth911 --timeout=180s
exit 1
