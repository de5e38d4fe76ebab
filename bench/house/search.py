"""Search over 1,000 communities and 50 codes in ten languages."""

import random
import subprocess
import sys
from urllib.parse import quote

from bench.figure import Figure, percentile, timed
from bench.wire import Wire
from tests.harness.served import SOURCE, served

COMMUNITIES = 1000
CODES = 50
PROVISIONS = 20
WORDS = 25  # of a provision in one language
VOCABULARY = 1500
ROUNDS = 200
WARM_UP = 10
P95 = 60  # ms
REBUILD = 120  # s
OK = 200
SYLLABLES = {
    "en": "har bour lan tern re spect kind ness wel come ed it talk page ing er",
    "de": "ha fen licht ach tung freund lich keit gruß ge spräch schaft un ver ung",
    "fr": "por tuai re lan ter ne res pect ac cueil dis cus sion gen til lesse é",
    "es": "puer to fa rol res pe to a ma ble bien ve ni da char la ñan za",
    "ru": "га ва нь фо на рь ву ва же ни доб рый та бе дать да",  # noqa: RUF001, it is Cyrillic
    "ar": "مي نا ء فا نو س اح ترا م لط ف تر حي ب حو ار",
    "hi": "बं दर गाह ला ल टेन स म्मा न द या स्वा गत बा त",
    "zh": "港 口 灯 笼 尊 重 友 善 欢 迎 讨 论 页 面 他 人 规 则",
    "ja": "港 灯 り 尊 重 親 切 歓 迎 会 話 ペ ー ジ を す る の",
    "th": "ท่า เรือ โคม ไฟ เคา รพ ใจ ดี ต้อน รับ สน ทนา หน้า",
}
UNSPACED = frozenset({"zh", "ja", "th"})


def vocabularies():
    """Make up words of each language, the same on every run."""
    chance = random.Random(3)  # noqa: S311, nothing is secret here
    return {
        tag: [
            "".join(chance.choices(parts.split(), k=chance.randint(2, 4)))
            for _ in range(VOCABULARY)
        ]
        for tag, parts in SYLLABLES.items()
    }


def sentence(chance, words, tag, count):
    """Write so many words, the first of the list more often than the last."""
    chosen = [words[int(VOCABULARY * chance.random() ** 2)] for _ in range(count)]
    return ("" if tag in UNSPACED else " ").join(chosen)


def load():
    """Write communities and codes straight into their tables, then index them."""
    from django.db import transaction  # noqa: PLC0415, needs the settings
    from django.utils import timezone  # noqa: PLC0415, as above

    from comity.codes.models import Code, CodeVersion, Provision, ProvisionText  # noqa: PLC0415, as above
    from comity.communities.models import Community, CommunityName  # noqa: PLC0415, as above
    from comity.search.actions import rebuild  # noqa: PLC0415, as above

    chance = random.Random(5)  # noqa: S311, nothing is secret here
    words = vocabularies()
    movement = Community.objects.get(parent=None)
    places = [
        Community(slug=f"bench-{number}", kind="project", parent=movement, languages=["en"])
        for number in range(COMMUNITIES)
    ]
    names = [
        CommunityName(
            community=place, language=tag, name=sentence(chance, words[tag], tag, 3)[:150]
        )
        for place in places
        for tag in SYLLABLES
    ]
    codes = [Code(community=place, slug=place.slug) for place in places[:CODES]]
    versions = [
        CodeVersion(
            code=code,
            number=1,
            level="local",
            title={"en": code.slug},
            source_language="en",
        )
        for code in codes
    ]
    rules = [
        Provision(version=version, key=f"rule-{place}", place=place, kind="expected")
        for version in versions
        for place in range(1, PROVISIONS + 1)
    ]
    texts = [
        ProvisionText(
            provision=rule,
            language=tag,
            title=sentence(chance, words[tag], tag, 2),
            body=sentence(chance, words[tag], tag, WORDS),
            state="source" if tag == "en" else "complete",
        )
        for rule in rules
        for tag in SYLLABLES
    ]
    with transaction.atomic():
        for rows in (places, names, codes, versions, rules, texts):
            type(rows[0]).objects.bulk_create(rows, batch_size=2000)
        written = CodeVersion.objects.filter(id__in=[version.id for version in versions])
        written.update(state="frozen", content_hash="0" * 64)
        written.update(state="in_force", in_force_since=timezone.now())
    seconds = timed(rebuild)[0] / 1000
    print(f"{seconds:.1f}")


def figures():
    """Load, then look for words of every language, one and two at a time."""
    with served() as running:
        running.stop()
        built = float(loaded(running))
        running.start()
        how = f"comity search rebuild: {COMMUNITIES} communities, {CODES} codes, 10 languages"
        yield Figure(name="house.search_rebuild", value=built, unit="s", target=REBUILD, how=how)
        yield from speed(running.url)


def loaded(running):
    """Load in the environment of an installation that is stopped, and give what was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.house.load_search"],
        env=running.environment,
        cwd=SOURCE.parent,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def speed(url):
    """Time the page and the API."""
    for skin, address in {"page": "/en/search/?q=", "api": "/api/v1/search?q="}.items():
        wire = Wire(url)
        asked = [address + quote(one) for one in searches()]
        answers = [wire.get(one) for one in asked[:WARM_UP] + asked][WARM_UP:]
        wire.close()
        refused = {answer.status for answer in answers} - {OK}
        if refused:
            raise AssertionError(f"search: {refused}")
        times = [answer.milliseconds for answer in answers]
        yield Figure(
            name=f"house.search_{skin}_p95",
            value=percentile(times, 0.95),
            unit="ms",
            target=P95,
            how=f"{len(times)} different searches in 10 languages, one keep-alive client",
        )


def searches():
    """Choose what is looked for: whole words, beginnings, and two words; common ones and rare."""
    chance = random.Random(7)  # noqa: S311, nothing is secret here
    words = vocabularies()
    found = []
    for _ in range(ROUNDS // len(SYLLABLES)):
        for tag in SYLLABLES:
            one = words[tag][int(VOCABULARY * chance.random() ** 2)]
            other = words[tag][int(VOCABULARY * chance.random() ** 2)]
            found.append(chance.choice([one, one[: max(2, len(one) // 2)], f"{one} {other}"]))
    return found
