// Runs before the first paint, so that a dark screen never flashes white. A file, as the policy allows no inline script.
try {
  var chosen = localStorage.getItem('bina.theme');
  var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.lang = localStorage.getItem('bina.language') || 'id';
} catch (refused) {
  document.documentElement.dataset.theme = 'light';
}
