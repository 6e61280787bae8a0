"use strict";
(() => {
  const box = document.getElementById("map");
  const chart = document.getElementById("timeline");
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  const REGION_METRES = 60000;

  const say = (place) => `${place.name}: ${place.count} (${place.words})`;
  const node = (words) => document.createTextNode(words); // never HTML: names come from texts

  const bind = (layer, place) => {
    layer.bindTooltip(() => { const held = document.createElement("span"); held.append(node(say(place))); return held; });
    layer.on("click", () => { location.href = place.link; });
    layer.addTo(layer.into);
  };

  const drawMap = (world, places) => {
    const map = L.map(box, { attributionControl: false, worldCopyJump: false, zoomControl: false, minZoom: 1, maxZoom: 8 });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    map.setView([30, 10], 2); // before any layer: without a view there is nowhere to draw it
    const countries = new Map(places.filter((p) => p.precision === "country").map((p) => [p.country, p]));
    const shapes = new Set();
    const land = { color: colour("--dim"), weight: 0.5, fillColor: colour("--card"), fillOpacity: 1 };
    const area = { color: colour("--act"), weight: 2, fillColor: colour("--warning"), fillOpacity: 0.35 };
    L.geoJSON(world, {
      style: (f) => (countries.has(f.id) ? area : land),
      onEachFeature: (f, layer) => {
        const place = countries.get(f.id);
        if (!place) return;
        shapes.add(f.id);
        layer.into = map;
        bind(layer, place);
      },
    }).addTo(map);
    const seen = [];
    places.forEach((place) => {
      if (place.lat === null || place.lon === null) return;
      const at = [place.lat, place.lon];
      seen.push(at);
      const circle = place.precision === "region"
        ? L.circle(at, { ...area, radius: REGION_METRES, dashArray: "4 4" })
        : L.circleMarker(at, { color: colour("--alarm"), weight: 2, fillOpacity: 0.6, radius: Math.min(12, 4 + Math.sqrt(place.count)) });
      circle.into = map;
      bind(circle, place);
    });
    // A country without a shape here is listed beside the map, and drawn nowhere.
    places.filter((p) => p.precision === "country" && !shapes.has(p.country)).forEach((place) => {
      const item = document.createElement("li");
      const way = document.createElement("a");
      way.href = place.link;
      way.append(node(place.name));
      item.append(way, node(` · ${place.count}`));
      document.getElementById("beside").append(item);
    });
    if (seen.length) map.fitBounds(seen, { padding: [40, 40], maxZoom: 5, animate: false });
  };

  const drawDays = (data) => {
    if (!data.days.length) return;
    const inks = ["--threat", "--act", "--denial"].map(colour);
    const day = (ts) => new Date(ts * 1e3).toISOString().slice(0, 10);
    const axis = { stroke: colour("--fg"), grid: { stroke: colour("--line") }, ticks: { stroke: colour("--line") } };
    const plot = new uPlot({
      width: chart.clientWidth, height: 190, padding: [null, 44, null, null], tzDate: (ts) => uPlot.tzDate(new Date(ts * 1e3), "Etc/UTC"), 
      axes: [
        { ...axis, space: 90, incrs: [1, 2, 7, 14, 28].map((n) => n * 86400), values: (_, splits) => splits.map(day) },
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] },
      ],
      series: [{ label: chart.dataset.day, value: (_, ts) => (ts === null ? "" : day(ts)) },
        ...data.series.map((s, i) => ({ label: s.name, stroke: inks[i], width: 2, points: { show: data.days.length < 40 } }))],
    }, [data.days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1e3), ...data.series.map((s) => s.counts)], chart);
    plot.over.addEventListener("click", () => { if (plot.cursor.idx !== null) location.href = data.links[plot.cursor.idx]; });
    addEventListener("resize", () => plot.setSize({ width: chart.clientWidth, height: 190 }));
  };

  const load = async () => {
    const answer = await fetch(box.dataset.from);
    if (answer.status === 202) { setTimeout(() => location.reload(), 1500); return; }
    const [data, world] = await Promise.all([answer.json(), fetch(box.dataset.world).then((got) => got.json())]);
    drawDays(data);
    drawMap(world, data.places);
    box.dataset.drawn = "yes";
  };
  load();
})();
