// Runs in the head, before the page is shown and before the scripts of the theme.

// A browser may refuse the storage, which the theme does not expect. Nothing is stored then.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].getItem("")
  } catch {
    Object.defineProperty(window, name, { value: { getItem: () => null, setItem: refuseToStore } })
  }
}

function refuseToStore() {
  throw new DOMException("the browser stores nothing", "SecurityError")
}

// A link to a view: the table keeps its place, but is not visible until it shows that view.
if (location.search) document.documentElement.classList.add("pl-waiting")
