"""The plan as one page of HTML: small functions that build elements, a module a section."""
