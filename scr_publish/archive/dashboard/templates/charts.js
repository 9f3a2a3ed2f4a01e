const ink = "#1b2430";
const soft = "#55606e";
const line = "#d5dae1";
const hues = ["#a11220", "#c4700a", "#0b4f8a", "#3a86a8", "#5b3a8e", "#1a6437", "#77808c", "#1b2430"];
const tones = { high: "#a11220", medium: "#c4700a", low: "#2f7d4f" };
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 13;
Chart.defaults.color = ink;
Chart.defaults.borderColor = line;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.plugins.legend.position = "bottom";
Chart.defaults.plugins.legend.align = "start";
Chart.defaults.plugins.legend.labels.boxWidth = 14;
Chart.defaults.plugins.tooltip.backgroundColor = ink;

const bars = (series, values) => series.map((one, at) => ({
  label: one.label,
  data: values(one),
  backgroundColor: tones[one.tone] ?? hues[at % hues.length],
  borderColor: "#fff",
  borderWidth: 1,
}));

function stacked(canvas, chart, values = (one) => one.values, unit = chart.unit) {
  return new Chart(canvas, {
    type: "bar",
    data: { labels: chart.labels, datasets: bars(chart.series, values) },
    options: {
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked: true, grid: { display: false } },
        y: { stacked: true, beginAtZero: true, ticks: { precision: 0 }, title: { display: true, text: unit, color: soft } },
      },
    },
  });
}

function across(canvas, chart) {
  return new Chart(canvas, {
    type: "bar",
    data: { labels: chart.labels, datasets: bars(chart.series, (one) => one.values) },
    options: {
      indexAxis: "y",
      interaction: { mode: "index", axis: "y", intersect: false },
      scales: {
        x: { stacked: true, min: 0, max: 100, ticks: { callback: (value) => `${value} %` } },
        y: { stacked: true, grid: { display: false }, ticks: { autoSkip: false, font: { size: 12 } } },
      },
    },
  });
}

function band(canvas, measure) {
  const points = measure.points;
  const plain = { pointRadius: 0, borderWidth: 0, pointHitRadius: 0 };
  const datasets = [
    { ...plain, order: 3, label: "Lower quarter", data: points.map((point) => point[1]) },
    { ...plain, order: 3, label: "The middle half of reports", data: points.map((point) => point[3]), fill: "-1", backgroundColor: "#c9dbe8" },
    { order: 1, label: "The middle report", data: points.map((point) => point[2]), borderColor: "#0b4f8a", backgroundColor: "#0b4f8a", borderWidth: 3, pointRadius: 3 },
  ];
  if (measure.target !== null) {
    datasets.push({ order: 2, label: `Target: ${measure.target}`, data: points.map(() => measure.target), borderColor: "#a11220", backgroundColor: "#a11220", borderWidth: 2, borderDash: [7, 5], pointRadius: 0 });
  }
  return new Chart(canvas, {
    type: "line",
    data: { labels: points.map((point) => String(point[0])), datasets },
    options: {
      interaction: { mode: "index", intersect: false },
      plugins: { legend: { labels: { filter: (item) => item.text !== "Lower quarter", boxWidth: 14 } } },
      scales: { x: { grid: { display: false } }, y: { title: { display: true, text: measure.label.split(" (")[0], color: soft } } },
    },
  });
}

function choose(id, label, options, draw) {
  const place = document.querySelector(`.choose[data-for="${id}"]`);
  const select = make("select", {}, ...options.map((text, at) => make("option", { value: at, textContent: text })));
  place.append(make("label", {}, `${label} `, select));
  place.hidden = options.length < 2;
  let drawn = draw(0);
  select.addEventListener("change", () => {
    drawn.destroy();
    drawn = draw(Number(select.value));
  });
}

for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
  const id = canvas.dataset.chart;
  const chart = data.charts[id];
  canvas.parentElement.hidden = false;
  canvas.closest(".chart").querySelector("details").open = false;
  if (chart.kind === "across") across(canvas, chart);
  else if (chart.kind === "band") choose(id, "Measure", chart.measures.map((measure) => measure.label), (at) => band(canvas, chart.measures[at]));
  else if (chart.reports) {
    const each = (one) => one.values.map((value, at) => (chart.reports[at] ? Math.round((100 * value) / chart.reports[at]) / 100 : 0));
    choose(id, "Count", ["in all", "a report, on average"], (at) => (at ? stacked(canvas, chart, each, "leaks a report") : stacked(canvas, chart)));
  } else stacked(canvas, chart);
}
