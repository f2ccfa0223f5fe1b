# The README's one command, in a container: migrates, seeds if needed, serves.
FROM python:3.13-slim

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

WORKDIR /pushoff
COPY pyproject.toml constraints.txt README.md ./
COPY app ./app
COPY migrations ./migrations
COPY seed ./seed
RUN pip install -q -c constraints.txt -e . \
    && useradd --system --uid 10001 pushoff \
    && install -d -o pushoff /data

# The image's own file system can be read-only; the embedded database and the exports live in the volume.
USER pushoff
VOLUME /data
ENV PUSHOFF_HOST=0.0.0.0 PUSHOFF_PORT=8000 DATABASE_URL=sqlite:////data/pushoff.sqlite \
    PUSHOFF_EXPORTS=/data/exports
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['PUSHOFF_PORT']}/health/ready\", timeout=2)"]
CMD ["pushoff"]
