// Small comforts on top of pages that work without any script. Nothing here may be needed to finish a task.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const each = (root, selector, act) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll?.(selector).forEach(act);
  };
  // Emptied first: a screen reader stays silent when the same words are set twice.
  const say = (words) => {
    byId("said").textContent = "";
    setTimeout(() => { byId("said").textContent = words; }, 100);
  };

  // What is new on the page, at load and after every swap.
  function attend(root, first) {
    each(root, "[data-timezone-guess]", (it) => { it.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone; });
    each(root, ".error-summary:not([data-calm]), [data-focus]", (it) => setTimeout(() => it.focus({ preventScroll: !!byId("new") }), 30));
    each(root, ".thread-list[data-follow]", (list) => (byId("new") ?? list.lastElementChild)?.scrollIntoView({ block: byId("new") ? "center" : "end" }));
    each(root, first ? "#status .notice" : "[data-announce]", (it) => say(it.textContent.trim()));
    if (!first) each(root, "#status .notice", () => byId("status").classList.add("fresh"));
  }

  // A second click while the first is on its way does nothing; the server's token is the real guard.
  const inFlight = new Set();
  const release = () => { inFlight.forEach((button) => { button.disabled = false; }); inFlight.clear(); };
  document.addEventListener("submit", (event) => {
    // Later, so that the button's own name and value still travel with the form.
    setTimeout(() => {
      const button = event.submitter;
      if (!button || event.defaultPrevented || event.target.method === "dialog") return;
      document.querySelectorAll("[data-while-open]").forEach((it) => it.remove()); // what was sent is no draft any more
      inFlight.add(button).forEach((it) => { it.disabled = true; });
      setTimeout(release, 8000);
    });
  });
  window.addEventListener("pageshow", release);

  document.addEventListener("click", (event) => {
    byId("status").classList.remove("fresh");
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && byId(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    const copier = event.target.closest("[data-copy]");
    if (copier) {
      const field = byId(copier.dataset.copy);
      field.select();
      navigator.clipboard?.writeText(field.value).then(() => say(copier.dataset.done), () => {});
    }
    document.querySelectorAll("details.pop[open]").forEach((it) => { if (!it.contains(event.target)) it.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details.pop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    const sent = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("[data-send]");
    if (sent) sent.form.requestSubmit(sent.form.querySelector("button"));
  });

  // Filters left empty stay out of the address; a lost connection is told in the page's language.
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.request.method !== "GET" || !ctx.sourceElement.matches("form")) return;
    [...ctx.request.body].forEach(([name, value]) => { if (value === "") ctx.request.body.delete(name); });
  });
  document.addEventListener("htmx:error", () => byId("status").replaceChildren(byId("offline").content.cloneNode(true)));

  document.addEventListener("DOMContentLoaded", () => {
    attend(document.body, true);
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => attend(node))))
      .observe(document.body, { childList: true, subtree: true });
  });
})();
