"""Rules of the Korean stock market, pure: the clock, ticks and limits, sessions, holidays, fees and tax.

Nothing here talks to anyone. KIS decides; these rules let a program say beforehand what KIS would say.
"""
