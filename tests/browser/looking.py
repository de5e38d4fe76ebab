"""Looking at a page in a window: with axe, at its edges, and for what lies over something else."""

from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from django.contrib.staticfiles import finders

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RUN = """(rules) => axe.run(document, {
    resultTypes: ["violations"],
    ...(rules.length ? {runOnly: rules} : {}),
}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.target.join(" ")}`)))"""
KINDS = {".css": "text/css", ".js": "text/javascript"}

OUTSIDE = """() => {
    const inOwnBox = (node) => {
        for (let up = node; up && up !== document.body; up = up.parentElement) {
            const flow = getComputedStyle(up).overflowX;
            if (flow === "auto" || flow === "scroll" || up.matches(".hidden, .skip")) return true;
        }
        return false;
    };
    const wide = document.documentElement.clientWidth;
    const seen = "a, button, input, select, textarea, label, legend, h1, h2, h3, h4, p, li, dt, dd,"
        + "th, td, summary, code, img, svg, .tag, .chip";
    const told = [];
    for (const node of document.querySelectorAll(seen)) {
        const box = node.getBoundingClientRect();
        if (!node.checkVisibility() || !box.width || !box.height || inOwnBox(node)) continue;
        const words = (node.innerText || node.name || "").trim().slice(0, 40);
        if (box.left < -1 || box.right > wide + 1) {
            told.push(`${node.tagName} "${words}" stands outside: ${box.left} to ${box.right}`);
        }
        const style = getComputedStyle(node);
        if (["hidden", "clip"].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 1
            && node.tagName !== "svg") {
            told.push(`${node.tagName} "${words}" is cut`);
        }
    }
    const doors = [...document.querySelectorAll("a, button, input, select, textarea, summary")]
        .filter((node) => node.type !== "hidden" && !node.closest(".hidden")
            && node.checkVisibility())
        .map((node) => [node, [...node.getClientRects()]]);
    doors.forEach(([one, boxes], number) => {
        for (const [other, others] of doors.slice(number + 1)) {
            if (one.contains(other) || other.contains(one)) continue;
            for (const a of boxes) for (const b of others) {
                const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (across > 3 && down > 3) {
                    told.push(`"${one.innerText || one.name}" and `
                        + `"${other.innerText || other.name}" lie over each other`);
                }
            }
        }
    });
    if (document.documentElement.scrollWidth > wide + 1) told.push("it scrolls sideways");
    return told;
}"""


class Window:
    """A window that shows states, and tells what is wrong with what it shows.

    Attributes:
        page: what Playwright calls a page.
    """

    def __init__(self, page):
        self.page = page
        self._state = None
        self._has_axe = False
        page.route("**/*", self._answer)

    def show(self, state):
        """Show a state as if the server had just answered with it."""
        self._state = state
        self.page.goto(state.address)

    def axe(self, *rules):
        """Give what axe finds, by these rules or by all of them."""
        if not self._has_axe:  # read with every page from now on: most looks do without it
            self._has_axe = True
            self.page.context.add_init_script(path=AXE)
            self.page.reload()
        return self._told(self.page.evaluate(RUN, list(rules)))

    def outside(self, width=None):
        """Give what stands outside the window, is cut, or lies over something else."""
        if width:
            self.page.set_viewport_size(
                {"width": width, "height": self.page.viewport_size["height"]}
            )
        return self._told(f"at {width}: {line}" for line in self.page.evaluate(OUTSIDE))

    def _told(self, lines):
        return [f"{self._state}: {line}" for line in lines]

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        if route.request.is_navigation_request():
            route.fulfill(body=self._state.html, headers=self._state.headers)
        elif path.startswith("/static/"):
            file = Path(finders.find(path.removeprefix("/static/")))
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        else:
            route.abort()
