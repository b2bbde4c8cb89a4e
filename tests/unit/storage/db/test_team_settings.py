"""Settings of a team."""

from citewell.storage.db.team_settings import TeamSettings


def test_a_setting_is_kept_replaced_and_removed(database):
    settings = TeamSettings(database)
    assert settings.load("decisions") is None
    settings.save("decisions", {"answer": 0.4})
    settings.save("other", {"x": [1, 2]})
    settings.save("decisions", {"answer": -0.2})
    assert TeamSettings(database).load("decisions") == {"answer": -0.2}
    assert settings.remove("decisions")
    assert not settings.remove("decisions")
    assert settings.load("decisions") is None
    assert settings.load("other") == {"x": [1, 2]}
