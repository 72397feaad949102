// Takes the place of the service worker of an earlier build, or of another site at this address,
// where nothing is read offline: removes what it has stored, and itself.

addEventListener("install", () => skipWaiting())

addEventListener("activate", (event) => event.waitUntil(leave()))

async function leave() {
  const own = Object.values(NAMES).map((name) => `${name}${registration.scope}`)
  const names = (await caches.keys()).filter((name) => own.some((each) => name.startsWith(each)))
  await Promise.all(names.map((name) => caches.delete(name)))
  await registration.unregister()
}
