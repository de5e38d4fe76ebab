"""What a hand does at a page beyond filling in one form: unfolding, and pressing one button."""


def unfold(visit):
    """Open everything that can be unfolded, as somebody does who wants to see it all."""
    folded = visit.tab.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.press("Enter")
    return visit


def press(visit, button, values=None):
    """Fill in fields by their names, and press the button that this names.

    Args:
        visit: somebody in a browser.
        button: a CSS selector inside the main part of the page; the first one is pressed.
        values: as ``send`` takes them.
    """
    for name, value in (values or {}).items():
        visit.fill(name, value)
    visit.press(f"main {button}")
    return visit


def rounds_of(visit):
    """Name the rounds of the consultation whose page is open, in their order."""
    found = [path.split("/") for path in visit.links("/rounds/")]
    known = [parts[5] for parts in found if len(parts) > 6 and parts[5] != "new"]
    return list(dict.fromkeys(known))
