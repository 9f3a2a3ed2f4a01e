"""The archive scan: many published reports checked, kept in one store, watched and explained."""
