"""Every lesson, walked in both languages to its end: the right answers are the run's own."""

import pytest
from playwright.sync_api import expect

from rnnviz import LESSONS, simulate
from rnnviz.i18n import LANGUAGES
from rnnviz.lessons import doing
from rnnviz.lessons.asking import Choice
from rnnviz.lessons.numbers import Table
from rnnviz.ui import link
from rnnviz.ui.words import word

pytestmark = pytest.mark.browser


class Learner:
    """Somebody in a lesson, who does what is asked and knows the answers."""

    def __init__(self, visit, name):
        self.visit, self.page, self.lesson = visit, visit.page, LESSONS[name]
        self.panel = visit.page.locator(".st-key-lesson")

    def expect_page(self, number):
        expect(self.page).to_have_url(lambda url: f"page={number + 1}" in url)

    def button(self, name):
        return self.panel.locator(f".st-key-{name} button:visible").first

    def run(self):
        """The run in view, as the page's address tells it."""
        query = dict(pair.split("=", 1) for pair in self.page.url.partition("?")[2].split("&"))
        opened = link.read({name: unquote_plus(value) for name, value in query.items()})
        return simulate(opened.scenario).example(opened.example - 1)
