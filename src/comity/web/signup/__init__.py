"""The page on which somebody signs a code."""
