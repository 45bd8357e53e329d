import type { WidgetSettings } from '../shared/settings.ts'

/** What is written into the script in place of its token: by the server with the agent's settings, by the build for a static file. */
export interface ServedSettings extends Partial<Pick<WidgetSettings, 'api' | 'integrity' | 'config'>> {
  /** Address of the panel's module, relative to the script. */
  readonly panel: string
}

/** Joins what was written into the script with the attributes of its tag. An attribute wins, so that one page can differ. */
export function readSettings(served: ServedSettings): WidgetSettings {
  const { src, dataset: page, nonce } = document.currentScript as HTMLScriptElement
  const source = new URL(src)
  const { target } = page
  const agent = page.agent || source.searchParams.get('agent') || served.config?.agent_id
  if (!agent) throw new Error('no ?agent= or data-agent')
  return {
    ...served,
    agent,
    api: new URL(page.api || served.api || src).origin,
    panel: new URL(served.panel, source).href,
    config: served.config?.agent_id === agent ? served.config : null,
    page: { ...page, ...(target && { position: 'inline' }), nonce },
    findParent: () => (target ? document.querySelector(target) : document.documentElement),
  }
}
