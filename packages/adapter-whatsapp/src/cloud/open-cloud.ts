import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { createChatAddresses } from '../chat-addresses.ts'
import type { Settings } from '../settings.ts'
import type { WhatsappOptions } from '../whatsapp-adapter.ts'
import { createBill } from './bill.ts'
import { cloudChannel } from './cloud-channel.ts'
import { createGraph } from './graph.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { createWindow } from './service-window.ts'

/** A number of Meta's Cloud API. */
export function openCloud(context: AdapterContext<Settings>, options: WhatsappOptions): Connection {
  const { settings, store, signal } = context
  const graph = createGraph({
    baseUrl: options.graphUrl ?? 'https://graph.facebook.com',
    version: options.graphVersion ?? 'v26.0',
    token: settings.access_token ?? '',
    signal,
  })
  const window = createWindow(store)
  const bill = createBill(store)
  const addresses = createChatAddresses(context)
  return {
    channel: cloudChannel(graph, settings, window),
    handle: request => receiveWebhook(request, context, { window, bill, addresses }),
    async health() {
      const found = await graph.get(`${settings.phone_number_id}?fields=display_phone_number,verified_name,quality_rating`)
      const { display_phone_number: number, verified_name: name, quality_rating: quality } = found
      const facts = Object.entries({ number, name, quality, ...(await bill.facts()) }).filter(([, value]) => Boolean(value))
      return { state: 'ok', message: null, facts: Object.fromEntries(facts.map(([fact, value]) => [fact, String(value)])) }
    },
    async close() {},
  }
}
