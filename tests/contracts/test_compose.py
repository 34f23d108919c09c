"""compose.yaml holds to its promises: scalable, watched, closed, its data in named volumes."""

import re
from pathlib import Path

import pytest
import yaml

from tests.stack import composed

WHOLE = yaml.safe_load(composed.FILE.read_text(encoding="utf-8"))
SERVICES = composed.services()
OWN = ["migrate", "web", "worker", "beat"]


def test_every_part_is_there():
    assert set(SERVICES) == {"proxy", "migrate", "web", "worker", "beat", "db", "redis", "mail"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_service_is_watched(name):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_service_is_closed(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_data_are_in_named_volumes(name):
    sources = [volume.split(":")[0] for volume in SERVICES[name].get("volumes", [])]

    assert [
        source for source in sources if source not in WHOLE["volumes"] and not source.startswith("./deploy/")
    ] == []


@pytest.mark.parametrize("name", ["web", "worker"])
def test_service_can_be_scaled(name):
    assert not {"container_name", "ports", "hostname"} & set(SERVICES[name])
    assert not {"beat", "--beat", "-B"} & set(composed.command(name))


def test_web_has_four_processes():
    assert "--workers=4" in composed.command("web")


def test_only_the_proxy_is_open_to_others():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert set(published) == {"proxy", "mail"}
    assert all(port.startswith("127.0.0.1:") for port in published["mail"])


def test_database_is_fifteen_or_newer():
    assert int(re.search(r"^postgres:(\d+)", SERVICES["db"]["image"]).group(1)) >= 15


def test_images_of_others_are_pinned():
    images = {name: service["image"] for name, service in SERVICES.items() if name not in OWN}

    assert [name for name, image in images.items() if not re.search(r":v?\d", image)] == []


def test_example_has_every_value_that_must_be_filled_in():
    needed = set(re.findall(r"\$\{(\w+):\?", composed.FILE.read_text(encoding="utf-8")))
    example = Path("deploy/env.example").read_text(encoding="utf-8")

    assert {name for name in needed if f"\n{name}=" not in example} == set()


def test_no_container_runs_as_root_from_our_image():
    last_stage = Path("Dockerfile").read_text(encoding="utf-8").rsplit("FROM ", 1)[1]

    assert re.search(r"^USER tasuki$", last_stage, re.M)
