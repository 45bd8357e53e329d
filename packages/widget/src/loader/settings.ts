import type { WidgetSettings } from '../shared/settings.ts'

/** What is written into the script in place of its token: by the server with the agent's settings, by the build for a static file. */
export interface ServedSettings extends Partial<Pick<WidgetSettings, 'agent' | 'api' | 'integrity' | 'config'>> {
  /** Address of the panel's module, relative to the script. */
  readonly panel: string
}

/**
 * Joins what was written into the script with the attributes of its tag. An attribute wins, so that one page can differ.
 * Undefined without an agent: then there is nothing to start.
 */
export function readSettings(tag: HTMLScriptElement | null, served: ServedSettings): WidgetSettings | undefined {
  if (!tag?.src) return undefined
  const source = new URL(tag.src)
  const { dataset: page, nonce } = tag
  const { target } = page
  const agent = page.agent || served.agent || source.searchParams.get('agent')
  if (!agent) return undefined
  return {
    agent,
    api: (page.api || served.api || source.origin).replace(/\/+$/, ''),
    panel: new URL(served.panel, source).href,
    integrity: served.integrity ?? '',
    config: served.config?.agent_id === agent ? served.config : null,
    page: { ...page, ...(target && { position: 'inline' }), nonce },
    findParent: () => (target ? document.querySelector(target) : document.documentElement),
  }
}
