"""The words of the demo's fixed pages, in Japanese and English."""

from dataclasses import dataclass
from typing import Any

from cms.access.choices import Audience

Block = dict[str, Any]


@dataclass(frozen=True)
class Writing:
    """A page: its address, title, introduction and body in two languages."""

    slug: str
    title: str
    title_en: str
    intro: str
    intro_en: str
    body: tuple[Block, ...] = ()
    body_en: tuple[Block, ...] = ()
    in_footer: bool = False
    audience: str = Audience.PUBLIC


def heading(words: str) -> Block:
    return {"type": "heading", "value": words}


def text(html: str) -> Block:
    return {"type": "text", "value": html}


def facts(*rows: tuple[str, str]) -> Block:
    items = [{"name": name, "value": value} for name, value in rows]
    return {"type": "facts", "value": items}


HOME = {
    "intro": "生活に困っている方を支える人たちが、学び合い、つながるためのサイトです。",
    "intro_en": "For people who support others in poverty: to learn from one another and keep in touch.",
    "search_description": "生活困窮者を支える支援員・自治体・団体のための、情報交換会や研修のご案内です（見本サイト）。",
}

ABOUT = Writing(
    slug="about",
    title="このサイトについて",
    title_en="About this site",
    intro="支援者どうしが会い、学び、相談し合うための場所です。",
    intro_en="A place where those who support others meet, learn and ask one another.",
    body=(
        text(
            "<p>このサイトは、生活困窮者の支援にたずさわる支援員、市町村の担当者、関係団体の職員のためのものです。"
            "行事のご案内と申し込み、情報交換会の歩み、制度についての資料を、ひとつの場所にまとめています。</p>"
        ),
        heading("このサイトでできること"),
        text(
            "<ul><li>情報交換会・研修・シンポジウムの予定を見て、申し込む</li>"
            "<li>自分の申し込みを確かめ、都合が変わったら取り消す</li>"
            "<li>行事の予定を、お使いのカレンダーに表示する</li>"
            "<li>情報交換会のバトンがいまどこにあるかを見る</li></ul>"
        ),
        heading("見本サイトについて"),
        text(
            "<p>いまご覧のサイトは見本です。「見本」と記した行事・団体・人物は、すべて架空です。"
            "第1回から第7回までの情報交換会、2021年のオンライン情報交換会、2022年の設立シンポジウムは、"
            "北海道のネットワークが公表した資料にもとづいています。</p>"
        ),
    ),
    body_en=(
        text(
            "<p>This site is for counsellors, municipal officers and staff of organisations who support people in need. "
            "Meetings and registration, the history of the exchange meetings and material on the scheme stand in one place.</p>"
        ),
        heading("What you can do here"),
        text(
            "<ul><li>See coming meetings, trainings and symposia, and register</li>"
            "<li>Look up your registrations and cancel if plans change</li>"
            "<li>Follow the meetings in your own calendar</li>"
            "<li>See where the baton of the exchange meetings is now</li></ul>"
        ),
        heading("This is a sample"),
        text(
            "<p>Meetings, organisations and people marked as samples are made up. Legs 1 to 7 of the exchange meetings, "
            "the online meetings of 2021 and the founding symposium of 2022 follow what the network in Hokkaido "
            "has published.</p>"
        ),
    ),
)

