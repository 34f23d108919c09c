"""The Celery application: where workers and beat find the wings' tasks."""

from celery import Celery

app = Celery("tasuki")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
