"""The words of questions: which mean the same, which say nothing, and what two questions are compared by."""

from __future__ import annotations

import re
from collections import Counter

#: Words that mean one thing in questions, and those that say nothing of what is asked.
_SAME = {
    "企业": ("公司", "厂家", "厂商", "单位", "谁家"),
    "什么": ("哪些", "有啥", "哪几个", "哪几家", "啥"),
    "产业": ("行业", "领域"),
    "生产": ("制造", "出产", "加工"),
    "提到": ("写到", "提及", "写明", "说到"),
    "项目": ("工程",),
    "环节": ("节点",),
    "县": ("县市区", "县区", "县域", "区县"),
}
_SAME_AS = {other: word for word, others in _SAME.items() for other in others}
_SAYS_NOTHING = (
    "请问",
    "一下",
    "目前",
    "现在",
    "本地",
    "我市",
    "全市",
    "主要",
    "分别",
    "都",
    "的",
    "呢",
    "吗",
    "了",
    "是",
    "有",
)
_ENGLISH_NOTHING = frozenset(
    re.findall(r"\w+", "a an and are at by do does for how in is it its me of on please the there to what which")
)
_FOLDS = re.compile("|".join(sorted((*_SAME_AS, *_SAYS_NOTHING), key=lambda word: (-len(word), word))))


def plain(text: str) -> str:
    """A folded text with words that mean one thing made one, and those that say nothing left out.

    >>> plain("请问有哪些公司")
    '什么企业'
    """
    return _FOLDS.sub(lambda match: _SAME_AS.get(match[0], ""), text)


def words_of(text: str) -> dict[str, float]:
    """What a folded text is compared by: Latin words without their plural s, Chinese characters single and in pairs."""
    found: Counter[str] = Counter()
    for run in re.findall(r"[a-z0-9]+|[^\sa-z0-9]+", plain(text)):
        if run in _ENGLISH_NOTHING:
            continue
        if run.isascii():
            found[run.removesuffix("s") if len(run) > 3 else run] += 1
        else:
            found.update({**Counter(run[i : i + 2] for i in range(len(run) - 1))})
            for character in run:
                found[character] += 1
    return {word: 0.5 * n if len(word) == 1 and not word.isascii() else float(n) for word, n in found.items()}
