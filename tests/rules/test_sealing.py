import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel import sealing
from comity.kernel.keys import ServiceKeys
from comity.kernel.sealing import CannotOpen, PrivateKeys, decrypt, encrypt, pad, seal, unpad

KEYS = PrivateKeys.new()
OTHER = PrivateKeys.new()
KEY = bytes(range(32))


def test_what_is_sealed_to_a_key_opens_with_it():
    blob = seal(b"hello", KEYS.public.box, b"room 1")
    assert KEYS.open(blob, b"room 1") == b"hello"


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        pytest.param(OTHER, b"room 1", id="another key"),
        pytest.param(KEYS, b"room 2", id="another place"),
    ],
)
def test_it_opens_with_nothing_else_and_nowhere_else(keys, place):
    blob = seal(b"hello", KEYS.public.box, b"room 1")
    with pytest.raises(CannotOpen):
        keys.open(blob, place)


@pytest.mark.parametrize("where", [0, 1, 40, 1130, -1])
def test_a_changed_byte_never_opens(where):
    blob = bytearray(seal(b"hello", KEYS.public.box, b"place"))
    blob[where] ^= 1
    with pytest.raises(CannotOpen):
        KEYS.open(bytes(blob), b"place")


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" + b"0" * 50, b"\x09" + b"0" * 2000])
def test_what_was_never_sealed_is_refused_and_nothing_breaks(blob):
    with pytest.raises(CannotOpen):
        KEYS.open(blob, b"place")
    with pytest.raises(CannotOpen):
        decrypt(KEY, blob, b"place")


def test_shared_keys_bind_the_place_too():
    blob = encrypt(KEY, b"hello", b"place")
    assert decrypt(KEY, blob, b"place") == b"hello"
    for key, place in [(KEY, b"elsewhere"), (bytes(32), b"place")]:
        with pytest.raises(CannotOpen):
            decrypt(key, blob, place)


def test_xchacha20_poly1305_answers_as_the_draft_says():
    """Vector of draft-irtf-cfrg-xchacha-03, appendix A.3.1."""
    key = bytes(range(0x80, 0xA0))
    nonce = bytes(range(0x40, 0x58))
    associated = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    message = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for "
        b"the future, sunscreen would be it."
    )
    sealed = sealing.crypto_aead_xchacha20poly1305_ietf_encrypt(message, associated, nonce, key)
    assert sealed[:16].hex() == "bd6d179d3e83d43b9576579493c0e939"
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49"


def test_ed25519_answers_as_the_rfc_says():
    """Test 2 of RFC 8032, section 7.1."""
    secret = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert sealing.Ed25519PrivateKey.from_private_bytes(secret).sign(b"\x72") == signature
    assert sealing.verify(public, b"\x72", signature)
    assert not sealing.verify(public, b"\x73", signature)


def test_hkdf_answers_as_the_rfc_says():
    """Test case 3 of RFC 5869: no salt and no info."""
    derived = sealing.HKDF(
        algorithm=sealing.hashes.SHA256(), length=42, salt=None, info=b""
    ).derive(b"\x0b" * 22)
    assert derived.hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )


def test_keys_of_the_first_version_stay_what_they_were():
    """Our own known answers: whoever changes a derivation loses every sealed room."""
    keys = PrivateKeys(bytes(range(32)))
    assert keys.public.fingerprint == "b40e441839ce14dbe7be5ffe334ac109"
    assert (
        ServiceKeys((KEY,), KEY, KEYS).tag("account", "wiki", "42")
        == "bbf14ffc23d4561919923dc824880821"
    )


@given(st.binary(max_size=9000))
def test_padding_comes_off_again(text):
    assert unpad(pad(text)) == text


@given(st.integers(0, 20_000))
def test_lengths_show_powers_of_two_only(length):
    padded = len(pad(bytes(length)))
    assert padded >= 4096
    assert padded & (padded - 1) == 0


def test_reports_of_one_byte_and_of_4000_look_alike():
    assert {len(pad(bytes(length))) for length in range(1, 4001, 31)} == {4096}


def test_keys_do_not_show_in_what_is_printed():
    assert KEYS.root.hex() not in repr(KEYS)
    assert repr(KEYS.root) not in repr(KEYS)
    assert "field_keys" not in repr(ServiceKeys.new())


def test_service_keys_survive_being_written_and_read():
    keys = ServiceKeys.new()
    read = ServiceKeys.from_text(keys.to_text())
    assert read.open("purpose", keys.seal("purpose", b"text")) == b"text"
    assert read.tag("account", "wiki", "1") == keys.tag("account", "wiki", "1")
    assert read.verify("purpose", b"m", keys.sign("purpose", b"m"))


@pytest.mark.parametrize("text", ["[]", "{}", '{"version": 3}'])
def test_something_else_is_no_key_file(text):
    with pytest.raises(ValueError, match="key file of version 1"):
        ServiceKeys.from_text(text)


def test_a_key_file_that_lacks_something_is_no_key_file():
    with pytest.raises(ValueError, match="lacks 'signing_roots'"):
        ServiceKeys.from_text('{"version": 2}')


def test_an_older_field_key_still_opens_and_a_lost_one_does_not():
    old = ServiceKeys.new()
    blob = old.seal("purpose", b"text")
    newer = ServiceKeys.new()
    both = ServiceKeys(newer.field_keys + old.field_keys, old.index_key, old.signing)
    assert both.open("purpose", blob) == b"text"
    with pytest.raises(CannotOpen):
        newer.open("purpose", blob)


def test_a_purpose_is_part_of_the_seal_the_tag_and_the_signature():
    keys = ServiceKeys.new()
    with pytest.raises(CannotOpen):
        keys.open("another", keys.seal("purpose", b"text"))
    assert keys.tag("a", "bc") != keys.tag("ab", "c")
    assert not keys.verify("another", b"m", keys.sign("purpose", b"m"))
