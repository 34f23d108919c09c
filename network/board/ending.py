"""A named trade: ends key epochs. The key is destroyed first; what hung on it is emptied, and a certificate says so."""

from datetime import date

from django.db import transaction

from network.board import keys, rules
from network.board.choices import Stage
from network.board.models import BlockedTag, HeldAct, KeyCertificate, Post, Thread


def end_epochs(*, today: date) -> list[KeyCertificate]:
    """End every epoch whose days of grace are over. Nobody is told by mail; threads say that they are closed.

    A process that dies between the key and the rows is made good at the next run: rows without a certificate are
    found again.
    """
    keys.destroy_drafts()
    over = {epoch for epoch in _known_epochs() if rules.ends_on(epoch) <= today}
    return [_end(epoch, today=today) for epoch in sorted(over)]


def _known_epochs() -> set[int]:
    certified = set(KeyCertificate.objects.values_list("epoch", flat=True))
    used = set(Thread.objects.filter(is_closed=False).values_list("epoch", flat=True).distinct())
    return set(keys.epochs()) | ((used | set(HeldAct.objects.values_list("epoch", flat=True))) - certified)


def _end(epoch: int, *, today: date) -> KeyCertificate:
    was_there = keys.destroy(epoch)
    with transaction.atomic():
        certificate, _is_new = KeyCertificate.objects.update_or_create(
            epoch=epoch,
            defaults={
                "first_day": rules.first_day(epoch),
                "last_day": rules.last_day(epoch),
                "destroyed_on": today,
                "was_there": was_there,
                "tags": Post.objects.filter(thread__epoch=epoch, tag__isnull=False).update(tag=None),
                "blocks": BlockedTag.objects.filter(epoch=epoch).delete()[0],
                "threads": Thread.objects.filter(epoch=epoch, is_closed=False).update(is_closed=True),
            },
        )
        # Nobody can come back to these but by receipt, and nobody was told a longer time.
        HeldAct.objects.filter(epoch=epoch, stage=Stage.REJECTED).delete()
        HeldAct.objects.filter(epoch=epoch).update(tag=None)
    return certificate
