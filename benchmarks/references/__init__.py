"""Other ways to serve the same: Datasette, and the usual FastAPI + SQLModel style."""
