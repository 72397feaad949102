// Copy buttons. One listener for the whole document: pages are swapped without a reload.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]")
  if (!button) return
  const box = button.closest(".pl-cite")
  const text = box.querySelector("pre")
  const label = (button.label ??= button.textContent)
  let said = button.dataset.copied
  try {
    await navigator.clipboard.writeText(text.textContent)
  } catch {
    getSelection().selectAllChildren(text)
    said = button.dataset.failed
  }
  button.textContent = said
  box.querySelector("[role=status]").textContent = said
  clearTimeout(button.timer)
  button.timer = setTimeout(() => {
    button.textContent = label
    box.querySelector("[role=status]").textContent = ""
  }, 2000)
})
