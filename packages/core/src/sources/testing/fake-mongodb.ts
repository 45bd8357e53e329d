import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { BSON } from 'mongodb'

type Document = Record<string, unknown>

/** What speaks the wire of MongoDB: signs in with SCRAM-SHA-256, keeps the commands it got, and answers as it is told to. It evaluates nothing. */
export interface FakeMongodb {
  readonly port: number
  /** Commands after the sign-in, oldest first, without what the driver adds of its own. */
  readonly commands: Document[]
  close(): Promise<void>
}

interface FakeOptions {
  readonly username: string
  readonly password: string
  /** Gives the answer to a command, `{errmsg, code}` for a failure, or null to cut the connection. */
  readonly answer: (command: Document) => Document | null
}

const opReply = 1
const opQuery = 2004
const opMessage = 2013

export async function startFakeMongodb(options: FakeOptions): Promise<FakeMongodb> {
  const commands: Document[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    const signIn = scramServer(options)
    let pending = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', data => {
      pending = Buffer.concat([pending, data])
      for (; pending.length >= 16 && pending.length >= pending.readInt32LE(0); pending = pending.subarray(pending.readInt32LE(0)))
        handle(pending.subarray(0, pending.readInt32LE(0)))
    })
    const handle = (message: Buffer) => {
      const { code, id, command } = readMessage(message)
      const answer = respond(command)
      if (answer === null) return socket.destroy()
      socket.write(code === opQuery ? replyTo(id, answer) : messageTo(id, answer))
    }
    const respond = (command: Document): Document | null => {
      if ('hello' in command || 'ismaster' in command || 'isMaster' in command) return hello
      const step = signIn(command)
      if (step) return step
      if ('endSessions' in command) return { ok: 1 }
      const { $db: _db, lsid: _session, ...told } = command
      commands.push(told)
      const answer = options.answer(told)
      return answer && ('errmsg' in answer ? { ok: 0, ...answer } : { ok: 1, ...answer })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

const hello: Document = {
  ok: 1,
  helloOk: true,
  isWritablePrimary: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  saslSupportedMechs: ['SCRAM-SHA-256'],
}

/** The server's side of RFC 5802, for one connection; null for commands that are no part of it. */
function scramServer({ username, password }: Pick<FakeOptions, 'username' | 'password'>) {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  let first = ''
  let challenge = ''
  return (command: Document): Document | null => {
    if (!('saslStart' in command) && !('saslContinue' in command)) return null
    const payload = Buffer.from((command.payload as { buffer: Uint8Array }).buffer).toString()
    if ('saslStart' in command) {
      first = payload.replace(/^n,,/, '')
      const [, user, nonce] = /^n=([^,]*),r=(.*)$/.exec(first) ?? []
      if (user !== username) return refused
      challenge = `r=${nonce}${randomBytes(12).toString('base64url')},s=${salt.toString('base64')},i=4096`
      return { ok: 1, conversationId: 1, done: false, payload: Buffer.from(challenge) }
    }
    const [, bare = '', proof = ''] = /^(.*),p=(.*)$/.exec(payload) ?? []
    const signed = `${first},${challenge},${bare}`
    const clientKey = hmac(salted, 'Client Key')
    const mask = hmac(createHash('sha256').update(clientKey).digest(), signed)
    const wanted = Buffer.from(clientKey.map((byte, at) => byte ^ (mask[at] ?? 0)))
    const given = Buffer.from(proof, 'base64')
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return refused
    const verifier = hmac(hmac(salted, 'Server Key'), signed).toString('base64')
    return { ok: 1, conversationId: 1, done: true, payload: Buffer.from(`v=${verifier}`) }
  }
}

const refused: Document = { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' }
const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest()

function readMessage(message: Buffer) {
  const id = message.readInt32LE(4)
  const code = message.readInt32LE(12)
  // A query has flags, the name of a collection, and two numbers before the command; a message has flags and the kind of its section.
  const start = code === opQuery ? message.indexOf(0, 20) + 9 : 21
  return { code, id, command: BSON.deserialize(message.subarray(start, start + message.readInt32LE(start))) as Document }
}

function messageTo(id: number, answer: Document) {
  const body = BSON.serialize(answer)
  return Buffer.concat([header(21 + body.length, id, opMessage), Buffer.alloc(5), body])
}

function replyTo(id: number, answer: Document) {
  const body = BSON.serialize(answer)
  const rest = Buffer.alloc(20)
  rest.writeInt32LE(1, 16)
  return Buffer.concat([header(36 + body.length, id, opReply), rest, body])
}

function header(length: number, to: number, code: number) {
  const bytes = Buffer.alloc(16)
  for (const [at, value] of [length, 1, to, code].entries()) bytes.writeInt32LE(value, at * 4)
  return bytes
}
