"""How alike texts are, and the numbers by which a table finds them."""

from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.similar import Words, alike
from comity.kernel.likeness import BANDS, bands, grams, likeness, plain

ENGLISH = "Members who decide about a friend must stand aside and say so in public."
REWORDED = "Members who decide about their friends must stand aside, and say so publicly."
OTHER = "The lighthouse opens at nine and closes when the last boat is in."
ARABIC = "على الأعضاء الذين يبتّون في أمر صديق أن يتنحّوا وأن يقولوا ذلك علنًا."
CHINESE = "裁决朋友事务的成员必须回避、并公开说明。"
CHINESE_REWORDED = "裁决朋友事务的成员应当回避、并且公开说明。"


def test_a_text_is_wholly_like_itself_and_a_reworded_one_is_near():
    assert likeness(ENGLISH, ENGLISH) == 1
    assert likeness(ENGLISH, REWORDED) > 0.6
    assert likeness(ENGLISH, OTHER) < 0.3


def test_scripts_without_spaces_are_compared_as_well():
    assert likeness(CHINESE, CHINESE_REWORDED) > 0.45
    assert likeness(CHINESE, ARABIC) == 0


def test_case_width_and_spaces_make_no_difference():
    assert likeness("Stand  ASIDE\n", "\uff53\uff54\uff41\uff4e\uff44 aside") == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_mutual_and_between_none_and_all(first, second):
    found = likeness(first, second)
    assert found == likeness(second, first)
    assert 0 <= found <= 1


@given(st.text(max_size=80))
def test_the_same_text_has_the_same_numbers_and_they_fit_a_signed_column(text):
    found = bands(text)
    assert found == bands(text)
    assert len(found) in {0, BANDS}
    assert all(0 <= one < 2**63 for one in found)


def test_alike_texts_share_a_number_and_others_do_not():
    assert set(bands(ENGLISH)) & set(bands(REWORDED))
    assert not set(bands(ENGLISH)) & set(bands(CHINESE))


def test_the_likest_comes_first_and_what_is_not_alike_is_left_out():
    earlier = [
        Words("other", {"en": OTHER}),
        Words("near", {"en": REWORDED}),
        Words("same", {"en": ENGLISH}),
    ]
    found = alike({"en": ENGLISH}, earlier)
    assert [one.id for one in found] == ["same", "near"]
    assert found[0].likeness == 1


def test_two_languages_are_compared_through_a_translation_of_either():
    translated = Words("arabic", {"ar": ARABIC, "en": REWORDED})
    assert [(one.id, one.language) for one in alike({"en": ENGLISH}, [translated])] == [
        ("arabic", "en")
    ]
    assert (
        alike({"en": ENGLISH, "ar": ARABIC}, [Words("arabic", {"ar": ARABIC})])[0].language == "ar"
    )


def test_without_a_common_language_nobody_can_tell():
    assert alike({"en": ENGLISH}, [Words("arabic", {"ar": ARABIC})]) == ()


def test_only_as_many_as_wanted_are_shown():
    many = [Words(f"{number:02}", {"en": ENGLISH}) for number in range(20)]
    assert [one.id for one in alike({"en": ENGLISH}, many, most=3)] == ["00", "01", "02"]


def test_of_long_texts_the_beginning_is_compared_so_that_none_takes_long():
    opening = "".join(chr(0x4E00 + place * 7 % 20_000) for place in range(6_000))
    swollen = "\ufdfa" * 20_000
    assert bands(opening + "a" * 30_000) == bands(opening + "b" * 30_000)
    assert len(grams(opening * 5)) <= 5_000
    assert len(plain(swollen)) > 300_000
    assert len(grams(swollen)) < 50
