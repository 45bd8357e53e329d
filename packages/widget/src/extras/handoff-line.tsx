import type { AppProperties } from '../panel/app.ts'
import type { Handoff } from '../panel/store/state.ts'
import { sayFor } from './say.ts'

/** Says where the conversation stands between the agent and a person. */
export function HandoffLine({ app, handoff: { state, operator_name } }: AppProperties & { handoff: Handoff }) {
  const say = sayFor(app)
  const name = () => operator_name ?? app.t('person')
  return (
    <p class="day">
      {() =>
        state === 'with_operator'
          ? say('joined', { name: name() })
          : state === 'ended'
            ? say('left', { name: name() })
            : say('waitingForPerson')
      }
    </p>
  )
}
