"""Who may run now, who waits, who makes room."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from graph.errors import QueryBusyError, QueryError
from graph.query.places import Places, Turn


def places(count: int, *, steady: int = 1, waiting: int = 4, trial: float = 60.0) -> Places:
    return Places(count, steady=steady, waiting=waiting, trial=trial)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_a_free_place_is_given_at_once():
    room = places(2)
    first, second = room.enter(1), room.enter(1)
    assert room.running == 2
    room.leave(first)
    room.leave(second)
    assert room.running == 0


def test_whoever_waits_gets_the_place_that_comes_free():
    room, got = places(1), list[Turn]()
    held = room.enter(1)
    waiter = in_thread(lambda: got.append(room.enter(30)))
    room.leave(held)
    waiter.join(30)
    assert len(got) == 1 and room.running == 1


def test_a_full_waiting_room_turns_away():
    room = places(1, waiting=0)
    room.enter(1)
    with pytest.raises(QueryBusyError, match="taken"):
        room.enter(30)


def test_nobody_waits_longer_than_he_may():
    room = places(1)
    room.enter(1)
    with pytest.raises(QueryBusyError, match="in its time"):
        room.enter(0.05)


def test_who_gave_up_waiting_takes_no_place():
    room = places(1)
    held = room.enter(1)
    with pytest.raises(QueryError) as caught:
        room.enter(30, lambda: True)
    assert caught.value.key == "query_cancelled"
    room.leave(held)
    assert room.running == 0


def test_a_query_past_its_trial_makes_room_for_one_that_waits():
    room = places(2, steady=1, trial=0.0)
    kept, driven = room.enter(1), room.enter(1)
    kept.stop = lambda: pytest.fail("the steady one was stopped")
    driven.stop = lambda: in_thread(lambda: room.leave(driven)) and None
    room.enter(30)
    assert driven.stopped and not kept.stopped


def test_a_query_in_its_trial_is_not_disturbed():
    room = places(2, steady=1, trial=60.0)
    turns = [room.enter(1), room.enter(1)]
    with pytest.raises(QueryBusyError):
        room.enter(0.2)
    assert not any(turn.stopped for turn in turns)


def test_as_many_make_room_as_wait():
    room = places(4, steady=1, trial=0.0)
    turns = [room.enter(1) for _ in range(4)]
    with pytest.raises(QueryBusyError):
        room.enter(0.5)
    assert [turn.stopped for turn in turns] == [False, True, False, False]


def test_nobody_makes_room_where_nobody_waits():
    room = places(2, steady=1, trial=0.0)
    turns = [room.enter(1), room.enter(1)]
    time.sleep(0.3)
    assert not any(turn.stopped for turn in turns)
