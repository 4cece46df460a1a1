"""What may be sent again, and after how long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wizard.http.reply import Reply, TransportFault, Trouble, Unreadable
from wizard.http.retry import THROTTLED_TRIES, wait_before_resend

METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE"])
WRITES = st.sampled_from(["POST", "PUT", "DELETE"])
CHANCES = st.floats(0, 1, exclude_max=True)
ANSWERS = st.builds(
    Reply,
    status=st.sampled_from([200, 201, 400, 401, 403, 404, 409, 422, 500, 502, 503]),
    headers=st.just({}),
    unreadable=st.none() | st.sampled_from(Unreadable),
)
FAULTS = st.builds(TransportFault, st.sampled_from(Trouble), st.just("h"), st.just("c"))


@given(WRITES, st.integers(1, 20), ANSWERS | FAULTS.filter(lambda f: not f.nothing_happened))
def test_a_write_that_may_have_happened_is_never_sent_again(method, tries, came):
    assert wait_before_resend(method, tries, came, lambda: 0.5) is None


@given(METHODS, st.integers(20, 99), ANSWERS | FAULTS | st.just(Reply(429, {})), CHANCES)
def test_trying_ends(method, tries, came, chance):
    assert wait_before_resend(method, tries, came, lambda: chance) is None


@given(METHODS, st.integers(1, THROTTLED_TRIES - 1), CHANCES)
def test_a_429_is_waited_out_by_every_method(method, tries, chance):
    said = Reply(429, {"x-rate-limit-reset": "7", "retry-after": "3"})
    silent = Reply(429, {})

    assert wait_before_resend(method, tries, said, lambda: chance) == 8
    assert wait_before_resend(method, tries, Reply(429, {"retry-after": "3"}), lambda: 0) == 4
    waited = wait_before_resend(method, tries, silent, lambda: chance)
    assert waited is not None
    assert 10 <= waited <= 12


@given(METHODS)
def test_a_refused_connection_is_tried_again_by_every_method(method):
    refused = TransportFault(Trouble.REFUSED, "h", "c")
    waits = [wait_before_resend(method, tries, refused, lambda: 0.5) for tries in (1, 2, 3)]
    assert waits == sorted(w for w in waits if w is not None)


@given(METHODS, st.sampled_from([Trouble.TLS, Trouble.PROXY]))
def test_a_certificate_or_a_proxy_does_not_change_by_asking_again(method, trouble):
    assert wait_before_resend(method, 1, TransportFault(trouble, "h", "c"), lambda: 0) is None


@given(st.sampled_from([Reply(502, {}), Reply(200, {}, unreadable=Unreadable.TRUNCATED)]))
def test_a_reading_is_repeated_after_a_hiccup(came):
    assert wait_before_resend("GET", 1, came, lambda: 0.5) is not None


def test_hostile_reset_values_are_bounded():
    assert (
        wait_before_resend("GET", 1, Reply(429, {"x-rate-limit-reset": "9" * 8}), lambda: 0) < 1e3
    )
    assert wait_before_resend("GET", 1, Reply(429, {"x-rate-limit-reset": "-5"}), lambda: 0) == 10
