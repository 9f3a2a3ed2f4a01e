"""Fictional safeguarding text with its entities marked: frames filled with invented people, places and facts."""
