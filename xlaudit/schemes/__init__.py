"""A scheme is one official notice as data: points, rules, facts and grades of a region and a year."""