LEARN = Writing(
    slug="learn",
    title="知りたい",
    title_en="Learn about it",
    intro="生活困窮者自立支援制度は、暮らしに困っている方の相談を幅広く受け止める制度です。",
    intro_en="The self-reliance support scheme takes up worries about living, whatever their cause.",
    body=(
        text(
            "<p>生活困窮者自立支援制度は、2015年4月に始まりました。仕事、住まい、家計、家族のことなど、"
            "困りごとの種類を問わず相談を受け止め、お一人おひとりに合わせた支援を一緒に考えます。"
            "福祉事務所を設置する自治体が実施し、社会福祉協議会やNPO法人などに委託している地域もあります。</p>"
        ),
        heading("おもな事業"),
        facts(
            ("自立相談支援", "相談を受け止め、支援の計画を一緒に立てます。制度の入口です。"),
            (
                "住居確保給付金",
                "離職などで住まいを失うおそれのある方に、家賃にあたる額を一定の期間支給します。",
            ),
            ("就労準備支援", "すぐに働くことが難しい方が、生活のリズムを整えるところから準備します。"),
            ("家計改善支援", "家計の状態を一緒に確かめ、立て直しを支えます。"),
            ("子どもの学習・生活支援", "子どもの学びと暮らし、進路の相談を支えます。"),
            ("一時生活支援", "住まいのない方に、一定の期間、宿泊の場所と食事などを提供します。"),
        ),
        heading("相談したい方へ"),
        text(
            "<p>お住まいの市の福祉担当課、町村の場合は役場の福祉担当課が、相談窓口をご案内します。"
            "このサイトは支援者のためのもので、個別のご相談はお受けしていません。</p>"
        ),
    ),
    body_en=(
        text(
            "<p>The scheme began in April 2015. Work, housing, household budget, family: whatever the worry, it is taken "
            "up, and support is thought out together with the person. Municipalities with a welfare office run it; some "
            "entrust it to councils of social welfare or NPOs.</p>"
        ),
        heading("Main programmes"),
        facts(
            (
                "Self-reliance consultation",
                "Listens, and makes a plan together with the person. The way into the scheme.",
            ),
            ("Housing security benefit", "Pays the rent for a time when somebody may lose their home."),
            (
                "Employment preparation",
                "For those who cannot work at once: begins with the rhythm of the day.",
            ),
            (
                "Household-budget improvement",
                "Looks at the household's money together and helps to put it in order.",
            ),
            (
                "Children's learning and life support",
                "Supports learning, daily life and choices of the way ahead.",
            ),
            ("Temporary living", "A bed and meals for a time for those without a home."),
        ),
        heading("If you look for help yourself"),
        text(
            "<p>The welfare section of your city hall or town office can tell you where to go. This site is for those who "
            "support others; it gives no personal advice.</p>"
        ),
    ),
)

TAKE_PART = Writing(
    slug="take-part",
    title="参加したい",
    title_en="Take part",
    intro="行事には、アカウントがなくてもお申し込みいただけます。",
    intro_en="You can register for meetings without an account.",
    body=(
        heading("行事に申し込む"),
        text(
            "<ol><li>「行事」の一覧から、参加したい行事を開きます。</li>"
            "<li>「参加を申し込む」を押します。アカウントのない方は、お名前とメールアドレスをご記入ください。</li>"
            "<li>メールに届くコードを入力すると、申し込みが確定します。</li></ol>"
            "<p>満席のときは、キャンセル待ちとして受け付けます。席が空くと、お申し込みの順に自動で繰り上がり、"
            "メールでお知らせします。</p>"
        ),
        heading("どなたが参加できますか"),
        facts(
            ("どなたでも", "関心のある方は、どなたでも参加できます。"),
            ("支援者・担当者", "支援の仕事にたずさわる方の行事です。所属をご記入ください。"),
            ("会員限定", "会員の方が、ログインしてお申し込みください。"),
        ),
        heading("会員になるには"),
        facts(
            ("個人会員", "年会費 2,000円"),
            ("事業所会員", "年会費 5,000円（所属するすべての方が会員として参加できます）"),
            ("賛助会員", "年会費 10,000円"),
        ),
        text("<p>年度は4月から翌年3月までです。入会のご希望は、事務局までお知らせください。</p>"),
    ),
    body_en=(
        heading("Registering for a meeting"),
        text(
            "<ol><li>Open the meeting in the list of events.</li>"
            "<li>Press “Register for this event”. Without an account, enter your name and e-mail address.</li>"
            "<li>Enter the code that comes by mail: your registration is complete.</li></ol>"
            "<p>When all seats are taken you are put on the waiting list. As soon as a seat comes free it goes to the first "
            "in line, and we tell you by mail.</p>"
        ),
        heading("Who can come"),
        facts(
            ("Anybody", "Everybody who is interested is welcome."),
            ("Practitioners and officers", "For those who do this work; please tell us your organisation."),
            ("Members only", "Members sign in and register."),
        ),
        heading("Becoming a member"),
        facts(
            ("Individual member", "2,000 yen a year"),
            ("Office member", "5,000 yen a year; everybody who works there takes part as a member"),
            ("Supporting member", "10,000 yen a year"),
        ),
        text(
            "<p>The year runs from April to March. Please write to the secretariat if you would like to join.</p>"
        ),
    ),
)

