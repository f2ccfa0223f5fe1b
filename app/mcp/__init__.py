"""MCP: questions that a coach's assistant asks, as read-only tools over the API."""
