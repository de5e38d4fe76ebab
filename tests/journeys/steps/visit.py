"""Somebody at the pages of Comity: in a real browser, or with one that only sends forms.

Both kinds of visit have the same few methods, so that a step is written once. Fields are found by
the name they are sent under, which is the same in every language.
"""

from urllib.parse import urlsplit

from tests.harness.browser import barriers


class Visit:
    """What a step may do at a page.

    Attributes:
        language: in which pages are asked for.
        seen: every address that was shown, with its status.
    """

    def __init__(self, language):
        self.language = language
        self.seen = []

    def page(self, path):
        """Open a page in this visitor's language: ``page("cases/")``."""
        return self.open(f"/{self.language}/{path}")

    def expect(self, status=200):
        """Stop unless the page came with this status.

        Raises:
            AssertionError: it came with another.
        """
        if self.status != status:
            raise AssertionError(f"{self.status} at {self.path}:\n{self.text[:3000]}")
        return self

    def remembered(self):
        """Keep in mind what was shown."""
        self.seen.append((self.path, self.status))
        return self


class Reading(Visit):
    """A visit that sends forms and runs no scripts: the harness's reader."""

    def __init__(self, reader):
        super().__init__(reader.language)
        self._reader = reader
        self._page = None

    def open(self, path):
        """Open an address."""
        self._page = self._reader.get(path)
        return self.remembered()

    def follow(self, part):
        """Follow the first link whose address holds this.

        Raises:
            AssertionError: there is none.
        """
        for _words, address in self._page.links:
            if part in urlsplit(address).path:
                return self.open(address)
        raise AssertionError(f"no link to {part} at {self.path}:\n{self.text[:3000]}")

    def links(self, part):
        """Give the paths of all links that hold this, each once."""
        paths = [urlsplit(address).path for _words, address in self._page.links]
        return list(dict.fromkeys(path for path in paths if part in path))

    def send(self, values=None, files=(), press=None):
        """Fill in the form of the page by the names of its fields, and send it."""
        form = self._form(values or {}, press)
        form.fill(values or {})
        for field, (name, content) in files:
            form.attach(field, name, content)
        button = self._button(form, press)
        self._page = form.submit(button)
        return self.remembered()

    def _form(self, values, press):
        forms = [
            form
            for node in self._page.all("form")
            if (form := _reader_form(self._page, node)) and not node.within("header", "footer")
        ]
        for form in forms:
            names = {field.name for field in form.node.fields()}
            buttons = [node.get("name") or "" for node in form.node.buttons()]
            pressed = press in buttons if press else bool(buttons)
            if set(values) <= names and pressed and form.node.get("method") == "post":
                return form
        raise AssertionError(
            f"no form takes {sorted(values)} {press or ''} at {self.path}; "
            f"there are {[form.names for form in forms]}\n{self.text[:3000]}"
        )

    @staticmethod
    def _button(form, press):
        buttons = [node for node in form.node.buttons() if node.get("name") == press]
        return (buttons or list(form.node.buttons()))[0].text()

    def option(self, name, words):
        """Give the value of the first option of a field whose words hold these, in any case.

        Raises:
            AssertionError: there is none.
        """
        for node in self._page.all("form"):
            for field in node.fields():
                for value, label in field.options() if field.name == name else ():
                    if words in label.lower():
                        return value
        raise AssertionError(f"{name} offers no {words} at {self.path}")

    def preformatted(self, *names):
        """Give the lines to be copied from the parts of the page that these headings name."""
        return [
            next(node.all("pre")).raw_text()
            for node in self._page.all("article")
            if node.get("aria-labelledby") in names
        ]

    @property
    def cookies(self):
        """Give the cookies of this visit, by name."""
        return dict(self._reader.http.cookies)

    @property
    def path(self):
        """Give the address without the host."""
        return self._page.path

    @property
    def status(self):
        """Give the status of the page."""
        return self._page.status

    @property
    def text(self):
        """Give the page as a person reads it."""
        return self._page.text

    @property
    def html(self):
        """Give the page as it came."""
        return self._page.html

    def value(self, name):
        """Give what stands in a field, hidden ones too; nothing where there is no such field."""
        forms = [_reader_form(self._page, node) for node in self._page.all("form")]
        held = [value for form in forms for field, value in form.values if field == name]
        return next(iter(held), "")


def _reader_form(page, node):
    from tests.harness.reader import Form  # noqa: PLC0415, only this kind of visit reads so

    return Form(page, node)


