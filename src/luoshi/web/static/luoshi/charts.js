// Draws every <div data-chart="id"> from the JSON specification of that id.
// Colours in a specification are names of the design sheet and are filled in here.
(function () {
  "use strict";
  const drawn = [];

  function fill(value, style) {
    if (typeof value === "string") {
      return value.replace(/var\((--[\w-]+)\)/g, (_whole, name) => style.getPropertyValue(name).trim());
    }
    if (Array.isArray(value)) return value.map((each) => fill(each, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, style)]));
    }
    return value;
  }

  function tooltip(option, style) {
    return {
      ...option.tooltip,
      backgroundColor: style.getPropertyValue("--paper").trim(),
      borderColor: style.getPropertyValue("--rule").trim(),
      textStyle: { color: style.getPropertyValue("--ink").trim(), fontSize: 13 },
      axisPointer: { lineStyle: { color: style.getPropertyValue("--rule").trim() } },
    };
  }

  function draw({ chart, specification }) {
    const style = getComputedStyle(document.documentElement);
    const { rows, ...option } = fill(specification, style);
    chart.setOption({ ...option, tooltip: tooltip(option, style) }, true);
    fit(chart);
  }

  // With a view box the drawing can be scaled to the narrower column of a printed page.
  function fit(chart) {
    chart.resize();
    const box = `0 0 ${chart.getWidth()} ${chart.getHeight()}`;
    chart.getDom().querySelector("svg").setAttribute("viewBox", box);
  }

  function start(box) {
    const specification = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const chart = echarts.init(box, null, { renderer: "svg" });
    const entry = { chart, specification };
    drawn.push(entry);
    draw(entry);
    new ResizeObserver(() => fit(chart)).observe(box);
  }

  document.addEventListener("luoshi:theme", () => drawn.forEach(draw));
  document.querySelectorAll("[data-chart]").forEach(start);
})();
