"""Values to Rich renderables; nothing here prints."""
