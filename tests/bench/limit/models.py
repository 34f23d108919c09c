"""LIMIT's two tables."""

from django.db import models


class Meeting(models.Model):
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    text = models.TextField()
    starts_at = models.DateTimeField(db_index=True)
    seats = models.PositiveIntegerField(default=50)

    def __str__(self):
        return self.title


class Registration(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    address = models.EmailField()
    waiting = models.BooleanField()

    def __str__(self):
        return self.name
