"""The container: built from the Dockerfile by a real engine, and run as an operator would."""
