import type { PageSettings, WidgetSettings } from '../shared/settings.ts'

/** What the server writes into the script in place of the token. */
export type ServedSettings = Partial<Omit<WidgetSettings, 'page'>>

/** Put in by the build, for the script as a static file: where the panel lies beside it, and its hash. */
declare const PANEL_FILE: string
declare const PANEL_INTEGRITY: string

/**
 * Joins what the server wrote into the script with the attributes of its tag. An attribute wins, so that one page can differ.
 * Undefined without an agent: then there is nothing to start.
 */
export function readSettings(tag: HTMLOrSVGScriptElement | null, served: ServedSettings | string): WidgetSettings | undefined {
  if (!(tag instanceof HTMLScriptElement)) return undefined
  const known: ServedSettings = typeof served === 'string' ? { panel: PANEL_FILE, integrity: PANEL_INTEGRITY } : served
  const source = new URL(tag.src)
  const attributes: DOMStringMap = tag.dataset
  const agent = attributes.agent || known.agent || source.searchParams.get('agent')
  if (!agent) return undefined
  return {
    agent,
    api: (attributes.api || known.api || source.origin).replace(/\/+$/, ''),
    panel: new URL(known.panel ?? PANEL_FILE, source).href,
    integrity: known.integrity ?? '',
    config: known.config?.agent_id === agent ? known.config : null,
    page: { ...attributes, nonce: tag.nonce } satisfies PageSettings,
  }
}
