// Runs before the first paint, so that a page chosen dark never flashes white.
(function () {
  "use strict";
  const key = "luoshi-theme";
  const root = document.documentElement;

  function kept() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage switched off: the system's choice holds
    }
  }

  function isDark() {
    const chosen = root.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function choose(theme) {
    root.dataset.theme = theme;
    try {
      localStorage.setItem(key, theme);
    } catch {
      // the choice then lasts for this page only
    }
    document.dispatchEvent(new CustomEvent("luoshi:theme"));
  }

  const chosen = kept();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.addEventListener("click", () => choose(isDark() ? "light" : "dark"));
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.dispatchEvent(new CustomEvent("luoshi:theme"));
  });
})();
