"""Draws the pictures of the README and of compare.md from the Jinping example, in a real browser.

    python dev.py run renewal plan jinping --out FOLDER
    python dev.py run python docs/pictures/draw.py FOLDER/plan.html
    python dev.py run renewal compare jinping --grid "funds.limit*=0.95:1.2:0.05" city-money-halves
        --out FOLDER
    python dev.py run python docs/pictures/draw.py FOLDER/comparison.html

They show the top of the page on a screen 1,366 points wide: of a plan as far as the money, in both
languages; of a comparison as far as the map and the phases.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.conftest import find_chromium  # noqa: E402 - the tests know where browsers are

PICTURES = {
    "plan": ("money", {"en": "plan-jinping.png", "zh": "plan-jinping.zh.png"}),
    "comparison": ("where", {"en": "compare-jinping.png"}),
}
"""By page: the last part that is shown, and the picture in each language."""
SCREEN = (1366, 768)
MARGIN = 6
"""Points below the last part that is shown."""


def draw(page: Path) -> None:
    """Draw the page in its languages."""
    last, names = PICTURES[page.stem]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for lang, name in names.items():
            tab = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]})
            tab.goto(page.resolve().as_uri() + f"#lang={lang}")
            tab.wait_for_selector("html[data-ready]", state="attached")
            tab.wait_for_timeout(1500)  # charts grow into place
            bottom = tab.evaluate(f"document.getElementById('{last}').getBoundingClientRect().bottom")
            clip = {"x": 0, "y": 0, "width": SCREEN[0], "height": round(bottom) + MARGIN}
            tab.screenshot(path=str(HERE / name), clip=clip, full_page=True)
            tab.close()
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
