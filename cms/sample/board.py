"""The demo's peer board: a few invented conversations, written and released as members' own would be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cms.access.board import entitled, member_key
from cms.sample.people import SINCE, Cast
from network.association.dates import local_day
from network.board import actions, deciding, rules
from network.board.choices import FlagReason, Kind, Stage
from network.board.models import HeldAct, Post, Thread
from network.board.port import Port
from network.board.release import release
from network.people.models import Affiliation, Person

# Of the demo's people, beside the member account itself.
MEMBER = -1
# The board opens with thirty who may post: colleagues at an office that is a member, without letters or accounts.
COLLEAGUES = "一二三四五六七八九十"
WORKS_AT = {"みほん市社会福祉協議会": ("見本", "ミホン"), "NPO法人 例示の会": ("例示", "レイジ")}


@dataclass(frozen=True)
class Talk:
    """A question, how many days ago it was asked and by whom, and the answers, each by somebody."""

    days_ago: int
    by: int
    question: str
    topics: tuple[str, ...]
    answers: tuple[tuple[int, str], ...] = ()
    same_worry: tuple[int, ...] = ()


TALKS = (
    Talk(
        days_ago=18,
        by=1,
        question="住まいの相談で、家主さんへの連絡は支援員からしていますか。ご本人にお願いすると、そこで止まってしまうことが続いています。",
        topics=("housing", "consultation"),
        answers=(
            (
                2,
                "うちでは、最初の一回だけご本人の横で一緒に電話をします。話す順番を紙に書いてからかけると、二回目からはご自分でかける方が増えました。",
            ),
            (
                3,
                "同意書に「家主への連絡」の欄を作りました。だれが何を話すかを先に決めておくと、あとで困りません。",
            ),
        ),
        same_worry=(4, 5, 6),
    ),
    Talk(
        days_ago=11,
        by=MEMBER,
        question="家計改善支援の面談で、レシートを持ってきてもらえないときはどう始めていますか。",
        topics=("household",),
        answers=(
            (
                4,
                "最初はレシートを頼まず、「昨日いちばん高かった買い物」から聞いています。三つ思い出せたら、その日は十分だと考えています。",
            ),
        ),
        same_worry=(2, 7),
    ),
    Talk(
        days_ago=4,
        by=6,
        question="一人で担当している窓口です。長い相談が続いた日の気持ちの切り替えを、みなさんはどうしていますか。",
        topics=("own_work",),
        same_worry=(1, 3, 8, 9),
    ),
    Talk(
        days_ago=3,
        by=8,
        question="学習支援の場所を公民館から学校へ移した経験のある方、学校との約束で先に決めておいて良かったことを教えてください。",
        topics=("learning", "cooperation"),
    ),
)
# How many days ago, by whom; nobody of these texts lives.
WAITING = (
    (
        6,
        1,
        "見本 太郎さん（52歳）の家計のことで相談です。先月から、みほん市の見本荘に入られています。\n\n"
        "連絡は011-000-0000にしているのですが、どこまで一緒に動けばよいでしょうか。",
    ),
    (1, 2, "みほん食堂の回数券のご案内です。どなたでもお買い求めいただけます。"),
    (0, 5, "夜の見守りの当番を決めるとき、休みの取り方はどうしていますか。"),
)


def lay_board(cast: Cast, *, now: datetime) -> str:
    """Writes the conversations through the board's own actions; what was done, in words."""
    _lay_colleagues(cast)
    with_account = {account.person_id for account in cast.accounts.values()}
    members = [person.pk for person in cast.people if person.pk not in with_account]
    count = entitled(local_day(now))
    for talk in TALKS:
        _lay(talk, cast, members, count, now=now)
    _leave_waiting(cast, members, count, now=now)
    return f"a peer board of {len(TALKS)} conversations, {len(WAITING) + 1} things for its moderator"


def _leave_waiting(cast: Cast, members: list[int], count: int, *, now: datetime) -> None:
    """What the demo's moderator finds: posts that a person reads first, and an answer that a reader pointed out."""
    for days_ago, by, text in WAITING:
        port = _port(by, cast, members, count)
        actions.ask(port, text=text, because="example", now=now - timedelta(days=days_ago))
    answer = Post.objects.filter(kind=Kind.ANSWER).order_by("week", "position").first()
    actions.flag(answer, port=_port(3, cast, members, count), reason=FlagReason.PERSONAL, now=now)


def _lay_colleagues(cast: Cast) -> None:
    for body, (surname, kana) in WORKS_AT.items():
        people = Person.objects.bulk_create(
            Person(name=f"{surname} 職員{number}", kana=f"{kana} ショクイン", is_sample=True)
            for number in COLLEAGUES
        )
        Affiliation.objects.bulk_create(
            Affiliation(person=person, organisation=cast.bodies[body], since=SINCE) for person in people
        )


def _lay(talk: Talk, cast: Cast, members: list[int], count: int, *, now: datetime) -> None:
    asked_at = now - timedelta(days=talk.days_ago)
    before = set(Thread.objects.values_list("pk", flat=True))
    actions.ask(_port(talk.by, cast, members, count), text=talk.question, topics=talk.topics, now=asked_at)
    out = _release(cast, asked_at)
    thread = Thread.objects.exclude(pk__in=before).get()
    for by, text in talk.answers:
        actions.answer(thread, port=_port(by, cast, members, count), text=text, now=out)
    for by in talk.same_worry:
        actions.me_too(thread, port=_port(by, cast, members, count), now=out)
    _release(cast, out)


def _release(cast: Cast, at: datetime) -> datetime:
    """A moderator lets out whatever waits, and the clock comes; at what hour."""
    moderator = Port(is_signed_in=True, moderates=True, actor_id=cast.accounts["moderator"].pk)
    for row in HeldAct.objects.filter(stage=Stage.HELD):
        deciding.approve(row, port=moderator, now=at)
    out = rules.next_release(at)
    release(now=out)
    return out


def _port(by: int, cast: Cast, members: list[int], count: int) -> Port:
    person_id = cast.accounts["member"].person_id if by == MEMBER else members[by]
    return Port(
        member_key=member_key(person_id),
        address_key="",
        is_signed_in=True,
        may_read=True,
        may_post=True,
        entitled=count,
    )
