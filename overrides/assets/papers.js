// One listener for the whole document: pages are swapped without a reload.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button")
  if (button?.matches("[data-copy]")) copy(button)
  if (button?.matches("[data-open-search]")) openSearch()
  const skip = event.target.closest?.("a.md-skip")
  if (skip) setTimeout(focusOn, 100, decodeURIComponent(skip.hash.slice(1)))
})

// The theme follows a link to a heading by script, and may put the page in anew: the next Tab would
// start at the top again.
function focusOn(id) {
  const heading = document.getElementById(id)
  heading.tabIndex = -1
  heading.focus()
}

async function copy(button) {
  const box = button.closest(".pl-cite")
  const text = box.querySelector("pre")
  const words = button.firstChild // what follows is for screen readers and stays
  const label = (button.label ??= words.data)
  let said = button.dataset.copied
  try {
    await navigator.clipboard.writeText(text.textContent)
  } catch {
    getSelection().selectAllChildren(text)
    said = button.dataset.failed
  }
  words.data = said
  box.querySelector("[role=status]").textContent = said
  clearTimeout(button.timer)
  button.timer = setTimeout(() => {
    words.data = label
    box.querySelector("[role=status]").textContent = ""
  }, 2000)
}

function openSearch() {
  const toggle = document.querySelector("#__search")
  if (!toggle.checked) toggle.click()
  document.querySelector(".md-search__input").focus()
}

// The theme swaps the page and its head, and keeps the header: its language menu has to follow.
document$.subscribe(() => {
  for (const link of document.querySelectorAll(".md-select__link[hreflang]")) {
    const here = document.querySelector(`head > link[hreflang="${link.hreflang}"]`)
    if (here) link.href = here.href
  }
})
