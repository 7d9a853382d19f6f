"""A small scheme that uses everything a scheme file can say."""

from __future__ import annotations

EVERYTHING = """
id = "我县-2026"
title = "示例县 2026 年度部门整体绩效自评"
region = "示例省示例县"
year = 2026
is_lasting = true
version = "2.10"
level = "department"
status = "official"
total = 100.5
rounding = "truncate"
rescale = true
marks = ["示例县", "一般性支出"]
verified_with = ["样本/甲.xlsx", "样本/乙.xlsx"]
headings = "一、基本情况\\n（一）目标、任务"
note = '''
第一行，含 "引号" 和 反斜杠 \\
第二行：a = 1
'''

[reference]
title = "关于做好自评工作的通知：附件3"
number = "示财〔2026〕1号"
issuer = "示例县财政局"
article = "第三条"
note = "正文：已取得; a:b"

[[grades]]
label = "优"
low = 90
high = 100.5
[[grades]]
label = "差"
low = 0
high = 90

[[reasons]]
when = "lost_points"
reference = { title = "通知" }
[[reasons]]
when = "fact"
fact = "staff_rate"
below = 0.125
above = 1.3
reference = { title = "通知", article = "第五条" }

[[facts]]
id = "carryover_rate"
definitions = [{ kind = "ratio", of = ["carryover", "spent"], note = "按支出数" }]
[[facts]]
id = "staff_limit"
label = "编制数"
unit = "人"
[[facts]]
id = "staff"
label = "在职人员数"
also = ["在编人数"]
unit = "人"
[[facts]]
id = "staff_rate"
label = "在职人员控制率"
unit = "%"
definitions = [
    { kind = "ratio", of = ["staff", "staff_limit"] },
    { kind = "remainder", of = ["staff_limit", "staff"] },
    { kind = "change", of = ["staff_limit", "staff"], note = "旧表" },
    { kind = "difference", of = ["staff", "staff_limit"] },
    { kind = "sum", of = ["staff", "staff_limit", "basic"] },
]

[[blocks]]
id = "running"
label = "基本运行绩效"
also = ["基本运行"]
points = 60.5
[[blocks]]
id = "duty"
label = "重点履职绩效"
points = 40
is_open = true
rule = "deduction"
options = { step = 0.01, each = 0.25, side = "below", whole = true }
limits = { over = 1.3, effect = "zero", under = 0.7 }
rounding = "integer"

[[indicators]]
id = "a"
block = "running"
label = "预算执行率"
second_level = "预算"
also = ["执行率"]
points = 10.5
target = "≥96%"
rule = "proportional"
options = { denominator = "target" }
fact = "execution_rate"
limits = { over = 1.2, effect = "explain" }
rounding = "two_decimals"
note = '''
第一点
第二点
'''
reference = { title = "通知", number = "号", issuer = "局", article = "条", note = "注" }
[[indicators]]
id = "b"
block = "running"
label = "在职人员控制率"
points = 5
target = "≤100%"
rule = "deduction"
options = { step = 0.01, each = 0.5 }
fact = "staff_rate"
[[indicators]]
id = "c"
block = "running"
label = "“三公经费”变动率"
points = 5
rule = "steps"
options = { bands = [{ to = 0, share = 1 }, { to = 0.05, share = 0.6 }] }
[[indicators]]
id = "d"
block = "running"
label = "支付进度"
points = 5
rule = "steps"
options = { bands = [{ from = 0.95, share = 1 }, { from = 0.8, share = 0.333 }] }
[[indicators]]
id = "e"
block = "running"
label = "资金使用合规性"
points = 5
rule = "checklist"
options = { items = 8, each = 0.5 }
[[indicators]]
id = "f"
block = "running"
label = "结转结余率"
points = 5
target = "≤10%"
rule = "capped"
options = { beyond = "linear" }
[[indicators]]
id = "g"
block = "running"
label = "自评覆盖率"
points = 5
target = "=100%"
rule = "equal"
options = { other = "zero" }
[[indicators]]
id = "h"
block = "running"
label = "违规问题数"
points = 5
target = "0个"
rule = "zero_target"
[[indicators]]
id = "i"
block = "running"
label = "制度建设"
points = 5
target = "完善"
rule = "tier"
options = { full = 0.9, part = 0.5 }
[[indicators]]
id = "j"
block = "running"
label = "信息公开"
points = 5
rule = "manual"
[[indicators]]
id = "k"
block = "running"
label = "人员经费占比"
points = 5
rule = "formula"
options = { formula = "IF(全年执行数=0, 0, 分值×基本支出÷全年执行数)" }
[[indicators]]
id = "l"
block = "duty"
label = "重点工作完成率"
points = 0
rule = "by_sign"
"""
