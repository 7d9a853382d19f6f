"""Formulas of the kind that forms hold, over a small table: what they give is for others to say."""

from __future__ import annotations

__all__ = ["FORMULAS", "TABLE"]

TABLE: tuple[tuple[float | str | bool | None, ...], ...] = (
    (10, 9.5, "是", 0.1, None),
    (20, 18, "否", 0.2, "优"),
    (30, None, "是", 0.3, "良"),
    (40, 45.345, "", -1, "中"),
    ("文字", 1.005, "是", 0, True),
    (0, 60, 85, 90, 100),
    ("a*b", "a?b", "axb", "~项目(1)", "ab?"),
)
"""Rows 1 to 7, columns A to E, of the sheet 数据."""

FORMULAS = (
    # arithmetic and its precedence
    "1+2*3", "(1+2)*3", "-2+5", "2--3", "10%", "A1*50%", "A1/A2/A3", "1-0.9-0.1", "0.1+0.2-0.3",
    "A1-B1", "A6/A1", "A1/A6", "A4+E1", "E1+1", "-E1", "+A1", "1/3",
    # comparison on 15 digits
    "0.1*3=0.3", "D1+D2=D3", "A1>=10", "A1<>10", "E1=0", 'E1=""', "A5>A1", '"a"="A"', "E5=TRUE",
    "B4>45.344999999999", '"甲"="乙"',
    # text
    '"共"&A1&"项"', "A1&A2", 'E2&"、"&E3', "LEN(A5)", "CONCATENATE(E2,E3,A1)", "D1&E1", "B4&C4",
    'TEXT(0.87559,"0.00%")', 'TEXT(1234.5,"#,##0.00")', 'TEXT(85.345,"0.00")', 'TEXT(7.5,"0")',
    'TEXT(0.27,"+0.00;-0.00")', 'TEXT(-0.27,"+0.00;-0.00")', 'TEXT(0,"+0.00;-0.00")',
    'TEXT(-1234.5,"#,##0.0;-#,##0.0")', 'TEXT(-0.5,"0.0%;0.0%")', 'TEXT(-2.5,"0.00")', 'TEXT(3,"+0")',
    # sums over what is and what is not a number
    "SUM(A1:A5)", "SUM(A1:B2,3)", "AVERAGE(A1:A4)", "AVERAGE(B1:B5)", "MAX(A1:B4)",
    "MIN(A1:B4)", "MIN(C1:C3)", "MAX(1,B4,2)", "COUNT(A1:D6)", "COUNTA(A1:E6)", "PRODUCT(A1:A2)",
    "SUMPRODUCT(A1:A4,D1:D4)", "SUMPRODUCT(A1:A4,B1:B4)", "SUM(A1:D6)",
    # rounding
    "ROUND(1.005,2)", "ROUND(B5,2)", "ROUND(2.5,0)", "ROUND(-2.5,0)", "ROUND(1234,-2)",
    "ROUNDUP(1.001,2)", "ROUNDUP(-1.001,2)", "ROUNDDOWN(9.999,2)", "ROUNDDOWN(-9.999,2)", "INT(2.7)",
    "INT(-2.7)", "TRUNC(-2.7)", "TRUNC(2.345,2)", "ABS(D4)", "ROUND(MIN(1,B1/A1)*10,2)",
    "ROUND(ROUND((1-(B4-A4)/A4)*10,10),2)", "ROUND(45.345*100/100,2)", "ROUNDUP(0.3*3,1)",
    # conditions
    'IF(A1>5,"大","小")', "IF(A1>50,1)", "IF(E1,1,2)", 'IF(A6=0,"",B1/A6)', "IFERROR(A1/A6,0)",
    'IFERROR(A1/A2,"")', "AND(A1>5,A2>5)", "AND(A1>5,A2>50)", "OR(A1>50,A2>50)", "NOT(A1>5)",
    'IF(AND(ISNUMBER(A1),A1<>0),B1/A1,"")', "ISNUMBER(E1)", "ISNUMBER(A5)", "ISBLANK(E1)",
    "ISTEXT(A5)", "ISERROR(1/0)", "ISERROR(A1)", "N(A5)", "N(A1)", "N(E5)", "IF(A1=10,IF(A2=20,3,4),5)",
    'IF(OR(A1="",A1=0),0,A1)',
    # looking up and counting by condition
    'COUNTIF(C1:C5,"是")', 'COUNTIF(A1:A6,">15")', 'COUNTIF(A1:A6,"<=20")', 'COUNTIF(A1:A6,"<>10")',
    "COUNTIF(A1:A6,10)", 'COUNTIF(C1:C5,"<>是")', 'COUNTIFS(C1:C3,"是",A1:A3,">10")',
    'SUMIF(C1:C5,"是",A1:A5)', 'SUMIF(A1:A4,">15")', 'SUMIFS(A1:A4,C1:C4,"是",B1:B4,">0")',
    'COUNTIF(A1:A5,"文字")', "LOOKUP(87,A6:E6)", 'LOOKUP(87,{0,60,80,90},{"差","中","良","优"})',
    'LOOKUP(90,{0,60,80,90},{"差","中","良","优"})', 'LOOKUP(59.999,{0,60,80,90},{"差","中","良","优"})',
    # wildcards are for texts
    'COUNTIF(A1:A6,"文*")', 'COUNTIF(A1:A6,"*字")',
    'COUNTIF(A1:A6,"?字")', 'COUNTIF(A1:A6,"<>文*")',
    'COUNTIF(C1:C3,"<>?*")', 'COUNTIF(A1:A6,"=*文*")', 'COUNTIF(A7:E7,"a~*b")', 'COUNTIF(A7:E7,"a*b")',
    'COUNTIF(A7:E7,"A?B")', 'COUNTIF(A7:E7,"*~?")', 'COUNTIF(A7:E7,"~~*")', 'COUNTIF(A7:E7,"*(1)*")',
    'COUNTIF(A7:E7,"<>*b*")', 'SUMIF(A5:E5,"文*",A6:E6)', 'COUNTIFS(C1:C3,"?",A1:A3,">10")',
    'COUNTIF(A7:E7,"?*")', 'COUNTIF(A7:E7,"*")', 'COUNTIF(E1:E4,"?*")',
    'COUNTIF(A7:E7,"*a*b*")', 'COUNTIF(A7:E7,"*b*a*")',
    # errors are results too
    "1/0", "A5+1", "SUM(A1,A5)", "ROUND(A5,2)", "LOOKUP(-1,{0,60},{1,2})", "AVERAGE(C1:C3)",
)  # fmt: skip
