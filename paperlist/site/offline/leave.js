// Takes the place of the service worker of an earlier build, or of another site at this address,
// where nothing is read offline: removes what it has stored, and itself.
//
// While it installs, since a browser may wait for minutes until it activates it.

addEventListener("install", (event) => {
  registration.unregister() // when the installation has ended, so nothing here can wait for it
  event.waitUntil(removeStored())
})

async function removeStored() {
  const own = Object.values(NAMES).map((name) => `${name}${registration.scope}`)
  const names = (await caches.keys()).filter((name) => own.some((each) => name.startsWith(each)))
  await Promise.all(names.map((name) => caches.delete(name)))
}
