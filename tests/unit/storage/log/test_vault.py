"""The list of values that are no personal data."""

from citewell.domain.personal import PersonalValue
from citewell.storage.log.vault import Vault, read_values, store_values


def test_values_are_allowed_once_and_can_be_taken_back(database):
    vault = Vault(database)
    vault.allow("  Anna   Schmidt ")
    vault.allow("Anna Schmidt")
    vault.allow("   ")
    assert vault.allowed() == ("Anna Schmidt",)
    vault.disallow("Anna  Schmidt")
    assert vault.allowed() == ()


def test_the_first_meaning_of_a_placeholder_stays(database):
    first = PersonalValue("<PERSON_1>", "PERSON", "Anna")
    with database.write() as connection:
        store_values(connection, "d", [first])
        store_values(
            connection,
            "d",
            [PersonalValue("<PERSON_1>", "PERSON", "Kim"), PersonalValue("<EMAIL_1>", "EMAIL", "a@b.cd")],
        )
        assert read_values(connection, "d") == (PersonalValue("<EMAIL_1>", "EMAIL", "a@b.cd"), first)
        assert read_values(connection, "other") == ()
