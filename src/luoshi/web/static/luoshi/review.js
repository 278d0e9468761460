// The review by keyboard. Every key stands on the page as data-key; what it does is a button or a link.
(function () {
  "use strict";
  const root = document.querySelector("[data-review]");
  if (!root) return;
  const text = document.getElementById("text");
  const pane = () => document.getElementById("pane");
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]");

  // Places in the text: each piece knows the place of its first character, counted in code points.
  const points = (string) => Array.from(string).length;
  const pieces = () => [...text.querySelectorAll("[data-o]")];
  const until = (piece) => Number(piece.dataset.o) + points(piece.textContent);
  function inside(node, offset) {
    const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-o]") : null;
    if (!piece || !text.contains(piece)) return null;
    return Number(piece.dataset.o) + points(node.data.slice(0, offset));
  }
  // A browser may say "from this paragraph to before the next": whole pieces then, from first to last.
  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || !text.contains(chosen.getRangeAt(0).startContainer)) return null;
    const range = chosen.getRangeAt(0);
    const touched = range.collapsed ? [] : pieces().filter((each) => range.intersectsNode(each));
    const start = inside(range.startContainer, range.startOffset);
    const end = inside(range.endContainer, range.endOffset);
    if (start === null && !touched.length) return null;
    return {
      start: start === null ? Number(touched[0].dataset.o) : start,
      end: end !== null ? end : touched.length ? until(touched[touched.length - 1]) : start,
    };
  }

  // One thing after the other: what is asked while the pane is on its way is asked once it is there.
  let busy = false;
  let later = null;
  const inTurn = (action) => (busy ? (later = action) : action());
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target.id !== "pane") return;
    busy = true;
    document.getElementById("news").replaceChildren();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.target.id !== "pane") return;
    busy = false;
    const action = later;
    later = null;
    if (action) action();
  });
  const load = (url) => inTurn(() => fetchPane(url));
  function fetchPane(url) {
    htmx.ajax("GET", url, { target: "#pane", swap: "outerHTML" });
  }
  const opened = () => (pane().dataset.doubt ? "doubt=" + pane().dataset.doubt : "task=" + (pane().dataset.task || ""));

  function step(by) {
    const links = [...document.querySelectorAll("#doubts a[data-doubt]")];
    const at = links.findIndex((each) => each.dataset.doubt === pane().dataset.doubt);
    const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
    if (next) load(root.dataset.pane + "?doubt=" + next.dataset.doubt);
  }
  function turn(by) {
    const rows = [...pane().querySelectorAll("[data-target]")];
    const at = rows.findIndex((each) => each.classList.contains("current"));
    const next = rows[(at + by + rows.length) % rows.length];
    if (next) load(root.dataset.pane + "?" + opened() + "&target=" + next.dataset.target);
  }
  function add() {
    const chosen = selected();
    if (!chosen || chosen.start === chosen.end) return tell("tell-select");
    load(root.dataset.pane + "?" + opened() + "&start=" + chosen.start + "&end=" + chosen.end);
  }
  function tell(id) {
    const news = document.getElementById("news");
    news.replaceChildren(document.getElementById(id).content.cloneNode(true));
  }
  const own = {
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    "[": () => turn(-1),
    "]": () => turn(1),
    t: add,
    "?": () => document.getElementById("help").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (typing(event.target)) {
      if (event.key === "Escape") leave();
      return;
    }
    // Enter on a link or a button that the reader went to is for that one.
    const onControl = event.target.closest("a, button, summary");
    const name = event.shiftKey && event.key === "Enter" ? "Shift+Enter" : event.key;
    if (event.key === "Enter" && onControl) return;
    const control = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === name);
    if (control) {
      event.preventDefault();
      // A key that comes too fast must not answer what nobody has seen.
      if (busy) return;
      if (control.matches("input")) {
        control.focus();
        control.select();
      } else control.click();
    } else if (own[name]) {
      event.preventDefault();
      inTurn(own[name]);
    }
  });

  function leave() {
    if (pane().querySelector("[data-form]")) load(root.dataset.pane + "?" + opened());
    else document.activeElement.blur();
  }

  // With the mouse: the text, the list and the tools open in the pane.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) return leave();
    const key = event.target.closest("[data-own]");
    if (key) return inTurn(own[key.dataset.own]);
    const tool = event.target.closest("[data-load]");
    if (tool) {
      event.preventDefault();
      return load(tool.href);
    }
    const line = event.target.closest("#doubts a[data-doubt], .review-text .lit[data-doubt]");
    if (line) {
      event.preventDefault();
      return load(root.dataset.pane + "?doubt=" + line.dataset.doubt);
    }
    const task = event.target.closest(".rt-task");
    if (task && getSelection().isCollapsed && task.dataset.task !== shown()) {
      load(root.dataset.pane + "?task=" + task.dataset.task);
    }
  });
  const shown = () => {
    const article = pane().dataset.start && at(Number(pane().dataset.start));
    return article ? article.closest(".rt-task") && article.closest(".rt-task").dataset.task : "";
  };

  // A button that speaks of selected words must not take the selection away.
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-own], [data-split]")) event.preventDefault();
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-own], [data-split]")) event.preventDefault();
  });

  // A target is parted where the cursor stands in the text.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-split]");
    if (!button) return;
    const chosen = selected();
    button.form.elements.at.value = chosen ? chosen.start : "";
  }, true);

  // The place that is spoken of is marked and brought into sight.
  function at(start) {
    let found = null;
    for (const piece of text.querySelectorAll("[data-o]")) {
      if (Number(piece.dataset.o) > start) break;
      found = piece;
    }
    return found;
  }
  // A long document is leafed through: what is spoken of may stand on another leaf.
  function elsewhere() {
    const start = Number(pane().dataset.start);
    const shown = pieces();
    if (!text.querySelector(".review-leaf") || pane().dataset.start === undefined || !shown.length) return false;
    return start < Number(shown[0].dataset.o) || start >= until(shown[shown.length - 1]);
  }
  // A long list holds its first open doubts; it is drawn anew where one behind them is reached.
  function unlisted() {
    const doubt = pane().dataset.doubt;
    return Boolean(doubt) && !document.getElementById("line-" + doubt);
  }
  let lately = opened();
  function show() {
    for (const each of text.querySelectorAll(".here")) each.classList.remove("here");
    for (const each of document.querySelectorAll("#doubts .now")) each.classList.remove("now");
    const { doubt, start } = pane().dataset;
    const line = doubt && document.getElementById("line-" + doubt);
    if (line) {
      line.classList.add("now");
      const list = line.parentElement;
      list.scrollTop = line.offsetTop - list.clientHeight / 3;
    }
    if (start === undefined) return;
    const doubted = doubt ? text.querySelectorAll('[data-doubt="' + doubt + '"]') : [];
    const first = doubted[0] || at(Number(start));
    if (!first) return;
    for (const each of doubted.length ? doubted : [first]) each.classList.add("here");
    const box = text.getBoundingClientRect();
    const offset = first.getBoundingClientRect().top - box.top - box.height / 3;
    if (text.scrollHeight > text.clientHeight) text.scrollTop += offset;
  }

  // A form shows the fields that its kind of target uses.
  function fit() {
    const kind = pane().querySelector("[data-form] select[name=kind]");
    if (kind) kind.form.dataset.kind = kind.value;
  }
  document.addEventListener("change", fit);

  // What came back besides the pane: tasks whose text is lit anew.
  function replaceTasks(holder) {
    for (const each of holder.querySelectorAll("template:not([id])")) {
      const made = each.content.firstElementChild;
      const old = made && document.getElementById(made.id);
      if (old) old.replaceWith(made);
      each.remove();
    }
  }
  document.addEventListener("htmx:configRequest", (event) => {
    // So that an answer also brings what others did meanwhile.
    const known = document.querySelector("[data-seen-revision]");
    if (known) event.detail.headers["X-Seen-Revision"] = known.dataset.seenRevision;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal is shown where it was asked for, with what was typed.
    const xhr = event.detail.xhr;
    if ([403, 409, 422].includes(xhr.status)) event.detail.shouldSwap = true;
    else if (xhr.status >= 400) tell("tell-failed");
    event.detail.isError = false;
    // Who was signed out meanwhile is asked to sign in, on a page of its own.
    if (xhr.responseURL && !new URL(xhr.responseURL).pathname.startsWith(root.dataset.home)) {
      event.detail.shouldSwap = false;
      if (event.detail.target.id === "pane") location.reload();
    }
  });
  document.addEventListener("htmx:sendError", () => tell("tell-failed"));
  document.addEventListener("htmx:afterSettle", (event) => {
    replaceTasks(document);
    if (event.target.id !== "pane") return;
    const moved = opened() !== lately && !pane().querySelector("[data-form], .alarm");
    lately = opened();
    if (moved && (elsewhere() || unlisted())) return location.assign(root.dataset.home + "?" + opened());
    // Loading the page again, or coming back to it, leads here.
    if (pane().dataset.doubt || pane().dataset.task) history.replaceState(null, "", "?" + opened());
    show();
    fit();
    const field = pane().querySelector("[data-form] [aria-invalid], [data-form] input:not([type=hidden])");
    if (field) {
      field.focus();
      if (field.select) field.select();
    } else if (document.activeElement === document.body || pane().contains(document.activeElement)) {
      // Else a field of the same name in the next doubt would take the keys meant for the review.
      pane().focus({ preventScroll: true });
    }
  });
  show();
  fit();
})();
