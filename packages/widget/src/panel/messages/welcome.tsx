import type { AppProperties } from '../app.ts'
import { Markdown } from '../markdown/markdown.tsx'

/** The greeting, and questions to begin with as long as nothing was asked. */
export function Welcome({ app }: AppProperties) {
  const { agentConfig, consented, conversation } = app
  const untouched = () => consented.current && !conversation.entries.current.length && conversation.phase.current === 'ready'
  const greeting = () => agentConfig.current?.greeting ?? ''
  return (
    <>
      {() => greeting() && <div class="message">{<Markdown app={app} text={greeting} />}</div>}
      {() =>
        untouched() && (
          <div class="suggestions">
            {agentConfig.current?.suggested_questions.map(question => (
              <button type="button" dir="auto" onclick={() => conversation.send(question)}>
                {question}
              </button>
            ))}
          </div>
        )
      }
    </>
  )
}
