# shellcheck shell=bash disable=SC2154
# Overlay production, as far as a cluster that has not what it names can take it.

step_production() {
  say "overlay production, checked by the cluster's own server"
  local rendered=$work/production.yaml
  # Under another name, since what is there already may not be changed in all ways.
  kubectl kustomize "$top/k8s/overlays/production" | sed 's/^\( *namespace: lamella\)$/\1-production/' >"$rendered"
  make_namespace lamella-production
  # Kinds whose definitions are not here cannot be checked here.
  python3 - "$rendered" "$work" <<'PYTHON'
import re, subprocess, sys
known = set()
for line in subprocess.run(["kubectl", "api-resources", "--no-headers"], capture_output=True, text=True).stdout.splitlines():
    fields = line.split()
    known.add((fields[-3], fields[-1]))
take, leave = [], set()
for document in open(sys.argv[1]).read().split("\n---\n"):
    version, kind = (re.search(rf"^{key}: (\S+)$", document, re.M).group(1) for key in ("apiVersion", "kind"))
    if (version, kind) in known: take.append(document)
    else: leave.add(f"{kind} ({version})")
open(f"{sys.argv[2]}/known.yaml", "w").write("\n---\n".join(take))
print(len(take), "resources are known here; not known:", ", ".join(sorted(leave)) or "none")
PYTHON
  kubectl apply --dry-run=server --validate=strict -f "$work/known.yaml" >"$work/checked" || fail "overlay production"
  kubectl delete namespace lamella-production >/dev/null
  echo "$(wc -l <"$work/checked") taken"
}
