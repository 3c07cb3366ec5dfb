# Sourced by .ci/run: a PostgreSQL server with PostGIS for the tests, at TERRACE_TEST_POSTGRES. One that answers there is used
# as it is and left running; otherwise one of our own is made in a temporary folder, and stopped when the script ends.

: "${TERRACE_TEST_POSTGRES:=postgres://postgres@127.0.0.1:5432/postgres}"
test_database_folder=

# Whether a server answers there that can take PostGIS.
test_database_answers() {
  command -v psql >/dev/null 2>&1 &&
    [ "$(PGCONNECT_TIMEOUT=5 psql "$TERRACE_TEST_POSTGRES" --no-psqlrc --no-password -Atc \
      "select count(*) from pg_available_extensions where name = 'postgis'" 2>/dev/null </dev/null)" = 1 ]
}

# The folder of the programs of the newest installed PostgreSQL that has PostGIS; fails where there is none.
test_database_programs() {
  local control version newest=
  for control in /usr/share/postgresql/*/extension/postgis.control; do
    version=${control#/usr/share/postgresql/}
    version=${version%%/*}
    [ -x "/usr/lib/postgresql/$version/bin/initdb" ] || continue
    [ -n "$newest" ] && [ "$newest" -gt "$version" ] || newest=$version
  done
  [ -n "$newest" ] && printf '/usr/lib/postgresql/%s/bin' "$newest"
}

# PostgreSQL refuses to run as root.
as_database_owner() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u "$(id -nu postgres 2>/dev/null || echo nobody)" -- "$@"
  else
    "$@"
  fi
}

start_test_database() {
  local programs port
  programs=$(test_database_programs)
  # Below the ports of outgoing connections, so that none takes it meanwhile.
  for port in $(shuf -i 20000-32000 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  trap stop_test_database EXIT
  test_database_folder=$(mktemp -d)
  [ "$(id -u)" -ne 0 ] || chown "$(id -nu postgres 2>/dev/null || echo nobody)" "$test_database_folder"
  cd "$test_database_folder"
  # The tests end processes of their own, never this server: what it writes need not outlive a power cut.
  as_database_owner "$programs/initdb" --pgdata=cluster --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; return 1; }
  as_database_owner "$programs/pg_ctl" start --wait --silent --pgdata=cluster --log="$test_database_folder/server.log" --options="\
    -c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$test_database_folder -c max_connections=300 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off" </dev/null ||
    { cat server.log >&2; return 1; }
  cd - >/dev/null
  export TERRACE_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
  test_database_answers || { echo "the PostgreSQL server that was started has no PostGIS" >&2; return 1; }
  echo "PostgreSQL for the tests: $TERRACE_TEST_POSTGRES"
}

stop_test_database() {
  local pid
  if pid=$(head -n 1 "$test_database_folder/cluster/postmaster.pid" 2>/dev/null); then
    kill -INT "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  fi
  rm -rf "$test_database_folder"
}
