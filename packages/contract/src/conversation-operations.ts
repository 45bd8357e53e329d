import { created, file, operation, streaming, user, visitor } from './operation.ts'

/** What visitors do in their own conversations. */
export const chatOperations = {
  send: streaming(
    'on-request',
    operation('POST', '/agents/:agent_id/chat', 'Send a message to a deployed agent', visitor, { limit: 'chat' }),
  ),
  config: operation('GET', '/agents/:agent_id/widget', 'Get what the chat widget shows before the first message', visitor),
  history: operation('GET', '/agents/:agent_id/conversations/:conversation_id', 'Read one’s own conversation', visitor),
  stream: streaming(
    'always',
    operation('GET', '/agents/:agent_id/conversations/:conversation_id/stream', 'Follow or resume one’s own conversation', visitor),
  ),
  cancel: operation('POST', '/agents/:agent_id/conversations/:conversation_id/cancel', 'Stop the answer that is being written', visitor),
  handOff: operation('POST', '/agents/:agent_id/conversations/:conversation_id/hand-off', 'Ask for a person', visitor),
  typing: operation('POST', '/agents/:agent_id/conversations/:conversation_id/typing', 'Tell the operator that one is writing', visitor),
  erase: operation('DELETE', '/agents/:agent_id/conversations/:conversation_id', 'Delete one’s own conversation', visitor),
  list: operation('GET', '/agents/:agent_id/conversations', 'List one’s own conversations', visitor),
  claim: operation(
    'POST',
    '/agents/:agent_id/conversations/:conversation_id/claim',
    'Join a conversation to one’s signed identity, with the visitor token that opened it so far',
    visitor,
  ),
  rate: operation('POST', '/agents/:agent_id/conversations/:conversation_id/rating', 'Rate one’s own conversation', visitor),
  transcript: operation(
    'POST',
    '/agents/:agent_id/conversations/:conversation_id/transcript',
    'Have one’s own conversation sent by mail',
    visitor,
    { limit: 'chat' },
  ),
  upload: operation('POST', '/agents/:agent_id/files', 'Upload a file to send with a message', visitor, {
    limit: 'chat',
    request: 'multipart',
    ...created,
  }),
  file: file('application/octet-stream', operation('GET', '/agents/:agent_id/files/:file_id', 'Get a file of a conversation', visitor)),
  ratings: operation('GET', '/agents/:agent_id/ratings', 'List what visitors think of an agent', user('viewer', 'read')),
} as const

/** What operators do in conversations. */
export const conversationsOperations = {
  list: operation('GET', '/conversations', 'List and search conversations', user('member', 'read')),
  export: {
    ...file('application/json', operation('GET', '/conversations/export', 'Export conversations', user('member', 'read'))),
    otherFiles: ['text/csv', 'text/plain'],
  },
  get: operation('GET', '/conversations/:conversation_id', 'Read a conversation', user('member', 'read')),
  takeOver: operation('POST', '/conversations/:conversation_id/take-over', 'Become the one who answers', user('member', 'write')),
  reply: operation('POST', '/conversations/:conversation_id/messages', 'Write to the visitor', user('member', 'write'), created),
  note: operation('POST', '/conversations/:conversation_id/notes', 'Leave a note for colleagues', user('member', 'write'), created),
  typing: operation('POST', '/conversations/:conversation_id/typing', 'Tell the visitor that one is writing', user('member', 'execute')),
  assign: operation('POST', '/conversations/:conversation_id/assign', 'Give a conversation to a colleague', user('member', 'write')),
  handBack: operation('POST', '/conversations/:conversation_id/hand-back', 'Let the agent answer again', user('member', 'write')),
  close: operation('POST', '/conversations/:conversation_id/close', 'Close a conversation', user('member', 'write')),
  ban: operation('POST', '/conversations/:conversation_id/ban', 'Let its visitor write no more', user('member', 'write')),
  unban: operation('DELETE', '/conversations/:conversation_id/ban', 'Let its visitor write again', user('member', 'write')),
} as const

/** Details that visitors leave to be contacted. */
export const leadsOperations = {
  capture: operation('POST', '/agents/:agent_id/leads', 'Leave one’s details to be contacted', visitor, { limit: 'chat', ...created }),
  list: operation('GET', '/leads', 'List leads', user('member', 'read')),
  export: file('text/csv', operation('GET', '/leads/export', 'Export leads as CSV', user('admin', 'read'))),
} as const
