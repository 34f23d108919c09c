"""Kinds of municipalities, and the prefectures."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MunicipalityKind(models.TextChoices):
    """What a municipality is called by law."""

    CITY = "city", _("city")
    TOWN = "town", _("town")
    VILLAGE = "village", _("village")


class Prefecture(models.TextChoices):
    """The forty-seven prefectures by the numbers of JIS X 0401."""

    HOKKAIDO = "01", pgettext_lazy("prefecture", "Hokkaido")
    AOMORI = "02", pgettext_lazy("prefecture", "Aomori")
    IWATE = "03", pgettext_lazy("prefecture", "Iwate")
    MIYAGI = "04", pgettext_lazy("prefecture", "Miyagi")
    AKITA = "05", pgettext_lazy("prefecture", "Akita")
    YAMAGATA = "06", pgettext_lazy("prefecture", "Yamagata")
    FUKUSHIMA = "07", pgettext_lazy("prefecture", "Fukushima")
    IBARAKI = "08", pgettext_lazy("prefecture", "Ibaraki")
    TOCHIGI = "09", pgettext_lazy("prefecture", "Tochigi")
    GUNMA = "10", pgettext_lazy("prefecture", "Gunma")
    SAITAMA = "11", pgettext_lazy("prefecture", "Saitama")
    CHIBA = "12", pgettext_lazy("prefecture", "Chiba")
    TOKYO = "13", pgettext_lazy("prefecture", "Tokyo")
    KANAGAWA = "14", pgettext_lazy("prefecture", "Kanagawa")
    NIIGATA = "15", pgettext_lazy("prefecture", "Niigata")
    TOYAMA = "16", pgettext_lazy("prefecture", "Toyama")
    ISHIKAWA = "17", pgettext_lazy("prefecture", "Ishikawa")
    FUKUI = "18", pgettext_lazy("prefecture", "Fukui")
    YAMANASHI = "19", pgettext_lazy("prefecture", "Yamanashi")
    NAGANO = "20", pgettext_lazy("prefecture", "Nagano")
    GIFU = "21", pgettext_lazy("prefecture", "Gifu")
    SHIZUOKA = "22", pgettext_lazy("prefecture", "Shizuoka")
    AICHI = "23", pgettext_lazy("prefecture", "Aichi")
    MIE = "24", pgettext_lazy("prefecture", "Mie")
    SHIGA = "25", pgettext_lazy("prefecture", "Shiga")
    KYOTO = "26", pgettext_lazy("prefecture", "Kyoto")
    OSAKA = "27", pgettext_lazy("prefecture", "Osaka")
    HYOGO = "28", pgettext_lazy("prefecture", "Hyogo")
    NARA = "29", pgettext_lazy("prefecture", "Nara")
    WAKAYAMA = "30", pgettext_lazy("prefecture", "Wakayama")
    TOTTORI = "31", pgettext_lazy("prefecture", "Tottori")
    SHIMANE = "32", pgettext_lazy("prefecture", "Shimane")
    OKAYAMA = "33", pgettext_lazy("prefecture", "Okayama")
    HIROSHIMA = "34", pgettext_lazy("prefecture", "Hiroshima")
    YAMAGUCHI = "35", pgettext_lazy("prefecture", "Yamaguchi")
    TOKUSHIMA = "36", pgettext_lazy("prefecture", "Tokushima")
    KAGAWA = "37", pgettext_lazy("prefecture", "Kagawa")
    EHIME = "38", pgettext_lazy("prefecture", "Ehime")
    KOCHI = "39", pgettext_lazy("prefecture", "Kochi")
    FUKUOKA = "40", pgettext_lazy("prefecture", "Fukuoka")
    SAGA = "41", pgettext_lazy("prefecture", "Saga")
    NAGASAKI = "42", pgettext_lazy("prefecture", "Nagasaki")
    KUMAMOTO = "43", pgettext_lazy("prefecture", "Kumamoto")
    OITA = "44", pgettext_lazy("prefecture", "Oita")
    MIYAZAKI = "45", pgettext_lazy("prefecture", "Miyazaki")
    KAGOSHIMA = "46", pgettext_lazy("prefecture", "Kagoshima")
    OKINAWA = "47", pgettext_lazy("prefecture", "Okinawa")
