"""No package that the locks pin is under a licence that would bind who uses planquet."""

from __future__ import annotations

import pytest

from tests.supply.licences import is_forbidden, licence_of, listed, pinned


def test_the_page_lists_what_the_locks_pin() -> None:
    assert {(p.name, p.version) for p in listed()} == set(pinned()), "run make licences"


def test_every_licence_is_named_and_none_is_gpl() -> None:
    assert [p for p in listed() if not p.licence] == []
    assert [p for p in listed() if is_forbidden(p.licence)] == []


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("LGPL-2.1-or-later", False),
        ("MIT OR GPL-2.0-only", False),  # the user's choice
        ("MIT AND GPL-3.0-or-later", True),
        ("0BSD", False),
    ],
)
def test_gpl_is_told(licence: str, is_refused: bool) -> None:
    assert is_forbidden(licence) == is_refused


def test_the_licence_that_a_package_names() -> None:
    mit = "License :: OSI Approved :: MIT License"
    assert licence_of({"license_expression": "0BSD", "classifier": [mit]}) == "0BSD"
    assert licence_of({"classifier": [mit], "license": "see file"}) == "MIT License"
    assert licence_of({"license": "BSD\nCopyright"}) == "BSD"
    assert licence_of({}) == ""
