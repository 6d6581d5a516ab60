# shellcheck shell=bash disable=SC2154
# Pods go away and come back during a large add and a large ingest.

under_load() { # NAME COMMAND...: a large add and an ingest, while the command runs
  local name=$1
  shift
  connect
  ready
  sources
  random_files "$work/$name" 300 "${MIB:-512}"
  added "$name" "$work/$name" >"$work/$name.out" 2>"$work/$name.err" &
  local adding=$!
  ingest "$name-ingest" 6 >/dev/null
  "$@"
  wait $adding || { cat "$work/$name.err" >&2; fail "add failed"; }
  same "$name" "$work/$name"
  loaded "$name-ingest" 6
  ready
  echo "the add and the ingest are FINAL, and byte for byte the same"
  rm -rf "$work/$name" "$work/copy-$name" "$work/got-$name-ingest"
}

delete_each() {
  local pod
  for pod in $(k get pods -l lamella/pod=service -o name) pod/postgres-0 pod/kafka-0; do
    # One that was scaled away meanwhile is gone already.
    k delete "$pod" --grace-period=0 --force >/dev/null 2>&1 && echo "deleted: $pod"
    sleep 3
  done
}

step_kill() {
  say "every pod deleted at once, one after the other, under load"
  under_load killed delete_each
}

update() {
  overlay "$second" | kubectl apply -f - >/dev/null
  ready
  k get pods -l lamella/pod=service -o jsonpath='{range .items[*]}{.spec.containers[0].image}{"\n"}{end}' | sort | uniq -c
}

step_update() {
  say "rolling update to $second, under load"
  under_load updated update
}

evict_each() {
  local pod status
  for pod in $(k get pods -l lamella/pod=service -o jsonpath='{.items[*].metadata.name}'); do
    for _ in $(seq 120); do
      status=0
      printf '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"%s","namespace":"%s"}}' "$pod" "$namespace" |
        kubectl create --raw "/api/v1/namespaces/$namespace/pods/$pod/eviction" -f - >"$work/eviction" 2>&1 || status=$?
      [ $status -ne 0 ] || { echo "evicted: $pod" && break; }
      grep -q 'not found' "$work/eviction" && break
      grep -q 'disruption budget' "$work/eviction" || { cat "$work/eviction" >&2; fail "eviction of $pod"; }
      sleep 1
    done
  done
}

step_evict() {
  say "everything evicted, as its disruption budgets allow, under load"
  under_load evicted evict_each
}
