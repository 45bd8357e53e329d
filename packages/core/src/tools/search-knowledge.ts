import type { Retrieve } from '../executions/turn-ports.ts'
import type { Evidence } from '../models/model.ts'
import type { Tool } from './tool.ts'

/** Passages that one search gives. */
const most = 6

/** Searches the agent's own data sources once more, in words that the model chooses. */
export const searchKnowledge = (retrieve: Retrieve): Tool => ({
  name: 'search_knowledge',
  description:
    'Searches the documents of the company. Use it when the passages given do not hold the answer, with other words or for a part of the question.',
  parameters: {
    type: 'object',
    properties: { query: { type: 'string', minLength: 1, maxLength: 500, description: 'A question or words to look for' } },
    required: ['query'],
    additionalProperties: false,
  },
  effect: 'read',
  async run({ query }, { companyId, dataSourceIds }) {
    const found = (await retrieve(companyId, dataSourceIds, String(query), [])).slice(0, most)
    return {
      content: found.length === 0 ? 'Nothing was found.' : found.map(toText).join('\n\n'),
      receipts: [],
      parts: found.map(toCitation),
      // Documents may quote anybody.
      trusted: false,
    }
  },
})

const toText = ({ title, headings, body }: Evidence) => `${[title, ...headings].join(' › ')}\n${body}`

const toCitation = (passage: Evidence) => ({
  type: 'citation' as const,
  data_source_id: passage.dataSourceId,
  document_id: passage.documentId,
  title: passage.title,
  heading: passage.headings.join(' › '),
  url: passage.url,
  excerpt: passage.body,
  score: passage.score,
  used: false,
})
