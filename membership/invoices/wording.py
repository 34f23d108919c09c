"""Trade of saying what a charge is for, on papers (Japanese) and on pages (the reader's language)."""

from django.utils.translation import get_language

from membership.ledger.choices import ChargeKind
from membership.ledger.models import Charge
from network.association.dates import FiscalYear


def on_paper(charge: Charge) -> str:
    """2026年度会費（個人会員）, with the name of the person where somebody else pays for them."""
    words = charge.wording or _dues(charge, "ja")
    return f"{words}　{charge.beneficiary.name}" if _is_for_somebody_else(charge) else words


def on_page(charge: Charge) -> str:
    """The same in the reader's language; the Japanese words where no English was written."""
    language = get_language() or "ja"
    if language.startswith("ja"):
        return on_paper(charge)
    words = charge.wording_en or charge.wording or _dues(charge, language)
    return f"{words}, {charge.beneficiary.name}" if _is_for_somebody_else(charge) else words


def _is_for_somebody_else(charge: Charge) -> bool:
    return charge.beneficiary_id is not None and charge.beneficiary_id != charge.person_id


def _dues(charge: Charge, language: str) -> str:
    year = FiscalYear(charge.fiscal_year).label(language)
    if charge.kind != ChargeKind.DUES:
        return year
    if language.startswith("ja"):
        tier = f"（{charge.tier.name}）" if charge.tier_id else ""
        return f"{charge.fiscal_year}年度会費{tier}"
    return f"Dues {year}" + (f" ({charge.tier.name_en})" if charge.tier_id else "")
