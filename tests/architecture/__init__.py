"""The shape of the house, checked like any other behaviour.

Each rule is a function that names what breaks it. A test holds it against Comity and expects
nothing; another plants a violation and expects it to be named.
"""
