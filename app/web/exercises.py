"""An exercise: how it is done, what it trains, and what does the same."""

from app.web.page import Page
from app.web.reader import Reader

ALTERNATIVES = 6


async def see(reader: Reader, slug: str) -> Page:
    """Show one exercise."""
    path = f"/v1/exercises/{slug}"
    exercise = await reader.get(path)
    others = await reader.get(f"{path}/alternatives", limit=ALTERNATIVES)
    name = exercise["name"]
    return Page(
        "exercise",
        name,
        {
            "exercise": exercise,
            "others": others["items"],
            "figure": await reader.picture(f"{path}/figure.svg", f"How {name.lower()} is done."),
            "body": await reader.picture(
                "/v1/muscle-map.svg", f"The muscles that {name.lower()} works.", exercise=slug
            ),
        },
    )
