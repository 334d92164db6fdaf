"""Settings: defaults, the environment, and words that are no number."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import SettingError, Settings, from_environment


def test_an_empty_environment_gives_the_defaults() -> None:
    assert from_environment({}) == Settings()


def test_the_environment_overrides() -> None:
    said = {"PLANQUET_RAW": "/in", "PLANQUET_WORKERS": "3", "PLANQUET_SECONDS_PER_DOCUMENT": "9", "RAW": "/other"}
    settings = from_environment(said)
    assert (settings.raw, settings.workers, settings.seconds_per_document) == (Path("/in"), 3, 9)
    assert settings.output == Settings().output


@pytest.mark.parametrize("said", ["0", "-1", "two", "1.5", "٣", " 4"])
def test_words_that_are_no_number_are_named(said: str) -> None:
    with pytest.raises(SettingError, match="PLANQUET_WORKERS is "):
        from_environment({"PLANQUET_WORKERS": said})


def test_the_engine_is_one_of_two() -> None:
    settings = from_environment({"PLANQUET_ENGINE": "ray", "PLANQUET_ADDRESS": "head:6379"})
    assert (settings.engine, settings.address) == ("ray", "head:6379")
    with pytest.raises(SettingError, match="PLANQUET_ENGINE is 'cloud', but must be one of local, ray"):
        from_environment({"PLANQUET_ENGINE": "cloud"})


def test_an_empty_variable_is_none() -> None:
    assert from_environment({"PLANQUET_WORKERS": ""}).workers == Settings().workers


def test_yes_or_no() -> None:
    assert from_environment({"PLANQUET_KEEP_CONTACTS": "1"}).keep_contacts
    assert not from_environment({"PLANQUET_KEEP_CONTACTS": "0"}).keep_contacts
    with pytest.raises(SettingError, match="PLANQUET_KEEP_CONTACTS is 'yes', but must be 0 or 1"):
        from_environment({"PLANQUET_KEEP_CONTACTS": "yes"})
