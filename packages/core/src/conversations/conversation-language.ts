import { writtenIn } from '../engine/claims/written-in.ts'
import { toTag } from '../languages/to-tag.ts'

interface Known {
  /** What the agent always answers in. */
  readonly agent: string | null
  /** What the visitor's app says. */
  readonly stated: string | null
  readonly text: string
}

/** In which language a conversation is held, as a BCP 47 tag: that of the agent, else of the visitor's app, else what a text is written in. */
export const conversationLanguage = ({ agent, stated, text }: Known): string | null =>
  toTag(agent) ?? toTag(stated) ?? writtenIn(text, { surely: true })
