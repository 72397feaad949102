// Runs before the scripts of the theme.

// The theme takes every link with rel="alternate", such as a feed or a translation, for the address
// of a site and requests its sitemap. Without an answer it treats links to them as any other link.
// Its own sitemap, which may be beside a feed, is requested earlier, while the page is parsed.
window.XMLHttpRequest = class extends XMLHttpRequest {
  #address = ""

  open(method, address) {
    this.#address = address
    super.open(method, address)
  }

  // A large sitemap blocks the page while the theme reads it, and only links of the page need it.
  addEventListener(type, listener, options) {
    const isSitemap = type === "load" && this.#address.endsWith("/sitemap.xml")
    const deliver = () => (this.response.size > LARGE ? linksAreNear.then(listener) : listener())
    super.addEventListener(type, isSitemap ? deliver : listener, options)
  }

  send() {
    if (document.readyState === "loading" || !isOfAlternate(this.#address)) super.send()
  }
}

const LARGE = 200_000 // bytes: about 2,000 pages
const linksAreNear = new Promise((resolve) => {
  addEventListener("load", () => setTimeout(resolve, 2000))
  for (const type of ["pointerover", "focusin"]) {
    addEventListener(type, ({ target }) => target.closest?.("a[href]") && resolve())
  }
})

function isOfAlternate(address) {
  const links = [...document.querySelectorAll("link[rel=alternate]")]
  return links.some(({ href }) => new URL("sitemap.xml", href).href === address)
}
