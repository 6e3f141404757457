// Runs before the first paint, so that a chosen theme never flashes. Written by app/lib/theme.ts.
try {
  const theme = localStorage.getItem('tandem-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be closed to us (embedded, private): the system's preference holds.
}
