#!/usr/bin/env python3
"""Runs a command, bounded in time, and tells what it took.

    measured.py SECONDS FILE COMMAND...

Writes "SECONDS KIBIBYTES" into FILE: how long it ran and the most memory that it
or a child of it held. Ends with its status; 124 where it had to be killed.
"""
import resource
import subprocess
import sys
import time

limit, told, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
began = time.monotonic()
child = subprocess.Popen(command)
try:
    status = child.wait(timeout=limit)
except subprocess.TimeoutExpired:
    child.kill()
    child.wait()
    status = 124
took = time.monotonic() - began
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(told, "w", encoding="ascii") as f:
    f.write(f"{took:.2f} {most}\n")
sys.exit(status if status >= 0 else 128 - status)
