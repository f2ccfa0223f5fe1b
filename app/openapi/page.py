"""The page that shows the OpenAPI document."""

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

ASSETS = "/docs/assets"


def show_page(app: FastAPI) -> None:
    """Serve the page, its files, and the way to it from the root."""
    app.mount(ASSETS, StaticFiles(packages=[("fastapi_offline", "static")]))
    app.add_api_route("/docs", _show_documentation, include_in_schema=False)
    app.add_api_route("/", _go_to_documentation, include_in_schema=False)


def _show_documentation() -> Response:
    """Show the documentation, with assets of our own: it works without a network."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Pushoff",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
    )


def _go_to_documentation() -> Response:
    """Lead from the root to the documentation."""
    return RedirectResponse("/docs")
