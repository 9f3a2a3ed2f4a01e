"""An encrypted case file whose key costs next to nothing to derive (scrypt with a work factor of 10, where the program
takes a second's worth), so that tests that only open one are quick."""

from __future__ import annotations

import base64

PASSPHRASE = "heron lantern quartz"

CASE = b"[[identities]]\nrole = 'subject'\nshown_as = 'Child K'\nnames = ['Cassian Ravenhill']\n"
"""What the file holds."""

SECRET = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBmaTYwWEtWVVNZQkd5Ukt6"
    "M1JwYmJBIDEwCllaYk9HWHlUSWphVkJySHZSUXV4N2VLT0E1dkV0Q2hpRG8zVGlJ"
    "bldiMUUKLS0tIFdKV0drRkIxSTgzYnJFSWR5MFJjUzM1eHhNYjBMVHJEVC9mbWli"
    "OVkrd3cKElOvoCSrcKctDYwm/n3+l34htejfWnUu3J/BUul/VpVH1vel3OWqUj/m"
    "DnHYW3LyRzMHAhKEkL2TSZE+Jx1J+xawDeGLIKviRljs2w7B0v2ZYYsO4Go++dyM"
    "c344oZR5yiYAq/0OWlvTOHk4WBtws/0QUA=="
)
