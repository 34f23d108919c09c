"""What whoever joins during a fiscal year owes for it."""


def first_dues(
    fee: int, *, joining: str, month: int, first_month: int = 4, free_from_month: int | None = None
) -> int:
    """Dues of the first year in whole yen, by the month of joining.

    `full`: the whole fee; `free_late`: nothing from a month on; `quarterly`: a fourth of the fee for each quarter that is
    left, the running one included, fractions of a yen cut. Source: the association's rule of dues for the year.
    """
    place = (month - first_month) % 12
    if joining == "free_late" and free_from_month is not None:
        return 0 if place >= (free_from_month - first_month) % 12 else fee
    if joining == "quarterly":
        return fee * (4 - place // 3) // 4
    return fee