LOOK_UP = Writing(
    slug="look-up",
    title="調べたい",
    title_en="Look up",
    intro="事業の種類ごとに、資料や事例を探す入口です。",
    intro_en="The way to material and cases, by programme.",
    body=(
        text(
            "<p>資料は、次の事業の種類に分けて掲載します。どれも、ファイルそのもの、または出典へのリンクです。</p>"
            "<ul><li>自立相談支援</li><li>就労準備支援</li><li>家計改善支援</li><li>子どもの学習・生活支援</li>"
            "<li>一時生活支援</li><li>全般</li></ul>"
            "<p>資料の一覧では、事業の種類や言葉でしぼり込めます。見本の資料は、すべて架空のものです。</p>"
        ),
    ),
    body_en=(
        text(
            "<p>Material is sorted by programme; each item is a file or a link to its source.</p>"
            "<ul><li>Self-reliance consultation</li><li>Employment preparation</li><li>Household-budget improvement</li>"
            "<li>Children's learning and life support</li><li>Temporary living</li><li>All programmes</li></ul>"
            "<p>The list of resources can be narrowed down by programme and words. Sample material is made up.</p>"
        ),
    ),
)

STUDY = Writing(
    slug="study",
    title="学びたい",
    title_en="Study",
    intro="研修、事例検討会、スーパービジョン。支援者が学びつづけるための場です。",
    intro_en="Training, case study, supervision: ways to go on learning.",
    body=(
        text(
            "<p>支援者を支えるには、次の七つの働きがそろうことが大切だと考えています。</p>"
            "<ol><li>情報を共有するネットワーク</li><li>ニーズの把握</li><li>論点整理と政策提言</li><li>研修</li>"
            "<li>スーパービジョン</li><li>ノウハウの継承</li><li>社会資源の開拓</li></ol>"
        ),
        heading("研修のかたち"),
        text(
            "<p>講義のほか、事例を持ち寄るグループワークやワークショップを行います。予定は「行事」の一覧でご覧ください。"
            "一覧は、テーマや種類でしぼり込めます。</p>"
        ),
        heading("事例を持ち寄るときのお願い"),
        text(
            "<p>ご本人が特定されることのないよう、お名前、生年月日、住所、電話番号のほか、ご家族、健康、仕事、収入や借入れ、"
            "生活歴などの扱いに、くれぐれもご注意ください。事例検討に使う資料では、お名前を伏せてください。</p>"
        ),
    ),
    body_en=(
        text(
            "<p>Supporting those who support needs seven functions that work only together.</p>"
            "<ol><li>A network for sharing information</li><li>Grasping needs</li><li>Sorting issues and proposing policy</li>"
            "<li>Training</li><li>Supervision</li><li>Passing on know-how</li><li>Opening up local resources</li></ol>"
        ),
        heading("Forms of training"),
        text(
            "<p>Lectures, group work on cases that people bring, workshops. See the list of events, which can be narrowed "
            "down by theme and kind.</p>"
        ),
        heading("When you bring a case"),
        text(
            "<p>Nobody must be identifiable. Take care with names, birth dates, addresses and phone numbers, and with family, "
            "health, work, income and debts, and life history. Cases used for study have names removed.</p>"
        ),
    ),
)

