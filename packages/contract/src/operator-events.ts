import { z } from 'zod'
import { id } from './common.ts'
import { conversation } from './conversations.ts'
import { deploymentStatus } from './deployments.ts'
import { message } from './parts.ts'
import { streamPart } from './stream.ts'

const conversationId = id('conv')

/** Where operators connect with socket.io, by WebSocket: `auth` holds `{token}`, an access token of a member. */
export const operatorSocketPath = '/socket.io/'

/** What operators are told over socket.io, by the name of the event. Commands are the operations of `conversations`, called by their names. */
export const operatorEvents = {
  ready: z.object({ user_id: id('user'), name: z.string() }).meta({ description: 'The socket is signed in' }),
  conversation: z
    .object({ conversation })
    .meta({ description: 'A conversation of the company was begun, written in, or is in other hands; told again after a reconnection' }),
  message: z.object({ conversation_id: conversationId, message }).meta({ description: 'Somebody wrote in a conversation that is watched' }),
  part: z
    .object({ conversation_id: conversationId, execution_id: id('exec'), index: z.number().int(), part: streamPart })
    .meta({ description: 'A part of the answer that the agent is writing in a conversation that is watched' }),
  typing: z
    .object({ conversation_id: conversationId, role: z.enum(['visitor', 'operator']), name: z.string().nullable() })
    .meta({ description: 'Somebody is writing in a conversation that is watched' }),
  presence: z.object({ user_id: id('user'), online: z.boolean() }).meta({ description: 'A colleague came or went' }),
  deployments: z
    .object({
      agent_id: id('agent'),
      deployments: z.array(
        z.object({ deployment_id: id('dep'), platform: z.string(), status: deploymentStatus, status_message: z.string().nullable() }),
      ),
    })
    .meta({ description: 'An agent or one of its deployments changed' }),
  resync: z.object({}).meta({ description: 'More was missed than is told again: read the list anew' }),
  signed_out: z.object({ message: z.string() }).meta({ description: 'The login has ended; the socket is closed' }),
}

export type OperatorEvents = { [Name in keyof typeof operatorEvents]: z.infer<(typeof operatorEvents)[Name]> }
