import { useSyncExternalStore } from 'react'

const listeners = new Set()

function listen(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes the route on the client, as a link of Next.js does. */
export function go(path) {
  history.pushState(null, '', path)
  for (const listener of listeners) listener()
}

/** What the example takes of Next.js. */
export const usePathname = () => useSyncExternalStore(listen, () => location.pathname)
