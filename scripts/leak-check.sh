#!/usr/bin/env bash
# Looks for leaks and wild accesses of the GLPK wrapper with valgrind: scripts/leak-check.sh [sessions per thread]
# Faults are injected into two sessions of three; eight threads at once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v valgrind >/dev/null || { echo "leak-check: valgrind is missing; Debian, Ubuntu: apt-get install valgrind" >&2; exit 69; }
mkdir -p .build
cc -std=gnu11 -O1 -g -Wall -Wextra -ISources/CGLPK/include scripts/leak-check.c Sources/CGLPK/*.c -lglpk -lpthread -lm -o .build/leak-check
valgrind --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=1 .build/leak-check "${1:-30}"
