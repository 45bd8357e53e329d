import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { themeSettings } from './queries.ts'

/** Of the block in the theme app extension. */
export const blockHandle = 'craveva-chat'

/** Where the merchant switches the chat on: in the editor of the theme that visitors see. `clientId` of the app that the block is part of. */
export const editorAddress = (shop: string, clientId: string) =>
  `https://${shop}/admin/themes/current/editor?context=apps${clientId ? `&activateAppId=${clientId}/${blockHandle}` : ''}`

const answer = z.object({
  themes: z.object({
    nodes: z.array(
      z.object({
        name: z.string(),
        files: z.object({ nodes: z.array(z.object({ body: z.object({ content: z.string().optional() }) })) }).nullish(),
      }),
    ),
  }),
})
const settingsData = z.object({
  current: z.union([
    z.string(),
    z.object({ blocks: z.record(z.string(), z.object({ type: z.string(), disabled: z.boolean().optional() })).optional() }),
  ]),
})

export interface Embed {
  readonly state: 'on' | 'off' | 'unknown'
  /** Name of the theme that visitors see; null when it cannot be read. */
  readonly theme: string | null
}

/** Whether the merchant switched the chat on in the theme that visitors see, as that theme's own settings say. */
export async function readEmbed(api: AdminApi, signal: AbortSignal): Promise<Embed> {
  const [theme] = answer.safeParse(await api(themeSettings, {}, signal)).data?.themes.nodes ?? []
  return { state: stateOf(theme?.files?.nodes[0]?.body.content), theme: theme?.name ?? null }
}

function stateOf(content: string | undefined): Embed['state'] {
  if (content === undefined) return 'unknown'
  // Shopify puts a comment before the settings.
  const parsed = settingsData.safeParse(parse(content.replace(/^\s*\/\*[\s\S]*?\*\//, '')))
  if (!parsed.success || typeof parsed.data.current === 'string') return 'unknown'
  const blocks = Object.values(parsed.data.current.blocks ?? {})
  return blocks.some(({ type, disabled }) => type.includes(`/${blockHandle}/`) && disabled !== true) ? 'on' : 'off'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
