"""Lessons: what a page of each shows, waits for and asks. A lesson is a Markdown file, and one more per language."""

from pathlib import Path

from rnnviz.lessons.lesson import Lesson, Page, PageWords
from rnnviz.lessons.reading import read_lessons

LESSONS: dict[str, Lesson] = read_lessons(Path(__file__).parent)

__all__ = ["LESSONS", "Lesson", "Page", "PageWords"]
