// Help for those who have script; every page works without.
(() => {
  "use strict";
  let unsent = false;

  // The link "Leave quickly", or Escape three times within two seconds, also leaves the history.
  const leave = document.querySelector("[data-leave]");
  if (leave) {
    const go = (pressed) => {
      pressed.preventDefault();
      unsent = false;
      location.replace(leave.href);
    };
    let presses = [];
    leave.addEventListener("click", go);
    document.addEventListener("keydown", (pressed) => {
      if (pressed.key !== "Escape") return;
      const now = Date.now();
      presses = presses.filter((at) => now - at < 2000).concat(now);
      if (presses.length >= 3) go(pressed);
    });
  }

  // Leaving with something typed and not sent: the browser asks once.
  const form = document.querySelector("form[data-warn]");
  if (form) {
    form.addEventListener("input", () => (unsent = true));
    form.addEventListener("submit", () => (unsent = false));
    addEventListener("beforeunload", (leaving) => unsent && leaving.preventDefault());
  }

  // Buttons that only make sense with script are made by it: text browsers show what is only hidden.
  for (const place of document.querySelectorAll("[data-print]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.textContent = place.dataset.print;
    button.addEventListener("click", () => print());
    place.replaceWith(button);
  }
})();
