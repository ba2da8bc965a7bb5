"""Keyed streams: Philox gives the published words, and nothing but the key decides a draw."""

import numpy as np
import pytest

from solvers.construction.chance import philox, philox_compiled
from solvers.construction.chance.streams import Purpose, Streams, uid_of, uids_of

# kat_vectors of Random123 for philox4x32-10: counter, key, words.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_the_published_words_come_out(counter, key, words) -> None:
    assert tuple(philox.blocks(key[0], key[1], counter).tolist()) == words


def test_it_is_not_the_generator_of_numpy() -> None:
    theirs = np.random.Philox(key=0, counter=0).random_raw(2)
    ours = philox.blocks(0, 0, (0, 0, 0, 0)).astype(np.uint64)
    assert not set(theirs.tolist()) & {int(ours[0] | ours[1] << np.uint64(32)), int(ours[0])}


def test_compiled_and_plain_give_the_same_words() -> None:
    rng = np.random.default_rng(5)
    key, *counter = rng.integers(0, 1 << 32, (5, 1000), dtype=np.uint32)
    plain, compiled = np.empty((4, 1000), dtype=np.uint32), np.empty((4, 1000), dtype=np.uint32)
    philox.in_arrays(0xFFFFFFFF, key, counter, plain)
    philox_compiled.fill(0xFFFFFFFF, key, tuple(counter), compiled)
    assert np.array_equal(plain, compiled)


def test_pieces_are_those_of_the_whole() -> None:
    """Far more cells than are worked on at a time, against one by one."""
    names = np.arange(3000, dtype=np.uint32)
    whole = philox.blocks(9, np.arange(20, dtype=np.uint32)[:, None], (names, 0, 3, names))
    for replication, name in ((0, 0), (19, 2999), (7, 1500)):
        alone = philox.blocks(9, replication, (name, 0, 3, name))
        assert alone.tolist() == whole[:, replication, name].tolist()


def test_the_order_of_names_and_replications_does_not_matter() -> None:
    streams, uids = Streams(3), uids_of(f"estate {n}" for n in range(50))
    rows = np.arange(40, dtype=np.uint32)
    words = streams.each(rows, uids, Purpose.WORK)
    assert np.array_equal(streams.each(rows[::-1], uids, Purpose.WORK), words[:, ::-1])
    assert np.array_equal(streams.each(rows, uids[::-1], Purpose.WORK), words[:, :, ::-1])


def test_seed_replication_name_purpose_and_k_all_matter() -> None:
    uid = uids_of(["a"])
    rows = np.zeros(1, dtype=np.uint32)
    seen = {
        Streams(1).each(rows, uid, Purpose.WORK).tobytes(),
        Streams(2).each(rows, uid, Purpose.WORK).tobytes(),
        Streams(1).each(rows + np.uint32(1), uid, Purpose.WORK).tobytes(),
        Streams(1).each(rows, uids_of(["b"]), Purpose.WORK).tobytes(),
        Streams(1).each(rows, uid, Purpose.SLIP).tobytes(),
        Streams(1).each(rows, uid, Purpose.WORK, 1).tobytes(),
    }
    assert len(seen) == 6


def test_names_are_told_apart_and_stay_what_they_are() -> None:
    assert uid_of("ab", "c") != uid_of("a", "bc")
    assert uid_of("翠园") == 0x3BAB4A6AEA96E2A9  # the number is part of what a seed means


def test_words_are_uniform() -> None:
    words = Streams(11).each(np.arange(400, dtype=np.uint32), uids_of(map(str, range(200))), Purpose.WORK)
    for word in words:
        counts = np.bincount(word.ravel() >> 24, minlength=256)
        chi = ((counts - word.size / 256) ** 2).sum() / (word.size / 256)
        assert 160 < chi < 360  # 255 degrees of freedom: 99.99 % lie between 177 and 347
    assert abs(np.corrcoef(words.reshape(4, -1).astype(float))[np.triu_indices(4, 1)]).max() < 0.02
