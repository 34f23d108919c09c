"""The Celery application: where workers and beat find the wings' tasks."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasuki.settings.demo")

app = Celery("tasuki")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
