# shellcheck shell=bash disable=SC2154
# A cache on every node.

step_node() {
  say "a cache on every node (components/cache-per-node)"
  connect
  k delete statefulset cache-service --cascade=foreground >/dev/null
  overlay "$first" cache-per-node | kubectl apply -f - >/dev/null
  ready daemonset/cache-service
  rm -rf "$work/home" # what is there already would not be asked for
  same small "$work/small"
  k get daemonset cache-service
  k delete daemonset cache-service --cascade=foreground >/dev/null
  overlay "$first" | kubectl apply -f - >/dev/null
  ready
  rm -rf "$work/home" # what is there already would not be asked for
  same small "$work/small"
  echo "byte for byte the same from each"
}
