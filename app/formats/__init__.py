"""Sessions and plans in the formats of other tools: pure functions over what the API says."""
