"""XA706: another department's name where the filing's own belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from xlaudit.checks.finding import Finding, Severity
from xlaudit.county.digest import Mention
from xlaudit.county.model import CountyFinding
from xlaudit.county.names import normal, short_name
from xlaudit.county.registry import County, Findings, county_check
from xlaudit.county.standing import Filed

__all__: list[str] = []

_REGIONS = ("县", "区", "旗")
_SHORTEST = 3

Owners = Mapping[str, frozenset[str]]


@county_check("XA706", "文中留有其他部门名称")
def another_name(county: County) -> Findings:
    """在应写本部门名称的地方，写的是另一个部门：标题、“……2022年度部门整体绩效自评”、满意度的对象。

    ## 为什么
    借用别人的报告改写，最容易漏改名称；报告会公开，张冠李戴很难看。

    ## 例
    不符：水利局的报告写“服务对象对县民政局工作满意度为 95%”。
    相符：“会同县民政局开展检查”“根据县财政局的要求”这类正常提到其他部门的话。

    ## 不查什么
    只认花名册里和送来表格的部门名称；上级部门、主管部门与其下属单位之间不查；只有简称而几个部门同名的不查。
    """
    owners = _owners(county)
    superiors = {each.row.name: each.row.superior for each in county.filed if each.row.superior}
    for index, each in county.counted:
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in each.trace.mentions:
            other = _other(mention.name, each, owners, county.region)
            if other and superiors.get(other) != each.row.name and each.row.superior != other:
                found[other].append(mention)
        for other, mentions in found.items():
            yield CountyFinding(index, _finding(each, other, mentions))


def _finding(each: Filed, other: str, mentions: list[Mention]) -> Finding:
    times = f"，共 {len(mentions)} 处" if len(mentions) > 1 else ""
    return Finding(
        "XA706",
        Severity.DOUBT,
        f"“{each.row.name}”的自评材料里，应写本部门的地方写着“{mentions[0].name}”（“{other}”）{times}",
        mentions[0].place,
        quote=mentions[0].name,
        against=tuple(mention.place for mention in mentions[1:]),
        stated=mentions[0].name,
        expected=each.row.name,
        subject=other,
    )


def _owners(county: County) -> Owners:
    """Return whose each name is, the names without region and the aliases included."""
    owners: dict[str, set[str]] = defaultdict(set)
    named = [(each.row.name, each.row.name) for each in county.filed]
    named += [(each.trace.row.name, each.row.name) for each in county.filed]
    for entry in county.roster.entries if county.roster else ():
        named += [(name, entry.name) for name in (entry.name, *entry.aliases)]
    for name, owner in named:
        for form in {normal(name), normal(short_name(name))}:
            if len(form) >= _SHORTEST:
                owners[form].add(owner)
    return {form: frozenset(names) for form, names in owners.items()}


def _other(written: str, each: Filed, owners: Owners, region: str) -> str:
    """Return the department that the end of a mention names, if it is one other and not the own one."""
    text = normal(written)
    own: set[Hashable] = {each.row.name}
    for start in range(len(text) - _SHORTEST + 1):
        names = owners.get(text[start:])
        if names is None:
            continue
        if own & names or len(names) > 1 or not _may_begin(text[:start], region):
            return ""
        return next(iter(names))
    return ""


def _may_begin(before: str, region: str) -> bool:
    """Whether a name can begin here: at the beginning, or behind the county's own region or 本, 我.

    国家统计局 and 市教育局 are not the county's 统计局 and 教育局.
    """
    if not before or before in ("本", "我"):
        return True
    if region:
        return region.endswith(before) or before.endswith(region)
    return before in _REGIONS
