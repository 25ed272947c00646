"""Every lesson, walked to its end, one of them in Chinese: the right answers are the run's own."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from rnnviz import LESSONS, simulate, train
from rnnviz.core.scenario.messages import choices
from rnnviz.i18n import catalogue, use_language
from rnnviz.lessons import doing
from rnnviz.lessons.asking import Choice
from rnnviz.lessons.numbers import Table
from rnnviz.ui import link
from rnnviz.ui.words import word

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    use_language("en")


class Learner:
    """Somebody in a lesson, who does what is asked and knows the answers."""

    def __init__(self, visit, name, language):
        self.visit, self.page, self.lesson = visit, visit.page, LESSONS[name]
        self.words, self.say = self.lesson.words[language], catalogue(language).gettext
        self.panel = visit.page.locator(".st-key-lesson")
        self.training = None
        use_language(language)

    def expect_page(self, number):
        """Wait until the page is drawn and the address names it."""
        expect(self.page).to_have_url(re.compile(rf"page={number + 1}\b"))
        expect(self.panel.get_by_role("heading", level=4)).to_have_text(self.words.page[number].title)
        self.visit.ready()

    def button(self, name):
        return self.panel.locator(f".st-key-{name} button:visible").first

    def expect_label(self, name, words):
        expect(self.button(name)).to_contain_text(self.say(words))

    def run(self):
        """The run in view, as the page's address tells it, with trained weights where there are some."""
        opened = link.read(dict(parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True)))
        trained = self.training is not None and opened.scenario == self.training.scenario
        run = self.training.run_at(self.training.epochs) if trained else simulate(opened.scenario)
        return run.example(opened.example - 1)

    def walk(self):
        """All pages to the end, without skipping."""
        for number, page in enumerate(self.lesson.pages):
            self.expect_page(number)
            if page.do:
                start = self.run().scenario
                self.do(page.do)
                self.visit.until(lambda page=page, start=start: self.is_told(page.do, start))
            if page.ask:
                self.answer(page.ask)
            if number < len(self.lesson.pages) - 1:
                self.expect_label("lesson_next", "Next")
                self.button("lesson_next").click()
        expect(self.panel).to_contain_text(self.say("That was the last page of this lesson."))

    def is_told(self, do, start):
        """Whether the address has been put in step with what was done to the settings."""
        settings = isinstance(do, doing.FieldIs | doing.Changed | doing.Radius)
        return not settings or do.done(doing.Now(start, self.run()))

    def do(self, do):
        match do:
            case doing.AtLeast(at_least=at) | doing.AtMost(at_most=at):
                while self.visit.at != at:
                    self.visit.press("ArrowRight" if self.visit.at < at else "ArrowLeft")
            case doing.FieldIs(field=name, equals=value):
                self.visit.choose(name, word(value)) if choices(name) else self.visit.type(name, str(value))
            case doing.Changed(changed=name):
                self.edit(name, "0.7")
            case doing.Radius():
                self.scale(do)
            case doing.Trained():
                self.visit.click(self.say("Train"))
                expect(self.page.get_by_role("button", name=self.say("Train again"))).to_be_visible(timeout=60_000)
                self.training = train(self.run().scenario)
            case doing.Seen(view=view):
                self.visit.view(view).click()
            case doing.Example(example=number):
                self.visit.type("example", str(number))
            case doing.Bug(bug=bug):
                self.page.locator(f".st-key-bug-{bug} label:visible").first.click()

    def edit(self, name, text):
        """Type into the first cell of a matrix."""
        label = self.say("{name}, row {row}, column {column}").format(name=name, row=1, column=1)
        self.page.locator(".rnnviz-matrices").get_by_label(label, exact=True).fill(text)
        self.visit.press("Enter")

    def scale(self, do):
        """Move the handle of the spectral radius, notch by notch, to the first value that will do."""
        slider = self.page.get_by_test_id("stSlider").get_by_role("slider").first
        slider.focus()
        while not do.radius_above + 1e-9 < float(slider.input_value()) < do.radius_below:
            before = float(slider.input_value())
            self.visit.press("ArrowRight" if before <= do.radius_above + 1e-9 else "ArrowLeft")
            self.visit.until(lambda before=before: float(slider.input_value()) != before)

    def answer(self, ask):
        expect(self.panel.get_by_test_id("stForm")).to_be_visible()
        guess = ask.reveal(Table.of(self.run()))
        if isinstance(ask, Choice):
            self.panel.get_by_role("radiogroup").locator("label").nth(int(guess) - 1).click()
            self.panel.get_by_role("button", name=self.say("This is my answer")).click()
        else:
            self.guess(guess)
        expect(self.panel.get_by_test_id("stAlertContentSuccess")).to_be_visible()

    def guess(self, text):
        self.panel.get_by_role("textbox").fill(text)
        self.visit.press("Enter")


@pytest.fixture
def enter(open_page):
    def entered(name, language="en", page=1):
        return Learner(open_page(f"lesson={name}&page={page}&lang={language}"), name, language)

    return entered


@pytest.mark.parametrize(("name", "language"), [*((name, "en") for name in LESSONS), ("one_step", "zh")])
def test_a_lesson_is_walked_to_its_end(enter, name, language):
    enter(name, language).walk()


def test_a_lesson_is_resumed_where_it_was_undo_goes_back_in_it_and_what_is_in_view_stays_when_it_is_left(enter):
    learner = enter("one_step", page=4)
    learner.visit.edit("Wo", 1, 1, "0.8")
    expect(learner.panel.get_by_test_id("stForm")).to_be_visible()
    expect(learner.page).to_have_url(re.compile("weights="))
    learner.visit.reload()
    learner.expect_page(3)
    expect(learner.visit.cell("Wo", 1, 1)).to_have_value("0.8")
    expect(learner.panel.get_by_test_id("stForm")).to_be_visible()
    learner.visit.edit("Wo", 1, 1, "0.9")
    expect(learner.visit.cell("Wo", 1, 1)).to_have_value("0.9")
    learner.visit.click("Undo")
    expect(learner.visit.cell("Wo", 1, 1)).to_have_value("0.8")
    learner.expect_page(3)
    learner.button("lesson_leave").click()
    expect(learner.panel).to_have_count(0)
    expect(learner.visit.cell("Wo", 1, 1)).to_have_value("0.8")
    assert "lesson" not in learner.page.url


def test_the_sidebar_is_whole_after_a_lesson_that_was_entered_from_the_page(open_page):
    visit = open_page("preset=sine&hidden_size=3")
    visit.lesson("one_step").click()
    expect(visit.page).to_have_url(re.compile("lesson=one_step&page=1"))
    visit.page.locator(".st-key-lesson_leave button").first.click()
    expect(visit.view("step")).to_have_attribute("aria-checked", "true")
    expect(visit.drawer).to_have_attribute("data-collapsed", "true")
    visit.open_drawer()
    scenario = LESSONS["one_step"].scenario(0)
    for name in ("inputs", "layers", "seed", "scale"):
        expect(visit.field(name).first).to_have_value(str(getattr(scenario, name)))
    visit.type("inputs", "0.1 0.9; 0.3 0.3")
    visit.expect_no_message()
    visit.until(lambda: "inputs=" in visit.page.url)
    assert "view=None" not in visit.page.url
