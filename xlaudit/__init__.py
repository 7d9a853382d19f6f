"""xlaudit: score, check and add up 部门整体自评表 workbooks."""
