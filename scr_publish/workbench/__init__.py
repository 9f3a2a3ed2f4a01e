"""The workbench: a local web application in which a Board decides about a draft and keeps the record."""
