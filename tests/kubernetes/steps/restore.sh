# shellcheck shell=bash disable=SC2154
# The databases are lost.

sql() { # PROGRAM DATABASE ARGUMENT...: one of PostgreSQL's programs, in its pod
  local program=$1 database=$2
  shift 2
  k exec -i postgres-0 -- "$program" "$@" -d "postgresql://lamella:$(k get secret lamella-metadata-database -o jsonpath='{.data.password}' | base64 -d)@127.0.0.1/$database"
}

of_databases() { # REPLICAS: all that have to do with the databases
  local name
  for name in worker sealer; do
    ! has_keda || k annotate scaledobject "$name" "autoscaling.keda.sh/paused-replicas${2:-=0}" --overwrite >/dev/null
  done
  k scale deployment metadata-service upload-service worker sealer --replicas="$1" >/dev/null
  [ "$1" -ne 0 ] || k wait pod -l 'app.kubernetes.io/name in (metadata-service, upload-service, worker, sealer)' --for=delete --timeout=120s >/dev/null
}

step_restore() {
  say "databases lost and restored, as docs/operations.md says"
  connect
  random_files "$work/kept" 50 20
  added kept "$work/kept" >/dev/null
  local database
  for database in metadata upload; do sql pg_dump $database -Fc >"$work/$database.dump"; done
  random_files "$work/lost" 50 20
  added lost "$work/lost" >/dev/null

  of_databases 0
  for database in metadata upload; do
    sql psql postgres -q -c "DROP DATABASE $database WITH (FORCE)" -c "CREATE DATABASE $database"
    sql pg_restore $database --no-owner --exit-on-error <"$work/$database.dump"
  done
  of_databases 1 -
  ready

  same kept "$work/kept"
  client verify "$project/kept" >/dev/null
  local code=0
  client show "$project/lost" >/dev/null 2>&1 || code=$?
  [ $code -eq 3 ] || fail "a version that is not in the dump: exit $code"
  client storage reindex
  added lost "$work/lost" >"$work/again"
  python3 -c 'import json, sys; sent = json.load(open(sys.argv[1]))["bytesSent"]; print(f"again: {sent} bytes sent"); sys.exit(sent > 1 << 20)' "$work/again" ||
    fail "what lies in the store was sent again"
  same lost "$work/lost"
  echo "what was dumped is there, what was not is stored once"
}
