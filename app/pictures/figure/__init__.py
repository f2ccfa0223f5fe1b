"""Exercise figures: from poses to a jointed body on its contacts, and from there to SVG."""
