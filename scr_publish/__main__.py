"""`python -m scr_publish`: the same as the `scr-publish` command."""

from scr_publish.cli.main import main

if __name__ == "__main__":
    main()
