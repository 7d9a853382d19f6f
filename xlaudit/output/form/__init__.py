"""The blank form, one file per sheet; ``plan`` says where everything stands, ``styles`` how it looks."""
