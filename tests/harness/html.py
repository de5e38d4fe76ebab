"""Just enough of HTML to read our own pages as a person does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
UNSEEN = frozenset(["script", "style", "template"])
FIELDS = frozenset(["input", "select", "textarea"])
BUTTONS = frozenset(["submit", "image"])


@dataclass(eq=False)
class Node:
    """One element."""

    tag: str
    attributes: dict = field(default_factory=dict)
    parent: "Node | None" = None
    content: list = field(default_factory=list)

    def get(self, name):
        """Give an attribute; one without a value is the empty text."""
        return self.attributes.get(name)

    def all(self, *tags):
        """Give every element of these kinds below this one, in the order of the page."""
        for part in self.content:
            if isinstance(part, Node):
                if part.tag in tags:
                    yield part
                yield from part.all(*tags)

    def within(self, *tags):
        """Tell whether this element stands in one of these kinds."""
        return self.parent is not None and (self.parent.tag in tags or self.parent.within(*tags))

    @property
    def hidden(self):
        """Tell whether a browser without script leaves this element out."""
        return "hidden" in self.attributes or (self.parent is not None and self.parent.hidden)

    def root(self):
        """Give the whole page."""
        return self.parent.root() if self.parent else self

    def raw_text(self):
        """Give all text as it stands."""
        return "".join(
            part if isinstance(part, str) else "" if part.tag in UNSEEN else part.raw_text() + " "
            for part in self.content
        )

    def text(self):
        """Give the text with its spaces in order."""
        return " ".join(self.raw_text().split())

    def fields(self):
        """Give what can be filled in, wherever it stands if it names this form."""
        inside = list(self.all(*FIELDS))
        name = self.get("id")
        outside = [n for n in self.root().all(*FIELDS) if name and n.get("form") == name]
        return [
            Field(node)
            for node in [*inside, *outside]
            if node.get("name") and node.get("disabled") is None and node.get("type") not in BUTTONS
        ]

    def buttons(self):
        """Give what sends the form."""
        return [
            node
            for node in self.all("button", "input")
            if (node.tag == "button" and node.get("type") in {None, "submit"})
            or (node.tag == "input" and node.get("type") in BUTTONS)
        ]


@dataclass
class Field:
    """One thing to fill in."""

    node: Node

    @property
    def name(self):
        """Give the name that is sent."""
        return self.node.get("name")

    @property
    def kind(self):
        """Say what it is: text, radio, checkbox, hidden, select, textarea and so on."""
        return (self.node.get("type") or "text") if self.node.tag == "input" else self.node.tag

    @property
    def labels(self):
        """Give the words that name it, and those that name the group it stands in."""
        own = [
            label.text()
            for label in self.node.root().all("label")
            if label.get("for") and label.get("for") == self.node.get("id")
        ]
        node = self.node.parent
        while node is not None:
            if node.tag == "label":
                own.append(node.text())
            if node.tag == "fieldset":
                own += [legend.text() for legend in node.all("legend")][:1]
            node = node.parent
        if self.node.get("aria-label"):
            own.append(self.node.get("aria-label"))
        return own

    def options(self):
        """Give the choices as (value, words)."""
        if self.node.tag == "select":
            return [
                (
                    option.get("value") if option.get("value") is not None else option.text(),
                    option.text(),
                )
                for option in self.node.all("option")
            ]
        if self.kind in {"radio", "checkbox"}:
            return [(self._ticked(), label) for label in self.labels[:1]]
        return []

    def _ticked(self):
        """Give what is sent for a ticked box; an empty value is a value."""
        value = self.node.get("value")
        return "on" if value is None else value

    def sent(self):
        """Give what is sent if nobody touches it."""
        if self.kind == "file":
            return []
        if self.kind in {"radio", "checkbox"}:
            on = self.node.get("checked") is not None
            return [(self.name, self._ticked())] if on else []
        if self.node.tag == "select":
            options = list(self.node.all("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            return [
                (self.name, o.get("value") if o.get("value") is not None else o.text())
                for o in chosen
            ]
        if self.node.tag == "textarea":
            return [(self.name, self.node.raw_text().strip("\n"))]
        return [(self.name, self.node.get("value") or "")]


class _Builder(HTMLParser):
    """Builds the tree; a missing end tag ends with its parent."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("page")

    def handle_starttag(self, tag, attrs):
        attributes = {name: value if value is not None else "" for name, value in attrs}
        node = Node(tag, attributes, self.here)
        self.here.content.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        node = self.here
        while node.parent is not None and node.tag != tag:
            node = node.parent
        if node.parent is not None:
            self.here = node.parent

    def handle_data(self, data):
        self.here.content.append(data)


def parse(html):
    """Read a page."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
