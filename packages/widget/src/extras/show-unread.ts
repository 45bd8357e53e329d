import { onEnd } from '../dom/scope.ts'
import type { App } from '../panel/app.ts'
import { sayFor } from './say.ts'

/** Says on the launcher how many messages were not seen yet, until the scope it is called in ends. */
export function showUnread(app: App, count: number): void {
  const { launcher } = app
  const name = launcher.ariaLabel
  launcher.dataset.unread = String(count)
  launcher.ariaLabel = `${name}, ${sayFor(app)('unread', { count })}`
  onEnd(() => {
    delete launcher.dataset.unread
    launcher.ariaLabel = name
  })
}
