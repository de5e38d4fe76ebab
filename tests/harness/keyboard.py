"""Somebody who uses no mouse: Tab, Enter, Space, arrows and letters, and nothing else."""

MOST_TABS = 150
FOCUSED = """() => {
    const here = document.activeElement;
    if (!here || here === document.body || here === document.documentElement) return null;
    const labels = here.labels ? [...here.labels].map((label) => label.innerText) : [];
    const words = [...labels, here.innerText, here.getAttribute("aria-label"), here.value];
    const style = getComputedStyle(here);
    const box = here.getClientRects()[0] || here.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const before = window.lastFocused;
    window.lastFocused = here;
    return {
        words: (words.find((one) => one && one.trim()) || "").trim().replace(/\\s+/g, " "),
        kind: here.matches("input") ? here.type : here.tagName.toLowerCase(),
        group: here.matches("[type=radio]")
            ? [...here.form.elements].filter((one) => one.name === here.name)
                .map((one) => one.labels[0].innerText.trim()) : [],
        ringed: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || style.boxShadow !== "none",
        seen: !!top && (here.contains(top) || top.contains(here)),
        after: !before || !before.isConnected
            || before === here || here.matches(".skip")
            || !!(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
        skips: here.matches(".skip"),
    };
}"""


class Keyboard:
    """One keyboard; each step sees to it that the focus shows, and moves on as the page is read.

    Attributes:
        page: what Playwright calls a page.
    """

    def __init__(self, page):
        self.page = page

    def tab(self):
        """Press Tab, and give what has the focus now; nothing where the page ends.

        Raises:
            AssertionError: it cannot be seen, or stands before what had the focus.
        """
        self.page.keyboard.press("Tab")
        here = self._focused()
        if here is None:
            self.page.evaluate("window.lastFocused = null")  # the next round begins at the top
            return None
        assert here["ringed"], f"the focus on {here['words']!r} cannot be seen at {self.page.url}"
        assert here["seen"], f"{here['words']!r} is covered or off the screen at {self.page.url}"
        assert here["after"], f"Tab goes back to {here['words']!r} at {self.page.url}"
        return here

    def to(self, words, *kinds):
        """Press Tab until something that begins with these words has the focus.

        Raises:
            AssertionError: nothing of these kinds with these words can be reached.
        """
        return self._until(
            words,
            lambda here: (
                here["words"].startswith(words) and here["kind"] in (kinds or (here["kind"],))
            ),
        )

    def open(self, words):
        """Go to a link and press Enter."""
        self.to(words, "a")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, words):
        """Go to a button that leads to another page, and press Space."""
        self.to(words, "button")
        with self.page.expect_navigation():
            self.page.keyboard.press("Space")

    def unfold(self, words):
        """Go to something that is folded, and press Enter."""
        self.to(words, "summary")
        self.page.keyboard.press("Enter")

    def write(self, label, text):
        """Go to a field and type."""
        self.to(label, "text", "textarea", "password", "search", "email")
        self.page.keyboard.type(text)

    def tick(self, label):
        """Go to a box and press Space."""
        self.to(label, "checkbox")
        self.page.keyboard.press("Space")
        assert self.page.evaluate("document.activeElement.checked")

    def choose(self, label):
        """Go to a row of choices and press arrows until this one is chosen.

        Raises:
            AssertionError: the arrows never come to it.
        """
        here = self._until(label, lambda here: any(label in one for one in here["group"]))
        self.page.keyboard.press("Space")
        for _ in here["group"]:
            if label in self._focused()["words"]:
                break
            self.page.keyboard.press("ArrowDown")
        chosen = self._focused()
        assert label in chosen["words"], f"arrows never come to {label!r}"
        assert self.page.evaluate("document.activeElement.checked")

    def go_round(self):
        """Press Tab until the page ends, and give the words that were passed.

        Raises:
            AssertionError: it does not end: something keeps the focus.
        """
        passed = []
        while len(passed) < MOST_TABS:
            here = self.tab()
            if here is None:
                return passed
            passed.append(here["words"])
        raise AssertionError(f"Tab does not leave {self.page.url}: {passed[-10:]}")

    def skip(self):
        """Use the link at the top that skips to the content.

        Raises:
            AssertionError: it is not the first, or leads elsewhere.
        """
        first = self.tab()
        assert first, self.page.url
        assert first["skips"], f"the first is {first['words']!r} at {self.page.url}"
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "content"

    def _until(self, words, fits):
        passed = []
        for _ in range(MOST_TABS):
            here = self.tab()
            if here is None:
                continue
            passed.append(here["words"])
            if fits(here):
                return here
        raise AssertionError(f"Tab never reaches {words!r} at {self.page.url}; it passes {passed}")

    def _focused(self):
        return self.page.evaluate(FOCUSED)
