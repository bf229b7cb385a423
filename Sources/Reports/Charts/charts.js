// Draws every chart of the page from the specification beside it. Expressions of specifications
// are interpreted ("ast"), so that the page's policy need not allow code made from text.
const config = JSON.parse(document.getElementById("chart-theme").textContent);
if (document.documentElement.clientWidth < 600) {
  config.axis.labelLimit = 110;
  config.legend.labelLimit = 220;
}
for (const view of document.querySelectorAll("[data-chart]")) {
  const specification = JSON.parse(document.getElementById(view.dataset.chart).textContent);
  try {
    await window.vegaEmbed(view, specification, {
      config, renderer: "svg", actions: false, ast: true, defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
  } catch (error) {
    view.textContent = `This chart could not be drawn: ${error.message}`;
    console.error(error);
  }
}
document.documentElement.dataset.charts = "drawn";
