"""The web application of the workbench: `create_app` in `app.py`, one module a page in `pages/`."""
