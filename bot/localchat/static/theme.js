// Runs before the first paint, so that a dark page never flashes white.
const chosen = localStorage.getItem("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => { document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light"); };
paint();
if (!chosen) dark.addEventListener("change", paint);
