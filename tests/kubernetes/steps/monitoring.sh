# shellcheck shell=bash disable=SC2154
# What Prometheus sees, by its operator.

monitors=lamella-monitoring

asked() { # PATH: Prometheus, by way of the cluster's own server
  kubectl get --raw "/api/v1/namespaces/$monitors/services/prometheus-operated:9090/proxy/api/v1/$1" 2>/dev/null
}

scraped() { # whether every pod of the services is
  asked 'targets?state=active' | python3 -c '
import json, sys
targets = json.load(sys.stdin)["data"]["activeTargets"]
sys.exit(len(targets) < int(sys.argv[1]) or any(t["health"] != "up" for t in targets))' "$(k get pods -l lamella/pod=service -o name | wc -l)" 2>/dev/null
}

evaluated() { # COUNT: whether so many alerts are, without an error
  asked rules | python3 -c '
import json, sys
rules = [rule for group in json.load(sys.stdin)["data"]["groups"] for rule in group["rules"]]
sys.exit(len(rules) != int(sys.argv[1]) or any(r["health"] != "ok" for r in rules))' "$1" 2>/dev/null
}

step_monitoring() {
  say "metrics and alerts, by the operator of Prometheus (components/monitoring)"
  has prometheuses.monitoring.coreos.com || { echo "left out: there is no operator of Prometheus here"; return; }
  connect
  overlay "$first" monitoring | kubectl apply -f - >/dev/null
  make_namespace "$monitors"
  kubectl label namespace "$monitors" lamella/monitoring=true --overwrite >/dev/null
  sed "${PROMETHEUS_IMAGE:+s#IMAGE#$PROMETHEUS_IMAGE#;}/IMAGE/d" "$here/prometheus.yaml" | kubectl -n "$monitors" apply -f - >/dev/null
  ready
  until_true 180 "all of the services' pods are scraped" scraped
  local expected
  expected=$(k get prometheusrule lamella -o json | python3 -c 'import json, sys; print(sum(len(g["rules"]) for g in json.load(sys.stdin)["spec"]["groups"]))')
  until_true 120 "$expected alerts are evaluated without an error" evaluated "$expected"
  asked 'query?query=count(lamella_outbox_age_seconds)' | grep -q '"value"' || fail "Prometheus knows no outbox"
  k get configmap -l grafana_dashboard -o name | grep -q . || fail "no dashboard for Grafana"
  echo "every pod is scraped, $expected alerts are evaluated"
  kubectl delete namespace "$monitors" >/dev/null
}
