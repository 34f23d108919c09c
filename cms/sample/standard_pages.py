"""The words of the demo's pages within the sections, and of those at the foot of every page."""

from cms.access.choices import Audience
from cms.sample.writings import ACCESSIBILITY, PRIVACY, Block, Writing, facts, heading, text

LAW = "生活困窮者自立支援法（平成25年法律第105号）"


def steps(*rows: tuple[str, str]) -> Block:
    return {"type": "steps", "value": [{"title": title, "text": words} for title, words in rows]}


def links(*rows: tuple[str, str, str]) -> Block:
    items = [{"page": None, "url": url, "title": title, "text": words} for title, url, words in rows]
    return {"type": "links", "value": items}


def figures(*rows: dict[str, str]) -> Block:
    return {"type": "figures", "value": list(rows)}


def call(title: str, words: str, button: str, url: str) -> Block:
    return {
        "type": "call",
        "value": {"page": None, "url": url, "title": title, "text": words, "button": button},
    }


def people(*rows: tuple[str, str, str]) -> Block:
    return {
        "type": "people",
        "value": [{"name": name, "role": role, "text": words} for name, role, words in rows],
    }


HOW_TO_USE = Writing(
    slug="how-to-use",
    title="サイトの使い方",
    title_en="How to use this site",
    intro="行事の申し込み、資料の閲覧、お知らせの受け取り方をご案内します。",
    intro_en="Registering, reading and being told.",
    body=(
        heading("はじめに"),
        text("<p>どのページも、JavaScriptを使わずに、キーボードだけでもお使いいただけます。</p>"),
        steps(
            ("行事を探す", "「行事」の一覧から、日程と席の空きを確かめます。"),
            ("申し込む", "アカウントがない方は、お名前とメールアドレスだけで申し込めます。"),
            ("資料を読む", "「資料」の一覧は、事業の種類や言葉でしぼり込めます。"),
            ("お知らせを受け取る", "お知らせのフィードを、お使いの閲覧ソフトに登録できます。"),
        ),
        heading("お問い合わせ"),
        people(
            (
                "支援ネットワーク事務局（見本）",
                "サイトの使い方とアカウントについて",
                "電話とメールの宛先は、各ページの下にあります。",
            )
        ),
        call("次の行事を見る", "申し込みは、あとで取り消せます。", "行事の一覧を開く", "/events/"),
    ),
    body_en=(
        steps(
            ("Find a meeting", "The list of events shows dates and free seats."),
            ("Register", "Without an account a name and an address are enough."),
            ("Read", "Resources can be narrowed down by programme and by words."),
        ),
        call("See what comes next", "You can cancel later.", "Open the list of events", "/en/events/"),
    ),
)

FLOW = Writing(
    slug="flow",
    title="相談から支援までの流れ",
    title_en="From the first conversation to support",
    intro="自立相談支援機関で相談を受けてから、支援が終わるまでの一般的な流れです。",
    intro_en="How support usually goes, from the first conversation to its end.",
    body=(
        steps(
            ("相談を受け止める", "来所、電話、訪問のどれでも始められます。困りごとの種類は問いません。"),
            (
                "状況を一緒に整理する",
                "暮らし、仕事、家計、健康、人とのつながりを、ご本人のペースで伺います。",
            ),
            ("支援の計画をつくる", "ご本人の目標を言葉にし、支援調整会議で内容を確かめます。"),
            ("支援を始める", "就労、家計、住まい、学習などの事業や、ほかの制度・地域の資源につなぎます。"),
            ("ふりかえる", "計画の期間ごとに様子を確かめ、終結か、計画の見直しかを話し合います。"),
        ),
        text(f"<p>根拠：{LAW}第3条（定義）、第5条（生活困窮者自立相談支援事業）。</p>"),
        heading("北海道の市町村"),
        figures(
            {
                "value": "35",
                "unit": "市",
                "name": "福祉事務所を必ず置く自治体",
                "denominator": "北海道の179市町村のうち",
                "as_of": "2026年4月1日",
                "source": "総務省の市町村コード、社会福祉法第14条",
            },
            {
                "value": "144",
                "unit": "町村",
                "name": "福祉事務所を置くかどうかを選べる自治体",
                "denominator": "北海道の179市町村のうち",
                "as_of": "2026年4月1日",
                "source": "総務省の市町村コード、社会福祉法第14条",
            },
        ),
    ),
    body_en=(
        steps(
            ("Listen", "At the counter, by telephone or at home; any kind of worry."),
            ("Sort", "Living, work, money, health and ties, at the person's pace."),
            ("Plan", "The person's goal in words, looked at in the support coordination meeting."),
            ("Support", "Programmes of the scheme, other schemes, and what the place has to offer."),
            ("Look back", "At the end of each plan: close, or plan anew."),
        ),
        text("<p>Basis: Act 105 of 2013, articles 3 and 5.</p>"),
    ),
)

