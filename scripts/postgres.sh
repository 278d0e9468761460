#!/bin/sh
# Starts a PostgreSQL server of its own, runs a command with DATABASE_URL set, stops the server.
# usage: postgres.sh command [argument …]
# The server lives in a temporary folder and listens on the loopback address only. `initdb` refuses
# root, so as root it runs as the user `postgres` that Debian's package makes.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
home=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

if [ "$(id -u)" = 0 ]; then
    chown postgres "$home"
    as() { (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); }
else
    as() { "$@"; }
fi

stop() {
    as "$bin/pg_ctl" -D "$home/data" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

as "$bin/initdb" -D "$home/data" -U luoshi --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$home/data" -w -s -l "$home/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$home -c fsync=off -c max_connections=60" \
    start >/dev/null || { cat "$home/log" >&2; exit 1; }
as "$bin/createdb" -h 127.0.0.1 -p "$port" -U luoshi luoshi

DATABASE_URL="postgres://luoshi@127.0.0.1:$port/luoshi" "$@"
