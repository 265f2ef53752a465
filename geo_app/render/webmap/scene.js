/* Draws a scene with Leaflet. One code for the page in the app and for the exported file.
   Every string goes into the document as text (textContent), never as markup. */
(() => {
  "use strict";
  const L = globalThis.L;
  const PANES = [["around", 200], ["land", 210], ["shades", 340], ["surface", 350], ["fills", 360], ["lines", 370], ["circles", 390], ["names", 395], ["flows", 400], ["points", 410], ["badges", 450]];
  const HOME = [[32.2, 35.5], [37.45, 42.5]];
  const LIMITS = [[25.0, 22.0], [43.5, 56.0]];

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined && text !== null) made.textContent = String(text);
    return made;
  };

  const safeLink = (name, url) => {
    if (!/^https?:\/\//i.test(url || "")) return element("span", "", name);
    const link = element("a", "", name);
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    return link;
  };

  const popup = (mark, words) => {
    const box = element("div", "ga-popup");
    box.append(element("h4", "", mark.title));
    if (mark.known) box.append(element("p", "ga-known", mark.known));
    for (const one of mark.incidents || []) {
      const part = element("section", "");
      part.append(element("strong", "", one.date), element("div", "", one.toll), element("div", "", one.party));
      if (one.beside) part.append(element("div", "ga-beside", one.beside));
      const sources = element("div", "ga-sources");
      one.sources.forEach(([name, url], i) => {
        if (i) sources.append(" · ");
        sources.append(safeLink(name, url));
      });
      part.append(sources);
      box.append(part);
    }
    if (mark.more) box.append(element("p", "ga-known", words.more.replace("{n}", mark.more)));
    return box;
  };

  const base = (map, scene) => {
    const data = geoApp.base;
    const style = scene.style;
    L.geoJSON(data.context, {
      pane: "around", interactive: false,
      style: (f) => f.properties.unit_id === "GOLAN"
        ? { color: style.border, weight: 1, dashArray: "4 4", fillColor: "#f3f1e6", fillOpacity: 1 }
        : { color: "#c3c0b6", weight: 0.8, fillColor: style.neighbour, fillOpacity: 1 },
    }).addTo(map);
    L.geoJSON(data.governorates, { pane: "land", interactive: false, style: { stroke: false, fillColor: style.land, fillOpacity: 1 } }).addTo(map);
    L.geoJSON(data.governorates, {
      pane: "lines", interactive: false,
      style: (f) => ({ color: style.line, weight: 0.9, fill: false, dashArray: f.properties.unit_id === "UNDOF" ? "2 3" : null }),
    }).addTo(map);
    L.geoJSON(data.outline, { pane: "lines", interactive: false, style: { color: style.border, weight: 1.4, fill: false } }).addTo(map);
  };

  const names = (map, scene) => {
    const group = L.layerGroup();
    const label = (lat, lon, text, className) => {
      const icon = L.divIcon({ className: "ga-label " + className, html: element("span", "", text), iconSize: null, iconAnchor: [0, 0] });
      L.marker([lat, lon], { icon, pane: "names", interactive: false, keyboard: false }).addTo(group);
    };
    for (const [english, arabic, lat, lon, rank] of geoApp.base.towns) {
      label(lat, lon, scene.lang === "ar" ? arabic : english, "ga-town ga-rank-" + rank);
    }
    for (const place of scene.around) label(place.lat, place.lon, place.text, "ga-around");
    return group;
  };

  const reachable = (layer, text, act) => {
    layer.on("add", () => {
      const node = layer.getElement && layer.getElement();
      if (!node) return;
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", text);
      node.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); layer.openPopup(); act(); }
      });
    });
  };

  const bind = (layer, mark, scene, pick) => {
    const text = mark.title + " – " + mark.count;
    layer.bindTooltip(element("span", "", text), { sticky: true, direction: "top" });
    layer.bindPopup(() => popup(mark, scene.words), { maxWidth: Math.min(340, window.innerWidth - 90), maxHeight: 300, autoPanPaddingTopLeft: [56, 12], autoPanPaddingBottomRight: [12, 12] });
    const act = () => pick(mark.places);
    layer.on("click", act);
    reachable(layer, text, act);
    return layer;
  };

  const badge = (lat, lon, text, className, pane) => {
    const icon = L.divIcon({ className: "ga-badge " + className, html: element("span", "", text), iconSize: null });
    return L.marker([lat, lon], { icon, pane, keyboard: true, alt: text, title: "" });
  };

  const points = (scene, panel, pick) => {
    const group = L.layerGroup();
    const over = scene.surfaces.length > 0;
    for (const mark of panel.points) {
      const look = over
        ? { radius: mark.n > 1 ? mark.size : mark.size * 0.8, color: "#1f2328", weight: 1.1, fillColor: "#ffffff", fillOpacity: 0.66 }
        : { radius: mark.size, color: "#ffffff", weight: 1, fillColor: panel.colour, fillOpacity: 0.82 };
      bind(L.circleMarker([mark.lat, mark.lon], { pane: "points", ...look }), mark, scene, pick).addTo(group);
      if (mark.n > 1) {
        const icon = L.divIcon({ className: over ? "ga-count ga-over" : "ga-count", html: element("span", "", mark.n), iconSize: null });
        L.marker([mark.lat, mark.lon], { icon, pane: "points", interactive: false, keyboard: false }).addTo(group);
      }
    }
    return group;
  };

  const lead = (scene, from, colour, group) => {
    if (from.leader) L.polyline([[from.lat, from.lon], from.leader], { pane: "circles", color: colour, weight: 1, interactive: false }).addTo(group);
  };

  const unitsOf = (level) => {
    const found = geoApp.base.finer[level] || geoApp.base.governorates;
    return new Map(found.features.map((f) => [f.properties.unit_id, f]));
  };

  const choropleth = (scene, panel, pick) => {
    const group = L.layerGroup();
    const units = unitsOf(scene.shading.level);
    for (const unit of panel.shades) {
      const fill = unit.shade === -1 ? "url(#ga-none)" : unit.shade === -2 ? scene.shading.unknown[0] : scene.shading.classes[unit.shade][0];
      const look = { pane: "shades", color: scene.style.line, weight: 0.6, fillColor: fill, fillOpacity: 1 };
      L.geoJSON(units.get(unit.unit), look).eachLayer((layer) => bind(layer, unit, scene, pick).addTo(group));
    }
    return group;
  };

  const areas = (scene, panel, pick) => {
    const group = L.layerGroup();
    for (const fill of panel.fills) {
      L.geoJSON(unitsOf(fill.level).get(fill.unit), { pane: "fills", interactive: false, style: { stroke: false, className: "ga-hatch", fillOpacity: 1, fillColor: "url(#ga-hatch)" } }).addTo(group);
      lead(scene, fill, scene.style.area, group);
      bind(badge(fill.lat, fill.lon, fill.n, "ga-area", "badges"), fill, scene, pick).addTo(group);
    }
    for (const mark of panel.circles) {
      bind(L.polygon(mark.rings, {
        pane: "circles", color: scene.style.area, weight: 1.2, dashArray: "5 4", fillColor: scene.style.area, fillOpacity: 0.07,
      }), mark, scene, pick).addTo(group);
    }
    return group;
  };

  const curve = (a, b) => {
    const path = [];
    const bend = [(a[0] + b[0]) / 2 + (b[1] - a[1]) * 0.18, (a[1] + b[1]) / 2 - (b[0] - a[0]) * 0.18];
    for (let t = 0; t <= 1.0001; t += 0.05) {
      path.push([0, 1].map((i) => (1 - t) ** 2 * a[i] + 2 * t * (1 - t) * bend[i] + t ** 2 * b[i]));
    }
    return path;
  };

  const arrow = (map, from, to, width, colour, undivided, group) => {
    const path = curve(from, to).slice(1, -1);
    L.polyline(path, { pane: "flows", color: colour, weight: width, opacity: 0.75, interactive: false, dashArray: undivided ? "9 5" : null }).addTo(group);
    const [p, q] = [path[path.length - 3], path[path.length - 1]].map((x) => map.project(x, 8));
    const angle = Math.atan2(q.y - p.y, q.x - p.x);
    const size = 4 + width * 1.4;
    const corner = (turn) => map.unproject([q.x - size * 2.2 * Math.cos(angle + turn), q.y - size * 2.2 * Math.sin(angle + turn)], 8);
    L.polygon([map.unproject(q, 8), corner(0.45), corner(-0.45)], { pane: "flows", stroke: false, fillColor: colour, fillOpacity: 0.9, interactive: false }).addTo(group);
  };

  const displacement = (map, scene, panel, pick) => {
    const group = L.layerGroup();
    const colour = scene.style.displacement;
    for (const flow of panel.flows) {
      for (const [from, to] of flow.lines) arrow(map, from, to, flow.width, colour, flow.lines.length > 1, group);
      lead(scene, flow, colour, group);
      const mark = badge(flow.lat, flow.lon, flow.text.join("\n"), "ga-flow", "badges");
      mark.bindTooltip(element("span", "", flow.title), { direction: "top" });
      const act = () => pick({ displacement: flow.ids });
      mark.on("click", act);
      reachable(mark, flow.title, act);
      mark.addTo(group);
    }
    return group;
  };

  const hatch = (container) => {
    const holder = element("div", "ga-defs");
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const pattern = document.createElementNS(space, "pattern");
    const line = document.createElementNS(space, "path");
    for (const [k, v] of Object.entries({ id: "ga-hatch", width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" })) pattern.setAttribute(k, v);
    for (const [k, v] of Object.entries({ d: "M0 0V9", stroke: "#3d4f7a", "stroke-opacity": 0.38, "stroke-width": 1.4 })) line.setAttribute(k, v);
    pattern.append(line);
    const dots = document.createElementNS(space, "pattern");
    const dot = document.createElementNS(space, "circle");
    for (const [k, v] of Object.entries({ id: "ga-none", width: 6, height: 6, patternUnits: "userSpaceOnUse" })) dots.setAttribute(k, v);
    for (const [k, v] of Object.entries({ cx: 2, cy: 2, r: 0.8, fill: "#b3afa4" })) dot.setAttribute(k, v);
    dots.append(dot);
    svg.append(pattern, dots);
    holder.append(svg);
    container.append(holder);
  };

  const legend = (box, scene) => {
    box.replaceChildren();
    if (scene.legend && scene.surfaces.length) {
      const part = element("div", "ga-key");
      part.append(element("div", "ga-heading", scene.legend.heading));
      const row = element("div", "ga-classes");
      for (const [colour, label] of scene.legend.classes) {
        const cell = element("div", "ga-class");
        const swatch = element("i", "");
        swatch.style.background = colour;
        cell.append(swatch, element("span", "", label));
        row.append(cell);
      }
      part.append(row, element("div", "ga-notes"));
      box.append(part);
    }
    if (scene.shading) {
      const part = element("div", "ga-key ga-shading");
      part.dataset.layer = "choropleth";
      part.append(element("div", "ga-heading", scene.shading.heading));
      const row = element("div", "ga-shades");
      for (const [colour, label] of scene.shading.classes) {
        const cell = element("div", "ga-class");
        const swatch = element("i", "");
        swatch.style.background = colour;
        cell.append(swatch, element("span", "", label));
        row.append(cell);
      }
      part.append(row);
      for (const [colour, label] of [["", scene.shading.none], scene.shading.unknown]) {
        if (!label) continue;
        const sign = element("div", "ga-sign");
        const swatch = element("i", colour ? "ga-sample-unit" : "ga-sample-unit ga-sample-none");
        if (colour) swatch.style.background = colour;
        sign.append(swatch, element("span", "", label));
        part.append(sign);
      }
      part.append(element("div", "ga-notes ga-shading-notes"));
      box.append(part);
    }
    for (const [kind, label] of scene.signs) {
      const part = element("div", "ga-sign ga-sign-" + kind);
      part.dataset.layer = { points: "points", area: "areas", circle: "areas", flow: "displacement" }[kind];
      const sample = element("i", "ga-sample-" + kind);
      if (kind === "points") for (const size of [11, 20, 30]) {
        const disc = element("i", "ga-sample-points");
        disc.style.width = disc.style.height = size + "px";
        part.append(disc);
      }
      if (kind === "points") sample.hidden = true;
      if (kind === "points") sample.style.background = scene.surfaces.length ? "#ffffff" : scene.colour;
      part.append(sample, element("span", "", label));
      box.append(part);
    }
  };

  const corners = () => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    for (const [k, v] of Object.entries({ width: 15, height: 15, viewBox: "0 0 15 15", "aria-hidden": "true" })) svg.setAttribute(k, v);
    for (const [k, v] of Object.entries({ d: "M1 5V1h4M10 1h4v4M14 10v4h-4M5 14H1v-4", fill: "none", stroke: "currentColor", "stroke-width": 1.8 })) path.setAttribute(k, v);
    svg.append(path);
    return svg;
  };

  const build = (container) => {
    container.replaceChildren();
    container.classList.add("ga-scene");
    const parts = { head: element("header", "ga-head"), layers: element("fieldset", "ga-layers"), map: element("div", "ga-map"), legend: element("div", "ga-legend"), foot: element("footer", "ga-foot") };
    container.append(parts.head, parts.layers, parts.map, parts.legend, parts.foot);
    hatch(container);
    parts.map.setAttribute("role", "application");
    const map = L.map(parts.map, { attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 5.5, maxZoom: 13, maxBounds: LIMITS, maxBoundsViscosity: 0.7, preferCanvas: false });
    for (const [name, z] of PANES) {
      map.createPane(name).style.zIndex = z;
      if (["around", "land", "surface", "fills", "lines"].includes(name)) map.getPane(name).style.pointerEvents = "none";
    }
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    const state = { map, parts, groups: {}, off: null, surface: null, ready: false };
    const zoomed = () => { parts.map.dataset.zoom = String(Math.floor(map.getZoom())); };
    map.on("zoomend", zoomed);
    const home = () => map.fitBounds(HOME, { animate: false, padding: [2, 2] });
    const size = new ResizeObserver(() => { map.invalidateSize({ pan: false }); if (!state.ready && parts.map.clientWidth > 50) { state.ready = true; home(); zoomed(); } });
    size.observe(parts.map);
    document.addEventListener("fullscreenchange", () => setTimeout(() => { map.invalidateSize({ pan: false }); home(); }, 120));
    const Buttons = L.Control.extend({
      onAdd() {
        const bar = element("div", "leaflet-bar ga-buttons");
        const button = (sign, act) => {
          const one = element("button", "", sign);
          one.type = "button";
          L.DomEvent.disableClickPropagation(one);
          one.addEventListener("click", act);
          bar.append(one);
          return one;
        };
        state.homeButton = button("⌂", home);
        state.fullButton = button("", () => (document.fullscreenElement ? document.exitFullscreen() : container.requestFullscreen()));
        state.fullButton.append(corners());
        return bar;
      },
    });
    new Buttons({ position: "topleft" }).addTo(map);
    home();
    zoomed();
    return state;
  };

  const switcher = (state, scene) => {
    const box = state.parts.layers;
    box.replaceChildren(element("legend", "", scene.words.layers));
    const choice = (type, text, checked, act) => {
      const label = element("label", "");
      const input = element("input", "");
      input.type = type;
      if (type === "radio") input.name = "ga-surface";
      input.checked = checked;
      input.addEventListener("change", () => act(input.checked));
      label.append(input, element("span", "", text));
      box.append(label);
    };
    for (const [key, text] of scene.layers) {
      choice("checkbox", text, !state.off.has(key), (on) => {
        if (on) state.off.delete(key); else state.off.add(key);
        show(state);
        state.told();
      });
    }
    if (scene.panels.length > 1) {
      for (const panel of scene.panels) {
        choice("radio", panel.label, state.surface === panel.key, () => { state.surface = panel.key; show(state); state.told(); });
      }
    }
    box.hidden = scene.layers.length === 0;
  };

  const show = (state) => {
    for (const [key, group] of Object.entries(state.groups)) {
      const [kind, surface] = key.split("|");
      const on = !state.off.has(kind) && (surface === undefined || surface === state.surface);
      if (on) group.addTo(state.map); else group.remove();
    }
    state.parts.legend.classList.toggle("ga-no-surface", state.off.has("heat"));
    for (const sign of state.parts.legend.querySelectorAll("[data-layer]")) sign.hidden = state.off.has(sign.dataset.layer);
    header(state, state.scene);
  };

  const header = (state, scene) => {
    const { head, foot } = state.parts;
    const says = scene.heads[state.surface] || scene.heads.all;
    head.replaceChildren(element("h3", "", says.title), ...says.subtitle.map((line) => element("p", "", line)));
    foot.replaceChildren(...says.notes.map((line) => element("p", "ga-note", line)), ...says.footer.map((line) => element("p", "", line)));
    const notes = state.parts.legend.querySelector(".ga-notes:not(.ga-shading-notes)");
    if (notes) notes.textContent = says.legend.join(" · ");
    const shading = state.parts.legend.querySelector(".ga-shading-notes");
    if (shading) shading.textContent = says.shading.join(" · ");
    state.parts.map.setAttribute("aria-label", [says.title, ...says.subtitle].join(" "));
  };

  const draw = (container, scene, pick, look) => {
    let state = container.geoAppState;
    try {
      if (!state) {
        state = container.geoAppState = build(container);
        base(state.map, scene);
      }
      state.told = () => look && look({ off: [...state.off].sort(), panel: state.surface });
      if (state.drawn === scene.key) return;
      container.dir = scene.lang === "ar" ? "rtl" : "ltr";
      container.lang = scene.lang;
      state.homeButton.title = scene.words.home;
      state.homeButton.setAttribute("aria-label", scene.words.home);
      state.fullButton.title = scene.words.full;
      state.fullButton.setAttribute("aria-label", scene.words.full);
      state.scene = scene;
      for (const group of Object.values(state.groups)) group.remove();
      state.groups = {};
      for (const surface of scene.surfaces) {
        state.groups["heat|" + surface.key] = L.imageOverlay(surface.png, surface.bounds, { pane: "surface", opacity: 0.92, interactive: false, alt: surface.label });
      }
      if (!scene.panels.some((p) => p.key === state.surface)) state.surface = scene.panels[0].key;
      if (!state.off) state.off = new Set(scene.off);
      const kinds = new Set(scene.layers.map(([key]) => key));
      for (const panel of scene.panels) {
        if (kinds.has("choropleth")) state.groups["choropleth|" + panel.key] = choropleth(scene, panel, pick);
        if (kinds.has("areas")) state.groups["areas|" + panel.key] = areas(scene, panel, pick);
        if (kinds.has("displacement")) state.groups["displacement|" + panel.key] = displacement(state.map, scene, panel, pick);
        if (kinds.has("points")) state.groups["points|" + panel.key] = points(scene, panel, pick);
      }
      state.groups.names = names(state.map, scene);
      switcher(state, scene);
      legend(state.parts.legend, scene);
      show(state);
      state.drawn = scene.key;
      container.dataset.drawn = scene.key;
      container.dataset.draws = String(Number(container.dataset.draws || 0) + 1);
    } catch (problem) {
      const message = element("div", "ga-failed", ((scene && scene.words && scene.words.failed) || "The map could not be drawn: {reason}").replace("{reason}", problem.message));
      message.setAttribute("role", "alert");
      container.replaceChildren(message);
      container.geoAppState = undefined;
    }
  };

  globalThis.geoApp = Object.assign(globalThis.geoApp || {}, { draw });
})();
