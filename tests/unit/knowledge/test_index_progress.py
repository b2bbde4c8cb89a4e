"""How far an index run says it is."""

from citewell.knowledge.index_progress import SETTLED_SECONDS, IndexMeter


def test_the_total_is_estimated_from_what_was_read():
    told = []
    meter = IndexMeter(10, told.append)
    for number in range(4):  # two of four have changed; so will three of the six that are left
        meter.look_at(f"{number}.md")
        if number % 2:
            meter.hand_on()
    meter.count_read(30)
    meter.count_read(50)
    assert meter.total() == 80 + 3 * 40
    meter.done = 20
    meter.report()
    assert (told[-1].done, told[-1].total, told[-1].is_estimate) == (20, 200, True)


def test_a_file_that_is_still_with_the_reader_counts_as_the_others():
    meter = IndexMeter(2, lambda _progress: None)
    for name in "ab":
        meter.look_at(name)
        meter.hand_on()
    meter.count_read(100)
    assert meter.total() == 200
    meter.count_refused()
    assert meter.total() == 100


def test_time_left_is_told_once_it_is_known_and_pauses_do_not_count():
    told, now = [], [0.0]
    meter = IndexMeter(1, told.append, clock=lambda: now[0])
    meter.look_at("a")
    meter.hand_on()
    meter.count_read(100)
    meter.done = 10
    now[0] = SETTLED_SECONDS - 1
    meter.report()
    assert told[-1].seconds_left is None
    now[0] = 10.0
    meter.report()
    assert told[-1].seconds_left == 90.0
    now[0] = 110.0
    meter.rest(100.0)
    meter.report()
    assert told[-1].seconds_left == 90.0
    assert told[-1].item == ""
    assert not told[-1].is_estimate
