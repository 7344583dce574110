"""What a grid says: header blocks composed into measures and periods, rows named, figures read."""
