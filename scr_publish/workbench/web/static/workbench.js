"use strict";
// What every page does: follow a check, refuse files that are too large before they are sent, send a form once.
(() => {
  document.documentElement.classList.add("scripted");

  function follow(card) {
    const bar = card.querySelector("progress");
    const stage = card.querySelector(".stage");
    async function look() {
      try {
        const answer = await fetch(card.dataset.progress, { cache: "no-store" });
        if (answer.status === 401 || answer.status === 404) return location.reload();
        const at = await answer.json();
        if (!at.under_way) return location.reload();
        bar.value = at.share;
        if (stage.textContent !== at.stage) stage.textContent = at.stage;
      } catch {
        stage.textContent = "The workbench does not answer; looking again …";
      }
      setTimeout(look, 1000);
    }
    setTimeout(look, 700);
  }

  function guardUpload(form) {
    form.addEventListener("submit", (event) => {
      const files = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
      const size = files.reduce((sum, file) => sum + file.size, 0);
      const limit = Number(form.dataset.limit);
      const field = form.querySelector("input[type=file]");
      if (size > limit) {
        event.preventDefault();
        field.setCustomValidity(`Together the files may have ${Math.floor(limit / 1e6)} MB.`);
        field.reportValidity();
        return;
      }
      const button = form.querySelector("button.primary");
      button.textContent = "Uploading …";
    });
    form.addEventListener("input", () => form.querySelector("input[type=file]").setCustomValidity(""));
  }

  // A second press on a button sends nothing twice.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    if (event.target.dataset.sent) event.preventDefault();
    else if (event.target.method === "post") event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  document.querySelectorAll("[data-progress]").forEach(follow);
  document.querySelectorAll("form.upload").forEach(guardUpload);
})();
