// Small conveniences. Every page works without them.
(function () {
  "use strict";

  // A menu closes when the reader turns elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });

  // What was wrong is read out first.
  const alarm = document.querySelector("[data-focus]");
  if (alarm) alarm.focus();

  // On paper nothing can be opened, so what belongs to the page is; the workings stay shut.
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = [...document.querySelectorAll("main details.more:not([open])")];
    for (const each of shut) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of shut) each.open = false;
  });
})();
