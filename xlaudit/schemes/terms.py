"""The Chinese word for every key and choice of a scheme, for messages and for the editable worksheet."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CHOICES",
    "EFFECTS",
    "KEYS",
    "LEVELS",
    "OPTIONS",
    "ROUNDINGS",
    "RULES",
    "STATUSES",
    "key",
]

KEYS: Mapping[str, str] = {
    "id": "编号",
    "title": "名称",
    "extends": "沿用方案",
    "region": "地区",
    "year": "年度",
    "is_lasting": "以后年度适用",
    "version": "版本",
    "level": "评价对象",
    "status": "依据情况",
    "total": "总分",
    "rounding": "得分取位",
    "rescale": "不适用项折算",
    "marks": "识别词",
    "verified_with": "核对样本",
    "headings": "报告标题",
    "note": "说明",
    "reference": "依据文件",
    "facts": "口径",
    "blocks": "一级指标",
    "indicators": "指标",
    "grades": "等级",
    "reasons": "原因要求",
    "label": "名称",
    "also": "别名",
    "unit": "单位",
    "definitions": "计算方法",
    "kind": "算法",
    "of": "组成",
    "points": "分值",
    "is_open": "单位自拟指标",
    "rule": "评分规则",
    "options": "规则参数",
    "limits": "完成界限",
    "over": "上限",
    "effect": "超过上限",
    "under": "下限",
    "block": "一级指标",
    "second_level": "二级指标",
    "target": "年度指标值",
    "fact": "取数口径",
    "low": "下限（含）",
    "high": "上限",
    "when": "情形",
    "below": "低于",
    "above": "高于",
    "number": "文号",
    "issuer": "发文单位",
    "article": "条款",
    "from": "达到",
    "to": "不超过",
    "share": "得分比例",
}

LEVELS: Mapping[str, str] = {"department": "部门整体", "project": "项目支出"}
STATUSES: Mapping[str, str] = {
    "official": "据通知原文",
    "reconstructed": "重建（未见通知原文）",
    "checks-only": "只核对，不评分",
}
ROUNDINGS: Mapping[str, str] = {
    "two_decimals": "保留两位小数",
    "integer": "取整",
    "truncate": "两位小数后舍去",
}
EFFECTS: Mapping[str, str] = {"ignore": "不处理", "explain": "说明原因", "zero": "不得分"}
KINDS: Mapping[str, str] = {
    "ratio": "比率",
    "change": "增减率",
    "remainder": "未用比例",
    "difference": "差额",
    "sum": "合计",
}
WHENS: Mapping[str, str] = {"fact": "指标数值", "lost_points": "有扣分"}
RULES: Mapping[str, str] = {
    "proportional": "按完成比例",
    "capped": "不超过目标",
    "equal": "等于目标",
    "zero_target": "目标为零",
    "deduction": "逐点扣分",
    "steps": "分段得分",
    "checklist": "逐项得分",
    "tier": "定性分档",
    "manual": "人工评分",
    "formula": "自拟公式",
    "by_sign": "按指标值符号",
}

OPTIONS: Mapping[str, str] = {
    "denominator": "分母",
    "beyond": "超过目标时",
    "other": "不等于目标时",
    "side": "扣分方向",
    "step": "每",
    "each": "扣分",
    "whole": "不足一步不计",
    "bands": "分段",
    "items": "项数",
    "full": "达成档下限",
    "part": "部分达成档下限",
    "formula": "公式",
}

CHOICES: Mapping[str, Mapping[str, str]] = {
    "level": LEVELS,
    "status": STATUSES,
    "rounding": ROUNDINGS,
    "effect": EFFECTS,
    "kind": KINDS,
    "when": WHENS,
    "rule": RULES,
    "denominator": {"target": "目标值", "full": "100%"},
    "beyond": {"zero": "不得分", "linear": "按比例扣至两倍为零"},
    "other": {"zero": "不得分", "proportional": "按完成比例"},
    "side": {"above": "高于目标", "below": "低于目标"},
}
"""The values that a key may have, each with its word."""


def key(name: str) -> str:
    """Return a key as messages show it, such as ``points（分值）``."""
    word = KEYS.get(name) or OPTIONS.get(name)
    return f"{name}（{word}）" if word else name
