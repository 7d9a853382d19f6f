"""How the page of a checked text looks: on a desktop, on a telephone, on A4."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:#1f2328;
 font:16px/1.8 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:54rem;margin:0 auto;padding:1.5rem 2rem 4rem;background:#fff;min-height:100vh}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.6rem 0 .4rem;
 border-bottom:2px solid #d0d7de}h3{font-size:1rem;margin:1.2rem 0 .2rem;color:#57606a}
p{margin:.35rem 0;overflow-wrap:anywhere;white-space:pre-wrap}
.source{font-weight:600}.coverage{font-size:1.1rem;font-weight:600}.small{color:#57606a;font-size:.85rem}
.coverage,.counts{word-break:keep-all;overflow-wrap:normal}.legend{font-size:.9rem}.legend span{margin-right:.5em}
.clean{color:#116329;font-weight:600}
.place{display:inline-block;min-width:3.6em;margin-right:.6em;color:#8c959f;font-size:.75rem}
.tied,.rounding{color:#116329;text-decoration:underline 1px;text-underline-offset:3px}
.error{color:#a40e26;font-weight:700;outline:1.5px solid #a40e26;border-radius:3px;background:#ffebe9}
.hint{color:#7d4e00;font-weight:600;text-decoration:underline dashed 2px;text-underline-offset:3px;
 background:#fff8c5}
.unchecked{color:#6e7781;text-decoration:underline dotted 1px;text-underline-offset:3px}
.findings{padding-left:1.6rem}.findings li{margin:.5rem 0}.findings em{color:#116329;font-style:normal}
.tag-error,.tag-hint,.tag-small{padding:0 .4em;border-radius:3px;font-size:.85rem}
.tag-error{background:#a40e26;color:#fff}.tag-hint{background:#fff8c5;border:1px solid #7d4e00}
.tag-small{border:1px solid #8c959f}.settled,.settled a{color:#57606a}.findings small{color:#57606a}
.handled{color:#57606a;background:none;font-weight:400;outline:1px dashed #8c959f;text-decoration:none}
a{color:#0550ae}p:target{background:#fffbdd}
p{position:relative}[tabindex]{cursor:help}sup,.notes,.paper{display:none}
.tip{display:none;position:absolute;left:0;z-index:2;width:max-content;margin-top:.2rem;
 max-width:min(34rem,100%);padding:.5rem .7rem;background:#24292f;color:#fff;border-radius:6px;
 font-size:.8rem;font-weight:400;line-height:1.5;white-space:normal}
.tip i{display:block;font-style:normal}
[tabindex]:hover>.tip,[tabindex]:focus>.tip{display:block}
@media (max-width:40rem){main{padding:1rem}body{font-size:15px}
 .tip{position:fixed;left:.5rem;right:.5rem;top:auto;bottom:.5rem;
 width:auto;max-width:none}}
@media print{@page{size:A4;margin:18mm 15mm}body{background:#fff;font-size:10.5pt}
 main{max-width:none;padding:0;min-height:0}.tip,.screen{display:none!important}.paper{display:inline}
a{color:inherit}
 .tag-error{background:none;color:#a40e26;border:1.5px solid #a40e26}.tag-hint{background:none}
 .error,.hint{background:none}sup{display:inline;margin-left:2px;line-height:0;font-size:.7em;font-weight:700}
 .notes{display:block;font-size:.9em}
 .findings li,.notes li,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}}
"""
