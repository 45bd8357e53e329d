import type { AppProperties } from '../app.ts'
import { Markdown } from '../markdown/markdown.tsx'

/** The greeting, and questions to begin with as long as nothing was asked. */
export function Welcome({ app: { config, conversation } }: AppProperties) {
  const untouched = () => !conversation.entries.value.length && conversation.phase.value === 'ready'
  const greeting = () => config.value?.greeting ?? ''
  return (
    <>
      {() => greeting() && <div class="message">{<Markdown text={greeting} />}</div>}
      {() =>
        untouched() && (
          <div class="suggestions">
            {config.value?.suggested_questions.map(question => (
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
