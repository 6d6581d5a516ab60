# shellcheck shell=bash disable=SC2154
# Ways in that a cluster has: the Gateway API, and an Ingress. Whose controller that is, its namespace says.

way_in=${GATEWAY_NAMESPACE:-traefik}
host=lamella.example.org

has_class() { # RESOURCE: whether there is one
  kubectl get "$1" -o name 2>/dev/null | grep -q .
}

has_issuers() { has clusterissuers.cert-manager.io; }

certificate() { # of the host, by components/tls where cert-manager is, and where clients find its authority and the host
  if has_issuers; then
    k wait certificate/lamella --for=condition=Ready --timeout=120s >/dev/null || { k describe certificate lamella; fail "cert-manager has no certificate"; }
    k get secret lamella-tls -o jsonpath='{.data.ca\.crt}' | base64 -d >"$work/tls.crt"
    echo "its certificate: of cert-manager"
  else
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$host" \
      -addext "subjectAltName=DNS:$host" -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
    k create secret tls lamella-tls --cert="$work/tls.crt" --key="$work/tls.key" --dry-run=client -o yaml | k apply -f - >/dev/null
  fi
  rm -f "$work/trust.p12"
  keytool -importcert -noprompt -alias lamella -file "$work/tls.crt" -keystore "$work/trust.p12" -storetype PKCS12 -storepass lamella >/dev/null 2>&1
  echo "${GATEWAY%:*} $host" >"$work/hosts"
}

outside() { # CURL-ARGUMENT... HTTP/1.1, since curl 7.88 takes for an error what HTTP/2 does to a body that is redirected
  curl --http1.1 -sS --fail-with-body --cacert "$work/tls.crt" --resolve "$host:${GATEWAY##*:}:${GATEWAY%:*}" -H "Authorization: Bearer $token" "$@"
}

through() ( # NAME: versions there and back, and a body that takes longer than what proxies allow as a rule
  EDGE=https://$host:${GATEWAY##*:}
  export JAVA_TOOL_OPTIONS="-Djdk.net.hosts.file=$work/hosts -Djavax.net.ssl.trustStore=$work/trust.p12 -Djavax.net.ssl.trustStorePassword=lamella"
  until_true 120 "an answer through the $1" outside -o "$work/answer" "$EDGE/v1/whoami"
  random_files "$work/way-$1" 200 "${MIB:-512}"
  added "way-$1" "$work/way-$1"
  same "way-$1" "$work/way-$1"
  id=$(draft "long-$1")
  head -c 20M /dev/urandom >"$work/long.bin"
  outside -L --limit-rate 250k -T "$work/long.bin" "$EDGE/v1/versions/$id/files/long.bin" >/dev/null
  client close --id "$id" >/dev/null
  outside -L --limit-rate 250k -o "$work/long.copy" "$EDGE/v1/versions/$id/files/long.bin"
  cmp "$work/long.bin" "$work/long.copy" || fail "a slow body through the $1 is another"
  rm -rf "$work/way-$1" "$work/copy-way-$1" "$work/long".*
  echo "FINAL, and byte for byte the same; 80 s of one body, each way"
)

enter() { # COMPONENT SED: it is applied, with what this cluster calls its class
  connect
  : "${GATEWAY:=$(sed 's#http://\(.*\):.*#\1#' <<<"$EDGE"):30443}"
  kubectl label namespace "$way_in" lamella/edge=true --overwrite >/dev/null
  local components=("$1")
  if has_issuers; then
    kubectl apply -f "$here/issuer.yaml" >/dev/null
    components+=(tls)
  fi
  overlay "$first" "${components[@]}" | sed -e '/kind: ClusterIssuer$/{n;s/name: example$/name: lamella-authority/}' -e "$2" | kubectl apply -f - >/dev/null
  ready
  certificate
}

leave() { # KIND: what was applied for the way in, also outside of the namespace
  k delete "$1" lamella >/dev/null
  has_issuers || return 0
  k delete certificate lamella >/dev/null
  kubectl delete -f "$here/issuer.yaml" >/dev/null
  kubectl -n cert-manager delete secret lamella-authority >/dev/null
}

step_gateway() {
  say "through the Gateway API, with TLS (components/gateway)"
  has_class gatewayclasses || { echo "left out: there is no class of gateways here"; return; }
  enter gateway "s/gatewayClassName: example/gatewayClassName: $(kubectl get gatewayclasses -o jsonpath='{.items[0].metadata.name}')/"
  k wait gateway/lamella --for=condition=Programmed --timeout=120s >/dev/null || { k get gateway lamella -o yaml; fail "the gateway is not programmed"; }
  through gateway
  leave gateway,httproute
}

step_ingress() {
  say "through an Ingress, with TLS (components/ingress)"
  has_class ingressclasses || { echo "left out: there is no class of ingresses here"; return; }
  enter ingress ''
  through ingress
  leave ingress
}
