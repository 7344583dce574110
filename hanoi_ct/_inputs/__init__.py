"""The door: arrays, labels, calendars, columns and threads, checked in one place."""
