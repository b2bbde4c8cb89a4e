#!/bin/sh
# Train the student from the packed folder that this file lies in, and write it into OUT: sh run.sh OUT [OPTIONS OF train]
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=$1
shift
PYTHONPATH="$here/code" exec "${PYTHON:-python3}" -m training.reader train \
    --packed "$here" --taught "$here/taught.xz" --out "$out" --seconds 540 "$@"
