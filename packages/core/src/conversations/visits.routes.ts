import type { Api } from '@craveva/contract/api'
import { getAgent } from '../agents/agents.service.ts'
import { fileAnswer, type Handlers } from '../http/handlers.ts'
import { keepFile, readFileOf } from './files.service.ts'
import { mailTranscript } from './transcript.service.ts'
import { claimConversation, listOwn, rateConversation, readRatings } from './visits.service.ts'

type Visits = Pick<Api['chat'], 'list' | 'claim' | 'rate' | 'transcript' | 'upload' | 'file' | 'ratings'>

async function* whole(content: Uint8Array) {
  yield content
}

/** What visitors do around the messages of a conversation. */
export const visitHandlers: Handlers<Visits> = {
  list: async context => ({ conversations: await listOwn(context) }),
  claim: async (context, { params }) => {
    await claimConversation(context, params.conversation_id)
    return { success: true, message: 'The conversation is joined to the visitor' }
  },
  rate: async (context, { params, body }) => {
    await rateConversation(context, params.conversation_id, body)
    return { success: true, message: 'Thank you' }
  },
  transcript: async (context, { params, body }) => {
    await mailTranscript(context, params.conversation_id, body.email)
    return { success: true, message: 'The conversation will be sent' }
  },
  upload: async (context, { files }) => ({ file: await keepFile(context, files) }),
  file: async (context, { params }) => {
    const { name, content } = await readFileOf(context, params.file_id)
    return fileAnswer(name, whole(content))
  },
  ratings: async (context, { params, query }) => {
    await getAgent(context, params.agent_id)
    return readRatings(context, params.agent_id, query)
  },
}
