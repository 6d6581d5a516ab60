# shellcheck shell=bash disable=SC2154
# What k8s/examples shows.

j() { kubectl -n "$jobs" "$@"; }

example() { # FILE [PYTHON]: an example as the page has it, but for its images and what PYTHON does to `spec`, that of its pods
  j create --dry-run=client -o json -f "$top/k8s/examples/$1.yaml" | python3 -c '
import json, sys
thing, tag = json.load(sys.stdin), sys.argv[1]
job = thing["spec"]["jobTemplate"]["spec"] if thing["kind"] == "CronJob" else thing["spec"]
spec = job["template"]["spec"]
exec(sys.argv[2])
for container in spec["containers"] + spec.get("initContainers", []):
    container["image"] = container["image"].replace("0.1.0", tag)
json.dump(thing, sys.stdout)' "$first" "${2:-}" | j apply -f - >/dev/null
}

complete() { # JOB
  j wait "job/$1" --for=condition=Complete --timeout=300s >/dev/null || { j get pods; j logs "job/$1" --all-containers --tail=20; fail "the job $1"; }
}

volume() { # NAME
  printf '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"%s"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}' "$1" |
    j apply -f - >/dev/null
}

step_examples() {
  say "k8s/examples, in a namespace of their own"
  connect
  sources
  kubectl delete namespace "$jobs" --ignore-not-found >/dev/null
  kubectl create namespace "$jobs" >/dev/null
  kubectl label namespace "$jobs" pod-security.kubernetes.io/enforce=restricted >/dev/null
  j create secret generic lamella-client --from-literal=token="$token" >/dev/null
  volume labels && volume training-data
  local jar
  jar=$(head -n 1 "$work/sources")

  example ingest "spec['containers'][0]['args'][-1] = 'http://sources:8000/$jar'"
  complete ingest
  client show vision/frames@published --json | grep -qE '"state": ?"PUBLISHED"' || fail "the example of an ingest publishes nothing"
  echo "ingest: published"

  # Its training is a look at each byte of what the init container has made.
  example training "
train = spec['containers'][0]
train.update(image='lamella/client:0.1.0', args=['verify', 'vision/frames@published', '--folder', '/data/frames'], env=spec['initContainers'][0]['env'])
train['volumeMounts'].append({'name': 'tmp', 'mountPath': '/tmp'})"
  complete training
  client used-by vision/frames@published --json | grep -qE '"run": ?"training"' || fail "the run of the training is not recorded"
  echo "training: its copy is right, its run is recorded"

  # What a volume holds, and again when nothing changed.
  example ingest "
thing['metadata']['name'] = 'fill'
spec['securityContext']['fsGroup'] = 10001
spec['containers'][0]['args'] = ['get', '$project/small', '--copy', '/labels/day']
spec['containers'][0]['volumeMounts'].append({'name': 'labels', 'mountPath': '/labels'})
spec['volumes'].append({'name': 'labels', 'persistentVolumeClaim': {'claimName': 'labels'}})"
  complete fill
  example sync
  local run
  for run in one two; do
    j create job "sync-$run" --from=cronjob/sync >/dev/null
    complete "sync-$run"
    client log vision/labels --json | wc -l >"$work/versions-$run"
  done
  cmp -s "$work/versions-one" "$work/versions-two" || fail "the second sync made a version of what did not change"
  rm -rf "$work/synced"
  client get vision/labels --copy "$work/synced" >/dev/null
  [ "$(digest "$work/synced/day")" = "$(digest "$work/small")" ] || fail "what was synced is not what the volume holds"
  echo "sync: a version, byte for byte; none when nothing changed"
  kubectl delete namespace "$jobs" >/dev/null
}
