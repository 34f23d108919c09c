# One image for web, worker, beat and the management commands.
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/tasuki
COPY requirements/production.txt /tmp/production.txt
RUN /opt/tasuki/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/production.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin tasuki \
    && install --directory --owner tasuki /var/lib/tasuki /var/lib/tasuki/media /var/lib/tasuki/board-keys
COPY --from=packages /opt/tasuki /opt/tasuki
COPY . /srv/tasuki
WORKDIR /srv/tasuki
ENV PATH=/opt/tasuki/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=tasuki.settings.production \
    VAR_DIR=/var/lib/tasuki \
    PORT=8000
# The values are needed to start at all and are not kept in the image.
RUN python -m compileall -q . \
    && SECRET_KEY=build ALLOWED_HOSTS=build REDIS_URL=redis://build python manage.py collectstatic --noinput --verbosity 0 \
    && chown -R tasuki /var/lib/tasuki
USER tasuki
EXPOSE 8000