MINISTRY = Writing(
    slug="ministry",
    title="厚生労働省から",
    title_en="From the ministry",
    intro="制度に関する通知や資料を、出典へのリンクでお知らせします。",
    intro_en="Circulars and material on the scheme, as links to their source.",
    body=(
        text(
            "<p>制度を所管する厚生労働省の通知、手引き、統計などを、出典へのリンクとして掲載します。"
            "内容についてのお問い合わせは、それぞれの資料に記された窓口へお願いします。</p>"
        ),
    ),
    body_en=(
        text(
            "<p>Circulars, guides and figures of the Ministry of Health, Labour and Welfare, as links to their source. "
            "Please direct questions to the office each paper names.</p>"
        ),
    ),
)

RELAY = Writing(
    slug="relay",
    title="情報交換会のリレー",
    title_en="The relay of exchange meetings",
    intro="2015年に制度が始まったころ、仕事の進め方はだれにも分かりませんでした。担当者どうしが集まり、開催した自治体が次の自治体へバトンを渡してきました。",
    intro_en="When the scheme began in 2015 nobody knew how to do the job. So officers began to meet, and each host hands the baton to the next municipality.",
)

ONLINE_2021 = Writing(
    slug="online-2021",
    title="2021年 オンライン情報交換会",
    title_en="Online exchange meetings of 2021",
    intro="途切れたバトンは、2021年に5回のオンライン開催でつながりました。うち1回はシンポジウムをあわせて開き、最終報告会も行いました。",
    intro_en="In 2021 five online meetings revived the relay, one of them with a symposium; a final report meeting followed.",
)

PRIVACY = Writing(
    slug="privacy",
    title="個人情報の取り扱い",
    title_en="How we handle personal information",
    intro="お預かりした情報は、行事の運営とご連絡のためだけに使います。",
    intro_en="What you tell us is used to run meetings and to reach you, and for nothing else.",
    body=(
        facts(
            ("お預かりするもの", "お名前、ふりがな、メールアドレス、所属（任意のものを含みます）"),
            ("使いみち", "行事のご連絡、席の準備、お名前を出さない人数の報告"),
            ("お見せする相手", "その行事の主催者と事務局。ほかの参加者には公開しません。"),
            ("確定されなかったお申し込み", "コードが入力されないまま1日ほどたつと削除します。"),
            ("送ったメールの本文", "30日たつと消します。"),
        ),
        heading("お預かりする期間"),
        facts(
            ("会員・支援者の名簿", "退会または異動のお申し出から1年以内に消去します。"),
            ("行事の申し込み", "行事の年度が終わってから3年。その後は人数だけを残します。"),
            ("会費と領収書の記録", "帳簿として7年"),
        ),
        heading("取り扱いを委託している先"),
        facts(
            ("サーバーの運用", "見本クラウド株式会社（架空）。保管場所は国内です。"),
            ("メールの送信", "見本メール配信株式会社（架空）。宛先と本文をお預けします。"),
        ),
        text(
            "<p>このほかに、お預かりした情報を第三者へ渡すことはありません。法令にもとづく場合を除きます。</p>"
        ),
        heading("ログインの記録について"),
        text("<p>いつログインしたかは記録しません。ほかの会社の解析サービスや広告も使っていません。</p>"),
        heading("確認・訂正・削除"),
        text("<p>ご自分の情報の確認、訂正、削除のご希望は、事務局までお知らせください。</p>"),
    ),
    body_en=(
        facts(
            ("What we keep", "Name, reading, e-mail address and organisation, as far as you give them"),
            ("What for", "To reach you, to prepare seats, and to report numbers without names"),
            ("Who sees it", "The host of the meeting and the secretariat; not the other participants"),
            ("Registrations that were never confirmed", "Deleted after about a day"),
            ("Texts of mails we sent", "Deleted after 30 days"),
        ),
        heading("How long we keep it"),
        facts(
            ("Register of members and supporters", "Until a year after you leave or move"),
            ("Registrations", "Three years after the fiscal year of the meeting; then only numbers"),
            ("Dues and receipts", "Seven years, as accounts"),
        ),
        heading("Who works for us"),
        facts(
            ("Servers", "Sample Cloud Ltd. (invented), in Japan"),
            ("Mail delivery", "Sample Mail Ltd. (invented): addresses and texts of mails"),
        ),
        heading("Signing in"),
        text(
            "<p>We keep no record of when you signed in, and use no other company's statistics or advertising.</p>"
        ),
        heading("Seeing, correcting, deleting"),
        text(
            "<p>Please write to the secretariat if you want to see, correct or delete what we keep about you.</p>"
        ),
    ),
    in_footer=True,
)

