"""What keeps the pages to those who may see them: headers, names of the host, tokens of forms, sizes of uploads."""
