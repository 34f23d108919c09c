"""A named trade: an application that waits, and who looks after an organisation's membership. All 見本."""

from datetime import datetime
from uuid import uuid4

from cms.sample.people import SINCE, Cast
from membership.joining.actions import apply
from membership.ledger.rules import Payer
from membership.selfservice.actions import make_contact, say_payer_name
from membership.tiers.queries import tier_called
from network.people.choices import Role

# Where the demo's member works, with a colleague who owes dues.
LOOKED_AFTER = "NPO法人 例示の会"
APPLICANT = {
    "name": "岡本 例見",
    "kana": "オカモト レイミ",
    "email": "okamoto@mihon-hiroba.example",
    "phone": "000-000-0000",
    "payer_kana": "オカモト レイミ",
    "message": "みほん市の相談窓口で働いて2年目です。情報交換会に参加したいと思い、申し込みます。（見本）",
}


def lay_joining(cast: Cast, *, now: datetime) -> str:
    """One application for the secretariat to decide on, and the demo's member as contact of an organisation."""
    organisation, member = cast.bodies[LOOKED_AFTER], cast.people[0]
    secretariat = cast.accounts[Role.SECRETARIAT.value].pk
    make_contact(organisation, member, since=SINCE, made_by=secretariat)
    say_payer_name(Payer(organisation_id=organisation.pk), "レイジノカイ ケイリ", now=now)
    apply(uuid4(), tier=tier_called("individual"), typed=APPLICANT, language="ja", now=now)
    return "an application that waits, and a contact of an organisation"