ACCESSIBILITY = Writing(
    slug="accessibility",
    title="ウェブアクセシビリティ",
    title_en="Accessibility",
    intro="どなたにも使っていただけるよう、JIS X 8341-3:2016 の適合レベルAAを目標にしています。",
    intro_en="We aim at WCAG 2.2 level AA (JIS X 8341-3:2016), so that everybody can use this site.",
    body=(
        facts(
            ("目標", "JIS X 8341-3:2016 および WCAG 2.2 のレベルAA"),
            ("範囲", "このサイトのすべてのページと、事務局の画面"),
            ("操作", "キーボードだけで使えます。JavaScriptがなくても、閲覧と申し込みができます。"),
            ("表示", "文字を200％に拡大しても、幅320ピクセルの画面でも、横に動かさずに読めます。"),
        ),
        heading("試験の結果"),
        facts(
            ("試験した日", "2026年11月24日"),
            (
                "対象",
                "公開ページの種類ごとに1ページ以上（日本語・英語）、入力の誤りを示した画面、事務局の画面",
            ),
            (
                "方法",
                "axe-core による自動試験（WCAG 2.0〜2.2 のA・AAと推奨項目）、幅320ピクセルでの表示、JavaScriptを切った操作",
            ),
            ("結果", "自動試験で見つかった問題は0件でした。"),
            (
                "まだ確かめていないこと",
                "音声読み上げソフトを使う方による試験。実施しだい、ここに結果を載せます。",
            ),
        ),
        heading("お困りのときは"),
        text(
            "<p>使いにくいところがありましたら、事務局までお知らせください。改善に努めます。電話でもお申し込みや資料のご案内を承ります。</p>"
        ),
    ),
    body_en=(
        facts(
            ("Goal", "Level AA of WCAG 2.2 and JIS X 8341-3:2016"),
            ("Scope", "All pages of this site, and the secretariat's desk"),
            ("Use", "By keyboard alone; reading and registering need no JavaScript"),
            ("Display", "At 200 % text size and 320 pixels wide without scrolling sideways"),
        ),
        heading("Test result"),
        facts(
            ("Day of the test", "24 November 2026"),
            (
                "What was tested",
                "One page or more of each kind in both languages, forms with errors, the secretariat's desk",
            ),
            (
                "How",
                "axe-core (WCAG 2.0 to 2.2, A and AA, and best practice), 320 pixels wide, without JavaScript",
            ),
            ("Result", "No violation was found by the automatic test."),
            ("Not tested yet", "By people who use a screen reader; the result will stand here."),
        ),
        heading("If you are stuck"),
        text(
            "<p>Please tell the secretariat where something is hard to use; we will try to mend it. "
            "You can also register or ask for material by telephone.</p>"
        ),
    ),
    in_footer=True,
)

SECTIONS = (ABOUT, LEARN, TAKE_PART, LOOK_UP, STUDY, MINISTRY)
