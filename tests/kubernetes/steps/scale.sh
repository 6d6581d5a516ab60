# shellcheck shell=bash disable=SC2154
# As many as there is to do.

step_scale() {
  say "workers by lag: from none to several and back"
  has_keda || { echo "left out: there is no KEDA here"; return; }
  connect
  sources
  until_true 300 "no workers while there is nothing to do" bash -c "[ -z \"\$(kubectl -n $namespace get deployment worker -o jsonpath='{.status.replicas}' | grep -v '^0$')\" ]"
  echo "0 workers"
  ingest scaled 12 >/dev/null
  local most=0 now
  for _ in $(seq 120); do
    now=$(replicas worker)
    [ "${now:-0}" -le $most ] || { most=$now && echo "$most workers"; }
    client show "$project/scaled" --json 2>/dev/null | grep -qE '"state": ?"FINAL"' && break
    sleep 1
  done
  [ $most -ge 2 ] || fail "never more than $most workers"
  loaded scaled 12
  until_true 300 "no workers afterwards" bash -c "[ -z \"\$(kubectl -n $namespace get deployment worker -o jsonpath='{.status.replicas}' | grep -v '^0$')\" ]"
  echo "0 workers"
}

measured() { # HPA: whether it knows all that it asks for, and says so
  k get hpa "$1" -o json | python3 -c '
import json, sys
status, names = json.load(sys.stdin)["status"], {"Resource": "processor", "External": "bytes under way"}
for metric in status["currentMetrics"]:
    current = metric[metric["type"].lower()]["current"]
    share = current.get("averageUtilization")
    print(names[metric["type"]], f"{share} %" if share is not None else current["averageValue"], end="; ")' 2>/dev/null
}

busy() { # whole packs, one after the other
  local i
  for i in $(seq 20); do
    random_files "$work/busy-$i" 10 128
    added "busy-$i" "$work/busy-$i"
    rm -rf "$work/busy-$i"
  done
}

slow() { # 24 files that come slowly: much is under way, and the processor has little to do
  local id
  id=$(draft slow)
  head -c 64M /dev/urandom >"$work/slow.bin"
  for i in $(seq 24); do
    curl -sSL --limit-rate 200k -H "Authorization: Bearer $token" -T "$work/slow.bin" "$EDGE/v1/versions/$id/files/$i" &
  done
  wait
}

step_hpa() {
  local hpa=upload-service components=(hpa) load=busy
  has_keda && hpa=keda-hpa-upload-service && components+=(in-flight) && load=slow
  say "upload-service by what it has to do (components/${components[*]})"
  connect
  overlay "$first" "${components[@]}" | kubectl apply -f - >/dev/null
  until_true 180 "the autoscaler has measured" measured "$hpa"
  ready
  set -m # a group of its own, to end it as a whole
  $load >"$work/load" 2>&1 &
  set +m
  local loading=$! most=0 now
  for _ in $(seq 180); do
    now=$(replicas upload-service)
    [ "${now:-0}" -le $most ] || { most=$now && echo "$most of upload-service, of so much each: $(measured "$hpa")"; }
    [ $most -lt 3 ] || break
    sleep 1
  done
  kill -- -$loading 2>/dev/null || cat "$work/load"
  [ $most -ge 3 ] || fail "never more than $most of upload-service"
  k delete hpa --all >/dev/null
  ! has_keda || k delete scaledobject upload-service cache-service >/dev/null
  overlay "$first" | kubectl apply -f - >/dev/null
  ready
}
