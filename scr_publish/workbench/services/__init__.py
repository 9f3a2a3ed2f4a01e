"""What people do in the workbench, one module a subject.

Each function takes a session (or the `Record`, where work is done outside a transaction) and the person who acts,
checks that the person's role allows it, and writes its entry of the audit trail in the same transaction."""