FIRST_TIME = Writing(
    slug="first-time",
    title="はじめて参加する方へ",
    title_en="Coming for the first time",
    intro="「知り合いがいない」「経験が浅い」という方も、安心してお越しください。",
    intro_en="You know nobody, or are new at the work? You are welcome.",
    body=(
        steps(
            ("申し込む", "行事のページから申し込みます。当日まで、何度でも取り消せます。"),
            ("前の日に確かめる", "会場、時間、持ち物を、届いたメールかマイページで確かめます。"),
            ("当日", "受付でお名前を伝えてください。名刺はなくてもかまいません。"),
        ),
        facts(
            ("服装", "ふだんの仕事の服装でお越しください。"),
            ("話したくないとき", "聞くだけの参加もできます。はじめに進行役へお伝えください。"),
        ),
        call("参加できる行事を探す", "席の空きは一覧で分かります。", "行事の一覧を開く", "/events/"),
    ),
    body_en=(
        facts(
            ("What to wear", "What you wear at work."),
            ("Only listening", "Is fine; tell the host when it begins."),
        ),
        call("Find a meeting", "The list shows free seats.", "Open the list of events", "/en/events/"),
    ),
)

FINDING = Writing(
    slug="finding",
    title="資料の探し方",
    title_en="How to find resources",
    intro="事業の種類、カテゴリー、言葉の三つで、資料をしぼり込めます。",
    intro_en="By programme, section and words.",
    body=(
        text(
            "<p>「資料」の一覧には、このサイトに掲載したファイルと、ほかの機関のページへのリンクがあります。ファイルの種類と大きさは、開く前に確かめられます。</p>"
        ),
        {"type": "downloads", "value": ["家計の見える化シート（見本）", "初回相談の聞き取りシート（見本）"]},
        links(
            ("資料の一覧", "/library/", "事業の種類や言葉でしぼり込めます。"),
            ("お知らせ", "/notices/", "新しく載せた資料もお知らせします。"),
        ),
    ),
    body_en=(
        text(
            "<p>The list holds files of this site and links to other bodies' pages, with type and size.</p>"
        ),
        links(("All resources", "/en/library/", "Narrow down by programme or words.")),
    ),
)

CASE_STUDY = Writing(
    slug="case-study",
    title="事例検討会の進め方",
    title_en="How a case study is held",
    intro="一つの事例を、責めずに、一時間で話し合うための進め方です。",
    intro_en="One case, one hour, no blame.",
    body=(
        steps(
            ("10分　事例を聞く", "お名前や地名を伏せた資料で、経過を話します。"),
            ("15分　質問する", "意見は言わず、分からないことだけを聞きます。"),
            ("25分　話し合う", "「自分ならどうするか」を順に話します。"),
            ("10分　ふりかえる", "話した方が、明日から試すことを一つ決めます。"),
        ),
        text("<p>資料は終わったらその場で回収し、持ち帰らないようにします。</p>"),
    ),
    body_en=(
        steps(
            ("10 minutes: hear the case", "On paper without names or places."),
            ("15 minutes: ask", "Questions only, no opinions yet."),
            ("25 minutes: talk", "What would I do?"),
            ("10 minutes: look back", "One thing to try tomorrow."),
        ),
    ),
)

CASES_FOR_MEMBERS = Writing(
    slug="cases-for-members",
    title="事例検討会のふりかえり（見本）",
    title_en="Looking back on case studies (sample)",
    intro="会員が持ち寄った架空の事例について、話し合いの要点をまとめました。",
    intro_en="What was said about invented cases.",
    body=(
        heading("電話だけでつながりつづけた半年"),
        text(
            "<p>会えないことを失敗と数えない、という意見が多くありました。次に電話する日を一緒に決めておくと、途切れにくくなります。</p>"
        ),
        heading("早く動きすぎた就労支援"),
        text(
            "<p>応募を急いだ結果、体調をくずされた架空の事例です。見学と短い体験を先に置く案が出ました。</p>"
        ),
    ),
    audience=Audience.MEMBERS,
)

MILESTONES = Writing(
    slug="milestones",
    title="制度のあゆみ",
    title_en="Milestones of the scheme",
    intro="法律の公布と施行、主な改正を、出典とともにまとめています。",
    intro_en="The act, its start and its main amendments, with sources.",
    body=(
        facts(
            ("2013年12月", "生活困窮者自立支援法が公布されました（平成25年法律第105号）。"),
            ("2015年4月", "法律が施行され、自立相談支援事業が始まりました。"),
            (
                "2018年10月",
                "改正法（平成30年法律第44号）が施行され、就労準備支援と家計改善支援が努力義務になりました。",
            ),
            ("2025年4月", "改正法（令和6年法律第21号）が施行され、居住支援の強化などが行われました。"),
        ),
        links(
            ("生活困窮者自立支援法の条文", "https://laws.e-gov.go.jp/law/425AC0000000105", "e-Gov法令検索"),
            (
                "生活困窮者自立支援制度",
                "https://www.mhlw.go.jp/stf/seisakunitsuite/bunya/0000059425.html",
                "厚生労働省",
            ),
        ),
    ),
    body_en=(
        facts(
            ("December 2013", "The act is promulgated (Act 105 of 2013)."),
            ("April 2015", "It enters into force; consultation begins."),
            (
                "October 2018",
                "Amended (Act 44 of 2018): employment preparation and household budgets are to be endeavoured.",
            ),
            ("April 2025", "Amended (Act 21 of 2024): more support for housing."),
        ),
        links(("The act, in Japanese", "https://laws.e-gov.go.jp/law/425AC0000000105", "e-Gov")),
    ),
)

BELOW = {
    "about": (HOW_TO_USE,),
    "learn": (FLOW,),
    "take-part": (FIRST_TIME,),
    "look-up": (FINDING,),
    "study": (CASE_STUDY, CASES_FOR_MEMBERS),
    "ministry": (MILESTONES,),
}
FOOTER = (PRIVACY, ACCESSIBILITY)
