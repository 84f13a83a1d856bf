/* Light or dark: what the system wants until the reader says otherwise, remembered where the browser lets it be. */

const KEY = "cardcheck-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = [];
let chosen = "";

function remembered() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "dark" || theme === "light" ? theme : "";
  } catch {
    return "";
  }
}

function remember() {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // A browser that keeps nothing shows the choice until the page is closed.
  }
}

const isDark = () => (chosen ? chosen === "dark" : system.matches);

function apply() {
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  document.getElementById("theme").setAttribute("aria-pressed", String(isDark()));
  for (const listener of listeners) listener();
}

/** Has a function called when colours change. */
export const whenColoursChange = (listener) => listeners.push(listener);

/** Takes the reader's choice, and follows the button, the system and the printer. */
export function startTheme() {
  const button = document.getElementById("theme");
  button.hidden = false;
  chosen = remembered();
  apply();
  button.addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    remember();
    apply();
  });
  for (const query of [system, matchMedia("print")]) query.addEventListener("change", apply);
}
