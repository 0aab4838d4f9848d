"""What a bare server reaches on this machine, and what src/http adds: a constant reply of 1 kB of JSON.

raw is epoll and nothing else; at_once is src/http without a handler's thread; worker is what every route of the API
has around it: limits, routing, a worker, headers, log line and figures.
"""
import json
import os
import re
import subprocess

SECONDS = 5
build = os.environ["BINA_BUILD"]
ticks_per_s = os.sysconf("SC_CLK_TCK")


def cpu_s(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / ticks_per_s


def measure(mode, connections):
    """(requests a second, CPU of the server in microseconds a request)"""
    server = subprocess.Popen([f"{build}/benches/bench_http_floor", mode, "0"], stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().split()[-1]
        before = cpu_s(server.pid)
        output = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s",
                                 f"http://127.0.0.1:{port}/api/v1/constant"],
                                check=True, capture_output=True, text=True).stdout
        used = cpu_s(server.pid) - before
    finally:
        server.terminate()
        server.wait()
    assert "Non-2xx" not in output, output
    requests = int(re.search(r"(\d+) requests in", output)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), used / requests * 1e6


def main():
    subprocess.run(["ninja", "-C", build, "bench_http_floor"], check=True, stdout=subprocess.DEVNULL)
    for connections in (64, 1000):
        floor = measure("raw", connections)
        for mode in ("at_once", "worker"):
            rate, cpu = measure(mode, connections)
            name = f"constant reply, {mode}, {connections} connections"
            note = "floor: epoll alone, no HTTP"
            print(json.dumps({"name": name, "value": round(rate), "unit": "/s", "floor": round(floor[0]), "note": note}),
                  json.dumps({"name": name, "value": round(cpu, 2), "unit": "us CPU", "floor": round(floor[1], 2)}),
                  sep="\n", flush=True)


main()
