import type { AppProperties } from '../app.ts'
import type { Handoff } from '../store/state.ts'

/** Says where the conversation stands between the agent and a person. */
export function HandoffLine({ app: { t }, handoff: { state, operator_name } }: AppProperties & { handoff: Handoff }) {
  const name = operator_name ?? t('person')
  return (
    <p class="day">{state === 'with_operator' ? t('joined', { name }) : state === 'ended' ? t('left', { name }) : t('waitingForPerson')}</p>
  )
}
