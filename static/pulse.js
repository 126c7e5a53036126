// The pulse: one small question every two seconds while the page is looked at; only what changed is fetched again, in
// place. Everything works without it by reloading.
(() => {
  "use strict";
  const BEAT = 2000, LONGEST = 60000;
  const byId = (id) => document.getElementById(id);
  const show = (template) => byId("status").replaceChildren(byId(template).content.cloneNode(true));

  function pulse(heart) {
    let timer = 0, alive = true, asking = false, wait = BEAT;
    const later = () => {
      clearTimeout(timer);
      // When the server fails, pages that failed together do not come back together.
      const pause = wait > BEAT ? wait * (0.75 + Math.random() / 2) : wait;
      if (alive && !document.hidden) timer = setTimeout(beat, Math.min(pause, LONGEST));
    };
    async function beat() {
      if (document.hidden || asking || !alive) return;
      asking = true;
      clearTimeout(timer);
      try {
        const answer = await fetch(`${heart.dataset.url}?since=${heart.dataset.since}`, { redirect: "manual" });
        if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
        wait = BEAT;
        alive = ![0, 403, 404].includes(answer.status); // 0: on to the sign-in page, for one has left in another tab
        if (answer.status === 0) show("signed-out");
        if (alive && answer.status === 200) change(heart, await answer.json());
      } catch { wait = Math.min(wait * 2, LONGEST); }
      asking = false;
      later();
    }
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) clearTimeout(timer);
      else { wait = BEAT; beat(); }
    });
    later();
  }

  function change(heart, { since, regions = [], counts = {} }) {
    heart.dataset.since = since;
    regions.forEach((region) => document.body.dispatchEvent(new CustomEvent(`pulse:${region}`)));
    if (regions.length) {
      document.querySelectorAll(regions.map((region) => `[data-live~="${region}"]`).join()).forEach(fetchAgain);
    }
    document.querySelectorAll("[data-count]").forEach((badge) => {
      const count = counts[badge.dataset.count];
      if (count !== undefined) { badge.hidden = !count; badge.firstElementChild.textContent = count; }
    });
  }

  // The same part of the same page, laid over what is there: focus and scroll stay. Not while somebody is at work in it.
  function fetchAgain(part) {
    if (busy(part)) return;
    const place = `#${part.id}`;
    htmx.ajax("GET", location.href, { source: part, target: place, select: place, swap: "outerMorph" }).catch(() => {});
  }

  const changed = (it) => it.options
    ? it.selectedIndex > 0 && !it.options[it.selectedIndex].defaultSelected
    : it.value !== it.defaultValue || it.checked !== it.defaultChecked;
  const busy = (part) => part.querySelector("dialog[open]")
    || [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some(changed);

  document.addEventListener("htmx:before:morph:node", (event) => {
    if (["status", "year-slot"].includes(event.detail.oldNode.id)) event.preventDefault(); // what was said, or fetched, stays
  });
  document.addEventListener("htmx:before:morph:attr", (event) => {
    if (event.detail.attrName === "open") event.preventDefault(); // what somebody has opened stays open
  });
  document.addEventListener("DOMContentLoaded", () => { if (byId("pulse")) pulse(byId("pulse")); });
})();
