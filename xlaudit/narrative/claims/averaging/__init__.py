"""Claims of averages: so much a head, a household, a car, a day or a year."""
