// Small conveniences. Every page works without them.
(function () {
  "use strict";

  // What lies over the page closes when the reader turns elsewhere.
  const over = "details.menu[open], details.why-box[open]";
  document.addEventListener("click", (event) => {
    for (const each of document.querySelectorAll(over)) {
      if (!each.contains(event.target)) each.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of document.querySelectorAll(over)) {
      each.open = false;
      each.querySelector("summary").focus();
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
