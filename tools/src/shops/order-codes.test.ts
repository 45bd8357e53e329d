import { createTestApp } from '@craveva/core/testing/create-test-app'
import { waitFor } from '@craveva/core/testing/wait-for'
import { expect, test } from 'vitest'
import { chat } from './chat.ts'
import { tokenOf } from './identities.ts'
import { openShop } from './open-shop.ts'
import { isThere, openDouble, shopNames } from './shop-doubles.ts'

const anyOrder = /"type":"order"/

test.each(shopNames)('at a shop on %s that wants it, an order is shown to who types the code that was mailed', async name => {
  if (!isThere(name)) return console.log(`${name} is left out: its schema could not be fetched from npm`)
  const opened = await openDouble(name)
  const double = { ...opened, settings: { ...opened.settings, order_code: 'always' } }
  const { app, agentId, close } = await openShop({ double, openApp: createTestApp, appOptions: { trustedProxies: ['127.0.0.1/32'] } })
  let addresses = 0
  const converse = (identity?: string) => {
    const headers: Record<string, string> = { origin: double.origin, 'x-forwarded-for': `10.2.0.${++addresses}` }
    if (identity) headers['x-visitor-identity'] = identity
    let conversationId: string | undefined
    return async (message: string) => {
      const said = await chat(app.apiUrl, agentId, { message, conversation_id: conversationId }, headers)
      conversationId ??= said.conversationId
      if (said.visitorToken) headers['x-visitor-token'] = said.visitorToken
      return said.answer
    }
  }
  const code = async () => {
    await waitFor(() => app.mail.sent.some(({ to }) => to === 'jo.kim@example.com'))
    return /Your code is (\d{6})/.exec(app.mail.sent.find(({ to }) => to === 'jo.kim@example.com')?.text ?? '')?.[1] ?? ''
  }
  try {
    const [jo, sam, signedIn] = [converse(), converse(), converse(tokenOf('8'))]
    const asked = await jo('Where is my order 1001? I am jo.kim@example.com')
    const askedInVain = await sam('Where is my order 1001? I am sam@example.com')
    expect(asked).toContain('a code of six digits')
    expect(asked).not.toMatch(anyOrder)
    expect(askedInVain.split('\n')[0]).toBe(asked.split('\n')[0])
    const mailed = await code()
    const wrong = mailed === '123456' ? '654321' : '123456'
    expect(await sam(mailed)).toMatch(/wrong or too old/)
    expect(await jo(wrong)).toMatch(/wrong or too old/)
    const shown = await jo(`It is ${mailed}`)
    expect(shown).toMatch(/"type":"order","number":"#?1001"/)
    expect(shown).not.toContain('jo.kim@example.com')
    expect(app.mail.sent.filter(({ to }) => to === 'sam@example.com')).toEqual([])
    expect(await signedIn('Where is my order?')).toMatch(/"number":"#?SO-1002"/)
  } finally {
    await close()
  }
})
