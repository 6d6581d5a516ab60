# shellcheck shell=bash disable=SC2154
# Who may connect, and who may not.

probe() { # NAME LABELS HOST PORT: exit status of a pod that tries to connect
  k delete pod "$1" --ignore-not-found >/dev/null
  sed "s/NAME/$1/; s/LABELS/$2/; s/HOST/$3/; s/PORT/$4/; s/TAG/$first/" "$here/probe.yaml" | k apply -f - >/dev/null
  until_true 60 "probe $1" bash -c "kubectl -n $namespace get pod $1 -o jsonpath='{.status.phase}' | grep -qE 'Succeeded|Failed'"
  [ "$(k get pod "$1" -o jsonpath='{.status.phase}')" = Succeeded ]
}

step_policies() {
  say "network policies: who may connect, and who may not"
  program Probe
  probe may-1 'app.kubernetes.io\/name: worker, lamella\/pod: service' postgres 5432 || fail "a worker does not reach PostgreSQL"
  probe may-2 'lamella\/edge: "true"' metadata-service 80 || fail "an edge does not reach metadata-service"
  ! probe may-not-1 'app: stranger' postgres 5432 || fail "a stranger reaches PostgreSQL"
  ! probe may-not-2 'app: stranger' kafka 9092 || fail "a stranger reaches Kafka"
  ! probe may-not-3 'app: stranger' metadata-service 80 || fail "a stranger reaches metadata-service"
  k delete pod may-1 may-2 may-not-1 may-not-2 may-not-3 >/dev/null
  echo "as they should"
}
