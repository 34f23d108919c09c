"""LIMIT's pages: one indexed query and one template each."""

import datetime

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tests.bench.limit.models import Meeting, Registration

FIRST_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def listed(request):
    """Fifty coming meetings."""
    meetings = Meeting.objects.filter(starts_at__gte=FIRST_DAY).order_by("starts_at")[:50]
    return render(request, "limit.html", {"title": "Meetings", "meetings": meetings})


def detail(request, number):
    meeting = get_object_or_404(Meeting, pk=number)
    return render(request, "limit.html", {"title": meeting.title, "meeting": meeting})


def searched(request):
    meetings = Meeting.objects.filter(title__contains=request.GET.get("q", ""))[:20]
    return render(request, "limit.html", {"title": "Search", "meetings": meetings})


def calendar(request):
    """All coming meetings as one calendar file, without anything a calendar may leave out."""
    rows = Meeting.objects.filter(starts_at__gte=FIRST_DAY).values_list("pk", "title", "starts_at")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//LIMIT//"]
    for number, title, starts_at in rows:
        start = f"{starts_at:%Y%m%dT%H%M%SZ}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@limit",
            f"SUMMARY:{title}",
            f"DTSTART:{start}",
            f"DTSTAMP:{start}",
            "END:VEVENT",
        ]
    return HttpResponse("\r\n".join([*lines, "END:VCALENDAR", ""]), content_type="text/calendar")


def who(request):
    """The member who is signed in, else whoever was typed."""
    if request.user.is_authenticated:
        return {"name": request.user.username, "address": request.user.email}
    return {"name": request.POST["name"], "address": request.POST["address"]}


def register(request, number):
    """Show the form; take a seat or a place in the waiting line under the meeting's lock."""
    meeting = get_object_or_404(Meeting, pk=number)
    if request.method != "POST":
        return render(request, "limit.html", {"title": meeting.title, "meeting": meeting, "form": True})
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=number)
        taken = Registration.objects.filter(meeting=meeting, waiting=False).count()
        Registration.objects.create(meeting=meeting, waiting=taken >= meeting.seats, **who(request))
    return redirect("detail", number=number)
