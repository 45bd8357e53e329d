import { onEnd } from '../dom/scope.ts'
import { signal } from '../dom/signal.ts'
import { attempt } from './store/storage.ts'

/** Follows what the browser window tells: whether it is small enough to be covered, whether there is a connection, whether dark is preferred. */
export function watchWindow() {
  const media = (query: string) => {
    const list = matchMedia(query)
    return follow(list, ['change'], () => list.matches)
  }
  return {
    full: media('(max-width: 480px), (max-height: 420px)'),
    dark: media('(prefers-color-scheme: dark)'),
    isOnline: follow(window, ['online', 'offline'], () => navigator.onLine),
  }
}

/** A signal that is read again with every such event. */
export function follow<T>(target: EventTarget, events: readonly string[], read: () => T) {
  const state = signal(read())
  for (const event of events) {
    listen(target, event, () => {
      state.current = read()
    })
  }
  return state
}

/** Listens until the piece of the screen that is being built goes. */
export function listen<E extends Event>(target: EventTarget, event: string, listener: (event: E) => unknown) {
  target.addEventListener(event, listener as EventListener)
  onEnd(() => target.removeEventListener(event, listener as EventListener))
}

/** Fits an element to what the on-screen keyboard leaves of the window, as custom properties. */
export function fitVisualViewport(element: HTMLElement): void {
  const viewport = window.visualViewport as VisualViewport
  const update = () => {
    element.style.setProperty('--height', `${viewport.height}px`)
    element.style.setProperty('--top', `${viewport.offsetTop}px`)
  }
  update()
  listen(viewport, 'resize', update)
  listen(viewport, 'scroll', update)
}

/** While the panel covers the window, the page behind neither scrolls nor takes focus; afterwards it is as it was. */
export function lockPage(): void {
  const { body, documentElement } = document
  const { overflow } = documentElement.style
  const { inert } = body
  documentElement.style.overflow = 'hidden'
  body.inert = true
  onEnd(() => {
    documentElement.style.overflow = overflow
    body.inert = inert
  })
}

/** Lets the back button or gesture close what is open, where the browser offers that. */
export function closeOnBack(close: () => void): void {
  const { CloseWatcher } = window as unknown as { CloseWatcher: new () => EventTarget & { destroy(): void } }
  const watcher = attempt(() => new CloseWatcher())
  watcher?.addEventListener('close', close)
  onEnd(() => watcher?.destroy())
}
