"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("script");
  const at = (id) => document.getElementById(id);
  const data = JSON.parse(at("data").textContent);
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");

  // light and dark
  const theme = at("theme");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  // what was chosen is kept, where the browser lets a page keep anything
  const kept = "dateline-theme";
  const recall = () => { try { return localStorage.getItem(kept); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(kept, value); } catch { /* it holds for this page only */ } };
  const chosen = recall();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; keep(root.dataset.theme); name(); });
  name();

  // what is to be shown
  const fold = (text) => text.toLowerCase().replace(/\s+/g, " ");
  const articles = [...document.querySelectorAll("article")].map((element) => ({
    element, text: null, marks: null, events: [], title: fold(element.querySelector("h3").textContent),
  }));
  const events = data.events.map((event) => {
    const card = at(event.id);
    const article = articles[Number(event.id.slice(1).split("e")[0]) - 1];
    const told = { ...event, card, article, number: event.id.split("e")[1], shown: true, text: null };
    article.events.push(told);
    return told;
  });
  const dots = [...document.querySelectorAll("#timeline svg a")];
  const fields = ["text", "kind", "entity", "modality", "from", "to"].map(at);
  const [text, kind, entity, modality, from, to] = fields;
  const names = data.entities.map(fold);

  // a day that is known to the month lies in any span that touches the month
  const within = (day, first, last) =>
    !(first || last) || (day !== null && (!first || day >= first.slice(0, day.length)) && (!last || day <= last));

  const words = (event) => {
    event.text ??= fold(event.card.textContent + " "
      + at(event.card.querySelector(".origin a").hash.slice(1)).textContent) + " " + event.article.title;
    return event.text;
  };
  const fits = (event, wanted) =>
    (!wanted.kind || data.kinds[event.kind] === wanted.kind)
    && (!wanted.modality || (wanted.modality === "denied" ? event.denied : event.modality === wanted.modality))
    && (!wanted.entity || event.entities.some((number) => names[number].includes(wanted.entity)))
    && within(event.day, wanted.from, wanted.to)
    && (!wanted.text || words(event).includes(wanted.text));

  const mark = (article) => {
    article.marks ??= [...article.element.querySelectorAll("[data-parts]")].map((element) => ({
      element, events: element.dataset.parts.split(" ").map((part) => Number(part.split(":")[0]) - 1),
    }));
    for (const { element, events } of article.marks) {
      element.classList.toggle("off", !events.some((number) => article.events[number].shown));
    }
  };

  const apply = () => {
    const wanted = {
      text: fold(text.value.trim()), entity: fold(entity.value.trim()),
      kind: kind.value, modality: modality.value, from: from.value, to: to.value,
    };
    const ofEvents = wanted.entity || wanted.kind || wanted.modality || wanted.from || wanted.to;
    let count = 0, seen = 0;
    for (const article of articles) {
      let some = false, changed = false;
      for (const event of article.events) {
        const shown = Boolean(fits(event, wanted));
        if (shown !== event.shown) {
          event.shown = shown;
          event.card.hidden = !shown;
          changed = true;
        }
        some ||= shown;
        count += shown;
      }
      if (changed) mark(article);
      if (!some && !ofEvents) {
        if (wanted.text) article.text ??= fold(article.element.textContent);
        some = !wanted.text || article.text.includes(wanted.text);
      }
      article.element.hidden = !some;
      seen += some;
    }
    for (const dot of dots) {
      const { kind, from, to } = dot.dataset;
      dot.classList.toggle("off", Boolean((wanted.kind && kind !== wanted.kind) || !(within(from, wanted.from, wanted.to) || within(to, wanted.from, wanted.to))));
    }
    at("nothing").hidden = seen > 0;
    at("shown").textContent = `${count} of ${events.length} events, ${seen} of ${articles.length} articles`;
  };
  let waiting = 0;
  at("filter").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  at("filter").addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  at("filter").addEventListener("reset", () => setTimeout(apply));
  at("clear").addEventListener("click", () => { at("filter").reset(); text.focus(); });
  const show = () => {
    apply();
    at("articles").scrollIntoView({ behavior: reduced.matches ? "auto" : "smooth" });
    at("articles-head").tabIndex = -1;
    at("articles-head").focus({ preventScroll: true });
  };

  // a dot of the timeline, a name of the graph: those events only
  const last = (day) => day.length === 4 ? `${day}-12-31` : day.length === 7 ? `${day}-31` : day;
  const first = (day) => day.length === 4 ? `${day}-01-01` : day.length === 7 ? `${day}-01` : day;
  const real = (day) => {
    let shown = day;
    while (Number.isNaN(Date.parse(shown)) || new Date(shown).toISOString().slice(0, 10) !== shown) {
      shown = shown.slice(0, 8) + String(Number(shown.slice(8)) - 1).padStart(2, "0");
    }
    return shown;
  };
  for (const dot of dots) {
    dot.addEventListener("click", (event) => {
      event.preventDefault();
      at("filter").reset();
      kind.value = dot.dataset.kind;
      from.value = first(dot.dataset.from);
      to.value = real(last(dot.dataset.to));
      show();
    });
  }
  const graph = document.querySelector(".graph");
  const edges = graph ? [...graph.querySelectorAll(".edge")] : [];
  const nodes = graph ? [...graph.querySelectorAll(".node")] : [];
  const choose = (node) => {
    graph.classList.toggle("chosen", node !== null);
    const near = new Set(node ? [node.dataset.node] : []);
    for (const edge of edges) {
      const { from, to } = edge.dataset;
      const touches = node !== null && [from, to].includes(node.dataset.node);
      edge.classList.toggle("near", touches);
      if (touches) near.add(from).add(to);
    }
    nodes.forEach((other) => other.classList.toggle("near", near.has(other.dataset.node)));
  };
  for (const node of nodes) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", `${node.dataset.name}: show the events`);
    const pick = () => {
      at("filter").reset();
      entity.value = node.dataset.name;
      show();
    };
    node.addEventListener("click", pick);
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pick();
      }
    });
    for (const type of ["mouseenter", "focus"]) node.addEventListener(type, () => choose(node));
    for (const type of ["mouseleave", "blur"]) node.addEventListener(type, () => choose(null));
  }

  // an event and its words light up together
  let lit = [];
  const light = (article, number) => {
    lit.forEach((element) => { element.classList.remove("on"); delete element.dataset.role; });
    lit = [];
    if (!article) return;
    let before = null;
    for (const element of article.querySelectorAll("[data-parts]")) {
      const part = element.dataset.parts.split(" ").find((part) => part.split(":")[0] === number);
      if (!part) continue;
      const role = part.slice(number.length + 1);
      element.classList.add("on");
      lit.push(element);
      // a role that is cut by another mark is named once, at its end
      if (before && before.nextSibling === element && before.dataset.role === role) delete before.dataset.role;
      if (role !== "trigger") element.dataset.role = role;
      before = element;
    }
  };
  const over = (event) => {
    const card = event.target.closest?.(".event");
    const word = event.target.closest?.("a.t");
    const id = card ? card.id : word ? word.hash.slice(1) : "";
    if (id) light(at(id).closest("article"), id.split("e")[1]);
    else light(null);
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);

  // a link to what the filter hides shows it
  const reveal = () => {
    const target = location.hash.length > 1 && at(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) {
      at("filter").reset();
      apply();
      target.scrollIntoView();
    }
    const card = target.closest(".event");
    if (card) light(card.closest("article"), card.id.split("e")[1]);
  };
  addEventListener("hashchange", reveal);
  apply();
  reveal();
})();
