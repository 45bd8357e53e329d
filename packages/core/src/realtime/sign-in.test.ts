import { EventEmitter } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { OperatorServer, OperatorSocket } from './operator-socket.ts'
import { createSignIn } from './sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.stop())

/** A socket whose connection ends when the test says so. */
async function knock() {
  const owner = await app.signUp()
  const conn = Object.assign(new EventEmitter(), { readyState: 'open' })
  const handshake = { auth: { token: owner.token }, headers: {}, address: '127.0.0.1' }
  const socket = { conn, handshake, data: {}, join: async () => {} } as unknown as OperatorSocket
  const signIn = createSignIn(app.core.services, { sockets: { sockets: new Map() } } as unknown as OperatorServer)
  signIn.stop()
  const companyId: string = (await owner.get('/auth/me')).body.user.company_id
  return { signIn, socket, conn, companyId }
}

test('a socket that ends between its admission and its connection is not counted any more', async () => {
  const { signIn, socket, conn, companyId } = await knock()
  await new Promise(next => signIn.admit(socket, next))
  expect(signIn.isServing(companyId)).toBe(true)
  conn.emit('close')
  expect(signIn.isServing(companyId)).toBe(false)
})

test('one that ended while its token was looked at is not counted at all', async () => {
  const { signIn, socket, conn, companyId } = await knock()
  conn.readyState = 'closed'
  await signIn.admit(socket, () => expect.unreachable())
  expect(signIn.isServing(companyId)).toBe(false)
})
