"""Draws the pictures of the README from a plan of the Jinping example, in a real browser.

    python dev.py run renewal plan jinping --out FOLDER
    python dev.py run python docs/pictures/draw.py FOLDER/plan.html

They show the top of the page, as far as the money, on a screen 1,366 points wide, in both languages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.conftest import find_chromium  # noqa: E402 - the tests know where browsers are

PICTURES = {"en": "plan-jinping.png", "zh": "plan-jinping.zh.png"}
SCREEN = (1366, 768)
MARGIN = 6
"""Points below the last part that is shown."""


def draw(page: Path) -> None:
    """Draw the page in both languages."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for lang, name in PICTURES.items():
            tab = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]})
            tab.goto(page.resolve().as_uri() + f"#lang={lang}")
            tab.wait_for_selector("html[data-ready]", state="attached")
            tab.wait_for_timeout(1500)  # charts grow into place
            bottom = tab.evaluate("document.getElementById('money').getBoundingClientRect().bottom")
            clip = {"x": 0, "y": 0, "width": SCREEN[0], "height": round(bottom) + MARGIN}
            tab.screenshot(path=str(HERE / name), clip=clip, full_page=True)
            tab.close()
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
