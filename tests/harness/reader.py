"""Somebody with a browser that runs no scripts: reads pages, follows links, fills in forms."""

from urllib.parse import urljoin

import httpx

from tests.harness.html import parse


class Page:
    """One page as it came."""

    def __init__(self, reader, answer):
        self._reader = reader
        self.answer = answer
        self.status = answer.status_code
        self.url = str(answer.url)
        self.html = answer.text if "html" in answer.headers.get("content-type", "") else ""
        self._tree = parse(self.html)
        self.text = self._tree.text()
        self.title = next((node.text() for node in self._tree.all("title")), "")

    @property
    def path(self):
        """Give the address without the host."""
        return self.answer.url.raw_path.decode()

    @property
    def links(self):
        """Give every link as (its words, its whole address)."""
        return [
            (node.text(), urljoin(self.url, node.get("href")))
            for node in self._tree.all("a")
            if node.get("href")
        ]

    def all(self, tag, **attributes):
        """Give every element of a kind, with these attributes."""
        return [
            node
            for node in self._tree.all(tag)
            if all(node.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def follow(self, words):
        """Follow the link whose words contain these.

        Raises:
            AssertionError: there is no such link.
        """
        for text, address in self.links:
            if words in text:
                return self._reader.get(address)
        raise AssertionError(f"no link {words!r} on {self.url}; there are {self.links}")

    def form(self, button=None):
        """Give the form with this button; without one, the only form outside the page's frame.

        Raises:
            AssertionError: there is none, or more than one.
        """
        forms = [Form(self, node) for node in self._tree.all("form") if not node.hidden]
        if button is not None:
            fitting = [form for form in forms if form.has_button(button)]
        else:
            fitting = [form for form in forms if not form.node.within("header", "footer", "nav")]
        if len(fitting) != 1:
            found = [form.buttons for form in forms]
            raise AssertionError(
                f"{len(fitting)} forms fit {button!r} on {self.url}; buttons: {found}\n{self.text}"
            )
        return fitting[0]


class Form:
    """A form on a page, with what stands in it."""

    def __init__(self, page, node):
        self.page = page
        self.node = node
        self.values = []
        self.files = []
        for field in node.fields():
            self.values += field.sent()

    @property
    def buttons(self):
        """Give the words on the buttons."""
        return [button.text() or button.get("value") or "" for button in self.node.buttons()]

    @property
    def names(self):
        """Give the names of the fields that a person can fill in."""
        return list(dict.fromkeys(f.name for f in self.node.fields() if f.kind != "hidden"))

    def has_button(self, words):
        """Tell whether a button says this."""
        return any(words in button for button in self.buttons)

    def value(self, field):
        """Give what stands in a field, named by its name or its label."""
        name = self._name(field)
        return next((value for key, value in self.values if key == name), None)

    def fill(self, values=None, **named):
        """Fill in fields, named by their name or by their label; a list ticks several boxes."""
        for field, value in {**(values or {}), **named}.items():
            name = self._name(field)
            wanted = value if isinstance(value, (list, tuple)) else [value]
            self.values = [pair for pair in self.values if pair[0] != name]
            self.values += [(name, self._choice(name, str(each))) for each in wanted]
        return self

    def attach(self, field, file_name, content, kind="application/octet-stream"):
        """Add a file."""
        self.files.append((self._name(field), (file_name, content, kind)))
        return self

    def submit(self, button=None, **headers):
        """Press a button, the first where none is named, and follow where it leads."""
        pressed = [
            node
            for node in self.node.buttons()
            if button is None or button in (node.text() or node.get("value") or "")
        ]
        if not pressed:
            raise AssertionError(f"no button {button!r}; there are {self.buttons}")
        data = list(self.values)
        if pressed[0].get("name"):
            data.append((pressed[0].get("name"), pressed[0].get("value") or ""))
        address = pressed[0].get("formaction") or self.node.get("action") or self.page.url
        return self.page._reader.send(
            urljoin(self.page.url, address),
            method=(self.node.get("method") or "get").lower(),
            data=data,
            files=self.files,
            multipart=self.node.get("enctype") == "multipart/form-data",
            came_from=self.page.url,
            headers=headers,
        )

    def _name(self, field):
        names = [each.name for each in self.node.fields()]
        if field in names:
            return field
        for each in self.node.fields():
            if field in each.labels:
                return each.name
        for each in self.node.fields():
            if any(field in label for label in each.labels):
                return each.name
        labels = [(each.name, each.labels) for each in self.node.fields()]
        raise AssertionError(f"no field {field!r} on {self.page.url}; there are {labels}")

    def _choice(self, name, value):
        """Turn the label of an option, a radio button or a box into its value."""
        for field in self.node.fields():
            if field.name == name:
                for option, label in field.options():
                    if value in (option, label):
                        return option
        return value


class Reader:
    """Keeps cookies, sends what forms hold, and follows redirects, as a browser does."""

    def __init__(self, url, *, language="en"):
        self.url = url
        self.language = language
        self.requests = 0
        self.http = httpx.Client(
            base_url=url,
            verify=False,  # noqa: S501, the certificate is our own
            follow_redirects=True,
            timeout=30,
            headers={"Accept-Language": language, "Accept": "text/html"},
            event_hooks={"request": [self._count]},
        )

    def get(self, path, **headers):
        """Open an address."""
        return Page(self, self.http.get(urljoin(self.url, path), headers=headers))

    def send(self, address, *, method, data, files, multipart, came_from, headers):
        """Send a form as its markup says."""
        if method == "get":
            return Page(self, self.http.get(address, params=data))
        origin = {"Origin": self.url, "Referer": came_from, **headers}
        fields = {}
        for name, value in data:
            fields.setdefault(name, []).append(value)
        if multipart:
            parts = [(name, (None, value)) for name, value in data] + files
            return Page(self, self.http.post(address, files=parts, headers=origin))
        return Page(self, self.http.post(address, data=fields, headers=origin))

    def close(self):
        """Forget everything."""
        self.http.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _count(self, request):
        del request
        self.requests += 1
