#!/bin/sh
# step.sh "what" command…: runs one step quietly, shows that it goes on, how long it took, and its words if it fails.
what=$1
shift
words=$(mktemp)
begun=$(date +%s)
printf '%s ' "$what"
"$@" >"$words" 2>&1 &
child=$!
trap 'kill "$child" 2>/dev/null; rm -f "$words"; echo " stopped"; exit 130' INT TERM
ticks=0
while kill -0 "$child" 2>/dev/null; do
    sleep 0.2
    ticks=$((ticks + 1))
    [ $((ticks % 10)) -eq 0 ] && printf '.'
done
wait "$child"
code=$?
if [ "$code" -eq 0 ]; then
    echo " done in $(($(date +%s) - begun)) s"
else
    echo " failed:"
    cat "$words"
fi
rm -f "$words"
exit "$code"
