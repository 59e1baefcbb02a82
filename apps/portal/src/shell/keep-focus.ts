// What had the focus before a window opened may be gone when it closes: a row that left the list, a field of the window
// before. The focus is then at the page's beginning rather than nowhere.

/** Mantine gives the focus back 10 ms after a window was closed, which may be after it is gone. */
const afterReturnMs = 50;

/** To be called once the window is gone. */
export function keepFocusOnPage(): void {
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('content')?.focus();
  }, afterReturnMs);
}
