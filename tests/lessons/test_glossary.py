"""The glossary's file: every word whole in every language, none twice, and what is wrong with an entry is said."""

import re

import pytest

from rnnviz.i18n import LANGUAGES
from rnnviz.lessons.glossary import FILE, GLOSSARY, read_glossary

TEXT = FILE.read_text("utf-8")
WORDS = [word for group in GLOSSARY.values() for word in group.words]
CHINESE = re.compile(r"[\u4e00-\u9fff]")

every_word = pytest.mark.parametrize("word", WORDS, ids=[word.name["en"] for word in WORDS])


@every_word
def test_a_word_and_its_meaning_are_said_in_every_language(word):
    assert word.name.keys() == word.means.keys() == LANGUAGES.keys()
    assert CHINESE.search(word.name["zh"])
    assert CHINESE.search(word.means["zh"])
    assert not CHINESE.search(word.name["en"] + word.means["en"])


@every_word
def test_a_meaning_is_one_short_sentence(word):
    assert len(word.means["en"]) < 130
    assert len(word.means["zh"]) < 70
    assert word.means["zh"].endswith("。")
    assert re.findall(r"\.(?= |$)", word.means["en"]) in ([], ["."])


def test_the_list_is_a_class_s_vocabulary():
    english = " ".join(word.name["en"] for word in WORDS)
    for wanted in ("hidden state", "truncated backpropagation through time", "vanishing", "spectral radius", "forget"):
        assert wanted in english
    chinese = {word.name["zh"] for word in WORDS}
    assert {"隐藏状态", "截断时间反向传播", "教师强制", "梯度消失", "梯度爆炸", "谱半径", "初始状态"} <= chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice(language):
    names = [word.name[language].casefold() for word in WORDS]
    assert len(set(names)) == len(names)
    assert len({word.means[language] for word in WORDS}) == len(WORDS)


def test_no_two_words_are_seen_by_the_same_link_with_nothing_to_tell_them_apart():
    marks = [(word.link, word.symbol, str(word.shown)) for word in WORDS]
    apart = [mark for mark in marks if mark[1] or mark[2] != "None"]
    assert len(set(apart)) == len(apart)


def test_groups_are_in_the_order_in_which_they_are_learnt():
    assert [*GLOSSARY][:3] + [*GLOSSARY][-1:] == ["network", "sequence", "forward", "checking"]
    assert all(len(group.words) >= 4 and group.title.keys() == LANGUAGES.keys() for group in GLOSSARY.values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name.zh = "单元"\n', "", "say it in en, zh"),
        ('name.zh = "单元"\n', 'name.zh = "单元"\nsymbl = "x"\n', "symbl"),
        ('name.zh = "单元"\n', "name.zh = 3\n", "'cell'"),
        ("[[checking]]", "[[others]]", "the groups are"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(before, after, said):
    assert before in TEXT
    with pytest.raises(ValueError, match=r"glossary\.toml") as error:
        read_glossary(TEXT.replace(before, after))
    assert said in str(error.value)
