"""The ways in which a page is looked at: the reader's setting, and width and height of the window."""

WIDE, NARROW = (1280, 900), (390, 844)
VIEWS = {"light": ("light", WIDE), "dark": ("dark", WIDE), "narrow": ("light", NARROW), "narrow dark": ("dark", NARROW)}