class Browsing(Visit):
    """A visit in a real browser; every page that is shown is searched for barriers.

    A page that is made of the same parts as one that was searched at the same kind of address is
    not searched again, whoever sees it.
    """

    def __init__(self, tab, language, searched):
        super().__init__(language)
        self.tab = tab
        self.barriers = []
        self._searched = searched
        self._status = 0
        tab.on("response", self._came)

    def _came(self, response):
        asked = response.request
        if asked.is_navigation_request() and asked.frame == self.tab.main_frame:
            self._status = response.status

    def open(self, path):
        """Open an address."""
        self.tab.goto(path)
        return self._looked()

    def follow(self, part):
        """Follow the first link whose address holds this."""
        self.tab.locator(f"a[href*='{part}']").first.click()
        self.tab.wait_for_load_state()
        return self._looked()

    def links(self, part):
        """Give the paths of all links that hold this, each once."""
        found = self.tab.locator(f"a[href*='{part}']").evaluate_all(
            "links => links.map(link => link.pathname)"
        )
        return list(dict.fromkeys(found))

    def send(self, values=None, files=(), press=None):
        """Fill in the form of the page by the names of its fields, and send it."""
        form = self.tab.locator("main form[method=post]")
        for name in values or {}:
            form = form.filter(has=self.tab.locator(f"[name='{name}']"))
        if press:
            form = form.filter(has=self.tab.locator(f"[name='{press}']"))
        form = form.first
        for name, value in (values or {}).items():
            self._fill(form, name, value)
        by_field = {}
        for field, (name, content) in files:
            by_field.setdefault(field, []).append(
                {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            )
        for field, given in by_field.items():
            form.locator(f"[name='{field}']").set_input_files(given)
        button = f"button[name='{press}']" if press else "button[type=submit]:not([name])"
        with self.tab.expect_navigation():
            form.locator(button).first.click()
        return self._looked()

    def fill(self, name, value):
        """Fill in one field of the page."""
        self._fill(self.tab.locator("main"), name, value)

    def press(self, selector):
        """Press the first button that a CSS selector names, and wait for the next page."""
        with self.tab.expect_navigation():
            self.tab.locator(selector).first.click()
        return self._looked()

    @staticmethod
    def _fill(form, name, value):
        field = form.locator(f"[name='{name}']")
        kind = field.first.evaluate("it => it.type || it.tagName.toLowerCase()")
        if value is True:
            _choose(field)
        elif kind in {"radio", "checkbox"}:
            wanted = value if isinstance(value, (list, tuple)) else [value]
            for one in wanted:
                _choose(form.locator(f"[name='{name}'][value='{one}']"))
        elif kind == "hidden":
            assert field.input_value() == value, f"{name} holds something else"
        elif kind.startswith("select"):
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def _looked(self):
        self.tab.wait_for_load_state()
        key = (self._kind(), self.tab.evaluate(PARTS))
        if self._searched is not None and key not in self._searched:
            self._searched.add(key)
            self.barriers += barriers(self.tab)
        return self.remembered()

    def _kind(self):
        """Name the kind of page: its address without what is random in it."""
        parts = self.path.split("/")
        return "/".join("…" if len(part) == ID_LENGTH else part for part in parts)

    def option(self, name, words):
        """Give the value of the first option of a field whose words hold these, in any case."""
        shown = self.tab.evaluate(
            """name => [...document.querySelectorAll(`form [name='${name}']`)].flatMap(
                one => one.options
                    ? [...one.options].map(each => [each.value, each.textContent])
                    : [[one.value, one.labels[0].textContent]]
            )""",
            name,
        )
        return next(value for value, label in shown if words in label.lower())

    def preformatted(self, *names):
        """Give the lines to be copied from the parts of the page that these headings name."""
        parts = ", ".join(f"[aria-labelledby='{name}'] pre" for name in names)
        return self.tab.locator(parts).all_inner_texts()

    @property
    def cookies(self):
        """Give the cookies of this visit, by name."""
        return {one["name"]: one["value"] for one in self.tab.context.cookies()}

    @property
    def path(self):
        """Give the address without the host."""
        return urlsplit(self.tab.url).path

    @property
    def status(self):
        """Give the status of the page."""
        return self._status

    @property
    def text(self):
        """Give the page as a person reads it."""
        return self.tab.locator("body").inner_text()

    @property
    def html(self):
        """Give the page as it came."""
        return self.tab.content()

    def value(self, name):
        """Give what stands in a field, hidden ones too; nothing where there is no such field."""
        return self.tab.evaluate(
            """name => {
                const all = [...document.querySelectorAll(`form [name='${name}']`)];
                const choice = all.some(one => one.type === "radio" || one.type === "checkbox");
                const found = choice ? all.find(one => one.checked) : all[0];
                return found ? found.value : "";
            }""",
            name,
        )


ID_LENGTH = 13
PARTS = """() => [...new Set(
    [...document.querySelectorAll("body *")].map(
        one => [one.tagName, one.className, one.getAttribute("name")].join(" ")
    )
)].sort().join()"""


def _choose(box):
    """Tick a box or choose a radio button, with the keyboard."""
    if not box.is_checked():
        box.press("Space")
    assert box.is_checked()


class Doors:
    """Opens visits of one kind to one installation, and closes them all at the end.

    Attributes:
        language: in which everybody reads.
        searching: whether pages are searched for barriers.
        visits: all that were opened.
    """

    def __init__(self, served, stack, browser=None):
        self.served = served
        self.language = "en"
        self.searching = True
        self._stack = stack
        self._browser = browser
        self._searched = set()
        self.visits = []

    def visit(self, *, script=True):
        """Begin a visit with cookies of its own."""
        language = self.language
        if self._browser is None:
            made = Reading(self._stack.enter_context(self.served.reader(language)))
        else:
            window = self._browser.window(self.served.url, script=script, language=language)
            searched = self._searched if self.searching else None
            made = Browsing(self._stack.enter_context(window), language, searched)
        self.visits.append(made)
        return made

    def keep(self, opened):
        """Keep something open until the story ends, and give it."""
        return self._stack.enter_context(opened)
