import type { PanelHost } from '../shared/panel-module.ts'
import type { App } from './app.ts'

/** Says on the launcher how many messages were not seen yet. */
export function labelLauncher({ launcher, name }: PanelHost, t: App['t'], unread: number): void {
  if (unread) launcher.dataset.unread = String(unread)
  else delete launcher.dataset.unread
  launcher.ariaLabel = unread ? `${name}, ${t('unread', { count: unread })}` : name
}
