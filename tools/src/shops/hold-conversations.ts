import type { TestApp, TestAppOptions } from '@craveva/core/testing/create-test-app'
import { waitFor } from '@craveva/core/testing/wait-for'
import { chat } from './chat.ts'
import { conversations, type ShopConversation } from './conversations.ts'
import { tokenOf } from './identities.ts'
import { openShop } from './open-shop.ts'
import { openDouble, type ShopName } from './shop-doubles.ts'

export interface Held {
  readonly conversation: ShopConversation
  readonly answer: string
  readonly isRight: boolean
}

/** Holds all conversations at a shop, each as a chat of its own from an address of its own. */
export async function holdConversations(name: ShopName, openApp: (options: TestAppOptions) => Promise<TestApp>): Promise<Held[]> {
  const double = await openDouble(name)
  const shop = await openShop({ double, openApp, appOptions: { trustedProxies: ['127.0.0.1/32', '::1/128'] } })
  try {
    const { app, owner, agentId } = shop
    // The catalogue is there before the first question.
    await waitFor(async () => (await owner.get(`/agents/${agentId}`)).body.agent.data_sources.length === 1, undefined, 60_000)
    const held: Held[] = []
    for (const [place, conversation] of conversations.entries()) {
      const headers: Record<string, string> = { origin: double.origin, 'x-forwarded-for': `10.0.0.${place}` }
      if (conversation.customer) headers['x-visitor-identity'] = tokenOf(conversation.customer)
      let conversationId: string | undefined
      let answer = ''
      for (const message of conversation.says) {
        const said = await chat(app.apiUrl, agentId, { message, conversation_id: conversationId }, headers)
        conversationId ??= said.conversationId
        if (said.visitorToken) headers['x-visitor-token'] = said.visitorToken
        answer = said.answer
      }
      const isRight = conversation.expected.test(answer) && !conversation.never?.test(answer)
      held.push({ conversation, answer, isRight })
    }
    return held
  } finally {
    await shop.close()
  }
}
