"""Shares of markets and goods: how concentrated, how changed, how much owed to what."""
