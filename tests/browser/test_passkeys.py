"""Passkeys in a real browser, over TLS, with an authenticator that Chromium plays."""

from contextlib import contextmanager

import pytest

from tests.harness.browser import barriers, scrolls_sideways

HOW = "/en/account/second-step/settings/"
PASSWORD = "eleven lanterns over a bay"
PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Desk:
    """Somebody at a browser with a device that keeps passkeys."""

    def __init__(self, page, name):
        self.page = page
        self.name = name
        self._tools = page.context.new_cdp_session(page)
        self._tools.send("WebAuthn.enable")
        self._device = None
        self.take_device()

    def take_device(self):
        """Take a new device into the hand."""
        made = self._tools.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM})
        self._device = made["authenticatorId"]

    def lose_device(self):
        self._tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self._device})

    def refuse_finger(self):
        """Have the device ask for a finger that does not come."""
        wrong = {"authenticatorId": self._device, "isUserVerified": False}
        self._tools.send("WebAuthn.setUserVerified", wrong)

    def sign_up(self):
        self.page.goto("/en/account/sign-up/")
        self.page.fill("[name=username]", self.name)
        self.page.fill("[name=password1]", PASSWORD)
        self.send("Make my account")

    def sign_out(self):
        self.page.goto("/en/account/sign-out/")
        self.send("Sign out")

    def type_password(self):
        self.page.goto("/en/account/sign-in/")
        self.page.fill("[name=login]", self.name)
        self.page.fill("[name=password]", PASSWORD)
        self.send("Sign in")

    def open(self, path):
        """Open a page, and confirm with the password where that is asked."""
        self.page.goto(path)
        if "/confirm/" in self.page.url:
            self.page.fill("[name=password]", PASSWORD)
            self.send("Confirm")

    def make_passkey(self, name):
        """Make one, and give the recovery codes that stand on the page then, if any."""
        self.open("/en/account/second-step/passkeys/new/")
        self.page.fill("[name=name]", name)
        self.press("Make the passkey")
        self.page.wait_for_url(lambda address: not address.endswith("/new/"))
        return self.page.locator(".receipt .groups li").all_inner_texts()

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def send(self, words):
        """Press a button that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(words)

    def arrive(self, path):
        """Wait for a page, whatever stood behind the question mark before."""
        self.page.wait_for_url(lambda address: address.partition("?")[0].endswith(path))

    def is_in(self):
        return self.page.request.get("/en/account/").status == 200


@pytest.fixture
def sit_down(served_by_tls, browser):
    """Open a window at a host that passkeys can belong to: they know names, no addresses."""

    @contextmanager
    def opened(name):
        address = served_by_tls.url.replace("127.0.0.1", "localhost")
        with browser.window(address) as page:
            yield Desk(page, name)

    return opened


def test_a_passkey_is_made_and_signs_in_alone_and_as_second_step(sit_down):
    with sit_down("fulmar") as desk:
        desk.sign_up()
        assert len(desk.make_passkey("My phone")) == 10
        desk.sign_out()
        assert not desk.is_in()

        desk.page.goto("/en/account/sign-in/?next=/en/account/signed-in/")
        desk.press("Sign in with a passkey")
        desk.arrive("/signed-in/")
        assert desk.is_in()

        desk.sign_out()
        desk.type_password()
        desk.arrive("/second-step/")
        desk.press("Use a passkey")
        desk.arrive("/en/account/")
        assert desk.is_in()


def test_whoever_lost_their_device_gets_in_with_a_recovery_code_and_replaces_it(sit_down):
    with sit_down("guillemot") as desk:
        desk.sign_up()
        codes = desk.make_passkey("My lost phone")
        desk.sign_out()
        desk.lose_device()

        desk.type_password()
        desk.arrive("/second-step/")
        desk.page.fill("[name=code]", codes[0])
        desk.send("Sign in")
        desk.arrive("/en/account/")

        desk.take_device()
        desk.make_passkey("My new phone")
        desk.page.goto(HOW)
        desk.page.get_by_role("link", name="Remove My lost phone").click()
        desk.send("Remove it")
        assert "My lost phone" not in desk.page.inner_text("main")
        assert "You have 9 codes left." in desk.page.inner_text("main")

        desk.sign_out()
        desk.page.goto("/en/account/sign-in/")
        desk.press("Sign in with a passkey")
        desk.arrive("/en/account/")
        assert desk.is_in()


def test_a_device_without_the_right_finger_opens_nothing_and_the_page_says_so(sit_down):
    with sit_down("razorbill") as desk:
        desk.sign_up()
        desk.make_passkey("My phone")
        desk.sign_out()
        desk.refuse_finger()
        desk.page.goto("/en/account/sign-in/")
        desk.press("Sign in with a passkey")
        desk.page.get_by_text("You can try again.").wait_for()
        assert not desk.is_in()


def test_the_pages_of_signing_in_have_no_barriers(sit_down):
    with sit_down("shearwater") as desk:
        desk.sign_up()
        desk.make_passkey("My phone")
        found = []
        for path in (HOW, "/en/account/second-step/passkeys/new/", "/en/account/signed-in/"):
            desk.open(path)
            found += barriers(desk.page)
            desk.page.set_viewport_size({"width": 360, "height": 800})
            if scrolls_sideways(desk.page):
                found.append(f"{path} scrolls sideways")
        assert not found, "\n".join(found)


def test_without_script_the_pages_lead_another_way(served_by_tls, browser):
    with browser.window(served_by_tls.url, script=False) as page:
        page.goto("/en/account/sign-in/")
        assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
        assert page.get_by_role("button", name="Sign in", exact=True).is_visible()
