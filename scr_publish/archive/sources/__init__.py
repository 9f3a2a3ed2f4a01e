"""Where documents come from: a folder, a list, a zip, a WARC, a website. Each gives `Item`s."""
