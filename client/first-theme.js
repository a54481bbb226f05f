// The chosen theme from the first frame on: runs before anything is drawn, so it is no module (parts/theme.ts).
try {
  const theme = JSON.parse(localStorage.getItem('pollcast:theme'));
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage, no choice.
}
