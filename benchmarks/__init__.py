"""What an answer costs, against a raw ASGI app that sends the same bytes.

`python -m benchmarks` measures the API and the raw app side by side, in one run. Raw is the
cheapest that Python can be behind this server: it finds a finished answer by path and query in a
dictionary and sends it (or 304 where `If-None-Match` names its ETag), under the same uvicorn with
the same options, in a process of its own. Its answers are captured beforehand from the API, status,
headers and body.

Each question is asked in two ways:

- hot: the same URL again and again, as under a popular link;
- never asked: every URL for the first time in that process. They differ in filters, order, page
  size or page, and give about as many items as the hot one. Both servers are new in every round.

The main figure is CPU time of the server process per request, user and system, all threads, in
microseconds; a ratio is raw / ours, so 1.0 is as cheap as raw and 0.1 costs ten times as much.
CPU time hardly depends on the client. Throughput (requests per second of wall time, 16 connections
with one request in flight on each) is the second figure. Rounds alternate which server goes first;
ratios are taken inside a round, and their median, least and greatest are shown.

The servers run on one CPU and the client on the others. Where the server was busy for much less
than all the time (`busy` in the JSON), the client or another process held it up, and throughput
says little.

Limits. CPU time of PostgreSQL is spent in its own processes: there only throughput shows it, where
the API waits for the database. Client and server share the machine, so a third busy process on two
cores lowers throughput. Everything is warm: Python, its SQL cache, connections, and the page cache
of the operating system. One worker process is measured. Linux only: it lets one process read the
CPU clock of another, to the nanosecond.

Every response is checked for status and length while measuring, and after the last round the
answers of both servers are compared with the captured ones byte for byte. One wrong response ends
the run with exit code 1; an aim that is not reached does not.
"""
