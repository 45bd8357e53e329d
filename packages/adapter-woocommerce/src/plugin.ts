import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { PluginConnection } from './plugin-zip.ts'
import type { WooApi } from './woo-api.ts'

const told = z.object({ server: z.string(), agent: z.string(), deployment: z.string(), secret_mark: z.string() })

export interface PluginNeeds {
  readonly api: Pick<WooApi, 'plugin'>
  /** What it is to show. */
  readonly connection: PluginConnection
  /** Of the deployment; null when it has none. */
  readonly identitySecret: string | null
  /** Where it is downloaded. */
  readonly download: string
  readonly signal: AbortSignal
}

/**
 * Looks after the plugin in the shop: gives it the identity secret of the deployment it was downloaded for. Answers what is left for the merchant to
 * do before the chat is on the pages and knows who is signed in; null when nothing is, or when the shop could not be asked.
 */
export async function tendPlugin({ api, connection, identitySecret, download, signal }: PluginNeeds): Promise<string | null> {
  const answer = await api.plugin('GET', null, signal).catch(() => undefined)
  if (answer === undefined) return null
  const plugin = told.safeParse(answer).data
  if (!plugin)
    return `The plugin is not in the shop yet: download it from ${download} and upload it under Plugins > Add New > Upload Plugin, or paste the snippet into the pages.`
  const { server, agent, deployment } = connection
  if (plugin.server !== server || plugin.agent !== agent || plugin.deployment !== deployment)
    return `The plugin in the shop shows another agent. Enter under Settings > Craveva Chat: server ${server}, agent ${agent}, deployment ${deployment}.`
  if (identitySecret === null || plugin.secret_mark === markOf(identitySecret)) return null
  const body = { deployment, identity_secret: identitySecret }
  const taken = await api.plugin('POST', body, signal).then(
    after => told.safeParse(after).data?.secret_mark === markOf(identitySecret),
    () => false,
  )
  return taken
    ? null
    : 'The plugin does not know yet who is signed in: enter the identity secret under Settings > Craveva Chat, or connect with keys that may write.'
}

/** As the plugin makes it. */
export const markOf = (secret: string) => createHmac('sha256', secret).update('craveva-chat').digest('hex').slice(0, 16)
