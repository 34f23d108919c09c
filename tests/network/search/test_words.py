"""Texts and questions, cut into words."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.search.rules import MOST_WORDS
from network.search.words import made_with, sought, words_of


def finds(typed: str, text: str) -> bool:
    """Whether a question would find a text, by the words of both."""
    words = set(words_of(text).split())
    groups = sought(typed).groups
    return bool(groups) and all(any(set(option) <= words for option in group) for group in groups)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("困窮者支援", "生活困窮者自立支援制度", id="parts of a compound"),
        pytest.param("高橋", "髙橋さんの報告", id="an old character in the text"),
        pytest.param("髙橋", "高橋さんの報告", id="an old character in the question"),
        pytest.param("斎藤", "斉藤講師", id="one of a family of characters"),
        pytest.param("さとう", "サトウさん", id="hiragana for katakana"),
        pytest.param("ｻﾄｳ", "さとうさん", id="half-width for hiragana"),
        pytest.param("サトウ", "佐藤さん", id="kana for kanji"),
        pytest.param("しえん", "支援の輪", id="kana that a dictionary cuts wrongly"),
        pytest.param("引きこもり", "ひきこもりの方", id="kanji for kana"),
        pytest.param("障がい者", "障害者就労", id="another spelling"),
        pytest.param("家計相談", "家計改善支援事業", id="a synonym"),
        pytest.param("第3回", "第３回のつどい", id="full-width digits"),
        pytest.param("3回", "第3回のつどい", id="without the ordinal"),
        pytest.param("問合せ", "お問い合わせはこちら", id="another ending in kana"),
        pytest.param("ZOOM", "zoomでつなぐ", id="capitals"),
    ],
)
def test_question_when_the_text_says_it_otherwise(typed, text):
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("第3回", "第1回、参加者は3名。次の回へ", id="a number and a counter apart"),
        pytest.param("SV", "CSVで書き出す", id="letters within a word"),
        pytest.param("就労準備", "就労支援員の会", id="a wider word"),
        pytest.param("道", "北海道", id="part of a name"),
        pytest.param("京都", "東京都", id="across words"),
    ],
)
def test_question_when_the_text_is_about_something_else(typed, text):
    assert not finds(typed, text)


@pytest.mark.parametrize("typed", ["", "   ", "は が を", "「」、。", "😀", "\x00", "*\"'()%_:-", "\ud83d"])
def test_sought_when_no_word_is_in_it(typed):
    assert sought(typed).groups == ()


def test_sought_when_very_many_words():
    assert len(sought("支援 " * 5000).groups) == 1
    assert len(sought("犬 猫 山 川 空 海 森 花 鳥 風 月 雪 雨 星 石 木 草 虫 魚 米").groups) == MOST_WORDS


def test_words_of_when_the_text_is_longer_than_the_dictionary_takes():
    assert words_of("生活困窮者" * 20_000).split().count("困窮") == 20_000


def test_words_of_when_several_threads_ask():
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(words_of, ["生活困窮者自立支援制度"] * 200))

    assert set(answers) == {words_of("生活困窮者自立支援制度")}


@given(st.text(max_size=80))
def test_every_word_is_letters_and_digits(text):
    words = [word for group in sought(text).groups for option in group for word in option]

    assert all(word.isalnum() for word in [*words, *words_of(text).split()])


def test_made_with_names_the_dictionary():
    assert made_with().startswith("sudachidict-core 20")


@pytest.mark.capability("P8")
def test_dictionary_is_not_loaded_before_the_first_question():
    look = (
        "import sys, django; django.setup(); import tasuki.urls, network.search.backend, cms.search.views;"
        "print('sudachipy' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "False"
