# The README's one command, in a container: migrates, seeds if needed, serves.
# One build of the base, for ever: --build-arg PYTHON=python@sha256:… (the digest that you have checked).
ARG PYTHON=python:3.13-slim-trixie

FROM ${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /pushoff
# What it stands on changes seldom, and is kept as a layer; every version is pinned.
COPY pyproject.toml constraints.txt README.md ./
COPY app/__init__.py ./app/
RUN python3 -m venv /opt/pushoff \
    && /opt/pushoff/bin/pip install -q -c constraints.txt -e . \
    && /opt/pushoff/bin/pip uninstall -q -y pip
COPY app ./app
COPY migrations ./migrations
COPY seed ./seed
# Nothing can be written there later: what Python would keep is made now.
RUN /opt/pushoff/bin/python -m compileall -q app migrations

FROM ${PYTHON}
# Nothing can be installed in what runs.
RUN rm -rf /usr/local/bin/pip* /usr/local/lib/python3.*/site-packages/pip* \
    && install -d -o 10001 -g 10001 /data
COPY --from=build /opt/pushoff /opt/pushoff
COPY --from=build /pushoff /pushoff

ENV PATH=/opt/pushoff/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PUSHOFF_HOST=0.0.0.0 PUSHOFF_PORT=8000 \
    DATABASE_URL=sqlite:////data/pushoff.sqlite PUSHOFF_EXPORTS=/data/exports
WORKDIR /pushoff
# The image's own file system can be read-only; the embedded database and the exports live in the volume.
VOLUME /data
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['PUSHOFF_PORT']}/health/ready\", timeout=2)"]
CMD ["pushoff"]
