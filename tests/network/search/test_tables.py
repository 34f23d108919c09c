"""The tables of spellings and synonyms."""

from network.search.rules import fold
from network.search.tables import spellings, synonyms


def test_spellings_when_read():
    variants = [row.variant for row in spellings()]

    assert len(variants) == len(set(variants))
    assert {row.kind for row in spellings()} == {"old", "shared"}
    assert all(len(row.variant) == len(row.standard) == 1 and row.source for row in spellings())


def test_spellings_when_a_standard_form_is_no_variant_itself():
    assert {row.standard for row in spellings()} & {row.variant for row in spellings()} == set()


def test_synonyms_when_one_way_or_both():
    assert "就労準備" in synonyms()["就労支援"]
    assert "就労準備" not in synonyms()
    assert "社会福祉協議会" in synonyms()["社協"]
    assert "社協" in synonyms()["社会福祉協議会"]


def test_synonyms_when_a_term_stands_for_itself():
    assert [term for term, others in synonyms().items() if fold(term) in map(fold, others)] == []
