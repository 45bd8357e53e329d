/**
 * A page in the place of WhatsApp Web: it has the modules that whatsapp-web.js looks for, as far as pairing, receiving and sending text touch
 * them, and no connection. Tests act on it through `window.fake`: `scanWhenShown()`, `receive(from, text)`, `missed(from, text)` before it is
 * ready, `own(to, text)`, `drop(state)`; what the library sends appears in `window.fake.sent`. A browser that kept its profile needs no scan.
 */
export const whatsappPage = (script = '') => `<!doctype html><title>WhatsApp</title><script>${modules};${script}</script>`

const modules = `
const emitter = extra => {
  const listeners = {}
  return Object.assign({
    on(names, listener) {
      for (const name of names.split(' ')) (listeners[name] ??= []).push(listener)
      if (names === 'change:hasSynced' && this.hasSynced) setTimeout(() => listener(this, true), 50)
    },
    off(name, listener) { listeners[name] = (listeners[name] ?? []).filter(other => other !== listener) },
    emit(name, ...values) { for (const listener of [...(listeners[name] ?? [])]) listener(...values) },
  }, extra)
}
const wid = serialized => {
  const [user, server] = String(serialized).split('@')
  return {
    user, server, _serialized: String(serialized),
    isLid: () => server === 'lid', isGroup: () => server === 'g.us', isStatus: () => false, isUser: () => server === 'c.us',
    toString: () => String(serialized), toJid: () => String(serialized),
  }
}
const me = { ...wid('491700000000@c.us') }
const lid = { ...wid('987654321@lid') }
const paired = localStorage.getItem('paired') === 'yes'
const Socket = emitter({ state: paired ? 'CONNECTED' : 'UNPAIRED', hasSynced: paired, logout() { localStorage.removeItem('paired'); Cmd.emit('logout') }, takeover() {} })
const Cmd = emitter({ refreshQR() {} })
const Conn = emitter({ ref: 'reference-1', serialize: () => ({ pushname: 'The shop', platform: 'web' }) })
class MsgKey {
  constructor({ from, to, id, selfDir }) { Object.assign(this, { fromMe: selfDir === 'out', remote: to._serialized, id, _serialized: (selfDir === 'out') + '_' + to._serialized + '_' + id }) }
  static newId() { return 'OUT' + String(++count).padStart(4, '0') }
}
let count = 0
const messages = new Map()
const Msg = emitter({ get: id => messages.get(id), getMessagesById: async ids => ({ messages: ids.map(id => messages.get(id)).filter(Boolean) }) })
const chats = new Map()
const chatOf = serialized => {
  if (!chats.has(serialized)) chats.set(serialized, { id: wid(serialized), unreadCount: 0, mute: { expiration: 0 }, msgs: { getModelsArray: () => [...messages.values()].filter(({ id }) => id.remote === serialized) }, serialize() { return { id: this.id, unreadCount: this.unreadCount, formattedTitle: serialized } } })
  return chats.get(serialized)
}
const Chat = emitter({ get: id => chats.get(id._serialized ?? id), getModelsArray: () => [...chats.values()] })
const model = data => {
  const message = { ...data, isNewMsg: true, serialize: () => ({ ...data, from: data.from._serialized, to: data.to._serialized }) }
  messages.set(data.id._serialized, message)
  return message
}
const fake = {
  sent: [], typing: [], scans: false,
  scanWhenShown() { this.scans = true },
  scan() { localStorage.setItem('paired', 'yes'); Socket.state = 'CONNECTED'; Socket.emit('change:state', Socket, 'CONNECTED'); Socket.hasSynced = true; Socket.emit('change:hasSynced', Socket, true) },
  receive(from, body, more = {}) {
    const message = this.incoming(from, body, more)
    Msg.emit('add', message)
    return message.id._serialized
  },
  missed(from, body) { this.incoming(from, body, {}); chatOf(from).unreadCount++ },
  incoming(from, body, more) {
    chatOf(from)
    const id = 'IN' + String(++count).padStart(4, '0')
    const key = { fromMe: false, remote: from, id, _serialized: 'false_' + from + '_' + id }
    return model({ id: key, body, type: 'chat', t: Math.floor(Date.now() / 1000), from: wid(from), to: me, notifyName: 'Jo', ...more })
  },
  own(to, body) {
    chatOf(to)
    const id = 'ME' + String(++count).padStart(4, '0')
    const key = { fromMe: true, remote: to, id, _serialized: 'true_' + to + '_' + id }
    Msg.emit('add', model({ id: key, body, type: 'chat', t: Math.floor(Date.now() / 1000), from: me, to: wid(to) }))
    return key._serialized
  },
  ack(id, ack) { Msg.emit('change:ack', messages.get(id), ack) },
  drop(state) { Socket.state = state; Socket.emit('change:state', Socket, state) },
  refreshCode() { Conn.ref = 'reference-' + ++count; Conn.emit('change:ref', Conn, Conn.ref) },
}
window.fake = fake
const key = { pubKey: new Uint8Array(32) }
const table = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: { setPairingType() {}, initializeAltDeviceLinking: async () => {}, startAltLinkingFlow: async () => 'ABCD1234', initializeQRLinking: async () => {} },
  WABase64: { encodeB64: () => 'key' },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: key }) } },
  WAWebSignalStoreApi: { waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: key }) } },
  WAWebUserPrefsMultiDevice: { getADVSecretKey() { if (fake.scans) setTimeout(() => fake.scan(), 300); return 'secret' } },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me, getMaybeMeLidUser: () => lid },
  WAWebCollections: { Msg, Chat, Contact: { find: async () => null, get: () => null } },
  WAWebSyncGatingUtils: {},
  WAWebCallCollection: null,
  WAWebWidFactory: { createWid: wid, asUserWidOrThrow: id => id },
  WAWebFindChatAction: { findOrCreateLatestChat: async id => (id._serialized.startsWith('0') ? null : { chat: chatOf(id._serialized) }) },
  WAWebChatLoadMessages: { loadEarlierMsgs: async () => [] },
  WAWebChatGetters: { getIsNewsletter: () => false, getIsBroadcast: () => false },
  WALinkify: { findLink: () => null, findLinks: () => [] },
  WAWebMsgKey: MsgKey,
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: {
    addAndSendMsgToChat(chat, message) {
      fake.sent.push({ to: chat.id._serialized, body: message.body })
      const sent = model(message)
      Msg.emit('add', sent)
      return [Promise.resolve(sent), Promise.resolve({})]
    },
  },
  WAWebUpdateUnreadChatAction: { sendSeen() {} },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebChatStateBridge: {
    sendChatStateComposing: async id => { fake.typing.push(id._serialized) },
    sendChatStatePaused: async () => {},
  },
}
const anything = new Proxy(function () {}, { get: (_, name) => (typeof name === 'symbol' || name === 'then' || name === 'toJSON' ? undefined : anything), apply: () => anything, construct: () => anything })
window.require = name => (name in table ? table[name] : anything)
window.Debug = { VERSION: '0.0.0' }
`
